//! Reads one date, in any of the forms in which metadata hold dates.

use super::bins::{Every, TimeBin};
use super::calendar::Date;
use crate::table::{Column, Values};

/// Why a value has no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no value, or only white space.
    Missing,
    /// It is not a date in any known form, or there is no such day.
    Unreadable,
    /// Day and month could be exchanged, and the reader was not told which is first.
    Ambiguous,
}

/// Reads dates.
///
/// | form | examples |
/// | --- | --- |
/// | ISO 8601 | `2024`, `2024-03`, `2024-03-24`, `20240324`, `2024-W12-7`, `2024W127`, `2024-W12`, `2024-084`, `2024084` |
/// | ISO 8601 intervals | `2024-03-18/2024-03-24`: the shortest bin that contains both dates |
/// | labels of bins | `2024-Q1`, `2024Q1`, `2020s` |
/// | year first | `2024/03/24`, `2024.3.24`, `2024/03` |
/// | year last | `24/03/2024`, `24.3.2024`, `03/2024` |
/// | RFC 2822 | `Sun, 24 Mar 2024 10:15:00 +0000` |
/// | Unix time | `1711275300` and `1711275300000`, in UTC |
///
/// A day may be followed by a time. The day is the one that is written, whatever the time zone. Unix time is read from
/// 1973 to 2286, in seconds, milli-, micro- or nanoseconds, unless the digits could also be those of a calendar date
/// with a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateReader {
    /// Whether `03/04/2024` is a day in April or in March; `None` if that is unknown. Where it is given, no other order
    /// is read.
    pub day_first: Option<bool>,
}

impl DateReader {
    /// Read a date. The result is as precise as the text: a year, a month, a day or another bin.
    ///
    /// ```
    /// use lexicount::corpus::{DateReader, Unread};
    ///
    /// let reader = DateReader::default();
    /// assert_eq!(reader.read("Sun, 24 Mar 2024 10:15 GMT").unwrap().to_string(), "2024-03-24");
    /// assert_eq!(reader.read("2024-084").unwrap().to_string(), "2024-03-24");
    /// assert_eq!(reader.read("03/04/2024"), Err(Unread::Ambiguous));
    /// let reader = DateReader { day_first: Some(true) };
    /// assert_eq!(reader.read("03/04/2024").unwrap().to_string(), "2024-04-03");
    /// ```
    ///
    /// # Errors
    ///
    /// The reason, if there is no date.
    pub fn read(self, text: &str) -> Result<TimeBin, Unread> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Unread::Missing);
        }
        if let Some((whole, fraction)) = number(text) {
            return of_digits(whole, fraction).ok_or(Unread::Unreadable);
        }
        if let Some(date) = interval(text).or_else(|| rfc2822(text)) {
            return Ok(date);
        }
        let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
            return self.without_time(text);
        };
        let date = self.without_time(date)?;
        let is_timed = date.every() == Every::Day && is_time(time.trim_start());
        is_timed.then_some(date).ok_or(Unread::Unreadable)
    }

    /// Read a row of a column of text or numbers.
    ///
    /// # Errors
    ///
    /// The reason, if there is no date.
    pub fn read_row(self, column: &Column, row: usize) -> Result<TimeBin, Unread> {
        if !column.is_present(row) {
            return Err(Unread::Missing);
        }
        let date = match &column.values {
            Values::Text(values) => return self.read(values.get(row)),
            Values::Int(values) => of_int(values[row]),
            Values::UInt(values) => of_digits(&values[row].to_string(), false),
            Values::Float(values) => of_float(values[row]),
            Values::Bool(_) | Values::TextList(_) | Values::IntList(_) => None,
        };
        date.ok_or(Unread::Unreadable)
    }

    /// Return the day or month at the beginning of the name of a file: `2024-03-24.txt`, `20240324_fire.txt`. No ASCII
    /// letter or digit follows it. Eight digits are a day of the years 1900 to 2099.
    #[must_use]
    pub fn of_file_name(name: &str) -> Option<TimeBin> {
        (7..=10).rev().find_map(|end| {
            let (start, rest) = name.split_at_checked(end)?;
            let mut next = rest.chars();
            let next = [next.next(), next.next()].map(|next| next.unwrap_or(' '));
            let is_plain = start.bytes().all(|byte| byte.is_ascii_digit());
            let date = Self::default().read(start).ok()?;
            let is_likely = match date.every() {
                Every::Day if is_plain => end == 8 && matches!(&start[..2], "19" | "20"),
                Every::Day => true,
                // The day of a month may be one that does not exist.
                Every::Month => !next[1].is_ascii_digit(),
                _ => false,
            };
            (is_likely && !next[0].is_ascii_alphanumeric()).then_some(date)
        })
    }

    /// Read a date in digits and separators.
    fn without_time(self, text: &str) -> Result<TimeBin, Unread> {
        if let Some(date) = labelled(text) {
            return Ok(date);
        }
        let separators = ['-', '/', '.'];
        let separator = text.find(separators).map_or("", |at| &text[at..=at]);
        let parts: Vec<&str> = match separator {
            "" => return compact(text).ok_or(Unread::Unreadable),
            _ => text.split(separator).collect(),
        };
        let numbers: Option<Vec<i64>> = parts.iter().map(|part| digits(part)).collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let date = match (&lengths[..], &numbers.ok_or(Unread::Unreadable)?[..]) {
            ([4, 3], &[year, day]) if separator == "-" => ordinal(year, day),
            ([4, 2], &[year, month]) if separator != "." => date(year, Some(month), None),
            ([1 | 2, 4], &[month, year]) if separator != "." => date(year, Some(month), None),
            ([4, 1 | 2, 1 | 2], &[year, month, day]) => date(year, Some(month), Some(day)),
            ([1 | 2, 1 | 2, 4], &[one, two, year]) => return self.year_last(one, two, year),
            _ => None,
        };
        date.ok_or(Unread::Unreadable)
    }

    fn year_last(self, one: i64, two: i64, year: i64) -> Result<TimeBin, Unread> {
        let day_first = date(year, Some(two), Some(one));
        let month_first = date(year, Some(one), Some(two));
        let date = match (self.day_first, day_first, month_first) {
            (Some(true), date, _) | (Some(false), _, date) => date,
            (None, Some(one), Some(other)) if one != other => return Err(Unread::Ambiguous),
            (None, one, other) => one.or(other),
        };
        date.ok_or(Unread::Unreadable)
    }
}

