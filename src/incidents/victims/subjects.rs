//! The subjects of a trigger: noun phrases before it.

use super::super::chunks::{Chunk, NounPhrase, Part, VerbGroup, Voice};
use super::super::lexicon::Roles;
use super::lists::{Finder, Member};

impl Finder<'_> {
    /// The subjects of the verb at `at`.
    pub(super) fn subjects(&self, at: usize) -> Vec<Member> {
        let Some(verb) = self.verb(at) else {
            return Vec::new();
        };
        let mut before = at;
        // "were found dead", "were killed and injured": the verbs before share the subject.
        while before > 0 && self.shares_subject(before, verb) {
            before -= 1;
        }
        let mut members = Vec::new();
        let Some(mut head) = before.checked_sub(1) else {
            return members;
        };
        if self.follows_conjunction(before) {
            return self.subjects_of_clause(before - 1);
        }
        if self.token_is(head, Roles::OF_WHOM) && head > 0 && self.noun(head - 1).is_some() {
            // "dozens of whom are missing".
            return vec![Member::new(head - 1, false)];
        }
        let mut is_near = !verb.is_finite || verb.is_state || verb.voice == Voice::Open;
        let is_relative = matches!(self.part(head), Some(Part::Subordinator));
        let next = if is_relative && self.token_is(head, Roles::RELATIVE) {
            is_near = true;
            head.checked_sub(1 + usize::from(head > 0 && self.is_comma(head - 1)))
        } else if self.is_comma(head) {
            self.before_parenthesis(head, &mut members)
        } else {
            Some(head)
        };
        let Some(next) = next else { return members };
        head = next;
        let Some(head) = self.subject_head(head, is_near) else {
            return Vec::new();
        };
        let is_several = !verb.roles.has(Roles::SINGULAR);
        let is_reduced = before == head + 1 && verb.voice == Voice::Open && self.has_verb_after(at);
        let is_of_set = is_relative && is_several || is_reduced;
        if is_of_set && self.noun(head).is_some_and(|noun| noun.set.is_some()) {
            return vec![Member {
                is_set: true,
                ..Member::new(head, false)
            }];
        }
        self.list_before(head, &mut members);
        members.extend(self.parts_after(at + 1));
        self.without_appositions(members)
    }

    /// True if another verb of the same clause follows: "One of the nurses abducted on Monday was found dead".
    fn has_verb_after(&self, at: usize) -> bool {
        let rest = self.chunks[at + 1..].iter();
        let mut clause = rest.take_while(|chunk| {
            !matches!(
                chunk.part,
                Part::Stop | Part::Subordinator | Part::Comma | Part::Conjunction
            )
        });
        clause.any(|chunk| {
            chunk
                .verb()
                .is_some_and(|verb| verb.is_finite || verb.is_state)
        })
    }

    /// True if the chunk at `at` follows a conjunction without a subject of its own: "were seized and shot".
    fn follows_conjunction(&self, at: usize) -> bool {
        at > 0 && self.is_conjunction(at - 1)
    }

    /// The subjects of the last verb before `at`.
    fn subjects_of_clause(&self, at: usize) -> Vec<Member> {
        let is_clause = |chunk: &Chunk| {
            chunk
                .verb()
                .is_some_and(|verb| verb.is_finite && !verb.is_state)
        };
        let verb = self.chunks[..at].iter().rposition(is_clause);
        let has_stop = |from: usize| {
            let between = &self.chunks[from..at];
            between
                .iter()
                .any(|chunk| matches!(chunk.part, Part::Stop | Part::Subordinator))
        };
        match verb {
            Some(verb) if !has_stop(verb) => self.subjects(verb),
            _ => Vec::new(),
        }
    }

    /// What a list after the verb includes: "were killed in the attack, including two children".
    pub(super) fn parts_after(&self, at: usize) -> Vec<Member> {
        let mut next = self.after_modifiers(at);
        if self.is_comma(next) {
            next += 1;
        }
        if !matches!(self.part(next), Some(Part::Including)) {
            return Vec::new();
        }
        let list = self.list_from(self.after_among(next + 1)).into_iter();
        list.map(|one| Member {
            is_part: true,
            ..one
        })
        .collect()
    }

    /// True if the chunk before `at` belongs to the same predicate.
    fn shares_subject(&self, at: usize, verb: &VerbGroup) -> bool {
        match self.part(at - 1) {
            Some(Part::Verb(before)) => {
                let is_reporting =
                    before.trigger.is_none() && before.voice == Voice::Active && !before.is_finite;
                verb.is_state || before.is_finite || !is_reporting
            }
            Some(Part::Conjunction) => {
                at >= 2
                    && !verb.is_finite_with_auxiliary()
                    && self.verb(at - 2).is_some_and(|other| {
                        other.trigger.is_some() && other.voice != Voice::Active
                    })
            }
            _ => false,
        }
    }

    /// The chunk before a parenthesis that ends with the comma at `comma`; adds what it includes.
    fn before_parenthesis(&self, comma: usize, members: &mut Vec<Member>) -> Option<usize> {
        let Some(open) = self.opening_comma(comma) else {
            return comma.checked_sub(1);
        };
        if matches!(self.part(open + 1), Some(Part::Including)) {
            let first = self.after_among(open + 2);
            let listed = self
                .list_from(first)
                .into_iter()
                .filter(|one| one.chunk < comma);
            members.extend(listed.map(|one| Member {
                is_part: true,
                ..one
            }));
        }
        let is_some_of = self.token_is(open + 2, Roles::OF_WHOM) && self.noun(open + 1).is_some();
        if is_some_of || self.is_among_them(open + 1) {
            members.push(Member::new(open + 1, true));
        }
        open.checked_sub(1)
    }

    /// The comma that opens the parenthesis that ends with the comma at `comma`. "including a child, a nurse and a driver,"
    /// begins before "including", however many commas are in it.
    fn opening_comma(&self, comma: usize) -> Option<usize> {
        let is_listed = |chunk: &Chunk| {
            let is_other_verb = chunk.verb().is_some_and(|verb| verb.is_finite);
            !is_other_verb && !matches!(chunk.part, Part::Stop)
        };
        let first = self.chunks[..comma]
            .iter()
            .rposition(|chunk| !is_listed(chunk));
        let first = first.map_or(0, |first| first + 1);
        let is_comma = |at: &usize| self.is_comma(*at);
        let mut commas = (first..comma).rev().filter(is_comma);
        let nearest = self.chunks[..comma]
            .iter()
            .rposition(|chunk| matches!(chunk.part, Part::Comma));
        commas.find(|&at| self.begins_parenthesis(at)).or(nearest)
    }

    fn begins_parenthesis(&self, comma: usize) -> bool {
        let is_some_of = self.noun(comma + 1).is_some() && self.token_is(comma + 2, Roles::OF_WHOM);
        is_some_of
            || self.is_among_them(comma + 1)
            || matches!(
                self.part(comma + 1),
                Some(Part::Including | Part::Subordinator)
            )
    }

    /// The noun phrase at or before `at` that is the head of a subject: the nearest that no preposition governs.
    pub(super) fn subject_head(&self, at: usize, is_near: bool) -> Option<usize> {
        let mut at = at;
        if is_near
            && self
                .noun(at)
                .is_some_and(|noun| can_suffer(noun) && noun.amount.is_some())
        {
            return Some(at);
        }
        let last = at;
        for _ in 0..12 {
            match self.part(at)? {
                Part::Noun(_) => {
                    if at > 0 && self.is_preposition(at - 1) {
                        match at.checked_sub(2) {
                            Some(next) if self.noun(next).is_some() => at = next,
                            Some(next) if self.verb(next).is_some() => at = next,
                            _ => return is_near.then_some(last),
                        }
                        continue;
                    }
                    // "soldiers collecting their pay".
                    let is_governed = at > 1
                        && self.is_participle(at - 1)
                        && self.is_unfinished(at - 1)
                        && self.noun(at - 2).is_some();
                    if !is_governed {
                        return Some(at);
                    }
                    at -= 2;
                }
                // "a man who was pulled from the rubble", "a man wounded in the fight".
                Part::Verb(_) if self.token_is(at.checked_sub(1)?, Roles::RELATIVE) => {
                    at = at.checked_sub(2)?;
                }
                Part::Verb(_) if self.is_participle(at) || self.is_reduced(at) => {
                    at = at.checked_sub(1)?;
                }
                Part::Preposition => at = at.checked_sub(1)?,
                Part::Stop if self.opening(at).is_some() => {
                    at = self.opening(at)?.checked_sub(1)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The bracket that a closing bracket closes.
    fn opening(&self, at: usize) -> Option<usize> {
        let first = at.saturating_sub(8);
        let found = self.chunks[first..at]
            .iter()
            .rposition(|chunk| matches!(chunk.part, Part::Open));
        found.map(|index| first + index)
    }

    /// True for a participle after its noun: "people gathered".
    fn is_participle(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| {
            verb.trigger.is_none()
                && !verb.roles.has(Roles::REPORT.or(Roles::BE))
                && !verb.is_infinitive
        })
    }

    /// True for a participle with an outcome after its noun: "a man wounded in the fight".
    fn is_reduced(&self, at: usize) -> bool {
        let is_open = self.verb(at).is_some_and(|verb| {
            verb.trigger.is_some() && verb.voice == Voice::Open && !verb.is_state
        });
        is_open && at > 0 && self.noun(at - 1).is_some()
    }

    /// True for "-ing" forms, which have no subject of their own.
    fn is_unfinished(&self, at: usize) -> bool {
        self.verb(at).is_some_and(|verb| !verb.is_finite)
    }

    /// Adds the noun phrases before `head` that are joined with it, and `head` itself.
    pub(super) fn list_before(&self, head: usize, members: &mut Vec<Member>) {
        let mut list = vec![head];
        let mut first = head;
        while let Some(next) = self.joined_before(first) {
            first = next;
            list.push(next);
        }
        let is_cut = list.len() > 1
            && first > 0
            && self.verb(first - 1).is_some_and(|verb| {
                verb.voice != Voice::Passive
                    && !verb.roles.has(Roles::REPORT.or(Roles::LEAVE))
                    && (verb.trigger.is_some() || verb.is_finite)
            });
        if is_cut {
            list.truncate(1);
        }
        let including = list
            .iter()
            .position(|&chunk| chunk > 0 && matches!(self.part(chunk - 1), Some(Part::Including)));
        let parts = including.map_or(0..0, |last| self.first_part(&list, last)..last + 1);
        let is_cut_off = including.is_some_and(|last| last + 1 == list.len());
        for (index, chunk) in list.into_iter().enumerate() {
            let is_part = parts.contains(&index) && !(is_cut_off && index == 0 && parts.len() > 1);
            // "rose to 105, including 17 children and 68 were hurt": the children belong to what is not a subject.
            if !is_cut_off || index == 0 {
                members.push(Member::new(chunk, is_part || self.is_among_them(chunk)));
            }
        }
    }

    /// The first of a list that is read backwards which "including" lists. ", including two women, and a guard": the guard is
    /// not among them.
    fn first_part(&self, list: &[usize], last: usize) -> usize {
        let opens = list[last]
            .checked_sub(2)
            .is_some_and(|at| self.is_comma(at));
        let is_closed = |pair: &[usize]| {
            let between = &self.chunks[pair[1]..pair[0]];
            let has = |wanted: fn(&Part) -> bool| between.iter().any(|chunk| wanted(&chunk.part));
            has(|part| matches!(part, Part::Comma)) && has(|part| matches!(part, Part::Conjunction))
        };
        let closed = list[..=last].windows(2).rposition(is_closed);
        closed.filter(|_| opens).map_or(0, |index| index + 1)
    }

    /// The noun phrase that is joined with the one at `at`, before it.
    fn joined_before(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        let is_including = matches!(self.part(before), Some(Part::Including));
        let (mut has_conjunction, mut has_comma) = (is_including, false);
        if is_including {
            before = before.checked_sub(1)?;
        }
        loop {
            if self.is_comma(before) || self.is_conjunction(before) {
                has_conjunction |= self.is_conjunction(before);
                has_comma = true;
            } else if !(has_comma && self.is_age(before)) {
                break;
            }
            before = before.checked_sub(1)?;
        }
        if !(has_conjunction || has_comma) {
            return None;
        }
        let mut noun = before;
        while noun >= 2 && self.noun(noun).is_some() && self.is_preposition(noun - 1) {
            self.noun(noun - 2)?;
            noun -= 2;
        }
        let phrase = self.noun(noun)?;
        let is_counted = phrase.amount.is_some() || phrase.class.is_some() || phrase.is_person_name;
        let fits = can_suffer(phrase)
            && phrase.noun.is_none()
            && (is_counted || has_conjunction && !phrase.is_name);
        (fits && !(noun > 0 && self.is_preposition(noun - 1))).then_some(noun)
    }
}

/// True if a noun phrase can name people.
fn can_suffer(noun: &NounPhrase) -> bool {
    !noun.is_thing
}

impl VerbGroup {
    /// True if an auxiliary makes the verb finite, so that it has a subject of its own.
    fn is_finite_with_auxiliary(&self) -> bool {
        self.roles
            .has(Roles::BE.or(Roles::HAVE).or(Roles::MODAL).or(Roles::DO))
    }
}
