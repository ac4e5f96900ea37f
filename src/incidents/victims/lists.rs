//! Noun phrases in a sentence, and lists of them after a trigger.

use super::super::chunks::{Chunk, NounPhrase, Part, VerbGroup, Voice};
use super::super::lexicon::Roles;
use super::super::tokens::{Kind, Token};

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
            members.push(Member::new(at, is_part || self.is_among_them(at)));
            at = self.after_modifiers(at + 1);
            let mut next = self.after_age(at);
            if self.is_among_them_at(next) {
                next += 1;
            }
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
        self.without_appositions(members)
    }

    /// The members that are people of their own: not "the mayor" in "Ana Ruiz, the mayor, and a guard", nor the names in
    /// "two boys, Ali and Omar, and a man".
    pub(super) fn without_appositions(&self, mut members: Vec<Member>) -> Vec<Member> {
        members.sort_by_key(|member| member.chunk);
        let mut kept: Vec<Member> = Vec::new();
        let mut at = 0;
        while let Some(&member) = members.get(at) {
            kept.push(member);
            at += 1;
            at += match members.get(at) {
                Some(next) if self.is_apposition(member.chunk, next.chunk) => 1,
                _ => self.n_names_of(member.chunk, &members[at..]),
            };
        }
        kept
    }

    /// True if the noun phrase at `at` is another one for the person at `first`: one is a name, the other a noun.
    fn is_apposition(&self, first: usize, at: usize) -> bool {
        let (Some(one), Some(other)) = (self.noun(first), self.noun(at)) else {
            return false;
        };
        let is_noun = |noun: &NounPhrase| {
            noun.class.is_some()
                && noun.amount.is_none()
                && noun.pronoun.is_none()
                && !(noun.is_plural || noun.is_more || noun.is_person_name || noun.is_name)
        };
        let is_pair = is_named(one) && is_noun(other) || is_noun(one) && is_named(other);
        is_pair && self.is_comma_between(first, at) && !self.is_last_of_list(at)
    }

    /// The number of names among `next` that are the people counted at `at`: all of them, or none.
    fn n_names_of(&self, at: usize, next: &[Member]) -> usize {
        let amount = self.noun(at).and_then(|noun| noun.amount);
        let Some(count) = amount.and_then(|(amount, _)| amount.best) else {
            return 0;
        };
        let is_name = |member: &&Member| self.noun(member.chunk).is_some_and(is_named);
        let n = next.iter().take_while(is_name).count();
        let is_list = next
            .first()
            .is_some_and(|first| self.is_comma_between(at, first.chunk));
        if n > 1 && n as u64 == count && is_list {
            n
        } else {
            0
        }
    }

    /// True if a comma and no conjunction separates two chunks.
    fn is_comma_between(&self, first: usize, last: usize) -> bool {
        let between = &self.chunks[first..last];
        let has_comma = between
            .iter()
            .any(|chunk| matches!(chunk.part, Part::Comma));
        has_comma
            && !between
                .iter()
                .any(|chunk| matches!(chunk.part, Part::Conjunction))
    }

    /// True for "a driver" in "Ana Ruiz, a driver and two guards".
    fn is_last_of_list(&self, at: usize) -> bool {
        let next = self.after_modifiers(at + 1);
        self.is_conjunction(next) && self.noun(next + 1).is_some()
    }

    /// True for an age between commas: ", 32,".
    pub(super) fn is_age(&self, at: usize) -> bool {
        self.noun(at)
            .and_then(|noun| noun.head)
            .is_some_and(|head| self.tokens[head].kind == Kind::Age)
    }

    /// The chunk after a comma and an age.
    fn after_age(&self, at: usize) -> usize {
        if self.is_comma(at) && self.is_age(at + 1) {
            at + 2
        } else {
            at
        }
    }

    /// True for "a soldier among them": a part of the people before it.
    pub(super) fn is_among_them(&self, at: usize) -> bool {
        self.noun(at).is_some() && self.is_among_them_at(self.after_modifiers(at + 1))
    }

    /// True for "among them" with nothing that it lists.
    fn is_among_them_at(&self, at: usize) -> bool {
        let is_end = |at: usize| {
            self.noun(at).is_none() && self.verb(at).is_none_or(|verb| verb.trigger.is_some())
        };
        matches!(self.part(at), Some(Part::Including)) && is_end(at + 1)
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

/// True for a name, known or taken for one.
fn is_named(noun: &NounPhrase) -> bool {
    noun.amount.is_none() && (noun.is_person_name || noun.is_name || noun.is_proper)
}
