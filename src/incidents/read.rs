//! From a document to its figures.

use super::attribution::{attribution, sources};
use super::chunks::{Chunk, NounPhrase, Part, chunks};
use super::confidence::confidence;
use super::figure::{
    Attribution, Figure, Implied, Manner, Outcome, Quantifier, Relation, Rule, Side, TriggerWord,
    VictimClass, Victims, When,
};
use super::lexicon::{Lexicon, Roles};
use super::relations::Draft;
use super::status::status;
use super::tokens::{Amount, Token, TokenReader};
use super::victims::{Found, victims};
use super::when::{Ends, Times};
use crate::corpus::{Date, TextLanguage};
use crate::entities::Mention;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{Span, lines};
use crate::tokens::{SentenceRules, Tokenizer, sentence_spans};

/// The number of sentences between two checks for cancellation.
const SENTENCES_PER_CHECK: usize = 64;

/// Longer sentences are read in parts of this many words: what is nested in a sentence is read by recursion, and the
/// clauses before and after a date by a search.
const LONGEST_SENTENCE: usize = 400;

/// The sentences of a part of a text, and the lines that are sentences of their own: what the number of a sentence counts.
pub(super) fn sentences<'t>(
    text: &'t str,
    part: Span,
    language: &'t TextLanguage<'t>,
) -> impl Iterator<Item = Span> + 't {
    let all = sentence_spans(part.slice(text), SentenceRules::News, language);
    all.flat_map(move |sentence| headlines(text, sentence.shifted(part.start)))
}

/// Reads documents; its buffers are reused.
#[derive(Debug)]
pub(super) struct DocumentReader {
    lexicon: &'static Lexicon,
    reader: TokenReader,
    pieces: Vec<Span>,
    /// The numbers of the pieces that may begin a phrase with an outcome.
    starts: Vec<usize>,
    tokens: Vec<Token>,
    chunks: Vec<Chunk>,
    /// The date of the document.
    report: Option<Date>,
    /// The word by which the sentence says that something is not verified.
    unverified: Option<Span>,
}

impl DocumentReader {
    pub(super) fn new() -> Self {
        Self {
            lexicon: Lexicon::english(),
            reader: TokenReader::default(),
            pieces: Vec::new(),
            starts: Vec::new(),
            tokens: Vec::new(),
            chunks: Vec::new(),
            report: None,
            unverified: None,
        }
    }

    pub(super) fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// Sets the date of the document to read.
    pub(super) fn set_report(&mut self, report: Option<Date>) {
        self.report = report;
    }

    /// The figures of a part of a text, of which `mentions` are all mentions. `n_sentences` counts on.
    pub(super) fn read(
        &mut self,
        text: &str,
        part: Span,
        language: &TextLanguage<'_>,
        mentions: &[Mention],
        n_sentences: &mut usize,
        workers: &Workers,
    ) -> Result<Vec<Draft>> {
        let mut drafts = Vec::new();
        for line in sentences(text, part, language) {
            if n_sentences.is_multiple_of(SENTENCES_PER_CHECK) {
                workers.check()?;
            }
            if self.has_trigger(text, line) {
                let pieces = std::mem::take(&mut self.pieces);
                for part in pieces.chunks(LONGEST_SENTENCE) {
                    self.sentence(text, mentions, part, *n_sentences, &mut drafts);
                }
                self.pieces = pieces;
            }
            if let Some(word) = self.unverified.take() {
                mark_unconfirmed(&mut drafts, *n_sentences, word);
            }
            *n_sentences += 1;
        }
        Ok(drafts)
    }

    /// Reads the words and punctuation marks of a sentence: true if one may begin a figure.
    fn has_trigger(&mut self, text: &str, sentence: Span) -> bool {
        let tokenizer = Tokenizer {
            punctuation: true,
            ..Tokenizer::default()
        };
        self.pieces.clear();
        self.starts.clear();
        let mut has_trigger = false;
        let (mut verified, mut is_negated) = (None, false);
        for (span, _) in tokenizer.kinds(sentence.slice(text)) {
            let span = span.shifted(sentence.start);
            let word = self.reader.look_up_bare(self.lexicon, span.slice(text));
            has_trigger |= word.is_trigger();
            if !has_trigger && self.reader.begins_trigger(self.lexicon) {
                self.starts.push(self.pieces.len());
            }
            verified = verified.or(word.is(Roles::VERIFY).then_some(span));
            is_negated |= word.is(Roles::NOT.or(Roles::UNVERIFIED));
            self.pieces.push(span);
        }
        self.unverified = verified.filter(|_| is_negated);
        has_trigger || self.has_phrase(text)
    }

