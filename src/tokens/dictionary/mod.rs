//! Words of scripts that are written without spaces, by dictionary.
//!
//! Takes a run of characters of one such script and returns where its words end. Chinese and Japanese (Han, Hiragana),
//! Thai, Lao, Khmer and Burmese are known. UAX #29 leaves these to dictionaries; the words are those of `icu_segmenter`,
//! and of all ways to cut a run into them the cheapest is taken, as `docs/dictionary-words.md` tells at length.
//!
//! ```
//! use lexicount::tokens::dictionary_words;
//!
//! let text = "研究生命的起源。";
//! let words: Vec<_> = dictionary_words(text).map(|span| span.slice(text)).collect();
//! assert_eq!(words, ["研究", "生命", "的", "起源"]);
//! ```
//!
//! Left out: all that the rules of the annex cut, such as Katakana, numbers, Latin letters and punctuation.

mod char16;
mod clusters;
mod lexicon;
mod script;
mod segmenter;
mod trie;
mod units;
mod words;

use icu_properties::CodePointMapData;
use icu_properties::props::WordBreak;

pub(in crate::tokens) use script::{Script, script_of};
pub(in crate::tokens) use segmenter::RunSegmenter;

use crate::span::Span;

/// The words of all runs of `text` that a dictionary cuts.
///
/// A run is a character of one of the scripts with all that follow it of the same script, and what extends them; what is
/// between the runs is left out. Each run is cut by itself, so its words depend on nothing around it.
///
/// Linear in the length of the text; the memory is bounded. The first call for a script makes its dictionary, which
/// takes some 20 ms and 6 MB for Chinese and Japanese together, 10 to 35 ms and 1 to 2 MB for another.
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
            // The rest of a run of which only the front was cut begins as a run does.
            let script = next_run(text, &mut at)?;
            words.clear();
            next = 0;
            let mut start = at;
            at += segmenter.segment(script, &text[at..], &mut |place| {
                words.push(Span::new(start, at + place));
                start = at + place;
            });
        }
        next += 1;
        words.get(next - 1).copied()
    })
}

/// Moves `at` to the next character that a dictionary cuts; its script. One that extends what is before it begins no run.
fn next_run(text: &str, at: &mut usize) -> Option<Script> {
    let (place, script) = text[*at..]
        .char_indices()
        .filter(|&(_, character)| !extends(character))
        .find_map(|(place, character)| Some((place, script_of(character)?)))?;
    *at += place;
    Some(script)
}

/// True where no word ends before the character, by WB4.
fn extends(character: char) -> bool {
    matches!(
        CodePointMapData::<WordBreak>::new().get(character),
        WordBreak::Extend | WordBreak::Format | WordBreak::ZWJ
    )
}
