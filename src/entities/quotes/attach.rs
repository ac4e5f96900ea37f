//! What is said: the words that belong to each cue.

use std::ops::Range;

use super::cues::{FoundCue, Order, cues};
use super::marks::{Quotation, quotations};
use super::quote::{Cue, Quote, QuoteKind};
use super::tokens::Tokens;
use super::words::{Class, Use};
use crate::corpus::TextLanguage;
use crate::entities::structure::Structure;
use crate::span::Span;

/// The least number of words of a quotation that stands for itself, without a cue.
const LEAST_WORDS: usize = 4;

/// Finds what is said in a text, in order: direct and indirect speech.
///
/// Linear in the length of the text.
pub(super) fn find(text: &str, language: &TextLanguage<'_>) -> Vec<Quote> {
    let mut tokens = Tokens::new(text, language);
    let quotations = quotations(&mut tokens);
    let mut reader = Reader {
        tokens: &tokens,
        direct: vec![None; quotations.len()],
        quotations,
        found: Vec::new(),
    };
    // What a report says begins after its dateline.
    let dateline = Structure::of(text, &[])
        .dateline
        .map(|dateline| dateline.span);
    for sentence in &tokens.sentences {
        reader.read(&tokens.without(sentence, dateline));
    }
    reader.add_direct();
    reader
        .found
        .sort_by_key(|quote| (quote.span.start, quote.span.end));
    reader.found
}

struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    quotations: Vec<Quotation>,
    /// The cue of each quotation that is direct speech.
    direct: Vec<Option<FoundCue>>,
    found: Vec<Quote>,
}

