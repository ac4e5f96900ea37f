//! Persons behind a form of address: "Mrs May", "Dr. King".
//!
//! The form of address makes a person of any capitalised word, also of a month, a place or a word that no list knows as
//! a name. A recogniser finds most of these persons, but doubts those that are called like something else.

use std::ops::RangeInclusive;

use super::overlaps::overlaps_any;
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::Word;
use crate::span::Span;

/// The forms of address.
const FORMS: [&str; 6] = ["Mr", "Mrs", "Ms", "Mx", "Dr", "Prof"];

/// The form that ends an address or a sentence, too: "on Elm Dr. The car".
const AMBIGUOUS_FORM: &str = "Dr";

/// Offices that a form of address precedes instead of a name: "Mr. President". Words of offices that are surnames, too,
/// such as "King", are left out.
const OFFICES: [&str; 22] = [
    "Ambassador",
    "Attorney",
    "Chair",
    "Chairman",
    "Chairwoman",
    "Chancellor",
    "Chief",
    "Commissioner",
    "Director",
    "Foreign",
    "General",
    "Governor",
    "Justice",
    "Leader",
    "Mayor",
    "Minister",
    "President",
    "Prime",
    "Secretary",
    "Senator",
    "Speaker",
    "Vice",
];

/// The lengths of the forms, in bytes.
const FORM_LENGTHS: RangeInclusive<usize> = 2..=4;

/// The maximum number of words of a name.
const MOST_WORDS: usize = 3;

/// Adds the addressed persons that `mentions`, in order and without overlaps, lack.
pub(super) fn with_addressed(words: &TextWords<'_>, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut added = Vec::new();
    for (index, span) in words.capitalised() {
        if FORM_LENGTHS.contains(&span.len())
            && FORMS.contains(&span.slice(words.text()))
            && let Some(name) = addressed(words, index, &mentions)
        {
            let text = name.slice(words.text());
            added.push(Mention::new(name, Label::PERSON, text, Source::Pattern));
        }
    }
    if !added.is_empty() {
        mentions.retain(|one| !overlaps_any(one.span, &added));
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span.start);
    }
    mentions
}

/// The span of the name after the form of address at `index`, unless a mention has it.
fn addressed(words: &TextWords<'_>, index: usize, mentions: &[Mention]) -> Option<Span> {
    let form = words.get(index)?;
    let first = words.get(index + 1)?;
    let may_end = form.text == AMBIGUOUS_FORM && first.before.contains('.');
    let is_name = matches!(first.before, " " | ". " | "\u{a0}" | ".\u{a0}" | ".")
        && is_name_word(&first)
        && !OFFICES.contains(&first.bare())
        && !(may_end && first.text.len() < 4);
    if !is_name {
        return None;
    }
    let next = mentions.partition_point(|one| one.span.end <= first.span.start);
    let at_name = mentions.get(next);
    let limit = match at_name {
        Some(one) if one.span.start < first.span.end => {
            if !gives_way(one, first.span) {
                return None;
            }
            mentions.get(next + 1).map(|after| after.span.start)
        }
        one => one.map(|after| after.span.start),
    };
    let mut end = first.span.start + first.bare().len();
    let later = words.from(index + 2).take(MOST_WORDS - 1);
    for word in later {
        let joins = end == word.span.start - word.before.len() && word.before == " ";
        if !joins || !is_name_word(&word) || limit.is_some_and(|limit| word.span.end > limit) {
            break;
        }
        end = word.span.start + word.bare().len();
    }
    Some(Span::new(first.span.start, end))
}

/// True for a capitalised word that is not an abbreviation in all caps.
fn is_name_word(word: &Word<'_>) -> bool {
    word.is_capitalised() && word.text.chars().any(char::is_lowercase)
}

/// True if a mention of the word at `span` is of a date or a place that is called like the person.
fn gives_way(mention: &Mention, span: Span) -> bool {
    mention.source != Source::User
        && mention.span.start == span.start
        && mention.span.end <= span.end
        && [Label::DATE, Label::GPE, Label::LOC, Label::NORP].contains(&mention.label)
}

#[cfg(test)]
mod tests {
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    /// Checks the persons that lists and patterns find, without a recogniser.
    fn check(text: &str, expected: &[&str]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let persons = found
            .mentions()
            .iter()
            .filter(|one| one.label.as_str() == "PERSON");
        let names: Vec<_> = persons.map(|one| one.span.slice(text)).collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn any_capitalised_word_after_a_form_of_address_is_a_person() {
        check(
            "Mr Brown left; Mrs May stayed. Dr. King and Ms. Rice spoke.",
            &["Brown", "May", "King", "Rice"],
        );
        check("Mrs May's plan", &["May"]);
        check("Mr. Arne Day Tuesday said", &["Arne Day"]);
        check(
            "Ms France met Mr. Will Young in May.",
            &["France", "Will Young"],
        );
    }

    #[test]
    fn other_words_are_not() {
        check("He lives on Elm Dr. The car is there.", &[]);
        check("Mr. President, Mr. Vice President, Madam Secretary", &[]);
        check("The Mr and the Mrs left.", &[]);
        check("Mr. and Mrs. met MR SMITH", &[]);
    }
}
