//! What the recogniser looks at.

use std::ops::Range;

use super::hashing::{hash, mix, phrase};
use super::lexicon::{BEGINS, Known, Lexicon, N_COARSER};
use super::words::Words;

/// The most features of a word.
pub(super) const MOST: usize = 96;

/// What a word is by itself.
#[expect(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "what a word is, each by itself"
)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    lower: u64,
    known: Known,
    classes: [u16; N_COARSER],
    is_upper: bool,
    is_shouted: bool,
    is_word: bool,
    /// It hardly stands in a name, as far as can be told from the word alone.
    is_plain: bool,
    len: u8,
    /// The kind of the phrase of the lists that the word stands in, and its place there; 0 where it stands in none.
    phrase: u64,
    form: Form,
}

/// How a word is written; known of words near names only.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    surface: u64,
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 3],
}

/// Stands before the first and after the last word.
const OUTSIDE: Word = Word {
    lower: 1,
    known: Known { class: 0, lists: 0 },
    classes: [u16::MAX; N_COARSER],
    is_upper: false,
    is_shouted: false,
    is_word: false,
    is_plain: true,
    len: 0,
    phrase: 0,
    form: Form {
        surface: 1,
        shape: 1,
        prefixes: [1; 3],
        suffixes: [1; 3],
    },
};

/// In small letters, into `lower`; quotation marks are one.
fn fold<'b>(text: &str, lower: &'b mut String) -> &'b [u8] {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(text.chars().flat_map(char::to_lowercase));
    }
    if matches!(lower.as_str(), "``" | "''" | "“" | "”" | "„" | "«" | "»") {
        lower.clear();
        lower.push('"');
    }
    lower.as_bytes()
}

impl Word {
    fn new(text: &str, lexicon: &Lexicon, lower: &mut String) -> Self {
        let word = hash(fold(text, lower));
        let known = lexicon.get(word);
        let first = text.chars().next().unwrap_or(' ');
        let is_upper = first.is_uppercase();
        let is_word = first.is_alphanumeric();
        Self {
            lower: word,
            known,
            classes: lexicon.coarser(known.class),
            is_upper,
            is_shouted: is_upper && text.len() > 1 && !text.chars().any(char::is_lowercase),
            is_word,
            is_plain: !is_upper
                && (!is_word
                    || known.lists & CAPITAL == SELDOM
                    || text.bytes().all(|byte| byte.is_ascii_digit())),
            len: u8::try_from(text.len()).unwrap_or(u8::MAX),
            phrase: 0,
            form: Form::default(),
        }
    }
}

impl Form {
    fn new(text: &str, lower: &mut String) -> Self {
        let bytes = fold(text, lower);
        let end = |n: usize| hash(&bytes[bytes.len().saturating_sub(n)..]);
        let begin = |n: usize| hash(&bytes[..n.min(bytes.len())]);
        Self {
            surface: hash(text.as_bytes()),
            shape: shape(text),
            prefixes: [begin(2), begin(3), begin(4)],
            suffixes: [end(2), end(3), end(4)],
        }
    }
}

/// How fine classes are, by the number of their column.
const COARSE: usize = 0;
const MEDIUM: usize = 1;
const FINE: usize = 2;

/// Lists by what they are of; see `data/build_lexicon.py`.
const PERSONS: u16 = 0b1111;
const PLACES: u16 = 0b0001_0000_0111_0000;
const ORGANISATIONS: u16 = 0b11_1000_0000;

/// Two bits: how often the word is capitalised within sentences. 0 where that is unknown.
const CAPITAL: u16 = 0b1100_0000_0000;
/// Nearly never.
const SELDOM: u16 = 0b0100_0000_0000;

/// The lowest two bits tell the kind of a whole phrase.
const KIND: u16 = 3;

/// Marks the longest phrases of the lists.
fn mark_phrases(words: &mut [Word], lexicon: &Lexicon) {
    let mut start = 0;
    while start < words.len() {
        let mut best = (start + 1, 0);
        if words[start].known.lists & BEGINS != 0 {
            let mut hash = words[start].lower;
            for (end, word) in words.iter().enumerate().take(start + 8).skip(start + 1) {
                hash = phrase(hash, word.lower);
                let known = lexicon.get(hash).lists;
                if known & KIND != 0 {
                    best = (end + 1, known & KIND);
                }
                if known & BEGINS == 0 {
                    break;
                }
            }
        }
        if best.1 != 0 {
            let last = best.0 - start - 1;
            for (place, word) in words[start..best.0].iter_mut().enumerate() {
                let position = u64::from(place > 0) + 2 * u64::from(place == last);
                word.phrase = u64::from(best.1) * 4 + position;
            }
        }
        start = best.0;
    }
}