impl Reader<'_> {
    /// Reads the cues of a sentence.
    fn read(&mut self, sentence: &Range<usize>) {
        let mut all = cues(self.tokens, sentence);
        inherit_speakers(&mut all);
        // A cue at the end holds all that comes before it, but for what has such a cue of its own.
        let mut from = sentence.start;
        for (number, cue) in all.iter().enumerate() {
            let limit = all.get(number + 1).map_or(sentence.end, FoundCue::start);
            let place = Clause {
                sentence,
                from,
                limit,
            };
            let is_trailing = place.is_trailing(self.tokens, cue);
            if is_trailing {
                from = cue.end();
            }
            if self.take_quotation_before(cue) || self.take_quotation_after(cue, sentence) {
                continue;
            }
            let clause = place.of(self.tokens, cue, is_trailing);
            if let Some(clause) = clause.filter(|clause| is_said(self.tokens, cue, clause)) {
                self.add_clause(cue, &clause);
            }
        }
    }

    /// Gives the cue to the quotation that ends directly before it.
    fn take_quotation_before(&mut self, cue: &FoundCue) -> bool {
        let start = cue.start();
        let after = self
            .quotations
            .partition_point(|one| one.outer.end <= start);
        let Some(number) = after.checked_sub(1) else {
            return false;
        };
        let end = self.quotations[number].outer.end;
        let is_adjacent = end == start || end + 1 == start && self.tokens.is_comma(end);
        let can_continue = cue.order != Order::Participle && self.goes_on(number);
        is_adjacent && can_continue && self.take(number, cue)
    }

    /// Makes a quotation the direct speech of a cue, unless it has one.
    fn take(&mut self, number: usize, cue: &FoundCue) -> bool {
        let is_free = self.direct[number].is_none();
        if is_free {
            self.direct[number] = Some(cue.clone());
        }
        is_free
    }

    /// True if the sentence goes on after the quotation: it ends in a comma, "?" or "!", or a comma follows.
    fn goes_on(&self, number: usize) -> bool {
        let one = &self.quotations[number];
        let last = self.tokens.slice(one.inner.end - 1);
        let is_open = matches!(last, "," | "?" | "!" | "-" | "—" | "–" | "…" | ";");
        is_open || self.tokens.is_comma(one.outer.end) || self.tokens.is_word(one.inner.end - 1)
    }

    /// Gives the cue to the quotation that begins where the words of the cue begin: he said: "...".
    fn take_quotation_after(&mut self, cue: &FoundCue, sentence: &Range<usize>) -> bool {
        if cue.order == Order::VerbFirst {
            return false;
        }
        let content = content_start(self.tokens, cue, sentence.end);
        let number = self
            .quotations
            .partition_point(|one| one.outer.start < cue.end());
        let Some(one) = self.quotations.get(number) else {
            return false;
        };
        let is_whole = self.tokens.is_capitalised(one.inner.start)
            && !self
                .tokens
                .is_the(one.outer.start.saturating_sub(1), "that")
            && self.ends_sentence(number);
        one.outer.start <= content + 1 && is_whole && self.take(number, cue)
    }

    /// True if nothing but punctuation follows the quotation in its sentence, or it is a sentence itself.
    fn ends_sentence(&self, number: usize) -> bool {
        let one = &self.quotations[number];
        let last = self.tokens.slice(one.inner.end - 1);
        let is_closed = matches!(last, "." | "?" | "!" | "…" | ",");
        is_closed || one.is_open || !self.tokens.is_word(one.outer.end)
    }

    /// Adds what a cue says in the words of the writer.
    fn add_clause(&mut self, cue: &FoundCue, clause: &Range<usize>) {
        let holds_quotation = clause.clone().any(|at| self.tokens.is_quoted(at));
        let kind = if holds_quotation {
            QuoteKind::Mixed
        } else {
            QuoteKind::Indirect
        };
        self.found.push(Quote {
            span: self.tokens.span(clause),
            kind,
            cue: Some(self.cue(cue)),
            speaker: cue.speaker.as_ref().map(|range| self.tokens.span(range)),
            is_continued: false,
        });
    }

    fn cue(&self, cue: &FoundCue) -> Cue {
        Cue {
            span: self.tokens.span(&cue.tokens),
            verb: cue.verb.map(|verb| verb.lemma),
            manner: cue.manner,
        }
    }

    /// Adds the quotations that have a cue, that go on after one, or that are sentences of their own.
    fn add_direct(&mut self) {
        let mixed: Vec<Span> = self.found.iter().map(|quote| quote.span).collect();
        let mut inside = mixed.iter().peekable();
        let mut last: Option<(usize, Option<Span>)> = None;
        for number in 0..self.quotations.len() {
            let one = self.quotations[number].clone();
            let span = self.tokens.span(&one.inner);
            while inside.next_if(|clause| clause.end <= span.start).is_some() {}
            let is_in_clause = inside.peek().is_some_and(|clause| clause.contains(span));
            let cue = self.direct[number].clone();
            let continued = last.filter(|&(before, _)| self.continues(before, number));
            if cue.is_none() && (is_in_clause || continued.is_none() && !self.is_speech(&one)) {
                continue;
            }
            let speaker = cue.as_ref().and_then(|cue| cue.speaker.as_ref());
            let speaker = speaker.map(|range| self.tokens.span(range));
            let is_continued = cue.is_none() && continued.is_some();
            let speaker = speaker.or_else(|| continued.and_then(|(_, speaker)| speaker));
            self.found.push(Quote {
                span,
                kind: QuoteKind::Direct,
                cue: cue.as_ref().map(|cue| self.cue(cue)),
                speaker,
                is_continued,
            });
            last = Some((number, speaker));
        }
    }

    /// True if a quotation without a cue is more of the quotation before: only a cue, or the break of a quotation
    /// without closing mark, is between the two.
    fn continues(&self, before: usize, number: usize) -> bool {
        let (one, other) = (&self.quotations[before], &self.quotations[number]);
        if one.is_open {
            return one.outer.end == other.outer.start;
        }
        let between = one.outer.end..other.outer.start;
        let cue_end = self.direct[before]
            .as_ref()
            .map_or(one.outer.end, FoundCue::end);
        if between.len() > 40 || cue_end > other.outer.start {
            return false;
        }
        let gap = Span::new(
            self.tokens.all[one.outer.end - 1].span.end,
            self.tokens.all[other.outer.start].span.start,
        );
        let begins_paragraph = self.tokens.gap_before(other.outer.start).contains('\n');
        let has_break = gap.slice(self.tokens.text).contains("\n\n") && !begins_paragraph;
        let ends = between
            .clone()
            .filter(|&at| matches!(self.tokens.slice(at), "." | "?" | "!"));
        !has_break && ends.count() <= 1 && self.n_words(&other.inner) >= 3
    }

    /// True for a quotation of a sentence: it begins with an uppercase letter and ends like one.
    fn is_speech(&self, one: &Quotation) -> bool {
        let last = self.tokens.slice(one.inner.end - 1);
        let ends = matches!(last, "." | "?" | "!" | "," | "…") || one.is_open;
        ends && self.tokens.is_capitalised(one.inner.start)
            && self.n_words(&one.inner) >= LEAST_WORDS
    }

    fn n_words(&self, range: &Range<usize>) -> usize {
        range.clone().filter(|&at| self.tokens.is_word(at)).count()
    }
}

