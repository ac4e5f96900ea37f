//! What an incident was, by what means, and what was attacked.

use super::event::{IncidentType, TargetClass, WeaponClass};
use super::lexicon::Cue;
use super::scene::{Passage, Scene};
use super::votes::Votes;
use crate::incidents::lexicon::Roles;
use crate::incidents::{Figure, Outcome};
use crate::span::Span;

/// The weight of a word in a sentence of figures, at the head of the document, and elsewhere.
const WEIGHTS: [u32; 3] = [4, 3, 1];

fn weight(scene: &Scene, passage: &Passage, figures: &[(usize, Span)]) -> u32 {
    if figures.iter().any(|(own, _)| *own == passage.sentence) {
        WEIGHTS[0]
    } else if scene.is_head(passage) || passage.sentence == 0 {
        WEIGHTS[1]
    } else {
        WEIGHTS[2]
    }
}

/// The type that the words of the sentences give most weight; of equal ones the first.
pub(super) fn kind(
    scene: &Scene,
    passages: &[Passage],
    figures: &[(usize, Span)],
    own: &[&Figure],
) -> Option<IncidentType> {
    let (mut sure, mut perhaps) = (Votes::default(), Votes::default());
    for passage in passages {
        let weight = weight(scene, passage, figures);
        for token in scene.tokens_of(passage) {
            if let Some(kind) = token.cue.kind {
                sure.add(kind, weight);
            }
            if let Some(kind) = token.cue.perhaps {
                perhaps.add(kind, weight);
            }
        }
    }
    // A suicide bombing is a bombing, and says more.
    let suicide = IncidentType::SuicideBombing;
    if sure.weight(suicide) >= WEIGHTS[1] {
        sure.add(suicide, sure.weight(IncidentType::Bombing));
    }
    let is_kidnapped = || own.iter().any(|one| one.outcome == Outcome::Kidnapped);
    let kidnapping = || is_kidnapped().then_some(IncidentType::Kidnapping);
    sure.winner()
        .or_else(|| perhaps.winner())
        .or_else(kidnapping)
}

/// The means: the first words for one in the sentences of figures, else at all; "car bomb" rather than "bomb".
pub(super) fn weapon(
    scene: &Scene,
    passages: &[Passage],
    figures: &[(usize, Span)],
) -> Option<(Span, WeaponClass)> {
    let found = passages.iter().flat_map(|passage| {
        let weight = weight(scene, passage, figures);
        let tokens = scene.tokens_of(passage).iter();
        tokens.filter_map(move |token| {
            let is_phrase = token.span.slice(scene.text).contains(' ');
            Some(((weight, is_phrase), token.span, token.cue.weapon?))
        })
    });
    let best = found.reduce(|best, one| if one.0 > best.0 { one } else { best })?;
    Some((best.1, best.2))
}

/// What was attacked: the first word for a target after a preposition or a verb, in the order of the sentences.
pub(super) fn target(scene: &Scene, passages: &[Passage]) -> Option<(Span, TargetClass)> {
    passages.iter().find_map(|passage| {
        let tokens = scene.tokens_of(passage);
        (0..tokens.len()).find_map(|at| {
            let class = tokens[at].cue.target?;
            let before = tokens[at.saturating_sub(5)..at].iter();
            let is_place = before
                .clone()
                .any(|token| token.cue.is(Cue::LOCATIVE | Cue::EVENT));
            // "the army base said", "police headquarters said": a source.
            let speaks = tokens
                .get(at + 1)
                .is_some_and(|next| next.is(Roles::REPORT));
            (is_place && !speaks).then_some((tokens[at].span, class))
        })
    })
}
