//! Long forms that a text explains by their initials: "the Harbour Relief Fund (HRF)".
//!
//! Initials in brackets are the strongest sign that the words before them are a name, whether or not another source
//! finds it. The name is taken for an organisation's unless its words say otherwise.

use std::ops::RangeInclusive;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::offices::is_office_word;
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Word, is_initials_of};
use crate::span::Span;

/// The numbers of letters of the initials.
const LENGTHS: RangeInclusive<usize> = 2..=8;

/// The maximum number of words of a name per letter: "Bank of the Islands (BI)".
const WORDS_PER_LETTER: usize = 2;

/// The last words of what is not an organisation, in lowercase.
const OTHER_THINGS: [&str; 107] = [
    "accord",
    "act",
    "agreement",
    "aircraft",
    "algorithm",
    "amendment",
    "analysis",
    "area",
    "bill",
    "card",
    "charter",
    "chip",
    "code",
    "consensus",
    "convention",
    "cup",
    "currency",
    "declaration",
    "deficit",
    "device",
    "disc",
    "disease",
    "disorder",
    "district",
    "drive",
    "drug",
    "engine",
    "event",
    "exam",
    "examination",
    "expo",
    "facility",
    "festival",
    "fever",
    "fluid",
    "framework",
    "games",
    "gas",
    "gene",
    "grade",
    "income",
    "index",
    "indicator",
    "infection",
    "interface",
    "language",
    "law",
    "level",
    "licence",
    "license",
    "line",
    "machine",
    "mechanism",
    "member",
    "method",
    "missile",
    "model",
    "number",
    "officer",
    "operation",
    "order",
    "pact",
    "plan",
    "point",
    "price",
    "procedure",
    "process",
    "product",
    "protein",
    "protocol",
    "psychiatry",
    "rate",
    "ratio",
    "reaction",
    "reactor",
    "region",
    "report",
    "residence",
    "resource",
    "rights",
    "satellite",
    "scale",
    "scan",
    "scheme",
    "score",
    "sequence",
    "software",
    "species",
    "standard",
    "strategy",
    "surface",
    "syndrome",
    "system",
    "tax",
    "technique",
    "technology",
    "test",
    "therapy",
    "time",
    "transfer",
    "treaty",
    "vaccine",
    "vehicle",
    "virus",
    "war",
    "weapon",
    "zone",
];

/// Finds the long forms before initials in brackets.
///
/// `known` are the mentions of other sources. What they find as the whole long form is left out, and so are names of a
/// suppressed label, whose spans are in order, unless a source knows the initials.
pub(super) fn explained_names<'m>(
    words: &TextWords<'_>,
    known: impl Iterator<Item = &'m Mention>,
    suppressed: &[Span],
) -> Vec<Mention> {
    let text = words.text();
    let mut candidates = Vec::new();
    for (index, span) in words.capitalised().filter(|(index, _)| *index > 0) {
        let is_short = LENGTHS.contains(&span.len()) && text[..span.start].ends_with(" (");
        if is_short
            && text[span.end..].starts_with([')', '.'])
            && let Some(name) = long_form(words, index)
        {
            candidates.push((name, span));
        }
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut starts: HashMap<usize, usize, RandomState> = HashMap::default();
    for one in known.filter(|one| one.label.is_named_entity()) {
        let start = starts.entry(one.span.end).or_insert(one.span.start);
        *start = one.span.start.min(*start);
    }
    let is_new = |(name, initials): &(Span, Span)| {
        let is_known = starts
            .get(&name.end)
            .is_some_and(|start| *start <= name.start);
        let next = suppressed.partition_point(|one| one.end <= name.start);
        let is_suppressed = suppressed.get(next).is_some_and(|one| one.overlaps(*name))
            && starts.get(&initials.end) != Some(&initials.start);
        !is_known && !is_suppressed
    };
    let names = candidates.into_iter().filter(is_new);
    names
        .map(|(name, _)| Mention::new(name, Label::ORG, name.slice(text), Source::Pattern))
        .collect()
}

/// The span of the name whose initials the word at `index` has.
fn long_form(words: &TextWords<'_>, index: usize) -> Option<Span> {
    let short = words.get(index)?;
    let initials = short.text.replace('.', "");
    if !initials.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let last = words.get(index - 1).filter(Word::is_capitalised)?;
    if is_office_word(last.text)
        || OTHER_THINGS.contains(&last.text.to_lowercase().as_str())
        || last.text == last.text.to_uppercase()
    {
        return None;
    }
    // The first word of the name has the first initial, so most need no look at all their words.
    let has_first = |word: &Word<'_>| {
        let first = word.text.chars().next().map(char::to_lowercase);
        let initial = initials.chars().next().map(char::to_lowercase);
        first
            .into_iter()
            .flatten()
            .eq(initial.into_iter().flatten())
    };
    let n_most = WORDS_PER_LETTER * initials.len();
    let mut first = index - 1;
    for _ in 0..n_most {
        let word = words.get(first)?;
        let span = Span::new(word.span.start, last.span.end);
        if word.is_capitalised()
            && has_first(&word)
            && is_initials_of(&initials, span.slice(words.text()))
        {
            let is_office = is_office_word(word.text) || word.text == "Member";
            return (!is_office).then_some(span);
        }
        // A name does not go on beyond punctuation.
        if !matches!(word.before, " " | "-" | " & " | "\n" | "\u{a0}") || first == 0 {
            return None;
        }
        first -= 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;

    fn check(text: &str, expected: &[&str]) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let found = explained_names(&words, std::iter::empty(), &[]);
        let found: Vec<_> = found.iter().map(|one| one.span.slice(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn initials_in_brackets_show_the_name_before_them() {
        check(
            "The Harbour Relief Fund (HRF) said",
            &["Harbour Relief Fund"],
        );
        check(
            "Bank of the Western Isles (BWI) and",
            &["Bank of the Western Isles"],
        );
        check("the Free Rivers Now (F.R.N.) group", &["Free Rivers Now"]);
    }

    #[test]
    fn other_brackets_do_not() {
        check("Gross domestic product (GDP) rose", &[]);
        check("the Clean Air Act (CAA) and", &[]);
        check("a Member of Parliament (MP)", &[]);
        check("the Chief Executive Officer (CEO)", &[]);
        check("the Harbour Fund (UK) said", &[]);
        check("said Relief. Fund (RF)", &[]);
    }
}
