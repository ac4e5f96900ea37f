//! Amounts with a unit: percentages, money, durations, ages and quantities. Amounts without a unit are cardinals.

use super::amount::{Amount, Bound, amount_at};
use super::currency::Currency;
use super::lexicon::WordClass;
use super::number::{Number, ParsedNumber};
use super::parse::{Context, Parse};
use super::tokens::TokenView;
use super::{currency, fractions, units};
use crate::entities::mentions::{Basis, Label, Value};
use crate::span::Span;

/// Parses the amount that begins with the token at `at`, with its unit.
pub(super) fn measure(context: &Context<'_, '_>, at: usize) -> Option<Parse> {
    let tokens = &context.tokens;
    if let Some(part) = fractions::part_of_unit(tokens, at) {
        return Some(part);
    }
    let amount = amount_at(tokens, at)?;
    let mut parse = match amount.end_of_change {
        Some(second) => before_change(context, at, &amount, &second),
        None => with_unit(context, at, &amount),
    }?;
    if parse.basis == Basis::Written {
        parse.basis = amount.basis;
    }
    if let Some(low) = amount.plain_low {
        let plain = Amount {
            low,
            plain_low: None,
            ..amount
        };
        parse
            .alternatives
            .extend(with_unit(context, at, &plain).map(|other| other.name));
    }
    Some(parse)
}

/// Parses the number before a change with the unit of the number after it: "2" in "from 2 to 25 percent".
fn before_change<'t>(
    context: &Context<'_, 't>,
    at: usize,
    amount: &Amount<'t>,
    second: &ParsedNumber<'t>,
) -> Option<Parse> {
    let wide = amount.up_to(second);
    let Some(mut parse) = with_unit(context, at, &wide) else {
        return with_unit(context, at, amount);
    };
    parse.span.end = amount.end(&context.tokens);
    parse.next = amount.next;
    if parse.label != Label::CARDINAL || wide.low != amount.low {
        parse.basis = Basis::SharedUnit;
    }
    Some(parse)
}

fn with_unit(context: &Context<'_, '_>, at: usize, amount: &Amount<'_>) -> Option<Parse> {
    let tokens = &context.tokens;
    if amount.currency.is_some() {
        return money_after_symbol(tokens, amount);
    }
    percent(tokens, amount)
        .or_else(|| money(tokens, amount))
        .or_else(|| super::durations::duration(context, amount))
        .or_else(|| quantity(tokens, amount))
        .or_else(|| cardinal(tokens, at, amount))
}

fn parse_of(amount: &Amount<'_>, end: usize, next: usize, label: Label) -> Parse {
    Parse::new(Span::new(amount.start, end), next, label)
}

fn percent(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let next = amount.next;
    if !amount.letters.is_empty() {
        return None;
    }
    let between = tokens.symbol_before(next);
    let between = &between[amount.tail.min(between.len())..];
    let rest = between.trim_start_matches([' ', '\u{A0}']);
    let (end, next) = if rest.starts_with('%') && between.len() - rest.len() <= 2 {
        (amount.end(tokens) + between.len() - rest.len() + 1, next)
    } else if tokens.after_space_or_hyphen(next) && tokens.is_any(next, &["percent", "pct"]) {
        (tokens.end(next), next + 1)
    } else if tokens.after_space_or_hyphen(next) && tokens.matches(next, &["per", "cent"]) {
        (tokens.end(next + 1), next + 2)
    } else if amount.is_percent {
        (tokens.end(next - 1), next)
    } else {
        return None;
    };
    let mut parse = parse_of(amount, end, next, Label::PERCENT);
    parse.name = format!("{}%", amount.normal_form(|number| number.to_string()));
    parse.value = Some(amount.value(Some("%".into())));
    Some(parse)
}

fn money_after_symbol(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    // "$5 to 6 million" and "$100bn", but not "$5th".
    if !amount.letters.is_empty() {
        return None;
    }
    let mut next = amount.next;
    let mut code = amount.currency?;
    // In "$500 USD", the code after the amount is the more precise one.
    if tokens.after_space(next)
        && let Some(explicit) = currency::code(tokens.raw(next)).filter(|code| code.len() == 3)
    {
        (code, next) = (explicit, next + 1);
    }
    let mut parse = money_of(tokens, amount, next, code);
    if code == "USD" && next == amount.next && tokens.text[amount.start..].starts_with('$') {
        add_other_dollars(tokens, amount, &mut parse);
    }
    Some(parse)
}

