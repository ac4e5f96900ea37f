//! Forms: the distinct spellings of a corpus, each with the identity that it has wherever nothing else is taught.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::open::{FormId, IdentityId, MENTIONS_PER_CHECK, Open};
use super::rules::{Link, LinkConfig, LinkRules};
use super::votes::{Standing, Votes};
use crate::corpus::Documents;
use crate::entities::mentions::{Found, Label, Mention, Source};
use crate::entities::names::{
    key, pieces, transliterated, without_article, without_legal_form, without_titles,
};
use crate::error::Result;
use crate::parallel::Workers;

/// The number of a key.
type KeyId = usize;

/// Mentions that are written in one way, mean one name by themselves and have one label and source.
pub(super) struct Form<'f> {
    /// As it stands in the text.
    pub(super) written: &'f str,
    /// As its source names it.
    pub(super) name: &'f str,
    pub(super) label: &'f Label,
    pub(super) source: Source,
    /// The spelling that may be shown for its name.
    pub(super) shown: &'f str,
    /// What its letters alone say it is.
    pub(super) identity: IdentityId,
    /// The name of the user's table that it belongs to.
    pub(super) alias: Option<usize>,
}

impl Form<'_> {
    /// True where a list found it, which knows what it means.
    pub(super) fn is_listed(&self) -> bool {
        matches!(self.source, Source::User | Source::Gazetteer)
    }

    /// What is written, where it is an abbreviation by which a built-in list knows an organisation.
    pub(super) fn listed_abbreviation(&self) -> Option<&str> {
        let is_short = self.written.len() > 1
            && self.written != self.name
            && self
                .written
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'.');
        (is_short
            && self.source == Source::Gazetteer
            && *self.label == Label::ORG
            && self.alias.is_none())
        .then_some(self.written)
    }

    /// True where only how it is written tells what it is, so that a document may teach more.
    pub(super) fn is_open(&self) -> bool {
        self.label.is_named_entity() && !self.is_listed() && self.alias.is_none()
    }
}

/// A name as it is told apart from others.
pub(super) struct Identity {
    pub(super) key: String,
    pub(super) label: Label,
    /// It is named as it is written: the user took it out of the name that a list gives.
    pub(super) literal: bool,
}

/// All forms and identities of a corpus.
pub(super) struct Forms<'f> {
    pub(super) all: Vec<Form<'f>>,
    pub(super) identities: Vec<Identity>,
    pub(super) config: &'f LinkConfig,
    numbers: HashMap<(String, Label), IdentityId, RandomState>,
}

/// What makes two mentions one form: text, name, label, source.
type Spelling<'f> = (&'f str, &'f str, &'f Label, u8);

impl<'f> Forms<'f> {
    /// The forms of all mentions, and the mentions with the identities that their letters give them.
    pub(super) fn new(
        documents: &'f Documents,
        found: &'f [Found],
        config: &'f LinkConfig,
        workers: &Workers,
    ) -> Result<(Self, Vec<Open>)> {
        let mut known: HashMap<Spelling<'f>, FormId, RandomState> = HashMap::default();
        let mut firsts: Vec<(&'f str, &'f Mention)> = Vec::new();
        let mut weights: Vec<u64> = Vec::new();
        let mut open = Vec::new();
        for (document, found) in found.iter().enumerate() {
            for (number, mention) in found.mentions.iter().enumerate() {
                if open.len().is_multiple_of(MENTIONS_PER_CHECK) {
                    workers.check()?;
                }
                let written = documents.slice(document, mention.span);
                let spelling = (
                    written,
                    mention.name.as_str(),
                    &mention.label,
                    mention.source as u8,
                );
                let form = *known.entry(spelling).or_insert_with(|| {
                    firsts.push((written, mention));
                    weights.push(0);
                    firsts.len() - 1
                });
                weights[form] += weight(mention);
                open.push(Open {
                    document,
                    number,
                    span: mention.span,
                    form,
                    identity: 0,
                    link: None,
                    evidence: None,
                });
            }
        }
        let forms = Self::of(&firsts, &weights, config);
        for one in &mut open {
            one.identity = forms.all[one.form].identity;
            one.link = forms.all[one.form].alias.map(|_| Link::User);
        }
        Ok((forms, open))
    }

    fn of(firsts: &[(&'f str, &'f Mention)], weights: &[u64], config: &'f LinkConfig) -> Self {
        let aliases = aliases(config);
        let mut keys: HashMap<String, KeyId, RandomState> = HashMap::default();
        let mut votes: Vec<Votes> = Vec::new();
        let mut read = Vec::new();
        for (&(written, mention), &weight) in firsts.iter().zip(weights) {
            let one = Reading::of(written, mention, config.rules, &aliases);
            let next = keys.len();
            let key_id = *keys.entry(one.key.clone()).or_insert(next);
            if key_id == votes.len() {
                votes.push(Votes::default());
            }
            votes[key_id].add(&one.label, one.standing, weight);
            read.push((key_id, one));
        }
        let mut made = Self {
            all: Vec::with_capacity(read.len()),
            identities: Vec::new(),
            config,
            numbers: HashMap::default(),
        };
        for (&(written, mention), (key_id, one)) in firsts.iter().zip(read) {
            let label = votes[key_id].label_of(&one.label, one.standing);
            let identity = made.identity(one.key, label);
            made.all.push(Form {
                written,
                name: &mention.name,
                label: &mention.label,
                source: mention.source,
                shown: one.shown,
                identity,
                alias: one.alias,
            });
        }
        made
    }

