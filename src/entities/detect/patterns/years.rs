//! Years and longer times: "2015", "from 2019 to 2021", "the 1990s", "the 19th century", "summer of 2020".

use super::calendar::Period;
use super::dates::is_counted;
use super::lexicon::Lex;
use super::number::{plain_digits, stands_free};
use super::parts::ordinal_digits;
use super::reading::Reading;
use super::{Context, Found};
use crate::corpus::Date;
use crate::entities::mentions::Label;
use crate::entities::names::is_hyphen;
use crate::span::Span;

/// Years that a number of four digits means by itself.
const MODERN: std::ops::RangeInclusive<i64> = 1900..=2050;
/// Years that it means where a word says so.
const EARLIER: std::ops::RangeInclusive<i64> = 1000..=2100;

const BEFORE_YEARS: &[&str] = &[
    "in", "since", "until", "till", "from", "during", "before", "after", "by", "of", "early",
    "late", "mid", "around", "circa", "year", "born", "died", "through", "between", "and", "to",
    "the", "c", "winter", "spring", "summer", "autumn", "fall",
];

/// What begins with a year: the year itself, a range, a decade.
pub(super) fn year(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let is_apostrophe = reading.gap(at).ends_with(['\'', '’', '‘']);
    if let Some(period) = decade(reading, at, is_apostrophe) {
        return Some(of_period(reading, at, at + 1, &period));
    }
    if let Some(era) = before_christ(reading, at) {
        return Some(era);
    }
    if !(stands_free(reading, at) || reading.follows(at, &["mid", "pre", "post"])) {
        return None;
    }
    let first = a_year(reading, at)?;
    if let Some(range) = range(reading, at, first) {
        return Some(range);
    }
    let date = Date::new(first, None, None)?;
    stands_as_year(reading, at, first).then(|| of_period(reading, at, at + 1, &Period::of(date)))
}

fn a_year(reading: &Reading<'_, '_>, at: usize) -> Option<i64> {
    let word = reading.word(at);
    plain_digits(word).filter(|year| word.len() == 4 && EARLIER.contains(year))
}

fn of_period(reading: &Reading<'_, '_>, at: usize, next: usize, period: &Period) -> Found {
    let mut one = Found::new(reading.span(at, next), next, Label::DATE);
    one.name.clone_from(&period.name);
    one.value = Some(period.value());
    one
}

/// True where nothing shows that the number counts or is part of a code.
fn stands_as_year(reading: &Reading<'_, '_>, at: usize, year: i64) -> bool {
    let behind = reading.gap(at + 1);
    let is_code = behind.starts_with(['/', ':', '%', '@', '+', '_'])
        || behind == "-" && reading.lex(at + 1) == Lex::Digits;
    if is_code || is_counted(reading, at) {
        return false;
    }
    let in_brackets = reading.gap(at).ends_with('(') && behind.starts_with([')', ',', ';']);
    let is_said = in_brackets || reading.follows(at, BEFORE_YEARS);
    MODERN.contains(&year) && !reading.gap(at).ends_with(['$', '€', '£']) || is_said
}

/// "between 2019 and 2021".
pub(super) fn between(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let from = at + 1;
    if !reading.is(at, "between") || !reading.is_joined(from) {
        return None;
    }
    range(reading, from, a_year(reading, from)?)
}

/// "2019-21", "from 2019 to 2021", "2019/20".
fn range(reading: &Reading<'_, '_>, at: usize, first: i64) -> Option<Found> {
    let gap = reading.gap(at + 1);
    let is_dash = gap.chars().count() == 1 && gap.chars().all(is_hyphen);
    let is_named = reading.follows(at, &["from", "between"]);
    let to = reading.is_joined(at + 1)
        && (reading.is(at + 1, "to")
            || reading.is(at + 1, "and") && reading.follows(at, &["between"]))
        && reading.is_joined(at + 2);
    let place = if is_dash || gap == "/" {
        at + 1
    } else if to {
        at + 2
    } else {
        return None;
    };
    let word = reading.word(place);
    let second = plain_digits(word)?;
    let last = match word.len() {
        2 if !to => first / 100 * 100 + second,
        4 if gap != "/" || second == first + 1 => second,
        _ => return None,
    };
    let is_range = last > first && EARLIER.contains(&last) && (gap != "/" || last == first + 1);
    let goes_on = reading.gap(place + 1) == "-" && reading.lex(place + 1) == Lex::Digits;
    let is_modern =
        MODERN.contains(&first) || is_named || word.len() == 4 && is_dash && first >= 1500;
    if !is_range || goes_on || is_counted(reading, place) || !is_modern {
        return None;
    }
    let ends = [first, last].map(|year| Date::new(year, None, None));
    let period = Period::days(ends[0]?, ends[1]?);
    let begin = if to && reading.follows(at, &["between"]) {
        at - 1
    } else {
        at
    };
    let mut one = of_period(reading, at, place + 1, &period);
    one.span = Span::new(reading.start(begin), one.span.end);
    Some(one)
}

/// "1990s", "the 90s", "'90s".
fn decade(reading: &Reading<'_, '_>, at: usize, is_apostrophe: bool) -> Option<Period> {
    let word = reading.raw(at);
    let digits = word.strip_suffix('s')?;
    let digits = digits.strip_suffix(['\'', '’']).unwrap_or(digits);
    let year = plain_digits(digits).filter(|year| year % 10 == 0)?;
    match digits.len() {
        4 if EARLIER.contains(&year) => Period::decade(year),
        2 if (20..=90).contains(&year)
            && (is_apostrophe || reading.follows(at, &["the", "early", "late", "mid"])) =>
        {
            Period::decade(1900 + year)
        }
        _ => None,
    }
}