/// A participle has the speaker of the cue before it.
fn inherit_speakers(all: &mut [FoundCue]) {
    let mut speaker = None;
    for cue in all {
        match &cue.speaker {
            Some(own) => speaker = Some(own.clone()),
            None => cue.speaker.clone_from(&speaker),
        }
    }
}

/// The token where the words of a cue begin: after "that", the person told, the day, and the medium.
fn content_start(tokens: &Tokens<'_>, cue: &FoundCue, end: usize) -> usize {
    let first = match cue.order {
        Order::Phrase | Order::VerbFirst => cue.end(),
        Order::SpeakerFirst | Order::Participle => cue.tokens.end,
    };
    if cue.order == Order::Phrase && tokens.is(first + 1, Class::RELATIVE) {
        // "According to the union, which met on Friday, ..."
        let comma = (first + 2..end).find(|&at| tokens.is_comma(at));
        return comma.map_or(first, |comma| comma + 1);
    }
    let far = end.min(first + 12);
    let mut words = (first..far).take_while(|&at| tokens.is_word(at) && !tokens.is_quoted(at));
    if let Some(that) = words.find(|&at| tokens.is_the(at, "that")) {
        let is_demonstrative = that > first && tokens.is(that - 1, Class::PREPOSITION)
            || cue.verb.is_some_and(|verb| verb.is(Use::Quotation));
        if !is_demonstrative {
            return that + 1;
        }
    }
    let mut at = first;
    if cue.verb.is_some_and(|verb| verb.is(Use::Addressee)) {
        at = after_addressee(tokens, at, end);
    }
    loop {
        let next = after_adjunct(tokens, at, end);
        if next == at {
            break;
        }
        at = next;
    }
    if tokens.slice(at) == ":" || tokens.is_comma(at) && tokens.is_quoted(at + 1) {
        at += 1;
    }
    at
}

/// The token after the person told: "told reporters", "told the BBC", "told her".
fn after_addressee(tokens: &Tokens<'_>, first: usize, end: usize) -> usize {
    let mut at = first;
    if tokens.is(at, Class::DETERMINER) && !tokens.is_the(at, "her") {
        at += 1;
    }
    if tokens.is_capitalised(at) {
        while at < end && (tokens.is_capitalised(at) || tokens.is_joint(at)) {
            at += 1;
        }
        return at;
    }
    at += 1;
    if tokens.is(at - 1, Class::ADDRESSEE) && tokens.is(at, Class::ADDRESSEE.or(Class::MEDIUM)) {
        at += 1;
    }
    at.min(end)
}

/// The token after "on Tuesday", "in a statement", "also".
fn after_adjunct(tokens: &Tokens<'_>, first: usize, end: usize) -> usize {
    let mut at = first;
    if tokens.is(at, Class::PREPOSITION) {
        at += 1;
        let far = end.min(at + 5);
        let mut words = (at..far).take_while(|&at| tokens.is_word(at));
        let close = words.find(|&at| {
            tokens.is(at, Class::MEDIUM)
                || tokens.is(at, Class::TIME) && !tokens.is(at + 1, Class::TIME)
        });
        return close.map_or(first, |close| close + 1);
    }
    while at < end && tokens.is(at, Class::TIME.or(Class::ADVERB)) && !tokens.is_the(at, "this") {
        at += 1;
    }
    at
}

