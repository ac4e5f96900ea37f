//! Runs of word characters, as matched by the regular expression `\w\w+`.
//!
//! Takes a text written by [`CharTable::for_words`](super::CharTable::for_words), in which all non-ASCII characters are
//! word characters. Returns the runs of letters, digits and underscores, which are found 64 bytes at a time.

use super::word::masks::{LANES, Lanes, Native};
use crate::span::Span;

/// The number of bytes scanned at a time, which bounds the memory for runs.
const CHUNK: usize = 1 << 16;

/// The minimum padding after a text: the number of bytes that are loaded at once for a short word.
const PADDING: usize = 16;

/// Pads a text with at least [`PADDING`] spaces, up to a multiple of the block length.
pub(crate) fn pad_to_blocks(text: &mut String) {
    let length = (text.len() + PADDING).next_multiple_of(LANES);
    text.extend(std::iter::repeat_n(' ', length - text.len()));
}

/// Finds the runs of a padded text, in chunks.
#[derive(Debug, Default)]
pub(crate) struct WordRuns {
    /// The starts and ends of runs, alternating.
    bounds: Vec<usize>,
}

impl WordRuns {
    /// Calls `visit` with the runs in order, a few thousand at a time.
    pub(crate) fn run<E>(
        &mut self,
        padded: &str,
        mut visit: impl FnMut(Runs<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut in_run = 0;
        let mut offset = 0;
        self.bounds.clear();
        let (blocks, _) = padded.as_bytes().as_chunks::<LANES>();
        for chunk in blocks.chunks(CHUNK / LANES) {
            for block in chunk {
                let masks = Native::masks(block);
                let word = masks.letter | masks.digit | masks.underscore | masks.non_ascii;
                let mut changes = word ^ (word << 1 | in_run);
                in_run = word >> (LANES - 1);
                while changes != 0 {
                    self.bounds.push(offset + changes.trailing_zeros() as usize);
                    changes &= changes - 1;
                }
                offset += LANES;
            }
            let n_closed = self.bounds.len() / 2 * 2;
            visit(Runs(&self.bounds[..n_closed]))?;
            self.bounds.drain(..n_closed);
        }
        Ok(())
    }
}

/// Consecutive runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runs<'r>(&'r [usize]);

impl Runs<'_> {
    /// Replaces the content of `spans` by the spans of the runs with at least `min_chars` characters.
    pub(crate) fn with_min_chars(self, padded: &str, min_chars: usize, spans: &mut Vec<Span>) {
        let (pairs, _) = self.0.as_chunks::<2>();
        spans.clear();
        spans.resize(pairs.len(), Span::default());
        let mut n_kept = 0;
        // Write every span and keep it if the run is long enough. This avoids unpredictable branches.
        for &[start, end] in pairs {
            let run = Span { start, end };
            spans[n_kept] = run;
            n_kept += usize::from(has_min_chars(padded, run, min_chars));
        }
        spans.truncate(n_kept);
    }
}

/// True if a run has at least `min_chars` characters.
#[inline]
fn has_min_chars(padded: &str, run: Span, min_chars: usize) -> bool {
    let length = run.end - run.start;
    match min_chars {
        0 | 1 => true,
        // A single character is as long as its first byte says.
        2 => length > utf8_length(padded.as_bytes()[run.start]),
        _ => length >= min_chars && run.slice(padded).chars().count() >= min_chars,
    }
}

#[inline]
const fn utf8_length(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn runs(text: &str, min_chars: usize) -> Vec<String> {
        let mut padded = text.to_owned();
        pad_to_blocks(&mut padded);
        let mut all = Vec::new();
        let done: Result<(), ()> = WordRuns::default().run(&padded, |runs| {
            let mut spans = Vec::new();
            runs.with_min_chars(&padded, min_chars, &mut spans);
            all.extend(spans.iter().map(|run| run.slice(&padded).to_owned()));
            Ok(())
        });
        done.unwrap();
        all
    }

    fn plain_runs(text: &str, min_chars: usize) -> Vec<String> {
        let is_word = |one: char| one.is_ascii_alphanumeric() || one == '_' || !one.is_ascii();
        let words = text.split(|one| !is_word(one));
        let kept = words.filter(|word| !word.is_empty() && word.chars().count() >= min_chars);
        kept.map(str::to_owned).collect()
    }

    #[test]
    fn runs_may_be_longer_than_a_chunk() {
        let kept = "x".repeat(CHUNK + LANES + 1);
        assert_eq!(runs(&format!("a {kept} b"), 2), [kept]);
    }

    proptest! {
        #[test]
        fn runs_equal_a_plain_split(text in "([a-cé語𝄞]{0,4}[ .'_-]{0,2}){0,60}", min_chars in 1..4_usize) {
            prop_assert_eq!(runs(&text, min_chars), plain_runs(&text, min_chars));
        }
    }
}
