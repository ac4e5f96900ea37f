//! Which entity speaks.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::quote::{Quote, QuoteKind};
use super::words::{Class, Words};
use crate::registry::registry;
use crate::span::Span;

/// How far before a pronoun the person is named, in bytes.
const PRONOUN_REACH: usize = 600;

registry!(
    /// Why an entity is the speaker of a quote.
    #[derive(PartialOrd, Ord)]
    pub enum SpeakerLink: "link of a speaker" {
        /// The noun phrase is a mention of the entity: "police chief Scot Marsh", "the Red Cross".
        Name = "name",
        /// The noun phrase says whom the speaker belongs to: "a spokesman for the Red Cross", "the mayor of Turin".
        Affiliation = "affiliation",
        /// The noun phrase repeats a word for a speaker whom the text has named: "the commander".
        Description = "description",
        /// A pronoun: for the person who spoke or was named before, or "it" for the subject of what is said.
        Pronoun = "pronoun",
        /// The quote goes on with the words of the quote before.
        Continued = "continued",
    }
);

/// A mention that could speak.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) entity: usize,
}

/// The entity of a speaker, and why.
pub(super) type Speaker = Option<(usize, SpeakerLink)>;

/// The entity that speaks in each quote of a text. `candidates` are in order.
pub(super) fn speakers(
    text: &str,
    quotes: &[Quote],
    candidates: &[Candidate],
    is_person: &dyn Fn(usize) -> bool,
) -> Vec<Speaker> {
    let mut reader = Reader {
        text,
        candidates,
        is_person,
        described: HashMap::default(),
        last_person: None,
    };
    let mut all: Vec<Speaker> = Vec::with_capacity(quotes.len());
    // Indirect speech within what a quote says comes after it, but a continued quote follows a direct one.
    let mut last_direct: Speaker = None;
    for quote in quotes {
        let speaker = if quote.is_continued {
            last_direct.map(|(entity, _)| (entity, SpeakerLink::Continued))
        } else {
            quote
                .speaker
                .and_then(|span| reader.speaker(span, quote.span))
        };
        if quote.kind == QuoteKind::Direct {
            last_direct = speaker;
        }
        all.push(speaker);
    }
    all
}

struct Reader<'a> {
    text: &'a str,
    candidates: &'a [Candidate],
    is_person: &'a dyn Fn(usize) -> bool,
    /// The last speaker that each word describes: "commander".
    described: HashMap<String, usize, RandomState>,
    /// The last person who spoke, and where.
    last_person: Option<(usize, usize)>,
}

