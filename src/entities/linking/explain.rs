//! Short forms that texts explain: "the Federal Security Service (FSB)", "FSB, or Federal Security Service".

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::super::finder::Found;
use super::super::{Label, Mention};
use super::forms::{Form, Forms, IdentityId, without_article};
use super::rules::Link;
use super::{Open, Place};
use crate::span::Span;

/// The longest short form, in characters.
const LONGEST: usize = 20;

/// What stands between two names for one thing.
const BETWEEN: [&str; 7] = [
    ", or ",
    ", or the ",
    ", also known as ",
    ", also known as the ",
    ", also called ",
    " (also known as ",
    " (or ",
];

/// What stands behind a short form, before the full name.
const BEFORE_FULL: [&str; 7] = [
    " (the ",
    " (",
    ", or the ",
    ", or ",
    ", also known as the ",
    ", also known as ",
    ", also called the ",
];

/// A short form that a text explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Explanation {
    /// Without full stops.
    short: String,
    /// The number of the mention that it stands for.
    full: usize,
    /// The two names and what stands between them.
    span: Span,
}

impl Explanation {
    pub(in super::super) fn short(&self) -> &str {
        &self.short
    }

    pub(in super::super) fn full(&self) -> usize {
        self.full
    }
}

/// The short forms that `text` explains beside a mention.
pub(in super::super) fn explanations(text: &str, mentions: &[Mention]) -> Vec<Explanation> {
    let mut all = Vec::new();
    for (full, mention) in mentions.iter().enumerate() {
        if !mention.label.is_name() {
            continue;
        }
        let name = without_article(mention.span.slice(text));
        let found = in_brackets(text, mention, name)
            .or_else(|| behind(text, mention, name))
            .or_else(|| before(text, mention, name));
        if let Some((short, span)) = found {
            let short = short.replace('.', "");
            all.push(Explanation { short, full, span });
        }
    }
    all
}

/// "Full Name (ABC)".
fn in_brackets<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let rest = text[mention.span.end..].strip_prefix(" (")?;
    let mut marks = rest.char_indices().take(LONGEST + 1);
    let (close, _) = marks.find(|&(_, mark)| mark == ')')?;
    let quotes = ['"', '“', '”', '\'', '‘', '’'];
    let inside = &rest[..close];
    let inside = inside.strip_prefix("the ").unwrap_or(inside);
    let short = inside.trim_matches(quotes);
    let end = mention.span.end + " (".len() + close + 1;
    stands_for(short, name, &mention.label).then(|| (short, Span::new(mention.span.start, end)))
}

/// "Full Name, or ABC".
fn behind<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let rest = &text[mention.span.end..];
    BETWEEN.iter().find_map(|between| {
        let rest = rest.strip_prefix(between)?;
        let n_bytes = rest
            .char_indices()
            .take(LONGEST + 1)
            .find(|&(_, mark)| !is_short_mark(mark))
            .map_or(rest.len(), |(byte, _)| byte);
        let short = rest[..n_bytes].trim_end_matches('.');
        let end = mention.span.end + between.len() + short.len();
        is_initials_of(short, name).then(|| (short, Span::new(mention.span.start, end)))
    })
}

/// "ABC (Full Name)", "ABC, or Full Name".
fn before<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let ahead = &text[..mention.span.start];
    BEFORE_FULL.iter().find_map(|between| {
        let ahead = ahead.strip_suffix(between)?;
        let start = ahead
            .char_indices()
            .rev()
            .take(LONGEST + 1)
            .take_while(|&(_, mark)| is_short_mark(mark))
            .last()
            .map(|(byte, _)| byte)?;
        let short = &ahead[start..];
        is_initials_of(short, name).then(|| (short, Span::new(start, mention.span.end)))
    })
}

fn is_short_mark(mark: char) -> bool {
    mark.is_alphanumeric() || mark == '.'
}

/// True where `short` may be short for `full`, whose label is told.
///
/// It is made of the first letters of the words, in order, small words passed over; or, since many organisations are
/// known by the initials of another language (the Federal Security Service is the FSB), it begins as an organisation's
/// name does.
fn stands_for(short: &str, full: &str, label: &Label) -> bool {
    if is_initials_of(short, full) {
        return true;
    }
    let letters = letters(short);
    let words = first_letters(full);
    *label == Label::ORG
        && words.len() >= 2
        && (2..=10).contains(&letters.len())
        && letters.iter().all(|letter| letter.is_uppercase())
        && letters[0] == words[0]
}

/// True where `short` is made of the first letters of the words of `full`; small words may be passed over.
fn is_initials_of(short: &str, full: &str) -> bool {
    let letters = letters(short);
    let words = first_letters(full);
    let n_capitals = letters
        .iter()
        .filter(|letter| letter.is_uppercase())
        .count();
    if !(2..=10).contains(&letters.len())
        || words.len() < 2
        || n_capitals < 2
        || !letters[0].is_uppercase()
        || !letters.iter().all(|letter| letter.is_alphabetic())
    {
        return false;
    }
    let mut left = letters.iter().peekable();
    for first in words {
        let same = |letter: &&char| letter.to_lowercase().eq(first.to_lowercase());
        if left.next_if(same).is_none() && first.is_uppercase() {
            return false;
        }
    }
    left.peek().is_none()
}

fn letters(short: &str) -> Vec<char> {
    let letters = short.chars().filter(|letter| *letter != '.');
    letters.take(LONGEST).collect()
}

