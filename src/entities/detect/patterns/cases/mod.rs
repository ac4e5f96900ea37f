//! Minimal texts with the expected mentions, and texts without any.

mod amounts;
mod tense;
mod time;
mod values;

use super::pattern_mentions;
use crate::corpus::Date;
use crate::entities::detect::text_words::TextWords;
use crate::entities::mentions::{Mention, Value};
use crate::parallel::Workers;

type Row<'a> = (&'a str, &'a str, &'a str);

fn mentions(text: &str, date: Option<Date>) -> Vec<Mention> {
    let workers = Workers::serial();
    let words = TextWords::new(text, &workers).unwrap();
    pattern_mentions(&words, date, &workers).unwrap()
}

fn found(text: &str, date: Option<Date>) -> Vec<(String, String, String, Option<Value>)> {
    let row = |mention: Mention| {
        let surface = mention.span.slice(text).to_owned();
        (
            mention.label.as_str().to_owned(),
            surface,
            mention.name,
            mention.value,
        )
    };
    mentions(text, date).into_iter().map(row).collect()
}

fn rows(found: &[(String, String, String, Option<Value>)]) -> Vec<Row<'_>> {
    found
        .iter()
        .map(|(label, surface, name, _)| (label.as_str(), surface.as_str(), name.as_str()))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[Row<'_>]) {
    assert_eq!(rows(&found(text, None)), expected, "{text:?}");
}

/// Checks that each text contains exactly one mention, with this label, surface form and normal form.
#[track_caller]
fn check_each(label: &str, cases: &[(&str, &str, &str)]) {
    for (text, surface, name) in cases {
        check(text, &[(label, surface, name)]);
    }
}

#[track_caller]
fn check_none(texts: &[&str]) {
    for text in texts {
        check(text, &[]);
    }
}

/// A sentence like those of the seed documents.
#[test]
fn a_news_report_is_parsed() {
    let text = "ISIS Khorasan saw its fighters decline by almost half by 2021. An attack in August 2021 killed 13 soldiers \
                and up to 170 civilians. Last January, it killed 84 people. On Friday evening 115 died.";
    let found = found(text, Date::parse("2024-03-23"));
    assert_eq!(
        rows(&found),
        [
            ("CARDINAL", "almost half", "~1/2"),
            ("DATE", "2021", "2021"),
            ("DATE", "August 2021", "2021-08"),
            ("CARDINAL", "13", "13"),
            ("CARDINAL", "up to 170", "<=170"),
            ("DATE", "Last January", "2024-01"),
            ("CARDINAL", "84", "84"),
            ("DATE", "Friday", "2024-03-22"),
            ("CARDINAL", "115", "115"),
        ]
    );
}