fn currency_in_text(tokens: &TokenView<'_, '_>, name: &'static str) -> Currency {
    currency::in_text(name, |name| tokens.shared.currency_of_country(name))
}

/// "$" may be the dollar of the country that the text names most.
fn add_other_dollars(tokens: &TokenView<'_, '_>, amount: &Amount<'_>, parse: &mut Parse) {
    let others = currency_in_text(tokens, "dollar").others;
    let number = || amount.normal_form(|number| number.to_string());
    parse
        .alternatives
        .extend(others.iter().map(|other| format!("{other} {}", number())));
    if !others.is_empty() {
        parse.basis = Basis::UsualCurrency;
    }
}

fn money_of(
    tokens: &TokenView<'_, '_>,
    amount: &Amount<'_>,
    next: usize,
    name: &'static str,
) -> Parse {
    let end = if next == amount.next {
        amount.end(tokens)
    } else {
        tokens.end(next - 1)
    };
    let mut parse = parse_of(amount, end, next, Label::MONEY);
    let currency = currency_in_text(tokens, name);
    let number = amount.normal_form(|number| number.to_string());
    let others = currency.others.iter();
    parse.alternatives = others.map(|other| format!("{other} {number}")).collect();
    parse.name = format!("{} {number}", currency.unit);
    parse.value = Some(amount.value(Some(currency.unit.into())));
    if currency.is_by_country {
        parse.basis = Basis::CountryOfText;
    } else if !parse.alternatives.is_empty() {
        parse.basis = Basis::UsualCurrency;
    }
    parse
}

/// Parses "40 billion rubles", "50 cents", "500 Egyptian pounds", "millions of dollars" and "500 €".
fn money(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let next = amount.next;
    if !amount.letters.is_empty() {
        return money_of_letters(tokens, amount);
    }
    if let Some((end, code)) = currency::symbol_after(tokens.symbol_before(next)) {
        let end = tokens.end(next - 1) + end;
        let mut parse = money_of(tokens, amount, next, code);
        parse.span.end = end;
        return Some(parse);
    }
    let of = amount.in_words && tokens.is(next, "of") && tokens.after_space(next);
    let at = next + usize::from(of);
    if let Some(code) = shared_currency(tokens, amount) {
        let mut parse = money_of(tokens, amount, next, code);
        parse.basis = Basis::SharedUnit;
        return Some(parse);
    }
    if !tokens.after_space_or_hyphen(at) {
        return None;
    }
    if let Some((code, is_subunit, next)) = national(tokens, at) {
        return Some(money_of(tokens, &in_units(amount, is_subunit), next, code));
    }
    if tokens.is(at, "won") {
        return is_won(tokens, amount, at).then(|| money_of(tokens, amount, at + 1, "KRW"));
    }
    let (name, is_subunit) = currency::word(tokens.word(at))?;
    if name == "pound" && is_mass(tokens, amount, at) {
        return None;
    }
    Some(money_of(
        tokens,
        &in_units(amount, is_subunit),
        at + 1,
        name,
    ))
}

/// The currency of the number before a change: "$3" in "from $3 to 5 million".
fn shared_currency(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<&'static str> {
    if !amount.scaled || amount.in_words {
        return None;
    }
    let first = tokens.next_from(amount.next.saturating_sub(4), amount.start);
    let from = first.checked_sub(3)?;
    let is_change =
        tokens.is(from, "from") && tokens.is(first - 1, "to") && tokens.after_space(first - 1);
    let symbol = currency::symbol_before(tokens.text_before(from + 1)).filter(|_| is_change)?;
    Some(symbol.1)
}

fn in_units<'t>(amount: &Amount<'t>, is_subunit: bool) -> Amount<'t> {
    if is_subunit {
        amount.map(Number::divided_by_hundred)
    } else {
        *amount
    }
}

/// Parses "500USD" and "50p".
fn money_of_letters(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let next = amount.next;
    if amount.letters == "p"
        && amount
            .low
            .as_integer()
            .is_some_and(|pence| (1..100).contains(&pence))
    {
        return Some(money_of(tokens, &in_units(amount, true), next, "GBP"));
    }
    let name = currency::code(amount.letters).filter(|_| amount.letters.len() > 1)?;
    Some(money_of(tokens, amount, next, name))
}

