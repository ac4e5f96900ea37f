//! Figures and addresses, found by their form.
//!
//! Each pattern is a regular expression in linear time with a rule that writes what it found in one normal form:
//! dates as ISO 8601 writes them, money as a currency code and an amount. "may", "march" and "second" by themselves are
//! never dates. Relative dates ("Friday", "last January") keep their words.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Label, Mention, Source};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

const MONTH: &str = "(?P<month>Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)";
const MONTH_IN_FULL: &str = "(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)";
const DAY: &str = "(?P<day>0?[1-9]|[12][0-9]|3[01])";
const YEAR: &str = "(?P<year>1[5-9][0-9]{2}|20[0-9]{2})";
const NUMBER: &str = "[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?";
const SCALE: &str = "thousand|million|billion|trillion|mn|bn|tn|m|k";
const WEEKDAY: &str = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";

/// The currencies that are recognised, by sign and by word.
const CURRENCIES: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("chf", "CHF"),
    ("rub", "RUB"),
    ("cny", "CNY"),
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("pound", "GBP"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("yuan", "CNY"),
    ("yen", "JPY"),
    ("rupee", "INR"),
    ("franc", "CHF"),
    ("hryvnia", "UAH"),
    ("krona", "SEK"),
    ("kronor", "SEK"),
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

struct Pattern {
    label: Label,
    form: Regex,
    /// The normal form, or `None` where the words only look like the thing.
    value: fn(&Captures<'_>) -> Option<String>,
}

/// Patterns look at about so many bytes at a time.
const BLOCK: usize = 1 << 15;

/// The figures and addresses in `text`, in order; where two overlap, the longer one.
pub(super) fn pattern_mentions(text: &str, workers: &Workers) -> Result<Vec<Mention>> {
    let mut mentions = Vec::new();
    for block in blocks(text, BLOCK) {
        workers.check()?;
        let in_block = |mut mention: Mention| {
            mention.span = mention.span.shifted(block.start);
            mention
        };
        let found = mentions_in(block.slice(text));
        mentions.extend(found.into_iter().map(in_block));
    }
    Ok(mentions)
}

fn mentions_in(text: &str) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = PATTERNS
        .iter()
        .flat_map(|pattern| pattern.mentions(text))
        .collect();
    // Stable: of two that are equally long the earlier pattern wins.
    mentions.sort_by_key(|mention| std::cmp::Reverse(mention.span.len()));
    super::finder::keep_disjoint(mentions)
}

/// Pieces of at least `length` bytes that end where no pattern goes on: after a line break, or between a full stop with
/// a space and a capital letter.
fn blocks(text: &str, length: usize) -> impl Iterator<Item = Span> + use<'_> {
    let bytes = text.as_bytes();
    let ends_block = |end: usize| {
        bytes[end - 1] == b'\n'
            || (bytes[end - 1] == b' '
                && bytes[end - 2] == b'.'
                && bytes.get(end).is_some_and(u8::is_ascii_uppercase))
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == bytes.len() {
            return None;
        }
        let least = start + length.max(2);
        let end = (least..bytes.len()).find(|&end| ends_block(end));
        let block = Span::new(start, end.unwrap_or(bytes.len()));
        start = block.end;
        Some(block)
    })
}

impl Pattern {
    fn new(label: Label, form: &str, value: fn(&Captures<'_>) -> Option<String>) -> Self {
        let form = Regex::new(form).expect("a constant pattern");
        Self { label, form, value }
    }

    fn mentions<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Mention> + 's {
        self.form.captures_iter(text).filter_map(|found| {
            // A group named "it" is the mention where the pattern needs to see what stands around it.
            let it = found.name("it").or_else(|| found.get(0))?;
            Some(Mention::new(
                Span::new(it.start(), it.end()),
                self.label.clone(),
                (self.value)(&found)?,
                Source::Pattern,
            ))
        })
    }
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let mut patterns = web_patterns();
    patterns.extend(date_patterns());
    patterns.extend(relative_patterns());
    patterns.extend(time_patterns());
    patterns.extend(number_patterns());
    patterns
});

