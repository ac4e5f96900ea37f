//! Minimal texts and what is found in them; texts in which nothing may be found.

use super::pattern_mentions;
use crate::corpus::Date;
use crate::entities::Value;
use crate::entities::pieces::{Piece, pieces};
use crate::parallel::Workers;

type Row<'a> = (&'a str, &'a str, &'a str);

fn found(text: &str, date: Option<Date>) -> Vec<(String, String, String, Option<Value>)> {
    let words: Vec<Piece<'_>> = pieces(text).collect();
    let mentions = pattern_mentions(text, &words, date, &Workers::serial()).unwrap();
    let row = |mention: crate::entities::Mention| {
        let said = mention.span.slice(text).to_owned();
        (
            mention.label.as_str().to_owned(),
            said,
            mention.name,
            mention.value,
        )
    };
    mentions.into_iter().map(row).collect()
}

fn rows(found: &[(String, String, String, Option<Value>)]) -> Vec<Row<'_>> {
    found
        .iter()
        .map(|(label, said, name, _)| (label.as_str(), said.as_str(), name.as_str()))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[Row<'_>]) {
    assert_eq!(rows(&found(text, None)), expected, "{text:?}");
}

/// One mention, of this label and in this form.
#[track_caller]
fn one(label: &str, cases: &[(&str, &str, &str)]) {
    for (text, said, name) in cases {
        check(text, &[(label, said, name)]);
    }
}

#[track_caller]
fn nothing(texts: &[&str]) {
    for text in texts {
        check(text, &[]);
    }
}

#[test]
fn days() {
    one(
        "DATE",
        &[
            ("on 23 March 2024.", "23 March 2024", "2024-03-23"),
            ("March 23, 2024", "March 23, 2024", "2024-03-23"),
            ("2024-03-23", "2024-03-23", "2024-03-23"),
            ("the 5th of May", "5th of May", "--05-05"),
            ("the first of May 2020", "first of May 2020", "2020-05-01"),
            ("31/12/1999", "31/12/1999", "1999-12-31"),
            ("12/31/1999", "12/31/1999", "1999-12-31"),
            ("31.12.1999.", "31.12.1999", "1999-12-31"),
            ("on Sept. 5, 2020", "Sept. 5, 2020", "2020-09-05"),
            ("on Jan. 6", "Jan. 6", "--01-06"),
            (
                "Friday, 22 March 2024:",
                "Friday, 22 March 2024",
                "2024-03-22",
            ),
            ("Sun, March 24, 2024", "Sun, March 24, 2024", "2024-03-24"),
            (
                "on 1-14 August 2021",
                "1-14 August 2021",
                "2021-08-01/2021-08-14",
            ),
            (
                "August 1 to 14, 2021",
                "August 1 to 14, 2021",
                "2021-08-01/2021-08-14",
            ),
            ("29 February", "29 February", "--02-29"),
            ("Moscow’s 9 May parade", "9 May", "--05-09"),
            (
                "on the 11th of September, 2001",
                "11th of September, 2001",
                "2001-09-11",
            ),
        ],
    );
    check(
        "2024-03-23T10:00",
        &[
            ("DATE", "2024-03-23", "2024-03-23"),
            ("TIME", "10:00", "10:00"),
        ],
    );
    check(
        "30 February 2024",
        &[
            ("CARDINAL", "30", "30"),
            ("DATE", "February 2024", "2024-02"),
        ],
    );
}

#[test]
fn months_and_years() {
    one(
        "DATE",
        &[
            ("in August 2021 that", "August 2021", "2021-08"),
            ("in May", "May", "--05"),
            ("since March.", "March", "--03"),
            ("In early October", "early October", "--10"),
            ("mid-March", "mid-March", "--03"),
            ("June-August 2020", "June-August 2020", "2020-06/2020-08"),
            ("founded in 2015 by", "2015", "2015"),
            ("raid in 2020.", "2020", "2020"),
            ("late 2019", "late 2019", "2019"),
            ("the 2020 election", "2020", "2020"),
            ("the war (1853)", "1853", "1853"),
            ("from 2019 to 2021", "2019 to 2021", "2019/2021"),
            (
                "between 2019 and 2021",
                "between 2019 and 2021",
                "2019/2021",
            ),
            ("the 2019-20 season", "2019-20", "2019/2020"),
            ("2003–2011", "2003–2011", "2003/2011"),
            ("the 1990s", "1990s", "1990s"),
            ("the '80s", "80s", "1980s"),
            ("the mid-1990s", "mid-1990s", "1990s"),
            ("a 19th-century house", "19th-century", "18XX"),
            ("the twenty-first century", "twenty-first century", "20XX"),
            (
                "the first quarter of 2023",
                "first quarter of 2023",
                "2023-Q1",
            ),
            ("Q3 2023", "Q3 2023", "2023-Q3"),
            (
                "the second half of 2020",
                "second half of 2020",
                "2020-07/2020-12",
            ),
            ("the summer of 2020", "summer of 2020", "2020 summer"),
            ("in 300 BC,", "300 BC", "-0299"),
            ("in AD 79", "AD 79", "0079"),
        ],
    );
}

