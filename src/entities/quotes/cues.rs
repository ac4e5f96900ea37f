//! Verbs and phrases that show that somebody speaks, with their speakers.

use std::ops::Range;

use super::quote::Manner;
use super::speakers::{subject_after, subject_before};
use super::tokens::Tokens;
use super::words::{Class, Form, Phrase, Use, Verb, Words};

/// Where the words are that belong to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// "police said", which comes before or after what is said.
    SpeakerFirst,
    /// "said the mayor", which comes after it.
    VerbFirst,
    /// "according to police", before or after it.
    Phrase,
    /// "..., adding that": before it; the speaker is that of the cue before.
    Participle,
}

/// A verb or phrase with its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundCue {
    /// The verb or phrase.
    pub(super) tokens: Range<usize>,
    pub(super) verb: Option<Verb>,
    pub(super) manner: Manner,
    pub(super) speaker: Option<Range<usize>>,
    pub(super) order: Order,
}

impl FoundCue {
    /// The first token of verb and speaker.
    pub(super) fn start(&self) -> usize {
        let speaker = self.own_speaker().map(|range| range.start);
        speaker.map_or(self.tokens.start, |start| start.min(self.tokens.start))
    }

    /// The token after verb and speaker.
    pub(super) fn end(&self) -> usize {
        let speaker = self.own_speaker().map(|range| range.end);
        speaker.map_or(self.tokens.end, |end| end.max(self.tokens.end))
    }

    /// The speaker, unless it is that of another cue.
    fn own_speaker(&self) -> Option<&Range<usize>> {
        let is_own = self.order != Order::Participle;
        self.speaker.as_ref().filter(|_| is_own)
    }
}

/// The cues of a sentence outside of quotation marks, in order.
pub(super) fn cues(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Vec<FoundCue> {
    let mut found: Vec<FoundCue> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let least = found.last().map_or(sentence.start, FoundCue::end);
        let cue = if tokens.is_quoted(at) || at < least {
            None
        } else {
            let phrase = phrase_cue(tokens, at, sentence.end);
            phrase.or_else(|| verb_cue(tokens, at, &(least..sentence.end)))
        };
        at = cue.as_ref().map_or(at + 1, FoundCue::end);
        found.extend(cue);
    }
    found
}

fn phrase_cue(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<FoundCue> {
    let fits = |phrase: &&Phrase| {
        let mut words = phrase.words.iter().enumerate();
        words.all(|(number, word)| tokens.is_the(at + number, word))
    };
    let phrase = Words::english().phrases.iter().find(fits)?;
    let after = at + phrase.words.len();
    let speaker = subject_after(tokens, after, end)?;
    Some(FoundCue {
        tokens: at..after,
        verb: None,
        manner: phrase.manner,
        speaker: Some(speaker),
        order: Order::Phrase,
    })
}

/// The cue of the verb at `at`, whose sentence is `within`, less earlier cues.
fn verb_cue(tokens: &Tokens<'_>, at: usize, within: &Range<usize>) -> Option<FoundCue> {
    let (verb, form) = tokens.verb(at)?;
    if verb.is(Use::Out) && !tokens.is_the(at + 1, "out") || is_noun(tokens, at, verb, form) {
        return None;
    }
    let end = at + 1 + usize::from(verb.is(Use::Out));
    let cue = |speaker, order| FoundCue {
        tokens: at..end,
        verb: Some(verb),
        manner: verb.manner,
        speaker,
        order,
    };
    if form == Form::Ing {
        return participle(tokens, at, within.start).map(|(speaker, order)| cue(speaker, order));
    }
    if let Some(speaker) = inverted(tokens, at, end, within) {
        return Some(cue(Some(speaker), Order::VerbFirst));
    }
    if follows_conjunction(tokens, at) {
        // "The army denied it and said ...": the speaker is that of the cue before.
        return Some(cue(None, Order::Participle));
    }
    let speaker = subject_before(tokens, within.start, at)?;
    let is_plural = form == Form::Base;
    (!is_plural || can_be_plural(tokens, &speaker)).then(|| cue(Some(speaker), Order::SpeakerFirst))
}

/// True for a capitalised noun after a capitalised word: "the United States".
fn is_of_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_lower = tokens.slice(at).ends_with(char::is_lowercase);
    let is_noun = tokens.verb(at).is_some_and(|(verb, _)| verb.is(Use::Noun));
    is_noun && is_lower && tokens.is_capitalised(at) && at > 0 && tokens.is_capitalised(at - 1)
}

/// True after "and" or "but", with adverbs between.
fn follows_conjunction(tokens: &Tokens<'_>, at: usize) -> bool {
    let mut before = (0..at).rev().skip_while(|&at| tokens.is(at, Class::ADVERB));
    let before = before.next();
    before.is_some_and(|before| tokens.is_the(before, "and") || tokens.is_the(before, "but"))
}

