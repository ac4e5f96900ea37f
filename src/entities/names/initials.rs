//! Short forms that are made of the first letters of a name.

use crate::entities::mentions::Label;

/// The longest short form, in characters.
pub(in crate::entities) const LONGEST: usize = 20;

/// True where `short` may be short for `full`, whose label is told.
///
/// It is made of the first letters of the words, in order, small words passed over; or, since many organisations are
/// known by the initials of another language (the Federal Security Service is the FSB), it begins as an organisation's
/// name does.
pub(in crate::entities) fn stands_for(short: &str, full: &str, label: &Label) -> bool {
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
pub(in crate::entities) fn is_initials_of(short: &str, full: &str) -> bool {
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
            ("MoD", "Ministry of Defence", Label::ORG, true),
            ("BOJ", "Bank of Japan", Label::NAME, true),
            ("Fed", "Federal Reserve", Label::ORG, false),
            ("CDU", "Angela Muster", Label::PERSON, false),
            ("AR", "Army", Label::ORG, false),
        ] {
            assert_eq!(stands_for(short, full, &label), expected, "{short} {full}");
        }
    }
}