#[test]
fn relative_dates_keep_their_words_without_a_date() {
    one(
        "DATE",
        &[
            ("Last January, ISIS", "Last January", "last January"),
            ("on Friday evening", "Friday", "Friday"),
            ("on Fridays", "Fridays", "Fridays"),
            ("It came yesterday.", "yesterday", "yesterday"),
            ("two weeks ago", "two weeks ago", "two weeks ago"),
            ("a year ago", "a year ago", "a year ago"),
            ("next  week", "next  week", "next week"),
            ("over the past year", "past year", "past year"),
            (
                "in the past three days",
                "past three days",
                "past three days",
            ),
            ("in recent years", "recent years", "recent years"),
            ("Today's report", "Today", "today"),
        ],
    );
    one(
        "TIME",
        &[
            ("last night", "last night", "last night"),
            ("three hours ago", "three hours ago", "-PT3H"),
        ],
    );
}

/// What is said on Saturday 23 March 2024.
#[test]
fn relative_dates_follow_from_the_date() {
    let date = Date::parse("2024-03-23");
    for (text, name, first, last) in [
        (
            "on Friday evening",
            "2024-03-22",
            "2024-03-22",
            "2024-03-22",
        ),
        ("on Saturday", "2024-03-23", "2024-03-23", "2024-03-23"),
        ("on Sunday", "2024-03-17", "2024-03-17", "2024-03-17"),
        (
            "they will meet on Monday",
            "2024-03-25",
            "2024-03-25",
            "2024-03-25",
        ),
        (
            "on Monday it will open",
            "2024-03-25",
            "2024-03-25",
            "2024-03-25",
        ),
        ("last Saturday", "2024-03-16", "2024-03-16", "2024-03-16"),
        ("next Friday", "2024-03-29", "2024-03-29", "2024-03-29"),
        ("Last January", "2024-01", "2024-01-01", "2024-01-31"),
        ("last March", "2023-03", "2023-03-01", "2023-03-31"),
        ("in August", "2023-08", "2023-08-01", "2023-08-31"),
        (
            "it will open in August",
            "2024-08",
            "2024-08-01",
            "2024-08-31",
        ),
        ("in March", "2024-03", "2024-03-01", "2024-03-31"),
        ("22 March", "2024-03-22", "2024-03-22", "2024-03-22"),
        ("30 December", "2023-12-30", "2023-12-30", "2023-12-30"),
        ("yesterday", "2024-03-22", "2024-03-22", "2024-03-22"),
        (
            "day before yesterday",
            "2024-03-21",
            "2024-03-21",
            "2024-03-21",
        ),
        ("10 days ago", "2024-03-13", "2024-03-13", "2024-03-13"),
        ("two weeks ago", "2024-W10", "2024-03-04", "2024-03-10"),
        ("two years ago", "2022", "2022-01-01", "2022-12-31"),
        ("three months ago", "2023-12", "2023-12-01", "2023-12-31"),
        ("two decades ago", "2000s", "2000-01-01", "2009-12-31"),
        ("last week", "2024-W11", "2024-03-11", "2024-03-17"),
        ("last month", "2024-02", "2024-02-01", "2024-02-29"),
        ("this year", "2024", "2024-01-01", "2024-12-31"),
        ("next quarter", "2024-Q2", "2024-04-01", "2024-06-30"),
        (
            "last weekend",
            "2024-03-16/2024-03-17",
            "2024-03-16",
            "2024-03-17",
        ),
        (
            "the past three days",
            "2024-03-20/2024-03-23",
            "2024-03-20",
            "2024-03-23",
        ),
        (
            "the next two months",
            "2024-03-23/2024-05-23",
            "2024-03-23",
            "2024-05-23",
        ),
        (
            "the past month",
            "2024-02-23/2024-03-23",
            "2024-02-23",
            "2024-03-23",
        ),
        ("last century", "19XX", "1901-01-01", "2000-12-31"),
        ("last night", "2024-03-22 night", "2024-03-22", "2024-03-22"),
        (
            "this morning",
            "2024-03-23 morning",
            "2024-03-23",
            "2024-03-23",
        ),
    ] {
        let found = found(text, date);
        assert_eq!(found.len(), 1, "{text:?} {found:?}");
        let (_, _, said, value) = &found[0];
        let ends = Date::parse(first).zip(Date::parse(last));
        let value = value
            .as_ref()
            .and_then(|value| value.first_day().zip(value.last_day()));
        assert_eq!((said.as_str(), value), (name, ends), "{text:?}");
    }
}