impl Date {
    /// Read a date in a form that [`DateReader`] knows, as a year, month or day.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    ///
    /// assert!(Date::parse("2024-02-29").is_some());
    /// assert!(Date::parse("2023-02-29").is_none());
    /// assert!(Date::parse("14 July").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        DateReader::default().read(text).ok()?.date()
    }
}

fn date(year: i64, month: Option<i64>, day: Option<i64>) -> Option<TimeBin> {
    let every = match (month, day) {
        (None, _) => Every::Year,
        (_, None) => Every::Month,
        _ => Every::Day,
    };
    TimeBin::of(Date::new(year, month, day)?, every)
}

/// The number that ASCII digits alone write.
fn digits(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The digits of a decimal number: those before the point, and whether others than 0 follow it.
fn number(text: &str) -> Option<(&str, bool)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole)?;
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_fraction.then(|| (whole, fraction.bytes().any(|byte| byte != b'0')))
}

fn of_int(value: i64) -> Option<TimeBin> {
    match value {
        ..0 => None,
        0..1000 => date(value, None, None),
        _ => of_digits(&value.to_string(), false),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "within bounds")]
fn of_float(value: f64) -> Option<TimeBin> {
    let whole = value.trunc();
    let in_bounds = (0.0..1e19).contains(&whole);
    if !in_bounds || (value.fract() > 0.0 && whole < FIRST_SECOND as f64) {
        return None;
    }
    of_int(whole as i64)
}

/// A date in digits only: a year, a day of the year, a day, a day with a time, or Unix time.
fn of_digits(whole: &str, has_fraction: bool) -> Option<TimeBin> {
    match whole.len() {
        4 | 7 | 8 if has_fraction => None,
        4 | 7 | 8 => compact(whole),
        14 => compact(&whole[..8]).filter(|_| is_time(&whole[8..])),
        _ => unix_time(whole),
    }
}

fn compact(text: &str) -> Option<TimeBin> {
    let number = digits(text)?;
    match text.len() {
        4 => date(number, None, None),
        7 => ordinal(number / 1000, number % 1000),
        8 => date(
            number / 10_000,
            Some(number / 100 % 100),
            Some(number % 100),
        ),
        _ => None,
    }
}

