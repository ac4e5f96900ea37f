//! Repeat mentions: later mentions of names that a text has introduced.
//!
//! After "the Harbour Workers Union (HWU)", a text means the union by "HWU". After the full name of a person, it goes on
//! with the last name, and after a company with its legal form, without the form. These repeats are mentions too, even
//! if nothing around them shows it.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::text_words::TextWords;
use crate::entities::mentions::{Found, Label, Mention};
use crate::entities::names::{Word, adds_legal_form, starts_upper, without_possessive};
use crate::span::Span;

/// Shorter last names and company names, in characters, are too often other words.
const SHORTEST_NAME: usize = 3;

/// A person of lower confidence introduces no last name.
const LEAST_CONFIDENCE: f32 = 0.6;

/// A word that stands for a name within one text.
struct Introduced<'f> {
    /// The mention of the name.
    original: &'f Mention,
    /// True for last names and company names, which may be ordinary words elsewhere.
    may_be_word: bool,
}

/// The words that a text has introduced. All begin with an uppercase letter.
type IntroducedWords<'f> = HashMap<&'f str, Introduced<'f>, RandomState>;

/// Finds the repeats of short forms, last names and company names outside the mentions of a text, in order.
pub(super) fn repeat_mentions(words: &TextWords<'_>, found: &Found) -> Vec<Mention> {
    let mut introduced = introduced_words(found);
    if introduced.is_empty() {
        return Vec::new();
    }
    remove_ordinary_words(&mut introduced, words);
    let mut mentions = found.mentions().iter().peekable();
    let mut repeats = Vec::new();
    for (index, span) in words.capitalised() {
        let word = span.slice(words.text());
        let bare = without_possessive(word).unwrap_or(word);
        let span = Span::new(span.start, span.start + bare.len());
        while mentions
            .next_if(|mention| mention.span.end <= span.start)
            .is_some()
        {}
        if mentions
            .peek()
            .is_some_and(|mention| mention.span.overlaps(span))
        {
            continue;
        }
        let without_stops = || {
            let plain = bare.contains('.').then(|| bare.replace('.', ""))?;
            introduced.get(plain.as_str())
        };
        let Some(one) = introduced.get(bare).or_else(without_stops) else {
            continue;
        };
        if one.may_be_word && !is_alone(words, index) {
            continue;
        }
        repeats.push(repeat(one.original, span, bare));
    }
    repeats
}

/// The repeat mention `text` of a name.
fn repeat(original: &Mention, span: Span, text: &str) -> Mention {
    Mention {
        entry: original.entry,
        confidence: original.confidence,
        is_repeat: true,
        ..Mention::new(span, original.label.clone(), text, original.source)
    }
}

/// The words that the mentions of a text introduce. The last definition of a short form holds.
fn introduced_words(found: &Found) -> IntroducedWords<'_> {
    let mut words = IntroducedWords::default();
    for (short, original) in found.short_forms() {
        let may_be_word = false;
        words.insert(
            short,
            Introduced {
                original,
                may_be_word,
            },
        );
    }
    for original in found.mentions() {
        if let Some(word) = company_name(original).or_else(|| last_name(original)) {
            let may_be_word = true;
            words.entry(word).or_insert(Introduced {
                original,
                may_be_word,
            });
        }
    }
    words
}

/// "Adobe" of "Adobe Inc.".
fn company_name(mention: &Mention) -> Option<&str> {
    let is_organisation = mention.label == Label::ORG;
    let (first, _) = mention.name.split_once(' ').filter(|_| is_organisation)?;
    let short = first.trim_end_matches(',');
    (is_distinctive(short) && adds_legal_form(short, &mention.name)).then_some(short)
}

/// "Voss" of "Marek Voss".
fn last_name(mention: &Mention) -> Option<&str> {
    let is_person = mention.label == Label::PERSON
        && mention
            .confidence
            .is_none_or(|confidence| confidence > LEAST_CONFIDENCE);
    let (_, last) = mention.name.rsplit_once(' ').filter(|_| is_person)?;
    is_distinctive(last).then_some(last)
}

fn is_distinctive(word: &str) -> bool {
    starts_upper(word) && word.chars().count() >= SHORTEST_NAME
}