fn web_patterns() -> Vec<Pattern> {
    vec![
        Pattern::new(
            Label::URL,
            "(?i)\\b(?P<it>(?:https?://|www\\.)[^\\s<>\"“”]*[^\\s<>\"“”.,;:!?'’)\\]])",
            |found| Some(found["it"].to_owned()),
        ),
        Pattern::new(
            Label::EMAIL,
            r"\b(?P<it>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\w{2,})\b",
            |found| Some(found["it"].to_lowercase()),
        ),
        Pattern::new(
            Label::HANDLE,
            r"(?:^|[^\w@./])(?P<it>@[A-Za-z0-9_]{2,30})\b",
            |found| Some(found["it"].to_lowercase()),
        ),
        Pattern::new(
            Label::HASHTAG,
            r"(?:^|[^\w&#/])(?P<it>#\w*\p{Alphabetic}\w*)",
            |found| Some(found["it"].to_lowercase()),
        ),
    ]
}

fn date_patterns() -> Vec<Pattern> {
    let ordinal = "(?:st|nd|rd|th)?";
    let forms = [
        format!(r"\b(?P<it>{YEAR}-(?P<digits>0[1-9]|1[0-2])-{DAY})(?:\b|T[0-9])"),
        format!(r"\b{DAY}{ordinal}(?: of)? {MONTH},? {YEAR}\b"),
        format!(r"\b{MONTH} {DAY}{ordinal},? {YEAR}\b"),
        format!(r"\b{MONTH},? {YEAR}\b"),
        format!(r"\b{DAY}{ordinal}(?: of)? {MONTH_IN_FULL}\b"),
        format!(r"\b{MONTH_IN_FULL} {DAY}{ordinal}\b"),
    ];
    let mut patterns: Vec<Pattern> = forms
        .iter()
        .map(|form| Pattern::new(Label::DATE, form, calendar_date))
        .collect();
    patterns.push(Pattern::new(
        Label::DATE,
        &format!(r"\b(?P<day>0?[1-9]|[12][0-9]|3[01])[./](?P<digits>0?[1-9]|1[0-2])[./]{YEAR}\b"),
        numeric_date,
    ));
    patterns.push(Pattern::new(
        Label::DATE,
        &format!(
            r"\b(?i:in|since|until|till|during|early|late|mid|of)[ -](?:early |late |mid-)?(?P<it>{MONTH_IN_FULL})\b"
        ),
        |found| Some(format!("--{:02}", month_number(&found["month"])?)),
    ));
    patterns.push(Pattern::new(
        Label::DATE,
        &format!(
            r"\b(?i:in|by|since|until|till|from|during|before|after|of|early|late|mid|around|through|and|to)[ -](?:early |late |mid-)?(?P<it>{YEAR})(?:[^\d,.%\w]|[.,](?:\D|$)|$)"
        ),
        calendar_date,
    ));
    patterns
}

fn relative_patterns() -> Vec<Pattern> {
    let forms = [
        format!(r"\b(?P<it>(?:(?i:last|next|this) )?(?:{WEEKDAY}))s?\b"),
        format!(r"\b(?P<it>(?i:last|next|this) {MONTH_IN_FULL})\b"),
        r"\b(?P<it>(?i:last|next|this) (?:week|weekend|month|quarter|year|decade|century|spring|summer|autumn|fall|winter))\b".to_owned(),
        r"\b(?P<it>(?i:today|yesterday|tomorrow))\b".to_owned(),
        r"\b(?P<it>(?:1[5-9]|20)[0-9]0s)\b".to_owned(),
    ];
    let relative =
        |form: &String| Pattern::new(Label::DATE, form, |found| Some(relative_date(&found["it"])));
    forms.iter().map(relative).collect()
}