    /// The number of an identity, a new one where there is none.
    pub(super) fn identity(&mut self, key: String, label: Label) -> IdentityId {
        let next = self.identities.len();
        let number = *self
            .numbers
            .entry((key.clone(), label.clone()))
            .or_insert(next);
        if number == next {
            self.identities.push(Identity {
                key,
                label,
                literal: false,
            });
        }
        number
    }
}

/// The certainty of a mention in thousandths, so that sums do not depend on their order.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 1000"
)]
fn weight(mention: &Mention) -> u64 {
    let confidence = mention.confidence.unwrap_or(1.0).clamp(0.0, 1.0);
    (confidence * 1000.0).round() as u64
}

/// The user's forms by key, each with the number of its name.
fn aliases(config: &LinkConfig) -> HashMap<String, usize, RandomState> {
    let names = config.aliases.iter().enumerate();
    names
        .flat_map(|(number, (name, forms))| {
            let forms = std::iter::once(name).chain(forms);
            forms.map(move |form| (key(form), number))
        })
        .collect()
}

/// What the letters of a form say.
struct Reading<'f> {
    key: String,
    label: Label,
    standing: Standing,
    shown: &'f str,
    alias: Option<usize>,
}

impl<'f> Reading<'f> {
    fn of(
        written: &'f str,
        mention: &'f Mention,
        rules: LinkRules,
        aliases: &HashMap<String, usize, RandomState>,
    ) -> Self {
        let alias = (!aliases.is_empty())
            .then(|| {
                aliases
                    .get(&key(written))
                    .or_else(|| aliases.get(&key(&mention.name)))
            })
            .flatten();
        if let Some(&number) = alias {
            return Self {
                key: format!("\u{2}{number}"),
                label: mention.label.clone(),
                standing: Standing::Joined,
                shown: written,
                alias: Some(number),
            };
        }
        if mention.label.is_named_entity() {
            Self::of_name(written, mention, rules)
        } else {
            Self::of_figure(written, mention, rules)
        }
    }

    fn of_figure(written: &'f str, mention: &'f Mention, rules: LinkRules) -> Self {
        let name = if rules.has(Link::Alias) {
            mention.name.as_str()
        } else {
            written
        };
        Self {
            // Figures and names never meet.
            key: format!("\u{1}{name}"),
            label: mention.label.clone(),
            standing: Standing::Listed,
            shown: name,
            alias: None,
        }
    }

    fn of_name(written: &'f str, mention: &'f Mention, rules: LinkRules) -> Self {
        let listed = matches!(mention.source, Source::User | Source::Gazetteer);
        let from_list = listed && rules.has(Link::Alias);
        // The recogniser names what is written, without a possessive ending.
        let is_told = mention.source != Source::Recognizer;
        let text = if is_told && !rules.has(Link::Alias) {
            written
        } else {
            mention.name.as_str()
        };
        let bare = if rules.has(Link::Variant) && !from_list {
            without_article(text)
        } else {
            text
        };
        // What the user calls a name is not touched; the built-in lists may have it with its legal form.
        let is_users = from_list && mention.source == Source::User;
        let has_form = rules.has(Link::Suffix) && !is_users;
        let (stripped, label) = strip(
            bare,
            &mention.label,
            rules.has(Link::Title) && !from_list,
            has_form,
        );
        Self {
            key: identity_key(stripped.key, rules),
            label,
            standing: if listed {
                Standing::Listed
            } else {
                Standing::Open
            },
            shown: if stripped.titled {
                stripped.shown
            } else {
                text
            },
            alias: None,
        }
    }
}

/// A name without what the rules take off.
struct Stripped<'f> {
    /// The words that make the key.
    key: &'f str,
    /// The same, with the legal form.
    shown: &'f str,
    titled: bool,
}

fn strip<'f>(
    text: &'f str,
    label: &Label,
    titles: bool,
    legal_forms: bool,
) -> (Stripped<'f>, Label) {
    let whole = key(text);
    let mut rest = whole.as_str();
    let mut label = label.clone();
    if titles && label == Label::PERSON {
        rest = without_titles(rest);
    }
    let first = n_words(&whole) - n_words(rest);
    let with_form = rest;
    let organisation = label == Label::ORG || label == Label::NAME;
    if legal_forms && organisation {
        rest = without_legal_form(rest);
        if rest.len() < with_form.len() {
            label = Label::ORG;
        }
    }
    let shown = words_from(text, first);
    let stripped = Stripped {
        key: words_until(shown, n_words(rest)),
        shown,
        titled: first > 0,
    };
    (stripped, label)
}

fn identity_key(text: &str, rules: LinkRules) -> String {
    if !rules.has(Link::Variant) {
        return format!("={text}");
    }
    let key = key(text);
    if key.is_empty() {
        // Marks alone are what they are.
        return format!("={text}");
    }
    if rules.has(Link::Transliteration) {
        transliterated(&key)
    } else {
        key
    }
}

fn n_words(key: &str) -> usize {
    key.split(' ').count()
}

fn words_from(text: &str, first: usize) -> &str {
    if first == 0 {
        return text;
    }
    pieces(text)
        .nth(first)
        .map_or(text, |piece| &text[piece.token.span.start..])
}

fn words_until(text: &str, n_words: usize) -> &str {
    let mut all = pieces(text);
    let last = n_words.checked_sub(1).and_then(|place| all.nth(place));
    match (last, all.next()) {
        (Some(last), Some(_)) => &text[..last.token.span.end],
        _ => text,
    }
}
