//! From triggers to their victims.
//!
//! A verb in the passive has its victims before it, in the active after it; a form that can be either ("killed") has an
//! object if a noun phrase follows that is not the subject of another verb. A subject is looked for to the left, past
//! prepositions and parentheses; several phrases that commas and conjunctions join are all victims.

mod ellipsis;
mod lists;
mod subjects;

use lists::{Finder, Member};

use super::chunks::{Chunk, NounPhrase, Part, VerbGroup, Voice};
use super::figure::{Outcome, Rule, SourceKind, VictimClass};
use super::lexicon::{Roles, Takes, TriggerVerb};
use super::tokens::{Kind, Token};

/// Fewer people who "fled" are not counted as displaced.
const FEWEST_DISPLACED: u64 = 10;

/// The greatest number of chunks from "toll" to its number.
const REACH_OF_TOLL: usize = 14;

/// The victims of a trigger: a chunk, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct Found {
    /// The number of the chunk with the victims.
    pub(super) chunk: usize,
    pub(super) outcome: Outcome,
    pub(super) rule: Rule,
    /// The token of the trigger.
    pub(super) trigger: usize,
    /// The chunk of the trigger.
    pub(super) verb: usize,
    /// True if the victims are among others that were named.
    pub(super) is_part: bool,
    /// True if another verb may say more: "shot".
    pub(super) is_weak: bool,
    /// True if the victims are the set that the phrase names some of: "one of the two women who were injured".
    pub(super) is_set: bool,
    /// True for a death toll that the text replaces: "up from 84".
    pub(super) is_revised: bool,
}

/// Finds the victims of all triggers of a sentence.
pub(super) fn victims(tokens: &[Token], chunks: &[Chunk]) -> Vec<Found> {
    let finder = Finder { tokens, chunks };
    let mut found = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        match &chunk.part {
            Part::Verb(verb) => finder.of_verb(at, verb, &mut found),
            Part::Noun(noun) => finder.of_noun(at, noun, &mut found),
            _ => {}
        }
    }
    without_scope_of_none(chunks, &mut found);
    let mut found = resolved(chunks, found);
    found.extend(parts_of_found(tokens, chunks, &found));
    finder.add_ellipses(&mut found);
    found
}

/// "23 were hurt, seven of them badly": some of those who were found before.
fn parts_of_found(tokens: &[Token], chunks: &[Chunk], found: &[Found]) -> Vec<Found> {
    let is_some_of_them = |noun: &NounPhrase| {
        noun.is_partitive && noun.amount.is_some() && noun.roles.has(Roles::PLURAL_PRONOUN)
    };
    let mut parts = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let is_new = found.iter().all(|one| one.chunk != at);
        if !(is_new && chunk.noun().is_some_and(is_some_of_them)) {
            continue;
        }
        let whole = found
            .iter()
            .filter(|one| one.chunk < at && !one.is_part)
            .max_by_key(|one| one.chunk);
        // "two of them fatally".
        let is_fatal = tokens
            .get(chunk.end)
            .is_some_and(|next| next.is(Roles::FATAL));
        parts.extend(whole.map(|whole| Found {
            chunk: at,
            outcome: if is_fatal {
                Outcome::Killed
            } else {
                whole.outcome
            },
            rule: Rule::Including,
            is_part: true,
            ..*whole
        }));
    }
    parts
}

/// Drops what "no" covers: "no officers or civilians were hurt" is one figure.
fn without_scope_of_none(chunks: &[Chunk], found: &mut Vec<Found>) {
    let noun = |one: &Found| chunks[one.chunk].noun();
    let verbs: Vec<usize> = found
        .iter()
        .filter(|one| noun(one).is_some_and(|noun| noun.is_none))
        .map(|one| one.verb)
        .collect();
    found.retain(|one| {
        let is_bare = noun(one)
            .is_some_and(|noun| !noun.is_none && noun.amount.is_none() && !noun.is_determined);
        !(is_bare && verbs.contains(&one.verb))
    });
}

