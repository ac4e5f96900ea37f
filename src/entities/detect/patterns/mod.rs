//! Figures and addresses, found by their form.
//!
//! Takes the words of a text and returns mentions of dates, times, lengths of time, ages, money, percentages,
//! quantities, numbers, ordinals and addresses, each with one normal form and, where it is known, what it means
//! ([`Value`]). Only a word that may begin something is looked at twice: one with a digit, one of a small table
//! (`lexicon`), or one behind a sign. From there small parsers read on, each a bounded number of words, so that the
//! cost stays linear; the longest reading wins.
//!
//! `reading` is a text by words, `number` and `amount` read numbers, `measures` and `durations` what they measure,
//! `parts` fractions and ordinals;
//! `dates`, `years`, `relative` and `calendar` know time, `times` the clock, `addresses` the rest. docs/patterns.md
//! lists every form, and what is not taken for one.
//!
//! Left out: "may", "march" and "second" by themselves, other languages than English, holidays, and what relative
//! words mean beside another date of the same text.

mod addresses;
mod amount;
mod calendar;
#[cfg(test)]
mod cases;
mod currency;
mod dates;
mod durations;
mod lexicon;
mod measures;
mod number;
mod parts;
mod reading;
mod relative;
mod times;
mod units;
mod years;

use lexicon::{Lex, begins};
use reading::Reading;

use crate::corpus::Date;
use crate::entities::mentions::{Label, Mention, Source, Value};
use crate::entities::names::Piece;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// The stop flag is looked at once in so many bytes.
const BYTES_PER_CHECK: usize = 1 << 16;

/// What parsers read from.
struct Context<'p, 't> {
    reading: Reading<'p, 't>,
    /// The document's date.
    date: Option<Date>,
}

/// What a parser found.
struct Found {
    span: Span,
    /// The first word behind it.
    next: usize,
    label: Label,
    name: String,
    value: Option<Value>,
}

impl Found {
    fn new(span: Span, next: usize, label: Label) -> Self {
        Self {
            span,
            next,
            label,
            name: String::new(),
            value: None,
        }
    }

    fn into_mention(self) -> Mention {
        Mention {
            value: self.value,
            ..Mention::new(self.span, self.label, self.name, Source::Pattern)
        }
    }
}

/// The figures and addresses of a text, in order, none overlapping; relative dates are those of `date`, where it is
/// known.
pub(super) fn pattern_mentions(
    text: &str,
    pieces: &[Piece<'_>],
    date: Option<Date>,
    workers: &Workers,
) -> Result<Vec<Mention>> {
    let mut mentions: Vec<Mention> = Vec::new();
    let (mut next_check, mut end) = (0, 0);
    for reading in reading::paragraphs(text, pieces) {
        let context = Context { reading, date };
        let mut at = 0;
        while at < reading.len() {
            if reading.start(at) >= next_check {
                workers.check()?;
                next_check = reading.start(at) + BYTES_PER_CHECK;
            }
            // What was found may reach back to a sign, but never into what was found before.
            match context.find(at).filter(|found| found.span.start >= end) {
                Some(found) => {
                    (at, end) = (found.next.max(at + 1), found.span.end);
                    mentions.push(found.into_mention());
                }
                None => at += 1,
            }
        }
    }
    Ok(mentions)
}

impl Context<'_, '_> {
    /// The longest reading that begins with the word at `at`; of equal ones the first.
    fn find(&self, at: usize) -> Option<Found> {
        let reading = &self.reading;
        let lex = reading.lex(at);
        let is_other = matches!(lex, Lex::Plain | Lex::Digits);
        if is_other && let Some(address) = addresses::address(reading, at) {
            return Some(address);
        }
        match lex {
            Lex::Digits => self.digits(at),
            Lex::Month(_) | Lex::ShortMonth(_) => {
                self.signed(at).or_else(|| dates::month_first(self, at))
            }
            Lex::Weekday(_) | Lex::ShortWeekday(_) => {
                self.signed(at).or_else(|| dates::weekday(self, at))
            }
            Lex::Plain | Lex::Hundred | Lex::Scale(_) | Lex::Dozen => None,
            _ => self.signed(at).or_else(|| self.words(at)),
        }
    }

    /// An address that begins with a word that grammars know.
    fn signed(&self, at: usize) -> Option<Found> {
        addresses::address(&self.reading, at)
    }

    fn digits(&self, at: usize) -> Option<Found> {
        let reading = &self.reading;
        longest([
            addresses::coordinates(reading, at),
            addresses::phone(reading, at),
            dates::in_digits(self, at),
            dates::day_first(self, at),
            times::time(reading, at),
            durations::between_commas(reading, at),
            durations::age_in_tens(reading, at),
            years::year(self, at),
            years::with_ordinal(reading, at),
            parts::ordinal(reading, at),
            parts::fraction(reading, at),
            measures::measure(self, at),
        ])
    }

    fn words(&self, at: usize) -> Option<Found> {
        let reading = &self.reading;
        match reading.lex(at) {
            Lex::Small(_) | Lex::Many(_) => longest([
                times::time(reading, at),
                parts::fraction(reading, at),
                measures::measure(self, at),
            ]),
            Lex::Tens(_) | Lex::Ordinal(_) => longest([
                dates::day_first(self, at),
                years::with_ordinal(reading, at),
                parts::ordinal(reading, at),
                measures::measure(self, at),
            ]),
            Lex::Key(grammars) => self.behind_key(at, grammars),
            _ => None,
        }
    }

    fn behind_key(&self, at: usize, grammars: u16) -> Option<Found> {
        let reading = &self.reading;
        let may = |grammar: u16| (grammars & grammar == grammar).then_some(());
        longest([
            may(begins::RELATIVE).and_then(|()| relative::relative(self, at)),
            may(begins::AROUND_TODAY).and_then(|()| durations::around_today(self, at)),
            may(begins::AGE).and_then(|()| durations::aged(reading, at)),
            may(begins::LENGTH).and_then(|()| durations::with_article(self, at)),
            may(begins::PART).and_then(|()| years::part_of(self, at)),
            may(begins::BETWEEN).and_then(|()| years::between(reading, at)),
            may(begins::SEASON).and_then(|()| years::season(reading, at)),
            may(begins::QUARTER).and_then(|()| years::short_quarter(reading, at)),
            may(begins::ERA).and_then(|()| years::anno_domini(reading, at)),
            may(begins::TIME).and_then(|()| times::time(reading, at)),
            may(begins::FRACTION).and_then(|()| parts::fraction(reading, at)),
            may(begins::NUMBER).and_then(|()| measures::measure(self, at)),
        ])
    }
}

fn longest<const N: usize>(readings: [Option<Found>; N]) -> Option<Found> {
    readings.into_iter().flatten().reduce(|best, next| {
        if next.span.len() > best.span.len() {
            next
        } else {
            best
        }
    })
}