/// The words in small letters, names of days and months capitalised.
fn relative_date(said: &str) -> String {
    let is_weekday = |word: &str| word.ends_with("day") && !matches!(word, "today" | "yesterday");
    let is_month = |word: &str| month_number(word).is_some() && word != "decade";
    let mut words = Vec::new();
    for word in said.to_lowercase().split_whitespace() {
        words.push(if is_weekday(word) || is_month(word) {
            capitalised(word)
        } else {
            word.to_owned()
        });
    }
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// ISO 8601, with as much as is known: 2024-03-23, 2021-08, 2015, --03-23.
fn calendar_date(found: &Captures<'_>) -> Option<String> {
    let month = match (found.name("month"), found.name("digits")) {
        (Some(word), _) => Some(month_number(word.as_str())?),
        (None, Some(digits)) => digits.as_str().parse().ok(),
        (None, None) => None,
    };
    let day = found.name("day").and_then(|day| day.as_str().parse().ok());
    iso_date(found.name("year").map(|year| year.as_str()), month, day)
}

/// Day first, as most of the world writes, unless only month first makes a date.
fn numeric_date(found: &Captures<'_>) -> Option<String> {
    let first: u32 = found["day"].parse().ok()?;
    let second: u32 = found["digits"].parse().ok()?;
    iso_date(Some(&found["year"]), Some(second), Some(first))
}

fn iso_date(year: Option<&str>, month: Option<u32>, day: Option<u32>) -> Option<String> {
    if let (Some(month), Some(day)) = (month, day)
        && day > days_in(month)
    {
        return None;
    }
    Some(match (year, month, day) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year}-{month:02}"),
        (Some(year), None, _) => year.to_owned(),
        (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        _ => return None,
    })
}

