//! Years and longer periods: "2015", "from 2019 to 2021", "the 1990s", "the 19th century", "summer of 2020".

use super::calendar::{Period, Resolution, closest_quarter};
use super::clause::{self, Tense};
use super::dates::is_counted;
use super::fractions::ordinal_digits;
use super::lexicon::WordClass;
use super::number::{has_left_boundary, plain_digits};
use super::parse::{Context, Parse};
use super::tokens::TokenView;
use crate::corpus::Date;
use crate::entities::mentions::{Basis, Label};
use crate::entities::names::is_hyphen;
use crate::span::Span;

/// Four-digit numbers that are read as years without further context.
const MODERN: std::ops::RangeInclusive<i64> = 1900..=2050;
/// Four-digit numbers that are read as years if the context supports it.
const EARLIER: std::ops::RangeInclusive<i64> = 1000..=2100;

const BEFORE_YEARS: &[&str] = &[
    "in", "since", "until", "till", "from", "during", "before", "after", "by", "of", "early",
    "late", "mid", "around", "circa", "year", "born", "died", "through", "between", "and", "to",
    "the", "c", "winter", "spring", "summer", "autumn", "fall",
];

/// Parses an expression that begins with a year: the year itself, a range or a decade.
pub(super) fn year(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let is_apostrophe = tokens.text_before(at).ends_with(['\'', '’', '‘']);
    if let Some(period) = decade(tokens, at, is_apostrophe) {
        return Some(with_period(tokens, at, at + 1, &period));
    }
    if let Some(era) = before_christ(tokens, at) {
        return Some(era);
    }
    if !(has_left_boundary(tokens, at) || tokens.follows(at, &["mid", "pre", "post"])) {
        return None;
    }
    let first = year_at(tokens, at)?;
    if let Some(range) = range(tokens, at, first) {
        return Some(range);
    }
    let date = Date::new(first, None, None)?;
    is_plausible_year(tokens, at, first).then(|| with_period(tokens, at, at + 1, &Period::of(date)))
}

fn year_at(tokens: &TokenView<'_, '_>, at: usize) -> Option<i64> {
    let word = tokens.word(at);
    plain_digits(word).filter(|year| word.len() == 4 && EARLIER.contains(year))
}

fn with_period(tokens: &TokenView<'_, '_>, at: usize, next: usize, period: &Period) -> Parse {
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    parse.name.clone_from(&period.name);
    parse.value = Some(period.value());
    parse
}

/// True unless the number counts something or is part of a code.
fn is_plausible_year(tokens: &TokenView<'_, '_>, at: usize, year: i64) -> bool {
    let after = tokens.text_before(at + 1);
    // "in 2022: those who pay" is a year, "2022:5" is not.
    let is_tight = after.chars().count() == 1;
    let is_code = after.starts_with(['/', '%', '@', '+', '_'])
        || after.starts_with(':') && is_tight
        || after == "-" && tokens.class(at + 1) == WordClass::Digits;
    if is_code || is_counted(tokens, at) {
        return false;
    }
    let in_brackets = tokens.text_before(at).ends_with('(') && after.starts_with([')', ',', ';']);
    let has_context = in_brackets || tokens.follows(at, BEFORE_YEARS);
    MODERN.contains(&year) && !tokens.text_before(at).ends_with(['$', '€', '£']) || has_context
}

/// Parses "between 2019 and 2021".
pub(super) fn between(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let from = at + 1;
    if !tokens.is(at, "between") || !tokens.after_space(from) {
        return None;
    }
    range(tokens, from, year_at(tokens, from)?)
}