    /// True if a phrase with an outcome begins at one of the words that may begin one.
    fn has_phrase(&mut self, text: &str) -> bool {
        let (reader, lexicon) = (&mut self.reader, self.lexicon);
        let mut starts = self.starts.iter();
        starts.any(|&at| reader.is_trigger_phrase(lexicon, text, &self.pieces[at..]))
    }

    /// Reads the figures of a sentence, or of a part of it, given as its words and punctuation marks.
    fn sentence(
        &mut self,
        text: &str,
        mentions: &[Mention],
        pieces: &[Span],
        number: usize,
        drafts: &mut Vec<Draft>,
    ) {
        let sentence = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let first = mentions.partition_point(|one| one.span.end <= sentence.start);
        let end = mentions.partition_point(|one| one.span.start < sentence.end);
        let mentions = &mentions[first.min(end)..end];
        self.reader
            .read(self.lexicon, text, pieces, mentions, &mut self.tokens);
        chunks(&self.tokens, &mut self.chunks);
        let found = victims(&self.tokens, &self.chunks);
        if found.is_empty() {
            return;
        }
        let sources = sources(&self.tokens);
        let (reader, lexicon) = (&mut self.reader, self.lexicon);
        let mut ends = |span: Span| {
            let mut words = span.slice(text).split_whitespace();
            let first = words.next().unwrap_or_default();
            let last = words.next_back().unwrap_or(first);
            Ends {
                first: reader.look_up(lexicon, first),
                unit: reader.look_up(lexicon, words.next_back().unwrap_or(first)),
                last: reader.look_up(lexicon, last),
            }
        };
        let times = Times::read(&self.tokens, mentions, &mut ends);
        let first_draft = drafts.len();
        for one in &found {
            let scene = (self.tokens.as_slice(), self.chunks.as_slice());
            let Some(mut figure) = figure(scene, one) else {
                continue;
            };
            figure.sentence = number;
            let event = times.of(&self.tokens, &self.chunks, figure.trigger.span, self.report);
            figure.when = if is_avenged(&self.tokens, one) {
                When::Earlier
            } else {
                event.when
            };
            figure.attribution = attribution(&self.tokens, &sources, one.trigger);
            // "Five died and 16 others were hurt": not more than those who are hurt.
            let is_of_dead = drafts[first_draft..].iter().any(|other: &Draft| {
                other.figure.outcome != one.outcome && other.figure.span.end <= figure.span.start
            });
            let draft = draft(&self.chunks, one, figure);
            drafts.push(Draft {
                is_dated: event.is_dated,
                is_more: draft.is_more && !is_of_dead || is_also(&self.chunks[one.verb]),
                ..draft
            });
        }
        share_events(&self.tokens, &self.chunks, &mut drafts[first_draft..]);
    }
}

/// A figure with what its noun phrase says of other figures.
fn draft(chunks: &[Chunk], found: &Found, figure: Figure) -> Draft {
    let noun = chunks[found.chunk].noun();
    let noun = noun.expect("victims are a noun phrase");
    let is_other = |(outcome, _)| outcome != found.outcome;
    Draft {
        figure,
        is_dated: false,
        is_part: found.is_part,
        is_revised: found.is_revised,
        is_partitive: noun.is_partitive,
        is_more: noun.is_more,
        is_of_others: noun.is_partitive && noun.noun.is_some_and(is_other),
        is_definite: noun.is_definite,
        is_all: noun.roles.has(Roles::FLOATING),
        is_pronoun: noun.pronoun.is_some(),
    }
}

/// True for "to avenge the death of": the death came before what is reported.
fn is_avenged(tokens: &[Token], found: &Found) -> bool {
    let before = tokens[found.trigger.saturating_sub(4)..found.trigger].iter();
    found.rule == Rule::NounOf && before.rev().any(|token| token.is(Roles::REVENGE))
}

/// "This could not be verified": what the sentence states, or else the one before, is unconfirmed.
fn mark_unconfirmed(drafts: &mut [Draft], sentence: usize, word: Span) {
    let first_of =
        |sentence: usize| drafts.partition_point(|draft| draft.figure.sentence < sentence);
    let own = first_of(sentence);
    let first = if own < drafts.len() {
        own
    } else {
        first_of(sentence.saturating_sub(1))
    };
    for draft in &mut drafts[first..] {
        let source = draft.figure.attribution.get_or_insert(Attribution {
            span: word,
            kind: None,
            manner: Manner::Unconfirmed,
        });
        source.manner = Manner::Unconfirmed;
    }
}