/// True for a form such as "report" or "claims" that is a noun here.
fn is_noun(tokens: &Tokens<'_>, at: usize, verb: Verb, form: Form) -> bool {
    if is_of_name(tokens, at) {
        return true;
    }
    if form == Form::Past {
        // "at least seven reported earlier", "fourteen of the accused"
        let is_group = ["all", "both", "some", "many", "several"];
        let is_group = at > 0 && is_group.iter().any(|word| tokens.is_the(at - 1, word));
        return at > 0 && tokens.is(at - 1, Class::DETERMINER) && !is_group;
    }
    if !verb.is(Use::Noun) || form == Form::Ing {
        return false;
    }
    let follows_noun_sign = at > 0 && tokens.is(at - 1, Class::DETERMINER.or(Class::PREPOSITION));
    let next = at + 1;
    let is_followed = tokens.is_word(next) || tokens.is_quoted(next);
    let is_before_noun_end = tokens.is(next, Class::PREPOSITION.or(Class::BE).or(Class::MODAL))
        || tokens.is(next, Class::CONJUNCTION.or(Class::HAVE));
    follows_noun_sign || is_before_noun_end || !is_followed && tokens.slice(next) != ":"
}

/// True if a verb in the plural fits the speaker: "officials say", "they say", "police say".
fn can_be_plural(tokens: &Tokens<'_>, speaker: &Range<usize>) -> bool {
    let last = tokens.slice(speaker.end - 1).to_ascii_lowercase();
    let is_plural = last.ends_with('s') && !last.ends_with("ss");
    let others = [
        "they", "we", "i", "you", "police", "people", "some", "many", "others", "both", "men",
        "women", "children", "media", "who", "several", "all",
    ];
    is_plural || others.contains(&&*last) || speaker.clone().any(|at| tokens.is_the(at, "and"))
}

/// The speaker of an -ing form, and where it is: "was quoted as saying", "is saying", or after a comma.
fn participle(
    tokens: &Tokens<'_>,
    at: usize,
    least: usize,
) -> Option<(Option<Range<usize>>, Order)> {
    if at >= least + 3 && tokens.is_the(at - 1, "as") && tokens.is_the(at - 2, "quoted") {
        let be = at - 3;
        let be = if tokens.is_the(be, "been") && be > least {
            be - 1
        } else {
            be
        };
        let speaker = subject_before(tokens, least, be)?;
        return Some((Some(speaker), Order::SpeakerFirst));
    }
    let adverbs = (least..at)
        .rev()
        .take_while(|&at| tokens.is(at, Class::ADVERB));
    let be = at - adverbs.count();
    if be > least && tokens.is(be - 1, Class::BE) {
        let speaker = subject_before(tokens, least, be - 1)?;
        return Some((Some(speaker), Order::SpeakerFirst));
    }
    let follows_break = at > least && (tokens.is_comma(at - 1) || tokens.is_quoted(at - 1));
    follows_break.then_some((None, Order::Participle))
}

/// The speaker of "..., said the mayor", if the verb directly follows what is said.
fn inverted(
    tokens: &Tokens<'_>,
    at: usize,
    end: usize,
    within: &Range<usize>,
) -> Option<Range<usize>> {
    let before = at.checked_sub(1)?;
    let follows_quotation = tokens.is_quoted(before)
        || tokens.is_comma(before) && before > 0 && tokens.is_quoted(before - 1);
    let follows_clause = tokens.is_comma(before) && before >= within.start;
    let is_after_speech = follows_quotation || follows_clause && begins_noun(tokens, end);
    if !is_after_speech {
        return None;
    }
    let is_object = tokens.is(end, Class::ADDRESSEE) || tokens.is(end, Class::SUBORDINATOR);
    if is_object {
        return None;
    }
    if !follows_quotation && closes_relative(tokens, within.start, before) {
        // "The army, which lost three men, said the raid was over."
        return None;
    }
    let speaker = subject_after(tokens, end, within.end)?;
    // If more words follow, they are a clause, and the noun phrase is not a speaker.
    let ends_clause = speaker.end >= within.end || !tokens.is_word(speaker.end);
    let is_after_relative = tokens.is(speaker.end, Class::RELATIVE)
        || tokens.is(
            speaker.end,
            Class::PREPOSITION.or(Class::TIME).or(Class::SUBORDINATOR),
        );
    (follows_quotation || ends_clause || is_after_relative).then_some(speaker)
}

/// True if the comma at `close` ends a relative clause that begins after another comma.
fn closes_relative(tokens: &Tokens<'_>, least: usize, close: usize) -> bool {
    let from = least.max(close.saturating_sub(24));
    let mut commas = (from..close).rev().filter(|&at| tokens.is_comma(at));
    commas
        .next()
        .is_some_and(|comma| tokens.is(comma + 1, Class::RELATIVE))
}

fn begins_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_capitalised(at) || tokens.is(at, Class::DETERMINER)
}
