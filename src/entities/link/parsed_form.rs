//! What the spelling of a surface form shows: its cluster key, its label and the name to show.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::ClusterKey;
use super::label_votes::LabelChoice;
use super::rules::{Link, LinkRules};
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{
    Signs, key, transliterated, without_article, without_legal_form, without_titles, words,
};

/// The user's aliases: the number of a name, by the key of each of its forms.
pub(super) type Aliases = HashMap<String, usize, RandomState>;

/// A surface form as far as its spelling goes.
pub(super) struct ParsedForm<'f> {
    pub(super) key: ClusterKey,
    pub(super) label: Label,
    pub(super) choice: LabelChoice,
    /// The spelling that may be shown as the name of the entity.
    pub(super) shown: &'f str,
    /// The number of the name in the user's aliases.
    pub(super) alias: Option<usize>,
}

impl<'f> ParsedForm<'f> {
    /// Parses the text `written` of a mention.
    pub(super) fn new(
        written: &'f str,
        mention: &'f Mention,
        rules: LinkRules,
        aliases: &Aliases,
    ) -> Self {
        if let Some(number) = alias_of(written, mention, aliases) {
            return Self {
                key: ClusterKey::Alias(number),
                label: mention.label.clone(),
                choice: LabelChoice::Joint,
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
            key: ClusterKey::Figure(name.to_owned()),
            label: mention.label.clone(),
            choice: LabelChoice::Listed,
            shown: name,
            alias: None,
        }
    }

    fn of_name(written: &'f str, mention: &'f Mention, rules: LinkRules) -> Self {
        let is_listed = mention.is_listed();
        let from_list = is_listed && rules.has(Link::Alias);
        // The names of the recogniser and of repeats are their text without a possessive ending.
        let has_own_name = mention.source != Source::Recognizer && !mention.is_repeat;
        let text = if has_own_name && !rules.has(Link::Alias) {
            written
        } else {
            mention.name.as_str()
        };
        let bare = if rules.has(Link::Variant) && !from_list {
            without_article(text)
        } else {
            text
        };
        // A name on the user's list is used as given; the built-in lists may hold it with its legal form.
        let is_users = from_list && mention.source == Source::User;
        let affixes = Affixes {
            titles: rules.has(Link::Title) && !from_list,
            legal_forms: rules.has(Link::Suffix) && !is_users,
        };
        let (stripped, label) = affixes.strip(bare, &mention.label);
        Self {
            // The signs of a name on the user's list distinguish it from a word: "Canal+" is not a canal.
            key: if mention.source == Source::User && !Signs::of(text).is_empty() {
                ClusterKey::Literal(text.to_owned())
            } else {
                cluster_key(stripped.core, rules)
            },
            label,
            choice: if is_listed {
                LabelChoice::Listed
            } else {
                LabelChoice::Voted
            },
            shown: if stripped.had_title {
                stripped.shown
            } else {
                text
            },
            alias: None,
        }
    }
}

fn alias_of(written: &str, mention: &Mention, aliases: &Aliases) -> Option<usize> {
    if aliases.is_empty() {
        return None;
    }
    let by_text = aliases.get(&key(written));
    by_text
        .or_else(|| aliases.get(&key(&mention.name)))
        .copied()
}

/// What may be stripped from a name.
#[derive(Clone, Copy)]
struct Affixes {
    titles: bool,
    legal_forms: bool,
}

/// A name without its title and its legal form.
struct Stripped<'f> {
    /// The words that make the key.
    core: &'f str,
    /// The same with the legal form.
    shown: &'f str,
    had_title: bool,
}

impl Affixes {
    /// Strips a name. A name of unknown kind with a legal form is an organisation's.
    fn strip<'f>(self, text: &'f str, label: &Label) -> (Stripped<'f>, Label) {
        let whole = key(text);
        let mut rest = whole.as_str();
        let mut label = label.clone();
        if self.titles && label == Label::PERSON {
            rest = without_titles(rest);
        }
        let n_title_words = n_words(&whole) - n_words(rest);
        let with_legal_form = rest;
        let may_be_organisation = label == Label::ORG || label == Label::NAME;
        if self.legal_forms && may_be_organisation {
            rest = without_legal_form(rest);
            if rest.len() < with_legal_form.len() {
                label = Label::ORG;
            }
        }
        let shown = words_from(text, n_title_words);
        let is_whole = rest.len() == whole.len() && text.is_ascii();
        let stripped = Stripped {
            // No word of ASCII is lost in a key.
            core: if is_whole {
                text
            } else {
                first_words(shown, n_words(rest))
            },
            shown,
            had_title: n_title_words > 0,
        };
        (stripped, label)
    }
}

fn cluster_key(text: &str, rules: LinkRules) -> ClusterKey {
    let folded = key(text);
    // A name without a word, such as a symbol, is compared as written.
    if !rules.has(Link::Variant) || folded.is_empty() {
        return ClusterKey::Literal(text.to_owned());
    }
    ClusterKey::Folded(if rules.has(Link::Transliteration) {
        transliterated(&folded)
    } else {
        folded
    })
}

fn n_words(key: &str) -> usize {
    key.split(' ').count()
}

/// The text from its word number `first` on.
fn words_from(text: &str, first: usize) -> &str {
    if first == 0 {
        return text;
    }
    words(text)
        .nth(first)
        .map_or(text, |word| &text[word.span.start..])
}

/// The first words of a text; all of it if it has no more.
fn first_words(text: &str, n_words: usize) -> &str {
    let mut words = words(text);
    let last = n_words.checked_sub(1).and_then(|number| words.nth(number));
    match (last, words.next()) {
        (Some(last), Some(_)) => &text[..last.span.end],
        _ => text,
    }
}