/// True for "were also killed".
fn is_also(chunk: &Chunk) -> bool {
    chunk.verb().is_some_and(|verb| verb.roles.has(Roles::ALSO))
}

/// "in which 130 were killed and 400 wounded": figures of one clause are of one event.
fn share_events(tokens: &[Token], chunks: &[Chunk], drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| draft.figure.trigger.span.start);
    for index in 1..drafts.len() {
        let (before, own) = (drafts[index - 1].figure, drafts[index].figure);
        let between = before.trigger.span.end..own.trigger.span.start;
        let is_clause = |chunk: &Chunk| {
            let token = &tokens[chunk.first];
            let ends = match chunk.part {
                Part::Stop => true,
                Part::Subordinator => !token.is(Roles::OF_WHOM),
                _ => false,
            };
            ends && between.contains(&tokens[chunk.first].span.start)
        };
        if own.when == When::ThisEvent && !chunks.iter().any(is_clause) {
            drafts[index].figure.when = before.when;
        }
    }
}

/// The figure of what was found, if it states a number.
fn figure((tokens, chunks): (&[Token], &[Chunk]), found: &Found) -> Option<Figure> {
    let chunk = &chunks[found.chunk];
    let noun = chunk.noun()?;
    let (amount, implied, span) = match noun.set {
        Some((amount, at)) if found.is_set => (amount, None, tokens[at].span),
        _ => number(tokens, chunk, noun, found)?,
    };
    let status = status(tokens, chunks, found);
    let class = noun.class.unwrap_or(VictimClass::Unknown);
    let side = match class {
        VictimClass::Militant | VictimClass::Suspect => Side::Attackers,
        _ if noun.roles.has(Roles::REFLEXIVE) => Side::Attackers,
        VictimClass::Unknown if is_stopped(chunks, found, implied) => Side::Attackers,
        VictimClass::Unknown => Side::Unknown,
        _ => Side::Victims,
    };
    Some(Figure {
        document: 0,
        sentence: 0,
        outcome: found.outcome,
        low: amount.low,
        best: amount.best,
        high: amount.high,
        quantifier: amount.quantifier,
        implied,
        span,
        victims: Victims {
            span: Span::new(
                tokens[chunk.first].span.start,
                tokens[chunk.end - 1].span.end,
            ),
            head: noun.head.map(|head| tokens[head].span),
            class,
            side,
        },
        relation: Relation::Whole,
        of: None,
        status,
        when: When::ThisEvent,
        trigger: TriggerWord {
            span: tokens[found.trigger].span,
            rule: found.rule,
        },
        attribution: None,
        confidence: confidence(found.rule, amount.quantifier, implied, class),
    })
}

/// True for one person whom security forces killed or hurt: "he was shot dead by police".
fn is_stopped(chunks: &[Chunk], found: &Found, implied: Option<Implied>) -> bool {
    let is_one = matches!(implied, Some(Implied::Singular | Implied::Name));
    let follows = chunks.get(found.verb + 1).zip(chunks.get(found.verb + 2));
    is_one
        && found.rule == Rule::Subject
        && follows.is_some_and(|(by, agent)| {
            let is_security = |noun: &NounPhrase| {
                matches!(
                    noun.class,
                    Some(VictimClass::Police | VictimClass::Military)
                ) || noun.roles.has(Roles::SOURCE)
            };
            by.is_by && agent.noun().is_some_and(is_security)
        })
}

/// The number of a noun phrase, what stands for it, and its span.
fn number(
    tokens: &[Token],
    chunk: &Chunk,
    noun: &NounPhrase,
    found: &Found,
) -> Option<(Amount, Option<Implied>, Span)> {
    if noun.roles.has(Roles::QUESTION) {
        return None;
    }
    if noun.is_none {
        let none = Amount {
            quantifier: Quantifier::None,
            ..Amount::exact(0)
        };
        return Some((none, None, tokens[chunk.first].span));
    }
    if let Some((amount, at)) = noun.amount {
        let is_counted = !noun.is_thing && amount.best != Some(0);
        return is_counted.then_some((amount, None, tokens[at].span));
    }
    let (number, implied) = implied(noun, found)?;
    let quantifier = Quantifier::Implied;
    let all = Span::new(
        tokens[chunk.first].span.start,
        tokens[chunk.end - 1].span.end,
    );
    Some((
        Amount {
            quantifier,
            ..number
        },
        Some(implied),
        all,
    ))
}