/// A date that is known in part resolves what it can.
#[test]
fn coarse_dates_resolve_what_they_can() {
    let names = |text: &str, date: &str| found(text, Date::parse(date))[0].2.clone();
    assert_eq!(names("last year", "2024"), "2023");
    assert_eq!(names("last month", "2024"), "last month");
    assert_eq!(names("last month", "2024-01"), "2023-12");
    assert_eq!(names("on Friday", "2024-01"), "Friday");
    assert_eq!(names("yesterday", "0001-01-01"), "yesterday");
    assert_eq!(names("next year", "9999"), "next year");
}

#[test]
fn ordinary_words_are_no_dates() {
    nothing(&[
        "They may march a second time; May said so. March on!",
        "May we march? Theresa May met April Jones.",
        "The Sun and Mar sat with Jan in the fall.",
        "It may last. Last but not least, next please.",
        "March Madness was won by May.",
        "wait a second",
        "the second",
        "in a second",
        "One of the men, no one, the one, one day.",
        "this is the last day of it",
        "last minute changes",
        "a second wave",
    ]);
}

#[test]
fn times() {
    one(
        "TIME",
        &[
            ("at 10:30 a.m. sharp", "10:30 a.m.", "10:30"),
            ("at 18:45, then", "18:45", "18:45"),
            ("9 pm", "9 pm", "21:00"),
            ("7pm", "7pm", "19:00"),
            ("12.15am", "12.15am", "00:15"),
            ("10:30pm", "10:30pm", "22:30"),
            (
                "around 8 p.m. local time",
                "around 8 p.m. local time",
                "~20:00",
            ),
            ("at 14:05 GMT", "14:05 GMT", "14:05 GMT"),
            ("at noon", "noon", "12:00"),
            ("about midnight", "about midnight", "~00:00"),
            ("at five o'clock", "five o'clock", "05:00"),
            ("At 09:15:30", "09:15:30", "09:15"),
            ("10.30 p.m.", "10.30 p.m.", "22:30"),
            ("20:00 Moscow time", "20:00 Moscow time", "20:00"),
        ],
    );
    nothing(&[
        "John 3:16",
        "won 3:2",
        "a 16:9 screen",
        "25:00",
        "I am",
        "10:75",
    ]);
}

#[test]
fn lengths_of_time() {
    one(
        "DURATION",
        &[
            ("for two years", "two years", "P2Y"),
            ("a three-day trip", "three-day", "P3D"),
            ("at least 24 hours", "at least 24 hours", ">=PT24H"),
            (
                "two hours and 30 minutes",
                "two hours and 30 minutes",
                "PT2H30M",
            ),
            ("two and a half years", "two and a half years", "P2.5Y"),
            ("half an hour", "half an hour", "PT0.5H"),
            ("an hour and a half", "an hour and a half", "PT1.5H"),
            ("5-10 years", "5-10 years", "P5Y..P10Y"),
            ("more than two decades", "more than two decades", ">P20Y"),
            ("for one year", "one year", "P1Y"),
            ("30 seconds", "30 seconds", "PT30S"),
            ("six weeks", "six weeks", "P6W"),
        ],
    );
}