/// Parses "Egyptian pounds", "U.S. dollars", "Sri Lankan rupees": the code, whether it is a subunit, the next token.
fn national(tokens: &TokenView<'_, '_>, at: usize) -> Option<(&'static str, bool, usize)> {
    (at..at + 2).find_map(|at| {
        let is_stop = tokens.text_before(at + 1) == ". ";
        if !(tokens.after_space(at + 1) || is_stop) || !tokens.is_capitalised(at) {
            return None;
        }
        let (code, is_subunit) = currency::national(tokens.raw(at), tokens.raw(at + 1))?;
        Some((code, is_subunit, at + 2))
    })
}

/// True if "won" at `at` is the currency: "190,000 won", "300 won a share", but not "40 won seats".
fn is_won(tokens: &TokenView<'_, '_>, amount: &Amount<'_>, at: usize) -> bool {
    const BEFORE_SUMS: &[&str] = &[
        "at", "of", "to", "from", "for", "by", "is", "was", "are", "were", "worth", "costs",
        "cost", "paid", "pay", "pays", "than", "between", "and", "below", "above", "or", "with",
        "rose", "fell", "gained", "lost", "jumped",
    ];
    let first = tokens.next_from(at.saturating_sub(12), amount.start);
    let is_sum = amount.scaled
        || amount.bound != Bound::Exact
        || amount.high.is_some()
        || amount.low.to_f64() >= 1000.0
        || tokens.follows(first, BEFORE_SUMS) && !amount.in_words;
    is_sum && !is_verb(tokens, at + 1)
}

/// True if an object follows "won": "two million won the right", but not "300 won a share".
fn is_verb(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    const PARTS: &[&str] = &[
        "share", "barrel", "day", "month", "year", "week", "hour", "kilo", "kilogram", "litre",
        "liter", "person", "piece", "tonne", "ton", "head", "dollar", "night", "meal", "ticket",
        "unit",
    ];
    let is_rate = tokens.is_any(at, &["a", "an", "per"]) && tokens.is_any(at + 1, PARTS);
    tokens.after_space(at)
        && !is_rate
        && (tokens.is_any(
            at,
            &[
                "the", "a", "an", "their", "his", "her", "its", "no", "seats", "medals", "gold",
            ],
        ) || tokens.class(at) == WordClass::Digits)
}

/// True if pounds are a mass: "20 pounds of explosives".
fn is_mass(tokens: &TokenView<'_, '_>, amount: &Amount<'_>, at: usize) -> bool {
    let is_pound = tokens.is_any(at, &["pound", "pounds"]);
    let of = tokens.after_space(at + 1) && tokens.is_any(at + 1, &["of", "heavier", "lighter"]);
    let first = tokens.next_from(at.saturating_sub(12), amount.start);
    let weighs = tokens.follows(first, &["weighing", "weighs", "weighed", "weigh"]);
    is_pound && (of || weighs)
}

fn quantity(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let (unit, end, next) = degrees(tokens, amount).or_else(|| unit_after(tokens, amount))?;
    let mut parse = parse_of(amount, end, next, Label::QUANTITY);
    let is_degree = unit.starts_with('°') || unit == "degree";
    let is_below = tokens.after_space(next)
        && tokens.is(next, "below")
        && tokens.is_any(next + 1, &["zero", "freezing"]);
    if is_degree && is_below && amount.is_plain() {
        parse.span.end = tokens.end(next + 1);
        parse.next = next + 2;
        parse.name = format!("{} {unit}", amount.low.negated());
        parse.value = Some(Value::exact(-amount.low.to_f64(), Some(unit.into())));
        return Some(parse);
    }
    if let Some(start) = minus_before(tokens, amount).filter(|_| is_degree) {
        parse.span.start = start;
        parse.name = format!("{} {unit}", amount.low.negated());
        parse.value = Some(Value::exact(-amount.low.to_f64(), Some(unit.into())));
        return Some(parse);
    }
    parse.name = format!("{} {unit}", amount.normal_form(|number| number.to_string()));
    parse.value = Some(amount.value(Some(unit.into())));
    Some(parse)
}

