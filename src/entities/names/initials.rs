//! Short forms made of the initials of a name.

use std::ops::RangeInclusive;

use crate::entities::mentions::Label;

/// The length of the longest short form, in characters.
pub(in crate::entities) const LONGEST_SHORT_FORM: usize = 20;

/// True if `short` may be short for `full`, a name with this label.
///
/// It has the initials of the words in order, lowercase words optional. For organisations, the first letter is enough,
/// since many are known by the initials of their name in another language: the Federal Security Service is the FSB. An
/// acronym that is written like a word may have more letters of each word: "Ecowas".
pub(in crate::entities) fn may_be_short_for(short: &str, full: &str, label: &Label) -> bool {
    if is_initials_of(short, full) || is_acronym_of(short, full) {
        return true;
    }
    let letters = letters(short);
    let initials = initials(full);
    *label == Label::ORG
        && initials.len() >= 2
        && (2..=10).contains(&letters.len())
        && letters.iter().all(|letter| letter.is_uppercase())
        && letters[0] == initials[0]
}

/// True if `short` has the initials of the words of `full`; those of lowercase words are optional.
pub(in crate::entities) fn is_initials_of(short: &str, full: &str) -> bool {
    let letters = letters(short);
    let n_uppercase = letters
        .iter()
        .filter(|letter| letter.is_uppercase())
        .count();
    if !(2..=10).contains(&letters.len())
        || n_uppercase < 2
        || !letters[0].is_uppercase()
        || !letters.iter().all(|letter| letter.is_alphabetic())
    {
        return false;
    }
    let initials = initials(full);
    if initials.len() < 2 {
        return false;
    }
    let mut left = letters.iter().peekable();
    for initial in initials {
        let is_same = |letter: &&char| letter.to_lowercase().eq(initial.to_lowercase());
        if left.next_if(is_same).is_none() && initial.is_uppercase() {
            return false;
        }
    }
    left.peek().is_none()
}

/// The numbers of letters of an acronym that is written like a word.
const ACRONYM_LENGTHS: RangeInclusive<usize> = 4..=10;
/// The numbers of words that it abbreviates.
const ACRONYM_WORDS: RangeInclusive<usize> = 3..=10;
/// The maximum number of letters that it takes from each word.
const LETTERS_PER_WORD: usize = 3;

/// True if `short` is an acronym of `full` that is written like a word: "Ecowas", "Unicef". It has the first letters of
/// all capitalised words in order.
fn is_acronym_of(short: &str, full: &str) -> bool {
    let is_word = short.starts_with(char::is_uppercase)
        && short.chars().skip(1).all(char::is_lowercase)
        && ACRONYM_LENGTHS.contains(&short.chars().count());
    let words: Vec<&str> = full
        .split(|mark: char| !mark.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let n_upper = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    is_word
        && n_upper >= *ACRONYM_WORDS.start()
        && words.len() <= *ACRONYM_WORDS.end()
        && begins_words(&short.to_lowercase(), &words)
}

/// True if `letters` are the beginnings of `words` in order. Lowercase words may be left out.
fn begins_words(letters: &str, words: &[&str]) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return letters.is_empty();
    };
    if word.starts_with(char::is_lowercase) && begins_words(letters, rest) {
        return true;
    }
    let lower = word.to_lowercase();
    let ends = lower
        .char_indices()
        .map(|(start, mark)| start + mark.len_utf8());
    ends.take(LETTERS_PER_WORD)
        .map_while(|end| letters.strip_prefix(&lower[..end]))
        .any(|left| begins_words(left, rest))
}

fn letters(short: &str) -> Vec<char> {
    let letters = short.chars().filter(|letter| *letter != '.');
    letters.take(LONGEST_SHORT_FORM).collect()
}

fn initials(full: &str) -> Vec<char> {
    full.split(|mark: char| !mark.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_initials() {
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
            (
                "Ecowas",
                "Economic Community of West African States",
                Label::ORG,
                true,
            ),
            (
                "Nato",
                "North Atlantic Treaty Organization",
                Label::ORG,
                true,
            ),
            ("Nato", "North Atlantic Treaty", Label::ORG, false),
            ("North", "North Atlantic Treaty", Label::ORG, false),
            ("Ecowas", "Economic Community", Label::ORG, false),
        ] {
            assert_eq!(
                may_be_short_for(short, full, &label),
                expected,
                "{short} {full}"
            );
        }
    }
}
