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
    let mut candidates = addresses::Candidates::new(words.text());
    let shared = tokens::Shared::new(words, workers)?;
    for tokens in tokens::paragraphs(&shared) {
        let context = Context { tokens, date };
        let mut first = 0;
        while let Some(at) = tokens.next_known(first, |span| candidates.has(span)) {
            first = at + 1;
            let may_be_address = candidates.has(tokens.raw_span(at));
            if tokens.start(at) >= next_check {
                workers.check()?;
                next_check = tokens.start(at) + BYTES_PER_CHECK;
            }
            // A parse may start before its first token, at a symbol, but must not overlap the previous parse.
            let parse = context.parse_at(at, may_be_address);
            if let Some(mut parse) = parse.filter(|parse| parse.span.start >= end) {
                parse.relation = context.relation(at, &parse);
                shared.remember(parse.value.as_ref());
                (first, end) = (parse.next.max(first), parse.span.end);
                mentions.push(parse.into_mention());
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
    fn parse_at(&self, at: usize, may_be_address: bool) -> Option<Parse> {
        let tokens = &self.tokens;
        let class = tokens.class(at);
        let is_scale = matches!(
            class,
            WordClass::Hundred | WordClass::Scale(_) | WordClass::Dozen
        );
        if may_be_address
            && !is_scale
            && let Some(address) = addresses::address(tokens, at)
        {
            return Some(address);
        }
        match class {
            WordClass::Digits => self.parse_digits(at),
            WordClass::Glued => {
                addresses::prefixed_coordinates(tokens, at).or_else(|| measures::measure(self, at))
            }
            WordClass::Month(_) | WordClass::ShortMonth(_) => dates::month_first(self, at),
            WordClass::Weekday(_) | WordClass::ShortWeekday(_) => dates::weekday(self, at),
            WordClass::BelowTwenty(_) | WordClass::Plural(_) => self.parse_number_word(at),
            WordClass::Tens(_) | WordClass::Ordinal(_) => self.parse_tens_or_ordinal(at),
            WordClass::Trigger(grammars) => self.parse_trigger(at, grammars),
            WordClass::Other | WordClass::Hundred | WordClass::Scale(_) | WordClass::Dozen => None,
        }
    }

    fn parse_digits(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        let mut longest = Longest::default();
        longest.add(addresses::coordinates(tokens, at));
        longest.add(addresses::phone(tokens, at));
        longest.add(dates::in_digits(self, at));
        longest.add(dates::day_first(self, at));
        longest.add(times::time(tokens, at));
        longest.add(durations::age_between_commas(tokens, at));
        longest.add(durations::age_of_person(tokens, at));
        longest.add(durations::age_decade(tokens, at));
        longest.add(years::year(self, at));
        longest.add(dates::listed_day(self, at));
        longest.add(dates::listed_after_month(self, at));
        longest.add(years::with_ordinal(tokens, at));
        longest.add(compound::part_of_period(self, at));
        longest.add(fractions::ordinal(tokens, at));
        longest.add(fractions::fraction(tokens, at));
        longest.add(measures::measure(self, at));
        longest.0
    }

    fn parse_number_word(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        let mut longest = Longest::default();
        longest.add(durations::age_of_person(tokens, at));
        longest.add(times::time(tokens, at));
        longest.add(fractions::fraction(tokens, at));
        longest.add(measures::measure(self, at));
        longest.0
    }

    fn parse_tens_or_ordinal(&self, at: usize) -> Option<Parse> {
        let tokens = &self.tokens;
        let mut longest = Longest::default();
        longest.add(dates::day_first(self, at));
        longest.add(years::with_ordinal(tokens, at));
        longest.add(compound::part_of_period(self, at));
        longest.add(fractions::ordinal(tokens, at));
        longest.add(measures::measure(self, at));
        longest.0
    }

    /// Tries the grammars that a word can begin.
    fn parse_trigger(&self, at: usize, grammars: u16) -> Option<Parse> {
        let tokens = &self.tokens;
        let mut longest = Longest::default();
        let mut add = |grammar: u16, parse: &dyn Fn() -> Option<Parse>| {
            if grammars & grammar == grammar {
                longest.add(parse());
            }
        };
        add(grammars::RELATIVE, &|| relative::relative(self, at));
        add(grammars::AROUND_DOCUMENT_DATE, &|| {
            compound::part_of_period(self, at)
        });
        add(grammars::AROUND_DOCUMENT_DATE, &|| {
            durations::around_document_date(self, at)
        });
        add(grammars::AGE, &|| durations::aged(tokens, at));
        add(grammars::DURATION, &|| durations::with_article(self, at));
        add(grammars::PART_OF_PERIOD, &|| years::part_of(self, at));
        add(grammars::BETWEEN, &|| years::between(tokens, at));
        add(grammars::BETWEEN, &|| dates::between(self, at));
        add(grammars::SEASON, &|| years::season(tokens, at));
        add(grammars::QUARTER, &|| years::short_quarter(self, at));
        add(grammars::ERA, &|| years::anno_domini(tokens, at));
        add(grammars::COORDINATES, &|| {
            addresses::prefixed_coordinates(tokens, at)
        });
        add(grammars::COORDINATES, &|| {
            addresses::named_angles(tokens, at)
        });
        add(grammars::TIME, &|| times::time(tokens, at));
        if amount::may_begin(tokens, at, grammars) {
            add(grammars::FRACTION, &|| fractions::fraction(tokens, at));
            add(grammars::NUMBER, &|| measures::measure(self, at));
        }
        longest.0
    }
}

/// The longest of several parses; the first one wins a tie.
#[derive(Default)]
struct Longest(Option<Parse>);

impl Longest {
    fn add(&mut self, parse: Option<Parse>) {
        let best = self.0.as_ref().map(|best| best.span.len());
        if let Some(parse) = parse
            && best.is_none_or(|best| parse.span.len() > best)
        {
            self.0 = Some(parse);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words and what is between two of them: what expressions are made of, and other words.
    const PIECES: [&str; 84] = [
        "a",
        "A",
        "an",
        "one",
        "half",
        "quarter",
        "quarters",
        "few",
        "dozen",
        "hundred",
        "million",
        "several",
        "dozens",
        "third",
        "thirds",
        "at",
        "least",
        "most",
        "no",
        "more",
        "fewer",
        "less",
        "than",
        "not",
        "as",
        "many",
        "up",
        "to",
        "over",
        "about",
        "around",
        "some",
        "nearly",
        "just",
        "under",
        "well",
        "an estimated",
        "ca",
        "CA",
        "ca.",
        "approx.",
        "between",
        "and",
        "or",
        "from",
        "of",
        "in",
        "out of",
        "three",
        "twenty",
        "5",
        "2.5",
        "1,000",
        "007",
        "1/4",
        "$",
        "€",
        "US",
        "US$",
        "Rs",
        "RM",
        "USD",
        "ALL",
        "TOP",
        "Rs500",
        "N302m",
        "COP28",
        "n",
        "S",
        "N",
        "%",
        "percent",
        "week",
        "hour",
        "mile",
        "miles",
        "litre",
        "kg",
        "dollar",
        "dollars",
        "people",
        "the",
        "ago",
        "man's",
    ];

    /// Checks each token of a text with all gates open.
    fn check_gates(text: &str) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let shared = tokens::Shared::new(&words, &Workers::serial()).unwrap();
        let mut candidates = addresses::Candidates::new(text);
        for tokens in tokens::paragraphs(&shared) {
            let context = Context { tokens, date: None };
            for at in 0..tokens.len() {
                let may_be_address = candidates.has(tokens.raw_span(at));
                if tokens.class(at) == WordClass::Other && !may_be_address {
                    assert!(context.parse_at(at, true).is_none(), "{text:?} {at}");
                }
                let WordClass::Trigger(grammars) = tokens.class(at) else {
                    continue;
                };
                if !amount::may_begin(&tokens, at, grammars) {
                    assert!(fractions::fraction(&tokens, at).is_none(), "{text:?} {at}");
                    assert!(measures::measure(&context, at).is_none(), "{text:?} {at}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn gates_hold_back_no_parse(
            pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), prop::sample::select(&[" ", " ", " ", "-", "", ". ", ", ", "\n\n", "'s "][..])), 1..16),
        ) {
            let text: String = pieces.into_iter().flat_map(|(word, between)| [word, between]).collect();
            check_gates(&text);
        }
    }
}