#[test]
fn ages() {
    one(
        "AGE",
        &[
            ("a 35-year-old man", "35-year-old", "35"),
            ("he is 35 years old", "35 years old", "35"),
            ("a man aged 35", "aged 35", "35"),
            ("aged between 18 and 25", "aged between 18 and 25", "18..25"),
            ("Maria Lopez, 35, said", "35", "35"),
            ("a six-month-old baby", "six-month-old", "6 month"),
            ("in his 30s", "30s", "30..39"),
            ("at the age of 35", "age of 35", "35"),
        ],
    );
    check(
        "two 18-year-olds",
        &[("CARDINAL", "two", "2"), ("AGE", "18-year-olds", "18")],
    );
}

#[test]
fn money() {
    one(
        "MONEY",
        &[
            ("$2.5 million", "$2.5 million", "USD 2500000"),
            ("€300,000 or", "€300,000", "EUR 300000"),
            ("£12m", "£12m", "GBP 12000000"),
            ("40 billion rubles", "40 billion rubles", "RUB 40000000000"),
            ("US$5bn", "US$5bn", "USD 5000000000"),
            ("USD 500", "USD 500", "USD 500"),
            ("500 CHF", "500 CHF", "CHF 500"),
            ("50 cents", "50 cents", "USD 0.50"),
            (
                "$1.2-1.5 billion",
                "$1.2-1.5 billion",
                "USD 1200000000..1500000000",
            ),
            ("$5 to $10", "$5 to $10", "USD 5..10"),
            ("between $5 and $10", "between $5 and $10", "USD 5..10"),
            ("more than $100", "more than $100", "USD >100"),
            ("up to US$5m", "up to US$5m", "USD <=5000000"),
            ("20 pounds", "20 pounds", "GBP 20"),
            ("a million dollars", "a million dollars", "USD 1000000"),
            ("300 Egyptian pounds", "300 Egyptian pounds", "EGP 300"),
            ("500 €", "500 €", "EUR 500"),
            (
                "hundreds of millions of dollars",
                "hundreds of millions of dollars",
                "USD >=200000000",
            ),
            (
                "five million U.S. dollars",
                "five million U.S. dollars",
                "USD 5000000",
            ),
            ("A$20", "A$20", "AUD 20"),
            ("a $2,500-a-month flat", "$2,500", "USD 2500"),
        ],
    );
    nothing(&[
        "the dollar fell",
        "$",
        "a pound of flesh",
        "to try all",
        "US troops",
    ]);
}

#[test]
fn percentages() {
    check(
        "4.5%, 12 percent",
        &[
            ("PERCENT", "4.5%", "4.5%"),
            ("PERCENT", "12 percent", "12%"),
        ],
    );
    one(
        "PERCENT",
        &[
            ("20-30%", "20-30%", "20..30%"),
            ("about 20 per cent", "about 20 per cent", "~20%"),
            ("between 5% and 10%", "between 5% and 10%", "5..10%"),
            ("ten percent", "ten percent", "10%"),
            ("a 5-percent rise", "5-percent", "5%"),
            ("less than 1 %", "less than 1 %", "<1%"),
        ],
    );
}

