//! Figures against what they were made from: a value rendered in many forms is read back as it was.

use lexicount::corpus::Date;
use lexicount::entities::{EntityFinder, FinderConfig, Mention};
use proptest::prelude::*;

fn find(text: &str, date: Option<Date>) -> Vec<Mention> {
    let config = FinderConfig {
        gazetteer: false,
        ..FinderConfig::default()
    };
    EntityFinder::new(config, None, None)
        .find_dated(text, date)
        .mentions()
        .to_vec()
}

/// The one mention of a sentence around a figure, which must be the whole figure.
fn only(figure: &str, date: Option<Date>) -> Mention {
    let text = format!("They said that {figure} was told.");
    let mentions = find(&text, date);
    assert_eq!(mentions.len(), 1, "{text:?} {mentions:?}");
    assert_eq!(mentions[0].span.slice(&text), figure, "{mentions:?}");
    mentions[0].clone()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SMALL: [&str; 20] = [
    "",
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

const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// English words of a number from 1 to 999,999,999,999.
fn in_words(number: u64) -> String {
    for (one, name) in [
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ] {
        if number >= one {
            let rest = number % one;
            let and = if rest > 0 && rest < 100 { " and " } else { " " };
            let head = format!("{} {name}", in_words(number / one));
            return if rest == 0 {
                head
            } else {
                head + and + &in_words(rest)
            };
        }
    }
    let place = |number: u64| usize::try_from(number).expect("a small number");
    if number < 20 {
        return SMALL[place(number)].to_owned();
    }
    let (tens, small) = (TENS[place(number / 10)], SMALL[place(number % 10)]);
    if small.is_empty() {
        tens.to_owned()
    } else {
        format!("{tens}-{small}")
    }
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn day() -> impl Strategy<Value = Date> {
    // From the year 1900 to 2049.
    (693_595_i64..748_383).prop_map(|number| Date::from_number(number).expect("a day"))
}

fn ordinal(day: i64) -> String {
    let ending = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

fn forms_of(date: Date) -> Vec<String> {
    let (year, month, day) = (date.year(), date.month().unwrap(), date.day().unwrap());
    let name = MONTHS[usize::try_from(month - 1).unwrap()];
    let weekday = WEEKDAYS[usize::try_from(date.weekday().unwrap()).unwrap()];
    let nth = ordinal(day);
    vec![
        date.to_string(),
        format!("{day} {name} {year}"),
        format!("{name} {day}, {year}"),
        format!("{name} {nth}, {year}"),
        format!("{nth} of {name} {year}"),
        format!("{nth} {name}, {year}"),
        format!("{} {day}, {year}", &name[..3]),
        format!("{day} {} {year}", &name[..3]),
        format!("{weekday}, {day} {name} {year}"),
        format!("{weekday} {name} {day}, {year}"),
        format!("{day:02}/{month:02}/{year}"),
        format!("{day}.{month}.{year}"),
        format!("{year}/{month:02}/{day:02}"),
    ]
}

/// The brute force: day after day until the weekday fits.
fn walk(from: Date, weekday: i64, step: i64) -> Date {
    let mut number = from.number().unwrap();
    loop {
        let day = Date::from_number(number).unwrap();
        if day.weekday() == Some(weekday) {
            return day;
        }
        number += step;
    }
}

/// Pieces that the grammars treat in special ways.
const FRAGMENTS: &[&str] = &[
    "23",
    "March",
    "2024",
    "2024-03-23T10:00",
    "10:30",
    "p.m.",
    "at least",
    "up to",
    "more than",
    "between",
    "and",
    "or",
    "to",
    "of",
    "the",
    "a",
    "an",
    "half",
    "one",
    "two",
    "hundred",
    "million",
    "dozens",
    "tens",
    "thousands",
    "thirds",
    "second",
    "third",
    "first",
    "quarter",
    "$",
    "US$",
    "€",
    "%",
    "°",
    "+",
    "-",
    "–",
    "(",
    ")",
    "/",
    ":",
    ",",
    ".",
    "1,200",
    "2.5m",
    "5km",
    "21st",
    "1990s",
    "90s",
    "years",
    "old",
    "ago",
    "aged",
    "hours",
    "last",
    "next",
    "past",
    "this",
    "Friday",
    "May",
    "may",
    "early",
    "mid",
    "km",
    "per hour",
    "square",
    "percent",
    "dollars",
    "pounds",
    "cents",
    "@",
    "#",
    "a@b.org",
    "https://x.org",
    "+44 20 7946 0958",
    "202-555-0143",
    "34.5553, 69.2075",
    "34°31′N 69°11′E",
    "noon",
    "o'clock",
    "GMT",
    "local time",
    "BC",
    "AD",
    "century",
    "Q1",
    "'s",
    "’s",
    "é",
    "e\u{301}",
    "\u{200D}",
    "東京",
    "\u{0}",
    "\u{FFFD}",
    "\n",
    "\n\n",
    "\u{a0}",
    "99999999999999999999999999",
    "0",
    "٣",
    "²",
    "will",
    "yesterday",
];

fn nasty() -> impl Strategy<Value = String> {
    let gap = prop::sample::select(vec!["", " ", " ", " ", "-", ", "]);
    let piece =
        prop_oneof![9 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => ".{0,3}"];
    let ending = prop_oneof![12 => Just(""), 1 => Just("'s"), 2 => Just("’s"), 1 => Just("’S")];
    prop::collection::vec((piece, ending, gap), 0..25).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(piece, ending, gap)| piece + ending + gap)
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn figures_stand_in_order_and_never_overlap(text in nasty(), date in proptest::option::of(day())) {
        let mut end = 0;
        for mention in find(&text, date) {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty(), "{mention:?}");
            prop_assert!(!mention.name.is_empty(), "{mention:?}");
            // A span off a boundary would panic here.
            let said = mention.span.slice(&text);
            prop_assert_eq!(said, said.trim());
            end = mention.span.end;
            if let Some(value) = &mention.value {
                let ordered = value.first_day() <= value.last_day();
                prop_assert!(ordered, "{mention:?}");
                let within = value.low().is_none_or(|low| Some(low) <= value.best())
                    && value.high().is_none_or(|high| value.best() <= Some(high));
                prop_assert!(within, "{mention:?}");
            }
        }
    }

    #[test]
    fn paragraphs_stand_for_themselves(paragraphs in prop::collection::vec(nasty(), 1..4), date in proptest::option::of(day())) {
        let text = paragraphs.join("\n\n");
        let whole = find(&text, date);
        let mut parts = Vec::new();
        let mut start = 0;
        for paragraph in &paragraphs {
            parts.extend(find(paragraph, date).into_iter().map(|mut mention| {
                mention.span = mention.span.shifted(start);
                mention
            }));
            start += paragraph.len() + 2;
        }
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn dates_are_read_back(date in day()) {
        for form in forms_of(date) {
            let read = only(&form, None);
            // Day first wherever that makes a date.
            prop_assert_eq!(read.label.as_str(), "DATE");
            prop_assert_eq!(&read.name, &date.to_string(), "{}", form);
            let value = read.value.unwrap();
            prop_assert_eq!((value.first_day(), value.last_day()), (Some(date), Some(date)));
        }
    }

    #[test]
    fn numbers_are_read_back(number in prop_oneof![2_u64..1000, 1000_u64..1_000_000, 1_000_000_u64..1_000_000_000_000]) {
        for form in [in_words(number), with_commas(number), number.to_string()] {
            if form.len() == 4 && form.parse().is_ok_and(|year: u64| (1000..2101).contains(&year)) {
                continue;
            }
            let read = only(&form, None);
            prop_assert_eq!(read.label.as_str(), "CARDINAL");
            prop_assert_eq!(&read.name, &number.to_string(), "{}", form);
        }
    }

    #[test]
    fn money_is_read_back(tenths in 1_u64..100_000, code in prop::sample::select(vec![("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("CHF ", "CHF")])) {
        let (sign, code) = code;
        let number = format!("{}.{}", tenths / 10, tenths % 10);
        let millions = format!("{code} {}", tenths * 100_000);
        for scale in [" million", "m", "mn", "-million"] {
            let read = only(&format!("{sign}{number}{scale}"), None);
            prop_assert_eq!(&read.name, &millions);
            let value = read.value.unwrap();
            prop_assert_eq!(value.unit(), Some(code));
        }
        prop_assert_eq!(only(&format!("{number} million {code}"), None).name, millions);
    }

    #[test]
    fn weekdays_are_those_beside_the_date(date in day(), weekday in 0_i64..7) {
        let name = WEEKDAYS[usize::try_from(weekday).unwrap()];
        let shifted = |days: i64| Date::from_number(date.number().unwrap() + days).unwrap();
        for (form, expected) in [
            (name.to_owned(), walk(date, weekday, -1)),
            (format!("last {name}"), walk(shifted(-1), weekday, -1)),
            (format!("next {name}"), walk(shifted(1), weekday, 1)),
            (format!("this {name}"), walk(date, weekday, 1)),
        ] {
            prop_assert_eq!(only(&form, Some(date)).name, expected.to_string(), "{}", form);
        }
    }

    #[test]
    fn days_ago_are_counted(date in day(), n in 1_i64..400) {
        let there = Date::from_number(date.number().unwrap() - n).unwrap();
        prop_assert_eq!(only(&format!("{n} days ago"), Some(date)).name, there.to_string());
        let words = in_words(n.unsigned_abs());
        let form = format!("{words} {} ago", if n == 1 { "day" } else { "days" });
        prop_assert_eq!(only(&form, Some(date)).name, there.to_string());
    }

    /// A day and a month without a year are at most half a year away.
    #[test]
    fn days_without_a_year_are_the_nearest(date in day(), other in day()) {
        let (month, number) = (other.month().unwrap(), other.day().unwrap());
        prop_assume!((month, number) != (2, 29));
        let form = format!("{number} {}", MONTHS[usize::try_from(month - 1).unwrap()]);
        let read = only(&form, Some(date)).value.unwrap().first_day().unwrap();
        prop_assert_eq!((read.month(), read.day()), (other.month(), other.day()));
        let distance = (read.number().unwrap() - date.number().unwrap()).abs();
        prop_assert!(distance <= 183, "{read} {date}");
    }
}