impl Word {
    /// True for capitalised words of some length, which mostly stand for one thing in a document.
    pub(super) fn may_agree(&self) -> bool {
        self.is_upper && self.len > 2
    }

    pub(super) fn surface(&self) -> u64 {
        self.form.surface
    }

    #[inline]
    fn class(&self, fineness: usize) -> u64 {
        u64::from(self.classes[fineness])
    }

    #[inline]
    fn lists(&self) -> u64 {
        u64::from(self.known.lists & !BEGINS)
    }

    /// Small, capitalised, or in capitals.
    #[inline]
    fn case(&self) -> u64 {
        u64::from(self.is_upper) + 2 * u64::from(self.is_shouted)
    }
}

/// Kinds of characters, runs of one kind shortened.
fn shape(text: &str) -> u64 {
    let mut shape = 0_u64;
    let mut last = (0, 0);
    for mark in text.chars().take(24) {
        let kind = if mark.is_uppercase() {
            1
        } else if mark.is_alphabetic() {
            2
        } else if mark.is_numeric() {
            3
        } else {
            4 + u64::from(u32::from(mark)) * 8
        };
        if last.0 == kind {
            last.1 += 1;
            if last.1 > 1 {
                continue;
            }
        } else {
            last = (kind, 0);
        }
        shape = mix(shape, kind);
    }
    shape
}

/// The words of one sentence with what stands around them.
pub(super) struct Sentence<'w> {
    words: &'w [Word],
    /// For each word the run of capitalised words that it stands in, or an empty range.
    runs: Vec<Range<usize>>,
    /// The same where small words such as "of" join runs.
    joined: Vec<Range<usize>>,
    style: u64,
}

/// The words of a text; forms are left out.
pub(super) fn read(text: &str, words: &Words, lexicon: &Lexicon) -> Vec<Word> {
    let mut lower = String::new();
    let mut found: Vec<Word> = words
        .spans
        .iter()
        .map(|span| Word::new(span.slice(text), lexicon, &mut lower))
        .collect();
    mark_phrases(&mut found, lexicon);
    found
}

/// Adds the forms of the words `places`.
pub(super) fn read_forms(text: &str, words: &Words, found: &mut [Word], places: Range<usize>) {
    let mut lower = String::new();
    for place in places {
        found[place].form = Form::new(words.spans[place].slice(text), &mut lower);
    }
}

/// The parts of a sentence that may hold names: runs of words, ascending and apart.
///
/// A word is passed over where it and both its neighbours are plain.
pub(super) fn segments(words: &[Word]) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_open = |place: usize| {
        let near = |place: Option<usize>| {
            place
                .and_then(|place| words.get(place))
                .is_some_and(|word| word.is_upper)
        };
        !words[place].is_plain
            || words[place].phrase != 0
            || near(place.checked_sub(1))
            || near(Some(place + 1))
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < words.len() && !is_open(start) {
            start += 1;
        }
        if start == words.len() {
            return None;
        }
        let mut end = start + 1;
        while end < words.len() && is_open(end) {
            end += 1;
        }
        let segment = start..end;
        start = end;
        Some(segment)
    })
}

impl<'w> Sentence<'w> {
    pub(super) fn new(words: &'w [Word]) -> Self {
        let mut runs = vec![0..0; words.len()];
        let mut start = 0;
        while start < words.len() {
            let mut end = start;
            while end < words.len() && words[end].is_upper {
                end += 1;
            }
            for run in &mut runs[start..end] {
                *run = start..end;
            }
            start = end.max(start + 1);
        }
        let joined = joined(words, &runs);
        let n_words = words.iter().filter(|word| word.is_word).count();
        let n_upper = words.iter().filter(|word| word.is_upper).count();
        let n_shouted = words.iter().filter(|word| word.is_shouted).count();
        let style = if n_words < 3 {
            0
        } else if n_shouted * 10 > n_words * 7 {
            1
        } else if n_upper * 10 > n_words * 7 {
            2
        } else if n_upper == 0 {
            3
        } else {
            4
        };
        Self {
            words,
            runs,
            joined,
            style,
        }
    }

