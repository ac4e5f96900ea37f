//! The words of each script and their costs.
//!
//! The words are those of `icu_segmenter`. A cost is approximately the negative logarithm of a word's probability, so
//! that the segmentation with the lowest cost is the most likely one. The Chinese and Japanese dictionary contains
//! costs (ICU's C implementation uses them, the library does not). Those of Thai are in `data/thai_costs.tsv`. Lao,
//! Khmer and Burmese have none: all words have the same cost, so the segmentation with the fewest words wins.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use icu_provider::prelude::{
    DataIdentifierBorrowed, DataMarker, DataMarkerAttributes, DataPayload, DataProvider,
    DataRequest,
};
use icu_segmenter::provider::{
    Baked, DictionaryBreakData, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2,
};

use super::Script;
use super::char16::Char16;
use super::clusters::{ClusteredWords, Clusters};
use super::trie::{MAX_COST, Trie};

/// Words, their costs, and the treatment of unknown text.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) trie: Trie,
    /// Maps clusters to the letters of the trie. `None` if the letters are characters.
    pub(super) clusters: Option<Clusters>,
    /// The cost of a unit that is not a dictionary word.
    pub(super) unknown_cost: u32,
    /// Merge adjacent unknown units into one word.
    pub(super) merges_unknown: bool,
}

impl Lexicon {
    /// Returns the lexicon of a script, which is built on first use.
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
    let payload = load::<SegmenterDictionaryAutoV2>("cjdict");
    let DictionaryBreakData::Char16Trie(library) = payload.get() else {
        unreachable!("the library's form of this dictionary");
    };
    Lexicon {
        trie: Trie::new(&Char16::new(library.data.iter())),
        clusters: None,
        // As in ICU: no word is less likely.
        unknown_cost: MAX_COST,
        merges_unknown: false,
    }
}

/// The costs of words that are not in the table, and of unknown units, in the unit of [`thai_costs`].
const THAI_UNSEEN: u32 = 172;
const THAI_UNKNOWN: u32 = 84;

fn thai() -> Lexicon {
    let costs: HashMap<&str, u32, FixedState> = thai_costs().collect();
    alphabet("thaidict", THAI_UNKNOWN, |word| {
        costs.get(word).copied().unwrap_or(THAI_UNSEEN)
    })
}

/// Common Thai words with their costs, in twelfths of the natural logarithm.
fn thai_costs() -> impl Iterator<Item = (&'static str, u32)> {
    let lines = include_str!("../data/thai_costs.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let (word, cost) = line.split_once('\t').expect("a word, a tab, a cost");
        (word, cost.parse().expect("a cost is a number"))
    })
}

/// All words have the same cost. An unknown unit costs more than one word and less than two.
fn fewest_words(name: &'static str) -> Lexicon {
    alphabet(name, 3, |_| 2)
}

/// Builds the lexicon of an alphabet from one of the library's dictionaries.
fn alphabet(name: &'static str, unknown_cost: u32, cost: impl Fn(&str) -> u32) -> Lexicon {
    let payload = load::<SegmenterDictionaryExtendedV2>(name);
    let DictionaryBreakData::ZeroTrie { alphabet, trie } = payload.get() else {
        unreachable!("the library's form of these dictionaries");
    };
    let letters: Vec<char> = alphabet.iter_chars().collect();
    let mut words = ClusteredWords::default();
    let mut word = String::new();
    for (key, _) in trie.iter() {
        word.clear();
        word.extend(key.bytes().map(|byte| letters[usize::from(byte)]));
        words.push(&word, cost(&word));
    }
    let (trie, clusters) = words.finish();
    Lexicon {
        trie,
        clusters: Some(clusters),
        unknown_cost,
        merges_unknown: true,
    }
}

/// Loads one of the library's dictionaries.
fn load<M>(name: &'static str) -> DataPayload<M>
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
    response.payload
}

#[cfg(test)]
mod tests {
    use super::super::trie::{Branch, Prefixes};
    use super::*;

    /// The memory used by a lexicon, in kilobytes.
    fn kilobytes(script: Script) -> usize {
        let lexicon = Lexicon::of(script);
        (lexicon.trie.size() + lexicon.clusters.as_ref().map_or(0, Clusters::size)) / 1000
    }

    #[test]
    fn dictionaries_fit_the_documented_memory() {
        for (script, most) in [
            (Script::Cj, 5_900),
            (Script::Thai, 750),
            (Script::Lao, 900),
            (Script::Khmer, 2_300),
            (Script::Burmese, 1_100),
        ] {
            let size = kilobytes(script);
            assert!(size <= most, "{script:?}: {size} kB");
        }
    }

    /// Calls `visit` with each word that begins with the prefix `word`, and its cost.
    fn each_word<T: Prefixes>(
        tree: &T,
        position: T::Position,
        word: &mut String,
        visit: &mut impl FnMut(&str, u32),
    ) {
        let mut branches: Vec<Branch<T::Position>> = Vec::new();
        tree.branches(position, &mut branches);
        for branch in branches {
            word.push(char::from_u32(branch.letter).unwrap());
            branch.cost.into_iter().for_each(|cost| visit(word, cost));
            if let Some(position) = branch.longer {
                each_word(tree, position, word, visit);
            }
            word.pop();
        }
    }

    #[test]
    fn chinese_and_japanese_words_equal_those_of_the_library() {
        let payload = load::<SegmenterDictionaryAutoV2>("cjdict");
        let DictionaryBreakData::Char16Trie(library) = payload.get() else {
            panic!("another form");
        };
        let tree = Char16::new(library.data.iter());
        let mut theirs = library.iter2();
        each_word(&tree, tree.root(), &mut String::new(), &mut |word, cost| {
            let (expected, value) = theirs.next().unwrap();
            assert_eq!((word, Ok(cost)), (&*expected, u32::try_from(value)));
        });
        assert_eq!(theirs.next(), None);
    }

    #[test]
    fn every_word_with_a_cost_is_in_the_dictionary() {
        let payload = load::<SegmenterDictionaryExtendedV2>("thaidict");
        let DictionaryBreakData::ZeroTrie { alphabet, trie } = payload.get() else {
            panic!("another form");
        };
        for (word, _) in thai_costs() {
            let letters = word
                .chars()
                .map(|letter| alphabet.iter_chars().position(|other| other == letter));
            let key: Vec<u8> = letters
                .map(|position| u8::try_from(position.unwrap()).unwrap())
                .collect();
            assert!(trie.get(&key).is_some(), "{word}");
        }
    }
}