/// Where in a sentence the clause of a cue can be.
struct Clause<'s> {
    sentence: &'s Range<usize>,
    /// The first token that can belong to a cue after it.
    from: usize,
    /// The start of the next cue, or the end of the sentence.
    limit: usize,
}

impl Clause<'_> {
    /// True if the clause comes before the cue: "..., police said."
    fn is_trailing(&self, tokens: &Tokens<'_>, cue: &FoundCue) -> bool {
        let end = self.sentence.end;
        let content = content_start(tokens, cue, end);
        let before = self.from..cue.start();
        // Reads the first words only: all cues of a sentence may share what is before them.
        let mut words = before.clone().filter(|&at| tokens.is_word(at));
        match cue.order {
            Order::VerbFirst => true,
            Order::Participle => false,
            Order::Phrase => words.next().is_some(),
            Order::SpeakerFirst => {
                let ends_here =
                    content >= end || !tokens.is_word(content) && !tokens.is_quoted(content);
                // "Nineteen people died, the ministry said: seven in Punjab, ..."
                let has_list = content < end
                    && tokens.slice(content - 1) == ":"
                    && !tokens.is_quoted(content)
                    && !before.is_empty()
                    && tokens.is_comma(before.end - 1);
                ends_here || has_list && words.nth(3).is_some()
            }
        }
    }

    /// The words that a cue says.
    fn of(&self, tokens: &Tokens<'_>, cue: &FoundCue, is_trailing: bool) -> Option<Range<usize>> {
        if is_trailing {
            // "The bridge, officials said, will reopen."
            let auxiliary = Class::BE.or(Class::HAVE).or(Class::MODAL);
            let comma = cue.end();
            let goes_on = tokens.is_comma(comma) && tokens.is(comma + 1, auxiliary);
            let end = if goes_on { self.limit } else { cue.start() };
            return trimmed(tokens, self.from..end.max(self.from));
        }
        let content = content_start(tokens, cue, self.sentence.end);
        trimmed(tokens, content..self.limit.max(content))
    }
}

/// The clause without punctuation and conjunctions at its ends.
fn trimmed(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    let is_loose = |at: usize| !tokens.is_quoted(at) && !tokens.is_word(at);
    while start < end && (is_loose(start) || tokens.is(start, Class::CONJUNCTION)) {
        start += 1;
    }
    let link = Class::CONJUNCTION.or(Class::SUBORDINATOR);
    while start < end && (is_loose(end - 1) || tokens.is(end - 1, link)) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// True if the words are what somebody says, rather than the object of another sense of the verb.
fn is_said(tokens: &Tokens<'_>, cue: &FoundCue, clause: &Range<usize>) -> bool {
    let Some(verb) = cue.verb else { return true };
    let has_quotation = clause.clone().any(|at| tokens.is_quoted(at));
    if has_quotation {
        return true;
    }
    let first = clause.start;
    let is_before = clause.end <= cue.start();
    let has_that = first > 0 && tokens.is_the(first - 1, "that");
    if verb.is(Use::Quotation) {
        return false;
    }
    if is_before || has_that {
        return clause.len() >= 2;
    }
    if tokens.is(first, Class::PREPOSITION) && !tokens.is_the(first, "to")
        || is_silent(tokens, clause)
    {
        return false;
    }
    let auxiliary = Class::BE.or(Class::HAVE).or(Class::MODAL);
    let is_verb = |at: usize| tokens.is(at, auxiliary) && (at == first || !tokens.is_the(at, "to"));
    let holds_verb = || clause.clone().any(is_verb);
    if verb.is(Use::Object) {
        return true;
    }
    clause.len() >= 2 && (!verb.is(Use::Clause) || holds_verb())
}

/// True if the first words are an object that makes the verb something else: "claimed 14 lives".
fn is_silent(tokens: &Tokens<'_>, clause: &Range<usize>) -> bool {
    let end = clause.end.min(clause.start + 3);
    (clause.start..end).any(|at| tokens.is(at, Class::SILENT))
}
