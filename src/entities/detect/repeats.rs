//! Names that a text has made known, where they stand again.
//!
//! A text that explains a short form, "the Harbour Workers Union (HWU)", means the same by it wherever it stands; one that
//! tells a person by the full name goes on by the last name alone, and one that tells a company with its legal form goes
//! on without. Such places are mentions too, though nothing around them gives that away.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::entities::mentions::{Found, Label, Mention, Source};
use crate::entities::names::{
    Piece, adds_legal_form, begins_sentence, starts_upper, without_possessive,
};
use crate::span::Span;

/// Shorter last names are too often something else.
const SHORTEST_SURNAME: usize = 3;

/// A full name that is less sure than this makes no last name known.
const SURE: f32 = 0.6;

/// What a word stands for in one text.
struct Echo<'f> {
    label: &'f Label,
    confidence: Option<f32>,
    /// A last name, or a company's without its form: it may be an ordinary word elsewhere.
    may_be_word: bool,
}

/// The places of short forms that the text explains, and of the last names of its persons, outside the mentions that it
/// has already; in order.
pub(super) fn echoes(pieces: &[Piece<'_>], found: &Found) -> Vec<Mention> {
    let mut known = known_words(found);
    if known.is_empty() {
        return Vec::new();
    }
    drop_ordinary(&mut known, pieces);
    let mut mentions = found.mentions().iter().peekable();
    let mut echoes = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let word = piece.token.text;
        let bare = without_possessive(word).unwrap_or(word);
        let start = piece.token.span.start;
        let span = Span::new(start, start + bare.len());
        while mentions
            .next_if(|mention| mention.span.end <= start)
            .is_some()
        {}
        if mentions
            .peek()
            .is_some_and(|mention| mention.span.overlaps(span))
        {
            continue;
        }
        let dotted = || {
            let plain = bare.contains('.').then(|| bare.replace('.', ""))?;
            known.get(plain.as_str())
        };
        let Some(echo) = known.get(bare).or_else(dotted) else {
            continue;
        };
        if echo.may_be_word && !stands_alone(pieces, place) {
            continue;
        }
        echoes.push(Mention {
            confidence: echo.confidence,
            ..Mention::new(span, echo.label.clone(), bare, Source::Recognizer)
        });
    }
    echoes
}

/// What words stand for, by the word.
type Known<'f> = HashMap<&'f str, Echo<'f>, RandomState>;

/// Takes out last names and companies' names that also stand in small letters in the text, and so may be ordinary words.
fn drop_ordinary(known: &mut Known<'_>, pieces: &[Piece<'_>]) {
    let doubtful = known.iter().filter(|(_, echo)| echo.may_be_word);
    let mut small: HashMap<String, bool, RandomState> = doubtful
        .map(|(word, _)| (word.to_lowercase(), false))
        .collect();
    for piece in pieces {
        if let Some(stands) = small.get_mut(piece.token.text) {
            *stands = true;
        }
    }
    known.retain(|word, echo| !echo.may_be_word || !small[&word.to_lowercase()]);
}

/// The words that the text has made known: short forms, the last explanation of each, and last names.
fn known_words(found: &Found) -> Known<'_> {
    let mut known = Known::default();
    for (short, full) in found.short_forms() {
        known.insert(
            short,
            Echo {
                label: &full.label,
                confidence: full.confidence,
                may_be_word: false,
            },
        );
    }
    for mention in found.mentions() {
        if let Some(short) = company(mention) {
            known.entry(short).or_insert(Echo {
                label: &mention.label,
                confidence: mention.confidence,
                may_be_word: true,
            });
        }
        let is_person = mention.label == Label::PERSON
            && mention.source == Source::Recognizer
            && mention.confidence > Some(SURE);
        if is_person
            && let Some((_, last)) = mention.name.rsplit_once(' ')
            && last.chars().count() >= SHORTEST_SURNAME
            && starts_upper(last)
        {
            known.entry(last).or_insert(Echo {
                label: &mention.label,
                confidence: mention.confidence,
                may_be_word: true,
            });
        }
    }
    known
}

