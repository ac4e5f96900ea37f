//! Noun phrases of speakers, before and after a verb.

use std::ops::Range;

use super::tokens::Tokens;
use super::words::{Class, Form, Use};

/// The greatest number of tokens of a noun phrase.
const MOST_TOKENS: usize = 24;

/// What a noun phrase does not run across, to the left.
const STOPS: Class = Class::SUBORDINATOR
    .or(Class::BE)
    .or(Class::HAVE)
    .or(Class::MODAL);

/// The noun phrase that ends before token `end` and begins at `least` or later.
///
/// "the mayor, who is 60, said": a phrase or clause between commas before the verb belongs to the noun before it.
pub(super) fn subject_before(
    tokens: &Tokens<'_>,
    least: usize,
    verb: usize,
) -> Option<Range<usize>> {
    let mut end = before_verb(tokens, least, verb)?;
    if end > least && matches!(tokens.slice(end - 1), "," | ")") {
        end = before_insertion(tokens, least, end - 1)?;
    }
    let first = phrase_start(tokens, least, end);
    let range = trimmed(tokens, first..end);
    is_speaker(tokens, &range).then_some(range)
}

/// The end of the noun phrase, before adverbs, "has" and the day: "the mayor on Tuesday also said".
fn before_verb(tokens: &Tokens<'_>, least: usize, verb: usize) -> Option<usize> {
    let mut end = verb;
    while end > least {
        let before = end - 1;
        if tokens.is(before, Class::MODAL.or(Class::BE)) {
            return None;
        }
        if !tokens.is(before, Class::ADVERB.or(Class::HAVE).or(Class::TIME)) {
            break;
        }
        end = before;
    }
    let is_before_day = end > least && end < verb && tokens.is(end, Class::TIME);
    if is_before_day && tokens.is_the(end - 1, "on") {
        end -= 1;
    }
    (end > least).then_some(end)
}

/// The end of the noun phrase before an insertion that ends at `close`: a comma or a bracket.
fn before_insertion(tokens: &Tokens<'_>, least: usize, close: usize) -> Option<usize> {
    let opening = if tokens.slice(close) == ")" { "(" } else { "," };
    let from = least.max(close.saturating_sub(MOST_TOKENS));
    let open = (from..close)
        .rev()
        .find(|&at| tokens.slice(at) == opening)?;
    let holds_speech = (open + 1..close).any(|at| tokens.is_quoted(at));
    (open > least && open + 1 < close && !holds_speech).then_some(open)
}

/// The first token of the noun phrase that ends at `end`.
fn phrase_start(tokens: &Tokens<'_>, least: usize, end: usize) -> usize {
    let mut first = end;
    let from = least.max(end.saturating_sub(MOST_TOKENS));
    let mut at = end;
    while at > from {
        at -= 1;
        if tokens.is_quoted(at) {
            break;
        }
        if tokens.is_word(at) {
            if tokens.is(at, Class::RELATIVE) {
                // "residents who had fled said"
                first = at;
                continue;
            }
            if tokens.is(at, STOPS) || is_finite(tokens, at) {
                match relative_before(tokens, from, at) {
                    Some(relative) => {
                        at = relative;
                        first = at;
                        continue;
                    }
                    None => break,
                }
            }
            if tokens.is(at, Class::CONJUNCTION) && !joins_nouns(tokens, from, at) {
                break;
            }
            first = at;
        } else if !tokens.is_abbreviation_stop(at) && !tokens.is_joint(at) {
            break;
        }
    }
    first
}

/// True for a reporting verb that is not also a noun: "said", but not "state" and "report".
fn is_finite(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.verb(at).is_some_and(|(verb, form)| match form {
        Form::Past => true,
        Form::Third => !verb.is(Use::Noun),
        Form::Base | Form::Ing => false,
    })
}

/// The "who" to which a verb at `at` belongs.
fn relative_before(tokens: &Tokens<'_>, from: usize, at: usize) -> Option<usize> {
    let mut words = (from..at).rev().take_while(|&at| tokens.is_word(at));
    words.find(|&at| tokens.is(at, Class::RELATIVE))
}

/// True if "and" at `at` joins two nouns rather than two clauses: few words before it, and no verb.
fn joins_nouns(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let first = (from..at)
        .rev()
        .take_while(|&before| {
            tokens.is_word(before) || tokens.is_abbreviation_stop(before) || tokens.is_joint(before)
        })
        .last();
    let Some(first) = first else { return false };
    if tokens.is_capitalised(at - 1) && tokens.is_capitalised(at + 1) {
        // "the Centres for Disease Control and Prevention"
        return true;
    }
    let is_verb = |at: usize| {
        let word = tokens.slice(at);
        tokens.is(at, STOPS)
            || (!tokens.is_capitalised(at) && word.ends_with("ed") && word.len() > 4)
    };
    at - first <= 5 && !(first..at).any(is_verb)
}

