//! Noun phrases in a sentence, and lists of them after a trigger.

use super::super::chunks::{Chunk, NounPhrase, Part, VerbGroup, Voice};
use super::super::lexicon::Roles;
use super::super::tokens::Token;

/// A noun phrase of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) chunk: usize,
    pub(super) is_part: bool,
    pub(super) is_set: bool,
}

impl Member {
    pub(super) fn new(chunk: usize, is_part: bool) -> Self {
        Self {
            chunk,
            is_part,
            is_set: false,
        }
    }
}

/// Looks for victims in the chunks of a sentence.
pub(super) struct Finder<'s> {
    pub(super) tokens: &'s [Token],
    pub(super) chunks: &'s [Chunk],
}

impl Finder<'_> {
    pub(super) fn noun(&self, at: usize) -> Option<&NounPhrase> {
        self.chunks.get(at).and_then(Chunk::noun)
    }

    pub(super) fn verb(&self, at: usize) -> Option<&VerbGroup> {
        self.chunks.get(at).and_then(Chunk::verb)
    }

    pub(super) fn part(&self, at: usize) -> Option<&Part> {
        self.chunks.get(at).map(|chunk| &chunk.part)
    }

    pub(super) fn is_comma(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Comma))
    }

    pub(super) fn is_conjunction(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Conjunction))
    }

    pub(super) fn is_preposition(&self, at: usize) -> bool {
        matches!(self.part(at), Some(Part::Preposition))
    }

    pub(super) fn token_is(&self, chunk: usize, roles: Roles) -> bool {
        let chunk = self.chunks.get(chunk);
        chunk.is_some_and(|chunk| self.tokens[chunk.first].is(roles))
    }

    /// True if the noun phrase at `at` is the subject of a verb that follows it.
    pub(super) fn is_subject(&self, at: usize) -> bool {
        let mut next = at + 1;
        while self.is_preposition(next) && self.noun(next + 1).is_some() {
            next += 2;
        }
        if self.token_is(next, Roles::RELATIVE) {
            return false;
        }
        self.verb(next).is_some_and(|verb| {
            let is_bare_participle = verb.trigger.is_none()
                && verb.voice == Voice::Open
                && !verb.roles.has(Roles::OTHER_VERB.or(Roles::REPORT));
            (verb.is_finite || verb.is_state) && !is_bare_participle && !verb.is_infinitive
        })
    }

    /// The noun phrases from `at` on that commas and conjunctions join, with what they include.
    pub(super) fn list_from(&self, at: usize) -> Vec<Member> {
        let mut members = Vec::new();
        let (mut at, mut is_part) = (at, false);
        while self.noun(at).is_some() {
            if !members.is_empty() && self.is_subject(at) {
                break;
            }
            // "most of whom".
            if self.token_is(at + 1, Roles::OF_WHOM) {
                members.push(Member::new(at, true));
                break;
            }
            members.push(Member::new(at, is_part));
            at = self.after_modifiers(at + 1);
            let mut next = at;
            while self.is_comma(next) || self.is_conjunction(next) {
                next += 1;
            }
            if matches!(self.part(next), Some(Part::Including)) {
                is_part = true;
                next = self.after_among(next + 1);
            } else if next == at {
                break;
            } else if self.token_is(next, Roles::OF_WHOM) {
                is_part = true;
                next += 1;
            }
            at = next;
        }
        members
    }

    /// The chunk after "them" of "among them" and after a verb: "among them were".
    pub(super) fn after_among(&self, at: usize) -> usize {
        let mut at = at;
        if self.noun(at).is_some_and(|noun| noun.pronoun.is_some()) {
            at += 1;
        }
        if self.verb(at).is_some_and(|verb| verb.trigger.is_none()) {
            at += 1;
        }
        at
    }

    /// The chunk after prepositions with their noun phrases, and words in brackets.
    pub(super) fn after_modifiers(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            if self.is_preposition(at) && self.noun(at + 1).is_some() {
                at += 2;
            } else if matches!(self.part(at), Some(Part::Open)) {
                let close = self.chunks[at..]
                    .iter()
                    .position(|chunk| matches!(chunk.part, Part::Stop));
                let Some(length) = close else { return at };
                at += length + 1;
            } else {
                return at;
            }
        }
    }
}
