//! The words that the parsers know.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

/// The class of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    /// Any word outside the lexicon.
    Other,
    /// A token that begins with a digit.
    Digits,
    /// One to four letters and then a digit, such as "Rs500".
    Glued,
    /// A full month name, from 1 to 12.
    Month(i64),
    ShortMonth(i64),
    /// A full weekday name, from 0 for Monday.
    Weekday(i64),
    ShortWeekday(i64),
    /// One to nineteen.
    BelowTwenty(u32),
    /// Twenty to ninety.
    Tens(u32),
    Hundred,
    /// A power of ten from a thousand on, given by its exponent.
    Scale(u32),
    Dozen,
    /// "dozens", "hundreds": the number that the singular means.
    Plural(u64),
    /// "first" to "twentieth", and the tens up to "hundredth".
    Ordinal(u32),
    /// A word that can begin an expression: a set of the `grammar` bits to try.
    Trigger(u16),
}

/// The length of the longest word of the table, in bytes.
const MAX_LEN: usize = 13;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const OTHERS: &[(&str, WordClass)] = &[
    ("hundred", WordClass::Hundred),
    ("thousand", WordClass::Scale(3)),
    ("lakh", WordClass::Scale(5)),
    ("lakhs", WordClass::Scale(5)),
    ("million", WordClass::Scale(6)),
    ("crore", WordClass::Scale(7)),
    ("crores", WordClass::Scale(7)),
    ("billion", WordClass::Scale(9)),
    ("trillion", WordClass::Scale(12)),
    ("mn", WordClass::Scale(6)),
    ("bn", WordClass::Scale(9)),
    ("tn", WordClass::Scale(12)),
    ("mln", WordClass::Scale(6)),
    ("bln", WordClass::Scale(9)),
    ("trn", WordClass::Scale(12)),
    ("tln", WordClass::Scale(12)),
    ("dozen", WordClass::Dozen),
    ("tens", WordClass::Plural(10)),
    ("dozens", WordClass::Plural(12)),
    ("scores", WordClass::Plural(20)),
    ("hundreds", WordClass::Plural(100)),
    ("thousands", WordClass::Plural(1000)),
    ("millions", WordClass::Plural(1_000_000)),
    ("billions", WordClass::Plural(1_000_000_000)),
    ("trillions", WordClass::Plural(1_000_000_000_000)),
    ("thirtieth", WordClass::Ordinal(30)),
    ("fortieth", WordClass::Ordinal(40)),
    ("fiftieth", WordClass::Ordinal(50)),
    ("sixtieth", WordClass::Ordinal(60)),
    ("seventieth", WordClass::Ordinal(70)),
    ("eightieth", WordClass::Ordinal(80)),
    ("ninetieth", WordClass::Ordinal(90)),
    ("hundredth", WordClass::Ordinal(100)),
    ("sept", WordClass::ShortMonth(9)),
    ("tues", WordClass::ShortWeekday(1)),
    ("thur", WordClass::ShortWeekday(3)),
    ("thurs", WordClass::ShortWeekday(3)),
];

/// Bits for the grammars that a word can begin. Only these grammars are tried.
pub(super) mod grammars {
    pub(in crate::entities::detect::patterns) const RELATIVE: u16 = 1;
    pub(in crate::entities::detect::patterns) const AROUND_DOCUMENT_DATE: u16 = 1 << 1;
    pub(in crate::entities::detect::patterns) const AGE: u16 = 1 << 2;
    pub(in crate::entities::detect::patterns) const DURATION: u16 = 1 << 3;
    pub(in crate::entities::detect::patterns) const PART_OF_PERIOD: u16 = 1 << 4;
    pub(in crate::entities::detect::patterns) const BETWEEN: u16 = 1 << 5;
    pub(in crate::entities::detect::patterns) const SEASON: u16 = 1 << 6;
    pub(in crate::entities::detect::patterns) const QUARTER: u16 = 1 << 7;
    pub(in crate::entities::detect::patterns) const ERA: u16 = 1 << 8;
    pub(in crate::entities::detect::patterns) const TIME: u16 = 1 << 9;
    pub(in crate::entities::detect::patterns) const FRACTION: u16 = 1 << 10;
    pub(in crate::entities::detect::patterns) const NUMBER: u16 = 1 << 11;
    pub(in crate::entities::detect::patterns) const COORDINATES: u16 = 1 << 13;
    pub(in crate::entities::detect::patterns) const QUALIFIER: u16 = FRACTION | NUMBER | 1 << 12;
}

/// Words that can begin an expression.
const TRIGGERS: &[(&str, u16)] = &[
    (
        "at more less fewer no not up as over under above below nearly almost approximately roughly some close just \
         well estimated upwards approx ca",
        grammars::QUALIFIER,
    ),
    ("about around circa", grammars::QUALIFIER | grammars::TIME),
    (
        "a",
        grammars::NUMBER | grammars::FRACTION | grammars::DURATION,
    ),
    ("an", grammars::QUALIFIER | grammars::DURATION),
    (
        "half",
        grammars::NUMBER | grammars::FRACTION | grammars::DURATION,
    ),
    ("between", grammars::NUMBER | grammars::BETWEEN),
    ("several", grammars::NUMBER),
    (
        "today yesterday tomorrow tonight this recent day following same that weekend",
        grammars::RELATIVE,
    ),
    (
        "last next past previous coming",
        grammars::RELATIVE | grammars::AROUND_DOCUMENT_DATE,
    ),
    ("early earlier mid late later", grammars::PART_OF_PERIOD),
    ("spring summer autumn fall winter", grammars::SEASON),
    ("noon midnight", grammars::TIME),
    ("final", grammars::AROUND_DOCUMENT_DATE),
    ("latitude lat", grammars::COORDINATES),
    ("aged age", grammars::AGE),
    ("q1 q2 q3 q4 h1 h2", grammars::QUARTER),
    ("ad", grammars::ERA),
    ("us u.s au c hk nz nt r rs", grammars::NUMBER),
    ("n s", grammars::NUMBER | grammars::COORDINATES),
];

