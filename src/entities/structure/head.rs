//! What comes before the body: headline, byline, dateline.

use crate::span::{Span, lines};

/// The number of lines that are searched.
const MOST_LINES: usize = 12;
/// The greatest length of a headline, in characters.
const MOST_HEADLINE: usize = 200;
/// The greatest number of words of a byline.
const MOST_BYLINE_WORDS: usize = 14;
/// The greatest length of a dateline, in bytes.
const MOST_DATELINE: usize = 120;

/// The place, date and agency at the beginning of the body: "KYIV, March 3 (Agency) -".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with the dash.
    pub span: Span,
    /// The places, without date and agency.
    pub place: Span,
    /// The date as written.
    pub date: Option<Span>,
    /// The agency in brackets.
    pub agency: Option<Span>,
}

/// The parts of a report before its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The first line, if it is not a sentence of the body.
    pub headline: Option<Span>,
    /// The authors of a line "By ...", without "By".
    pub byline: Option<Span>,
    /// The dateline.
    pub dateline: Option<Dateline>,
}

impl Structure {
    /// Reads the first lines of a text, without those that overlap the spans `skipped`, which are in order.
    ///
    /// Takes constant time: only some lines are read.
    #[must_use]
    pub fn of(text: &str, skipped: &[Span]) -> Self {
        let mut found = Self::default();
        let all = lines(text).map(|line| line.trimmed(text));
        let is_read = |line: &Span| {
            !line.is_empty()
                && !skipped.iter().any(|span| span.overlaps(*line))
                && !is_menu(line.slice(text))
        };
        for (number, line) in all.filter(is_read).take(MOST_LINES).enumerate() {
            let words = line.slice(text);
            if let Some(byline) = byline(words) {
                found.byline = found.byline.or(Some(byline.shifted(line.start)));
            } else if let Some(dateline) = dateline(text, line) {
                found.dateline = Some(dateline);
                break;
            } else if is_body(words) {
                break;
            } else if number == 0 && is_headline(words) {
                found.headline = Some(line);
            }
        }
        found
    }
}

/// True for a trail of links: "Home | World | Sport".
fn is_menu(line: &str) -> bool {
    [" | ", " > ", " » ", " › "]
        .iter()
        .any(|separator| line.matches(separator).count() > 1)
}

/// True for a paragraph: it ends like a sentence and is longer than a summary, or it is longer than any headline.
fn is_body(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    end.ends_with(['.', '?', '!']) && line.split_whitespace().count() > 20
        || line.chars().nth(MOST_HEADLINE).is_some()
}

/// True for a line that is not a sentence. A headline may be a question.
fn is_headline(line: &str) -> bool {
    let has_letters = line.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    has_letters
        && !line.ends_with(['.', ',', ';', ':', '。'])
        && line.chars().nth(MOST_HEADLINE).is_none()
}

/// The authors of a byline: "By Irina Volkova and Tom Hale", "Reporting by Ana Roe".
fn byline(line: &str) -> Option<Span> {
    const BEGINNINGS: [&str; 6] = [
        "by ",
        "by: ",
        "written by ",
        "reporting by ",
        "author: ",
        "from our ",
    ];
    let begins = |beginning: &&&str| {
        line.get(..beginning.len())
            .is_some_and(|begins| begins.eq_ignore_ascii_case(beginning))
    };
    let beginning = BEGINNINGS.iter().find(begins)?;
    // "From our correspondent" names nobody, and all of it is the byline.
    let start = if *beginning == "from our " {
        0
    } else {
        beginning.len()
    };
    let authors = line[start..].trim_end_matches(['|', ',', ';', ' ']);
    let is_short = authors.split_whitespace().count() <= MOST_BYLINE_WORDS;
    let is_named = authors.starts_with(char::is_uppercase);
    (is_short && is_named && !authors.ends_with('.'))
        .then(|| Span::new(start, start + authors.len()))
}

/// The dateline that begins a line.
fn dateline(text: &str, line: Span) -> Option<Dateline> {
    let words = line.slice(text);
    let mut limit = words.len().min(MOST_DATELINE);
    while !words.is_char_boundary(limit) {
        limit -= 1;
    }
    let (head, end) = before_dash(&words[..limit])?;
    let (rest, agency) = without_brackets(head);
    let (place, date) = place_and_date(rest);
    let name = place.slice(head);
    // Capitals say nothing if the whole line is in capitals.
    let is_upper = |words: &str| !words.contains(char::is_lowercase);
    let city = name.split(',').next().unwrap_or(name);
    let is_in_capitals =
        is_upper(city) && city.chars().nth(2).is_some() && !is_upper(&words[end..]);
    let is_place = is_place_name(name) && (is_in_capitals || agency.is_some() || date.is_some());
    is_place.then(|| Dateline {
        span: Span::new(line.start, line.start + end),
        place: place.shifted(line.start),
        date: date.map(|date| date.shifted(line.start)),
        agency: agency.map(|agency| agency.shifted(line.start)),
    })
}