fn days_in(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn month_number(word: &str) -> Option<u32> {
    let begin = word.get(..3)?.to_ascii_lowercase();
    let place = MONTHS.iter().position(|&month| month == begin)?;
    u32::try_from(place + 1).ok()
}

fn time_patterns() -> Vec<Pattern> {
    let half = r"(?P<half>a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)";
    vec![
        Pattern::new(
            Label::TIME,
            &format!(
                r"\b(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?[ \u{{a0}}]?{half}"
            ),
            time_of_day,
        ),
        Pattern::new(
            Label::TIME,
            r"(?:^|[^\d:.])(?P<it>(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?)(?:[^\d:]|$)",
            time_of_day,
        ),
        Pattern::new(
            Label::TIME,
            &format!(r"\b(?P<hour>1[0-2]|0?[1-9])[ \u{{a0}}]?{half}"),
            time_of_day,
        ),
    ]
}

/// Hours and minutes of a day of 24 hours.
fn time_of_day(found: &Captures<'_>) -> Option<String> {
    let mut hour: u32 = found["hour"].parse().ok()?;
    let minute: u32 = found
        .name("minute")
        .map_or(Some(0), |minute| minute.as_str().parse().ok())?;
    if let Some(half) = found.name("half") {
        if hour > 12 {
            return None;
        }
        let afternoon = half.as_str().starts_with(['p', 'P']);
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    Some(format!("{hour:02}:{minute:02}"))
}

fn number_patterns() -> Vec<Pattern> {
    let signs = r"US\$|A\$|C\$|[$€£¥₹₽₴₩₺]|(?:USD|EUR|GBP|JPY|CHF|RUB|CNY)[ \u{a0}]";
    let words = "(?:US )?dollars?|euros?|pounds?|rubles?|roubles?|yuan|yen|rupees?|francs?|hryvnias?|kronor|krona|USD|EUR|GBP|JPY|CHF|RUB|CNY";
    vec![
        Pattern::new(
            Label::MONEY,
            &format!(
                r"(?P<currency>{signs})[ \u{{a0}}]?(?P<number>{NUMBER})(?:[ \u{{a0}}-]?(?P<scale>(?i:{SCALE}))\b)?"
            ),
            money,
        ),
        Pattern::new(
            Label::MONEY,
            &format!(
                r"\b(?P<number>{NUMBER})(?:[ \u{{a0}}](?P<scale>(?i:{SCALE})))?[ \u{{a0}}](?P<currency>(?i:{words}))\b"
            ),
            money,
        ),
        Pattern::new(
            Label::PERCENT,
            &format!(
                r"(?P<number>{NUMBER})(?:[ \u{{a0}}]?%|[ \u{{a0}}-](?i:percent|per cent|pct)\b)"
            ),
            |found| Some(format!("{}%", plain_number(&found["number"]))),
        ),
        Pattern::new(
            Label::ORDINAL,
            r"\b(?P<it>[0-9]+(?:st|nd|rd|th))\b",
            |found| Some(found["it"].to_owned()),
        ),
        Pattern::new(
            Label::CARDINAL,
            &format!(
                r"(?:^|[^\w.,@#/:+-])(?P<it>(?P<number>{NUMBER})(?:[ \u{{a0}}](?P<scale>thousand|million|billion|trillion)\b)?)(?:$|[^\w/:%]|[,.])"
            ),
            |found| {
                scaled(
                    &found["number"],
                    found.name("scale").map(|scale| scale.as_str()),
                )
            },
        ),
    ]
}

fn money(found: &Captures<'_>) -> Option<String> {
    let said = found["currency"].trim();
    let lower = said.to_lowercase();
    let lower = lower.strip_prefix("us ").unwrap_or(&lower);
    let (_, code) = CURRENCIES
        .iter()
        .find(|(known, _)| *known == said || lower.strip_suffix('s').unwrap_or(lower) == *known)?;
    let amount = scaled(
        &found["number"],
        found.name("scale").map(|scale| scale.as_str()),
    )?;
    Some(format!("{code} {amount}"))
}

/// A number without separators, times its scale: "2.5" and "million" are 2500000.
fn scaled(number: &str, scale: Option<&str>) -> Option<String> {
    let zeros = match scale.map(str::to_lowercase).as_deref() {
        None => 0,
        Some("thousand" | "k") => 3,
        Some("million" | "mn" | "m") => 6,
        Some("billion" | "bn") => 9,
        Some("trillion" | "tn") => 12,
        Some(_) => return None,
    };
    let plain = plain_number(number);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    // Digits move, so nothing is rounded.
    let mut digits = format!("{whole}{part:0<zeros$}");
    if part.len() > zeros {
        digits.insert(whole.len() + zeros, '.');
    }
    let shown = digits.trim_start_matches('0');
    Some(match shown.chars().next() {
        None => "0".into(),
        Some('.') => format!("0{shown}"),
        Some(_) => shown.to_owned(),
    })
}

fn plain_number(number: &str) -> String {
    number.replace(',', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let mentions = pattern_mentions(text, &Workers::serial()).unwrap();
        let found: Vec<_> = mentions
            .iter()
            .map(|mention| {
                (
                    mention.label.as_str(),
                    mention.span.slice(text),
                    mention.name.as_str(),
                )
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn dates() {
        check(
            "on 23 March 2024.",
            &[("DATE", "23 March 2024", "2024-03-23")],
        );
        check(
            "March 23, 2024",
            &[("DATE", "March 23, 2024", "2024-03-23")],
        );
        check(
            "2024-03-23T10:00",
            &[
                ("DATE", "2024-03-23", "2024-03-23"),
                ("TIME", "10:00", "10:00"),
            ],
        );
        check("2024-03-23", &[("DATE", "2024-03-23", "2024-03-23")]);
        check("in August 2021 that", &[("DATE", "August 2021", "2021-08")]);
        check("founded in 2015 by", &[("DATE", "2015", "2015")]);
        check("raid in 2020.", &[("DATE", "2020", "2020")]);
        check(
            "Last January, ISIS",
            &[("DATE", "Last January", "last January")],
        );
        check("on Friday evening", &[("DATE", "Friday", "Friday")]);
        check("the 5th of May", &[("DATE", "5th of May", "--05-05")]);
        check(
            "in early October, or since May",
            &[("DATE", "October", "--10"), ("DATE", "May", "--05")],
        );
        check("31/12/1999", &[("DATE", "31/12/1999", "1999-12-31")]);
        check("the 1990s", &[("DATE", "1990s", "1990s")]);
    }

    #[test]
    fn blocks_do_not_part_what_belongs_together() {
        let text = "On 23 March 2024. In May it cost $2.5 million. At 10:30 a.m. Bo left\nin 2021. Sept. 5, 2020.\n1,200. \
                    A 4.5% rise. @who. #tag. See https://ex.org. It is. A.B. C 7. Last Friday. X";
        let whole = mentions_in(text);
        assert!(whole.len() > 10);
        for length in 0..text.len() {
            let pieces: Vec<Span> = blocks(text, length).collect();
            let parts: Vec<Mention> = pieces
                .iter()
                .flat_map(|block| {
                    mentions_in(block.slice(text)).into_iter().map(|mut one| {
                        one.span = one.span.shifted(block.start);
                        one
                    })
                })
                .collect();
            assert_eq!(parts, whole, "{pieces:?}");
            assert_eq!(
                pieces.iter().map(|block| block.len()).sum::<usize>(),
                text.len()
            );
        }
    }

    #[test]
    fn ordinary_words_are_no_dates() {
        check("They may march a second time; May said so. March on!", &[]);
        check(
            "30 February 2024",
            &[
                ("CARDINAL", "30", "30"),
                ("DATE", "February 2024", "2024-02"),
            ],
        );
    }

    #[test]
    fn times() {
        check("at 10:30 a.m. sharp", &[("TIME", "10:30 a.m.", "10:30")]);
        check("at 18:45, then", &[("TIME", "18:45", "18:45")]);
        check("9 pm", &[("TIME", "9 pm", "21:00")]);
        check("12.15am", &[("TIME", "12.15am", "00:15")]);
    }

    #[test]
    fn money_and_percent() {
        check("$2.5 million", &[("MONEY", "$2.5 million", "USD 2500000")]);
        check("€300,000 or", &[("MONEY", "€300,000", "EUR 300000")]);
        check("£12m", &[("MONEY", "£12m", "GBP 12000000")]);
        check(
            "40 billion rubles",
            &[("MONEY", "40 billion rubles", "RUB 40000000000")],
        );
        check(
            "4.5%, 12 percent",
            &[
                ("PERCENT", "4.5%", "4.5%"),
                ("PERCENT", "12 percent", "12%"),
            ],
        );
    }

    #[test]
    fn numbers() {
        check("killed 84 people", &[("CARDINAL", "84", "84")]);
        check(
            "1,200; 3,000.50.",
            &[
                ("CARDINAL", "1,200", "1200"),
                ("CARDINAL", "3,000.50", "3000.50"),
            ],
        );
        check(
            "up to 1.5 million",
            &[("CARDINAL", "1.5 million", "1500000")],
        );
        check("COVID-19, G7, the 21st", &[("ORDINAL", "21st", "21st")]);
    }

    #[test]
    fn addresses() {
        check(
            "see https://ex.org/a?b=1.",
            &[("URL", "https://ex.org/a?b=1", "https://ex.org/a?b=1")],
        );
        check(
            "mail J.Doe@example.com!",
            &[("EMAIL", "J.Doe@example.com", "j.doe@example.com")],
        );
        check(
            "by @Meridian_1 #MoscowAttack",
            &[
                ("HANDLE", "@Meridian_1", "@meridian_1"),
                ("HASHTAG", "#MoscowAttack", "#moscowattack"),
            ],
        );
    }
}
