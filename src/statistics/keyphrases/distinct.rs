//! The phrases of a document that are not too similar to a better one.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::Similarity;
use crate::error::Result;
use crate::parallel::Workers;

/// Number of comparisons between two checks of the stop flag.
const COMPARISONS_PER_CHECK: usize = 1 << 12;

/// The first two characters and the last one of a text; some are missing in keys of short texts.
type Ends = [Option<char>; 3];

/// Distinct phrases, best first.
///
/// [`Similarity::Sequence`] is 0 for texts of more than three characters that begin or end differently, so each text is
/// compared with those of the same ends only. The other measures compare all.
pub(super) struct Distinct {
    similarity: Similarity,
    limit: f64,
    texts: Vec<String>,
    by_ends: HashMap<Ends, Vec<usize>, RandomState>,
}

impl Distinct {
    pub(super) fn new(similarity: Similarity, limit: f64) -> Self {
        Self {
            similarity,
            limit,
            texts: Vec::new(),
            by_ends: HashMap::default(),
        }
    }

    /// Add a text if it is not too similar to one that was added before; return whether it was added.
    pub(super) fn add(&mut self, text: String, workers: &Workers) -> Result<bool> {
        for (n, better) in self.candidates(&text).enumerate() {
            if n.is_multiple_of(COMPARISONS_PER_CHECK) {
                workers.check()?;
            }
            if self.similarity.of(&text, better) > self.limit {
                return Ok(false);
            }
        }
        for key in keys(&text).into_iter().flatten() {
            self.by_ends.entry(key).or_default().push(self.texts.len());
        }
        self.texts.push(text);
        Ok(true)
    }

    /// Return the texts that may be similar to `text`; one may come more than once.
    fn candidates(&self, text: &str) -> impl Iterator<Item = &str> {
        // Below 0, all texts are too similar.
        let by_ends = self.similarity == Similarity::Sequence && self.limit >= 0.0;
        let keys = if by_ends { keys(text) } else { [None; 3] };
        let same_ends = keys.into_iter().flatten();
        let same_ends = same_ends.filter_map(|key| self.by_ends.get(&key)).flatten();
        let all = if by_ends { 0..0 } else { 0..self.texts.len() };
        let indices = same_ends.copied().chain(all);
        indices.map(|index| self.texts[index].as_str())
    }
}

/// Return the keys of a text. Two texts of which the longer has more than three characters share a key if they begin and
/// end alike: with two equal characters if both have at least three, otherwise with one; in the latter case neither has
/// more than five, or their lengths differ too much. Texts of up to three characters share a key.
fn keys(text: &str) -> [Option<Ends>; 3] {
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.next());
    let last = text.chars().next_back();
    let length = text.chars().take(6).count();
    [
        (length >= 3).then_some([first, second, last]),
        (length <= 5).then_some([first, None, last]),
        (length <= 3).then_some([None; 3]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_phrases_are_kept_as_by_comparing_all(
            texts in proptest::collection::vec("[abé]{0,3}( [abé]{1,3}){0,2}", 1..40),
            limit in prop_oneof![Just(-0.5), Just(0.0), Just(0.4), Just(0.9)],
            similarity in proptest::sample::select(&Similarity::ALL),
        ) {
            let mut distinct = Distinct::new(similarity, limit);
            let mut plain: Vec<String> = Vec::new();
            for text in texts {
                let is_new = plain.iter().all(|better| similarity.of(&text, better) <= limit);
                prop_assert_eq!(distinct.add(text.clone(), &Workers::serial()).unwrap(), is_new);
                if is_new {
                    plain.push(text);
                }
            }
        }
    }

    #[test]
    fn few_phrases_are_compared() {
        let mut distinct = Distinct::new(Similarity::Sequence, 0.9);
        let word = |n: usize| -> String {
            let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
            [
                letter(n),
                letter(n / 26),
                letter(n / 3),
                letter(n / 7),
                letter(n / 11),
            ]
            .iter()
            .collect()
        };
        let texts: Vec<String> = (0..5000)
            .map(|n| format!("{} {}", word(n), word(3 * n)))
            .collect();
        let mut n_compared = 0;
        for text in texts {
            n_compared += distinct.candidates(&text).count();
            distinct.add(text, &Workers::serial()).unwrap();
        }
        assert!(n_compared < 50 * 5000, "{n_compared}");
    }
}
