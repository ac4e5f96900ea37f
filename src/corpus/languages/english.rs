//! Evidence of function words for or against English.
//!
//! Most texts are plainly English or plainly not, which their first words show at the cost of a table lookup each. The
//! detector, a hundred times slower, is asked about the rest. Its errors are names lost in short English texts; the
//! same words prevent most of them.

use std::sync::LazyLock;

/// Function words of English that are rare in other languages with Latin letters.
const ENGLISH: &str = "about after again against all also although always and any are because been before being between both but by \
can cannot could did does doing don down during each every few from further get had has have having he his how \
if into is it its just like made make many may might more most much must my never new not now of off only \
other our out over own people said same says should since so some still such than that the their them then \
there these they this those through to too two under until up very was we were what when where which while who \
whose why with without would year years you your yours";

/// Function words of other languages with Latin letters that are rare in English.
const FOREIGN: &str = "af al alla als ang att au auf aus av avec az bei bij bir bu ce cette che cik como con cu czy da dalam dan dans \
das de degli dei del della dem den der des det di die diese dla dos du e een ei ein eine einen einer ej el \
ella els em en entre er era es est esta este et eu fra gli han har het hij hogy hun ich ihr ik il ile ils im \
ing ja jak je jest jo jsou kan kang karena katika ke ko kuti kwa la las le les lo los lui ma mai mais med mga \
mit mo na nach nad nas ne nem ng ni nicht nie niet nij nog non nos ob och oder og om on op os ou para pas pe \
per pero po pod por pour pri que qui sa se sich sie sin sina sind sing som sont su sul sur sus te tem til till \
tu u ud uit ukuthi um un una und une uno untuk uye van ve vi vid vom von voor vor wa wie wir wird y ya yang za \
zu zum zur";

/// The share of English function words, in hundredths, that a plainly English text exceeds.
const LEAST_SHARE: usize = 12;

/// The number of English function words, less twice those of other languages, after which no more is read.
const ENOUGH: usize = 6;

/// The number of words of a short text, where one function word of English is enough.
const SHORT: usize = 14;

/// The length of the longest word that is looked up, in bytes.
const LONGEST: usize = 8;

/// The words of a text that are evidence for or against English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// The number of words read.
    words: usize,
    english: usize,
    foreign: usize,
}

impl Evidence {
    /// Reads a text until it is plainly English: a hundred bytes or two of English prose.
    pub(super) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        for word in words(text).flat_map(runs_of_letters) {
            seen.words += 1;
            match WORDS.get(word) {
                Some(Word::English) => seen.english += 1,
                // Words with an uppercase initial may be names: "Los Angeles".
                Some(Word::Foreign) => seen.foreign += usize::from(!starts_upper(word)),
                None => seen.foreign += beyond_ascii(word),
            }
            if seen.exceeds(ENOUGH) {
                break;
            }
        }
        seen
    }

    /// True if function words of English are frequent, and those of other languages are not.
    pub(super) fn is_plainly_english(self) -> bool {
        self.exceeds(if self.words <= SHORT { 1 } else { 2 })
    }

    /// True if there is at least as much evidence for English as against it, and some.
    pub(super) fn favours_english(self) -> bool {
        self.english > 0 && self.english >= self.foreign
    }

    /// True if there is more evidence for English than against it.
    pub(super) fn is_english(self) -> bool {
        self.english > self.foreign && 25 * self.english >= self.words
    }

    /// True if there is no evidence.
    pub(super) fn is_none(self) -> bool {
        self.english + self.foreign == 0
    }

    /// The evidence of two parts of a text.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            english: self.english + other.english,
            foreign: self.foreign + other.foreign,
        }
    }

    fn exceeds(self, least: usize) -> bool {
        self.english >= 2 * self.foreign + least && 100 * self.english > LEAST_SHARE * self.words
    }
}

/// Returns the words of a text, separated by white space, without addresses, handles and hashtags.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    words.filter(|word| !word.starts_with(['@', '#']) && !word.contains("://"))
}

