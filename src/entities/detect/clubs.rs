//! Short names of clubs that a text names in full: "City" of Manchester City, "Madrid" of Real Madrid.
//!
//! A club is called by the last word of its name, or by its town where the words around say that a team is meant. Two
//! clubs of a text with the same short name leave it open.

use std::collections::BTreeMap;

use super::overlaps::overlaps_any;
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Word, without_article};

/// The last words of clubs' names that can name the club alone.
const LAST_WORDS: [&str; 22] = [
    "Albion",
    "Argyle",
    "Athletic",
    "Celtic",
    "City",
    "County",
    "Forest",
    "Hotspur",
    "Orient",
    "Palace",
    "Rangers",
    "Rovers",
    "Stanley",
    "Thistle",
    "Town",
    "United",
    "Vale",
    "Villa",
    "Wanderers",
    "Wednesday",
    "Alexandra",
    "Academical",
];

/// The first words of clubs' names, before their town.
const FIRST_WORDS: [&str; 16] = [
    "Atletico",
    "Atlético",
    "Bayern",
    "Borussia",
    "Dinamo",
    "Dynamo",
    "Deportivo",
    "Eintracht",
    "Inter",
    "Lokomotiv",
    "Olympique",
    "Racing",
    "Real",
    "Sparta",
    "Sporting",
    "Zenit",
];

/// What teams do, after the name of a town.
const VERBS: [&str; 24] = [
    "are",
    "beat",
    "conceded",
    "drew",
    "defeated",
    "equalised",
    "equalized",
    "faced",
    "hammered",
    "have",
    "host",
    "hosted",
    "lead",
    "lost",
    "play",
    "played",
    "scored",
    "signed",
    "thrashed",
    "trail",
    "trailed",
    "travel",
    "were",
    "won",
];

/// Words before the name of a town that is a team.
const BEFORE: [&str; 5] = ["against", "beat", "beating", "defeated", "thrashed"];

/// A short name, and the full name if one club of the text has it.
type ShortNames = BTreeMap<String, Option<String>>;

/// Names the short forms of clubs after them; `mentions` are in order.
pub(super) fn with_clubs(words: &TextWords<'_>, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let (last_words, towns) = short_names(words.text(), &mentions);
    for mention in &mut mentions {
        let town = mention.span.slice(words.text());
        let is_place = mention.label == Label::GPE || mention.label == Label::LOC;
        let is_town = is_place || mention.label == Label::ORG;
        if is_town
            && mention.source != Source::User
            && let Some(Some(club)) = towns.get(town)
            && (!is_place || is_team(words, mention))
        {
            *mention = Mention::new(mention.span, Label::ORG, club.as_str(), Source::Pattern);
        }
    }
    if last_words.is_empty() {
        return mentions;
    }
    for mention in &mut mentions {
        if mention.label == Label::ORG
            && mention.source != Source::User
            && let Some(Some(club)) = last_words.get(mention.span.slice(words.text()))
        {
            *mention = Mention::new(mention.span, Label::ORG, club.as_str(), Source::Pattern);
        }
    }
    let mut added = Vec::new();
    for (index, span) in words.capitalised() {
        if let Some(Some(club)) = last_words.get(span.slice(words.text()))
            && is_alone(words, index)
            && !overlaps_any(span, &mentions)
        {
            added.push(Mention::new(
                span,
                Label::ORG,
                club.as_str(),
                Source::Pattern,
            ));
        }
    }
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span.start);
    }
    mentions
}

/// The last words and the towns of the clubs of a text.
fn short_names(text: &str, mentions: &[Mention]) -> (ShortNames, ShortNames) {
    let (mut last_words, mut towns) = (ShortNames::new(), ShortNames::new());
    let add = |names: &mut ShortNames, short: &str, club: &str| {
        let known = names
            .entry(short.to_owned())
            .or_insert_with(|| Some(club.to_owned()));
        *known = known.take().filter(|known| known == club);
    };
    let organisations = mentions.iter().filter(|one| one.label == Label::ORG);
    for mention in organisations {
        let club = without_article(mention.span.slice(text));
        let (Some((town, last)), Some((first, rest))) =
            (club.rsplit_once(' '), club.split_once(' '))
        else {
            continue;
        };
        if LAST_WORDS.contains(&last) {
            add(&mut last_words, last, &mention.name);
            add(&mut towns, town, &mention.name);
        } else if FIRST_WORDS.contains(&first) {
            add(&mut towns, rest, &mention.name);
        }
    }
    (last_words, towns)
}

/// True if the words around a town say that its team is meant.
fn is_team(words: &TextWords<'_>, mention: &Mention) -> bool {
    let next = words.first_from(mention.span.end);
    let first = words.first_from(mention.span.start);
    let joins = |word: &Word<'_>| word.before == " ";
    let after = words.get(next).filter(joins);
    let before = first.checked_sub(1).and_then(|index| words.get(index));
    let follows = words.get(first).is_some_and(|word| joins(&word));
    after.is_some_and(|word| VERBS.contains(&word.text))
        || follows && before.is_some_and(|word| BEFORE.contains(&word.text))
}

/// True if no capitalised word is right before or after a word.
fn is_alone(words: &TextWords<'_>, index: usize) -> bool {
    let joins = |word: &Word<'_>| matches!(word.before, " " | "-");
    let is_name = |word: &Word<'_>| word.is_capitalised() && !word.begins_sentence();
    let before = index.checked_sub(1).and_then(|index| words.get(index));
    let follows = words.get(index).is_some_and(|word| joins(&word))
        && before.is_some_and(|before| is_name(&before) || before.text == "the");
    !follows
        && !words
            .get(index + 1)
            .is_some_and(|next| joins(&next) && next.is_capitalised())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;
    use crate::span::Span;

    /// Checks the names of all mentions, given the texts and labels of those that other sources find, in order.
    fn check(text: &str, found: &[(&str, Label)], expected: &[(&str, &str)]) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let mut end = 0;
        let mentions = found.iter().map(|(name, label)| {
            let start = end + text[end..].find(name).expect("the text has the name");
            end = start + name.len();
            Mention::new(
                Span::new(start, end),
                label.clone(),
                *name,
                Source::Gazetteer,
            )
        });
        let found = with_clubs(&words, mentions.collect());
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.span.slice(text), one.name.as_str()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn the_last_word_of_a_club_stands_for_it() {
        let club = ("Leeds United", Label::ORG);
        check(
            "Leeds United won. Then United lost; the United way.",
            std::slice::from_ref(&club),
            &[("Leeds United", "Leeds United"), ("United", "Leeds United")],
        );
        check(
            "Leeds United and Hull United met. United won.",
            &[club, ("Hull United", Label::ORG)],
            &[
                ("Leeds United", "Leeds United"),
                ("Hull United", "Hull United"),
            ],
        );
        check("United won.", &[], &[]);
    }

    #[test]
    fn a_town_is_its_club_in_the_right_context() {
        check(
            "Real Madrid came to Madrid. Madrid beat Hull.",
            &[
                ("Real Madrid", Label::ORG),
                ("Madrid", Label::GPE),
                ("Madrid", Label::GPE),
                ("Hull", Label::GPE),
            ],
            &[
                ("Real Madrid", "Real Madrid"),
                ("Madrid", "Madrid"),
                ("Madrid", "Real Madrid"),
                ("Hull", "Hull"),
            ],
        );
    }
}