/// The number that a noun phrase without one stands for.
fn implied(noun: &NounPhrase, found: &Found) -> Option<(Amount, Implied)> {
    let one = (Amount::exact(1), Implied::Singular);
    let several = (Amount::vague(2), Implied::Plural);
    if matches!(found.rule, Rule::Noun | Rule::Toll) || noun.is_thing || noun.is_partitive {
        return None;
    }
    if let Some(number) = noun.pronoun {
        return (number == 1).then_some(one);
    }
    if noun.is_person_name {
        return Some((Amount::exact(1), Implied::Name));
    }
    if noun.head.is_none() && noun.is_more {
        // "another was wounded", "others were wounded".
        let is_one = noun.is_indefinite || noun.is_definite;
        return Some(if is_one { one } else { several });
    }
    if noun.class.is_none() && !is_victim_of(noun, found) {
        return None;
    }
    if !noun.is_plural {
        return Some(one);
    }
    let is_stated = matches!(
        found.rule,
        Rule::Subject | Rule::Object | Rule::Including | Rule::Among
    );
    (is_stated && !noun.is_definite && noun.class.is_some()).then_some(several)
}

/// True if a noun that the table does not have is taken for a person: the victim of a verb that only people suffer.
fn is_victim_of(noun: &NounPhrase, found: &Found) -> bool {
    let is_person_verb =
        matches!(found.outcome, Outcome::Killed | Outcome::Kidnapped) && !found.is_weak;
    let is_open = noun.head.is_some() && !noun.is_name && noun.noun.is_none() && !noun.is_definite;
    let is_near = found.rule == Rule::Subject
        || (found.rule == Rule::Object && (noun.is_indefinite || found.chunk == found.verb + 1));
    is_person_verb && is_open && is_near
}

/// The lines of a sentence that are sentences of their own, as headlines without a full stop are.
///
/// A line that was wrapped is as long as the longest line, give or take a word. Where the next line begins with an
/// uppercase letter or a digit and its first word would have had room, a line ends on purpose. So it does if no full
/// stop ends the sentence.
fn headlines(text: &str, sentence: Span) -> Vec<Span> {
    let trimmed = sentence.slice(text).trim_end();
    let all: Vec<Span> = lines(trimmed).collect();
    if all.len() < 2 {
        return vec![sentence];
    }
    let is_closed = trimmed.ends_with(['.', '!', '?', '"', '”']);
    let n_chars = |line: Span| line.slice(trimmed).trim().chars().count();
    let width = all.iter().copied().map(n_chars).max().unwrap_or_default();
    let mut found = Vec::new();
    let mut start = sentence.start;
    for (line, next) in all.iter().zip(&all[1..]) {
        let following = next.slice(trimmed).trim_start();
        let first = following.chars().next();
        let begins = first.is_some_and(|first| {
            first.is_uppercase() || first.is_numeric() || matches!(first, '\'' | '"' | '“' | '‘')
        });
        let word = following.split_whitespace().next().unwrap_or_default();
        let has_room = n_chars(*line) + 1 + word.chars().count() <= width;
        if begins && (has_room || !is_closed) {
            found.push(Span::new(start, sentence.start + next.start));
            start = sentence.start + next.start;
        }
    }
    found.push(Span::new(start, sentence.end));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_without_triggers_have_no_figures() {
        let reports = include_str!("../../tests/casualties/reports.txt");
        // Words in another order, too: the same words, but other phrases.
        let mut words: Vec<&str> = reports.split_whitespace().collect();
        words.rotate_left(7);
        let shuffled: Vec<&str> = (0..words.len())
            .map(|n| words[n * 613 % words.len()])
            .collect();
        let shuffled = shuffled.join(" ");
        let mut reader = DocumentReader::new();
        let (mut n_skipped, mut drafts) = (0, Vec::new());
        for text in reports.lines().chain(shuffled.split_inclusive([',', '.'])) {
            let span = Span::new(0, text.len());
            if text.trim().is_empty() || reader.has_trigger(text, span) {
                continue;
            }
            let pieces = reader.pieces.clone();
            reader.sentence(text, &[], &pieces, 0, &mut drafts);
            assert!(drafts.is_empty(), "{text}");
            n_skipped += 1;
        }
        assert!(n_skipped > 500);
    }
}
