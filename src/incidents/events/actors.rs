//! Who did it: claims, blame, and the agents of what happened.

use super::event::{ActorKind, Perpetrator, Responsibility};
use super::gazetteer::Kind;
use super::lexicon::Cue;
use super::scene::{Item, Passage, Scene, Token};
use crate::incidents::lexicon::Roles;
use crate::incidents::{Figure, Rule, VictimClass};
use crate::span::Span;

/// The greatest number of tokens between a verb and who acts.
const REACH: usize = 12;
/// The greatest number of tokens between a trigger and "by".
const REACH_OF_BY: usize = 9;

/// A phrase for who acts.
#[derive(Clone, Copy, Debug)]
struct Actor<'d> {
    span: Span,
    name: Option<&'d str>,
    kind: ActorKind,
    is_suspected: bool,
}

/// Reads who acts in a sentence.
pub(super) struct ActorReader<'s, 'd> {
    scene: &'s Scene<'d>,
    tokens: &'s [Token],
    items: &'s [Item<'d>],
}

impl<'s, 'd> ActorReader<'s, 'd> {
    pub(super) fn new(scene: &'s Scene<'d>, passage: &Passage) -> Self {
        Self {
            scene,
            tokens: scene.tokens_of(passage),
            items: scene.items_of(passage),
        }
    }

    /// Claims, denials and blame, and who is said to have carried out an attack.
    pub(super) fn responsible(&self, found: &mut Vec<Perpetrator>) {
        for at in 0..self.tokens.len() {
            let cue = &self.tokens[at].cue;
            if cue.is(Cue::CLAIM | Cue::DENIAL) && !self.is_negated(at) {
                let responsibility = if cue.is(Cue::CLAIM) {
                    Responsibility::Claimed
                } else {
                    Responsibility::Denied
                };
                let actor = self.after_by(at, 4).or_else(|| self.before(at));
                self.add(actor, responsibility, None, found);
            } else if cue.is(Cue::BLAME) {
                self.blamed(at, found);
            } else if cue.is(Cue::DONE_BY | Cue::EVENT | Cue::DOES) {
                self.carried_out(at, found);
            }
        }
    }

    /// "blamed the attack on X", "accused X of", "X was blamed".
    fn blamed(&self, at: usize, found: &mut Vec<Perpetrator>) {
        let is_passive = at > 0 && self.tokens[at - 1].is(Roles::BE);
        let after = self.after(at + 1, REACH);
        let before = self.before(at);
        let (actor, by) = if is_passive && after.is_none() {
            (before, None)
        } else {
            (after, before.map(|one| one.span))
        };
        self.add(actor, Responsibility::Blamed, by, found);
    }

    /// "carried out by X", "an attack by X", "X attacked".
    fn carried_out(&self, at: usize, found: &mut Vec<Perpetrator>) {
        let is_passive = at > 0 && self.tokens[at - 1].is(Roles::BE);
        let acts = self.tokens[at].cue.is(Cue::DOES) && !is_passive;
        let actor = self.after_by(at, 4);
        let actor = actor
            .or_else(|| acts.then(|| self.subject(at)).flatten())
            .or_else(|| self.group_before(at));
        self.add(actor, Responsibility::Stated, None, found);
    }