/// "Adobe" of "Adobe Inc.".
fn company(mention: &Mention) -> Option<&str> {
    let is_found = matches!(mention.source, Source::Recognizer | Source::Gazetteer);
    let (first, _) = mention.name.split_once(' ')?;
    let short = first.trim_end_matches(',');
    (is_found
        && mention.label == Label::ORG
        && starts_upper(short)
        && short.chars().count() >= SHORTEST_SURNAME
        && adds_legal_form(short, &mention.name))
    .then_some(short)
}

/// True where no capitalised word stands right beside, which would make another name of it.
fn stands_alone(pieces: &[Piece<'_>], place: usize) -> bool {
    let piece = &pieces[place];
    let begins = |piece: &Piece<'_>| begins_sentence(piece.token.span.start, piece.gap);
    let is_name = |piece: &Piece<'_>| starts_upper(piece.token.text) && !begins(piece);
    let joins = |gap: &str| matches!(gap, " " | "-" | "\u{a0}");
    let before = place > 0 && joins(piece.gap) && is_name(&pieces[place - 1]);
    let after = pieces
        .get(place + 1)
        .is_some_and(|next| joins(next.gap) && is_name(next));
    !before && !after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::detect::finder::EntityFinder;
    use crate::entities::detect::short_forms::with_short_forms;
    use crate::entities::names::pieces;
    use crate::parallel::Workers;

    fn names(text: &str) -> Vec<(String, String)> {
        let found = EntityFinder::builtin().find(text);
        found
            .mentions()
            .iter()
            .map(|one| (one.label.to_string(), one.span.slice(text).to_owned()))
            .collect()
    }

    #[test]
    fn explained_short_forms_are_mentions() {
        let text = "the Harbour Workers Union (HWU) met. Then the HWU’s men left. An h.w.u. is none; H.W.U. is.";
        let shorts: Vec<_> = names(text)
            .into_iter()
            .filter(|(_, name)| name.len() < 6)
            .collect();
        let expected = ["HWU", "HWU", "H.W.U"].map(|name| ("ORG".to_owned(), name.to_owned()));
        assert_eq!(shorts, expected);
    }

    #[test]
    fn last_names_of_persons_are_mentions() {
        let text = "Marek Voss, the mayor of Kabul, spoke. Voss left. They asked Voss. The Voss Pump is no man.";
        let persons: Vec<_> = names(text)
            .into_iter()
            .filter(|(label, _)| label == "PERSON")
            .map(|(_, name)| name)
            .collect();
        assert_eq!(persons, ["Marek Voss", "Voss", "Voss"]);
    }

    #[test]
    fn companies_go_on_without_their_legal_form() {
        let text = "Adobe Inc. rose. Adobe said so; the Adobe House is another.";
        let companies: Vec<_> = names(text)
            .into_iter()
            .filter(|(_, name)| name.starts_with("Adobe"))
            .collect();
        let expected = ["Adobe Inc.", "Adobe"].map(|name| ("ORG".to_owned(), name.to_owned()));
        assert_eq!(companies[..2], expected);
    }

    #[test]
    fn a_name_that_is_a_word_of_the_text_too_is_none_by_itself() {
        let echoed = |text: &str| {
            let mention = Mention {
                confidence: Some(0.9),
                ..Mention::new(
                    Span::new(0, 10),
                    Label::PERSON,
                    "Anna Stone",
                    Source::Recognizer,
                )
            };
            let words: Vec<_> = pieces(text).collect();
            echoes(&words, &with_short_forms(text, vec![mention])).len()
        };
        assert_eq!(echoed("Anna Stone left. Stone is hard."), 1);
        assert_eq!(echoed("Anna Stone lifted a stone. Stone is hard."), 0);
    }

    #[test]
    fn what_is_left_out_stays_out() {
        let text = "Marek Voss, the mayor of Kabul, spoke. Voss left.\nVoss";
        let last = Span::new(text.len() - 4, text.len());
        let finder = EntityFinder::builtin();
        let count = |skipped: Option<Span>| {
            let found = finder.find_watched(
                text,
                skipped.map(|span| [span].into_iter()),
                None,
                &Workers::serial(),
            );
            let found = found.unwrap();
            found
                .mentions()
                .iter()
                .filter(|one| one.label == Label::PERSON)
                .count()
        };
        assert_eq!((count(None), count(Some(last))), (3, 2));
    }
}
