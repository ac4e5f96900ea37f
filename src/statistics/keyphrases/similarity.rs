//! Similarity of two phrases.

use super::config::Similarity;

impl Similarity {
    /// Return the similarity of two folded phrases, from 0 (nothing in common) to 1 (equal).
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
    // Most phrases differ in their first letter, which decides if there are more than four characters.
    if one.len().max(other.len()) > 4 * 3 && one.chars().next() != other.chars().next() {
        return 0.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter == 0 || clearly_differ(&a, &b, shorter, longer) {
        return 0.0;
    }
    let lengths = shorter as f64 / longer as f64;
    let characters = jaccard(a.clone(), b.clone());
    if lengths < 0.3 || characters < 0.2 {
        return 0.0;
    }
    if longer <= 4 {
        return characters * lengths;
    }
    let (words, other_words): (Vec<&str>, Vec<&str>) = (
        one.split_whitespace().collect(),
        other.split_whitespace().collect(),
    );
    if words.len() > 1 || other_words.len() > 1 {
        let share = jaccard(words, other_words);
        if share > 0.4 {
            return share;
        }
    }
    let trigrams = jaccard(a.windows(3).collect(), b.windows(3).collect());
    (0.3 * lengths + 0.2 * characters + 0.5 * trigrams).min(1.0)
}

/// Return true if lengths, first and last characters, or the number of words rule out similarity. This cheap test
/// decides most pairs.
fn clearly_differ(a: &[char], b: &[char], shorter: usize, longer: usize) -> bool {
    let n_spaces = |text: &[char]| text.iter().filter(|&&character| character == ' ').count();
    (longer - shorter) as f64 > longer as f64 * 0.6
        || (longer > 3 && (a.first() != b.first() || a.last() != b.last()))
        || (longer > 3 && shorter >= 3 && a[..2] != b[..2])
        || n_spaces(a).abs_diff(n_spaces(b)) > 1
}

/// Return the Jaccard index of two sets: the size of their intersection divided by that of their union.
fn jaccard<T: Ord>(mut one: Vec<T>, mut other: Vec<T>) -> f64 {
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

/// Return 1 minus the edit distance divided by the greater length.
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

/// Return the Jaro similarity (Jaro 1989), from characters that match at nearly the same position and from those of
/// them that are transposed.
fn jaro(one: &str, other: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let max_distance = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut matched = vec![false; b.len()];
    let mut matches = Vec::new();
    for (at, character) in a.iter().enumerate() {
        let candidates = at.saturating_sub(max_distance)..b.len().min(at + max_distance + 1);
        if let Some(position) = candidates
            .into_iter()
            .find(|&position| !matched[position] && b[position] == *character)
        {
            matched[position] = true;
            matches.push(*character);
        }
    }
    if matches.is_empty() {
        return 0.0;
    }
    let in_order = b
        .iter()
        .zip(&matched)
        .filter(|&(_, &matched)| matched)
        .map(|(character, _)| character);
    let n_out_of_order = in_order
        .zip(&matches)
        .filter(|(one, other)| one != other)
        .count();
    let n_matches = matches.len() as f64;
    let transpositions = (n_out_of_order / 2) as f64;
    (n_matches / a.len() as f64
        + n_matches / b.len() as f64
        + (n_matches - transpositions) / n_matches)
        / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(similarity: Similarity, one: &str, other: &str, expected: f64) {
        for (one, other) in [(one, other), (other, one)] {
            let found = similarity.of(one, other);
            assert!((found - expected).abs() < 5e-4, "{one} {other}: {found}");
        }
    }

    #[test]
    fn jaro_matches_published_values() {
        check(Similarity::Jaro, "martha", "marhta", 0.944);
        check(Similarity::Jaro, "dixon", "dicksonx", 0.767);
        check(Similarity::Jaro, "jones", "johnson", 0.790);
        check(Similarity::Jaro, "a", "b", 0.0);
    }

    #[test]
    fn levenshtein_matches_published_values() {
        check(
            Similarity::Levenshtein,
            "kitten",
            "sitting",
            1.0 - 3.0 / 7.0,
        );
        check(Similarity::Levenshtein, "same", "same", 1.0);
        check(Similarity::Levenshtein, "abc", "xyz", 0.0);
    }

    #[test]
    fn sequence_similarity_compares_words_first() {
        check(Similarity::Sequence, "data and code", "data and mode", 0.5);
        check(Similarity::Sequence, "keyword", "keywords", 0.0);
        check(Similarity::Sequence, "", "x", 0.0);
    }
}
