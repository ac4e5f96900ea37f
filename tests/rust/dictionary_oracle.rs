//! Dictionary words equal a plain reading of the same rules, and are compared with the library that the dictionaries
//! are from.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{LineBreak, Script, WordBreak};
use icu_provider::prelude::*;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::provider::{
    Baked, DictionaryBreakData, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2,
};
use lexicount::tokens::dictionary_words;
use proptest::prelude::*;

use super::conformance::unicode;
use super::shared_data::with_shared_data;

const SCRIPTS: [Script; 5] = [
    Script::Han,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
];

/// Returns which of [`SCRIPTS`] a character belongs to. Hiragana is treated as Han.
fn script_of(character: char) -> Option<Script> {
    let script = CodePointMapData::<Script>::new().get(character);
    let depends_on_context =
        CodePointMapData::<LineBreak>::new().get(character) == LineBreak::ComplexContext;
    match script {
        Script::Han | Script::Hiragana => Some(Script::Han),
        _ if depends_on_context && SCRIPTS.contains(&script) => Some(script),
        _ => None,
    }
}

fn extends(character: char) -> bool {
    matches!(
        CodePointMapData::<WordBreak>::new().get(character),
        WordBreak::Extend | WordBreak::Format | WordBreak::ZWJ
    )
}

/// Words with their costs, the cost of an unknown unit, and whether adjacent unknown units form one word.
struct Lexicon {
    costs: HashMap<String, u32>,
    longest: usize,
    unknown_cost: u32,
    merges_unknown: bool,
}

impl Lexicon {
    fn of(script: Script) -> &'static Self {
        static ALL: LazyLock<Vec<Lexicon>> =
            LazyLock::new(|| SCRIPTS.map(Lexicon::new).into_iter().collect());
        let index = SCRIPTS.iter().position(|&other| other == script);
        &ALL[index.expect("one of the scripts")]
    }

    fn new(script: Script) -> Self {
        let words = match script {
            Script::Han => words::<SegmenterDictionaryAutoV2>("cjdict"),
            Script::Thai => words::<SegmenterDictionaryExtendedV2>("thaidict"),
            Script::Lao => words::<SegmenterDictionaryExtendedV2>("laodict"),
            Script::Khmer => words::<SegmenterDictionaryExtendedV2>("khmerdict"),
            _ => words::<SegmenterDictionaryExtendedV2>("burmesedict"),
        };
        let thai = thai_costs();
        let cost = |word: &str, value: i32| match script {
            Script::Han => u32::try_from(value).unwrap(),
            Script::Thai => thai.get(word).copied().unwrap_or(172),
            _ => 2,
        };
        Self {
            longest: words
                .iter()
                .map(|(word, _)| canonical(script, word).chars().count())
                .max()
                .unwrap(),
            costs: words
                .iter()
                .map(|(word, value)| {
                    let key = match script {
                        Script::Han => word.clone(),
                        _ => canonical(script, word),
                    };
                    (key, cost(word, *value))
                })
                .collect(),
            unknown_cost: match script {
                Script::Han => 255,
                Script::Thai => 84,
                _ => 3,
            },
            merges_unknown: script != Script::Han,
        }
    }
}

/// Returns a word of an alphabet in canonical decomposition; other words are listed composed (NFC).
fn canonical(script: Script, word: &str) -> String {
    match script {
        Script::Han => ComposingNormalizerBorrowed::new_nfc()
            .normalize(word)
            .into_owned(),
        _ => word.replace('\u{1026}', "\u{1025}\u{102E}"),
    }
}