/// One figure for each phrase and outcome: a verb that says more wins over "shot", and "killed or wounded" is one outcome.
fn resolved(chunks: &[Chunk], mut found: Vec<Found>) -> Vec<Found> {
    let is_noun = |rule: Rule| matches!(rule, Rule::Noun | Rule::Adjective);
    found.sort_by_key(|one| {
        (
            one.chunk,
            is_noun(one.rule),
            one.is_weak,
            one.is_part,
            one.verb,
        )
    });
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let same = kept.iter().position(|other| other.chunk == one.chunk);
        match same {
            Some(first) => resolve(chunks, &mut kept, first, one),
            None => kept.push(one),
        }
    }
    kept
}

/// Adds what else was found of a phrase whose first figure is `kept[first]`, if both stand.
fn resolve(chunks: &[Chunk], kept: &mut Vec<Found>, first: usize, one: Found) {
    let before = kept[first];
    // "the bodies of three women who had been missing".
    let was_missing = before.rule == Rule::NounOf
        && before.outcome == Outcome::Killed
        && one.outcome == Outcome::Missing;
    if was_missing || dies(&before, &one) {
        return;
    }
    let is_dead = || is_reduced(chunks, before.verb) || is_intransitive(chunks, one.verb);
    if dies(&one, &before) && is_dead() {
        kept[first] = one;
        return;
    }
    if one.rule == Rule::Adjective && before.outcome == Outcome::Casualties {
        // "17 casualties, including 9 wounded soldiers".
        kept[first].outcome = one.outcome;
        return;
    }
    let repeats = kept[first..].iter().any(|other| {
        other.outcome == one.outcome || says_more(other, &one) || other.rule == Rule::Adjective
    });
    if repeats || matches!(one.rule, Rule::Noun | Rule::Adjective) {
        return;
    }
    // "killed or wounded", not "was wounded and later died".
    let (first_verb, last_verb) = (before.verb.min(one.verb), before.verb.max(one.verb));
    let are_joined =
        last_verb == first_verb + 2 && matches!(chunks[first_verb + 1].part, Part::Conjunction);
    let is_mixed = |outcome| {
        matches!(
            outcome,
            Outcome::Killed | Outcome::Injured | Outcome::Missing
        )
    };
    if is_mixed(before.outcome) && is_mixed(one.outcome) && are_joined {
        kept[first].outcome = Outcome::Casualties;
    } else {
        kept.push(one);
    }
}

/// "a wounded man died", "a man wounded on Friday died": he is dead.
fn dies(dead: &Found, hurt: &Found) -> bool {
    dead.outcome == Outcome::Killed && hurt.outcome == Outcome::Injured && dead.verb > hurt.verb
}

/// True if "killed" says more than "shot", and "hostage" more than "held".
fn says_more(one: &Found, weak: &Found) -> bool {
    let is_more = match weak.outcome {
        Outcome::Injured => matches!(one.outcome, Outcome::Killed | Outcome::Casualties),
        Outcome::Detained => one.outcome == Outcome::Kidnapped,
        _ => false,
    };
    weak.is_weak && is_more
}

/// True for "died".
fn is_intransitive(chunks: &[Chunk], verb: usize) -> bool {
    let trigger = chunks[verb].verb().and_then(|verb| verb.trigger);
    trigger.is_some_and(|trigger| trigger.takes == Takes::Subject)
}

/// True for a participle without an auxiliary.
fn is_reduced(chunks: &[Chunk], verb: usize) -> bool {
    let verb = chunks[verb].verb();
    verb.is_some_and(|verb| verb.voice == Voice::Open)
}

