//! Why mentions join a name, and which of the reasons may be used.

use std::str::FromStr;

use crate::entities::names::key;
use crate::error::{Error, Result};

/// Why a mention belongs to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// It is written as the name is.
    Same,
    /// The user says so.
    User,
    /// A list knows it as another spelling, or a figure has this normal form.
    Alias,
    /// It differs in case, hyphens, full stops, a possessive ending or "the" in front.
    Variant,
    /// A text explained it as a short form.
    Acronym,
    /// It is the last name of the one person of the document who bears it.
    Surname,
    /// A title stands before one of the two.
    Title,
    /// One of the two ends with an organisation's legal form.
    Suffix,
    /// It is another spelling of a name from another script.
    Transliteration,
}

impl Link {
    /// The reasons that may be refused: all but that the two are the same and that the user says so.
    pub const RULES: [Self; 7] = [
        Self::Alias,
        Self::Variant,
        Self::Acronym,
        Self::Surname,
        Self::Title,
        Self::Suffix,
        Self::Transliteration,
    ];

    /// The name that tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::User => "user",
            Self::Alias => "alias",
            Self::Variant => "variant",
            Self::Acronym => "acronym",
            Self::Surname => "surname",
            Self::Title => "title",
            Self::Suffix => "suffix",
            Self::Transliteration => "transliteration",
        }
    }
}

impl FromStr for Link {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let found = Self::RULES.into_iter().find(|rule| rule.name() == name);
        found.ok_or_else(|| {
            let names = Self::RULES.map(Self::name).join(", ");
            Error::config(format!("link {name:?}: no such rule; use some of {names}"))
        })
    }
}

/// A set of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRules(u16);

impl Default for LinkRules {
    /// All but transliteration.
    fn default() -> Self {
        let mut rules = Self::of(Link::RULES);
        rules.remove(Link::Transliteration);
        rules
    }
}

impl LinkRules {
    /// These reasons.
    pub fn of(links: impl IntoIterator<Item = Link>) -> Self {
        let bits = links.into_iter().map(|link| 1 << link as u16);
        Self(bits.fold(0, |all, bit| all | bit))
    }

    /// True where the reason may be used.
    #[must_use]
    pub const fn has(self, link: Link) -> bool {
        self.0 & (1 << link as u16) != 0
    }

    /// Leaves out a reason.
    pub fn remove(&mut self, link: Link) {
        self.0 &= !(1 << link as u16);
    }

    /// The reasons that may be used, in order.
    pub fn iter(self) -> impl Iterator<Item = Link> {
        Link::RULES.into_iter().filter(move |&link| self.has(link))
    }
}

/// How mentions are joined to names.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::entities::{EntityFinder, Link, LinkConfig, count_entities};
/// use lexicount::parallel::Workers;
///
/// let documents = Documents::from_texts(["Mr. Marek Voss spoke, and Voss left."]);
/// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
/// assert_eq!(entities.find("Marek Voss", None).unwrap().n_mentions, 2);
///
/// let mut config = LinkConfig::default();
/// config.rules.remove(Link::Surname);
/// let entities = entities.relinked(&documents, config, &Workers::serial())?;
/// assert_eq!(entities.find("Marek Voss", None).unwrap().n_mentions, 1);
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkConfig {
    /// The reasons that may be used.
    pub rules: LinkRules,
    /// Names with other forms of the same, which win over all else.
    pub aliases: Vec<(String, Vec<String>)>,
    /// Pairs of a name and a form that are not the same.
    pub keep_apart: Vec<(String, String)>,
}

impl LinkConfig {
    /// Checks that no form is given to two names.
    ///
    /// # Errors
    ///
    /// Where one is, or where a name holds no word.
    pub fn check(&self) -> Result<()> {
        let mut owners = std::collections::BTreeMap::new();
        for (number, (name, forms)) in self.aliases.iter().enumerate() {
            for form in std::iter::once(name).chain(forms) {
                let key = key(form);
                if key.is_empty() {
                    return Err(Error::config(format!(
                        "alias {form:?} of {name:?}: holds no word; give a name"
                    )));
                }
                let owner = *owners.entry(key).or_insert(number);
                if owner != number {
                    let other = &self.aliases[owner].0;
                    return Err(Error::config(format!(
                        "alias {form:?}: belongs to {other:?} and to {name:?}; give it to one"
                    )));
                }
            }
        }
        Ok(())
    }
}
