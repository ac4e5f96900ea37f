//! Rule-based detection of dates, numbers and addresses.
//!
//! Takes the tokens of a text and returns mentions of dates, times, durations, ages, money, percentages, quantities,
//! numbers, ordinals and addresses. Each mention has one normal form and, if it can be resolved, a [`Value`]. Parsing
//! starts only at tokens that can begin an expression: tokens with a digit, words of a small table (`lexicon`) and
//! tokens after a symbol such as `@`. Each parser reads a bounded number of tokens, so the cost is linear. The longest
//! parse wins.
//!
//! `tokens` gives the parsers access to the tokens of a paragraph. `number` and `amount` parse numbers, `measures` and
//! `durations` their units, and `fractions` fractions and ordinals. `dates`, `years`, `relative` and `calendar` handle
//! dates, `times` times of day, and `addresses` everything else. docs/patterns.md lists the supported expressions and
//! the known exclusions.
//!
//! `clause` finds the tense of the clause of a date, `compound` parses parts of periods, `leaning` dates that depend on
//! others of the text, and `change` says which numbers are the difference and the ends of a change.
//!
//! Not supported: "may", "march" and "second" on their own, languages other than English, and holidays.

mod addresses;
mod amount;
mod calendar;
#[cfg(test)]
mod cases;
mod change;
mod clause;
mod compound;
mod currency;
mod dates;
mod decimal;
mod digits;
mod durations;
mod fractions;
mod leaning;
mod lexicon;
mod measures;
mod number;
mod parse;
mod relative;
mod times;
mod tokens;
mod units;
mod years;

use lexicon::{WordClass, grammars};
use parse::{Context, Parse};

use crate::corpus::Date;
use crate::entities::detect::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Relation};
use crate::error::Result;
use crate::parallel::Workers;

/// Bytes of text between two checks for cancellation.
const BYTES_PER_CHECK: usize = 1 << 16;

/// Finds all pattern mentions of a text, in order and without overlaps.
///
/// Relative dates are resolved against `date`, the document's date, if it is given.
pub(super) fn pattern_mentions(
    words: &TextWords<'_>,
    date: Option<Date>,
    workers: &Workers,
) -> Result<Vec<Mention>> {
    let mut mentions: Vec<Mention> = Vec::new();
    let (mut next_check, mut end) = (0, 0);
    let shared = tokens::Shared::new(words, workers)?;
    for tokens in tokens::paragraphs(&shared) {
        let context = Context { tokens, date };
        let mut at = 0;
        while at < tokens.len() {
            if tokens.start(at) >= next_check {
                workers.check()?;
                next_check = tokens.start(at) + BYTES_PER_CHECK;
            }
            // A parse may start before its first token, at a symbol, but must not overlap the previous parse.
            match context.parse_at(at).filter(|parse| parse.span.start >= end) {
                Some(mut parse) => {
                    parse.relation = context.relation(at, &parse);
                    shared.remember(parse.value.as_ref());
                    (at, end) = (parse.next.max(at + 1), parse.span.end);
                    mentions.push(parse.into_mention());
                }
                None => at += 1,
            }
        }
    }
    Ok(mentions)
}

impl Context<'_, '_> {
    /// Returns what a figure that begins with the token `at` is in a change.
    fn relation(&self, at: usize, parse: &Parse) -> Option<Relation> {
        let labels = [
            Label::CARDINAL,
            Label::MONEY,
            Label::PERCENT,
            Label::QUANTITY,
        ];
        labels
            .contains(&parse.label)
            .then(|| change::relation(&self.tokens, at, parse))
            .flatten()
    }

    /// Returns the longest parse that begins at the token `at`; the first one wins a tie.
    fn parse_at(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        let class = tokens.class(at);
        let is_other = matches!(class, WordClass::Other | WordClass::Digits);
        if is_other && let Some(address) = addresses::address(tokens, at) {
            return Some(address);
        }
        match class {
            WordClass::Digits => self.parse_digits(at),
            WordClass::Glued => self
                .address(at)
                .or_else(|| addresses::prefixed_coordinates(&self.tokens, at))
                .or_else(|| measures::measure(self, at)),
            WordClass::Month(_) | WordClass::ShortMonth(_) => {
                self.address(at).or_else(|| dates::month_first(self, at))
            }
            WordClass::Weekday(_) | WordClass::ShortWeekday(_) => {
                self.address(at).or_else(|| dates::weekday(self, at))
            }
            WordClass::Other | WordClass::Hundred | WordClass::Scale(_) | WordClass::Dozen => None,
            _ => self.address(at).or_else(|| self.parse_words(at)),
        }
    }

