//! The event that a figure is about: the reported one, an earlier one, or all of a period.

use super::chunks::{Chunk, Part, VerbGroup};
use super::figure::When;
use super::lexicon::{Roles, Word};
use super::tokens::{Kind, Token};
use crate::corpus::Date;
use crate::entities::{Mention, Value};
use crate::span::Span;

/// The number of days before the report from which on an event is an earlier one.
const DAYS_AGO: i64 = 45;

/// The number of days before the report from which on "since" a day makes a running total.
const DAYS_SINCE: i64 = 7;

/// The greatest number of words from "since" to "began".
const REACH_OF_BEGIN: usize = 6;

/// The event of a figure, and whether a date says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) when: When,
    pub(super) is_dated: bool,
}

/// A date in a sentence.
#[derive(Clone, Copy, Debug)]
struct Dated {
    first: Date,
    last: Date,
    span: Span,
}

/// The words at the ends of a mention.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) first: &'static Word,
    /// The word before the last, or the first.
    pub(super) unit: &'static Word,
    pub(super) last: &'static Word,
}

/// What a sentence says of when.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    dates: Vec<Dated>,
    /// The days of "since 1 February".
    since: Vec<Dated>,
    /// The spans of "on Friday" and other times without a value.
    others: Vec<Span>,
    /// The spans of "since", "so far this year".
    running: Vec<Span>,
    /// The spans of "last January", "in an earlier attack".
    earlier: Vec<Span>,
}

impl Times {
    /// Reads the dates and cues of a sentence, whose mentions are in order.
    pub(super) fn read(
        tokens: &[Token],
        mentions: &[Mention],
        words: &mut dyn FnMut(Span) -> Ends,
    ) -> Self {
        let mut times = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            let is_since = token.is(Roles::SUBORDINATOR);
            if token.is(Roles::RUNNING) && (!is_since || begins(tokens, at)) {
                times.running.push(token.span);
            }
            if token.is(Roles::EARLIER) || is_former(tokens, at) {
                times.earlier.push(token.span);
            }
        }
        for mention in mentions {
            let value = match &mention.value {
                Some(Value::Period { first, last }) => Some(Dated {
                    first: *first,
                    last: *last,
                    span: mention.span,
                }),
                _ => None,
            };
            let Ends { first, unit, last } = words(mention.span);
            let is_past = first.is(Roles::PAST) || follows(tokens, mention.span, Roles::PAST);
            let is_since =
                first.is(Roles::RUNNING) || follows(tokens, mention.span, Roles::RUNNING);
            let is_coarse = value.as_ref().map_or(!last.is(Roles::RECENT), is_coarse);
            let is_this_year = first.is(Roles::THIS) && last.is(Roles::YEAR);
            if (is_since && is_coarse) || (is_past && last.is(Roles::LONG)) || is_this_year {
                // "since 1980", "over the past ten years", "this year".
                times.running.push(mention.span);
            } else if let Some(date) = value {
                let dates = if is_since {
                    &mut times.since
                } else {
                    &mut times.dates
                };
                dates.push(date);
            } else if mention.label.as_str() == "DATE"
                && ((first.is(Roles::PAST) && !last.is(Roles::RECENT))
                    || (last.is(Roles::AGO) && unit.is(Roles::AGES)))
            {
                // "last January", "two years ago": only the date of the report would place it.
                times.earlier.push(mention.span);
            } else if matches!(mention.label.as_str(), "DATE" | "TIME") {
                times.others.push(mention.span);
            }
        }
        times
    }

    /// The event of a figure with its trigger at `trigger`, in a document of the date `report`.
    pub(super) fn of(
        &self,
        tokens: &[Token],
        chunks: &[Chunk],
        trigger: Span,
        report: Option<Date>,
    ) -> Event {
        let near = |span: &Span| is_near(tokens, chunks, *span, trigger);
        let certain = |when| Event {
            when,
            is_dated: true,
        };
        let is_old = |date: &&Dated| {
            report.is_some_and(|report| days_before(date, report) > Some(DAYS_SINCE))
        };
        let mut since = self.since.iter().filter(is_old);
        if self.running.iter().any(near) || since.any(|date| near(&date.span)) {
            return certain(When::Running);
        }
        if self.earlier.iter().any(near) {
            return certain(When::Earlier);
        }
        let dates = self.dates.iter().filter(|date| near(&date.span));
        let nearest = dates.min_by_key(|date| date.span.start.abs_diff(trigger.start));
        let is_earlier = nearest.is_some_and(|date| match report {
            Some(report) => is_long_before(date, report),
            None => is_coarse(date),
        });
        if is_earlier {
            return certain(When::Earlier);
        }
        Event {
            when: When::ThisEvent,
            is_dated: nearest.is_some() || self.others.iter().any(near),
        }
    }
}