/// 3 March 1973: earlier seconds have fewer digits.
const FIRST_SECOND: i64 = 100_000_000;

/// The day of a number of seconds, milli-, micro- or nanoseconds since 1970.
fn unix_time(text: &str) -> Option<TimeBin> {
    // 2024032410 is not a moment of 2034.
    let is_calendar = matches!(text.len(), 10 | 12)
        && matches!(&text[..2], "19" | "20")
        && compact(&text[..8]).is_some()
        && is_time(&text[8..]);
    if is_calendar {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let known = FIRST_SECOND..100 * FIRST_SECOND;
    let mut units = [1, 1000, 1_000_000, 1_000_000_000].into_iter();
    let seconds =
        units.find_map(|unit| known.contains(&(number / unit)).then_some(number / unit))?;
    let epoch = Date::new(1970, Some(1), Some(1))?.number()?;
    let day = Date::from_number(epoch + seconds / 86_400)?;
    TimeBin::of(day, Every::Day)
}

fn ordinal(year: i64, day: i64) -> Option<TimeBin> {
    let first = Date::new(year, Some(1), Some(1))?.number()?;
    let found = Date::from_number(first + day - 1)?;
    let day = (day >= 1 && found.year() == year).then_some(found)?;
    TimeBin::of(day, Every::Day)
}

/// A week with or without its day, a quarter, or a decade.
fn labelled(text: &str) -> Option<TimeBin> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    match rest.bytes().next()? {
        b'W' | b'w' => week(year, &rest[1..]),
        b'Q' | b'q' => {
            let quarter = digits(&rest[1..]).filter(|quarter| (1..=4).contains(quarter))?;
            TimeBin::of(Date::new(year, Some(3 * quarter), None)?, Every::Quarter)
        }
        b's' if rest == "s" && year % 10 == 0 && !text.contains('-') => {
            TimeBin::of(Date::new(year.max(1), None, None)?, Every::Decade)
        }
        _ => None,
    }
}

/// The week of a year, `05`, or a day of it: `05-3` or `053`.
fn week(year: i64, text: &str) -> Option<TimeBin> {
    let (number, day) = text.split_at_checked(2)?;
    let number = digits(number)?;
    let day = match day.strip_prefix('-').unwrap_or(day) {
        "" if day.is_empty() => None,
        day if day.len() == 1 => Some(digits(day).filter(|day| (1..=7).contains(day))?),
        _ => return None,
    };
    // Week 1 contains 4 January, and the last week contains 28 December.
    let of = |month, day| TimeBin::of(Date::new(year, Some(month), Some(day))?, Every::Week);
    let (first, last) = (of(1, 4)?.days().start, of(12, 28)?.days().start);
    let monday = first + 7 * (number - 1);
    if number < 1 || monday > last {
        return None;
    }
    let every = day.map_or(Every::Week, |_| Every::Day);
    TimeBin::of(
        Date::from_number(monday + day.unwrap_or(1) - 1)?,
        Every::Day,
    )?
    .within(every)
}

/// Two dates of ISO 8601 with a slash between them.
fn interval(text: &str) -> Option<TimeBin> {
    let (first, last) = text.split_once('/')?;
    let read = |text: &str| {
        let is_date = text.len() >= 4 && !text.contains('/');
        DateReader::default().read(text).ok().filter(|_| is_date)
    };
    let (first, last) = (read(first)?, read(last)?);
    let ascends = first.days().start <= last.days().start;
    ascends.then(|| TimeBin::around(first, last)).flatten()
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `Sun, 24 Mar 2024 10:15:00 +0000`; the name of the day and the time may be missing, hyphens may join the date.
fn rfc2822(text: &str) -> Option<TimeBin> {
    let text = match text.split_once(',') {
        Some((weekday, rest)) if weekday.bytes().all(|byte| byte.is_ascii_alphabetic()) => rest,
        Some(_) => return None,
        None => text,
    };
    let mut parts = text.trim_start().splitn(3, [' ', '-']);
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?.trim_start());
    let (year, time) = rest.split_once(' ').unwrap_or((rest, ""));
    let month = MONTHS
        .iter()
        .position(|name| month.eq_ignore_ascii_case(name))?;
    let day = digits(day).filter(|_| day.len() <= 2)?;
    // Years of two and three digits are those of the standard's section on obsolete dates.
    let year = match (year.len(), digits(year)?) {
        (2, year @ 0..50) => 2000 + year,
        (2 | 3, year) => 1900 + year,
        (4, year) => year,
        _ => return None,
    };
    let is_timed = time.trim().is_empty() || is_time(time.trim());
    date(
        year,
        i64::try_from(month).ok().map(|month| month + 1),
        Some(day),
    )
    .filter(|_| is_timed)
}