    fn at(&self, place: usize, by: isize) -> &Word {
        place
            .checked_add_signed(by)
            .and_then(|place| self.words.get(place))
            .unwrap_or(&OUTSIDE)
    }

    /// Calls `found` with each feature of the word at `place`.
    #[inline]
    pub(super) fn features(&self, place: usize, mut found: impl FnMut(u64)) {
        let near = [-2, -1, 0, 1, 2].map(|by| self.at(place, by));
        let style = mix(self.style, u64::from(place == 0));
        word_features(near, style, &mut numbered(0, &mut found));
        class_features(near, style, &mut numbered(32, &mut found));
        list_features(near, style, &mut numbered(64, &mut found));
        self.run_features(place, style, &mut numbered(96, &mut found));
        self.joined_features(place, &mut numbered(128, &mut found));
    }

    /// The run of capitals that the word stands in, and what stands around the run.
    #[inline]
    fn run_features(&self, place: usize, style: u64, add: &mut impl FnMut(u64)) {
        let run = &self.runs[place];
        if run.is_empty() {
            let (before, after) = (self.at(place, -1), self.at(place, 1));
            let sides = mix(u64::from(before.is_upper), u64::from(after.is_upper));
            add(mix(sides, self.words[place].lower));
            return;
        }
        let from_start = (place - run.start).min(3) as u64;
        let from_end = (run.end - 1 - place).min(3) as u64;
        let position = mix(from_start, from_end);
        let (first, last) = (&self.words[run.start], &self.words[run.end - 1]);
        let (left, right) = (self.at(run.start, -1), self.at(run.end, 0));
        let (lefter, righter) = (self.at(run.start, -2), self.at(run.end, 1));
        add(0);
        add(mix(position, style));
        add(mix(last.lower, from_end));
        add(mix(last.class(FINE), from_end));
        add(mix(last.class(MEDIUM), position));
        add(mix(first.lower, from_start));
        add(mix(first.class(FINE), from_start));
        add(mix(left.lower, position));
        add(mix(right.lower, position));
        add(mix(left.class(MEDIUM), right.class(MEDIUM)));
        add(mix(left.class(FINE), position));
        add(mix(right.class(FINE), position));
        add(mix(mix(first.lists(), last.lists()), position));
        add(mix(left.lower, right.lower));
        add(mix(mix(lefter.lower, left.lower), from_start));
        add(mix(mix(right.lower, righter.lower), from_end));
        add(mix(mix(left.class(MEDIUM), first.class(MEDIUM)), position));
        add(mix(mix(right.class(MEDIUM), last.class(MEDIUM)), position));
    }

    /// The runs that small words join: "Bank of England".
    #[inline]
    fn joined_features(&self, place: usize, add: &mut impl FnMut(u64)) {
        let joined = &self.joined[place];
        if joined.len() <= self.runs[place].len() {
            return;
        }
        let head_end = self.runs[joined.start].end;
        let from_start = (place - joined.start).min(4) as u64;
        let from_end = (joined.end - 1 - place).min(4) as u64;
        let (first, last) = (&self.words[joined.start], &self.words[joined.end - 1]);
        let (head, joint) = (&self.words[head_end - 1], self.at(head_end, 0));
        let side = u64::from(place >= head_end) + 2 * u64::from(!self.runs[place].is_empty());
        add(mix(mix(head.lower, joint.lower), side));
        add(mix(mix(head.class(FINE), joint.lower), side));
        add(mix(mix(head.lists(), joint.lower), mix(last.lists(), side)));
        add(mix(
            mix(head.class(MEDIUM), joint.lower),
            mix(last.class(MEDIUM), side),
        ));
        add(mix(first.lower, from_start));
        add(mix(last.lower, from_end));
        add(mix(mix(joint.lower, from_start), from_end));
    }
}

/// Gives each value its number, from the one after `first` on, so that equal values of two kinds are two features.
#[inline]
fn numbered(first: u64, found: &mut impl FnMut(u64)) -> impl FnMut(u64) {
    let mut number = first;
    move |value| {
        number += 1;
        found(mix(value, number));
    }
}

