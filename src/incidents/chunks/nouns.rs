//! Noun phrases: numbers, determiners, names and nouns, and what they are of.

use super::super::figure::VictimClass;
use super::super::lexicon::{Forms, Roles, Takes};
use super::super::tokens::{Amount, Ending, Kind, opens_quotation};
use super::{NounPhrase, Reader};

impl Reader<'_> {
    /// A noun phrase that begins at a token, and its end.
    pub(super) fn noun_phrase(&self, start: usize) -> Option<(NounPhrase, usize)> {
        let mut noun = NounPhrase::default();
        let mut at = start;
        while let Some(next) = self.extended(&mut noun, start, at) {
            at = next;
        }
        if at == start {
            return None;
        }
        let is_her = at == start + 1 && self.is(start, Roles::POSSESSIVE_PRONOUN);
        if is_her {
            // "killed her".
            noun.pronoun = Some(1);
        }
        self.named(&mut noun, start);
        if self.is(at, Roles::OF) && self.takes_of(&noun) && self.kind(at + 1) != Kind::When {
            return Some(self.with_set(noun, at));
        }
        Some((noun, at))
    }

    /// Adds the token at `at` to a noun phrase from `start`: the next token, or `None` if it does not belong.
    fn extended(&self, noun: &mut NounPhrase, start: usize, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let has_head = noun.head.is_some();
        match token.kind {
            Kind::Number(amount) => {
                if has_head || noun.amount.is_some() || noun.pronoun.is_some() {
                    return None;
                }
                if !is_determined_one(noun, amount) {
                    noun.amount = Some((amount, at));
                }
                Some(at + 1)
            }
            Kind::Person | Kind::Name | Kind::Other | Kind::Age => {
                let is_owned = noun
                    .head
                    .is_some_and(|head| self.tokens[head].is_possessive);
                if has_head && !is_owned && matches!(token.kind, Kind::Age | Kind::Other) {
                    return None;
                }
                noun.head = Some(at);
                noun.is_person_name = token.kind == Kind::Person && !token.is_possessive;
                noun.is_name = token.kind == Kind::Name;
                Some(at + 1)
            }
            Kind::Word => self.extended_by_word(noun, start, at),
            // "2 Abu Sayyaf 'bandits'".
            Kind::Sign if self.is_scare_quote(noun, at) => Some(at + 1),
            _ => None,
        }
    }

    /// Adds a word: a number, "no", a determiner, a pronoun or a noun.
    fn extended_by_word(&self, noun: &mut NounPhrase, start: usize, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let word = token.word;
        let has_head = noun.head.is_some();
        noun.roles = noun.roles.or(word.roles);
        if noun.pronoun.is_some() || word.is(Roles::VAGUE) && noun.amount.is_some() && !has_head {
            return None;
        }
        let is_number = word.is(Roles::VAGUE.or(Roles::NUMBER)) && !token.is_possessive;
        if is_number && !has_head && noun.amount.is_none() {
            let amount = if word.is(Roles::NUMBER) {
                Amount::exact(word.number)
            } else {
                Amount::vague(word.number)
            };
            noun.amount = Some((amount, at));
            return Some(at + 1);
        }
        if word.is(Roles::NO) && at == start {
            noun.is_none = true;
            return Some(at + 1);
        }
        if word.is(Roles::DETERMINER.or(Roles::MORE)) {
            return self.extended_by_determiner(noun, start, at);
        }
        if word.is(Roles::PRONOUN.or(Roles::ONE_PERSON)) {
            if at != start {
                return None;
            }
            let is_one = word.is(Roles::SINGLE.or(Roles::ONE_PERSON));
            noun.pronoun = Some(u8::from(is_one));
            noun.head = Some(at);
            return Some(at + 1);
        }
        if word.verb.is_some() || word.state.is_some() {
            return self.extended_by_trigger(noun, at);
        }
        self.extended_by_noun(noun, at)
    }

    /// True for a quotation mark that opens within a counted noun phrase.
    fn is_scare_quote(&self, noun: &NounPhrase, at: usize) -> bool {
        let is_unknown = |head: usize| self.tokens[head].word.roles == Roles::default();
        let is_head = noun.is_name || noun.head.is_none_or(is_unknown);
        noun.amount.is_some()
            && is_head
            && opens_quotation(self.tokens, at)
            && self.is(at + 1, Roles::PERSON)
    }

    /// Adds a determiner or "more".
    fn extended_by_determiner(
        &self,
        noun: &mut NounPhrase,
        start: usize,
        at: usize,
    ) -> Option<usize> {
        let word = self.tokens[at].word;
        // "12 the number of dead" are two phrases.
        let is_other = at > start
            && matches!(self.tokens[at - 1].kind, Kind::Number(_))
            && word.is(Roles::DEFINITE);
        if (noun.head.is_some() || is_other) && !word.is(Roles::MORE) {
            return None;
        }
        noun.is_more |= word.is(Roles::MORE);
        noun.is_indefinite |= word.is(Roles::INDEFINITE);
        noun.is_definite |= word.is(Roles::DEFINITE);
        noun.is_determined = true;
        Some(at + 1)
    }

    /// Adds a word without a special role, if it can be a noun or an adjective.
    fn extended_by_noun(&self, noun: &mut NounPhrase, at: usize) -> Option<usize> {
        let word = self.tokens[at].word;
        let has_head = noun.head.is_some();
        let is_verb = word.is(Roles::OTHER_VERB
            .or(Roles::REPORT)
            .or(Roles::BE)
            .or(Roles::HAVE)
            .or(Roles::DO)
            .or(Roles::MODAL));
        // "two suspected militants", "no reported injuries".
        let is_counted = noun.amount.is_some() || noun.is_determined || noun.is_none;
        let has_noun = self.begins_noun(at + 1)
            || self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.word.noun.is_some());
        let is_adjective = !has_head && has_noun && (is_counted || self.is_attributive(at));
        if is_verb && !is_adjective && !self.acts_as_noun(at, false) {
            return None;
        }
        if word.is(Roles::DEADLY) || (self.is_unknown_adverb(at) && !self.begins_noun(at + 1)) {
            return None;
        }
        let is_joint = Roles::PREPOSITION
            .or(Roles::INCLUDING)
            .or(Roles::BY_FORCE)
            .or(Roles::CONJUNCTION)
            .or(Roles::SUBORDINATOR)
            .or(Roles::ADVERB)
            .or(Roles::NOT);
        if word.is(is_joint) && !word.is(Roles::PERSON) {
            return None;
        }
        if self.is_participle(noun, at) {
            return None;
        }
        noun.head = Some(at);
        (noun.is_person_name, noun.is_name) = (false, false);
        Some(at + 1)
    }

    /// True for an unknown word in "-ed" or "-ing" after a noun: "people gathered in".
    fn is_participle(&self, noun: &NounPhrase, at: usize) -> bool {
        let token = &self.tokens[at];
        noun.head.is_some()
            && token.word.roles == Roles::default()
            && matches!(token.ending, Ending::Ed | Ending::Ing)
            && !self.begins_noun(at + 1)
    }

    /// Adds a word with an outcome: an adjective ("two wounded men"), a noun ("two deaths") or the people themselves ("the
    /// dead").
    fn extended_by_trigger(&self, noun: &mut NounPhrase, at: usize) -> Option<usize> {
        let word = self.tokens[at].word;
        let is_counted = noun.amount.is_some() || noun.is_determined || noun.is_none;
        let is_next_person = self.is(at + 1, Roles::PERSON)
            || (self.begins_noun(at + 1) && self.is(at + 2, Roles::PERSON));
        if noun.head.is_none() && (is_counted || self.is_attributive(at)) {
            let outcome = word.state.or(word.verb.map(|verb| verb.outcome));
            let is_adjective = word.state.is_some()
                || word.verb.is_some_and(|verb| {
                    verb.forms.has(Forms::PARTICIPLE) && verb.takes != Takes::Subject
                });
            if is_adjective && is_next_person {
                noun.adjective = outcome.map(|outcome| (outcome, at));
                return Some(at + 1);
            }
            let is_alone = noun.is_definite && noun.amount.is_none() && !self.begins_noun(at + 1);
            if is_adjective && is_alone {
                noun.noun = outcome.map(|outcome| (outcome, at));
                noun.head = Some(at);
                return Some(at + 1);
            }
        }
        if word.noun.is_some() && self.acts_as_noun(at, false) {
            noun.head = Some(at);
            return Some(at + 1);
        }
        None
    }

    /// Says what the head of a noun phrase is.
    fn named(&self, noun: &mut NounPhrase, start: usize) {
        let Some(head) = noun.head else { return };
        let token = &self.tokens[head];
        let word = token.word;
        if noun.noun.is_none() {
            noun.noun = word.noun.map(|outcome| (outcome, head));
            noun.is_toll = word.is(Roles::TOLL);
        }
        noun.is_plural = word.is_plural || token.ending == Ending::S;
        noun.is_proper = token.kind == Kind::Word
            && token.is_capitalised
            && head > 0
            && word.roles == Roles::default();
        if word.is(Roles::NUMBER) && noun.amount.is_none() && !token.is_possessive {
            // "an elderly couple".
            noun.amount = Some((Amount::exact(word.number), head));
        }
        if word.is(Roles::ORDINAL) && noun.is_determined && !self.is(head + 1, Roles::OF) {
            // "the fourth".
            noun.class = Some(VictimClass::Unknown);
            return;
        }
        if word.is(Roles::ONE_PERSON) {
            noun.class = Some(VictimClass::Unknown);
            return;
        }
        let is_word =
            token.kind == Kind::Word || (token.kind == Kind::Name && word.is(Roles::PERSON));
        if is_word && !token.is_possessive {
            noun.class = word.class;
            noun.is_thing = word.is(Roles::THING) || matches!(token.kind, Kind::Other);
        }
        noun.is_thing |= matches!(token.kind, Kind::Other | Kind::Age);
        if noun.class == Some(VictimClass::Unknown) {
            // "two tribal elders", "three police family members": the modifier says more.
            let before = self.tokens[start..head].iter().rev();
            let classes = before.filter_map(|token| token.word.class);
            let mut known = classes.filter(|class| *class != VictimClass::Unknown);
            noun.class = known.next().or(noun.class);
        }
    }

    /// True if a noun phrase counts what follows "of".
    fn takes_of(&self, noun: &NounPhrase) -> bool {
        match noun.head {
            None => noun.amount.is_some() || noun.is_none || noun.is_more || noun.is_determined,
            Some(head) => {
                let token = &self.tokens[head];
                token.is(Roles::GROUP) && token.word.noun.is_none()
            }
        }
    }

    /// Joins a number or a group with what it is of: "three of the dead", "a group of 12 pilgrims", "a family of five".
    fn with_set(&self, noun: NounPhrase, of: usize) -> (NounPhrase, usize) {
        let Some((set, end)) = self.noun_phrase(of + 1) else {
            return (noun, of);
        };
        let is_known_set = set.is_definite || set.pronoun == Some(0);
        if noun.amount.is_some() || noun.is_none {
            let joined = NounPhrase {
                is_partitive: is_known_set,
                set: set.amount,
                amount: noun.amount,
                is_none: noun.is_none,
                is_more: noun.is_more,
                is_indefinite: false,
                is_definite: false,
                roles: noun.roles.or(set.roles),
                pronoun: None,
                noun: set.noun,
                ..set
            };
            return (joined, end);
        }
        if set.amount.is_some() || set.is_plural {
            let joined = NounPhrase {
                roles: noun.roles.or(set.roles),
                is_definite: noun.is_definite && set.amount.is_none(),
                is_indefinite: false,
                ..set
            };
            return (joined, end);
        }
        (noun, of)
    }
}

/// True for "the one": no number.
fn is_determined_one(noun: &NounPhrase, amount: Amount) -> bool {
    noun.is_definite && noun.head.is_none() && amount == Amount::exact(1)
}
