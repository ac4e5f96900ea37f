//! The costs of Thai words: how common they are in open text, as the library's neural model cuts it.
//!
//! The text is the Wisesight Sentiment Corpus (CC0) but for the messages that people have cut into words, which are for
//! measuring. A word of the dictionary that was seen [`LEAST`] times or more costs minus the logarithm of its share.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use icu_provider::prelude::*;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::provider::{Baked, DictionaryBreakData, SegmenterDictionaryExtendedV2};

use crate::documents::read;

/// Rarer words cost as much as unseen ones.
const LEAST: usize = 10;

/// Added to all counts, an unseen word's too.
const SMOOTHING: f64 = 0.3;

/// So much is a natural logarithm of one.
const UNIT: f64 = 12.0;

/// Prints the table.
///
/// # Errors
///
/// Where the texts cannot be read.
pub fn print(folder: &Path) -> io::Result<()> {
    let held_out: HashSet<String> = read(folder, "wisesight-thai/wisesight-words", None)?
        .into_iter()
        .map(|document| document.text.trim().to_owned())
        .collect();
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let dictionary = dictionary();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_words = 0_usize;
    for document in read(folder, "wisesight-thai/wisesight", None)? {
        if held_out.contains(document.text.trim()) {
            continue;
        }
        let ends: Vec<usize> = segmenter.segment_str(&document.text).collect();
        let words = ends.windows(2).map(|pair| &document.text[pair[0]..pair[1]]);
        for word in words.filter(|word| word.starts_with(is_thai)) {
            n_words += 1;
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    println!(
        "# Common Thai words with their costs: minus the natural logarithm of a word's share of all words, times {UNIT}. \
         Made by benchmarks/dictionary from the Wisesight Sentiment Corpus (CC0 1.0), cut by icu_segmenter's model."
    );
    let cost = |n: usize| ((-((n as f64 + SMOOTHING) / n_words as f64).ln()) * UNIT).round();
    for (word, n) in counts {
        if n >= LEAST && dictionary.contains(&word) {
            println!("{word}\t{}", cost(n));
        }
    }
    eprintln!("an unseen word costs {}", cost(0));
    Ok(())
}

/// The words of the library's Thai dictionary.
fn dictionary() -> HashSet<String> {
    let id = DataIdentifierBorrowed::for_marker_attributes(
        DataMarkerAttributes::from_str_or_panic("thaidict"),
    );
    let request = DataRequest {
        id,
        ..DataRequest::default()
    };
    let response: DataResponse<SegmenterDictionaryExtendedV2> =
        Baked.load(request).expect("compiled into the library");
    let DictionaryBreakData::ZeroTrie { alphabet, trie } = response.payload.get() else {
        panic!("the dictionary has another form");
    };
    let letters: Vec<char> = alphabet.iter_chars().collect();
    let spell = |key: String| key.bytes().map(|byte| letters[usize::from(byte)]).collect();
    trie.iter().map(|(key, _)| spell(key)).collect()
}

/// The letters and marks that the library's Thai model is for.
fn is_thai(character: char) -> bool {
    matches!(character, '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}')
}
