//! Who says so: "police said", "according to the hospital", "reportedly".

use super::figure::{Attribution, Manner};
use super::lexicon::Roles;
use super::tokens::{Kind, Token};
use crate::span::Span;

/// The greatest number of words of a source.
const MOST_WORDS: usize = 8;

/// A source in a sentence, and the range of its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    pub(super) attribution: Attribution,
    first: usize,
    end: usize,
}

/// All sources that a sentence names, in order.
pub(super) fn sources(tokens: &[Token]) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if token.kind != Kind::Word || !token.is(Roles::REPORT) {
            continue;
        }
        let is_preposition = token.is(Roles::PREPOSITION);
        let range = if is_preposition {
            after(tokens, at + 1)
        } else {
            before(tokens, at).or_else(|| after(tokens, at + 1).filter(|_| is_inverted(tokens, at)))
        };
        let Some((first, end)) = range else { continue };
        if found.last().is_some_and(|last| last.end > first) {
            continue;
        }
        let manner = if token.is(Roles::CLAIM) {
            Manner::Claimed
        } else {
            Manner::Said
        };
        let span = Span::new(tokens[first].span.start, tokens[end - 1].span.end);
        found.push(Source {
            attribution: Attribution {
                span,
                kind: None,
                manner,
            },
            first: first.min(at),
            end: end.max(at + 1),
        });
    }
    found
}

/// The source of a figure at a token: the one that reports its clause, or a word that hedges.
pub(super) fn attribution(tokens: &[Token], sources: &[Source], at: usize) -> Option<Attribution> {
    let hedge = tokens[at.saturating_sub(5)..(at + 5).min(tokens.len())]
        .iter()
        .find(|token| token.is(Roles::HEDGE));
    let before = sources.iter().rev().find(|source| source.end <= at);
    let after = sources.iter().find(|source| source.first > at);
    let has_stop = |from: usize, to: usize| {
        tokens[from..to]
            .iter()
            .any(|token| token.kind == Kind::Stop)
    };
    let chosen = match (before, after) {
        (_, Some(after)) if !has_stop(at, after.first) && is_closing(tokens, after) => Some(after),
        (Some(before), _) => Some(before),
        (None, after) => after,
    };
    match (chosen, hedge) {
        (Some(source), Some(_)) => Some(Attribution {
            manner: Manner::Reportedly,
            ..source.attribution
        }),
        (Some(source), None) => Some(source.attribution),
        (None, Some(hedge)) => Some(Attribution {
            span: hedge.span,
            kind: None,
            manner: Manner::Reportedly,
        }),
        (None, None) => None,
    }
}

/// True if the source comes after what it says: ", police said", ", according to".
fn is_closing(tokens: &[Token], source: &Source) -> bool {
    let is_according = tokens[source.first].is(Roles::PREPOSITION);
    let follows_comma = source.first > 0
        && matches!(
            tokens[source.first - 1].kind,
            Kind::Comma | Kind::Sign | Kind::Dash
        );
    is_according || follows_comma
}

/// The words of a source before a verb at `at`.
fn before(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    let is_between =
        |token: &Token| token.is(Roles::ADVERB.or(Roles::HAVE)) || token.kind == Kind::When;
    while end > 0 && is_between(&tokens[end - 1]) {
        end -= 1;
    }
    let mut first = end;
    while first > 0 && end - first < MOST_WORDS && is_of_name(&tokens[first - 1]) {
        first -= 1;
    }
    while first < end && tokens[first].is(Roles::OF.or(Roles::CONJUNCTION)) {
        first += 1;
    }
    is_source(&tokens[first..end]).then_some((first, end))
}

/// The words of a source from `at` on.
fn after(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    while end < tokens.len() && end - at < MOST_WORDS && is_of_name(&tokens[end]) {
        end += 1;
    }
    while end > at && tokens[end - 1].is(Roles::OF.or(Roles::CONJUNCTION)) {
        end -= 1;
    }
    is_source(&tokens[at..end]).then_some((at, end))
}

/// True for ", said the mayor": a verb after a comma or a quotation.
fn is_inverted(tokens: &[Token], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].kind, Kind::Comma | Kind::Sign)
}

fn is_of_name(token: &Token) -> bool {
    let stops = Roles::PREPOSITION
        .or(Roles::BE)
        .or(Roles::SUBORDINATOR)
        .or(Roles::REPORT)
        .or(Roles::OTHER_VERB)
        .or(Roles::VERB);
    let is_noun = token.word.source.is_some() || token.is(Roles::PERSON);
    match token.kind {
        Kind::Word => {
            token.is(Roles::OF) || is_noun || !token.is(stops.or(Roles::HAVE).or(Roles::ADVERB))
        }
        Kind::Person | Kind::Name => true,
        _ => false,
    }
}

/// True if one of the words can speak.
fn is_source(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        token.word.source.is_some()
            || token.is(Roles::PERSON.or(Roles::PRONOUN))
            || matches!(token.kind, Kind::Person | Kind::Name)
    })
}
