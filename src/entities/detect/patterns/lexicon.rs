//! The words that grammars know.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

/// What a word is to grammars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    /// No word that a grammar knows.
    Plain,
    /// Begins with a digit.
    Digits,
    /// A month in full, from 1 on.
    Month(i64),
    ShortMonth(i64),
    /// A day of the week in full, Monday being 0.
    Weekday(i64),
    ShortWeekday(i64),
    /// One to nineteen.
    Small(u32),
    /// Twenty to ninety.
    Tens(u32),
    Hundred,
    /// A power of ten from a thousand on, by its zeros.
    Scale(u32),
    Dozen,
    /// "dozens", "hundreds": what one of them is.
    Many(u64),
    /// "first" to "twentieth", and the tens.
    Ordinal(u32),
    /// A word with which something may begin: which grammars try.
    Key(u16),
}

/// The longest word of the table.
const LONGEST: usize = 13;

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

const OTHERS: &[(&str, Lex)] = &[
    ("hundred", Lex::Hundred),
    ("thousand", Lex::Scale(3)),
    ("lakh", Lex::Scale(5)),
    ("lakhs", Lex::Scale(5)),
    ("million", Lex::Scale(6)),
    ("crore", Lex::Scale(7)),
    ("crores", Lex::Scale(7)),
    ("billion", Lex::Scale(9)),
    ("trillion", Lex::Scale(12)),
    ("mn", Lex::Scale(6)),
    ("bn", Lex::Scale(9)),
    ("tn", Lex::Scale(12)),
    ("dozen", Lex::Dozen),
    ("tens", Lex::Many(10)),
    ("dozens", Lex::Many(12)),
    ("scores", Lex::Many(20)),
    ("hundreds", Lex::Many(100)),
    ("thousands", Lex::Many(1000)),
    ("millions", Lex::Many(1_000_000)),
    ("billions", Lex::Many(1_000_000_000)),
    ("trillions", Lex::Many(1_000_000_000_000)),
    ("thirtieth", Lex::Ordinal(30)),
    ("fortieth", Lex::Ordinal(40)),
    ("fiftieth", Lex::Ordinal(50)),
    ("sixtieth", Lex::Ordinal(60)),
    ("seventieth", Lex::Ordinal(70)),
    ("eightieth", Lex::Ordinal(80)),
    ("ninetieth", Lex::Ordinal(90)),
    ("hundredth", Lex::Ordinal(100)),
    ("sept", Lex::ShortMonth(9)),
    ("tues", Lex::ShortWeekday(1)),
    ("thur", Lex::ShortWeekday(3)),
    ("thurs", Lex::ShortWeekday(3)),
];

/// What may begin with a word: sets of grammars, so that a word costs only those that it can begin.
pub(super) mod begins {
    pub(in crate::entities::detect::patterns) const RELATIVE: u16 = 1;
    pub(in crate::entities::detect::patterns) const AROUND_TODAY: u16 = 1 << 1;
    pub(in crate::entities::detect::patterns) const AGE: u16 = 1 << 2;
    pub(in crate::entities::detect::patterns) const LENGTH: u16 = 1 << 3;
    pub(in crate::entities::detect::patterns) const PART: u16 = 1 << 4;
    pub(in crate::entities::detect::patterns) const BETWEEN: u16 = 1 << 5;
    pub(in crate::entities::detect::patterns) const SEASON: u16 = 1 << 6;
    pub(in crate::entities::detect::patterns) const QUARTER: u16 = 1 << 7;
    pub(in crate::entities::detect::patterns) const ERA: u16 = 1 << 8;
    pub(in crate::entities::detect::patterns) const TIME: u16 = 1 << 9;
    pub(in crate::entities::detect::patterns) const FRACTION: u16 = 1 << 10;
    pub(in crate::entities::detect::patterns) const NUMBER: u16 = 1 << 11;
    pub(in crate::entities::detect::patterns) const QUALIFIER: u16 = FRACTION | NUMBER | 1 << 12;
}

