//! From mentions to names.
//!
//! Mentions join one name where a list says so, where they differ only in case, hyphens, full stops or a possessive
//! ending, or where a text explains a short form: "the Federal Security Service (FSB)" teaches FSB, first to its own
//! text, and to all others where the corpus explains it in one way only. Each mention keeps the reason.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::finder::Found;
use super::pieces::key;
use super::{Label, Mention, Source};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// Why a mention belongs to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is written as the name is.
    Same,
    /// A list knows it as another spelling, or a figure has this normal form.
    Alias,
    /// It differs in case, hyphens or marks.
    Variant,
    /// A text explained it as a short form.
    Acronym,
}

impl Link {
    /// The name that tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Alias => "alias",
            Self::Variant => "variant",
            Self::Acronym => "acronym",
        }
    }
}

/// A mention with the document it stands in and the entity it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedMention {
    /// The number of the document.
    pub document: usize,
    /// Where it stands.
    pub span: Span,
    /// The number of the entity.
    pub entity: usize,
    /// What found it.
    pub source: Source,
    /// Why it belongs to the entity.
    pub link: Link,
}

/// A title or head noun tells the kind of all mentions of a name where one in so many has it; less
/// is an accident of the text.
const LABEL_SHARE: usize = 20;

/// So many mentions between two looks at the stop flag.
const MENTIONS_PER_CHECK: usize = 1 << 10;

/// The longest short form, in characters.
const LONGEST_ACRONYM: usize = 20;

/// A short form that a text explains: the mention before the bracket stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Acronym {
    short: String,
    /// The name that it stands for, and its label.
    full: (Label, String),
}

/// The short forms that `text` explains in brackets behind a mention.
pub(super) fn acronyms(text: &str, mentions: &[Mention]) -> Vec<Acronym> {
    mentions
        .iter()
        .filter(|mention| mention.label.is_name())
        .filter_map(|mention| {
            let rest = text[mention.span.end..].strip_prefix(" (")?;
            let (close, _) = rest
                .char_indices()
                .take(LONGEST_ACRONYM + 1)
                .find(|&(_, mark)| mark == ')')?;
            let short = &rest[..close];
            stands_for(short, mention.span.slice(text), &mention.label).then(|| Acronym {
                short: short.to_owned(),
                full: (mention.label.clone(), mention.name.clone()),
            })
        })
        .collect()
}

/// True where `short` may be short for `full`.
///
/// It is made of the first letters of the words, in order, small words passed over; or, since many organisations are
/// known by the initials of another language (the Federal Security Service is the FSB), it begins as an organisation's
/// name does.
fn stands_for(short: &str, full: &str, label: &Label) -> bool {
    let letters: Vec<char> = short.chars().filter(|letter| *letter != '.').collect();
    let words = full
        .split(|mark: char| !mark.is_alphanumeric())
        .filter_map(|word| word.chars().next());
    let words: Vec<char> = words.collect();
    if !(2..=10).contains(&letters.len())
        || words.len() < 2
        || !letters.iter().all(|letter| letter.is_uppercase())
    {
        return false;
    }
    is_initials(&letters, &words) || (*label == Label::ORG && letters[0] == words[0])
}

fn is_initials(letters: &[char], words: &[char]) -> bool {
    let mut left = letters.iter().peekable();
    for first in words {
        let same = |letter: &&char| letter.to_lowercase().eq(first.to_lowercase());
        if left.next_if(same).is_none() && first.is_uppercase() {
            return false;
        }
    }
    left.peek().is_none()
}

/// A name as it is told apart from others: its label and its key.
type Identity = (Label, String);

/// A mention with its document and the identity that it got.
struct Resolved<'f> {
    document: usize,
    mention: &'f Mention,
    identity: Identity,
    link: Option<Link>,
}

/// Names with their labels, and the mentions that belong to them, in order.
pub(super) struct Linked {
    pub(super) names: Vec<(Label, String)>,
    pub(super) mentions: Vec<LinkedMention>,
}

/// Joins the mentions of all documents to names.
pub(super) fn link(documents: &Documents, found: &[Found], workers: &Workers) -> Result<Linked> {
    let keys = Keys::new(found, workers)?;
    let mut resolved: Vec<Resolved<'_>> = Vec::new();
    for (document, found) in found.iter().enumerate() {
        workers.check()?;
        resolved.extend(keys.resolve(document, found));
    }
    let names = names_of(&resolved);
    let numbers: HashMap<&Identity, usize, RandomState> = names
        .iter()
        .enumerate()
        .map(|(number, (identity, _))| (identity, number))
        .collect();
    let mentions: Vec<LinkedMention> = resolved
        .iter()
        .map(|one| {
            let entity = numbers[&one.identity];
            LinkedMention {
                document: one.document,
                span: one.mention.span,
                entity,
                source: one.mention.source,
                link: one.link.unwrap_or_else(|| {
                    spelling(
                        documents.slice(one.document, one.mention.span),
                        &names[entity].1,
                    )
                }),
            }
        })
        .collect();
    drop(numbers);
    let names = names
        .into_iter()
        .map(|((label, _), name)| (label, name))
        .collect();
    Ok(Linked { names, mentions })
}

/// How a name is written at a place, beside how it is shown.
fn spelling(written: &str, name: &str) -> Link {
    if written == name {
        Link::Same
    } else if key(written) == key(name) {
        Link::Variant
    } else {
        Link::Alias
    }
}