#[test]
fn numbers() {
    check(
        "1,200; 3,000.50.",
        &[
            ("CARDINAL", "1,200", "1200"),
            ("CARDINAL", "3,000.50", "3000.50"),
        ],
    );
    one(
        "CARDINAL",
        &[
            ("killed 84 people", "84", "84"),
            ("up to 1.5 million", "up to 1.5 million", "<=1500000"),
            ("at least 14 dead", "at least 14", ">=14"),
            ("no fewer than 14", "no fewer than 14", ">=14"),
            ("as many as 20", "as many as 20", "<=20"),
            ("fourteen men", "fourteen", "14"),
            (
                "one hundred and forty-three",
                "one hundred and forty-three",
                "143",
            ),
            (
                "two million five hundred thousand",
                "two million five hundred thousand",
                "2500000",
            ),
            ("twelve hundred", "twelve hundred", "1200"),
            ("two dozen eggs", "two dozen", "24"),
            ("half a million", "half a million", "500000"),
            ("a hundred and fifty", "a hundred and fifty", "150"),
            ("50-60 people", "50-60", "50..60"),
            ("between 50 and 60", "between 50 and 60", "50..60"),
            ("50 to 60 fighters", "50 to 60", "50..60"),
            (
                "1.2 to 1.5 million",
                "1.2 to 1.5 million",
                "1200000..1500000",
            ),
            ("dozens were hurt", "dozens", ">=24"),
            (
                "tens of thousands of people",
                "tens of thousands",
                ">=20000",
            ),
            ("several hundred men", "several hundred", ">=200"),
            ("nearly 300 men", "nearly 300", "~300"),
            ("some 200 men", "some 200", "~200"),
            ("20 or more", "20 or more", ">=20"),
            ("almost half", "almost half", "~1/2"),
            ("two-thirds of it", "two-thirds", "2/3"),
            ("a third of voters", "a third", "1/3"),
            ("10\u{a0}000 men", "10\u{a0}000", "10000"),
            ("12k followers", "12k", "12000"),
            ("5m people", "5m", "5000000"),
            ("one person died", "one", "1"),
            ("at least one man", "at least one", ">=1"),
            ("one or two men", "one or two", "1..2"),
            ("500-1000 men", "500-1000", "500..1000"),
        ],
    );
    check("of 2000 people", &[("CARDINAL", "2000", "2000")]);
    nothing(&[
        "COVID-19, G7, v2.0",
        "24/7",
        "192.168.0.1",
        "an F-16 and a B-52",
        "#5",
        "555-1234",
        "Flight 370",
        "at last, up to them, as much as we can, over and about",
        "half brother",
        "some men, several times, a few",
        "5,10,20",
        "12-34-56",
        "someone one",
    ]);
}

#[test]
fn amounts_tell_their_ends() {
    for (text, low, best, high, unit) in [
        ("84 people", Some(84.0), 84.0, Some(84.0), None),
        ("at least 14", Some(14.0), 14.0, None, None),
        ("up to 170", None, 170.0, Some(170.0), None),
        ("about 20", None, 20.0, None, None),
        ("almost half", None, 0.5, Some(0.5), None),
        ("50 to 60", Some(50.0), 55.0, Some(60.0), None),
        ("dozens", Some(24.0), 24.0, None, None),
        ("$2.5m", Some(2.5e6), 2.5e6, Some(2.5e6), Some("USD")),
        ("4.5%", Some(4.5), 4.5, Some(4.5), Some("%")),
        ("5 km", Some(5.0), 5.0, Some(5.0), Some("km")),
        ("two decades", Some(20.0), 20.0, Some(20.0), Some("year")),
        (
            "1 hour 30 minutes",
            Some(90.0),
            90.0,
            Some(90.0),
            Some("minute"),
        ),
        ("21st", Some(21.0), 21.0, Some(21.0), None),
    ] {
        let found = found(text, None);
        let value = found[0].3.clone().unwrap();
        assert_eq!(
            (value.low(), value.best(), value.high(), value.unit()),
            (low, Some(best), high, unit),
            "{text:?}"
        );
    }
}

#[test]
fn open_ends() {
    one(
        "CARDINAL",
        &[
            ("300+ competitions", "300+", ">=300"),
            ("all 300+.", "300+", ">=300"),
            ("100-plus people", "100-plus", ">=100"),
            ("10+5", "10", "10"),
        ],
    );
    one("DURATION", &[("5+ years", "5+ years", ">=P5Y")]);
    one("QUANTITY", &[("500+ km", "500+ km", ">=500 km")]);
    one("MONEY", &[("$1bn+ deals", "$1bn+", "USD >=1000000000")]);
}

#[test]
fn times_of_news_agencies() {
    one(
        "TIME",
        &[
            ("at 1700 GMT, officials", "1700 GMT", "17:00 GMT"),
            ("(2029 GMT)", "2029 GMT", "20:29 GMT"),
            ("around 0530 local time", "around 0530 local time", "~05:30"),
            ("at 1430 hours", "1430 hours", "14:30"),
            ("0800 hrs", "0800 hrs", "08:00"),
            ("open 8am-5pm daily", "8am-5pm", "08:00/17:00"),
            ("10:30-11:45 GMT", "10:30-11:45 GMT", "10:30/11:45 GMT"),
            ("from 5-6pm", "5-6pm", "17:00/18:00"),
            ("11-1pm", "11-1pm", "11:00/13:00"),
        ],
    );
    one(
        "DURATION",
        &[("1430 hours of work", "1430 hours", "PT1430H")],
    );
    one("DATE", &[("in 2000", "2000", "2000")]);
    check("2578 GMT", &[("CARDINAL", "2578", "2578")]);
}