fn words<M>(name: &'static str) -> Vec<(String, i32)>
where
    M: DataMarker<DataStruct = DictionaryBreakData<'static>>,
    Baked: DataProvider<M>,
{
    let id = DataIdentifierBorrowed::for_marker_attributes(
        DataMarkerAttributes::from_str_or_panic(name),
    );
    let request = DataRequest {
        id,
        ..DataRequest::default()
    };
    let response: DataResponse<M> = Baked.load(request).unwrap();
    match response.payload.get() {
        DictionaryBreakData::Char16Trie(trie) => trie.iter2().collect(),
        DictionaryBreakData::ZeroTrie { alphabet, trie } => {
            let letter = |byte: u8| alphabet.iter_chars().nth(usize::from(byte)).unwrap();
            trie.iter()
                .map(|(key, _)| (key.bytes().map(letter).collect(), 0))
                .collect()
        }
    }
}

fn thai_costs() -> HashMap<&'static str, u32> {
    include_str!("../../src/tokens/data/thai_costs.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, cost)| (word, cost.parse().unwrap()))
        .collect()
}

/// A character with its extending characters: its start and end in the text.
struct Unit {
    character: char,
    start: usize,
    end: usize,
}

fn plain_words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(_, first)) = rest.peek() {
        let Some(script) = script_of(first).filter(|_| !extends(first)) else {
            rest.next();
            continue;
        };
        let mut units: Vec<Unit> = Vec::new();
        while let Some((start, character)) =
            rest.next_if(|&(_, next)| script_of(next) == Some(script) || extends(next))
        {
            let end = start + character.len_utf8();
            if script_of(character) == Some(script) {
                for character in canonical(script, &character.to_string()).chars() {
                    units.push(Unit {
                        character,
                        start,
                        end,
                    });
                }
            } else {
                let last = units.last_mut().unwrap();
                last.end = end;
                last.character = composed(script, last.character, character);
            }
        }
        plain_run(script, &folded(script, units), &mut found);
    }
    found
}

/// Returns a character with a mark as one character, if it has such a form and words are listed composed.
fn composed(script: Script, character: char, mark: char) -> char {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let both = nfc
        .normalize(&String::from_iter([character, mark]))
        .into_owned();
    let mut characters = both.chars();
    match (characters.next(), characters.next()) {
        (Some(composed), None) if script == Script::Han => composed,
        _ => character,
    }
}

/// Folds three or more equal characters into one, in alphabets.
fn folded(script: Script, units: Vec<Unit>) -> Vec<Unit> {
    if script == Script::Han {
        return units;
    }
    let groups = units.chunk_by(|a, b| a.character == b.character);
    let mut folded = Vec::new();
    for group in groups {
        let (character, n) = (group[0].character, group.len());
        let step = if n < 3 { 1 } else { n };
        folded.extend(group.chunks(step).map(|part| Unit {
            character,
            start: part[0].start,
            end: part[part.len() - 1].end,
        }));
    }
    folded
}

/// True if a word may begin with unit `at`.
fn may_begin(script: Script, units: &[Unit], at: usize) -> bool {
    let here = units[at].character;
    let Some(before) = at.checked_sub(1).map(|before| units[before].character) else {
        return true;
    };
    let after = units.get(at + 1).map(|unit| unit.character);
    match script {
        Script::Thai => {
            !"ะัาำิีึืฺุูๅ็่้๊๋์ํ๎".contains(here) && !"เแโใไั".contains(before) && after != Some('์')
        }
        Script::Lao => {
            let is_mark = matches!(here, '\u{EB0}'..='\u{EBD}' | '\u{EC8}'..='\u{ECE}');
            !is_mark && !"ເແໂໃໄັ".contains(before)
        }
        Script::Khmer => {
            !matches!(here, '\u{17B4}'..='\u{17D3}' | '\u{17DD}') && before != '\u{17D2}'
        }
        Script::Myanmar => {
            let is_mark = matches!(here,
                '\u{102B}'..='\u{103E}' | '\u{1056}'..='\u{1059}' | '\u{105E}'..='\u{1060}'
                | '\u{1062}'..='\u{1064}' | '\u{1067}'..='\u{106D}' | '\u{1071}'..='\u{1074}'
                | '\u{1082}'..='\u{108D}' | '\u{108F}' | '\u{109A}'..='\u{109D}' | '\u{A9E5}'
                | '\u{AA7B}'..='\u{AA7D}');
            !is_mark && before != '\u{1039}'
        }
        _ => true,
    }
}

/// Adds the words of a run: chunk by chunk, each by the path of lowest cost.
fn plain_run(script: Script, units: &[Unit], found: &mut Vec<(usize, usize)>) {
    let run = Run::new(script, units);
    let mut words = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let end = run.chunk_end(start);
        words.extend(run.cheapest_path(start, end));
        start = end;
    }
    let joined = words.chunk_by(|a, b| a.2 && b.2 && run.lexicon.merges_unknown);
    found.extend(joined.map(|group| {
        let (from, to) = (group[0].0, group[group.len() - 1].1);
        (units[from].start, units[to - 1].end)
    }));
}

