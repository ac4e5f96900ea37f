//! What each script's words are and what they cost.
//!
//! The words are those of `icu_segmenter`. A cost is about minus the logarithm of how common a word is, so that the
//! cheapest way to cut a text is the likeliest. The Chinese and Japanese words bring theirs along (ICU's own engine in C
//! uses them, the library does not). For Thai they are in `data/thai_costs.tsv`. Lao, Khmer and Burmese have none: all
//! words cost the same, so the cheapest way is the one of fewest words.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_provider::prelude::{
    DataIdentifierBorrowed, DataMarker, DataMarkerAttributes, DataProvider, DataRequest,
};
use icu_segmenter::provider::{
    Baked, DictionaryBreakData, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2,
};

use super::Script;
use super::trie::{MOST_COST, Trie, Words};

/// Words, costs, and what to do with what is no word.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) trie: Trie,
    /// What a character, with what cannot be parted from it, costs where it is no word.
    pub(super) unknown: u32,
    /// Such characters make one word where they stand side by side.
    pub(super) joins_unknown: bool,
}

impl Lexicon {
    /// The lexicon of a script, made at the first call for it.
    pub(super) fn of(script: Script) -> &'static Self {
        static CJ: LazyLock<Lexicon> = LazyLock::new(chinese_japanese);
        static THAI: LazyLock<Lexicon> = LazyLock::new(thai);
        static LAO: LazyLock<Lexicon> = LazyLock::new(|| fewest_words("laodict"));
        static KHMER: LazyLock<Lexicon> = LazyLock::new(|| fewest_words("khmerdict"));
        static BURMESE: LazyLock<Lexicon> = LazyLock::new(|| fewest_words("burmesedict"));
        match script {
            Script::Cj => &CJ,
            Script::Thai => &THAI,
            Script::Lao => &LAO,
            Script::Khmer => &KHMER,
            Script::Burmese => &BURMESE,
        }
    }
}

fn chinese_japanese() -> Lexicon {
    Lexicon {
        trie: trie::<SegmenterDictionaryAutoV2>("cjdict", |_, value| value),
        // As ICU has it: no word is less likely.
        unknown: MOST_COST,
        joins_unknown: false,
    }
}

/// What words that are not in the table cost, and what is no word at all; [`thai_costs`] says in what unit.
const THAI_UNSEEN: u32 = 172;
const THAI_UNKNOWN: u32 = 84;

fn thai() -> Lexicon {
    let costs: HashMap<&str, u32> = thai_costs().collect();
    let cost = |word: &str, _| costs.get(word).copied().unwrap_or(THAI_UNSEEN);
    Lexicon {
        trie: trie::<SegmenterDictionaryExtendedV2>("thaidict", cost),
        unknown: THAI_UNKNOWN,
        joins_unknown: true,
    }
}

/// Common Thai words with their costs, in twelfths of the natural logarithm.
fn thai_costs() -> impl Iterator<Item = (&'static str, u32)> {
    let lines = include_str!("../data/thai_costs.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let (word, cost) = line.split_once('\t').expect("a word, a tab, a cost");
        (word, cost.parse().expect("a cost is a number"))
    })
}

/// All words cost the same; what is no word costs more than a word does, and less than two.
fn fewest_words(name: &'static str) -> Lexicon {
    Lexicon {
        trie: trie::<SegmenterDictionaryExtendedV2>(name, |_, _| 2),
        unknown: 3,
        joins_unknown: true,
    }
}

/// The words of one of the library's dictionaries, with costs made of word and value.
fn trie<M>(name: &'static str, cost: impl Fn(&str, u32) -> u32) -> Trie
where
    M: DataMarker<DataStruct = DictionaryBreakData<'static>>,
    Baked: DataProvider<M>,
{
    let attributes = DataMarkerAttributes::from_str_or_panic(name);
    let request = DataRequest {
        id: DataIdentifierBorrowed::for_marker_attributes(attributes),
        ..DataRequest::default()
    };
    let response = DataProvider::<M>::load(&Baked, request).expect("compiled into the library");
    let mut words = Words::default();
    match response.payload.get() {
        DictionaryBreakData::Char16Trie(trie) => {
            for (word, value) in trie.iter2() {
                let value = u32::try_from(value).unwrap_or(MOST_COST);
                words.push(&word, cost(&word, value.min(MOST_COST)));
            }
        }
        DictionaryBreakData::ZeroTrie { alphabet, trie } => {
            let letters: Vec<char> = alphabet.iter_chars().collect();
            let mut word = String::new();
            for (key, _) in trie.iter() {
                word.clear();
                word.extend(key.bytes().map(|byte| letters[usize::from(byte)]));
                words.push(&word, cost(&word, 0));
            }
        }
    }
    Trie::new(&words)
}

#[cfg(test)]
mod tests {
    use super::super::trie::Node;
    use super::*;

    #[test]
    fn dictionaries_take_no_more_memory_than_the_documents_say() {
        let kilobytes = |script| Lexicon::of(script).trie.size() / 1000;
        for (script, most) in [
            (Script::Cj, 6_000),
            (Script::Thai, 1_500),
            (Script::Lao, 1_500),
            (Script::Khmer, 4_000),
            (Script::Burmese, 2_500),
        ] {
            let size = kilobytes(script);
            assert!(size <= most, "{script:?}: {size} kB");
        }
    }

    #[test]
    fn every_word_with_a_cost_is_in_the_dictionary() {
        let trie = &Lexicon::of(Script::Thai).trie;
        for (word, cost) in thai_costs() {
            let mut children = Some(trie.root());
            let mut found = None;
            for letter in word.chars() {
                let node = children.and_then(|children| trie.child(children, u32::from(letter)));
                found = node.and_then(Node::cost);
                children = node.and_then(Node::children);
            }
            assert_eq!(found, Some(cost), "{word}");
        }
    }
}