#[test]
fn abbreviated_qualifiers() {
    one(
        "CARDINAL",
        &[
            ("approx. 3750 sonnets", "approx. 3750", "~3750"),
            ("approx 300", "approx 300", "~300"),
            ("by ca. 1000 authors", "ca. 1000", "~1000"),
            ("Los Angeles, CA 90210", "90210", "90210"),
        ],
    );
    one("MONEY", &[("CA$50 each", "CA$50", "CAD 50")]);
}

#[test]
fn numbers_of_notes_and_names_do_not_count() {
    nothing(&[
        "He fled.[12] They",
        "an actor. [1][2]",
        "a Category 3 storm",
        "a phase 3 trial",
        "type 2 diabetes",
    ]);
    check("[1000]", &[("CARDINAL", "1000", "1000")]);
}

#[test]
fn shares() {
    one(
        "CARDINAL",
        &[
            ("one in five children", "one in five", "1/5"),
            ("1 in 10 said", "1 in 10", "1/10"),
            ("four in 10 Americans", "four in 10", "4/10"),
            ("three out of four voters", "three out of four", "3/4"),
            ("nearly one in three", "nearly one in three", "~1/3"),
            ("2/3 of voters", "2/3", "2/3"),
            ("about 3/4", "about 3/4", "~3/4"),
        ],
    );
    check(
        "two million won the right",
        &[("CARDINAL", "two million", "2000000")],
    );
    check("one in five years", &[("DURATION", "five years", "P5Y")]);
    check(
        "12 in 2019",
        &[("CARDINAL", "12", "12"), ("DATE", "2019", "2019")],
    );
    nothing(&["about 9/11", "on 2/3", "one in Kabul"]);
}

#[test]
fn halves_of_scales() {
    one(
        "MONEY",
        &[
            (
                "two and a half million euros",
                "two and a half million euros",
                "EUR 2500000",
            ),
            ("Rs. 500 crore", "Rs. 500 crore", "INR 5000000000"),
            ("Rs 2,000", "Rs 2,000", "INR 2000"),
            (
                "3.4 trillion won, it said",
                "3.4 trillion won",
                "KRW 3400000000000",
            ),
        ],
    );
    one(
        "CARDINAL",
        &[
            (
                "2 and a half million people",
                "2 and a half million",
                "2500000",
            ),
            ("2 lakh people", "2 lakh", "200000"),
        ],
    );
    one(
        "QUANTITY",
        &[
            ("0.5 percentage points", "0.5 percentage points", "0.5 pp"),
            ("at -10 degrees", "-10 degrees", "-10 degree"),
        ],
    );
}

#[test]
fn numbers_of_houses_do_not_count() {
    nothing(&["10 Downing Street", "12 Grosvenor Square", "200 Main St."]);
    check("40 Russian soldiers", &[("CARDINAL", "40", "40")]);
}

#[test]
fn a_weekday_tells_the_year() {
    let date = Date::parse("2024-03-23");
    for (text, name) in [
        ("on Monday, 5 May", "2025-05-05"),
        ("on Sunday, 5 May", "2024-05-05"),
        ("on Friday, 5 May", "2023-05-05"),
        // No year near has it.
        ("on Tuesday, 5 May", "2024-05-05"),
    ] {
        assert_eq!(found(text, date)[0].2, name, "{text:?}");
    }
}

#[test]
fn ages_between_commas() {
    one(
        "AGE",
        &[
            ("Maria Lopez, 35, said", "35", "35"),
            ("and Maria Lopez, 35.", "35", "35"),
        ],
    );
    check("in Kabul, 35.", &[("CARDINAL", "35", "35")]);
}

/// A sign behind a possessive ending is not the figure's.
#[test]
fn a_possessive_parts_signs() {
    for (text, said) in [
        ("dozens’s%", "dozens"),
        ("dozens's%", "dozens"),
        ("hundreds’s €", "hundreds"),
        ("dozens’s °C", "dozens"),
    ] {
        let found = found(text, None);
        let row = rows(&found)[0];
        assert_eq!((row.0, row.1), ("CARDINAL", said), "{text:?}");
    }
}

