//! How alike two phrases are.

use super::config::Likeness;

impl Likeness {
    /// From 0 for nothing in common to 1 for equal, of two folded phrases.
    pub(super) fn of(self, one: &str, other: &str) -> f64 {
        if one == other {
            return 1.0;
        }
        match self {
            Self::Sequence => sequence(one, other),
            Self::Levenshtein => levenshtein(one, other),
            Self::Jaro => jaro(one, other),
        }
    }
}

fn sequence(one: &str, other: &str) -> f64 {
    // Most phrases differ in their first letter; of four characters and more that is enough.
    if one.len().max(other.len()) > 4 * 3 && one.chars().next() != other.chars().next() {
        return 0.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
    if least == 0 || differ_at_once(&a, &b, least, most) {
        return 0.0;
    }
    let lengths = least as f64 / most as f64;
    let characters = common_share(a.clone(), b.clone());
    if lengths < 0.3 || characters < 0.2 {
        return 0.0;
    }
    if most <= 4 {
        return characters * lengths;
    }
    let (words, other_words): (Vec<&str>, Vec<&str>) = (
        one.split_whitespace().collect(),
        other.split_whitespace().collect(),
    );
    if words.len() > 1 || other_words.len() > 1 {
        let share = common_share(words, other_words);
        if share > 0.4 {
            return share;
        }
    }
    let trigrams = common_share(a.windows(3).collect(), b.windows(3).collect());
    (0.3 * lengths + 0.2 * characters + 0.5 * trigrams).min(1.0)
}

/// A look at lengths, ends and number of words tells most phrases apart.
fn differ_at_once(a: &[char], b: &[char], least: usize, most: usize) -> bool {
    let n_spaces = |text: &[char]| text.iter().filter(|&&character| character == ' ').count();
    (most - least) as f64 > most as f64 * 0.6
        || (most > 3 && (a.first() != b.first() || a.last() != b.last()))
        || (most > 3 && least >= 3 && a[..2] != b[..2])
        || n_spaces(a).abs_diff(n_spaces(b)) > 1
}

/// Jaccard's index of two sets: what both hold, by what either holds.
fn common_share<T: Ord>(mut one: Vec<T>, mut other: Vec<T>) -> f64 {
    for set in [&mut one, &mut other] {
        set.sort_unstable();
        set.dedup();
    }
    let n_common = one
        .iter()
        .filter(|item| other.binary_search(item).is_ok())
        .count();
    let n_all = one.len() + other.len() - n_common;
    if n_all == 0 {
        0.0
    } else {
        n_common as f64 / n_all as f64
    }
}

/// 1 less the number of edits by the greater length.
fn levenshtein(one: &str, other: &str) -> f64 {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut length = 0;
    for character in one.chars() {
        let mut diagonal = row[0];
        length += 1;
        row[0] = length;
        for (at, &wanted) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(character != wanted);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    1.0 - row[other.len()] as f64 / length.max(other.len()) as f64
}

/// Jaro (1989): characters that both have at nearly the same place, less half of those in another order.
fn jaro(one: &str, other: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matches = Vec::new();
    for (at, character) in a.iter().enumerate() {
        let places = at.saturating_sub(reach)..b.len().min(at + reach + 1);
        if let Some(place) = places
            .into_iter()
            .find(|&place| !taken[place] && b[place] == *character)
        {
            taken[place] = true;
            matches.push(*character);
        }
    }
    if matches.is_empty() {
        return 0.0;
    }
    let in_order = b
        .iter()
        .zip(&taken)
        .filter(|&(_, &taken)| taken)
        .map(|(character, _)| character);
    let n_moved = in_order
        .zip(&matches)
        .filter(|(one, other)| one != other)
        .count();
    let n_matches = matches.len() as f64;
    let moved = (n_moved / 2) as f64;
    (n_matches / a.len() as f64 + n_matches / b.len() as f64 + (n_matches - moved) / n_matches)
        / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(likeness: Likeness, one: &str, other: &str, expected: f64) {
        for (one, other) in [(one, other), (other, one)] {
            let found = likeness.of(one, other);
            assert!((found - expected).abs() < 5e-4, "{one} {other}: {found}");
        }
    }

    #[test]
    fn jaro_is_as_published() {
        check(Likeness::Jaro, "martha", "marhta", 0.944);
        check(Likeness::Jaro, "dixon", "dicksonx", 0.767);
        check(Likeness::Jaro, "jones", "johnson", 0.790);
        check(Likeness::Jaro, "a", "b", 0.0);
    }

    #[test]
    fn levenshtein_is_as_published() {
        check(Likeness::Levenshtein, "kitten", "sitting", 1.0 - 3.0 / 7.0);
        check(Likeness::Levenshtein, "same", "same", 1.0);
        check(Likeness::Levenshtein, "abc", "xyz", 0.0);
    }

    #[test]
    fn likeness_of_sequences_looks_at_words_first() {
        check(Likeness::Sequence, "data and code", "data and mode", 0.5);
        check(Likeness::Sequence, "keyword", "keywords", 0.0);
        check(Likeness::Sequence, "", "x", 0.0);
    }
}