impl Finder<'_> {
    fn of_verb(&self, at: usize, verb: &VerbGroup, found: &mut Vec<Found>) {
        let Some(trigger) = verb.trigger else {
            if verb.roles.has(Roles::INCLUDE) {
                self.of_include(at, found);
            }
            self.of_other_verb(at, verb, found);
            return;
        };
        let is_object = match (trigger.takes, verb.voice) {
            (Takes::Subject, _) | (_, Voice::Passive) => false,
            (Takes::Object | Takes::Weak, Voice::Active) => true,
            _ => self.is_object(at),
        };
        if self.has_no_victims(at, verb, trigger, is_object) {
            return;
        }
        let (members, rule) = if is_object {
            (self.objects(at), Rule::Object)
        } else {
            (self.subjects(at), Rule::Subject)
        };
        let is_weak = trigger.takes == Takes::Weak;
        let is_deadly = rule == Rule::Object && is_weak && self.is_deadly_after(&members);
        for member in members {
            let mut one = made(at, verb.main, trigger.outcome, rule, member);
            one.is_weak = is_weak;
            if is_weak && verb.roles.has(Roles::HOLD) && self.is_held_by_force(at, rule) {
                one.outcome = Outcome::Kidnapped;
            }
            let is_other = match trigger.outcome {
                Outcome::Detained => is_weak && !self.is_people(member.chunk),
                Outcome::Displaced => !self.may_be_displaced(member.chunk, trigger.takes),
                _ => false,
            };
            if is_deadly {
                (one.outcome, one.is_weak) = (Outcome::Killed, false);
            }
            if !is_other {
                found.push(one);
            }
        }
    }

    /// True if the verb at `at` says nothing of victims of its own.
    fn has_no_victims(
        &self,
        at: usize,
        verb: &VerbGroup,
        trigger: TriggerVerb,
        is_object: bool,
    ) -> bool {
        // "burned a car" hurts nobody, and least of all who did it.
        let has_thing = verb.voice == Voice::Open
            && trigger.takes != Takes::Subject
            && self.noun(at + 1).is_some_and(|noun| {
                noun.is_thing && !noun.roles.has(Roles::RECENT.or(Roles::LONG))
            })
            && !self.is_subject(at + 1);
        let has_trigger = |at: usize| self.verb(at).is_some_and(|verb| verb.trigger.is_some());
        let is_place =
            verb.is_state && verb.roles.has(Roles::WHERE) && at > 0 && has_trigger(at - 1);
        // "Injured officer dies" is not about an injury.
        let is_attribute = at == 0 && verb.voice == Voice::Open && is_object && self.is_subject(1);
        has_thing || is_place || is_attribute || self.is_list_of_victims(at)
    }

    /// The victims of a verb without an outcome of its own: "sustained injuries", "taken from his home", "claims 4".
    fn of_other_verb(&self, at: usize, verb: &VerbGroup, found: &mut Vec<Found>) {
        let is_passive = verb.voice == Voice::Passive;
        let (outcome, rule) = if self.is_hurt(at, verb) {
            (Outcome::Injured, Rule::Subject)
        } else if self.is_snatched(at, verb) {
            let rule = if is_passive {
                Rule::Subject
            } else {
                Rule::Object
            };
            (Outcome::Kidnapped, rule)
        } else if self.is_deadly_event(at, verb) {
            (Outcome::Killed, Rule::Object)
        } else {
            return;
        };
        let members = match rule {
            Rule::Object => self.objects(at),
            _ => self.subjects(at),
        };
        for member in members {
            if outcome != Outcome::Kidnapped
                || self.is_people(member.chunk)
                || self.is_pronoun(member.chunk)
            {
                found.push(made(at, verb.main, outcome, rule, member));
            }
        }
    }

    /// True for "sustained injuries", "suffering from burns" and "were taken to hospital".
    fn is_hurt(&self, at: usize, verb: &VerbGroup) -> bool {
        let is_injury = |noun: &NounPhrase| {
            let is_injured = |(outcome, _)| outcome == Outcome::Injured;
            noun.noun.is_some_and(is_injured) || noun.roles.has(Roles::WOUND)
        };
        let object = at + 1 + usize::from(self.is_preposition(at + 1));
        let has_injury = || self.noun(object).is_some_and(is_injury);
        let is_passive = verb.voice == Voice::Passive;
        let is_hit = || verb.roles.has(Roles::HIT) && self.is_near(at, Roles::BODY, 5);
        let has_hospital = || self.is_near(at, Roles::HOSPITAL, 5);
        verb.roles.has(Roles::SUFFER) && verb.voice != Voice::Passive && has_injury()
            || is_passive && (is_hit() || verb.roles.has(Roles::CARRY) && has_hospital())
    }

    /// True for "taken from his home", "dragged from their car", "forced a doctor into a van", "taken at gunpoint".
    fn is_snatched(&self, at: usize, verb: &VerbGroup) -> bool {
        let is_object = verb.voice != Voice::Passive;
        if !verb.roles.has(Roles::SNATCH) || verb.roles.has(Roles::HAVE) && is_object {
            return false;
        }
        let from = self.chunks[at].end;
        let clause = self.tokens[from..].iter().take(12);
        let mut clause =
            clause.take_while(|token| token.kind != Kind::Stop && token.word.verb.is_none());
        let mut is_home = false;
        let is_by_force = clause.any(|token| {
            let is_place = is_home && token.is(Roles::HOME);
            is_home |= token.is(Roles::AWAY);
            is_place || token.is(Roles::BY_FORCE)
        });
        is_by_force && !self.is_near(at, Roles::HOSPITAL, 12)
    }

    /// True for "Clash claims 4": what happened takes a bare number.
    fn is_deadly_event(&self, at: usize, verb: &VerbGroup) -> bool {
        let is_bare = |noun: &NounPhrase| noun.amount.is_some() && noun.head.is_none();
        let is_event = |noun: &NounPhrase| noun.roles.has(Roles::EVENT) && noun.amount.is_none();
        verb.roles.has(Roles::CLAIM)
            && verb.roles.has(Roles::TAKE)
            && verb.voice != Voice::Passive
            && self.noun(at + 1).is_some_and(is_bare)
            && at > 0
            && self.noun(at - 1).is_some_and(is_event)
    }

    /// True if one of the next tokens after a chunk has a role.
    fn is_near(&self, at: usize, roles: Roles, n_tokens: usize) -> bool {
        let rest = self.tokens[self.chunks[at].end..].iter();
        rest.take(n_tokens).any(|token| token.is(roles))
    }

    /// True for "held by rebels", "held by Boko Haram", "rebels hold": not by an authority.
    fn is_held_by_force(&self, at: usize, rule: Rule) -> bool {
        let agent = match rule {
            Rule::Object => at
                .checked_sub(1)
                .and_then(|head| self.subject_head(head, false)),
            _ => self.agent(at),
        };
        let Some(agent) = agent else { return false };
        let chunk = &self.chunks[agent];
        let is_attacker = |token: &Token| token.word.source == Some(SourceKind::Attackers);
        let names_attackers = self.tokens[chunk.first..chunk.end].iter().any(is_attacker);
        self.noun(agent).is_some_and(|noun| {
            noun.class == Some(VictimClass::Militant)
                || names_attackers
                || rule != Rule::Object && noun.is_name && !noun.roles.has(Roles::SOURCE)
        })
    }

    /// The noun phrase after "by", past other prepositions: "held for three days by a militia".
    fn agent(&self, at: usize) -> Option<usize> {
        let mut at = at + 1;
        while self.is_preposition(at) && self.noun(at + 1).is_some() {
            if self.token_is(at, Roles::BY) {
                return Some(at + 1);
            }
            at += 2;
        }
        None
    }

    fn is_pronoun(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| noun.pronoun == Some(1))
    }

    /// True if people who flee are driven from home: a number of them, and no gunmen.
    fn may_be_displaced(&self, at: usize, takes: Takes) -> bool {
        let is_crowd = |noun: &NounPhrase| {
            let number = noun
                .amount
                .map(|(amount, _)| amount.best.or(amount.low).unwrap_or_default());
            let is_armed = matches!(
                noun.class,
                Some(
                    VictimClass::Militant
                        | VictimClass::Suspect
                        | VictimClass::Military
                        | VictimClass::Police
                )
            );
            number.is_some_and(|number| number >= FEWEST_DISPLACED) && !is_armed
        };
        takes != Takes::Subject || self.noun(at).is_some_and(is_crowd)
    }

    /// True if a noun phrase is known to name people, or is a number alone.
    fn is_people(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| {
            noun.class.is_some()
                || noun.is_person_name
                || (noun.amount.is_some() && noun.head.is_none())
        })
    }

    /// True if "to death" follows the objects: "stabbed a man to death".
    fn is_deadly_after(&self, members: &[Member]) -> bool {
        members.last().is_some_and(|last| {
            let end = self.chunks[last.chunk].end;
            self.tokens
                .get(end)
                .is_some_and(|token| token.is(Roles::DEADLY))
        })
    }

    /// True for the participle of "among those killed", which [`of_among`](Self::of_among) reads.
    fn is_list_of_victims(&self, at: usize) -> bool {
        at >= 2
            && self
                .noun(at - 1)
                .is_some_and(|noun| noun.roles.has(Roles::THOSE) && noun.head.is_none())
            && self.token_is(at - 2, Roles::AMONG)
    }

    /// True if an object follows an open form: a noun phrase that is not the subject of the next verb.
    fn is_object(&self, at: usize) -> bool {
        if self.shares_object(at) {
            return self.is_object(at + 2);
        }
        let Some(noun) = self.noun(at + 1) else {
            return false;
        };
        let is_counted =
            noun.amount.is_some() || noun.class.is_some() || noun.pronoun.is_some() || noun.is_more;
        let is_named = noun.is_person_name || noun.is_name || noun.is_proper;
        let is_victim = (is_counted || is_named || noun.is_determined) && !noun.is_thing;
        let is_shot_dead = |verb: &VerbGroup| {
            let own = self.verb(at).and_then(|own| own.trigger);
            own.is_some_and(|own| own.takes == Takes::Weak)
                && verb
                    .trigger
                    .is_some_and(|state| state.outcome == Outcome::Killed)
        };
        let has_participle = self.verb(at + 2).is_some_and(|verb| {
            verb.trigger.is_some() && verb.voice == Voice::Open && !self.has_object_after(at + 2)
                || (verb.is_state && !is_shot_dead(verb))
        });
        is_victim && !has_participle
    }

    fn has_object_after(&self, at: usize) -> bool {
        self.noun(at + 1).is_some()
    }

    /// True if the verb at `at` shares its object with the next: "killing and wounding".
    fn shares_object(&self, at: usize) -> bool {
        let Some(own) = self.verb(at) else {
            return false;
        };
        self.is_conjunction(at + 1)
            && self.verb(at + 2).is_some_and(|verb| {
                let is_active = verb.voice != Voice::Passive && !verb.is_state;
                verb.trigger.is_some() && is_active && verb.is_ing() == own.is_ing()
            })
    }

    /// The objects of the verb at `at`: the noun phrases after it that commas and conjunctions join.
    fn objects(&self, at: usize) -> Vec<Member> {
        if self.shares_object(at) {
            return self.objects(at + 2);
        }
        self.list_from(at + 1)
    }

    fn of_noun(&self, at: usize, noun: &NounPhrase, found: &mut Vec<Found>) {
        if let Some((outcome, trigger)) = noun.adjective {
            let member = Member::new(at, false);
            found.push(made(at, trigger, outcome, Rule::Adjective, member));
        }
        if noun.is_toll || self.is_count_of_dead(at, noun) {
            self.of_toll(at, found);
            return;
        }
        let is_among = at > 0 && self.token_is(at - 1, Roles::AMONG);
        let victims = noun
            .head
            .filter(|_| is_among && noun.roles.has(Roles::VICTIM));
        let among = victims.map(|head| (Outcome::Killed, head));
        let Some((outcome, trigger)) = noun.noun.or(among) else {
            return;
        };
        let is_taken = at > 0
            && self
                .verb(at - 1)
                .is_some_and(|verb| verb.roles.has(Roles::TAKE));
        let is_life = self.tokens[trigger].is(Roles::LIFE);
        // "four of the hostages were killed" counts no hostages.
        let is_of_hostages = noun.is_partitive && outcome == Outcome::Kidnapped;
        if self.tokens[trigger].is_possessive || (is_life && !is_taken) || is_of_hostages {
            return;
        }
        let (rule, members) = if is_among {
            let among = self.of_among(at).into_iter();
            (
                Rule::Among,
                among.map(|chunk| Member::new(chunk, true)).collect(),
            )
        } else if noun.amount.is_some() || noun.is_none {
            let mut members = vec![Member::new(at, noun.is_partitive)];
            members.extend(self.parts_after(at + 1));
            (Rule::Noun, members)
        } else {
            let first = self.of_phrase(at);
            (
                Rule::NounOf,
                first.map_or(Vec::new(), |first| self.list_from(first)),
            )
        };
        let members = members.into_iter();
        found.extend(members.map(|member| made(at, trigger, outcome, rule, member)));
    }

    /// True for "the dead" in "put the dead at eight".
    fn is_count_of_dead(&self, at: usize, noun: &NounPhrase) -> bool {
        let is_dead = noun
            .noun
            .is_some_and(|(outcome, _)| outcome == Outcome::Killed);
        let has_number = || {
            self.noun(at + 2)
                .is_some_and(|number| number.amount.is_some())
        };
        is_dead
            && noun.is_definite
            && noun.amount.is_none()
            && self.token_is(at + 1, Roles::AT)
            && has_number()
    }

    /// The first noun phrase after "of", if it follows the noun at `at`, or a noun that is joined with it.
    fn of_phrase(&self, at: usize) -> Option<usize> {
        let mut at = at + 1;
        while self.is_conjunction(at) && self.noun(at + 1).is_some_and(|noun| noun.noun.is_some()) {
            at += 2;
        }
        (self.is_preposition(at) && self.token_is(at, Roles::OF)).then_some(at + 1)
    }

    /// The victims that are among others: "two were among the dead", "among the dead were two".
    fn of_among(&self, at: usize) -> Vec<usize> {
        let mut next = at + 1;
        if self.is_comma(next) {
            next += 1;
        }
        if self.verb(next).is_some_and(|verb| verb.trigger.is_none()) {
            let list = self.list_from(next + 1).into_iter();
            return list.map(|one| one.chunk).collect();
        }
        let is_before = at >= 3 && self.verb(at - 2).is_some_and(|verb| verb.trigger.is_none());
        if is_before {
            let mut members = Vec::new();
            if let Some(head) = self.subject_head(at - 3, false) {
                self.list_before(head, &mut members);
            }
            return members.into_iter().map(|one| one.chunk).collect();
        }
        Vec::new()
    }

    /// The victims of "The dead included two children".
    fn of_include(&self, at: usize, found: &mut Vec<Found>) {
        let subject = at.checked_sub(1).and_then(|before| self.noun(before));
        let Some((outcome, trigger)) = subject.and_then(|noun| noun.noun) else {
            return;
        };
        for member in self.list_from(at + 1) {
            found.push(Found {
                chunk: member.chunk,
                outcome,
                rule: Rule::Including,
                trigger,
                verb: at - 1,
                is_part: true,
                is_weak: false,
                is_set: false,
                is_revised: false,
            });
        }
    }

    /// The number of a death toll: "a toll of 9", "the toll rose from 84 to 115", "the toll is 115, up from 84".
    fn of_toll(&self, at: usize, found: &mut Vec<Found>) {
        let trigger = self.chunks[at].end - 1;
        if self.noun(at).is_some_and(|noun| noun.amount.is_some()) {
            return;
        }
        let end = (at + REACH_OF_TOLL).min(self.chunks.len());
        let is_before = at >= 2
            && self.token_is(at - 2, Roles::TO)
            && self
                .noun(at - 1)
                .is_some_and(|number| number.amount.is_some());
        // "raising to 12 the number of dead".
        let (mut old, mut new) = (None, is_before.then(|| at - 1));
        for next in at + 1..end {
            if is_before {
                break;
            }
            match self.part(next) {
                Some(Part::Noun(noun)) if noun.amount.is_some() && !noun.is_thing => {
                    let to = Roles::TO.or(Roles::OF).or(Roles::AT);
                    let is_old = self.is_preposition(next - 1) && !self.token_is(next - 1, to);
                    let known = if is_old { &mut old } else { &mut new };
                    known.get_or_insert(next);
                }
                Some(Part::Stop | Part::Subordinator) => break,
                Some(Part::Conjunction) if new.is_some() => break,
                _ => {}
            }
        }
        let Some(new) = new else { return };
        // "An initial count had put the dead at eight".
        let is_replaced = at > 0
            && self.token_is(at - 1, Roles::HAD)
            && self.verb(at - 1).is_some_and(|verb| verb.is_perfect);
        for (chunk, is_revised) in [(Some(new), is_replaced), (old, true)] {
            let member = chunk.map(|chunk| Member::new(chunk, false));
            found.extend(member.map(|member| Found {
                is_revised,
                ..made(at, trigger, Outcome::Killed, Rule::Toll, member)
            }));
        }
        let parts = self.parts_after(new + 1).into_iter();
        found.extend(
            parts.map(|member| made(at, trigger, Outcome::Killed, Rule::Including, member)),
        );
    }
}

/// What a trigger verb and a noun phrase make.
fn made(verb: usize, trigger: usize, outcome: Outcome, rule: Rule, member: Member) -> Found {
    let is_listed = member.is_part && rule != Rule::Among;
    Found {
        chunk: member.chunk,
        outcome,
        rule: if is_listed { Rule::Including } else { rule },
        trigger,
        verb,
        is_part: member.is_part,
        is_weak: false,
        is_set: member.is_set,
        is_revised: false,
    }
}
