//! Abbreviations of a national agency after another country or continent: "Africa CDC", "Thai FDA".
//!
//! They are of a body of that place, not of the agency that a list knows by the abbreviation.

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
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if let Some(place) = kept.last()
            && is_national_abbreviation(text, &mention, country_of(&mention))
            && is_elsewhere(
                text,
                place,
                &mention,
                country_of(place),
                country_of(&mention),
            )
        {
            let span = Span::new(place.span.start, mention.span.end);
            kept.pop();
            kept.push(Mention::new(
                span,
                Label::ORG,
                span.slice(text),
                Source::Pattern,
            ));
        } else {
            kept.push(mention);
        }
    }
    kept
}

fn is_national_abbreviation(text: &str, mention: &Mention, country: &str) -> bool {
    let written = mention.span.slice(text);
    mention.source == Source::Gazetteer
        && mention.label == Label::ORG
        && !country.is_empty()
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
    fn an_agency_of_another_place_is_not_the_listed_one() {
        check("the Thai FDA said", &[("Thai FDA", "Thai FDA")]);
        check("Nigeria CDC said", &[("Nigeria CDC", "Nigeria CDC")]);
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
