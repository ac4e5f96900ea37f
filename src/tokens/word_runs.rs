//! Runs of word characters, as the regular expression `\w\w+` finds them.
//!
//! Takes a text that a [`CharTable`](super::CharTable) of words has written, where all bytes beyond ASCII belong to
//! words, and gives out the runs of letters, digits and underscores, 64 bytes at a time.

use super::word::masks::{LANES, Lanes, Native};
use crate::span::Span;

/// So many bytes are cut at a time, so that the runs in hand stay few.
const CHUNK: usize = 1 << 16;

/// Bytes that stand behind a padded text, at least: what is read of a short word at once.
const PADDING: usize = 16;

/// Puts spaces behind a text: at least [`PADDING`] of them, up to a whole number of blocks.
pub(crate) fn pad_to_blocks(text: &mut String) {
    let length = (text.len() + PADDING).next_multiple_of(LANES);
    text.extend(std::iter::repeat_n(' ', length - text.len()));
}

/// The runs of a padded text, in chunks.
#[derive(Debug, Default)]
pub(crate) struct WordRuns {
    /// Where runs begin and end, in turn.
    bounds: Vec<usize>,
}

impl WordRuns {
    /// Calls `found` with the bounds of runs in their order, a few thousand at a time.
    pub(crate) fn run<E>(
        &mut self,
        padded: &str,
        mut found: impl FnMut(Runs<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut is_within = 0;
        let mut place = 0;
        self.bounds.clear();
        let (blocks, _) = padded.as_bytes().as_chunks::<LANES>();
        for chunk in blocks.chunks(CHUNK / LANES) {
            for block in chunk {
                let masks = Native::masks(block);
                let word = masks.letter | masks.digit | masks.underscore | masks.non_ascii;
                let mut changes = word ^ (word << 1 | is_within);
                is_within = word >> (LANES - 1);
                while changes != 0 {
                    self.bounds.push(place + changes.trailing_zeros() as usize);
                    changes &= changes - 1;
                }
                place += LANES;
            }
            let n_closed = self.bounds.len() / 2 * 2;
            found(Runs(&self.bounds[..n_closed]))?;
            self.bounds.drain(..n_closed);
        }
        Ok(())
    }
}

/// Some runs next to each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runs<'r>(&'r [usize]);

impl Runs<'_> {
    /// Puts the spans of those that have at least so many characters in place of what `spans` held.
    pub(crate) fn of_length(self, padded: &str, least: usize, spans: &mut Vec<Span>) {
        let (pairs, _) = self.0.as_chunks::<2>();
        spans.clear();
        spans.resize(pairs.len(), Span::default());
        let mut n_long = 0;
        // Each is written down and kept if it is long enough: no branch that nobody could foresee.
        for &[start, end] in pairs {
            let run = Span { start, end };
            spans[n_long] = run;
            n_long += usize::from(has_characters(padded, run, least));
        }
        spans.truncate(n_long);
    }
}

/// True where a run has at least so many characters.
#[inline]
fn has_characters(padded: &str, run: Span, least: usize) -> bool {
    let length = run.end - run.start;
    match least {
        0 | 1 => true,
        // One character is as long as its first byte says.
        2 => length > width(padded.as_bytes()[run.start]),
        _ => length >= least && run.slice(padded).chars().count() >= least,
    }
}

#[inline]
const fn width(first: u8) -> usize {
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

    fn runs(text: &str, least: usize) -> Vec<String> {
        let mut padded = text.to_owned();
        pad_to_blocks(&mut padded);
        let mut all = Vec::new();
        let done: Result<(), ()> = WordRuns::default().run(&padded, |runs| {
            let mut spans = Vec::new();
            runs.of_length(&padded, least, &mut spans);
            all.extend(spans.iter().map(|run| run.slice(&padded).to_owned()));
            Ok(())
        });
        done.unwrap();
        all
    }

    fn plain(text: &str, least: usize) -> Vec<String> {
        let is_word = |one: char| one.is_ascii_alphanumeric() || one == '_' || !one.is_ascii();
        let words = text.split(|one| !is_word(one));
        let long = words.filter(|word| !word.is_empty() && word.chars().count() >= least);
        long.map(str::to_owned).collect()
    }

    #[test]
    fn a_run_may_be_longer_than_a_chunk() {
        let long = "x".repeat(CHUNK + LANES + 1);
        assert_eq!(runs(&format!("a {long} b"), 2), [long]);
    }

    proptest! {
        #[test]
        fn runs_are_those_of_a_plain_split(text in "([a-cé語𝄞]{0,4}[ .'_-]{0,2}){0,60}", least in 1..4_usize) {
            prop_assert_eq!(runs(&text, least), plain(&text, least));
        }
    }
}