/// What the whole corpus says about keys.
struct Keys {
    /// The label of each candidate's key: the most frequent that is not `NAME`.
    labels: HashMap<String, Label, RandomState>,
    /// The identity of each short form that the corpus explains in one way only.
    acronyms: BTreeMap<String, Option<Identity>>,
}

impl Keys {
    fn new(found: &[Found], workers: &Workers) -> Result<Self> {
        let mut votes: BTreeMap<String, BTreeMap<Label, usize>> = BTreeMap::new();
        for (n, mention) in found.iter().flat_map(Found::mentions).enumerate() {
            if n.is_multiple_of(MENTIONS_PER_CHECK) {
                workers.check()?;
            }
            if mention.source == Source::Recognizer {
                let labels = votes.entry(key(&mention.name)).or_default();
                *labels.entry(mention.label.clone()).or_default() += 1;
            }
        }
        let labels = votes.into_iter().map(|(key, labels)| (key, elect(labels)));
        let mut keys = Self {
            labels: labels.collect(),
            acronyms: BTreeMap::new(),
        };
        for acronym in found.iter().flat_map(|found| &found.acronyms) {
            let identity = keys.explained(acronym);
            keys.acronyms
                .entry(acronym.short.clone())
                .and_modify(|known| {
                    if known.as_ref() != Some(&identity) {
                        *known = None;
                    }
                })
                .or_insert(Some(identity));
        }
        Ok(keys)
    }

    fn explained(&self, acronym: &Acronym) -> Identity {
        let key = key(&acronym.full.1);
        match self.labels.get(&key) {
            Some(label) => (label.clone(), key),
            None => (acronym.full.0.clone(), key),
        }
    }

    fn resolve<'f>(
        &'f self,
        document: usize,
        found: &'f Found,
    ) -> impl Iterator<Item = Resolved<'f>> {
        // Of two explanations of one short form the first holds.
        let mut own: HashMap<&str, &Acronym, RandomState> = HashMap::default();
        for acronym in &found.acronyms {
            own.entry(&acronym.short).or_insert(acronym);
        }
        found.mentions.iter().map(move |mention| {
            let (identity, link) = self.identity(mention, &own);
            Resolved {
                document,
                mention,
                identity,
                link,
            }
        })
    }

    /// The identity of a mention, and the reason where it is not told by how the mention is written.
    fn identity(
        &self,
        mention: &Mention,
        own: &HashMap<&str, &Acronym, RandomState>,
    ) -> (Identity, Option<Link>) {
        if !mention.label.is_name() {
            return (
                (mention.label.clone(), mention.name.clone()),
                Some(Link::Alias),
            );
        }
        let name_key = key(&mention.name);
        if mention.source != Source::Recognizer {
            return ((mention.label.clone(), name_key), None);
        }
        let short = mention.name.replace('.', "");
        if let Some(acronym) = own.get(short.as_str()) {
            return (self.explained(acronym), Some(Link::Acronym));
        }
        if let Some(Some(identity)) = self.acronyms.get(&short) {
            return (identity.clone(), Some(Link::Acronym));
        }
        ((self.labels[&name_key].clone(), name_key), None)
    }
}

/// The label with most votes, `NAME` aside, where it has its share of all.
fn elect(mut labels: BTreeMap<Label, usize>) -> Label {
    let all: usize = labels.values().sum();
    labels.remove(&Label::NAME);
    let most = labels.values().copied().max().unwrap_or(0);
    if most * LABEL_SHARE < all {
        return Label::NAME;
    }
    labels
        .into_iter()
        .find_map(|(label, votes)| (votes == most).then_some(label))
        .unwrap_or(Label::NAME)
}

/// Each identity with the name to show, in order: a list's name, else the spelling that is most frequent.
fn names_of(resolved: &[Resolved<'_>]) -> Vec<(Identity, String)> {
    let mut spellings: BTreeMap<&Identity, BTreeMap<(bool, &str), usize>> = BTreeMap::new();
    for one in resolved {
        let votes = spellings.entry(&one.identity).or_default();
        let listed = one.mention.source != Source::Recognizer;
        // A short form never names what it is short for, unless nothing else does.
        let weight = usize::from(one.link != Some(Link::Acronym));
        *votes.entry((listed, &one.mention.name)).or_default() += weight;
    }
    spellings
        .into_iter()
        .map(|(identity, votes)| {
            let best = votes
                .iter()
                .max_by(|((listed_a, name_a), a), ((listed_b, name_b), b)| {
                    (listed_a, a).cmp(&(listed_b, b)).then(name_b.cmp(name_a))
                });
            let name = best.map_or("", |((_, name), _)| name);
            (identity.clone(), name.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_first_letters() {
        for (short, full, label, expected) in [
            ("FSB", "Federal Security Service", Label::ORG, true),
            ("FSB", "Federal Security Service", Label::NAME, false),
            ("FSS", "Federal Security Service", Label::NAME, true),
            ("CPI", "Communist Party of India", Label::NAME, true),
            ("BOJ", "Bank of Japan", Label::NAME, true),
            ("Fed", "Federal Reserve", Label::ORG, false),
            ("CDU", "Angela Muster", Label::PERSON, false),
            ("AR", "Army", Label::ORG, false),
        ] {
            assert_eq!(stands_for(short, full, &label), expected, "{short} {full}");
        }
    }
}