    /// "a Shining Path attack": the armed group right before a word for an event.
    fn group_before(&self, at: usize) -> Option<Actor<'d>> {
        let before = self.before_brackets(at)?;
        let is_group = |item: &&Item| {
            let kind = item.known.map(|known| known.kind);
            item.span.overlaps(before) && kind == Some(Kind::ArmedGroup)
        };
        let group = self.items.iter().find(is_group)?;
        self.of_item(group, at.saturating_sub(1))
    }

    /// The nearest actor before a verb, if no verb of speech and no clause begins between.
    fn subject(&self, at: usize) -> Option<Actor<'d>> {
        let actor = self.before(at)?;
        let first = self
            .tokens
            .partition_point(|token| token.span.start < actor.span.end);
        let between = self.tokens.get(first..at)?;
        let speaks = between.iter().any(|token| {
            token.is(Roles::REPORT) || (token.is(Roles::SUBORDINATOR) && !token.is(Roles::RELATIVE))
        });
        (!speaks).then_some(actor)
    }

    /// Who is said to have done what a figure counts.
    pub(super) fn agent(&self, figure: &Figure, found: &mut Vec<Perpetrator>) {
        let trigger = figure.trigger.span;
        let at = self
            .tokens
            .partition_point(|token| token.span.end <= trigger.start);
        if at >= self.tokens.len() || self.tokens[at].span.start >= trigger.end {
            return;
        }
        let actor = match figure.trigger.rule {
            Rule::Object => self.subject(at),
            Rule::Subject | Rule::Noun | Rule::NounOf | Rule::Adjective => {
                self.after_by(at, REACH_OF_BY)
            }
            _ => None,
        };
        let is_victim = |actor: &Actor| actor.span.overlaps(figure.victims.span);
        self.add(
            actor.filter(|one| !is_victim(one)),
            Responsibility::Stated,
            None,
            found,
        );
    }

    fn add(
        &self,
        actor: Option<Actor>,
        responsibility: Responsibility,
        by: Option<Span>,
        found: &mut Vec<Perpetrator>,
    ) {
        let Some(actor) = actor else { return };
        let responsibility = match responsibility {
            Responsibility::Stated if actor.is_suspected => Responsibility::Suspected,
            other => other,
        };
        found.push(Perpetrator {
            name: actor.name.map_or_else(
                || actor.span.slice(self.scene.text).to_lowercase(),
                str::to_owned,
            ),
            span: actor.span,
            kind: actor.kind,
            is_named: actor.name.is_some(),
            responsibility,
            by,
        });
    }

    /// "No group has claimed responsibility".
    fn is_negated(&self, at: usize) -> bool {
        let before = &self.tokens[at.saturating_sub(7)..at];
        before
            .iter()
            .any(|token| token.is(Roles::NO.or(Roles::NOBODY).or(Roles::NOT)))
    }

    /// The actor after "by", at most `reach` tokens after a word.
    fn after_by(&self, at: usize, reach: usize) -> Option<Actor<'d>> {
        let text = self.scene.text;
        let ends_in_by = self.tokens[at]
            .span
            .slice(text)
            .to_lowercase()
            .ends_with(" by");
        if ends_in_by {
            return self.after(at + 1, 7);
        }
        let rest = &self.tokens[at + 1..(at + 1 + reach).min(self.tokens.len())];
        let by = rest.iter().position(|token| token.cue.is(Cue::BY))?;
        let is_cut = rest[..by].iter().any(|token| self.is_stop(token));
        if is_cut {
            return None;
        }
        self.after(at + 1 + by + 1, 7)
    }

    /// The first actor from a token on; a name after "members of" wins.
    fn after(&self, first: usize, reach: usize) -> Option<Actor<'d>> {
        let end = (first + reach).min(self.tokens.len());
        for at in first..end {
            if self.is_stop(&self.tokens[at]) {
                return None;
            }
            if let Some(actor) = self.at(at) {
                let more = actor
                    .name
                    .is_none()
                    .then(|| self.named_after(at + 1))
                    .flatten();
                return Some(self.suspected(more.unwrap_or(actor), at));
            }
        }
        None
    }

    /// "rebels of the X", "members of the X": the name.
    fn named_after(&self, first: usize) -> Option<Actor<'d>> {
        let end = (first + 5).min(self.tokens.len());
        for at in first..end {
            let token = &self.tokens[at];
            if self.is_stop(token) || token.cue.is(Cue::EVENT) || token.is(Roles::VERB) {
                return None;
            }
            if let Some(actor) = self.at(at).filter(|actor| actor.name.is_some()) {
                let is_person = actor.kind == ActorKind::Person;
                return (!is_person).then_some(actor);
            }
        }
        None
    }

    /// The nearest actor before a token.
    fn before(&self, at: usize) -> Option<Actor<'d>> {
        let mut depth = 0;
        for index in (at.saturating_sub(REACH)..at).rev() {
            let token = &self.tokens[index];
            // "the Liberation Army (LA) rebels": brackets are passed over.
            match token.span.slice(self.scene.text) {
                ")" | "]" => depth += 1,
                "(" | "[" if depth > 0 => {
                    depth -= 1;
                    continue;
                }
                _ => {}
            }
            if depth > 0 {
                continue;
            }
            let is_end = matches!(token.span.slice(self.scene.text), ";" | ":" | "(" | "[");
            // "it carried out an attack": who that is, the sentence does not say.
            if is_end || token.is(Roles::PRONOUN) {
                return None;
            }
            if let Some(actor) = self.ending_at(index) {
                return Some(self.suspected(actor, index));
            }
        }
        None
    }

    fn suspected(&self, actor: Actor<'d>, at: usize) -> Actor<'d> {
        let before = &self.tokens[at.saturating_sub(4)..at];
        Actor {
            is_suspected: before.iter().any(|token| token.cue.is(Cue::SUSPECT)),
            ..actor
        }
    }

    fn is_stop(&self, token: &Token) -> bool {
        matches!(
            token.span.slice(self.scene.text),
            "." | ";" | ":" | "(" | "!" | "?"
        )
    }

    /// The actor that begins at a token.
    fn at(&self, at: usize) -> Option<Actor<'d>> {
        let token = &self.tokens[at];
        if let Some(item) = self
            .items
            .iter()
            .find(|item| item.span.overlaps(token.span))
            && let Some(actor) = self.of_item(item, at)
        {
            return Some(actor);
        }
        Self::of_noun(token)
    }

    /// The actor that ends at a token.
    fn ending_at(&self, at: usize) -> Option<Actor<'d>> {
        let token = &self.tokens[at];
        let own = self
            .items
            .iter()
            .find(|item| item.span.overlaps(token.span));
        if let Some(actor) = own.and_then(|item| self.of_item(item, at)) {
            return Some(actor);
        }
        let noun = Self::of_noun(token).or_else(|| self.of_means(at))?;
        // "Taliban fighters", "Israeli soldiers", "FARC (Revolutionary Forces) guerrillas".
        let before = self.before_brackets(at);
        let modifier = before.and_then(|before| {
            let mut items = self.items.iter();
            items.find(|item| item.span.overlaps(before))
        });
        let named = modifier.and_then(|item| Self::modified(item, &noun));
        Some(named.unwrap_or(noun))
    }

    /// "an RSF drone": the means of an organisation.
    fn of_means(&self, at: usize) -> Option<Actor<'d>> {
        let token = &self.tokens[at];
        if token.cue.weapon.is_none() && token.cue.kind.is_none() {
            return None;
        }
        let before = self.before_brackets(at)?;
        let owner = self.items.iter().find(|item| item.span.overlaps(before))?;
        if owner.mention.label.as_str() != "ORG" {
            return None;
        }
        self.of_item(owner, at.saturating_sub(1))
    }

    /// The token before another one, and before the brackets between them.
    fn before_brackets(&self, at: usize) -> Option<Span> {
        let text = self.scene.text;
        let before = at.checked_sub(1)?;
        if !matches!(self.tokens[before].span.slice(text), ")" | "]") {
            return Some(self.tokens[before].span);
        }
        let is_open = |token: &Token| matches!(token.span.slice(text), "(" | "[");
        let open = self.tokens[..before].iter().rposition(is_open)?;
        self.tokens
            .get(open.checked_sub(1)?)
            .map(|token| token.span)
    }

    /// "Israeli soldiers", "FARC guerrillas": the name, or all words for a people's force.
    fn modified(item: &Item<'d>, noun: &Actor<'d>) -> Option<Actor<'d>> {
        let span = Span::new(item.span.start, noun.span.end);
        match item.mention.label.as_str() {
            "ORG" => Some(Actor {
                name: Some(item.name),
                kind: noun.kind,
                span,
                ..*noun
            }),
            "NORP" | "GPE" => Some(Actor { span, ..*noun }),
            _ => None,
        }
    }

    fn of_item(&self, item: &Item<'d>, at: usize) -> Option<Actor<'d>> {
        let kind = match (
            item.mention.label.as_str(),
            item.known.map(|known| known.kind),
        ) {
            (_, Some(Kind::ArmedGroup)) => ActorKind::Militant,
            ("ORG", Some(Kind::Medium)) => return None,
            ("ORG", _) => ActorKind::Organisation,
            ("PERSON", _) => ActorKind::Person,
            ("NORP" | "GPE", _) => {
                let next = self.tokens[at + 1..].iter().take(2);
                let noun = next.clone().find_map(Self::of_noun)?;
                return Self::modified(item, &noun);
            }
            _ => return None,
        };
        let next = self
            .tokens
            .iter()
            .find(|token| token.span.start >= item.span.end);
        let noun = next.and_then(Self::of_noun);
        Some(Actor {
            span: item.span,
            name: Some(item.name),
            kind: noun.map_or(kind, |noun| noun.kind),
            is_suspected: false,
        })
    }

    /// "gunmen", "soldiers": people who act.
    fn of_noun(token: &Token) -> Option<Actor<'d>> {
        let class = match token.word.class {
            Some(VictimClass::Militant) => Some(ActorKind::Militant),
            _ => None,
        };
        let kind = token.cue.actor.or(class)?;
        Some(Actor {
            span: token.span,
            name: None,
            kind,
            is_suspected: false,
        })
    }
}

