//! The chunks of a sentence: noun phrases, verb groups, and the words that join or part them.

mod nouns;

use super::figure::{Outcome, VictimClass};
use super::lexicon::{Forms, Roles, Takes, TriggerVerb};
use super::tokens::{Amount, Ending, Kind, Token};

/// A noun phrase.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct NounPhrase {
    /// Its number, and the token that states it.
    pub(super) amount: Option<(Amount, usize)>,
    /// The last noun that says what is counted.
    pub(super) head: Option<usize>,
    /// The class of the people that it names, if it is known to name people.
    pub(super) class: Option<VictimClass>,
    pub(super) is_plural: bool,
    /// True if it is known to name no people.
    pub(super) is_thing: bool,
    /// True for the name of a person.
    pub(super) is_person_name: bool,
    /// True if its head is an unknown word with an uppercase letter, not the first of the sentence.
    pub(super) is_proper: bool,
    /// True for another name: "Boko Haram", "Kabul".
    pub(super) is_name: bool,
    pub(super) is_indefinite: bool,
    pub(super) is_definite: bool,
    /// True if there is a determiner.
    pub(super) is_determined: bool,
    /// True for "no", "none", "no one".
    pub(super) is_none: bool,
    /// True for "another", "other", "more".
    pub(super) is_more: bool,
    /// The number of people that a pronoun is: 1, or 0 for several or none.
    pub(super) pronoun: Option<u8>,
    /// True for some of a known set: "three of them", "two of the dead".
    pub(super) is_partitive: bool,
    /// The number of the set that some are of, and its token: "one of the two women".
    pub(super) set: Option<(Amount, usize)>,
    /// The outcome of a participle before its noun: "two wounded men".
    pub(super) adjective: Option<(Outcome, usize)>,
    /// The outcome of the noun: "two deaths", "the dead".
    pub(super) noun: Option<(Outcome, usize)>,
    /// True for "death toll".
    pub(super) is_toll: bool,
    /// The roles of all its words.
    pub(super) roles: Roles,
}

/// What is said of a verb group.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations")]
pub(super) struct VerbGroup {
    /// The verb with an outcome, with the form of the word.
    pub(super) trigger: Option<TriggerVerb>,
    /// The token of the main verb, or of the last auxiliary.
    pub(super) main: usize,
    pub(super) voice: Voice,
    pub(super) is_negated: bool,
    /// The roles of all its words.
    pub(super) roles: Roles,
    /// True for "to kill".
    pub(super) is_infinitive: bool,
    /// True for "to have killed", "has killed".
    pub(super) is_perfect: bool,
    /// True for a state, such as "dead".
    pub(super) is_state: bool,
    /// True if a form of "be" is its only verb, or it has a verb that needs a subject.
    pub(super) is_finite: bool,
}

impl VerbGroup {
    /// True for the "-ing" form of a verb.
    pub(super) fn is_ing(&self) -> bool {
        self.trigger.is_some_and(|verb| verb.forms.has(Forms::ING))
    }
}

/// Whether the subject of a verb acts or suffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Active,
    Passive,
    /// A past form or participle without an auxiliary: either.
    Open,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Noun(NounPhrase),
    Verb(VerbGroup),
    Preposition,
    /// "including", "among them".
    Including,
    Conjunction,
    Comma,
    Open,
    Subordinator,
    Stop,
}

/// A part of a sentence and its tokens, from `first` to before `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub(super) part: Part,
    pub(super) first: usize,
    pub(super) end: usize,
    /// True for "by".
    pub(super) is_by: bool,
}

impl Chunk {
    pub(super) fn noun(&self) -> Option<&NounPhrase> {
        match &self.part {
            Part::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    pub(super) fn verb(&self) -> Option<&VerbGroup> {
        match &self.part {
            Part::Verb(verb) => Some(verb),
            _ => None,
        }
    }
}

/// Reads the chunks of a sentence.
pub(super) fn chunks(tokens: &[Token], chunks: &mut Vec<Chunk>) {
    chunks.clear();
    let reader = Reader { tokens };
    let mut at = 0;
    while at < tokens.len() {
        let (part, end) = reader.chunk(at);
        if let Some(part) = part {
            chunks.push(Chunk {
                part,
                first: at,
                end,
                is_by: tokens[at].is(Roles::BY),
            });
        } else if tokens[at].kind == Kind::When
            && matches!(chunks.last(), Some(last) if matches!(last.part, Part::Preposition | Part::Subordinator) && last.end == at)
        {
            // "on Friday" says nothing about who.
            chunks.pop();
        }
        at = end;
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
}

impl Reader<'_> {
    fn is(&self, at: usize, roles: Roles) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(roles))
    }

    fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Stop, |token| token.kind)
    }

    /// The part of a sentence that begins at a token, if it matters, and its end.
    fn chunk(&self, at: usize) -> (Option<Part>, usize) {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Comma => return (Some(Part::Comma), at + 1),
            Kind::Dash => {
                let is_list = self.is(at + 1, Roles::INCLUDING) || self.begins_among(at + 1);
                let part = if is_list { Part::Comma } else { Part::Stop };
                return (Some(part), at + 1);
            }
            // "(including a child)" is between commas.
            Kind::Open if self.is(at + 1, Roles::INCLUDING) => return (Some(Part::Comma), at + 1),
            Kind::Close if self.closes_list(at) => return (Some(Part::Comma), at + 1),
            Kind::Open => return (Some(Part::Open), at + 1),
            Kind::Stop | Kind::Close => return (Some(Part::Stop), at + 1),
            Kind::Sign | Kind::When => return (None, at + 1),
            _ => {}
        }
        if !self.is_attributive(at)
            && let Some((verb, end)) = self.verb_group(at)
        {
            return (Some(Part::Verb(verb)), end);
        }
        if let Some(part) = self.joint(at) {
            return (Some(part), at + 1);
        }
        if let Some((noun, end)) = self.noun_phrase(at) {
            return (Some(Part::Noun(noun)), end);
        }
        (None, at + 1)
    }

    /// True for a participle between a verb with an outcome and a person: "kill alleged dealer", "behead kidnapped soldier".
    fn is_attributive(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_participle = token.is(Roles::ATTRIBUTE)
            || token.word.verb.is_some_and(|verb| {
                verb.forms.has(Forms::PARTICIPLE) && !verb.forms.has(Forms::BASE)
            });
        let is_governed = at > 0
            && self.tokens[at - 1].word.verb.is_some_and(|verb| {
                verb.takes != Takes::Subject && !verb.forms.has(Forms::PARTICIPLE)
            });
        is_participle && is_governed && self.names_people(at + 1)
    }

    /// True if nouns from a token on, without a determiner or number, name people: "bomb expert".
    fn names_people(&self, first: usize) -> bool {
        let rest = self.tokens.get(first..).unwrap_or_default();
        let nouns = rest.iter().take(4).take_while(|token| {
            let is_noun =
                token.word.roles == Roles::default() || token.is(Roles::PERSON.or(Roles::THING));
            is_noun && matches!(token.kind, Kind::Word | Kind::Name)
        });
        nouns.last().is_some_and(|last| last.is(Roles::PERSON))
    }

    fn joint(&self, at: usize) -> Option<Part> {
        let token = &self.tokens[at];
        if token.is(Roles::INCLUDING) || self.begins_among(at) {
            return Some(Part::Including);
        }
        if token.is(Roles::CONJUNCTION) {
            return Some(Part::Conjunction);
        }
        if token.is(Roles::SUBORDINATOR) {
            // "that attack", but "said that soldiers died".
            let is_people = |next: &Token| {
                matches!(next.kind, Kind::Number(_) | Kind::Person | Kind::Name)
                    || next.word.class.is_some() && next.word.is_plural
            };
            let is_determiner = token.is(Roles::DETERMINER)
                && self.begins_noun(at + 1)
                && !self.tokens.get(at + 1).is_some_and(is_people);
            return (!is_determiner).then_some(Part::Subordinator);
        }
        token.is(Roles::PREPOSITION).then_some(Part::Preposition)
    }

    /// True for "among" before "the dead", which lists victims as "including" does.
    fn begins_among(&self, at: usize) -> bool {
        self.is(at, Roles::AMONG) && self.is(at + 1, Roles::PLURAL_PRONOUN)
    }

    /// True for the bracket that ends "(including a child)".
    fn closes_list(&self, at: usize) -> bool {
        let open = self.tokens[..at]
            .iter()
            .rposition(|token| token.kind == Kind::Open);
        open.is_some_and(|open| self.is(open + 1, Roles::INCLUDING))
    }

    fn begins_noun(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let is_figure = matches!(token.kind, Kind::Number(_) | Kind::Person | Kind::Name);
            let is_open = token.kind == Kind::Word && token.word.roles == Roles::default();
            is_figure || is_open || token.is(Roles::PERSON) || token.is(Roles::THING)
        })
    }

    /// The end of adverbs and signs from a token on.
    fn after_adverbs(&self, mut at: usize) -> usize {
        loop {
            // "lightly to moderately injured".
            let is_between = self.is(at, Roles::TO)
                && self.is(at + 1, Roles::ADVERB)
                && at > 0
                && self.is(at - 1, Roles::ADVERB);
            let is_adverb = self.kind(at) == Kind::Sign
                || self.is(at, Roles::ADVERB.or(Roles::NOT))
                || self.is_unknown_adverb(at);
            // "were all killed".
            let is_floating = self.is(at, Roles::FLOATING)
                && at > 0
                && self.is(at - 1, Roles::BE.or(Roles::HAVE));
            if !(is_adverb || is_between || is_floating) {
                return at;
            }
            at += 1;
        }
    }

    fn is_unknown_adverb(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.ending == Ending::Ly && token.kind == Kind::Word)
    }

    /// A verb group that begins at a token, and its end.
    fn verb_group(&self, start: usize) -> Option<(VerbGroup, usize)> {
        let first = &self.tokens[start];
        if let Some(outcome) = first.word.state
            && first.word.verb.is_none()
        {
            return Some((state(start, outcome, first.word.roles), start + 1));
        }
        let (form, mut roles, at) = self.auxiliaries(start);
        let has_auxiliary = form.n_auxiliaries > 0;
        let main = if has_auxiliary || form.is_infinitive {
            self.after_adverbs(at)
        } else {
            at
        };
        let Some(trigger) = self.main_verb(main, has_auxiliary, form.is_infinitive) else {
            let group = VerbGroup {
                trigger: None,
                main: at.saturating_sub(1),
                voice: Voice::Active,
                is_negated: roles.has(Roles::NOT),
                roles,
                is_infinitive: form.is_infinitive,
                is_perfect: form.is_have,
                is_state: false,
                is_finite: !form.is_infinitive,
            };
            return has_auxiliary.then_some((group, at));
        };
        for token in &self.tokens[at.min(main)..=main] {
            roles = roles.or(token.word.roles);
        }
        Some(self.finished(main, trigger, roles, form))
    }

    /// The auxiliaries from a token on, the roles of their words, and the token after them.
    fn auxiliaries(&self, start: usize) -> (Form, Roles, usize) {
        let auxiliary = Roles::BE.or(Roles::HAVE).or(Roles::DO).or(Roles::MODAL);
        let mut form = Form {
            is_infinitive: self.is(start, Roles::TO),
            ..Form::default()
        };
        let mut roles = Roles::default();
        let mut at = start + usize::from(form.is_infinitive);
        loop {
            let next = self.after_adverbs(at);
            if !self.is(next, auxiliary) || (form.n_auxiliaries > 0 && self.is_plain_noun(next)) {
                return (form, roles, at);
            }
            for token in &self.tokens[at..=next] {
                roles = roles.or(token.word.roles);
            }
            form.is_be |= self.is(next, Roles::BE);
            form.is_have |= self.is(next, Roles::HAVE);
            form.n_auxiliaries += 1;
            at = next + 1;
        }
    }

    /// Ends a verb group at its main verb.
    fn finished(
        &self,
        main: usize,
        trigger: Option<TriggerVerb>,
        roles: Roles,
        form: Form,
    ) -> (VerbGroup, usize) {
        let (trigger, end) = self.with_deadly(main, trigger);
        let is_ing = trigger.map_or(self.tokens[main].ending == Ending::Ing, |verb| {
            verb.forms.has(Forms::ING)
        });
        let group = VerbGroup {
            trigger,
            main,
            voice: voice(trigger, form, is_ing),
            is_negated: roles.has(Roles::NOT),
            roles,
            is_infinitive: form.is_infinitive,
            is_perfect: form.is_have,
            is_state: false,
            is_finite: !form.is_infinitive && (form.n_auxiliaries > 0 || !is_ing),
        };
        (group, end)
    }

    /// The verb with the words that make it deadly, and the token after them: "fatally wounded", "shot dead".
    fn with_deadly(
        &self,
        main: usize,
        trigger: Option<TriggerVerb>,
    ) -> (Option<TriggerVerb>, usize) {
        let Some(mut verb) = trigger else {
            return (None, main + 1);
        };
        let end = main + 1;
        let is_fatal = main > 0 && self.is(main - 1, Roles::FATAL);
        if verb.takes != Takes::Weak {
            if is_fatal && verb.outcome == Outcome::Injured {
                verb.outcome = Outcome::Killed;
            }
            return (Some(verb), end);
        }
        let after = self.after_adverbs(end);
        let is_deadly = self.is(after, Roles::DEADLY);
        if is_fatal || is_deadly || self.is(end, Roles::FATAL) {
            (verb.outcome, verb.takes) = (Outcome::Killed, Takes::Object);
        }
        (Some(verb), if is_deadly { after + 1 } else { end })
    }

    /// The verb at a token, if it is one: with its outcome, if it has any.
    #[expect(clippy::option_option, reason = "a verb may have no outcome")]
    fn main_verb(
        &self,
        at: usize,
        has_auxiliary: bool,
        is_infinitive: bool,
    ) -> Option<Option<TriggerVerb>> {
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Word)?;
        if let Some(verb) = token.word.verb {
            let wants_base = is_infinitive && !has_auxiliary;
            if wants_base && !verb.forms.has(Forms::BASE) {
                return None;
            }
            let is_noun = !is_infinitive && self.acts_as_noun(at, has_auxiliary);
            return (!is_noun).then_some(Some(verb));
        }
        if token.is(Roles::OTHER_VERB) || token.is(Roles::REPORT) {
            let is_noun = !has_auxiliary && !is_infinitive && self.acts_as_noun(at, false);
            return (!is_noun).then_some(None);
        }
        if token.is(Roles::BE.or(Roles::HAVE).or(Roles::DO)) {
            return None;
        }
        let is_unknown = token.word.roles == Roles::default() && !token.is_capitalised;
        let is_verbal = matches!(token.ending, Ending::Ed | Ending::Ing);
        if is_infinitive && !has_auxiliary {
            let may_be_place = token.is_capitalised || token.is(Roles::DETERMINER);
            return (is_unknown && !may_be_place && self.kind(at) == Kind::Word).then_some(None);
        }
        (is_unknown && is_verbal && (has_auxiliary || !self.begins_noun(at + 1))).then_some(None)
    }

    /// True if a word that can be a verb is a noun here: after a determiner or a number, or before "of".
    fn acts_as_noun(&self, at: usize, has_auxiliary: bool) -> bool {
        let token = &self.tokens[at];
        let can_be_noun =
            token.word.noun.is_some() || token.is(Roles::THING) || token.is(Roles::PERSON);
        if !can_be_noun || has_auxiliary || self.is_gerund(at) {
            return false;
        }
        let is_after = at > 0 && {
            let before = &self.tokens[at - 1];
            before.is(Roles::DETERMINER)
                || before.is_possessive
                || before.is(Roles::OF.or(Roles::NO))
                || (matches!(before.kind, Kind::Number(_)) && token.word.is_plural)
        };
        is_after || self.is(at + 1, Roles::OF)
    }

    /// True for a form in "-ing" with an object: "convicted of killing two clerks".
    fn is_gerund(&self, at: usize) -> bool {
        let is_ing = |token: &Token| {
            token
                .word
                .verb
                .is_some_and(|verb| verb.forms.has(Forms::ING))
        };
        let begins_object = |next: &Token| {
            matches!(next.kind, Kind::Number(_) | Kind::Person) || next.is(Roles::DETERMINER)
        };
        let next = self.tokens.get(at + 1);
        let follows = at > 0 && self.is(at - 1, Roles::PREPOSITION);
        follows && is_ing(&self.tokens[at]) && next.is_some_and(begins_object)
    }

    /// True if an auxiliary is a noun here: "the will of".
    fn is_plain_noun(&self, at: usize) -> bool {
        self.is(at, Roles::MODAL) && at > 0 && self.is(at - 1, Roles::DETERMINER)
    }
}

/// The auxiliaries of a verb group.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    is_infinitive: bool,
    is_be: bool,
    is_have: bool,
    n_auxiliaries: usize,
}

/// The voice of a verb with its auxiliaries.
fn voice(trigger: Option<TriggerVerb>, form: Form, is_ing: bool) -> Voice {
    if is_ing || form.is_infinitive && !form.is_be {
        Voice::Active
    } else if form.is_be {
        Voice::Passive
    } else if form.n_auxiliaries > 0 {
        Voice::Active
    } else {
        match trigger {
            Some(verb) if verb.forms.has(Forms::PAST.or(Forms::PARTICIPLE)) => Voice::Open,
            Some(_) => Voice::Active,
            None => Voice::Open,
        }
    }
}

fn state(at: usize, outcome: Outcome, roles: Roles) -> VerbGroup {
    let trigger = TriggerVerb {
        outcome,
        takes: Takes::Subject,
        forms: Forms::PARTICIPLE,
    };
    VerbGroup {
        trigger: Some(trigger),
        main: at,
        voice: Voice::Passive,
        is_negated: false,
        roles,
        is_infinitive: false,
        is_perfect: false,
        is_state: true,
        is_finite: false,
    }
}
