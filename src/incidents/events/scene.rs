//! A document as the search for events reads it: sentences with their words, names, places and dates.

use std::ops::Range;

use super::gazetteer::{Atlas, Kind, Known};
use super::lexicon::{Cue, english};
use crate::corpus::{Date, Documents, TextLanguage};
use crate::entities::{Entities, Label, Mention, Structure, Value};
use crate::error::Result;
use crate::incidents::lexicon::{Lexicon, Roles, UNKNOWN, Word};
use crate::incidents::read::sentences;
use crate::incidents::words::lowercase;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Tokenizer;

/// A word, a phrase of the table, or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    /// What the table of incidents says.
    pub(super) cue: Cue,
    /// What the table of casualties says.
    pub(super) word: &'static Word,
    /// True for a letter or digit, false for a mark.
    pub(super) is_word: bool,
}

/// A name or a date, with what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'d> {
    pub(super) span: Span,
    /// The name of the entity.
    pub(super) name: &'d str,
    pub(super) mention: &'d Mention,
    pub(super) known: Option<&'static Known>,
}

impl Item<'_> {
    /// True for the name of a place.
    pub(super) fn is_place(&self) -> bool {
        let is_other = matches!(
            self.known.map(|known| known.kind),
            Some(Kind::People | Kind::ArmedGroup | Kind::Agency | Kind::Medium)
        );
        matches!(self.mention.label.as_str(), "GPE" | "LOC" | "FAC") && !is_other
    }

    /// The first and the last day of a date.
    pub(super) fn period(&self) -> Option<(Date, Date)> {
        match (&self.mention.value, self.mention.label == Label::DATE) {
            (Some(Value::Period { first, last }), true) => Some((*first, *last)),
            _ => None,
        }
    }
}

/// A sentence or a part of one: its tokens and its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The number of the sentence.
    pub(super) sentence: usize,
    pub(super) span: Span,
    pub(super) tokens: Range<usize>,
    pub(super) items: Range<usize>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Scene<'d> {
    pub(super) text: &'d str,
    pub(super) report: Option<Date>,
    pub(super) structure: Structure,
    /// Numbered like the sentences of figures.
    pub(super) sentences: Vec<Passage>,
    pub(super) tokens: Vec<Token>,
    pub(super) items: Vec<Item<'d>>,
}

impl<'d> Scene<'d> {
    /// Reads a document.
    pub(super) fn read(
        documents: &'d Documents,
        entities: &'d Entities,
        index: usize,
        report: Option<Date>,
        workers: &Workers,
    ) -> Result<Self> {
        let text = documents.text(index).unwrap_or_default();
        let language = entities.language_of(documents, index);
        let mut made = Self {
            text,
            report,
            structure: Structure::of(text, documents.skipped_spans(index)),
            sentences: Vec::new(),
            tokens: Vec::new(),
            items: items(entities, index),
        };
        for part in documents.kept(index) {
            workers.check()?;
            made.read_part(part, &language);
        }
        Ok(made)
    }

    fn read_part(&mut self, part: Span, language: &TextLanguage<'_>) {
        let text = self.text;
        let mut reader = WordReader::default();
        for span in sentences(text, part, language) {
            let first = self.tokens.len();
            reader.read(text, span, &mut self.tokens);
            let before = |one: &Item| one.span.start < span.start;
            let inside = |one: &Item| one.span.start < span.end;
            let items = self.items.partition_point(before)..self.items.partition_point(inside);
            self.sentences.push(Passage {
                sentence: self.sentences.len(),
                span,
                tokens: first..self.tokens.len(),
                items,
            });
        }
    }

    pub(super) fn tokens_of(&self, passage: &Passage) -> &[Token] {
        &self.tokens[passage.tokens.clone()]
    }

    pub(super) fn items_of(&self, passage: &Passage) -> &[Item<'d>] {
        &self.items[passage.items.clone()]
    }

    /// The part of a sentence within a span.
    pub(super) fn part(&self, sentence: usize, span: Span) -> Passage {
        let all = &self.sentences[sentence];
        let (tokens, items) = (self.tokens_of(all), self.items_of(all));
        let token =
            |end: usize| all.tokens.start + tokens.partition_point(|one| one.span.start < end);
        let item = |end: usize| all.items.start + items.partition_point(|one| one.span.start < end);
        Passage {
            sentence,
            span,
            tokens: token(span.start)..token(span.end),
            items: item(span.start)..item(span.end),
        }
    }

    /// The items within a span.
    pub(super) fn items_in(&self, span: Span) -> &[Item<'d>] {
        let first = self.items.partition_point(|one| one.span.end <= span.start);
        let end = self.items.partition_point(|one| one.span.start < span.end);
        &self.items[first..end.max(first)]
    }

