//! Organisations whose name begins with a people: "Georgian Dream won", "Swiss Re rose".
//!
//! A nationality before another capitalised word is part of a name if the two do what organisations do, and no source
//! knows the other word.

use std::cell::LazyCell;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::offices::is_office_word;
use super::overlaps::overlaps_any;
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Cues, Word};
use crate::span::Span;

/// What organisations do.
const VERBS: [&str; 32] = [
    "acquired",
    "agreed",
    "announced",
    "appointed",
    "bought",
    "climbed",
    "cut",
    "dropped",
    "fell",
    "filed",
    "gained",
    "hired",
    "jumped",
    "launched",
    "lost",
    "merged",
    "plans",
    "plunged",
    "posted",
    "raised",
    "reported",
    "rose",
    "said",
    "says",
    "sells",
    "slid",
    "slumped",
    "sold",
    "sued",
    "surged",
    "tumbled",
    "won",
];

/// The maximum number of words after the people.
const MOST_WORDS: usize = 2;

/// Finds the organisations that begin with one of `listed`, the mentions of lists and patterns.
///
/// `recognized` are the recogniser's names and `suppressed` the spans of its names of a suppressed label, both in order.
pub(super) fn named_after_peoples(
    words: &TextWords<'_>,
    listed: &[Mention],
    recognized: &[Mention],
    suppressed: &[Span],
) -> Vec<Mention> {
    let peoples = listed
        .iter()
        .filter(|one| one.source == Source::Gazetteer && one.label == Label::NORP);
    let starts: LazyCell<HashSet<usize, RandomState>, _> =
        LazyCell::new(|| listed.iter().map(|one| one.span.start).collect());
    let organisation = |people: &Mention| {
        let span = organisation(words, people.span, |start| starts.contains(&start))?;
        let rest = Span::new(people.span.end, span.end);
        let next = suppressed.partition_point(|one| one.end <= rest.start);
        let is_suppressed = suppressed.get(next).is_some_and(|one| one.overlaps(rest));
        if is_suppressed || overlaps_any(rest, recognized) {
            return None;
        }
        let name = span.slice(words.text());
        Some(Mention::new(span, Label::ORG, name, Source::Pattern))
    };
    peoples.filter_map(organisation).collect()
}

/// The span of a people and the capitalised words after it, if a verb of organisations follows.
///
/// `begins_other` is true where another name or a date begins.
fn organisation(
    words: &TextWords<'_>,
    people: Span,
    begins_other: impl Fn(usize) -> bool,
) -> Option<Span> {
    let first = words.first_from(people.end);
    let is_part = |word: &Word<'_>| {
        let lower = word.text.to_lowercase();
        word.before == " "
            && word.is_capitalised()
            && word.text.contains(char::is_lowercase)
            && !is_office_word(word.text)
            && !Cues::get().function.contains(lower.as_str())
            && !Cues::get().place.contains(lower.as_str())
    };
    let n_words = words
        .from(first)
        .take(MOST_WORDS + 1)
        .take_while(is_part)
        .count();
    if !(1..=MOST_WORDS).contains(&n_words) {
        return None;
    }
    let last = words.get(first + n_words - 1)?;
    let verb = words
        .get(first + n_words)
        .filter(|word| word.before == " ")?;
    let mut parts = words.from(first).take(n_words);
    (VERBS.contains(&verb.text) && !parts.any(|part| begins_other(part.span.start)))
        .then(|| Span::new(people.start, last.span.end))
}

#[cfg(test)]
mod tests {
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    fn check(text: &str, expected: &[&str]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let names: Vec<_> = found
            .mentions()
            .iter()
            .map(|one| one.span.slice(text))
            .collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn organisations_begin_with_a_people() {
        check("Peruvian Hope won again", &["Peruvian Hope"]);
        check("shares of Chilean Copper fell", &["Chilean Copper"]);
    }

    #[test]
    fn other_words_after_a_people_do_not_make_a_name() {
        check("Peruvian President Rojas said", &["Peruvian"]);
        check("the Peruvian said", &["Peruvian"]);
        check("Peruvian Police Chief Said", &["Peruvian"]);
        check("a Peruvian Monday fell", &["Peruvian", "Monday"]);
    }
}