/// Returns the start of a minus sign or the word "minus" before an exact amount.
fn minus_before(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<usize> {
    if !amount.is_plain() {
        return None;
    }
    let before = &tokens.text[..amount.start];
    if before.ends_with(['-', '−']) {
        return before.char_indices().next_back().map(|(start, _)| start);
    }
    let word = before.trim_end_matches([' ', '\u{A0}']);
    let starts = ["minus", "Minus"]
        .iter()
        .filter_map(|minus| word.strip_suffix(minus));
    let start = starts.map(str::len).next()?;
    (word.len() < before.len() && !before[..start].ends_with(char::is_alphanumeric))
        .then_some(start)
}

/// Parses "40C" and "-9F", but not "seat 14C".
fn glued_degrees(
    tokens: &TokenView<'_, '_>,
    amount: &Amount<'_>,
) -> Option<(String, usize, usize)> {
    let unit = match amount.letters {
        "C" => "°C",
        "F" => "°F",
        _ => return None,
    };
    let at = amount.next - 1;
    let is_name = at > 0 && tokens.after_space(at) && {
        const NAMED: &[&str] = &[
            "seat",
            "gate",
            "room",
            "flat",
            "section",
            "article",
            "unit",
            "apartment",
            "block",
        ];
        tokens.is_any(at - 1, NAMED)
            || tokens.is_capitalised(at - 1) && at > 1 && !tokens.text_before(at - 1).contains('.')
    };
    (!is_name).then(|| (unit.into(), tokens.end(at), amount.next))
}

/// Parses "25°C" and "30 degrees Celsius": the unit, its end offset and the index of the next token.
fn degrees(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<(String, usize, usize)> {
    let next = amount.next;
    let scale = |at: usize| match tokens.raw(at) {
        "C" | "Celsius" | "celsius" | "centigrade" => Some("°C"),
        "F" | "Fahrenheit" | "fahrenheit" => Some("°F"),
        _ => None,
    };
    if !amount.letters.is_empty() {
        return glued_degrees(tokens, amount);
    }
    let between = tokens.symbol_before(next);
    if matches!(between, "°" | " °" | "º" | "° ") {
        return scale(next).map(|unit| (unit.into(), tokens.end(next), next + 1));
    }
    if matches!(between, "℃" | " ℃" | "℃ ") {
        return Some((
            "°C".into(),
            tokens.end(next - 1) + between.trim_end().len(),
            next,
        ));
    }
    let is_degrees =
        tokens.after_space_or_hyphen(next) && tokens.is_any(next, &["degree", "degrees"]);
    (is_degrees && tokens.after_space(next + 1))
        .then(|| scale(next + 1))
        .flatten()
        .map(|unit| (unit.into(), tokens.end(next + 1), next + 2))
}

fn unit_after(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<(String, usize, usize)> {
    let next = amount.next;
    if !amount.letters.is_empty() {
        let unit = units::unit(amount.letters, true)?;
        if unit == "nm" && is_at_sea(tokens, next) {
            return Some(("nmi".into(), tokens.end(next - 1), next));
        }
        return Some(per_hour(tokens, unit.into(), next));
    }
    if let Some((unit, end)) = with_exponent(tokens, next) {
        return Some((unit, end, tokens.next_from(next, end)));
    }
    if !amount.is_before_unit(tokens) {
        return None;
    }
    if tokens.is(next, "nm") && is_at_sea(tokens, next + 1) {
        return Some(("nmi".into(), tokens.end(next), next + 1));
    }
    if let Some(power) = units::power(tokens.raw(next)) {
        let unit = units::unit(tokens.word(next + 1), true).filter(|_| {
            tokens.after_space_or_hyphen(next + 1) || tokens.text_before(next + 1) == ". "
        })?;
        return Some((format!("{unit}{power}"), tokens.end(next + 1), next + 2));
    }
    if tokens.is_any(next, &["pound", "pounds"]) {
        return Some(("lb".into(), tokens.end(next), next + 1));
    }
    for (words, unit) in [
        (["basis", "points"], "bp"),
        (["percentage", "points"], "pp"),
        (["percentage", "point"], "pp"),
    ] {
        if tokens.matches(next, &words) {
            return Some((unit.into(), tokens.end(next + 1), next + 2));
        }
    }
    if tokens.is(next, "metric") {
        let is_ton = tokens.is_any(next + 1, &["ton", "tons", "tonnes"]);
        return (is_ton && tokens.after_space(next + 1))
            .then(|| ("t".into(), tokens.end(next + 1), next + 2));
    }
    if tokens.is(next, "nautical") {
        let is_mile = tokens.is_any(next + 1, &["mile", "miles"]);
        return (is_mile && tokens.after_space_or_hyphen(next + 1))
            .then(|| ("nmi".into(), tokens.end(next + 1), next + 2));
    }
    let unit = units::unit(tokens.word(next), tokens.is_any(next, &["t", "oz", "mi"]))?;
    if tokens.after_hyphen(next + 1) && tokens.is(next + 1, "hour") {
        return (unit == "kW").then(|| ("kWh".into(), tokens.end(next + 1), next + 2));
    }
    Some(per_hour(tokens, unit.into(), next + 1))
}

/// True for words after a distance at sea: "12 nm off Hodeidah".
fn is_at_sea(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    const DIRECTIONS: &[&str] = &["off", "from", "away", "offshore", "out"];
    let word = tokens.raw(at);
    tokens.after_space(at)
        && (tokens.is_any(at, DIRECTIONS)
            || ["north", "south", "east", "west"]
                .iter()
                .any(|direction| word.starts_with(direction)))
}

/// Parses "m²": the unit with its exponent, and its end offset.
fn with_exponent(tokens: &TokenView<'_, '_>, at: usize) -> Option<(String, usize)> {
    let name = tokens.word(at).trim_end_matches(['²', '³']);
    let end = tokens.start(at) + name.len();
    let power = match tokens.text[end..].chars().next() {
        Some('²') => "2",
        Some('³') => "3",
        _ => return None,
    };
    let unit = units::unit(name, true).filter(|_| tokens.after_space_or_hyphen(at))?;
    Some((format!("{unit}{power}"), end + '²'.len_utf8()))
}

/// Turns a length into a speed if a time follows: "km/h", "miles per hour", "kilometres an hour".
fn per_hour(tokens: &TokenView<'_, '_>, unit: String, next: usize) -> (String, usize, usize) {
    let end = tokens.end(next - 1);
    let is_length = matches!(unit.as_str(), "km" | "mi" | "m" | "ft");
    if !is_length {
        return (unit, end, next);
    }
    let time = |at: usize| match tokens.raw(at) {
        "h" | "hour" | "hr" => Some("h"),
        "s" | "second" | "sec" => Some("s"),
        _ => None,
    };
    let after_slash = (tokens.symbol_before(next) == "/")
        .then(|| time(next))
        .flatten();
    let is_per = tokens.after_space(next) && tokens.is_any(next, &["per", "an", "a"]);
    let in_words = (is_per && tokens.after_space(next + 1))
        .then(|| time(next + 1))
        .flatten();
    match (after_slash, in_words) {
        (Some(time), _) => (format!("{unit}/{time}"), tokens.end(next), next + 1),
        (_, Some(time)) => (format!("{unit}/{time}"), tokens.end(next + 1), next + 2),
        _ => (unit, end, next),
    }
}

/// Words before a number that make it part of a name instead of a count.
const NAMED_BY_NUMBER: &[&str] = &[
    "flight",
    "route",
    "highway",
    "boeing",
    "cessna",
    "embraer",
    "superjet",
    "fokker",
    "airbus",
    "section",
    "chapter",
    "article",
    "page",
    "pages",
    "no",
    "category",
    "phase",
    "stage",
    "type",
    "episode",
    "gate",
    "terminal",
    "exit",
    "channel",
    "version",
    "windows",
    "figure",
    "table",
    "resolution",
    "iphone",
    "apollo",
    "formula",
    "grade",
    "level",
    "reactor",
    "platform",
    "district",
    "sector",
    "falcon",
    "galaxy",
    "playstation",
    "covid",
    "max",
    "psalms",
    "verse",
    "bus",
    "freephone",
    "ligue",
    "serie",
    "room",
    "volume",
    "interstate",
    "psalm",
];

/// Nouns before which even "one" is a count.
const COUNTED_BY_ONE: &[&str] = &[
    "person",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "soldier",
    "officer",
    "policeman",
    "civilian",
    "dead",
    "killed",
    "injured",
    "wounded",
    "missing",
    "death",
    "injury",
    "case",
    "victim",
    "survivor",
];

fn cardinal(tokens: &TokenView<'_, '_>, at: usize, amount: &Amount<'_>) -> Option<Parse> {
    let next = amount.next;
    let is_metres = amount.scaled && amount.letters.is_empty() && has_m_suffix(tokens, next - 1);
    if !amount.letters.is_empty() || !has_right_boundary(tokens, next) {
        return None;
    }
    if is_metres && !means_million(tokens, next) {
        return metres(tokens, amount);
    }
    if amount.is_lone_one && !(tokens.after_space(next) && tokens.is_any(next, COUNTED_BY_ONE)) {
        return None;
    }
    let is_name = !amount.in_words
        && amount.is_plain()
        && at > 0
        && (tokens.after_space(at) || tokens.is(at - 1, "no") && tokens.text_before(at) == ". ")
        && tokens.is_any(at - 1, NAMED_BY_NUMBER)
        || at > 0 && tokens.raw(at - 1) == "Model"
        || is_code(tokens, at, amount);
    if is_name || is_address(tokens, amount) || is_reference_number(tokens, at, next) {
        return None;
    }
    let mut parse = parse_of(amount, amount.end(tokens), next, Label::CARDINAL);
    parse.name = amount.normal_form(|number| number.to_string());
    parse.value = Some(amount.value(None));
    Some(parse)
}

/// True for "007", "7-Eleven" and "737-800".
fn is_code(tokens: &TokenView<'_, '_>, at: usize, amount: &Amount<'_>) -> bool {
    let (word, next) = (tokens.raw(at), amount.next);
    let is_padded = word.len() > 1 && word.starts_with('0') && !word.contains(['.', ',']);
    let brand = |first: usize| {
        tokens.raw(first) == "7"
            && tokens.after_hyphen(first + 1)
            && tokens.raw(first + 1) == "Eleven"
    };
    let is_aircraft = word.len() == 3
        && super::number::plain_digits(word).is_some()
        && word.starts_with('7')
        && word.ends_with('7')
        && (tokens.after_hyphen(next) || tokens.is_any(next, &["MAX", "Max"]));
    !amount.in_words && (is_padded || is_aircraft) || brand(at) || at > 0 && brand(at - 1)
}

/// True for a reference number: "He fled.[12]".
fn is_reference_number(tokens: &TokenView<'_, '_>, at: usize, next: usize) -> bool {
    next == at + 1
        && tokens.text_before(at).ends_with('[')
        && tokens.text_before(next).starts_with(']')
        && tokens.raw(at).len() <= 3
}

/// The last word of a street name.
const STREET_WORDS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "boulevard",
    "blvd",
    "drive",
    "lane",
    "square",
    "terrace",
];

/// True for a house number: "10 Downing Street".
fn is_address(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> bool {
    let next = amount.next;
    let is_number = !amount.in_words && amount.is_plain() && !amount.scaled;
    let names = (next..next + 4)
        .take_while(|&at| tokens.after_space(at) && tokens.is_capitalised(at))
        .skip(1);
    is_number && names.into_iter().any(|at| tokens.is_any(at, STREET_WORDS))
}

fn has_m_suffix(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    tokens.class(at) == WordClass::Digits && tokens.word(at).ends_with(['m', 'M', 'b', 'B'])
}

/// True if "m" means million, as in "5m people"; "5m" alone is ambiguous.
fn means_million(tokens: &TokenView<'_, '_>, next: usize) -> bool {
    let word = tokens.raw(next);
    tokens.after_space(next)
        && (word == "people" || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

fn metres(tokens: &TokenView<'_, '_>, amount: &Amount<'_>) -> Option<Parse> {
    let next = amount.next;
    let is_length = [
        "tall", "wide", "long", "deep", "high", "away", "from", "race", "sprint", "final",
    ];
    let word = tokens.word(next - 1);
    if !tokens.after_space(next) || !tokens.is_any(next, &is_length) || !word.ends_with('m') {
        return None;
    }
    let (number, _) = super::number::leading_number(word)?;
    let mut parse = parse_of(amount, tokens.end(next - 1), next, Label::QUANTITY);
    parse.name = format!("{}{number} m", amount.bound.prefix());
    let (low, high) = amount.bound.ends(number.to_f64());
    parse.value = Some(Value::Amount {
        low,
        best: number.to_f64(),
        high,
        unit: Some("m".into()),
    });
    amount.high.is_none().then_some(parse)
}

/// True if no punctuation joins the number to the text after it.
fn has_right_boundary(tokens: &TokenView<'_, '_>, next: usize) -> bool {
    let between = tokens.text_before(next);
    let is_tight = next < tokens.len() && between.chars().count() == 1;
    match between.chars().next() {
        Some('/' | ':' | '\\' | '_' | '@' | '&' | '=' | '^' | '~') => !is_tight,
        Some('°' | '′') => false,
        // "12-34-56" and other codes.
        Some('-') => !(is_tight && tokens.class(next) == WordClass::Digits),
        None => next >= tokens.len(),
        _ => true,
    }
}