/// True for "since the war began".
fn begins(tokens: &[Token], since: usize) -> bool {
    let next = tokens[since + 1..].iter().take(REACH_OF_BEGIN);
    let mut clause = next.take_while(|token| !matches!(token.kind, Kind::Comma | Kind::Stop));
    clause.any(|token| token.is(Roles::BEGIN))
}

/// True for "a similar attack", "an earlier suicide bombing".
fn is_former(tokens: &[Token], at: usize) -> bool {
    let is_event = |at: usize| tokens.get(at).is_some_and(|token| token.is(Roles::EVENT));
    let is_link = |token: &Token| token.kind == Kind::Word && token.word.verb.is_none();
    tokens[at].is(Roles::FORMER)
        && (is_event(at + 1) || is_event(at + 2) && is_link(&tokens[at + 1]))
}

/// True if a word with one of these roles is right before a mention.
fn follows(tokens: &[Token], mention: Span, roles: Roles) -> bool {
    let at = tokens.partition_point(|token| token.span.start < mention.start);
    at > 0 && tokens[at - 1].is(roles)
}

/// A month or more: "in August 2021", "in 2020".
fn is_coarse(date: &Dated) -> bool {
    let (first, last) = (date.first.number(), date.last.number());
    last.zip(first)
        .is_some_and(|(last, first)| last - first >= 27)
}

/// True for a day a month and a half before the report, and for a whole month or year before that of the report.
fn is_long_before(date: &Dated, report: Date) -> bool {
    let days = if is_coarse(date) { 3 } else { DAYS_AGO };
    days_before(date, report) > Some(days)
}

/// The number of days from the end of a date to the report.
fn days_before(date: &Dated, report: Date) -> Option<i64> {
    let report = report.first_day().number();
    let last = date.last.number();
    last.zip(report).map(|(last, report)| report - last)
}

/// True if a time belongs to a trigger: no sentence ends between them, and at most one clause begins, which has no figure
/// of its own.
fn is_near(tokens: &[Token], chunks: &[Chunk], time: Span, trigger: Span) -> bool {
    let (from, to) = if time.start < trigger.start {
        (time.end, trigger.start)
    } else {
        (trigger.end, time.start)
    };
    let is_between = |chunk: &&Chunk| {
        let start = tokens[chunk.first].span.start;
        start >= from && start < to
    };
    let has_figure = |chunk: &Chunk| {
        let other = |verb: &VerbGroup| verb.trigger.is_some() && tokens[verb.main].span != trigger;
        chunk.verb().is_some_and(other)
    };
    let (mut n_clauses, mut n_figures) = (0, 0);
    for chunk in chunks.iter().filter(is_between) {
        let is_colon = time.start < trigger.start;
        match chunk.part {
            Part::Stop if !is_colon => return false,
            Part::Stop | Part::Subordinator => n_clauses += 1,
            _ => n_figures += usize::from(has_figure(chunk)),
        }
    }
    n_clauses == 0 || (n_clauses == 1 && n_figures == 0)
}