/// Parses "2019-21", "from 2019 to 2021" and "2019/20".
fn range(tokens: &TokenView<'_, '_>, at: usize, first: i64) -> Option<Parse> {
    let between = tokens.text_before(at + 1);
    let is_dash = between.chars().count() == 1 && between.chars().all(is_hyphen);
    let is_named = tokens.follows(at, &["from", "between"]);
    let to = tokens.after_space(at + 1)
        && (tokens.is(at + 1, "to")
            || tokens.is(at + 1, "and") && tokens.follows(at, &["between"]))
        && tokens.after_space(at + 2);
    let last_token = if is_dash || between == "/" {
        at + 1
    } else if to {
        at + 2
    } else {
        return None;
    };
    let word = tokens.word(last_token);
    let second = plain_digits(word)?;
    let last = match word.len() {
        2 if !to => first / 100 * 100 + second,
        4 if between != "/" || second == first + 1 => second,
        _ => return None,
    };
    let is_range = last > first && EARLIER.contains(&last) && (between != "/" || last == first + 1);
    let continues = tokens.text_before(last_token + 1) == "-"
        && tokens.class(last_token + 1) == WordClass::Digits;
    let is_modern =
        MODERN.contains(&first) || is_named || word.len() == 4 && is_dash && first >= 1500;
    if !is_range || continues || is_counted(tokens, last_token) || !is_modern {
        return None;
    }
    let ends = [first, last].map(|year| Date::new(year, None, None));
    let period = Period::days(ends[0]?, ends[1]?);
    let begin = if to && tokens.follows(at, &["between"]) {
        at - 1
    } else {
        at
    };
    let mut parse = with_period(tokens, at, last_token + 1, &period);
    parse.span = Span::new(tokens.start(begin), parse.span.end);
    Some(parse)
}

/// Parses "1990s", "the 90s" and "'90s".
fn decade(tokens: &TokenView<'_, '_>, at: usize, is_apostrophe: bool) -> Option<Period> {
    let word = tokens.raw(at);
    let digits = word.strip_suffix('s')?;
    let digits = digits.strip_suffix(['\'', '’']).unwrap_or(digits);
    let year = plain_digits(digits).filter(|year| year % 10 == 0)?;
    match digits.len() {
        4 if EARLIER.contains(&year) => Period::decade(year),
        2 if (20..=90).contains(&year)
            && (is_apostrophe || tokens.follows(at, &["the", "early", "late", "mid"])) =>
        {
            Period::decade(1900 + year)
        }
        _ => None,
    }
}

/// Parses "300 BC" and "44 B.C.". In EDTF, 1 BC is the year 0.
fn before_christ(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let is_before = matches!(tokens.raw(at + 1), "BC" | "BCE" | "B.C" | "B.C.E");
    let is_after = matches!(tokens.raw(at + 1), "AD" | "CE" | "A.D");
    if !(is_before || is_after) || !tokens.after_space(at + 1) || !has_left_boundary(tokens, at) {
        return None;
    }
    let year = plain_digits(tokens.word(at)).filter(|year| (1..=9999).contains(year))?;
    let stop = tokens.raw(at + 1).contains('.') && tokens.text_before(at + 2).starts_with('.');
    let mut parse = Parse::new(tokens.span(at, at + 2), at + 2, Label::DATE);
    parse.span.end += usize::from(stop);
    if is_after {
        let period = Period::of(Date::new(year, None, None)?);
        parse.value = Some(period.value());
        parse.name = period.name;
    } else {
        parse.name = if year == 1 {
            "0000".into()
        } else {
            format!("-{:04}", year - 1)
        };
    }
    Some(parse)
}

/// Parses "AD 79".
pub(super) fn anno_domini(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let is_era = tokens.raw(at) == "AD" && tokens.after_space(at + 1);
    let year =
        plain_digits(tokens.word(at + 1)).filter(|year| is_era && (1..=9999).contains(year))?;
    Some(with_period(
        tokens,
        at,
        at + 2,
        &Period::of(Date::new(year, None, None)?),
    ))
}

/// Parses "19th century", "twentieth-century", "first quarter of 2023" and "second half of 2020".
pub(super) fn with_ordinal(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let number = match tokens.class(at) {
        WordClass::Ordinal(number) => i64::from(number),
        WordClass::Digits => ordinal_digits(tokens.word(at))?,
        // "twenty-first century"
        WordClass::Tens(20)
            if tokens.class(at + 1) == WordClass::Ordinal(1)
                && tokens.after_space_or_hyphen(at + 1) =>
        {
            return century(tokens, at, at + 2, 21);
        }
        _ => return None,
    };
    century(tokens, at, at + 1, number).or_else(|| part_of_year(tokens, at, number))
}

fn century(tokens: &TokenView<'_, '_>, at: usize, next: usize, number: i64) -> Option<Parse> {
    let is_century =
        tokens.after_space_or_hyphen(next) && tokens.is_any(next, &["century", "centuries"]);
    let period = Period::century(number).filter(|_| is_century && (1..=21).contains(&number))?;
    Some(with_period(tokens, at, next + 1, &period))
}