/// The text before the dash, or before the colon or full stop after a place in capitals, and the end of the sign.
fn before_dash(line: &str) -> Option<(&str, usize)> {
    const DASHES: [&str; 7] = [" -- ", " - ", " – ", " — ", "— ", "—", "-- "];
    let dash = DASHES
        .iter()
        .filter_map(|dash| line.find(dash).map(|at| (at, at + dash.len())))
        .min();
    let stop = [": ", ". "]
        .iter()
        .filter_map(|stop| line.find(stop).map(|at| (at, at + stop.len())))
        .min();
    if let Some((at, end)) = stop {
        let head = &line[..at];
        let is_before = dash.is_none_or(|(dash, _)| at < dash);
        let is_name = head.len() >= 3
            && head
                .chars()
                .all(|c| c.is_uppercase() || c == ' ' || c == '-');
        if is_before && is_name {
            return Some((head, end));
        }
    }
    dash.map(|(at, end)| (line[..at].trim_end(), end))
}

/// The head without its last brackets, and what they hold.
fn without_brackets(head: &str) -> (&str, Option<Span>) {
    let Some(inside) = head.strip_suffix(')') else {
        return (head, None);
    };
    let Some(open) = inside.rfind('(') else {
        return (head, None);
    };
    (
        head[..open].trim_end(),
        Some(Span::new(open + 1, inside.len())),
    )
}

/// The places and the date: parts between commas, of which that with a number is the date.
fn place_and_date(rest: &str) -> (Span, Option<Span>) {
    let mut at = 0;
    let mut date: Option<Span> = None;
    let mut place_end = rest.len();
    for part in rest.split(',') {
        let span = Span::new(at, at + part.len());
        at = span.end + 1;
        if span.start > 0 && is_date(part) {
            let trimmed = span.trimmed(rest);
            // "March 3, 2024" has a comma of its own.
            let first = date.map_or(trimmed.start, |date| date.start);
            if date.is_none() {
                place_end = span.start - 1;
            }
            date = Some(Span::new(first, trimmed.end));
        }
    }
    (Span::new(0, place_end).trimmed(rest), date)
}

/// True for a number with capitalised words: "March 3", "19 MAR 89".
fn is_date(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let has_digit = part.contains(|c: char| c.is_ascii_digit());
    has_digit
        && words.all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// True for a few words that are capitalised, but for particles.
fn is_place_name(name: &str) -> bool {
    const PARTICLES: [&str; 11] = [
        "of", "the", "and", "de", "la", "el", "al", "del", "da", "do", "in",
    ];
    let mut words = name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')'));
    let is_name = |word: &str| {
        word.is_empty() || word.starts_with(char::is_uppercase) || PARTICLES.contains(&word)
    };
    let n_words = name.split_whitespace().count();
    (1..=7).contains(&n_words)
        && name.starts_with(char::is_uppercase)
        && !name.contains(['"', '“', '?', '!', ';'])
        && words.all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the dateline of a line: places, date and agency.
    fn check(line: &str, expected: Option<(&str, &str, &str)>) {
        let text = format!("Headline\n\n{line}");
        let found = Structure::of(&text, &[]).dateline.map(|one| {
            let words = |span: Option<Span>| span.map_or("", |span| span.slice(&text));
            (one.place.slice(&text), words(one.date), words(one.agency))
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn datelines_have_places_dates_and_agencies() {
        check(
            "KYIV, March 3 (Dnipro News) - It rained.",
            Some(("KYIV", "March 3", "Dnipro News")),
        );
        check(
            "GARISSA, Kenya, March 5 (Savanna News) - Six people",
            Some(("GARISSA, Kenya", "March 5", "Savanna News")),
        );
        check(
            "BOGOTA, 30 MAY 89 (DPA) -- [TEXT] IT HAS",
            Some(("BOGOTA", "30 MAY 89", "DPA")),
        );
        check(
            "EL PARAISO (EL SALVADOR), 19 MAR 89 (ACAN) -- IT",
            Some(("EL PARAISO (EL SALVADOR)", "19 MAR 89", "ACAN")),
        );
        check(
            "WASHINGTON/LONDON (AP) — The",
            Some(("WASHINGTON/LONDON", "", "AP")),
        );
        check(
            "London, 3 March 2024 – The",
            Some(("London", "3 March 2024", "")),
        );
        check(
            "BERLIN, March 3, 2024 - The",
            Some(("BERLIN", "March 3, 2024", "")),
        );
        check("LUCENA CITY — Five people", Some(("LUCENA CITY", "", "")));
        check("QUETTA: Two men", Some(("QUETTA", "", "")));
        check("CHEMNITZ. Uwe Lindner", Some(("CHEMNITZ", "", "")));
        check("GILROY, Calif. - Two", Some(("GILROY, Calif.", "", "")));
    }

    #[test]
    fn other_dashes_are_no_datelines() {
        for line in [
            "Police - who came late - said so.",
            "Anna Stone, 32 years old - the mayor - said so.",
            "\"No\" - said the mayor.",
            "The bridge is shut.",
            "He said: nobody came.",
            "Mr. Roe left.",
            "",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn headline_and_byline_come_before_the_body() {
        let text = "Home | World | Sport\nBridge shut after storm?\nBy Irina Volkova and Tom Hale\n\nThe storm came at night.";
        let found = Structure::of(text, &[Span::new(0, 20)]);
        assert_eq!(
            found.headline.unwrap().slice(text),
            "Bridge shut after storm?"
        );
        assert_eq!(
            found.byline.unwrap().slice(text),
            "Irina Volkova and Tom Hale"
        );
        assert_eq!(
            Structure::of("The storm came at night. It rained.", &[]),
            Structure::default()
        );
        let text = "By the river the storm came at night.\nIt rained.";
        assert_eq!(Structure::of(text, &[]), Structure::default());
    }
}