/// Removes last names and company names that also appear in lowercase in the text, and so may be ordinary words.
fn remove_ordinary_words(introduced: &mut IntroducedWords<'_>, words: &TextWords<'_>) {
    let doubtful = introduced.iter().filter(|(_, one)| one.may_be_word);
    let mut in_lowercase: HashMap<String, bool, RandomState> = doubtful
        .map(|(word, _)| (word.to_lowercase(), false))
        .collect();
    let lengths = in_lowercase.keys().map(String::len);
    let (shortest, longest) = (lengths.clone().min(), lengths.max());
    for span in words.spans() {
        // Most words are too short, and not looked up.
        if Some(span.len()) < shortest || Some(span.len()) > longest {
            continue;
        }
        if let Some(is_in_text) = in_lowercase.get_mut(span.slice(words.text())) {
            *is_in_text = true;
        }
    }
    introduced.retain(|word, one| !one.may_be_word || !in_lowercase[&word.to_lowercase()]);
}

/// True if no capitalised word is right before or after a word, which would make it part of another name.
fn is_alone(words: &TextWords<'_>, index: usize) -> bool {
    let joins = |word: &Word<'_>| matches!(word.before, " " | "-" | "\u{a0}");
    let may_be_name = |word: &Word<'_>| word.is_capitalised() && !word.begins_sentence();
    let previous = index.checked_sub(1).and_then(|index| words.get(index));
    let follows_name = words.get(index).is_some_and(|word| joins(&word))
        && previous.is_some_and(|previous| may_be_name(&previous));
    let next = words.get(index + 1);
    !follows_name && !next.is_some_and(|next| joins(&next) && may_be_name(&next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::detect;
    use crate::entities::detect::finder::EntityFinder;
    use crate::entities::detect::short_forms::with_short_forms;
    use crate::entities::mentions::Source;
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
    fn short_forms_are_repeated() {
        let text = "the Harbour Workers Union (HWU) met. Then the HWU’s men left. An h.w.u. is none; H.W.U. is.";
        let shorts: Vec<_> = names(text)
            .into_iter()
            .filter(|(_, name)| name.len() < 6)
            .collect();
        let expected = ["HWU", "HWU", "H.W.U"].map(|name| ("ORG".to_owned(), name.to_owned()));
        assert_eq!(shorts, expected);
    }

    #[test]
    fn last_names_are_repeated() {
        let text = "Marek Voss, the mayor of Kabul, spoke. Voss left. They asked Voss. The Voss Pump is no man.";
        let persons: Vec<_> = names(text)
            .into_iter()
            .filter(|(label, _)| label == "PERSON")
            .map(|(_, name)| name)
            .collect();
        assert_eq!(persons, ["Marek Voss", "Voss", "Voss"]);
    }

    #[test]
    fn companies_are_repeated_without_their_legal_form() {
        let text = "Adobe Inc. rose. Adobe said so; the Adobe House is another.";
        let companies: Vec<_> = names(text)
            .into_iter()
            .filter(|(_, name)| name.starts_with("Adobe"))
            .collect();
        let expected = ["Adobe Inc.", "Adobe"].map(|name| ("ORG".to_owned(), name.to_owned()));
        assert_eq!(companies[..2], expected);
    }

    #[test]
    fn a_last_name_that_is_also_a_word_of_the_text_is_not_repeated() {
        let n_repeats = |text: &str| {
            let name = "Anna Stone";
            let mention = Mention {
                confidence: Some(0.9),
                ..Mention::new(
                    Span::new(0, name.len()),
                    Label::PERSON,
                    name,
                    Source::Recognizer,
                )
            };
            let words = TextWords::new(text, &Workers::serial()).unwrap();
            repeat_mentions(&words, &with_short_forms(text, vec![mention])).len()
        };
        assert_eq!(n_repeats("Anna Stone left. Stone is hard."), 1);
        assert_eq!(n_repeats("Anna Stone lifted a stone. Stone is hard."), 0);
    }

    #[test]
    fn skipped_spans_have_no_repeats() {
        let text = "Marek Voss, the mayor of Kabul, spoke. Voss left.\nVoss";
        let last = Span::new(text.len() - 4, text.len());
        let finder = EntityFinder::builtin();
        let sources = finder.sources_for(detect(text));
        let n_persons = |skipped: &[Span]| {
            let found = finder.find_watched(text, skipped, None, sources, &Workers::serial());
            let found = found.unwrap();
            found
                .mentions()
                .iter()
                .filter(|one| one.label == Label::PERSON)
                .count()
        };
        assert_eq!((n_persons(&[]), n_persons(&[last])), (3, 2));
    }
}
