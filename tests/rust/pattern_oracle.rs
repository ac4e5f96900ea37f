//! Pattern mentions compared with the values that they were rendered from: every format must parse to the same value.

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

/// Returns the only mention of a sentence around an expression; its span must be the whole expression.
fn only(expression: &str, date: Option<Date>) -> Mention {
    let text = format!("They said that {expression} was reported.");
    let mentions = find(&text, date);
    assert_eq!(mentions.len(), 1, "{text:?} {mentions:?}");
    assert_eq!(mentions[0].span.slice(&text), expression, "{mentions:?}");
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

const BELOW_TWENTY: [&str; 20] = [
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

/// Writes a number from 1 to 999,999,999,999 in English words.
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
    let index = |number: u64| usize::try_from(number).expect("a small number");
    if number < 20 {
        return BELOW_TWENTY[index(number)].to_owned();
    }
    let (tens, units) = (TENS[index(number / 10)], BELOW_TWENTY[index(number % 10)]);
    if units.is_empty() {
        tens.to_owned()
    } else {
        format!("{tens}-{units}")
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

fn date_formats(date: Date) -> Vec<String> {
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

/// Brute force: steps from day to day until the weekday matches.
fn next_weekday(from: Date, weekday: i64, step: i64) -> Date {
    let mut number = from.number().unwrap();
    loop {
        let day = Date::from_number(number).unwrap();
        if day.weekday() == Some(weekday) {
            return day;
        }
        number += step;
    }
}

/// Fragments that the grammars treat specially.
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

fn hostile_text() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec!["", " ", " ", " ", "-", ", "]);
    let fragment =
        prop_oneof![9 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => ".{0,3}"];
    let ending = prop_oneof![12 => Just(""), 1 => Just("'s"), 2 => Just("’s"), 1 => Just("’S")];
    prop::collection::vec((fragment, ending, separator), 0..25).prop_map(|fragments| {
        fragments
            .into_iter()
            .map(|(fragment, ending, separator)| fragment + ending + separator)
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn mentions_are_in_order_and_never_overlap(text in hostile_text(), date in proptest::option::of(day())) {
        let mut end = 0;
        for mention in find(&text, date) {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty(), "{mention:?}");
            prop_assert!(!mention.name.is_empty(), "{mention:?}");
            // A span that is not on a character boundary would panic here.
            let surface = mention.span.slice(&text);
            prop_assert_eq!(surface, surface.trim());
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
    fn paragraphs_are_parsed_independently(paragraphs in prop::collection::vec(hostile_text(), 1..4), date in proptest::option::of(day())) {
        let text = paragraphs.join("\n\n");
        let whole = find(&text, date);
        let mut separate = Vec::new();
        let mut start = 0;
        for paragraph in &paragraphs {
            separate.extend(find(paragraph, date).into_iter().map(|mut mention| {
                mention.span = mention.span.shifted(start);
                mention
            }));
            start += paragraph.len() + 2;
        }
        prop_assert_eq!(whole, separate);
    }

    #[test]
    fn rendered_dates_round_trip(date in day()) {
        for rendered in date_formats(date) {
            let mention = only(&rendered, None);
            // The day comes first unless only the month first is valid.
            prop_assert_eq!(mention.label.as_str(), "DATE");
            prop_assert_eq!(&mention.name, &date.to_string(), "{}", rendered);
            let value = mention.value.unwrap();
            prop_assert_eq!((value.first_day(), value.last_day()), (Some(date), Some(date)));
        }
    }

    #[test]
    fn rendered_numbers_round_trip(number in prop_oneof![2_u64..1000, 1000_u64..1_000_000, 1_000_000_u64..1_000_000_000_000]) {
        for rendered in [in_words(number), with_commas(number), number.to_string()] {
            if rendered.len() == 4 && rendered.parse().is_ok_and(|year: u64| (1000..2101).contains(&year)) {
                continue;
            }
            let mention = only(&rendered, None);
            prop_assert_eq!(mention.label.as_str(), "CARDINAL");
            prop_assert_eq!(&mention.name, &number.to_string(), "{}", rendered);
        }
    }

    #[test]
    fn rendered_money_round_trips(tenths in 1_u64..100_000, code in prop::sample::select(vec![("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("CHF ", "CHF")])) {
        let (sign, code) = code;
        let number = format!("{}.{}", tenths / 10, tenths % 10);
        let millions = format!("{code} {}", tenths * 100_000);
        for scale in [" million", "m", "mn", "-million"] {
            let mention = only(&format!("{sign}{number}{scale}"), None);
            prop_assert_eq!(&mention.name, &millions);
            let value = mention.value.unwrap();
            prop_assert_eq!(value.unit(), Some(code));
        }
        prop_assert_eq!(only(&format!("{number} million {code}"), None).name, millions);
    }

    #[test]
    fn weekdays_resolve_to_the_closest_day(date in day(), weekday in 0_i64..7) {
        let name = WEEKDAYS[usize::try_from(weekday).unwrap()];
        let shifted = |days: i64| Date::from_number(date.number().unwrap() + days).unwrap();
        for (rendered, expected) in [
            (name.to_owned(), next_weekday(date, weekday, -1)),
            (format!("last {name}"), next_weekday(shifted(-1), weekday, -1)),
            (format!("next {name}"), next_weekday(shifted(1), weekday, 1)),
            (format!("this {name}"), next_weekday(date, weekday, 1)),
        ] {
            prop_assert_eq!(only(&rendered, Some(date)).name, expected.to_string(), "{}", rendered);
        }
    }

    #[test]
    fn days_ago_are_subtracted(date in day(), n in 1_i64..400) {
        let target = Date::from_number(date.number().unwrap() - n).unwrap();
        prop_assert_eq!(only(&format!("{n} days ago"), Some(date)).name, target.to_string());
        let words = in_words(n.unsigned_abs());
        let rendered = format!("{words} {} ago", if n == 1 { "day" } else { "days" });
        prop_assert_eq!(only(&rendered, Some(date)).name, target.to_string());
    }

    /// A day and a month without a year resolve to a date at most half a year away, and to the side of the verb.
    #[test]
    fn days_without_a_year_resolve_to_the_nearest(date in day(), other in day()) {
        let (month, number) = (other.month().unwrap(), other.day().unwrap());
        prop_assume!((month, number) != (2, 29));
        let rendered = format!("{number} {}", MONTHS[usize::try_from(month - 1).unwrap()]);
        for (sentence, earliest, latest) in [
            ("The march of", -183, 183),
            ("It was shut on", -366, 3),
            ("It will open on", -3, 366),
        ] {
            let mentions = find(&format!("{sentence} {rendered}"), Some(date));
            let resolved = mentions[0].value.as_ref().unwrap().first_day().unwrap();
            prop_assert_eq!((resolved.month(), resolved.day()), (other.month(), other.day()));
            let days = resolved.number().unwrap() - date.number().unwrap();
            prop_assert!((earliest..=latest).contains(&days), "{} {} {}", sentence, resolved, date);
        }
    }
}
