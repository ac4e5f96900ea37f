//! The registry of link rules, and how a user chooses among them.
//!
//! A new rule is a row of the table below and the code that applies it.

use std::str::FromStr;

use crate::entities::names::key;
use crate::error::{Error, Result};

/// A link: its name in tables and options, its meaning, and whether it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRule {
    /// The link.
    pub link: Link,
    /// The name that options take and tables show.
    pub name: &'static str,
    /// What the link says of a mention, in one sentence.
    pub meaning: &'static str,
    /// True for a rule that can be switched off.
    pub is_optional: bool,
    /// True for a rule that is on unless the user says otherwise.
    pub is_default: bool,
}

/// Declares the links, a row each: the variant, its name, its meaning, which is its documentation too, whether it can
/// be switched off, and whether it is on by default.
macro_rules! links {
    ($($link:ident: $name:literal, $meaning:literal, $is_optional:literal, $is_default:literal;)*) => {
        /// Why a mention belongs to its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Link {
            $(#[doc = $meaning] $link,)*
        }

        /// All links, in order.
        pub const LINK_RULES: &[LinkRule] = &[
            $(LinkRule {
                link: Link::$link,
                name: $name,
                meaning: $meaning,
                is_optional: $is_optional,
                is_default: $is_default,
            },)*
        ];
    };
}

links! {
    Same: "same", "It is spelled like the name.", false, true;
    User: "user", "The user's aliases say so.", false, true;
    Alias: "alias", "A list or another source knows it as an alias, or a figure has this normal form.", true, true;
    Variant: "variant", "It differs in case, hyphens, full stops, a possessive ending, a leading article or a person's middle name.", true, true;
    Acronym: "acronym", "A text defines it as a short form of the name.", true, true;
    Surname: "surname", "It is the last name of the only person in the document who bears it.", true, true;
    Title: "title", "One of the two begins with a title.", true, true;
    Suffix: "suffix", "One of the two ends with an organisation's legal form.", true, true;
    Transliteration: "transliteration", "It is another way to write the name in Latin letters.", true, false;
}

impl Link {
    /// The name that options take and tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        LINK_RULES[self as usize].name
    }
}

impl FromStr for Link {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let rule = optional_rules().find(|rule| rule.name == name);
        rule.map(|rule| rule.link).ok_or_else(|| {
            let names: Vec<&str> = optional_rules().map(|rule| rule.name).collect();
            let names = names.join(", ");
            Error::config(format!("link {name:?}: no such rule; use some of {names}"))
        })
    }
}

/// The rules that can be switched off.
fn optional_rules() -> impl Iterator<Item = &'static LinkRule> {
    LINK_RULES.iter().filter(|rule| rule.is_optional)
}

/// A set of link rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRules(u16);

impl Default for LinkRules {
    /// The rules that are on by default: all but transliteration.
    fn default() -> Self {
        let rules = optional_rules().filter(|rule| rule.is_default);
        Self::of(rules.map(|rule| rule.link))
    }
}

impl LinkRules {
    /// The set of these rules.
    pub fn of(links: impl IntoIterator<Item = Link>) -> Self {
        let bits = links.into_iter().map(|link| 1 << link as u16);
        Self(bits.fold(0, |all, bit| all | bit))
    }

    /// True if the rule is on.
    #[must_use]
    pub const fn has(self, link: Link) -> bool {
        self.0 & (1 << link as u16) != 0
    }

    /// Switches a rule off.
    pub fn remove(&mut self, link: Link) {
        self.0 &= !(1 << link as u16);
    }

    /// The rules that are on, in order.
    pub fn iter(self) -> impl Iterator<Item = Link> {
        let links = optional_rules().map(|rule| rule.link);
        links.filter(move |&link| self.has(link))
    }
}

/// How mentions are linked to entities.
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
    /// The rules that are on.
    pub rules: LinkRules,
    /// Names with their aliases, which win over all rules.
    pub aliases: Vec<(String, Vec<Form>)>,
    /// Pairs of a name and a surface form that are not the same entity, whatever the rules say.
    pub keep_apart: Vec<(String, Form)>,
}

/// A surface form that the user links or keeps apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The spelling.
    pub text: String,
    /// Where it counts; everywhere if there is none.
    pub context: Option<FormContext>,
}

/// Where a form counts: what is given must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormContext {
    /// The ids of documents, as text.
    pub documents: Option<Vec<String>>,
    /// Words of which one must be near the mention.
    pub words: Option<Vec<String>>,
}

impl Form {
    fn check(&self) -> Result<()> {
        let words = self.context.iter().filter_map(|one| one.words.as_ref());
        for word in words.flatten() {
            let key = key(word);
            if key.is_empty() || key.contains(' ') {
                return Err(Error::config(format!(
                    "context word {word:?} of {:?}: not one word; give single words",
                    self.text
                )));
            }
        }
        Ok(())
    }
}

impl From<&str> for Form {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Form {
    fn from(text: String) -> Self {
        Self {
            text,
            context: None,
        }
    }
}

impl LinkConfig {
    /// Checks the aliases and contexts.
    ///
    /// # Errors
    ///
    /// If two names have the same alias everywhere, if an alias has no word, or if a context word is not one word.
    pub fn check(&self) -> Result<()> {
        let mut owners = std::collections::BTreeMap::new();
        for (number, (name, aliases)) in self.aliases.iter().enumerate() {
            let whole = Form::from(name.as_str());
            for Form {
                text: alias,
                context,
            } in std::iter::once(&whole).chain(aliases)
            {
                let key = key(alias);
                if key.is_empty() {
                    return Err(Error::config(format!(
                        "alias {alias:?} of {name:?}: holds no word; give a name"
                    )));
                }
                if context.is_some() {
                    continue;
                }
                let owner = *owners.entry(key).or_insert(number);
                if owner != number {
                    let other = &self.aliases[owner].0;
                    return Err(Error::config(format!(
                        "alias {alias:?}: belongs to {other:?} and to {name:?}; give it to one"
                    )));
                }
            }
        }
        let aliases = self.aliases.iter().flat_map(|(_, aliases)| aliases);
        let mut forms = aliases.chain(self.keep_apart.iter().map(|(_, form)| form));
        forms.try_for_each(Form::check)
    }
}