fn part_of_year(tokens: &TokenView<'_, '_>, at: usize, number: i64) -> Option<Parse> {
    let part = at + 1;
    let of = usize::from(tokens.is(at + 2, "of") && tokens.after_space(at + 2));
    let last_token = at + 2 + of;
    if !tokens.after_space(part) || !tokens.after_space(last_token) {
        return None;
    }
    let year = year_at(tokens, last_token)?;
    let period = match number {
        1..=4 if tokens.is(part, "quarter") => Period::quarter(year, number)?,
        1..=2 if tokens.is(part, "half") => {
            let month = |month| Date::new(year, Some(month), None);
            let first = month(6 * number - 5)?;
            Period::days(first, month(6 * number)?)
        }
        _ => return None,
    };
    Some(with_period(tokens, at, last_token + 1, &period))
}

/// Parses "Q1 2023" and "H1 2024".
pub(super) fn short_quarter(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let raw = tokens.raw(at);
    let half = raw.strip_prefix('H').and_then(plain_digits);
    let number = half.or_else(|| plain_digits(raw.strip_prefix('Q')?))?;
    let of = usize::from(tokens.is(at + 1, "of") && tokens.after_space(at + 1));
    let year = year_at(tokens, at + 1 + of).filter(|_| tokens.after_space(at + 1 + of));
    let Some(year) = year else {
        return quarter_alone(context, at, number).filter(|_| half.is_none());
    };
    let period = match half {
        Some(half) => {
            let month = |month| Date::new(year, Some(month), None);
            Period::months(month(6 * half - 5)?, month(6 * half)?)
        }
        None => Period::quarter(year, number)?,
    };
    Some(with_period(tokens, at, at + 2 + of, &period))
}

/// Parses "in Q3", which may be of a fiscal year.
fn quarter_alone(context: &Context<'_, '_>, at: usize, number: i64) -> Option<Parse> {
    let tokens = &context.tokens;
    if !tokens.follows(at, &["in", "for", "during", "since", "by", "until"])
        || !(1..=4).contains(&number)
    {
        return None;
    }
    let mut parse = Parse::new(tokens.span(at, at + 1), at + 1, Label::DATE);
    let closest = |tense| {
        context
            .date
            .and_then(|date| closest_quarter(date, number, tense))
    };
    let cue = context.date.and_then(|_| clause::cue(tokens, at, at + 1));
    match Resolution::by_tense(cue, closest(Tense::Past), closest(Tense::Future)) {
        Some(resolution) => {
            resolution.give_to(&mut parse);
            parse.basis = Basis::PartOfPeriod;
        }
        None => tokens.raw(at).clone_into(&mut parse.name),
    }
    Some(parse)
}

/// Parses "summer of 2020". It has no value, because the days depend on the hemisphere.
pub(super) fn season(tokens: &TokenView<'_, '_>, at: usize) -> Option<Parse> {
    let word = tokens.word(at);
    let seasons = ["spring", "summer", "autumn", "fall", "winter"];
    let season = seasons
        .iter()
        .find(|season| season.eq_ignore_ascii_case(word))?;
    let of = usize::from(tokens.is(at + 1, "of") && tokens.after_space(at + 1));
    let year = year_at(tokens, at + 1 + of).filter(|_| tokens.after_space(at + 1 + of))?;
    let next = at + 2 + of;
    let mut parse = Parse::new(tokens.span(at, next), next, Label::DATE);
    parse.name = format!("{year} {season}");
    Some(parse)
}

/// Parses "early October", "late 2019" and "mid-1990s". The modifier extends the span, but does not narrow the value.
pub(super) fn part_of(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    let from = at + 1;
    let is_part = tokens.is_any(at, &["early", "earlier", "mid", "late", "later"])
        && tokens.after_space_or_hyphen(from);
    if !is_part {
        return None;
    }
    let mut parse = match tokens.class(from) {
        WordClass::Digits => year(context, from).or_else(|| with_ordinal(tokens, from)),
        WordClass::Month(_) | WordClass::ShortMonth(_) => super::dates::month_first(context, from),
        WordClass::Ordinal(_) | WordClass::Tens(_) => with_ordinal(tokens, from),
        WordClass::Trigger(_) => {
            season(tokens, from).or_else(|| super::relative::relative(context, from))
        }
        _ => None,
    }?;
    if parse.label != Label::DATE {
        return None;
    }
    parse.span = Span::new(tokens.start(at), parse.span.end);
    Some(parse)
}
