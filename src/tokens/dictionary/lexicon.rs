//! What each script's words are and what they cost.
//!
//! The words are those of `icu_segmenter`. A cost is about minus the logarithm of how common a word is, so that the
//! cheapest way to cut a text is the likeliest. The Chinese and Japanese words bring theirs along (ICU's own engine in C
//! uses them, the library does not). For Thai they are in `data/thai_costs.tsv`. Lao, Khmer and Burmese have none: all
//! words cost the same, so the cheapest way is the one of fewest words.

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
use super::trie::{MOST_COST, Trie};

/// Words, costs, and what to do with what is no word.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) trie: Trie,
    /// The letters of the trie where they are clusters; else they are characters.
    pub(super) clusters: Option<Clusters>,
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
    let payload = load::<SegmenterDictionaryAutoV2>("cjdict");
    let DictionaryBreakData::Char16Trie(library) = payload.get() else {
        unreachable!("the library's form of this dictionary");
    };
    Lexicon {
        trie: Trie::new(&Char16::new(library.data.iter())),
        clusters: None,
        // As ICU has it: no word is less likely.
        unknown: MOST_COST,
        joins_unknown: false,
    }
}

/// What words that are not in the table cost, and what is no word at all; [`thai_costs`] says in what unit.
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

/// All words cost the same; what is no word costs more than a word does, and less than two.
fn fewest_words(name: &'static str) -> Lexicon {
    alphabet(name, 3, |_| 2)
}

/// The lexicon of one of the library's dictionaries of an alphabet.
fn alphabet(name: &'static str, unknown: u32, cost: impl Fn(&str) -> u32) -> Lexicon {
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
        unknown,
        joins_unknown: true,
    }
}

/// One of the library's dictionaries.
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

    /// The bytes that a lexicon takes, in thousands.
    fn kilobytes(script: Script) -> usize {
        let lexicon = Lexicon::of(script);
        (lexicon.trie.size() + lexicon.clusters.as_ref().map_or(0, Clusters::size)) / 1000
    }

    #[test]
    fn dictionaries_take_no_more_memory_than_the_documents_say() {
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

    /// Calls `found` with each word that begins so, and its cost.
    fn each_word<T: Prefixes>(
        tree: &T,
        place: T::Place,
        word: &mut String,
        found: &mut impl FnMut(&str, u32),
    ) {
        let mut branches: Vec<Branch<T::Place>> = Vec::new();
        tree.branches(place, &mut branches);
        for branch in branches {
            word.push(char::from_u32(branch.letter).unwrap());
            branch.cost.into_iter().for_each(|cost| found(word, cost));
            if let Some(place) = branch.longer {
                each_word(tree, place, word, found);
            }
            word.pop();
        }
    }

    #[test]
    fn chinese_and_japanese_words_are_those_that_the_library_gives() {
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
                .map(|place| u8::try_from(place.unwrap()).unwrap())
                .collect();
            assert!(trie.get(&key).is_some(), "{word}");
        }
    }
}