/// Words with which something may begin.
const KEYS: &[(&str, u16)] = &[
    (
        "at more less fewer no not up as over under above below nearly almost approximately roughly some close just \
         well estimated upwards approx ca",
        begins::QUALIFIER,
    ),
    ("about around circa", begins::QUALIFIER | begins::TIME),
    ("a", begins::NUMBER | begins::FRACTION | begins::LENGTH),
    ("an", begins::QUALIFIER | begins::LENGTH),
    ("half", begins::NUMBER | begins::FRACTION | begins::LENGTH),
    ("between", begins::NUMBER | begins::BETWEEN),
    ("several", begins::NUMBER),
    (
        "today yesterday tomorrow tonight this recent day",
        begins::RELATIVE,
    ),
    (
        "last next past previous coming",
        begins::RELATIVE | begins::AROUND_TODAY,
    ),
    ("early earlier mid late later", begins::PART),
    ("spring summer autumn fall winter", begins::SEASON),
    ("noon midnight", begins::TIME),
    ("aged age", begins::AGE),
    ("q1 q2 q3 q4", begins::QUARTER),
    ("ad", begins::ERA),
    ("us u.s au c hk nz nt s r rs", begins::NUMBER),
];

type Table = HashMap<Cow<'static, str>, Lex, RandomState>;

/// The words, and a set of their signatures, which turns away nearly all others at once.
struct Lexicon {
    words: Table,
    signatures: [u64; 64],
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    fn new() -> Self {
        let mut words = Table::default();
        for &(keys, grammars) in KEYS {
            let keys = keys.split_whitespace();
            words.extend(keys.map(|key| (key.into(), Lex::Key(grammars))));
        }
        for code in super::currency::CODES.split_whitespace() {
            words.insert(code.to_ascii_lowercase().into(), Lex::Key(begins::NUMBER));
        }
        for (n, month) in (1..).zip(MONTHS) {
            words.insert(month[..3].into(), Lex::ShortMonth(n));
            words.insert(month.into(), Lex::Month(n));
        }
        for (n, weekday) in (0..).zip(WEEKDAYS) {
            words.insert(weekday[..3].into(), Lex::ShortWeekday(n));
            words.insert(format!("{weekday}s").into(), Lex::Weekday(n));
            words.insert(weekday.into(), Lex::Weekday(n));
        }
        words.extend(
            (1..)
                .zip(SMALL)
                .map(|(n, word)| (word.into(), Lex::Small(n))),
        );
        words.extend(
            (2..)
                .zip(TENS)
                .map(|(n, word)| (word.into(), Lex::Tens(10 * n))),
        );
        words.extend(
            (1..)
                .zip(ORDINALS)
                .map(|(n, word)| (word.into(), Lex::Ordinal(n))),
        );
        words.extend(OTHERS.iter().map(|&(word, lex)| (word.into(), lex)));
        let mut signatures = [0; 64];
        for word in words.keys() {
            let (place, bit) = signature(word.as_bytes());
            signatures[place] |= bit;
        }
        Self { words, signatures }
    }
}

/// By the first letter, the last two, and the length.
fn signature(word: &[u8]) -> (usize, u64) {
    let letter = |place: usize| usize::from(word[place] | 0x20) & 31;
    let (first, last) = (letter(0), letter(word.len() - 1));
    let before = letter(word.len().saturating_sub(2));
    let mixed = first * 797 + last * 89 + before * 1231 + word.len() * 367;
    ((mixed >> 6) & 63, 1 << (mixed & 63))
}

/// What `word` is to grammars.
pub(super) fn lex(word: &str) -> Lex {
    let bytes = word.as_bytes();
    match bytes {
        [] => return Lex::Plain,
        [first, ..] if first.is_ascii_digit() => return Lex::Digits,
        _ if bytes.len() > LONGEST => return Lex::Plain,
        _ => {}
    }
    let (place, bit) = signature(bytes);
    if LEXICON.signatures[place] & bit == 0 {
        return Lex::Plain;
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower)
        .ok()
        .and_then(|lower| LEXICON.words.get(lower))
        .copied()
        .unwrap_or(Lex::Plain)
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
    /// The unit that a word names, in the singular or the plural.
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