type Table = HashMap<Cow<'static, str>, WordClass, RandomState>;

/// The words with a bit filter over their hashes, which rejects nearly all other words without a lookup.
struct Lexicon {
    words: Table,
    filter: [u64; 64],
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Self {
        let mut words = Table::default();
        for &(keys, grammars) in TRIGGERS {
            let keys = keys.split_whitespace();
            words.extend(keys.map(|key| (key.into(), WordClass::Trigger(grammars))));
        }
        for code in super::currency::CODES.split_whitespace() {
            words.insert(
                code.to_ascii_lowercase().into(),
                WordClass::Trigger(grammars::NUMBER),
            );
        }
        let letters = super::currency::LETTERS
            .iter()
            .chain(super::currency::DOLLARS);
        for (letters, _) in letters {
            let key = letters.to_ascii_lowercase().into();
            words
                .entry(key)
                .or_insert(WordClass::Trigger(grammars::NUMBER));
        }
        for (n, month) in (1..).zip(MONTHS) {
            words.insert(month[..3].into(), WordClass::ShortMonth(n));
            words.insert(month.into(), WordClass::Month(n));
        }
        for (n, weekday) in (0..).zip(WEEKDAYS) {
            words.insert(weekday[..3].into(), WordClass::ShortWeekday(n));
            words.insert(format!("{weekday}s").into(), WordClass::Weekday(n));
            words.insert(weekday.into(), WordClass::Weekday(n));
        }
        words.extend(
            (1..)
                .zip(SMALL)
                .map(|(n, word)| (word.into(), WordClass::BelowTwenty(n))),
        );
        words.extend(
            (2..)
                .zip(TENS)
                .map(|(n, word)| (word.into(), WordClass::Tens(10 * n))),
        );
        words.extend(
            (1..)
                .zip(ORDINALS)
                .map(|(n, word)| (word.into(), WordClass::Ordinal(n))),
        );
        words.extend(OTHERS.iter().map(|&(word, class)| (word.into(), class)));
        let mut filter = [0; 64];
        for word in words.keys() {
            let (index, bit) = filter_bit(word.as_bytes());
            filter[index] |= bit;
        }
        Self { words, filter }
    }
}

/// Hashes the first letter, the last two letters and the length of a word to a bit of the filter.
fn filter_bit(word: &[u8]) -> (usize, u64) {
    let letter = |index: usize| usize::from(word[index] | 0x20) & 31;
    let (first, last) = (letter(0), letter(word.len() - 1));
    let before = letter(word.len().saturating_sub(2));
    let mixed = first * 797 + last * 89 + before * 1231 + word.len() * 367;
    ((mixed >> 6) & 63, 1 << (mixed & 63))
}

/// Returns the class of `word`.
pub(super) fn word_class(word: &str) -> WordClass {
    let bytes = word.as_bytes();
    match bytes {
        [] => return WordClass::Other,
        [first, ..] if first.is_ascii_digit() => return WordClass::Digits,
        _ if bytes.len() > MAX_LEN => return WordClass::Other,
        _ => {}
    }
    let (index, bit) = filter_bit(bytes);
    if LEXICON.filter[index] & bit == 0 {
        return glued_or_other(bytes);
    }
    let mut lower = [0; MAX_LEN];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower)
        .ok()
        .and_then(|lower| LEXICON.words.get(lower))
        .copied()
        .unwrap_or_else(|| glued_or_other(bytes))
}

/// The class of a word that is not in the table: it may be letters with a digit after the first one to four.
fn glued_or_other(word: &[u8]) -> WordClass {
    let is_glued =
        matches!(word, [b'A'..=b'Z', rest @ ..] if rest.iter().take(4).any(u8::is_ascii_digit));
    if is_glued {
        WordClass::Glued
    } else {
        WordClass::Other
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

impl TimeUnit {
    /// Returns the unit that a word names, in the singular or the plural.
    pub(super) fn of(word: &str) -> Option<Self> {
        const NAMES: [(&[&str], TimeUnit); 9] = [
            (&["second", "seconds", "sec", "secs"], TimeUnit::Second),
            (&["minute", "minutes", "min", "mins"], TimeUnit::Minute),
            (&["hour", "hours", "hr", "hrs"], TimeUnit::Hour),
            (&["day", "days"], TimeUnit::Day),
            (&["week", "weeks"], TimeUnit::Week),
            (&["month", "months"], TimeUnit::Month),
            (&["year", "years", "yr", "yrs"], TimeUnit::Year),
            (&["decade", "decades"], TimeUnit::Decade),
            (&["century", "centuries"], TimeUnit::Century),
        ];
        if !(2..=9).contains(&word.len()) {
            return None;
        }
        NAMES.iter().find_map(|(names, unit)| {
            names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(word))
                .then_some(*unit)
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year | Self::Decade | Self::Century => "year",
        }
    }
}