fn first_letters(full: &str) -> Vec<char> {
    full.split(|mark: char| !mark.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .collect()
}

/// What a short form stands for, and where a text says so.
type Taught = (IdentityId, Place);

/// Joins short forms to what they stand for: in the text that explains them, and in all others where the corpus explains
/// them in one way only.
///
/// An abbreviation of the built-in lists gives way to another name too: where its own text explains it, and elsewhere if
/// the corpus never names in full what the list takes it for. "FSA" in a corpus on students is no army.
pub(super) fn link_short_forms(found: &[Found], forms: &Forms<'_>, open: &mut [Open]) {
    let firsts = first_of_each(found);
    let mut shorts: HashMap<&str, Option<Taught>, RandomState> = HashMap::default();
    let mut own: Vec<BTreeMap<&str, Taught>> = vec![BTreeMap::new(); found.len()];
    for (document, found) in found.iter().enumerate() {
        for one in &found.explanations {
            let taught = (
                open[firsts[document] + one.full].identity,
                (document, one.span),
            );
            // Of two explanations in one text the first holds.
            own[document].entry(&one.short).or_insert(taught);
            let known = shorts.entry(&one.short).or_insert(Some(taught));
            if known.is_some_and(|(identity, _)| identity != taught.0) {
                *known = None;
            }
        }
    }
    if shorts.is_empty() {
        return;
    }
    let taught = taught(forms, &shorts);
    for one in open {
        let Some((short, everywhere)) = taught[one.form] else {
            continue;
        };
        let here = own[one.document].get(short).copied();
        if let Some((identity, place)) = here.or(everywhere)
            && identity != one.identity
            && (forms.all[one.form].is_open() || is_another(forms, identity, one.identity))
        {
            one.identity = identity;
            one.link = Some(Link::Acronym);
            one.evidence = Some(place);
        }
    }
}

/// For each form that is an explained short one, that short form and what it stands for in texts that do not explain it.
fn taught<'f>(
    forms: &Forms<'_>,
    shorts: &HashMap<&'f str, Option<Taught>, RandomState>,
) -> Vec<Option<(&'f str, Option<Taught>)>> {
    let in_full = named_in_full(forms);
    let of_form = |form: &Form<'_>| {
        let written = if form.is_open() {
            form.name
        } else {
            form.listed_abbreviation()?
        };
        let (short, taught) = shorts.get_key_value(bare(written).as_str())?;
        let is_known = !form.is_open() && in_full[form.identity];
        Some((*short, taught.filter(|_| !is_known)))
    };
    forms.all.iter().map(of_form).collect()
}

/// True where two names share less than half of the words of the first: "Federal Communication Commission" is only a way
/// of writing the Federal Communications Commission.
fn is_another(forms: &Forms<'_>, first: IdentityId, second: IdentityId) -> bool {
    let words = |one: IdentityId| {
        let words = forms.identities[one].key.split(' ');
        words.filter(|word| word.len() > 3)
    };
    let n_shared = words(first)
        .filter(|word| words(second).any(|other| other == *word))
        .count();
    2 * n_shared < words(first).count()
}

/// For each identity, whether a form of it is more than an abbreviation.
fn named_in_full(forms: &Forms<'_>) -> Vec<bool> {
    let mut in_full = vec![false; forms.identities.len()];
    for form in &forms.all {
        in_full[form.identity] |= form.listed_abbreviation().is_none();
    }
    in_full
}

/// A short form without full stops, article and possessive ending.
fn bare(name: &str) -> String {
    let name = without_article(name);
    let name = name
        .strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name);
    name.replace('.', "")
}

/// For each document, how many mentions come before it.
fn first_of_each(found: &[Found]) -> Vec<usize> {
    let mut n = 0;
    let mut firsts = Vec::with_capacity(found.len());
    for found in found {
        firsts.push(n);
        n += found.mentions.len();
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::super::super::Source;
    use super::*;

    #[test]
    fn short_forms_are_first_letters() {
        for (short, full, label, expected) in [
            ("FSB", "Federal Security Service", Label::ORG, true),
            ("FSB", "Federal Security Service", Label::NAME, false),
            ("FSS", "Federal Security Service", Label::NAME, true),
            ("CPI", "Communist Party of India", Label::NAME, true),
            ("MoD", "Ministry of Defence", Label::ORG, true),
            ("BOJ", "Bank of Japan", Label::NAME, true),
            ("Fed", "Federal Reserve", Label::ORG, false),
            ("CDU", "Angela Muster", Label::PERSON, false),
            ("AR", "Army", Label::ORG, false),
        ] {
            assert_eq!(stands_for(short, full, &label), expected, "{short} {full}");
        }
    }

    #[test]
    fn texts_explain_in_several_ways() {
        let full = "Harbour Workers Union";
        for (text, expected) in [
            (
                "the Harbour Workers Union (HWU) met",
                Some("Harbour Workers Union (HWU)"),
            ),
            (
                "the Harbour Workers Union (“HWU”) met",
                Some("Harbour Workers Union (“HWU”)"),
            ),
            (
                "HWU, or Harbour Workers Union, met",
                Some("HWU, or Harbour Workers Union"),
            ),
            (
                "the H.W.U. (Harbour Workers Union) met",
                Some("H.W.U. (Harbour Workers Union"),
            ),
            (
                "Harbour Workers Union, or HWU.",
                Some("Harbour Workers Union, or HWU"),
            ),
            (
                "Harbour Workers Union, also known as the HWU",
                Some("Harbour Workers Union, also known as the HWU"),
            ),
            ("Harbour Workers Union, or MPs", None),
            ("Harbour Workers Union (Monday)", None),
            ("Harbour Workers Union", None),
        ] {
            let start = text.find(full).unwrap();
            let span = Span::new(start, start + full.len());
            let mention = Mention::new(span, Label::ORG, full, Source::Given);
            let found = explanations(text, &[mention]);
            let shown = found.first().map(|one| one.span.slice(text));
            assert_eq!(shown, expected, "{text}");
            assert!(found.iter().all(|one| one.short == "HWU"));
        }
    }
}
