//! Victims of a verb that is not said again: "Eleven were killed in Kyiv and one in Odesa", "20 were hurt, seven badly".

use super::super::chunks::{Chunk, NounPhrase, Part, Voice};
use super::super::figure::{Outcome, Rule};
use super::super::lexicon::Roles;
use super::super::tokens::Kind;
use super::lists::{Finder, Member};
use super::{Found, made};

impl Finder<'_> {
    /// Adds the figures whose verb is left out.
    pub(super) fn add_ellipses(&self, found: &mut Vec<Found>) {
        let mut is_found = vec![false; self.chunks.len()];
        for one in found.iter() {
            is_found[one.chunk] = true;
        }
        let mut more = Vec::new();
        for (at, chunk) in self.chunks.iter().enumerate() {
            match &chunk.part {
                Part::Noun(noun) if !is_found[at] => {
                    if let Some(one) = self.left_out(at, noun, found, &more) {
                        more.push(one);
                    }
                }
                Part::Verb(verb) if verb.trigger.is_none() && verb.roles.has(Roles::BE) => {
                    self.add_inverted(at, found, &mut more);
                }
                _ => {}
            }
        }
        found.extend(more);
    }

    /// The figure of a bare number without a verb of its own.
    fn left_out(
        &self,
        at: usize,
        noun: &NounPhrase,
        found: &[Found],
        more: &[Found],
    ) -> Option<Found> {
        let is_number = noun.amount.is_some_and(|(amount, _)| amount.best.is_some());
        let is_ordinal = noun.roles.has(Roles::ORDINAL) && noun.class.is_some() && noun.is_definite;
        let is_bare = is_number && noun.head.is_none() && !noun.is_partitive || is_ordinal;
        let follows = at > 0 && self.joins(at - 1);
        if !(is_bare && follows) || self.is_subject(at) {
            return None;
        }
        let before = found.iter().chain(more).filter(|one| one.chunk < at);
        let last = before.max_by_key(|one| (one.chunk, one.verb))?;
        let is_counted = |noun: &NounPhrase| noun.amount.is_some();
        if !self.noun(last.chunk).is_some_and(is_counted)
            || self.is_cut(last.chunk.max(last.verb.min(at)), at)
        {
            return None;
        }
        let end = self.chunks[at].end;
        let next = self.tokens.get(end)?;
        if next.is(Roles::FATAL.or(Roles::ADVERB)) || next.is_manner() {
            let outcome = if next.is(Roles::FATAL) {
                Outcome::Killed
            } else {
                last.outcome
            };
            let part = Member::new(at, true);
            let one = made(last.verb, last.trigger, outcome, last.rule, part);
            return self.ends_phrase(end + 1).then_some(one);
        }
        let is_place = next.is(Roles::PREPOSITION) && !next.is(Roles::OF);
        let is_verbal = matches!(last.rule, Rule::Subject | Rule::Object);
        (is_place && is_verbal).then_some(Found {
            chunk: at,
            is_part: next.is(Roles::BY) || self.is_listed(at, last),
            ..*last
        })
    }

    /// True for one of the numbers that a colon or a bracket lists after a greater one: "19 died: seven in Punjab".
    fn is_listed(&self, at: usize, last: &Found) -> bool {
        let number = |chunk: usize| {
            let amount = self.noun(chunk).and_then(|noun| noun.amount);
            amount.and_then(|(amount, _)| amount.best)
        };
        let opens = matches!(self.part(at - 1), Some(Part::Stop | Part::Open));
        let is_smaller = number(at) < number(last.chunk);
        let continues = last.is_part && last.rule != Rule::Including;
        opens && is_smaller || continues
    }

    /// True if a phrase ends before a token.
    fn ends_phrase(&self, token: usize) -> bool {
        self.tokens.get(token).is_none_or(|token| {
            matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Dash)
                || token.is(Roles::CONJUNCTION)
        })
    }

    /// True for what parts a number from the one before it: a comma, a conjunction, a colon, a bracket.
    fn joins(&self, at: usize) -> bool {
        matches!(
            self.part(at),
            Some(Part::Comma | Part::Conjunction | Part::Stop | Part::Open)
        )
    }

    /// True if another clause begins between two chunks.
    fn is_cut(&self, first: usize, at: usize) -> bool {
        let is_clause = |chunk: &Chunk| {
            let is_verb = chunk.verb().is_some_and(|verb| {
                verb.is_finite && verb.trigger.is_none() && verb.voice != Voice::Open
            });
            is_verb && !self.tokens[chunk.first].is(Roles::REPORT)
        };
        let between = self.chunks.get(first + 1..at).unwrap_or_default();
        let n_stops = between
            .iter()
            .filter(|chunk| matches!(chunk.part, Part::Stop))
            .count();
        n_stops > 1 || between.iter().any(is_clause)
    }

    /// Adds the victims of "The mother was killed, as were her two sons".
    fn add_inverted(&self, at: usize, found: &[Found], more: &mut Vec<Found>) {
        let is_as = at > 0
            && matches!(self.part(at - 1), Some(Part::Subordinator))
            && self.token_is(at - 1, Roles::AS);
        let last = found.iter().filter(|one| one.chunk < at);
        let Some(last) = last.max_by_key(|one| one.verb).filter(|_| is_as) else {
            return;
        };
        let members = self.list_from(at + 1).into_iter();
        more.extend(members.map(|member| Found {
            is_weak: last.is_weak,
            ..made(last.verb, last.trigger, last.outcome, last.rule, member)
        }));
    }
}