    /// True if one of the words has a role.
    pub(super) fn has(&self, passage: &Passage, role: u16) -> bool {
        self.tokens_of(passage).iter().any(|one| one.cue.is(role))
    }

    /// True if the words mention an event, even without a figure: "attacked", "a rocket hit".
    pub(super) fn mentions_event(&self, passage: &Passage) -> bool {
        let is_means = |token: &Token| token.cue.weapon.is_some() || token.cue.kind.is_some();
        self.has(passage, Cue::EVENT)
            || self.has(passage, Cue::DOES) && self.tokens_of(passage).iter().any(is_means)
    }

    /// True for the place and the date of the dateline.
    pub(super) fn is_in_dateline(&self, span: Span) -> bool {
        self.structure
            .dateline
            .is_some_and(|line| line.span.contains(span))
    }

    /// True for the headline and what comes before the body.
    pub(super) fn is_head(&self, passage: &Passage) -> bool {
        let headline = self.structure.headline;
        headline.is_some_and(|headline| headline.overlaps(passage.span))
    }
}

/// The names and dates of a document, in order.
fn items(entities: &Entities, index: usize) -> Vec<Item<'_>> {
    let atlas = Atlas::builtin();
    let all = entities.mentions();
    let first = all.partition_point(|one| one.document < index);
    let own = all[first..].iter().take_while(|one| one.document == index);
    own.filter_map(|linked| {
        let mention = entities.found(linked);
        let is_wanted = mention.label == Label::DATE || mention.label.is_named_entity();
        is_wanted.then(|| {
            let name = entities.entities()[linked.entity].name.as_str();
            Item {
                span: mention.span,
                name,
                mention,
                known: atlas.of(mention).or_else(|| atlas.named(name)),
            }
        })
    })
    .collect()
}

/// Reads the words of sentences; its buffers are reused.
#[derive(Default)]
struct WordReader {
    pieces: Vec<Span>,
    lower: String,
}

impl WordReader {
    fn read(&mut self, text: &str, sentence: Span, tokens: &mut Vec<Token>) {
        let tokenizer = Tokenizer {
            punctuation: true,
            ..Tokenizer::default()
        };
        self.pieces.clear();
        for (span, _) in tokenizer.kinds(sentence.slice(text)) {
            self.pieces.push(span.shifted(sentence.start));
        }
        let mut at = 0;
        while at < self.pieces.len() {
            let (token, length) = self.token(text, at);
            tokens.push(token);
            at += length;
        }
    }

    /// The token that begins with a piece, and its number of pieces.
    fn token(&mut self, text: &str, at: usize) -> (Token, usize) {
        let span = self.pieces[at];
        let is_word = is_word(text, span);
        let mut token = Token {
            span,
            cue: Cue::default(),
            word: &UNKNOWN,
            is_word,
        };
        if !is_word {
            return (token, 1);
        }
        let (cues, casualties) = (english(), Lexicon::english());
        if let Some(joined) = self.joined(text, at) {
            self.lowercase(joined.slice(text));
            if let Some(cue) = cues.word(&self.lower) {
                token.cue = *cue;
                token.span = joined;
                return (token, 3);
            }
        }
        self.lowercase(span.slice(text));
        let mut length = 1;
        let pieces = &self.pieces[at..];
        if let Some((n_words, cue)) = cues.phrases_at(&self.lower, text, pieces).next() {
            length = n_words;
            token.cue = *cue;
            token.span = Span::new(span.start, pieces[length - 1].end);
        } else if let Some(cue) = cues.word(&self.lower) {
            token.cue = *cue;
        }
        token.word = casualties.word(&self.lower).unwrap_or(&UNKNOWN);
        (token, length)
    }

    /// The span of two pieces that a hyphen joins: "AK-47".
    fn joined(&self, text: &str, at: usize) -> Option<Span> {
        let [first, hyphen, last, ..] = self.pieces[at..] else {
            return None;
        };
        let is_joined = first.end == hyphen.start && hyphen.end == last.start;
        (is_joined && hyphen.slice(text) == "-" && is_word(text, last))
            .then(|| Span::new(first.start, last.end))
    }

    fn lowercase(&mut self, word: &str) {
        lowercase(word, &mut self.lower);
        // "bomb's" is "bomb".
        if let Some(bare) = self.lower.strip_suffix("'s") {
            self.lower.truncate(bare.len());
        }
    }
}

/// True for a word, false for a punctuation mark.
fn is_word(text: &str, piece: Span) -> bool {
    piece.slice(text).starts_with(char::is_alphanumeric)
}

impl Token {
    pub(super) fn is(&self, roles: Roles) -> bool {
        self.word.is(roles)
    }
}