/// The characters of one script, and the positions where words may end.
struct Run {
    lexicon: &'static Lexicon,
    folded: String,
    /// The start of each character in `folded`, followed by the end of the last one.
    offsets: Vec<usize>,
    ends: Vec<bool>,
}

impl Run {
    fn new(script: Script, units: &[Unit]) -> Self {
        let n = units.len();
        let ends = (0..=n).map(|at| at == n || may_begin(script, units, at));
        let folded: String = units.iter().map(|unit| unit.character).collect();
        let offsets = folded.char_indices().map(|(offset, _)| offset);
        Self {
            lexicon: Lexicon::of(script),
            offsets: offsets.chain([folded.len()]).collect(),
            ends: ends.collect(),
            folded,
        }
    }

    fn cost(&self, from: usize, to: usize) -> Option<u32> {
        let word = &self.folded[self.offsets[from]..self.offsets[to]];
        let cost = self.lexicon.costs.get(word).copied();
        cost.filter(|_| self.ends[to])
    }

    fn next_end(&self, at: usize) -> usize {
        (at + 1..self.ends.len()).find(|&to| self.ends[to]).unwrap()
    }

    /// Returns the end of a chunk: the first position that no word from within it spans, or the 256th position.
    fn chunk_end(&self, start: usize) -> usize {
        let mut reach = start;
        let mut end = start;
        for _ in 0..256 {
            let last = (self.ends.len() - 1).min(end + self.lexicon.longest);
            let mut words = (end + 1..=last).rev();
            let longest = words.find(|&to| self.cost(end, to).is_some());
            reach = reach.max(longest.unwrap_or(0));
            end = self.next_end(end);
            if end >= reach {
                break;
            }
        }
        end
    }

    /// Returns the best path through a chunk: of lowest cost, then with a dictionary word at the end, then with the
    /// shortest last word. Each word has a start, an end, and whether it is unknown.
    fn cheapest_path(&self, start: usize, end: usize) -> Vec<(usize, usize, bool)> {
        let mut best = HashMap::from([(start, (0, false, Reverse(start)))]);
        for to in (start + 1..=end).filter(|&to| self.ends[to]) {
            let first = start.max(to.saturating_sub(self.lexicon.longest));
            let from = |first: usize| (first..to).filter(|from| best.contains_key(from));
            let words = from(first).filter_map(|from| Some((from, self.cost(from, to)?, false)));
            let unknown = from(start).filter(|&from| self.next_end(from) == to);
            let unknown = unknown.map(|from| (from, self.lexicon.unknown_cost, true));
            let path = |(from, cost, is_unknown)| (best[&from].0 + cost, is_unknown, Reverse(from));
            if let Some(path) = words.chain(unknown).map(path).min() {
                best.insert(to, path);
            }
        }
        let mut words = Vec::new();
        let mut to = end;
        while to > start {
            let (_, is_unknown, Reverse(from)) = best[&to];
            words.push((from, to, is_unknown));
            to = from;
        }
        words.reverse();
        words
    }
}

/// Returns the words of a text, each in the form NFC.
fn composed_words(text: &str) -> Vec<String> {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let words = dictionary_words(text).map(|span| nfc.normalize(span.slice(text)).into_owned());
    words.collect()
}

/// Checks that the words of a text in both canonical normal forms are equal.
fn check_canonical(text: &str) {
    let nfc = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let nfd = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    assert!(composed_words(&nfd) == composed_words(&nfc), "{text:?}");
}

fn check(text: &str) {
    check_canonical(text);
    let found: Vec<(usize, usize)> = dictionary_words(text)
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(found, plain_words(text), "{text:?}");
}