/// The perpetrators of an event, each once: claims first, then names, then what is only said.
pub(super) fn ranked(mut all: Vec<Perpetrator>) -> Vec<Perpetrator> {
    all.sort_by_key(|one| {
        (
            one.responsibility == Responsibility::Denied,
            !one.is_named,
            one.kind == ActorKind::Person,
            one.responsibility,
        )
    });
    let mut kept: Vec<Perpetrator> = Vec::new();
    for one in all {
        if kept.iter().all(|other| other.name != one.name) {
            kept.push(one);
        }
    }
    kept
}

/// The armed group that a document names, if it names one only: by a list, or as "guerrillas of the X", "X rebels".
pub(super) fn only_group<'d>(scene: &Scene<'d>) -> Option<&'d str> {
    let is_group = |item: &&Item| {
        let is_listed = item
            .known
            .is_some_and(|known| known.kind == Kind::ArmedGroup);
        let at = scene
            .tokens
            .partition_point(|token| token.span.start < item.span.end);
        let next = scene.tokens[at..].iter().take(1);
        let is_org = item.mention.label.as_str() == "ORG";
        is_listed || is_org && next.into_iter().any(|token| token.cue.is(Cue::GROUP))
    };
    let mut names = scene.items.iter().filter(is_group).map(|item| item.name);
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// Names "the rebels" by the only armed group of the document.
pub(super) fn name_groups(scene: &Scene, group: Option<&str>, all: &mut [Perpetrator]) {
    let Some(group) = group else { return };
    for one in all.iter_mut().filter(|one| !one.is_named) {
        let at = scene
            .tokens
            .partition_point(|token| token.span.start < one.span.end);
        let is_group = at > 0 && scene.tokens[at - 1].cue.is(Cue::GROUP);
        if is_group {
            group.clone_into(&mut one.name);
            one.is_named = true;
        }
    }
}