    /// Parses an address whose first token is also a word of the lexicon.
    fn address(&self, at: usize) -> Option<Parse> {
        addresses::address(&self.tokens, at)
    }

    fn parse_digits(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        Longest::default()
            .or(addresses::coordinates(tokens, at))
            .or(addresses::phone(tokens, at))
            .or(dates::in_digits(self, at))
            .or(dates::day_first(self, at))
            .or(times::time(tokens, at))
            .or(durations::age_between_commas(tokens, at))
            .or(durations::age_of_person(tokens, at))
            .or(durations::age_decade(tokens, at))
            .or(years::year(self, at))
            .or(dates::listed_day(self, at))
            .or(dates::listed_after_month(self, at))
            .or(years::with_ordinal(tokens, at))
            .or(compound::part_of_period(self, at))
            .or(fractions::ordinal(tokens, at))
            .or(fractions::fraction(tokens, at))
            .or(measures::measure(self, at))
            .0
    }

    fn parse_words(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        match tokens.class(at) {
            WordClass::BelowTwenty(_) | WordClass::Plural(_) => {
                Longest::default()
                    .or(durations::age_of_person(tokens, at))
                    .or(times::time(tokens, at))
                    .or(fractions::fraction(tokens, at))
                    .or(measures::measure(self, at))
                    .0
            }
            WordClass::Tens(_) | WordClass::Ordinal(_) => {
                Longest::default()
                    .or(dates::day_first(self, at))
                    .or(years::with_ordinal(tokens, at))
                    .or(compound::part_of_period(self, at))
                    .or(fractions::ordinal(tokens, at))
                    .or(measures::measure(self, at))
                    .0
            }
            WordClass::Trigger(grammars) => self.parse_trigger(at, grammars),
            _ => None,
        }
    }

    fn parse_trigger(&self, at: usize, grammars: u16) -> Option<Parse> {
        let tokens = &self.tokens;
        let permitted = |grammar: u16| (grammars & grammar == grammar).then_some(());
        Longest::default()
            .or(permitted(grammars::RELATIVE).and_then(|()| relative::relative(self, at)))
            .or(permitted(grammars::AROUND_DOCUMENT_DATE)
                .and_then(|()| compound::part_of_period(self, at)))
            .or(permitted(grammars::AROUND_DOCUMENT_DATE)
                .and_then(|()| durations::around_document_date(self, at)))
            .or(permitted(grammars::AGE).and_then(|()| durations::aged(tokens, at)))
            .or(permitted(grammars::DURATION).and_then(|()| durations::with_article(self, at)))
            .or(permitted(grammars::PART_OF_PERIOD).and_then(|()| years::part_of(self, at)))
            .or(permitted(grammars::BETWEEN).and_then(|()| years::between(tokens, at)))
            .or(permitted(grammars::BETWEEN).and_then(|()| dates::between(self, at)))
            .or(permitted(grammars::SEASON).and_then(|()| years::season(tokens, at)))
            .or(permitted(grammars::QUARTER).and_then(|()| years::short_quarter(self, at)))
            .or(permitted(grammars::ERA).and_then(|()| years::anno_domini(tokens, at)))
            .or(permitted(grammars::COORDINATES)
                .and_then(|()| addresses::prefixed_coordinates(tokens, at)))
            .or(permitted(grammars::COORDINATES).and_then(|()| addresses::named_angles(tokens, at)))
            .or(permitted(grammars::TIME).and_then(|()| times::time(tokens, at)))
            .or(permitted(grammars::FRACTION).and_then(|()| fractions::fraction(tokens, at)))
            .or(permitted(grammars::NUMBER).and_then(|()| measures::measure(self, at)))
            .0
    }
}

/// The longest of several parses; the first one wins a tie.
#[derive(Default)]
struct Longest(Option<Parse>);

impl Longest {
    fn or(mut self, parse: Option<Parse>) -> Self {
        if let Some(parse) = parse
            && self
                .0
                .as_ref()
                .is_none_or(|best| parse.span.len() > best.span.len())
        {
            self.0 = Some(parse);
        }
        self
    }
}