impl Reader<'_> {
    fn speaker(&mut self, span: Span, said: Span) -> Speaker {
        let found = self.named(span).or_else(|| self.unnamed(span, said));
        if let Some((entity, link)) = found {
            self.remember(span, entity, link);
        }
        found
    }

    /// The entity that a mention in the noun phrase names: a person first, then the head of the phrase.
    fn named(&self, span: Span) -> Speaker {
        let first = self
            .candidates
            .partition_point(|one| one.span.end <= span.start);
        let inside = self.candidates[first..].iter();
        let inside: Vec<&Candidate> = inside.take_while(|one| one.span.start < span.end).collect();
        if let Some(person) = inside.iter().find(|one| (self.is_person)(one.entity)) {
            let rest = &self.text[person.span.end.min(span.end)..span.end];
            let owns =
                rest.starts_with(['\'', '’']) || person.span.slice(self.text).ends_with("s'");
            let link = if owns && rest.len() > 4 {
                SpeakerLink::Affiliation
            } else {
                SpeakerLink::Name
            };
            return Some((person.entity, link));
        }
        let head = inside.iter().find(|one| self.is_head(span, one.span));
        head.map(|one| (one.entity, SpeakerLink::Name)).or_else(|| {
            let first = inside.first()?;
            Some((first.entity, SpeakerLink::Affiliation))
        })
    }

    /// True if the mention is the head of the noun phrase: no preposition is before it, and nothing or a preposition
    /// after it.
    fn is_head(&self, phrase: Span, mention: Span) -> bool {
        let mut buffer = String::new();
        let mut is_preposition = |word: &str| {
            let known = Words::english().get(word, &mut buffer);
            known.class.is(Class::PREPOSITION)
        };
        let before = &self.text[phrase.start..mention.start.max(phrase.start)];
        let after = &self.text[mention.end.min(phrase.end)..phrase.end];
        let next = after.split_whitespace().next();
        let is_last = next.is_none_or(|word| after.starts_with(' ') && is_preposition(word));
        is_last && !before.split_whitespace().any(is_preposition)
    }

    /// The entity of a pronoun, or of a description whose word an earlier speaker had.
    fn unnamed(&self, span: Span, said: Span) -> Speaker {
        let phrase = span.slice(self.text);
        let mut buffer = String::new();
        let word = Words::english().get(phrase, &mut buffer);
        if word.class.is(Class::PERSON) {
            let person = self.person_before(span.start)?;
            return Some((person, SpeakerLink::Pronoun));
        }
        if phrase.eq_ignore_ascii_case("it") {
            let subject = self.subject_of(said)?;
            return Some((subject, SpeakerLink::Pronoun));
        }
        if word.class.is(Class::PRONOUN) {
            return None;
        }
        let head = Self::head_word(phrase)?;
        let entity = *self.described.get(&head)?;
        Some((entity, SpeakerLink::Description))
    }

    /// The entity whose mention begins a clause, perhaps after "The": "The company will close, it said."
    fn subject_of(&self, said: Span) -> Option<usize> {
        let next = self
            .candidates
            .partition_point(|one| one.span.end <= said.start);
        let first = self.candidates.get(next)?;
        let before = self
            .text
            .get(said.start..first.span.start)
            .unwrap_or_default();
        let begins = first.span.start < said.end && (before.is_empty() || before == "The ");
        (begins && !(self.is_person)(first.entity)).then_some(first.entity)
    }

    /// The person who spoke last, or who was named last, if that is near.
    fn person_before(&self, byte: usize) -> Option<usize> {
        let is_near = |at: usize| byte.checked_sub(at).is_some_and(|gap| gap <= PRONOUN_REACH);
        let spoke = self.last_person.filter(|&(_, at)| is_near(at));
        let until = self.candidates.partition_point(|one| one.span.end <= byte);
        let named = self.candidates[..until].iter().rev();
        let mut named = named.take_while(|one| is_near(one.span.end));
        let named = named.find(|one| (self.is_person)(one.entity));
        let named = named.map(|one| one.entity);
        spoke.map(|(entity, _)| entity).or(named)
    }

    /// The last word before a preposition, in lowercase: "the commander of the post".
    fn head_word(phrase: &str) -> Option<String> {
        let mut buffer = String::new();
        let mut words = phrase.split_whitespace();
        let mut determined = false;
        let mut head = None;
        words.all(|word| {
            let class = Words::english().get(word, &mut buffer).class;
            determined |= class.is(Class::DETERMINER);
            let goes_on = !class.is(Class::PREPOSITION);
            if goes_on {
                head = Some(word.to_lowercase());
            }
            goes_on
        });
        head.filter(|_| determined)
    }

    /// Remembers what describes a person who spoke.
    fn remember(&mut self, span: Span, entity: usize, link: SpeakerLink) {
        if !(self.is_person)(entity) {
            return;
        }
        self.last_person = Some((entity, span.end));
        if link != SpeakerLink::Name {
            return;
        }
        let mut buffer = String::new();
        for word in span.slice(self.text).split_whitespace() {
            let class = Words::english().get(word, &mut buffer).class;
            let is_common = word.chars().all(char::is_lowercase) && class == Class::default();
            if is_common {
                self.described.insert(word.to_owned(), entity);
            }
        }
    }
}