/// The word, its neighbours, and how they are written.
#[inline]
fn word_features([bb, b, w, a, aa]: [&Word; 5], style: u64, add: &mut impl FnMut(u64)) {
    let up = w.case();
    add(w.lower);
    add(b.lower);
    add(a.lower);
    add(bb.lower);
    add(aa.lower);
    add(mix(b.lower, w.lower));
    add(mix(w.lower, a.lower));
    add(w.form.surface);
    add(w.form.shape);
    add(mix(b.form.shape, w.form.shape));
    add(mix(w.form.shape, a.form.shape));
    add(mix(mix(b.form.shape, w.form.shape), a.form.shape));
    add(mix(w.form.shape, style));
    add(mix(b.lower, w.form.shape));
    add(mix(a.lower, w.form.shape));
    for n in 0..3 {
        add(mix(w.form.prefixes[n], up));
        add(mix(w.form.suffixes[n], up));
    }
}

/// The classes of the word and its neighbours.
#[inline]
fn class_features([bb, b, w, a, aa]: [&Word; 5], style: u64, add: &mut impl FnMut(u64)) {
    let up = w.case();
    add(mix(u64::from(w.known.class), up));
    for fineness in [COARSE, MEDIUM, FINE] {
        add(mix(w.class(fineness), up));
    }
    for fineness in [MEDIUM, FINE] {
        add(mix(b.class(fineness), up));
        add(mix(a.class(fineness), up));
    }
    add(mix(b.class(MEDIUM), w.class(MEDIUM)));
    add(mix(w.class(MEDIUM), a.class(MEDIUM)));
    add(mix(b.class(MEDIUM), a.class(MEDIUM)));
    add(mix(mix(b.class(COARSE), w.class(COARSE)), a.class(COARSE)));
    add(bb.class(MEDIUM));
    add(aa.class(MEDIUM));
    add(mix(mix(bb.class(COARSE), b.class(COARSE)), up));
    add(mix(mix(aa.class(COARSE), a.class(COARSE)), up));
    add(mix(w.class(MEDIUM), style));
    add(mix(mix(b.class(MEDIUM), w.form.shape), a.form.shape));
    add(mix(mix(a.class(MEDIUM), w.form.shape), b.form.shape));
}

/// The lists that hold the word, its neighbours, and the phrase that it stands in.
#[inline]
fn list_features([_, b, w, a, _]: [&Word; 5], style: u64, add: &mut impl FnMut(u64)) {
    let up = w.case();
    let of = |word: &Word, lists: u16| u64::from(word.known.lists & lists);
    let three = |lists: u16| mix(mix(of(b, lists), of(w, lists)), of(a, lists));
    add(mix(w.lists(), up));
    add(mix(b.lists(), w.form.shape));
    add(mix(a.lists(), w.form.shape));
    add(mix(mix(b.lists(), w.lists()), up));
    add(mix(mix(a.lists(), w.lists()), up));
    add(mix(w.lists(), style));
    add(mix(of(w, PERSONS), up));
    add(mix(of(w, PLACES), up));
    add(mix(of(w, ORGANISATIONS), up));
    add(mix(of(w, CAPITAL), style));
    add(mix(three(PERSONS), up));
    add(mix(three(PLACES), up));
    add(mix(three(CAPITAL), w.form.shape));
    add(mix(w.phrase, up));
    add(mix(mix(b.phrase, w.phrase), mix(a.phrase, up)));
}

/// For each word the runs of capitals that small words join, where it stands in such.
fn joined(words: &[Word], runs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined = vec![0..0; words.len()];
    let mut start = 0;
    while start < words.len() {
        if runs[start].is_empty() {
            start += 1;
            continue;
        }
        let mut end = runs[start].end;
        loop {
            let gap = words[end..]
                .iter()
                .take(2)
                .take_while(|word| JOINTS.contains(&word.lower))
                .count();
            let next = end + gap;
            if gap == 0 || next >= words.len() || runs[next].is_empty() {
                break;
            }
            end = runs[next].end;
        }
        for place in &mut joined[start..end] {
            *place = start..end;
        }
        start = end;
    }
    joined
}

/// Words that join two runs of capitals to one name.
static JOINTS: std::sync::LazyLock<Vec<u64>> = std::sync::LazyLock::new(|| {
    [
        "of", "the", "for", "and", "&", "de", "la", "du", "des", "del", "al", "-", "–", "/", "on",
        "in", "'s", "’s", "y",
    ]
    .iter()
    .map(|word| hash(word.as_bytes()))
    .collect()
});
