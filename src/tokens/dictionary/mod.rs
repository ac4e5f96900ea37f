//! Words of scripts written without spaces, found by dictionary.
//!
//! Takes a run of characters of one such script and returns the ends of its words. The scripts are Chinese and Japanese
//! (Han, Hiragana), Thai, Lao, Khmer and Burmese. UAX #29 leaves these to dictionaries. The words are those of
//! `icu_segmenter`, and the segmentation is the one with the lowest total cost, as `docs/dictionary-words.md` explains.
//!
//! ```
//! use lexicount::tokens::dictionary_words;
//!
//! let text = "研究生命的起源。";
//! let words: Vec<_> = dictionary_words(text).map(|span| span.slice(text)).collect();
//! assert_eq!(words, ["研究", "生命", "的", "起源"]);
//! ```
//!
//! Out of scope: everything that the rules of UAX #29 segment, such as Katakana, numbers, Latin letters and
//! punctuation.

mod char16;
mod clusters;
mod lexicon;
mod script;
mod segmenter;
mod trie;
mod units;
mod word_list;

use icu_properties::CodePointMapData;
use icu_properties::props::WordBreak;

pub(in crate::tokens) use script::{Script, script_of};
pub(in crate::tokens) use segmenter::RunSegmenter;

use crate::span::Span;

/// Returns the words of all runs of `text` that are segmented by dictionary.
///
/// A run is a character of one of the scripts, followed by characters of the same script and their extending
/// characters. Text between runs is skipped. Runs are segmented independently of their context.
///
/// Linear in the length of the text, with bounded memory. The dictionary of a script is built on first use. This takes
/// about 20 ms and 6 MB for Chinese and Japanese together, and 10 to 35 ms and 1 to 2 MB for each other script.
///
/// ```
/// use lexicount::tokens::dictionary_words;
///
/// let text = "ภาษาไทย (Thai), 日本語";
/// let words: Vec<_> = dictionary_words(text).map(|span| span.slice(text)).collect();
/// assert_eq!(words, ["ภาษา", "ไทย", "日本語"]);
/// ```
pub fn dictionary_words(text: &str) -> impl Iterator<Item = Span> {
    let mut segmenter = RunSegmenter::default();
    let mut words: Vec<Span> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    std::iter::from_fn(move || {
        while next == words.len() {
            // If a long run was segmented only in part, its rest begins like a new run.
            let script = next_run(text, &mut at)?;
            words.clear();
            next = 0;
            let mut start = at;
            at += segmenter.segment(script, &text[at..], &mut |offset| {
                words.push(Span::new(start, at + offset));
                start = at + offset;
            });
        }
        next += 1;
        words.get(next - 1).copied()
    })
}

/// Moves `at` to the start of the next run and returns its script. An extending character does not begin a run.
fn next_run(text: &str, at: &mut usize) -> Option<Script> {
    let (offset, script) = text[*at..]
        .char_indices()
        .filter(|&(_, character)| !extends(character))
        .find_map(|(offset, character)| Some((offset, script_of(character)?)))?;
    *at += offset;
    Some(script)
}

/// True if no word ends before the character, by rule WB4.
fn extends(character: char) -> bool {
    matches!(
        CodePointMapData::<WordBreak>::new().get(character),
        WordBreak::Extend | WordBreak::Format | WordBreak::ZWJ
    )
}
