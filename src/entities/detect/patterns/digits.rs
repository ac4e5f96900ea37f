//! Digits grouped and divided by other customs: "12,34,567", "1.234,5", "1'234'567".

use super::decimal::{Number, leading_number};

/// Parses a number that is not written in the English way, and the letters after it.
///
/// With `has_decimal_commas`, "3,5" is a decimal and "1.234" an integer. Without, only unmistakable forms are numbers.
pub(super) fn other_number(word: &str, has_decimal_commas: bool) -> Option<(Number, &str)> {
    let is_part =
        |character: char| character.is_ascii_digit() || matches!(character, ',' | '.' | '\'' | '’');
    let end = word
        .find(|character| !is_part(character))
        .unwrap_or(word.len());
    let (digits, letters) = word.split_at(end);
    if letters.starts_with(|next: char| !next.is_alphabetic()) {
        return None;
    }
    let english = english_form(digits, has_decimal_commas)?;
    let (number, _) = leading_number(&english)?;
    Some((number, letters))
}

/// Rewrites a number without groups and with a decimal point.
fn english_form(digits: &str, has_decimal_commas: bool) -> Option<String> {
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let quotes = digits.matches(['\'', '’']).count();
    if quotes > 0 {
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        return joined(integer, &['\'', '’'], fraction);
    }
    match (dots, commas) {
        (1.., 1) if digits.rfind('.') < digits.find(',') => {
            let (integer, fraction) = digits.split_once(',')?;
            // "1.428,000" mixes two customs.
            let is_clear = fraction.len() != 3 || has_decimal_commas;
            is_clear
                .then(|| joined(integer, &['.'], fraction))
                .flatten()
        }
        (2.., 0) => joined(digits, &['.'], ""),
        (1, 0) if has_decimal_commas => joined(digits, &['.'], ""),
        (0, 1) if has_decimal_commas => {
            let (integer, fraction) = digits.split_once(',')?;
            joined(integer, &['.'], fraction)
        }
        _ => indian(digits),
    }
}

/// Joins groups of three digits.
fn joined(integer: &str, separators: &[char], fraction: &str) -> Option<String> {
    let mut groups = integer.split(separators);
    let first = groups.next()?;
    let is_number = (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3)
        && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| english(&integer.replace(separators, ""), fraction))
}

/// Joins "12,34,567": three digits at the end, two in each group before.
fn indian(digits: &str) -> Option<String> {
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = integer.split(',').collect();
    let [first, middle @ .., last] = groups.as_slice() else {
        return None;
    };
    let is_number = !middle.is_empty()
        && (1..=2).contains(&first.len())
        && middle.iter().all(|group| group.len() == 2)
        && last.len() == 3
        && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| english(&integer.replace(',', ""), fraction))
}

fn english(integer: &str, fraction: &str) -> String {
    if fraction.is_empty() {
        integer.to_owned()
    } else {
        format!("{integer}.{fraction}")
    }
}

/// True if a text writes "1.234,5" or "1.234.567", and no number in the English way.
pub(super) fn has_decimal_commas<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let mut is_found = false;
    for word in words.filter(|word| word.starts_with(|first: char| first.is_ascii_digit())) {
        let dots = word.matches('.').count();
        let commas = word.matches(',').count();
        if commas > 0 && dots == 1 && word.find(',') < word.find('.') || commas > 1 {
            return false;
        }
        is_found |= dots > 0 && commas == 1 || dots > 1 && other_number(word, false).is_some();
    }
    is_found
}