/// "300 BC", "44 B.C.": EDTF counts the year 1 BC as 0.
fn before_christ(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let is_before = matches!(reading.raw(at + 1), "BC" | "BCE" | "B.C" | "B.C.E");
    let is_after = matches!(reading.raw(at + 1), "AD" | "CE" | "A.D");
    if !(is_before || is_after) || !reading.is_joined(at + 1) || !stands_free(reading, at) {
        return None;
    }
    let year = plain_digits(reading.word(at)).filter(|year| (1..=9999).contains(year))?;
    let stop = reading.raw(at + 1).contains('.') && reading.gap(at + 2).starts_with('.');
    let mut one = Found::new(reading.span(at, at + 2), at + 2, Label::DATE);
    one.span.end += usize::from(stop);
    if is_after {
        let period = Period::of(Date::new(year, None, None)?);
        one.value = Some(period.value());
        one.name = period.name;
    } else {
        one.name = if year == 1 {
            "0000".into()
        } else {
            format!("-{:04}", year - 1)
        };
    }
    Some(one)
}

/// "AD 79".
pub(super) fn anno_domini(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let is_era = reading.raw(at) == "AD" && reading.is_joined(at + 1);
    let year =
        plain_digits(reading.word(at + 1)).filter(|year| is_era && (1..=9999).contains(year))?;
    Some(of_period(
        reading,
        at,
        at + 2,
        &Period::of(Date::new(year, None, None)?),
    ))
}

/// "19th century", "twentieth-century", "first quarter of 2023", "second half of 2020".
pub(super) fn with_ordinal(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let number = match reading.lex(at) {
        Lex::Ordinal(number) => i64::from(number),
        Lex::Digits => ordinal_digits(reading.word(at))?,
        // "twenty-first century"
        Lex::Tens(20) if reading.lex(at + 1) == Lex::Ordinal(1) && reading.is_near(at + 1) => {
            return century(reading, at, at + 2, 21);
        }
        _ => return None,
    };
    century(reading, at, at + 1, number).or_else(|| part_of_year(reading, at, number))
}

fn century(reading: &Reading<'_, '_>, at: usize, next: usize, number: i64) -> Option<Found> {
    let is_century = reading.is_near(next) && reading.is_any(next, &["century", "centuries"]);
    let period = Period::century(number).filter(|_| is_century && (1..=21).contains(&number))?;
    Some(of_period(reading, at, next + 1, &period))
}

fn part_of_year(reading: &Reading<'_, '_>, at: usize, number: i64) -> Option<Found> {
    let part = at + 1;
    let of = usize::from(reading.is(at + 2, "of") && reading.is_joined(at + 2));
    let place = at + 2 + of;
    if !reading.is_joined(part) || !reading.is_joined(place) {
        return None;
    }
    let year = a_year(reading, place)?;
    let period = match number {
        1..=4 if reading.is(part, "quarter") => Period::quarter(year, number)?,
        1..=2 if reading.is(part, "half") => {
            let month = |month| Date::new(year, Some(month), None);
            let first = month(6 * number - 5)?;
            Period::days(first, month(6 * number)?)
        }
        _ => return None,
    };
    Some(of_period(reading, at, place + 1, &period))
}

/// "Q1 2023".
pub(super) fn short_quarter(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let number = plain_digits(reading.raw(at).strip_prefix('Q')?)?;
    let of = usize::from(reading.is(at + 1, "of") && reading.is_joined(at + 1));
    let year = a_year(reading, at + 1 + of).filter(|_| reading.is_joined(at + 1 + of))?;
    let period = Period::quarter(year, number)?;
    Some(of_period(reading, at, at + 2 + of, &period))
}

/// "summer of 2020": the hemisphere is not told, so neither are the days.
pub(super) fn season(reading: &Reading<'_, '_>, at: usize) -> Option<Found> {
    let word = reading.word(at);
    let seasons = ["spring", "summer", "autumn", "fall", "winter"];
    let season = seasons
        .iter()
        .find(|season| season.eq_ignore_ascii_case(word))?;
    let of = usize::from(reading.is(at + 1, "of") && reading.is_joined(at + 1));
    let year = a_year(reading, at + 1 + of).filter(|_| reading.is_joined(at + 1 + of))?;
    let next = at + 2 + of;
    let mut one = Found::new(reading.span(at, next), next, Label::DATE);
    one.name = format!("{year} {season}");
    Some(one)
}

/// "early October", "late 2019", "mid-1990s": what is said belongs to the mention, not to its meaning.
pub(super) fn part_of(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let reading = &context.reading;
    let from = at + 1;
    let is_part =
        reading.is_any(at, &["early", "earlier", "mid", "late", "later"]) && reading.is_near(from);
    if !is_part {
        return None;
    }
    let mut one = match reading.lex(from) {
        Lex::Digits => year(context, from).or_else(|| with_ordinal(reading, from)),
        Lex::Month(_) | Lex::ShortMonth(_) => super::dates::month_first(context, from),
        Lex::Ordinal(_) | Lex::Tens(_) => with_ordinal(reading, from),
        Lex::Key(_) => season(reading, from).or_else(|| super::relative::relative(context, from)),
        _ => None,
    }?;
    if one.label != Label::DATE {
        return None;
    }
    one.span = Span::new(reading.start(at), one.span.end);
    Some(one)
}