#[test]
fn quantities() {
    one(
        "QUANTITY",
        &[
            ("120 km away", "120 km", "120 km"),
            ("5km", "5km", "5 km"),
            ("about 30 miles", "about 30 miles", "~30 mi"),
            ("80 km/h", "80 km/h", "80 km/h"),
            (
                "100 kilometres an hour",
                "100 kilometres an hour",
                "100 km/h",
            ),
            ("60 miles per hour", "60 miles per hour", "60 mi/h"),
            ("5,000 square miles", "5,000 square miles", "5000 mi2"),
            ("20 pounds of explosives", "20 pounds", "20 lb"),
            ("25°C", "25°C", "25 °C"),
            ("30 degrees Celsius", "30 degrees Celsius", "30 °C"),
            ("a 10-foot wall", "10-foot", "10 ft"),
            ("500 kg", "500 kg", "500 kg"),
            (
                "two million barrels",
                "two million barrels",
                "2000000 barrel",
            ),
            ("300 metric tons", "300 metric tons", "300 t"),
            ("at -5°C", "-5°C", "-5 °C"),
            ("a 100m race", "100m", "100 m"),
            ("40 m² of floor", "40 m²", "40 m2"),
        ],
    );
    nothing(&["a mile", "avenue", "km", "5m"]);
}

#[test]
fn ordinals() {
    one(
        "ORDINAL",
        &[
            ("the 21st", "21st", "21st"),
            ("the third attack", "third", "3rd"),
            ("the first time", "first", "1st"),
            ("the second attack", "second", "2nd"),
            ("their first goal", "first", "1st"),
            ("came third", "third", "3rd"),
            ("the twenty-first floor", "twenty-first", "21st"),
        ],
    );
    nothing(&[
        "first of all",
        "At first, he",
        "a second later",
        "second-hand",
        "on second thoughts",
        "on the one hand",
    ]);
}

#[test]
fn addresses() {
    check(
        "by @Meridian_1 #MoscowAttack",
        &[
            ("HANDLE", "@Meridian_1", "@meridian_1"),
            ("HASHTAG", "#MoscowAttack", "#moscowattack"),
        ],
    );
    one(
        "URL",
        &[
            (
                "see https://ex.org/a?b=1.",
                "https://ex.org/a?b=1",
                "https://ex.org/a?b=1",
            ),
            ("www.ex.org", "www.ex.org", "www.ex.org"),
        ],
    );
    one(
        "EMAIL",
        &[(
            "mail J.Doe@example.com!",
            "J.Doe@example.com",
            "j.doe@example.com",
        )],
    );
    one("HASHTAG", &[("#March2024", "#March2024", "#march2024")]);
    one(
        "PHONE",
        &[
            (
                "call +44 20 7946 0958 now",
                "+44 20 7946 0958",
                "+442079460958",
            ),
            ("(202) 555-0143", "(202) 555-0143", "+12025550143"),
            ("202-555-0143", "202-555-0143", "+12025550143"),
            ("1-800-555-0143", "1-800-555-0143", "+18005550143"),
            ("020 7946 0958", "020 7946 0958", "02079460958"),
            ("202.555.0143", "202.555.0143", "+12025550143"),
            ("+1 (202) 555-0143", "+1 (202) 555-0143", "+12025550143"),
        ],
    );
    nothing(&["a@b", "#1", "me @ home", "555-0143", "file.txt"]);
}

#[test]
fn coordinates() {
    one(
        "COORDINATES",
        &[
            (
                "at 34.5553, 69.2075.",
                "34.5553, 69.2075",
                "34.5553,69.2075",
            ),
            ("34.5553,69.2075", "34.5553,69.2075", "34.5553,69.2075"),
            (
                "-33.8688, 151.2093",
                "-33.8688, 151.2093",
                "-33.8688,151.2093",
            ),
            (
                "34.5553° N, 69.2075° E",
                "34.5553° N, 69.2075° E",
                "34.5553,69.2075",
            ),
            (
                "34°31′30″N 69°10′W",
                "34°31′30″N 69°10′W",
                "34.525,-69.16667",
            ),
        ],
    );
    check(
        "1.25, 2.75",
        &[("CARDINAL", "1.25", "1.25"), ("CARDINAL", "2.75", "2.75")],
    );
}

/// The seed of this package: what people look for in it.
#[test]
fn a_report() {
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