fn runs_of_letters(word: &str) -> impl Iterator<Item = &str> {
    let runs = word.split(|character: char| !character.is_alphabetic());
    runs.filter(|run| !run.is_empty())
}

/// Returns how much letters beyond ASCII say against English: few English words have any, but names do, "Núñez". A run of
/// other letters may be a sentence.
fn beyond_ascii(word: &str) -> usize {
    if word.is_ascii() || starts_upper(word) {
        0
    } else {
        1 + word.len() / 12
    }
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// What a word says about the language of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    English,
    Foreign,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// The words of both lists by their bytes: a hash table with open addressing.
struct Words {
    slots: Box<[(u64, Word)]>,
}

impl Words {
    const N_SLOTS: usize = 2048;

    fn new() -> Self {
        let mut words = Self {
            slots: vec![(0, Word::English); Self::N_SLOTS].into(),
        };
        for (list, evidence) in [(ENGLISH, Word::English), (FOREIGN, Word::Foreign)] {
            for word in list.split_ascii_whitespace() {
                let key = key(word).expect("the words of the lists are short and in ASCII");
                let slot = words.slot(key);
                words.slots[slot] = (key, evidence);
            }
        }
        words
    }

    /// Returns what a word shows, in any case.
    fn get(&self, word: &str) -> Option<Word> {
        let key = key(word)?;
        let (found, evidence) = self.slots[self.slot(key)];
        (found == key).then_some(evidence)
    }

    /// Returns the slot of a key, or the free slot where it would be.
    fn slot(&self, key: u64) -> usize {
        // The golden ratio spreads keys over the upper bits.
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53;
        let mut slot = usize::try_from(hash).expect("11 bits");
        while self.slots[slot].0 != 0 && self.slots[slot].0 != key {
            slot = (slot + 1) % Self::N_SLOTS;
        }
        slot
    }
}

/// Returns the lowercase bytes of a word as one integer; `None` for long words and letters beyond ASCII.
fn key(word: &str) -> Option<u64> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let bytes = word.bytes();
    Some(bytes.fold(0, |key, byte| {
        key << 8 | u64::from(byte.to_ascii_lowercase())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_disjoint_and_fit_in_the_table() {
        let lists = [ENGLISH, FOREIGN].map(|list| list.split_ascii_whitespace());
        let [english, foreign] = lists.map(Iterator::collect::<Vec<_>>);
        assert!(english.iter().all(|word| !foreign.contains(word)));
        assert!(2 * (english.len() + foreign.len()) < Words::N_SLOTS);
        for (list, evidence) in [(english, Word::English), (foreign, Word::Foreign)] {
            for word in list {
                assert_eq!(WORDS.get(word), Some(evidence), "{word}");
                assert_eq!(WORDS.get(&word.to_uppercase()), Some(evidence), "{word}");
            }
        }
    }

    /// The lists searched one by one.
    fn plain(word: &str) -> Option<Word> {
        let word = word.to_ascii_lowercase();
        let has = |list: &str| list.split(' ').any(|one| one == word);
        match (has(ENGLISH), has(FOREIGN)) {
            (true, _) => Some(Word::English),
            (_, true) => Some(Word::Foreign),
            _ => None,
        }
    }

    proptest::proptest! {
        #[test]
        fn the_table_equals_a_search_of_the_lists(word in "[a-zA-Zé]{1,9}|the|DIE|und") {
            proptest::prop_assert_eq!(WORDS.get(&word), plain(&word));
        }
    }

    #[test]
    fn reading_stops_when_english_is_certain() {
        let text = "The people of the town said that they were not there when the bridge fell. ";
        let once = Evidence::of(text);
        assert!(once.is_plainly_english());
        assert_eq!(Evidence::of(&text.repeat(100)), once);
        assert!(!Evidence::of("la pluie et le vent").is_plainly_english());
        assert!(!Evidence::of("la pluie et le vent").favours_english());
    }
}
