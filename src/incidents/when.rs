//! The event that a figure is about: the reported one, an earlier one, or all of a period.

use super::chunks::{Chunk, Part, VerbGroup};
use super::figure::When;
use super::lexicon::Roles;
use super::tokens::{Kind, Token};
use crate::corpus::Date;
use crate::entities::{Mention, Value};
use crate::span::Span;

/// The number of days before the report from which on an event is an earlier one.
const DAYS_AGO: i64 = 45;

/// A date in a sentence.
#[derive(Clone, Copy, Debug)]
struct Dated {
    first: Date,
    last: Date,
    span: Span,
}

/// What a sentence says of when.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    dates: Vec<Dated>,
    /// The spans of "since", "so far this year".
    running: Vec<Span>,
    /// The spans of "last January", "in an earlier attack".
    earlier: Vec<Span>,
}

impl Times {
    /// Reads the dates and cues of a sentence, whose mentions are in order.
    pub(super) fn read(tokens: &[Token], mentions: &[Mention], text: &str) -> Self {
        let mut times = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            if token.is(Roles::RUNNING)
                && (!token.is(Roles::SUBORDINATOR) || is_since_date(tokens, at))
            {
                times.running.push(token.span);
            }
            if token.is(Roles::EARLIER) {
                times.earlier.push(token.span);
            }
        }
        for mention in mentions {
            let words = mention.span.slice(text);
            if words
                .get(..6)
                .is_some_and(|first| first.eq_ignore_ascii_case("since "))
            {
                times.running.push(mention.span);
                continue;
            }
            match &mention.value {
                Some(Value::Period { first, last }) => times.dates.push(Dated {
                    first: *first,
                    last: *last,
                    span: mention.span,
                }),
                _ if is_last_month(mention, text) => times.earlier.push(mention.span),
                _ => {}
            }
            if mention.label.as_str() == "DURATION" && is_past(tokens, mention.span) {
                times.running.push(mention.span);
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
    ) -> When {
        let near = |span: &Span| is_near(tokens, chunks, *span, trigger);
        if self.running.iter().any(near) {
            return When::Running;
        }
        if self.earlier.iter().any(near) {
            return When::Earlier;
        }
        let dates = self.dates.iter().filter(|date| near(&date.span));
        let nearest = dates.min_by_key(|date| date.span.start.abs_diff(trigger.start));
        let is_earlier = nearest.is_some_and(|date| match report {
            Some(report) => is_long_before(date, report),
            None => is_coarse(date),
        });
        if is_earlier {
            When::Earlier
        } else {
            When::ThisEvent
        }
    }
}

/// "since" before a date, not "since they were armed".
fn is_since_date(tokens: &[Token], at: usize) -> bool {
    tokens[at + 1..]
        .iter()
        .take(3)
        .any(|token| token.kind == Kind::When)
}

/// "over the past 10 years".
fn is_past(tokens: &[Token], span: Span) -> bool {
    let at = tokens.partition_point(|token| token.span.start < span.start);
    tokens[at.saturating_sub(2)..at]
        .iter()
        .any(|token| token.is(Roles::PAST))
}

/// "last January": a month that only the date of the report would place.
fn is_last_month(mention: &Mention, text: &str) -> bool {
    let words = mention.span.slice(text);
    let first = words.split_whitespace().next().unwrap_or_default();
    mention.label.as_str() == "DATE"
        && first.eq_ignore_ascii_case("last")
        && !words.to_lowercase().ends_with("day")
        && !words.to_lowercase().ends_with("week")
        && !words.to_lowercase().ends_with("night")
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
    let report = report.first_day().number();
    let last = date.last.number();
    last.zip(report)
        .is_some_and(|(last, report)| report - last > days)
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
        match chunk.part {
            Part::Stop => return false,
            Part::Subordinator => n_clauses += 1,
            _ => n_figures += usize::from(has_figure(chunk)),
        }
    }
    n_clauses == 0 || (n_clauses == 1 && n_figures == 0)
}
