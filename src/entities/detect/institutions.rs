//! Institutions of a nationality or a place: "the Russian Defense Ministry", "Ukraine's State Emergency Service".
//!
//! Capitalised words after a nationality or a possessive place name are an institution if the last of them names an
//! organisation. A recogniser finds most institutions too, but not if a list has the first word.

use super::countries::Countries;
use super::ministries::{is_of_every_state, owned_name, purpose_end};
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Cues, Word, without_possessive};
use crate::span::Span;

/// A longer run of capitalised words is a heading.
const MOST_WORDS: usize = 4;

/// Institutions of a state that one word names: "Peru's Senate".
const ALONE: [&str; 5] = ["Army", "Congress", "Navy", "Parliament", "Senate"];

/// Adds the institutions next to `mentions`, which are in order, and removes the mentions that became part of one.
pub(super) fn with_institutions(
    words: &TextWords<'_>,
    mentions: Vec<Mention>,
    countries: Countries<'_>,
) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut rest = mentions.into_iter();
    while let Some(owner) = rest.next() {
        let Some(span) = institution(words, &owner, rest.as_slice()) else {
            kept.push(owner);
            continue;
        };
        let written = span.slice(words.text());
        let base = Span::new(span.start.max(owner.span.end), span.end);
        let base = base.slice(words.text()).trim_start();
        let name = if is_of_every_state(base) {
            owned_name(&owner, base, countries)
        } else {
            written.to_owned()
        };
        if span.start >= owner.span.end {
            kept.push(owner);
        }
        kept.push(Mention::new(span, Label::ORG, name, Source::Pattern));
        // "Defense Ministry" alone
        let parts = rest.as_slice().iter();
        let n_parts = parts.take_while(|part| part.span.start < span.end).count();
        rest.by_ref().take(n_parts).for_each(drop);
    }
    kept
}

/// The span of the institution that `owner` begins or possesses, if there is one.
///
/// Of the mentions that follow, `next`, it may contain those that the recogniser takes for organisations.
fn institution(words: &TextWords<'_>, owner: &Mention, next: &[Mention]) -> Option<Span> {
    let is_nationality = owner.label == Label::NORP;
    let is_place = owner.label == Label::GPE || owner.label == Label::LOC;
    if owner.source == Source::User || !(is_nationality || is_place) {
        return None;
    }
    let first = words.first_from(owner.span.end);
    let last = words.get(first.checked_sub(1)?)?;
    let (start, n_least) = if last.span.end <= owner.span.end {
        is_nationality.then_some((owner.span.start, 1))?
    } else {
        without_possessive(last.text).filter(|_| is_place)?;
        (words.get(first)?.span.start, 2)
    };
    let is_joined = |word: &Word<'_>| word.before == " " && word.is_capitalised();
    let n_words = words
        .from(first)
        .take(MOST_WORDS + 1)
        .take_while(is_joined)
        .count();
    if !(1..=MOST_WORDS).contains(&n_words) {
        return None;
    }
    let last = words.get(first + n_words - 1)?;
    // "the Iranian Ministry of Foreign Affairs"
    let is_ministry = last.text == "Ministry";
    let purpose = is_ministry
        .then(|| purpose_end(words, first + n_words))
        .flatten();
    let is_enough = n_words >= n_least || ALONE.contains(&last.bare());
    if purpose.is_none() && !is_enough {
        return None;
    }
    // "the Russian Defense Ministry's spokesman"
    let end = purpose.unwrap_or(last.span.start + last.bare().len());
    let is_part = |part: &Mention| {
        part.source == Source::Recognizer && part.label == Label::ORG && part.span.end <= end
    };
    let has_only_parts = next
        .iter()
        .take_while(|next| next.span.start < end)
        .all(is_part);
    (Cues::names_organisation(last.bare()) && has_only_parts).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    /// Checks the names that lists and patterns find, without a recogniser.
    fn check(text: &str, expected: &[&str]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let names: Vec<_> = found
            .mentions()
            .iter()
            .map(|mention| mention.span.slice(text))
            .collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn institutions_follow_a_nationality_or_a_possessive_place() {
        check(
            "the Russian Defense Ministry said",
            &["Russian Defense Ministry"],
        );
        check(
            "the Russian Defense Ministry’s men",
            &["Russian Defense Ministry"],
        );
        check(
            "Ukraine's State Emergency Service said",
            &["Ukraine", "State Emergency Service"],
        );
    }

    #[test]
    fn other_words_are_not_institutions() {
        check("the Russian Defense Minister said", &["Russian"]);
        check("the Russian ministry said", &["Russian"]);
        check("Ukraine's Ministry said", &["Ukraine"]);
        check("Israeli Army Chief Quits Defense Ministry", &["Israeli"]);
        check("to the Russian. Defense Ministry", &["Russian"]);
        check("Ukraine Emergency Service", &["Ukraine"]);
    }
}
