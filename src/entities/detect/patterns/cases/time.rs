//! Dates, times, durations and ages.

use super::*;

const FULL_DATES: &[Row<'_>] = &[
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
];

#[test]
fn full_dates_are_found() {
    check_each("DATE", FULL_DATES);
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

const PERIODS: &[Row<'_>] = &[
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
];

#[test]
fn months_years_and_longer_periods_are_found() {
    check_each("DATE", PERIODS);
}

#[test]
fn relative_dates_keep_their_surface_form_without_a_document_date() {
    check_each(
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
    check_each(
        "TIME",
        &[
            ("last night", "last night", "last night"),
            ("three hours ago", "three hours ago", "-PT3H"),
        ],
    );
}

/// Texts of Saturday 23 March 2024: the normal form, the first and the last day.
const RELATIVE_DATES: &[(&str, &str, &str, &str)] = &[
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
];

/// The document's date is Saturday 23 March 2024.
#[test]
fn relative_dates_are_resolved_against_the_document_date() {
    let date = Date::parse("2024-03-23");
    for &(text, name, first, last) in RELATIVE_DATES {
        let found = found(text, date);
        assert_eq!(found.len(), 1, "{text:?} {found:?}");
        let (_, _, normal_form, value) = &found[0];
        let ends = Date::parse(first).zip(Date::parse(last));
        let value = value
            .as_ref()
            .and_then(|value| value.first_day().zip(value.last_day()));
        assert_eq!((normal_form.as_str(), value), (name, ends), "{text:?}");
    }
}

/// A document's date without a day still resolves months and years.
#[test]
fn partial_document_dates_resolve_months_and_years() {
    let names = |text: &str, date: &str| found(text, Date::parse(date))[0].2.clone();
    assert_eq!(names("last year", "2024"), "2023");
    assert_eq!(names("last month", "2024"), "last month");
    assert_eq!(names("last month", "2024-01"), "2023-12");
    assert_eq!(names("on Friday", "2024-01"), "Friday");
    assert_eq!(names("yesterday", "0001-01-01"), "yesterday");
    assert_eq!(names("next year", "9999"), "next year");
}

#[test]
fn ambiguous_words_are_not_dates() {
    check_none(&[
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
fn times_of_day_are_found() {
    check_each(
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
    check_none(&[
        "John 3:16",
        "won 3:2",
        "a 16:9 screen",
        "25:00",
        "I am",
        "10:75",
    ]);
}

#[test]
fn durations_are_found() {
    check_each(
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
fn ages_are_found() {
    check_each(
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
fn news_agency_times_are_found() {
    check_each(
        "TIME",
        &[
            ("at 1700 GMT, officials", "1700 GMT", "17:00 GMT"),
            ("(2029 GMT)", "2029 GMT", "20:29 GMT"),
            ("around 0530 local time", "around 0530 local time", "~05:30"),
            ("at 1430 hours", "1430 hours", "14:30"),
            ("0800 hrs", "0800 hrs", "08:00"),
            ("was shot at 0815 near", "0815", "08:15"),
            ("open 8am-5pm daily", "8am-5pm", "08:00/17:00"),
            ("10:30-11:45 GMT", "10:30-11:45 GMT", "10:30/11:45 GMT"),
            ("from 5-6pm", "5-6pm", "17:00/18:00"),
            ("11-1pm", "11-1pm", "11:00/13:00"),
        ],
    );
    check_each(
        "DURATION",
        &[("1430 hours of work", "1430 hours", "PT1430H")],
    );
    check_each("DATE", &[("in 2000", "2000", "2000")]);
    check("2578 GMT", &[("CARDINAL", "2578", "2578")]);
}

#[test]
fn weekday_determines_the_year() {
    let date = Date::parse("2024-03-23");
    for (text, name) in [
        ("on Monday, 5 May", "2025-05-05"),
        ("on Sunday, 5 May", "2024-05-05"),
        ("on Friday, 5 May", "2023-05-05"),
        // The weekday fits none of the adjacent years.
        ("on Tuesday, 5 May", "2024-05-05"),
    ] {
        assert_eq!(found(text, date)[0].2, name, "{text:?}");
    }
}

#[test]
fn ages_between_commas_need_a_name() {
    check_each(
        "AGE",
        &[
            ("Maria Lopez, 35, said", "35", "35"),
            ("and Maria Lopez, 35.", "35", "35"),
            ("a financier, 61, accused", "61", "61"),
            ("his sister, six, was", "six", "6"),
            ("a boy of eight and", "eight", "8"),
        ],
    );
    check("in Kabul, 35.", &[("CARDINAL", "35", "35")]);
}