/// Generates characters of one script, words of its dictionary, and other characters in between.
fn text_of(script: Script) -> impl Strategy<Value = String> {
    let mut words: Vec<&String> = Lexicon::of(script).costs.keys().collect();
    words.sort_unstable();
    let characters: Vec<String> = ('\0'..=char::MAX)
        .filter(|&character| script_of(character) == Some(script))
        .map(String::from)
        .collect();
    let marks: Vec<String> = "\u{200D}\u{301}\u{FE00}\u{E0100}\u{3099}\u{2060} a。ーアกກကក東"
        .chars()
        .map(String::from)
        .collect();
    let part = prop_oneof![
        6 => prop::sample::select(words.into_iter().cloned().collect::<Vec<_>>()),
        3 => prop::sample::select(characters.clone()),
        1 => (prop::sample::select(characters), 1_usize..6).prop_map(|(one, n)| one.repeat(n)),
        1 => prop::sample::select(marks),
    ];
    prop::collection::vec(part, 0..40).prop_map(|words| words.concat())
}

/// Generates text from few characters that form many words, so that words keep overlapping.
fn dense_text() -> impl Strategy<Value = String> {
    let alphabet = prop::sample::select(vec![
        "一二三人大日本中国",
        "ののはがいうしたい",
        "กาเมนรไัดี์่",
        "ກາເມນລໄັດີ່",
        "កាខនរ្ុំ",
        "ကာခန်ြု္",
    ]);
    (
        alphabet,
        prop::collection::vec(any::<prop::sample::Index>(), 0..700),
    )
        .prop_map(|(alphabet, picks)| {
            let alphabet: Vec<char> = alphabet.chars().collect();
            picks
                .iter()
                .map(|pick| alphabet[pick.index(alphabet.len())])
                .collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn chinese_and_japanese_words_equal_a_plain_reading(text in text_of(Script::Han)) {
        check(&text);
        // Compatibility ideographs are read as the unified ones.
        let nfc = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
        prop_assert_eq!(composed_words(&text), composed_words(&nfc));
    }

    #[test]
    fn thai_words_equal_a_plain_reading(text in text_of(Script::Thai)) {
        check(&text);
    }

    #[test]
    fn lao_words_equal_a_plain_reading(text in text_of(Script::Lao)) {
        check(&text);
    }

    #[test]
    fn khmer_words_equal_a_plain_reading(text in text_of(Script::Khmer)) {
        check(&text);
    }

    #[test]
    fn burmese_words_equal_a_plain_reading(text in text_of(Script::Myanmar)) {
        check(&text);
    }

    #[test]
    fn words_of_dense_text_equal_a_plain_reading(text in dense_text()) {
        check(&text);
    }

    #[test]
    fn words_of_a_run_cover_it_in_any_context(text in dense_text()) {
        // An extending character does not begin a run.
        let text = text.trim_start_matches(extends);
        let words: Vec<_> = dictionary_words(text).collect();
        prop_assert_eq!(words.first().map_or(0, |word| word.start), 0);
        prop_assert_eq!(words.last().map_or(0, |word| word.end), text.len());
        prop_assert!(words.windows(2).all(|pair| pair[0].end == pair[1].start));
        let around = format!("a {text}, {text}");
        let moved = |by: usize| words.iter().map(move |word| (word.start + by, word.end + by));
        let expected: Vec<_> = moved(2).chain(moved(text.len() + 4)).collect();
        let found: Vec<_> = dictionary_words(&around).map(|word| (word.start, word.end)).collect();
        prop_assert_eq!(found, expected);
    }
}

/// Returns a letter that begins a run.
fn letter_of(script: Script) -> Option<char> {
    let letters = [
        (Script::Han, '一'),
        (Script::Thai, 'ก'),
        (Script::Lao, 'ກ'),
        (Script::Khmer, 'ក'),
        (Script::Myanmar, 'က'),
    ];
    let found = letters.into_iter().find(|&(known, _)| known == script);
    found.map(|(_, letter)| letter)
}

#[test]
fn dictionary_characters_equal_the_scripts() {
    for character in '\0'..=char::MAX {
        let is_found = dictionary_words(character.encode_utf8(&mut [0; 4])).count() == 1;
        let begins = script_of(character).is_some() && !extends(character);
        assert_eq!(is_found, begins, "{character:?}");
        // After a letter of its script, an extending character belongs to the run.
        if let Some(letter) = script_of(character).and_then(letter_of) {
            let text = format!("{letter}{character}");
            let last = dictionary_words(&text).last().map(|word| word.end);
            assert_eq!(last, Some(text.len()), "{character:?}");
        }
    }
}

/// By UAX #29, none of the characters joins the one before unless it extends it. The exceptions are three iteration
/// marks, which the rules treat as letters.
#[test]
fn dictionary_characters_have_no_other_word_break_class() {
    let classes = CodePointMapData::<WordBreak>::new();
    let other =
        |&character: &char| !matches!(classes.get(character), WordBreak::Other | WordBreak::Extend);
    let characters = ('\0'..=char::MAX).filter(|&character| script_of(character).is_some());
    let others: String = characters.filter(other).collect();
    assert_eq!(others, "\u{3005}\u{303B}\u{16FE3}");
}

#[test]
fn long_runs_equal_a_plain_reading() {
    for part in [
        "一",
        "の",
        "日本",
        "東\u{E0100}京",
        "𠮷",
        "ก",
        "กา",
        "เแ",
        "ั่",
        "กั",
        "่้",
        "มากกกก",
        "ๆ",
        "ກາ",
        "្ក",
        "က္",
        "ကာ",
    ] {
        check(&part.repeat(1000));
    }
}

#[test]
fn a_megabyte_without_spaces_is_covered_in_linear_time() {
    for part in ["一", "日本語の", "ภาษาไทย", "ก", "ก่้", "𠮷"] {
        let text = part.repeat(1_000_000 / part.len());
        let n_bytes: usize = dictionary_words(&text)
            .map(lexicount::span::Span::len)
            .sum();
        assert_eq!(n_bytes, text.len());
    }
}

/// Reads the texts of a file of shared data, optionally of the given languages only.
fn texts(path: &Path, langs: &[&str]) -> Vec<String> {
    let is_wanted = |document: &serde_json::Value| {
        langs.is_empty() || langs.contains(&document["lang"].as_str().unwrap_or(""))
    };
    let decompressed = flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap());
    BufReader::new(decompressed)
        .lines()
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .filter(is_wanted)
        .map(|document: serde_json::Value| document["text"].as_str().unwrap().to_owned())
        .collect()
}

/// Files of real text, the languages read from them, and the number of texts.
const REAL_TEXTS: [(&str, &[&str], usize); 7] = [
    ("bitcoin-optech/optech-zh", &[], 426),
    ("bitcoin-optech/optech-ja", &[], 320),
    (
        "electron-docs-i18n/electron-docs-i18n",
        &["ja-JP", "zh-CN"],
        354,
    ),
    ("ud-pud/pud-zh-Hant", &[], 1000),
    ("ud-pud/pud-th", &[], 25),
    ("wisesight-thai/wisesight-words", &[], 1153),
    ("udhr/udhr", &[], 528),
];

#[test]
fn words_of_real_text_equal_a_plain_reading() {
    with_shared_data("words_of_real_text_equal_a_plain_reading", |data| {
        for (file, langs, n_texts) in REAL_TEXTS {
            let path = data.join(format!("corpora/{file}.jsonl.gz"));
            let texts = texts(&path, langs);
            assert_eq!(texts.len(), n_texts, "{file}");
            for text in texts {
                check(&text);
            }
        }
    });
}

/// The library takes the longest word from the start, while lexicount minimizes the total cost. Counting the
/// differences shows changes of either.
#[test]
fn the_number_of_differences_from_the_library_is_as_documented() {
    let library = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let rules = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let content = unicode("WordBreakDictionary.txt");
    let lines = content
        .lines()
        .map(|line| line.split('#').next().unwrap().trim_end());
    let (mut n_lines, mut n_different) = (0, 0);
    for line in lines.filter(|line| !line.is_empty() && !line.contains('\\')) {
        let text = line.replace('|', "");
        let mut ends = Vec::new();
        let mut at = 0;
        for word in dictionary_words(&text) {
            let between = rules.segment_str(&text[at..word.start]).skip(1);
            ends.extend(between.map(|end| at + end).chain([word.end]));
            at = word.end;
        }
        ends.extend(rules.segment_str(&text[at..]).skip(1).map(|end| at + end));
        let theirs: Vec<usize> = library.segment_str(&text).skip(1).collect();
        n_lines += 1;
        n_different += usize::from(ends != theirs);
    }
    assert_eq!((n_lines, n_different), (72, 9));
}
