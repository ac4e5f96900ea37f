//! Abbreviations of a national agency after another country or continent: "Africa CDC", "Thai FDA".
//!
//! They are of a body of that place, not of the agency that a list knows by the abbreviation. The bare abbreviation after
//! it is that body, too, unless the text names the listed agency in full or mentions its country.

use std::collections::{BTreeMap, BTreeSet};

use crate::entities::mentions::{Label, Mention, Source};
use crate::span::Span;

/// Joins a place and the listed abbreviation after it, if that is of an agency of another country.
///
/// `country_of` gives the country of a listed mention, ISO 3166-1 alpha-2, or an empty text.
pub(super) fn with_foreign_agencies<'g>(
    text: &str,
    mentions: Vec<Mention>,
    country_of: impl Fn(&Mention) -> &'g str,
) -> Vec<Mention> {
    if !mentions.iter().any(|one| is_abbreviation(text, one)) {
        return mentions;
    }
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    let in_full = entries_in_full(text, &mentions);
    let others = mentions.iter().filter(|one| one.label != Label::ORG);
    let countries: BTreeSet<&str> = others.map(&country_of).collect();
    let mut bodies: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for mut mention in mentions {
        let written = mention.span.slice(text);
        let country = country_of(&mention);
        if is_abbreviation(text, &mention) && !country.is_empty() {
            let place = kept
                .last()
                .filter(|place| is_elsewhere(text, place, &mention, country_of(place), country));
            if let Some(place) = place {
                let span = Span::new(place.span.start, mention.span.end);
                kept.pop();
                mention = Mention::new(span, Label::ORG, span.slice(text), Source::Pattern);
            } else if let Some(Some(body)) = bodies.get(written)
                && !in_full.contains(&mention.entry)
                && !countries.contains(country)
            {
                mention = Mention::new(mention.span, Label::ORG, body.as_str(), Source::Pattern);
            }
        }
        if let Some((_, short)) = mention.span.slice(text).rsplit_once(' ')
            && mention.label == Label::ORG
        {
            let known = bodies.entry(short);
            let known = known.or_insert_with(|| Some(mention.name.clone()));
            *known = known.take().filter(|known| *known == mention.name);
        }
        kept.push(mention);
    }
    kept
}

/// Removes the recognised names that are a country and the listed abbreviation of an agency of it: "U.S. CDC".
///
/// The lists know both.
pub(super) fn remove_own_agencies<'g>(
    text: &str,
    names: &mut Vec<Mention>,
    listed: &[Mention],
    country_of: impl Fn(&Mention) -> &'g str,
) {
    let mut agencies = BTreeMap::new();
    for one in listed.iter().filter(|one| is_abbreviation(text, one)) {
        agencies.insert(one.span.end, (one.span.start, country_of(one)));
    }
    if agencies.is_empty() {
        return;
    }
    let mut places = BTreeMap::new();
    for one in listed.iter().filter(|one| one.label != Label::ORG) {
        let country = country_of(one);
        if !country.is_empty() {
            places.insert(one.span.start, (one.span.end, country));
        }
    }
    names.retain(|name| {
        let agency = agencies.get(&name.span.end);
        let place = places.get(&name.span.start);
        let is_both = agency
            .zip(place)
            .is_some_and(|((start, of), (end, country))| {
                end < start && of == country && &text[*end..*start] == " "
            });
        !is_both
    });
}

/// The listed entries that a text names in full.
fn entries_in_full(text: &str, mentions: &[Mention]) -> BTreeSet<Option<u32>> {
    let listed = mentions
        .iter()
        .filter(|one| one.source == Source::Gazetteer);
    let in_full = listed.filter(|one| one.span.slice(text).contains(' '));
    in_full.map(|one| one.entry).collect()
}

fn is_abbreviation(text: &str, mention: &Mention) -> bool {
    let written = mention.span.slice(text);
    mention.source == Source::Gazetteer
        && mention.label == Label::ORG
        && written.len() > 1
        && written.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// True if a mention right before an abbreviation is of a place outside the country of the agency.
fn is_elsewhere(
    text: &str,
    place: &Mention,
    agency: &Mention,
    of_place: &str,
    of_agency: &str,
) -> bool {
    let is_place = [Label::GPE, Label::LOC, Label::NORP].contains(&place.label);
    let between = &text[place.span.end.min(agency.span.start)..agency.span.start];
    let is_word = place.span.slice(text).contains(char::is_lowercase);
    is_place && place.source != Source::User && between == " " && is_word && of_place != of_agency
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    fn check(text: &str, expected: &[(&str, &str)]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let names: Vec<_> = found
            .mentions()
            .iter()
            .map(|one| (one.span.slice(text), one.name.as_str()))
            .collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn a_country_and_its_agency_are_not_one_name() {
        let text = "the U.S. CDC";
        let mention = |start, end, source| {
            let span = Span::new(start, end);
            Mention::new(span, Label::ORG, span.slice(text), source)
        };
        let country = Mention {
            label: Label::GPE,
            ..mention(4, 8, Source::Gazetteer)
        };
        let listed = [country, mention(9, 12, Source::Gazetteer)];
        let n_names = |of_agency: &'static str| {
            let mut names = vec![mention(4, 12, Source::Recognizer)];
            let country = |one: &Mention| if one.span.start == 4 { "US" } else { of_agency };
            remove_own_agencies(text, &mut names, &listed, country);
            names.len()
        };
        assert_eq!((n_names("US"), n_names("GB")), (0, 1));
    }

    #[test]
    fn an_agency_of_another_place_is_not_the_listed_one() {
        check("the Thai FDA said", &[("Thai FDA", "Thai FDA")]);
        check(
            "Nigeria CDC said so. The CDC counts.",
            &[("Nigeria CDC", "Nigeria CDC"), ("CDC", "Nigeria CDC")],
        );
        let agency = "Food and Drug Administration";
        check(
            "the Thai FDA, and the Food and Drug Administration; the FDA said",
            &[("Thai FDA", "Thai FDA"), (agency, agency), ("FDA", agency)],
        );
        check(
            "the U.S. FDA said",
            &[
                ("U.S.", "United States"),
                ("FDA", "Food and Drug Administration"),
            ],
        );
        check(
            "the Ukraine NATO bid",
            &[
                ("Ukraine", "Ukraine"),
                ("NATO", "North Atlantic Treaty Organization"),
            ],
        );
    }
}