/// The noun phrase from token `first` on, up to `end`.
pub(super) fn subject_after(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<Range<usize>> {
    let boundary = Class::SUBORDINATOR
        .or(Class::RELATIVE)
        .or(Class::BE)
        .or(Class::HAVE)
        .or(Class::MODAL)
        .or(Class::TIME);
    let end = end.min(first + MOST_TOKENS);
    let mut last = first;
    for at in first..end {
        if tokens.is_quoted(at) {
            break;
        }
        if tokens.is_word(at) {
            let leaves_noun = tokens.is(at, Class::PREPOSITION) && !is_of_noun(tokens, at);
            if at > first && (tokens.is(at, boundary) || leaves_noun || is_finite(tokens, at)) {
                break;
            }
            if tokens.is(at, Class::CONJUNCTION) && !continues_list(tokens, at) {
                break;
            }
            last = at + 1;
        } else if !tokens.is_abbreviation_stop(at) && !tokens.is_joint(at) {
            break;
        }
    }
    let range = trimmed(tokens, first..last);
    is_speaker(tokens, &range).then_some(range)
}

/// True for the prepositions that belong to a noun: "a spokesman for the ministry", "doctors at the hospital".
fn is_of_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    ["of", "for", "at", "with", "in", "from"]
        .iter()
        .any(|word| tokens.is_the(at, word))
        && !tokens.is(at + 1, Class::TIME)
        && !tokens.is(at + 2, Class::MEDIUM)
}

fn continues_list(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_capitalised(at + 1) || tokens.is(at + 1, Class::DETERMINER)
}

/// The phrase without adverbs, conjunctions and times at its ends: "Meanwhile the mayor", "On Tuesday police".
fn trimmed(tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    loop {
        let before = start;
        start = after_time(tokens, start, end);
        let is_loose = Class::ADVERB.or(Class::CONJUNCTION).or(Class::TIME);
        let begins_loose = tokens.is(start, is_loose) && !is_name(tokens, start, end);
        let is_linked = tokens.is(start, Class::RELATIVE) && start + 1 < end;
        let is_day = tokens.is(start + 1, Class::DETERMINER)
            && tokens
                .slice(start)
                .starts_with(|c: char| c.is_ascii_digit());
        if start < end && (is_day || begins_loose || is_linked || !tokens.is_word(start)) {
            start += 1;
        }
        if start == before || start >= end {
            break;
        }
    }
    let is_loose = Class::ADVERB
        .or(Class::CONJUNCTION)
        .or(Class::PREPOSITION)
        .or(Class::DETERMINER);
    while end > start
        && end - start > 1
        && (tokens.is(end - 1, is_loose) || !tokens.is_word(end - 1))
    {
        end -= 1;
    }
    start.min(end)..end
}

/// True for a word such as "Early" or "Friday" that begins a name in the middle of a sentence.
fn is_name(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    at + 1 == end && tokens.is_capitalised(at) && at > 0 && tokens.is_word(at - 1)
}

/// The token after "On Tuesday", "In Kabul" or "At a news conference" at the start of a phrase.
fn after_time(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    if !tokens.is(start, Class::PREPOSITION) {
        return start;
    }
    let mut at = start + 1;
    let has_determiner = tokens.is(at, Class::DETERMINER);
    if has_determiner {
        at += 1;
        while at < end && !tokens.is_capitalised(at) && !tokens.is(at, Class::DETERMINER) {
            at += 1;
        }
    } else {
        let is_time = tokens.is(at, Class::TIME);
        while at < end && (tokens.is_capitalised(at) || tokens.is(at, Class::TIME)) {
            at += 1;
            if is_time && !tokens.is(at, Class::TIME) {
                break;
            }
        }
    }
    if at < end { at } else { start }
}

/// True if somebody can be named by the phrase: it has a word that is more than a function word.
fn is_speaker(tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    if range.is_empty() || tokens.is(range.start, Class::PREPOSITION) {
        return false;
    }
    let empty = Class::ADVERB
        .or(Class::DETERMINER)
        .or(Class::PREPOSITION)
        .or(Class::TIME)
        .or(Class::CONJUNCTION);
    let is_noun = |at: usize| {
        let starts = tokens.slice(at).starts_with(char::is_alphabetic);
        starts && !tokens.is(at, empty) || tokens.is_the(at, "both") || tokens.is_the(at, "all")
    };
    range.clone().any(is_noun)
}
