//! Abbreviated US states after a town: "ST. LOUIS, MO.", "Lyndonville, Vt.", "Austin, TX".

use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Word, starts_upper};
use crate::span::Span;

/// The states: the name of the entry in the built-in list, the abbreviation of news agencies, the postal code.
const STATES: [(&str, &str, &str); 51] = [
    ("Alabama", "Ala", "AL"),
    ("Alaska", "Alaska", "AK"),
    ("Arizona", "Ariz", "AZ"),
    ("Arkansas", "Ark", "AR"),
    ("California", "Calif", "CA"),
    ("Colorado", "Colo", "CO"),
    ("Connecticut", "Conn", "CT"),
    ("Delaware", "Del", "DE"),
    ("District of Columbia", "D.C", "DC"),
    ("Florida", "Fla", "FL"),
    ("State of Georgia", "Ga", "GA"),
    ("Hawaii", "Hawaii", "HI"),
    ("Idaho", "Idaho", "ID"),
    ("Illinois", "Ill", "IL"),
    ("Indiana", "Ind", "IN"),
    ("Iowa", "Iowa", "IA"),
    ("Kansas", "Kan", "KS"),
    ("Kentucky", "Ky", "KY"),
    ("Louisiana", "La", "LA"),
    ("Maine", "Maine", "ME"),
    ("Maryland", "Md", "MD"),
    ("Massachusetts", "Mass", "MA"),
    ("Michigan", "Mich", "MI"),
    ("Minnesota", "Minn", "MN"),
    ("Mississippi", "Miss", "MS"),
    ("Missouri", "Mo", "MO"),
    ("Montana", "Mont", "MT"),
    ("Nebraska", "Neb", "NE"),
    ("Nevada", "Nev", "NV"),
    ("New Hampshire", "N.H", "NH"),
    ("New Jersey", "N.J", "NJ"),
    ("New Mexico", "N.M", "NM"),
    ("New York", "N.Y", "NY"),
    ("North Carolina", "N.C", "NC"),
    ("North Dakota", "N.D", "ND"),
    ("Ohio", "Ohio", "OH"),
    ("Oklahoma", "Okla", "OK"),
    ("Oregon", "Ore", "OR"),
    ("Pennsylvania", "Pa", "PA"),
    ("Rhode Island", "R.I", "RI"),
    ("South Carolina", "S.C", "SC"),
    ("South Dakota", "S.D", "SD"),
    ("Tennessee", "Tenn", "TN"),
    ("Texas", "Tex", "TX"),
    ("Utah", "Utah", "UT"),
    ("Vermont", "Vt", "VT"),
    ("Virginia", "Va", "VA"),
    ("Washington State", "Wash", "WA"),
    ("West Virginia", "W.Va", "WV"),
    ("Wisconsin", "Wis", "WI"),
    ("Wyoming", "Wyo", "WY"),
];

/// The length of the longest form, in bytes.
const LONGEST_FORM: usize = 6;

/// Finds the abbreviated states after the name of a town and a comma.
pub(super) fn state_mentions(words: &TextWords<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, span) in words.capitalised().filter(|(index, _)| *index > 0) {
        if span.len() <= LONGEST_FORM
            && let Some(mention) = state(words, index)
        {
            found.push(mention);
        }
    }
    found
}

/// The state at a word, if it follows a town.
fn state(words: &TextWords<'_>, index: usize) -> Option<Mention> {
    let word = words.get(index).filter(|word| word.before == ", ")?;
    let town = words.get(index - 1).filter(Word::is_capitalised)?;
    let in_caps = |text: &str| text.bytes().all(|byte| !byte.is_ascii_lowercase());
    let rest = &words.text()[word.span.end..];
    let is_form = |form: &str| {
        rest.starts_with('.')
            && word.text.eq_ignore_ascii_case(form)
            && (word.text == form || in_caps(word.text) && in_caps(town.text))
    };
    // In a headline, "IN" and "OR" are words. In "R. Casey, GA Street" they are initials.
    let goes_on = rest.strip_prefix(' ').is_some_and(starts_upper);
    let is_code = |code: &str| word.text == code && !in_caps(town.text) && !goes_on;
    let is_state =
        |(name, form, code): &&(&str, &str, &str)| is_code(code) || (form != name && is_form(form));
    let (name, form, _) = STATES.iter().find(is_state)?;
    let stop = usize::from(is_form(form));
    let span = Span::new(word.span.start, word.span.end + stop);
    Some(Mention::new(span, Label::GPE, *name, Source::Pattern))
}

/// Parts recognised names from the states in them: "DETROIT" of "MO. DETROIT". Both are in order.
pub(super) fn without_states(text: &str, names: Vec<Mention>, states: &[Mention]) -> Vec<Mention> {
    if states.is_empty() {
        return names;
    }
    let part = |mut name: Mention| {
        let first = states.partition_point(|state| state.span.end <= name.span.start);
        let state = states.get(first).map(|state| state.span);
        let Some(state) = state.filter(|state| state.overlaps(name.span)) else {
            return Some(name);
        };
        if state.start <= name.span.start {
            name.span.start = state.end.min(name.span.end);
        } else {
            name.span.end = state.start;
        }
        let is_edge = |mark: char| !mark.is_alphanumeric();
        let rest = name.span.slice(text);
        let start = name.span.start + rest.len() - rest.trim_start_matches(is_edge).len();
        let rest = Span::new(start, name.span.end).slice(text);
        name.span = Span::new(start, start + rest.trim_end_matches(is_edge).len());
        name.span.slice(text).clone_into(&mut name.name);
        (!name.span.is_empty()).then_some(name)
    };
    names.into_iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let found = state_mentions(&words);
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.span.slice(text), one.name.as_str()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn states_follow_a_town() {
        check(
            "ST. LOUIS, MO. DETROIT, MICH. LYNDONVILLE, VT.",
            &[
                ("MO.", "Missouri"),
                ("MICH.", "Michigan"),
                ("VT.", "Vermont"),
            ],
        );
        check(
            "in Erie, Pa., and Austin, TX.",
            &[("Pa.", "Pennsylvania"), ("TX", "Texas")],
        );
        check("in Erie, Pa.", &[("Pa.", "Pennsylvania")]);
        check("in Macon, Ga. (AP)", &[("Ga.", "State of Georgia")]);
    }

    #[test]
    fn other_words_are_not_states() {
        check("HE CAME, OR SO HE SAID", &[]);
        check("tea, Mo. Or Ill, he said", &[]);
        check("in Erie, Ill at ease", &[]);
        check("Roy Casey, GA Street", &[]);
    }
}
