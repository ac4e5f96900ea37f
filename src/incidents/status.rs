//! Whether a figure is said to be so: negation, denial, fear, threats, plans and attempts.

use super::chunks::{Chunk, Part, VerbGroup, Voice};
use super::figure::{Rule, Status};
use super::lexicon::{Forms, Roles};
use super::tokens::{Kind, Token};
use super::victims::Found;

/// The greatest number of words between "tried" and "to kill".
const REACH: usize = 6;

/// The status of what was found, by the words around its trigger.
pub(super) fn status(tokens: &[Token], chunks: &[Chunk], found: &Found) -> Status {
    let scene = Scene { tokens, chunks };
    if chunks[found.chunk].noun().is_some_and(|noun| noun.is_none) {
        return Status::None;
    }
    scene
        .denial(found.verb)
        .or_else(|| scene.fear(found))
        .or_else(|| match chunks[found.verb].verb() {
            Some(verb) => scene.of_verb(found.verb, verb),
            None => scene.of_noun(found.verb, found),
        })
        .unwrap_or(Status::Actual)
}

struct Scene<'s> {
    tokens: &'s [Token],
    chunks: &'s [Chunk],
}

impl Scene<'_> {
    fn of_verb(&self, at: usize, verb: &VerbGroup) -> Option<Status> {
        if verb.is_negated {
            return Some(Status::Denied);
        }
        if verb.roles.has(Roles::MODAL) {
            return Some(modal(verb));
        }
        if let Some(status) = self.inherited(at, verb) {
            return Some(status);
        }
        let first = self.chunks[at].first;
        if self.is_conditional(at) {
            return Some(Status::Feared);
        }
        if verb.is_infinitive {
            return self
                .governed(first, verb.is_perfect)
                .unwrap_or(Some(Status::Planned));
        }
        if verb.is_ing() {
            return self.before_gerund(first);
        }
        if verb.is_state || verb.voice == Voice::Passive {
            let is_modal = at > 0
                && self.chunks[at - 1]
                    .verb()
                    .is_some_and(|before| before.roles.has(Roles::MODAL));
            return is_modal.then_some(Status::Feared);
        }
        None
    }

    /// The status of "could kill 20 and displace 40" and of "one more killed would change everything", by the modal verb
    /// before or after.
    fn inherited(&self, at: usize, verb: &VerbGroup) -> Option<Status> {
        let is_base = verb
            .trigger
            .is_some_and(|trigger| trigger.forms.has(Forms::BASE))
            && verb.voice == Voice::Active;
        if is_base {
            let mut before = self.chunks[..at].iter().rev();
            let is_end = |chunk: &&Chunk| !matches!(chunk.part, Part::Stop | Part::Subordinator);
            let other = before.by_ref().take_while(is_end).find_map(Chunk::verb)?;
            if other.roles.has(Roles::MODAL) {
                return Some(modal(other));
            }
            if other.is_infinitive && other.trigger.is_some() {
                let first = self
                    .tokens
                    .iter()
                    .position(|token| token.span == self.tokens[other.main].span)?;
                return self
                    .governed(first, other.is_perfect)
                    .unwrap_or(Some(Status::Planned));
            }
        }
        if verb.voice == Voice::Open {
            let mut after = self.chunks[at + 1..].iter();
            let is_end = |chunk: &&Chunk| {
                !matches!(
                    chunk.part,
                    Part::Stop | Part::Subordinator | Part::Comma | Part::Conjunction
                )
            };
            let next = after.by_ref().take_while(is_end).find_map(Chunk::verb)?;
            return next.roles.has(Roles::MODAL).then(|| modal(next));
        }
        None
    }

    /// The status of "tried to kill" by the words before "to"; the inner `None` is actual.
    #[expect(
        clippy::option_option,
        reason = "no cue is not the same as a cue for what happened"
    )]
    fn governed(&self, first: usize, is_perfect: bool) -> Option<Option<Status>> {
        let from = first.saturating_sub(REACH);
        for token in self.tokens[from..first].iter().rev() {
            if matches!(token.kind, Kind::Stop) {
                break;
            }
            if token.is(Roles::ATTEMPT) {
                return Some(Some(Status::Attempted));
            }
            if token.is(Roles::THREATEN) {
                return Some(Some(Status::Threatened));
            }
            if token.is(Roles::DENY) {
                return Some(Some(Status::Denied));
            }
            if is_perfect && token.is(Roles::FEAR) {
                return Some(Some(Status::Feared));
            }
            if token.is(Roles::ACHIEVE.or(Roles::CLAIM)) {
                return Some(None);
            }
            if token.is(Roles::PLAN) {
                return Some(Some(Status::Planned));
            }
        }
        is_perfect.then_some(None)
    }

    /// The status of "plotting the killing of" and "aimed at killing": a cue right before a preposition.
    fn before_gerund(&self, first: usize) -> Option<Status> {
        let before = self.tokens[..first].iter().rev().take(3);
        let is_governed = first > 0 && self.tokens[first - 1].is(Roles::PREPOSITION);
        for token in before {
            if token.is(Roles::NOT) && token.is(Roles::PREPOSITION) {
                // "without killing anyone".
                return Some(Status::Denied);
            }
            if token.is(Roles::DENY) {
                return Some(Status::Denied);
            }
            if is_governed && token.is(Roles::PLAN) && !token.is(Roles::REPORT) {
                return Some(Status::Planned);
            }
            if is_governed && token.is(Roles::THREATEN) {
                return Some(Status::Threatened);
            }
        }
        None
    }

    /// The status of "an attempt on the life of", "threatened the execution of", "a plot for the murder of".
    fn of_noun(&self, at: usize, found: &Found) -> Option<Status> {
        if found.rule == Rule::Toll {
            let mut between = self.chunks[at..found.chunk.max(at)].iter();
            let modal_verb =
                between.find_map(|chunk| chunk.verb().filter(|verb| verb.roles.has(Roles::MODAL)));
            return modal_verb.map(modal);
        }
        let chunk = &self.chunks[at];
        let noun = chunk.noun()?;
        if noun.roles.has(Roles::ATTEMPT) {
            return Some(Status::Attempted);
        }
        if noun.roles.has(Roles::FEAR) {
            return Some(Status::Feared);
        }
        if noun.roles.has(Roles::PLAN) {
            return Some(Status::Planned);
        }
        let before = at.checked_sub(1).and_then(|one| self.chunks[one].verb());
        let verb = before?;
        if verb.is_negated {
            return Some(Status::Denied);
        }
        if verb.roles.has(Roles::MODAL) || verb.is_infinitive {
            return Some(Status::Feared);
        }
        if verb.roles.has(Roles::FEAR) {
            return Some(Status::Feared);
        }
        verb.roles
            .has(Roles::THREATEN)
            .then_some(Status::Threatened)
    }

    /// "denied that anyone was killed", "denied killing", "denied it had killed", "denied reports that": the figure is
    /// denied, but not in "denied a role in the attack that killed 12".
    fn denial(&self, at: usize) -> Option<Status> {
        let first = self.chunks[at].first;
        let last = self.chunks[at].end;
        if self.is_denied_after(last) {
            return Some(Status::Denied);
        }
        let deny = self.tokens[..first]
            .iter()
            .rposition(|token| token.is(Roles::DENY))?;
        let start = self.chunks.iter().position(|chunk| chunk.first > deny)?;
        let mut between = self.chunks.get(start..at)?.iter();
        let is_report = |chunk: &Chunk| {
            let noun = chunk.noun();
            noun.is_some_and(|noun| noun.roles.has(Roles::REPORT.or(Roles::CLAIM)))
        };
        let is_clause = |chunk: &Chunk| matches!(chunk.part, Part::Subordinator);
        let mut next = between.next();
        let has_report = next.is_some_and(is_report);
        if has_report {
            next = between.next();
        }
        let has_clause = next.is_some_and(is_clause);
        let is_closed = |chunk: &Chunk| {
            let is_thing = !has_clause && chunk.noun().is_some_and(|noun| noun.is_thing);
            matches!(chunk.part, Part::Stop) || is_clause(chunk) || is_thing
        };
        let rest = next.filter(|_| !has_clause).into_iter().chain(between);
        let is_role =
            |chunk: &Chunk| !has_clause && !has_report && matches!(chunk.part, Part::Preposition);
        let is_own = rest.clone().any(|chunk| is_closed(chunk) || is_role(chunk));
        (!is_own).then_some(Status::Denied)
    }

    /// ", but the army denied this": within a few words after the trigger, and with nothing else to deny.
    fn is_denied_after(&self, last: usize) -> bool {
        let near = self.tokens[last..].iter().take(24);
        let end = near.take_while(|token| token.kind != Kind::Stop).count();
        let rest = &self.tokens[last..last + end];
        let Some(deny) = rest.iter().position(|token| token.is(Roles::DENY)) else {
            return false;
        };
        match rest.get(deny + 1..) {
            Some([this]) => this.is(Roles::PRONOUN.or(Roles::DEFINITE)),
            Some([this, report]) => {
                this.is(Roles::DEFINITE) && report.is(Roles::REPORT.or(Roles::CLAIM))
            }
            _ => false,
        }
    }

    /// "feared dead", "believed killed", "it is feared that".
    fn fear(&self, found: &Found) -> Option<Status> {
        let main = found.trigger;
        let is_joined = |token: &Token| token.is(Roles::FEAR);
        let before = self.tokens[..main]
            .iter()
            .rev()
            .find(|token| !token.is(Roles::ADVERB.or(Roles::BE).or(Roles::TO).or(Roles::HAVE)));
        let is_adjacent = before.is_some_and(is_joined) && self.chunks[found.verb].verb().is_some();
        let first = self.chunks[found.chunk].first;
        let that = self.tokens[..first]
            .iter()
            .rposition(|token| token.is(Roles::SUBORDINATOR));
        let is_clause = that.is_some_and(|that| {
            that > 0 && first - that <= 4 && self.tokens[that - 1].is(Roles::FEAR)
        });
        (is_adjacent || is_clause).then_some(Status::Feared)
    }

    /// "if anyone is killed", "unless".
    fn is_conditional(&self, at: usize) -> bool {
        let clause = self.chunks[..at]
            .iter()
            .rev()
            .take_while(|chunk| !matches!(chunk.part, Part::Comma | Part::Stop));
        let is_condition = |chunk: &Chunk| {
            let token = &self.tokens[chunk.first];
            matches!(chunk.part, Part::Subordinator) && token.is(Roles::POSSIBLE)
        };
        clause.take(4).any(is_condition)
    }
}

/// What a modal verb makes of a figure: possible or planned.
fn modal(verb: &VerbGroup) -> Status {
    if verb.roles.has(Roles::POSSIBLE) {
        Status::Feared
    } else {
        Status::Planned
    }
}