/// A time of day, with or without a time zone.
fn is_time(text: &str) -> bool {
    let is_clock_character = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let end = text.find(|c| !is_clock_character(c)).unwrap_or(text.len());
    is_clock(&text[..end]) && is_zone(text[end..].trim_start())
}

/// `10`, `1015`, `101500`, `10:15`, `9:15:00.25`.
fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else {
        let (hour, rest) = whole.split_at(whole.len().min(2));
        let (minute, second) = rest.split_at(rest.len().min(2));
        let parts = [hour, minute, second].into_iter();
        parts.filter(|part| !part.is_empty()).collect()
    };
    let in_bounds = |(part, bound): (&&str, i64)| {
        digits(part).is_some_and(|value| value <= bound) && part.len() <= 2
    };
    (1..=3).contains(&parts.len())
        && parts.iter().skip(1).all(|part| part.len() == 2)
        && parts.iter().zip([24, 59, 60]).all(in_bounds)
        && digits(fraction).is_some()
}

/// `Z`, `+03:00`, `GMT+3`, `EST`, `PM`, with a name in brackets or parentheses after it.
fn is_zone(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let text = ["AM", "PM", "A.M.", "P.M."]
        .iter()
        .find_map(|half| upper.strip_prefix(half));
    let text = text.unwrap_or(&upper).trim_start();
    let text = text.split(['[', '(']).next().unwrap_or_default().trim_end();
    let offset = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = &text[..text.len() - offset.len()];
    let offset_digits = offset.strip_prefix(['+', '-', '\u{2212}']);
    let is_offset = offset_digits.is_some_and(|offset| {
        (1..=8).contains(&offset.len())
            && offset
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':')
    });
    name.len() <= 5 && (offset.is_empty() || is_offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNREADABLE: [&str; 58] = [
        "-",
        "20",
        "202",
        "2023-",
        "2023-7",
        "2023-07-",
        "2023-13",
        "2023-00-01",
        "2023-02-29",
        "1900-02-29",
        "2023-04-31",
        "2023-07-32",
        "2023-07T10",
        "2023-07-141",
        "0000-01-01",
        "0000",
        "+023",
        "２０２３",
        "July 2023",
        "14 July",
        "é2023",
        "202é",
        "2023-366",
        "2023-000",
        "2023-W00",
        "2023-W53",
        "2023-W05-8",
        "2023-W05-",
        "2023-W5",
        "2023Q5",
        "2023-Q",
        "1995s",
        "202403",
        "2024-03/24",
        "24/03/24",
        "32/01/2024",
        "13/13/2024",
        "2024.03",
        "03.2024",
        "2020.5",
        "2024-03-24 people",
        "2024-03-24T25:00",
        "2024-03-24T10:60",
        "2024-03-24 10:1",
        "Sun, 24 Foo 2024",
        "24 Mar",
        "24 Mar 2024 x1y",
        "2024032410",
        "202403241015",
        "99999999",
        "12345",
        "123456",
        "99999999999",
        "99999999999999999999",
        "-1711275300",
        "1/2/3/4",
        "2024-02-04/2024-01-29",
        "1999/2024",
    ];

    fn check(text: &str, expected: Option<&str>) {
        let date = DateReader::default().read(text).ok();
        let label = date.map(|date| date.to_string());
        assert_eq!(label.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn forms_of_one_day() {
        for text in [
            "2024-01-31",
            "20240131",
            "20240131.0",
            "2024-W05-3",
            "2024W053",
            "2024-031",
            "2024031",
            "2024/01/31",
            "2024/1/31",
            "2024.1.31",
            "2024-1-31",
            "31/01/2024",
            "1/31/2024",
            "31.1.2024",
            "31-01-2024 10:15",
            "2024-01-31T23:59:60Z",
            "2024-01-31t10",
            "2024-01-31 10:15:00.123456+03:00",
            "2024-01-31T10:15:00,5\u{2212}0300",
            "2024-01-31T10:15:00+01:00[Europe/Paris]",
            "20240131T101500Z",
            "20240131101500",
            "2024-W05-3T10:15",
            "1/31/2024 9:15 PM",
            "Wed, 31 Jan 2024 10:15:00 +0000",
            "Wed, 31 Jan 2024 10:15:00 GMT (UTC)",
            "31 jan 24 10:15 EST",
            "31-JAN-2024",
            "1706702400",
            "1706702400.25",
            "1706702400000",
            "1706702400000000",
            "1706702400000000000",
            "2024-01-31/2024-01-31",
            " 2024-01-31\n",
        ] {
            check(text, Some("2024-01-31"));
        }
    }

    #[test]
    fn dates_are_as_precise_as_written() {
        for (text, expected) in [
            ("2024", "2024"),
            ("2024.0", "2024"),
            ("2024-03", "2024-03"),
            ("2024/03", "2024-03"),
            ("3/2024", "2024-03"),
            ("2024Q1", "2024-Q1"),
            ("2024-q4", "2024-Q4"),
            ("2024-W05", "2024-W05"),
            ("2024W05", "2024-W05"),
            ("2020-W53-7", "2021-01-03"),
            ("1990s", "1990s"),
            ("2024-01-29/2024-02-04", "2024-W05"),
            ("2024-01-01/2024-01-31", "2024-01"),
            ("2023/2024", "2020s"),
            ("2024-366", "2024-12-31"),
            ("5/5/2024", "2024-05-05"),
        ] {
            check(text, Some(expected));
        }
    }

    #[test]
    fn everything_else_is_unreadable() {
        for text in UNREADABLE {
            check(text, None);
        }
    }

    #[test]
    fn exchangeable_days_and_months_need_an_order() {
        let read = |text, day_first| {
            let date = DateReader { day_first }.read(text);
            date.map(|date| date.to_string())
        };
        let day = |day: &str| Ok(day.to_owned());
        assert_eq!(read("03/04/2024", None), Err(Unread::Ambiguous));
        assert_eq!(read("03.04.2024 10:15", None), Err(Unread::Ambiguous));
        assert_eq!(read("03/04/2024", Some(true)), day("2024-04-03"));
        assert_eq!(read("03/04/2024", Some(false)), day("2024-03-04"));
        assert_eq!(read("24/03/2024", Some(true)), day("2024-03-24"));
        assert_eq!(read("24/03/2024", Some(false)), Err(Unread::Unreadable));
        assert_eq!(read("2024/03/04", Some(true)), day("2024-03-04"));
        assert_eq!(read("", Some(true)), Err(Unread::Missing));
    }

    #[test]
    fn file_names_begin_with_days_or_months() {
        for (name, expected) in [
            ("2024-03-24.txt", Some("2024-03-24")),
            ("2024-03-24", Some("2024-03-24")),
            ("20240324_fire.txt", Some("2024-03-24")),
            ("2024-03 fire.txt", Some("2024-03")),
            ("2024-W12-7-fire.txt", Some("2024-03-24")),
            ("2024-084.txt", Some("2024-03-24")),
            ("24-03-2024.txt", Some("2024-03-24")),
            ("03-04-2024.txt", None),
            ("2024-03-24会議.txt", Some("2024-03-24")),
            ("2024-02-30.txt", None),
            ("2024-03-245.txt", None),
            ("1984.txt", None),
            ("10101010.txt", None),
            ("2024001.txt", None),
            ("1711275300.txt", None),
            ("été 2024.txt", None),
        ] {
            let label = DateReader::of_file_name(name).map(|date| date.to_string());
            assert_eq!(label.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn labels_of_bins_are_dates() {
        let mut day = TimeBin::of(Date::parse("1999-12-25").unwrap(), Every::Day).unwrap();
        for _ in 0..1500 {
            for every in Every::ALL {
                let bin = day
                    .within(every)
                    .expect("a day is in one bin of every length");
                assert_eq!(DateReader::default().read(&bin.to_string()), Ok(bin));
                assert!(bin.days().contains(&day.days().start));
            }
            day = day.next();
        }
    }
}
