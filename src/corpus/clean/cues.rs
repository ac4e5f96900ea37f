//! Boilerplate lines recognized by their wording.
//!
//! A line is recognized by its wording alone ("Leave a Reply", "Required fields are marked *"); other documents are not
//! considered. Spans refer to the raw text. `cues.tsv` has the phrases of each language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::lines::line_spans;
use crate::corpus::{Language, TextLanguage};
use crate::span::Span;

/// Maximum length of a copyright notice in bytes; a longer line is a sentence about rights.
const MAX_NOTICE_BYTES: usize = 160;

/// Maximum length of a cue in bytes.
const MAX_CUE_BYTES: usize = 96;

/// The number of bytes by which beginnings of lines are found: no cue is shorter.
const KEY_BYTES: usize = 3;

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(include_str!("cues.tsv")));

/// A boilerplate phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// The phrase, in lowercase.
    pub(super) text: &'static str,
    /// It introduces a list of links to other pages.
    pub(super) announces_list: bool,
    /// `None` for pages in every language.
    language: Option<Language>,
}

impl Cue {
    fn is_for(&self, language: &TextLanguage<'_>) -> bool {
        self.language
            .is_none_or(|own| own == language.or_fallback())
    }
}

type ByKey<K> = HashMap<K, Vec<Cue>, RandomState>;

/// The phrases of all languages.
struct Cues {
    /// Complete lines, ignoring case and final punctuation.
    whole: ByKey<&'static str>,
    /// Beginnings of lines, by their first bytes.
    beginnings: ByKey<[u8; KEY_BYTES]>,
    /// Endings of short lines, ignoring final punctuation.
    endings: Vec<Cue>,
    /// Beginnings of short lines that contain a year.
    notices: Vec<Cue>,
}

impl Cues {
    fn new(table: &'static str) -> Self {
        let mut cues = Self {
            whole: HashMap::default(),
            beginnings: HashMap::default(),
            endings: Vec::new(),
            notices: Vec::new(),
        };
        for (kind, cue) in rows(table) {
            match kind {
                "whole" | "list" => cues.whole.entry(cue.text).or_default().push(cue),
                "beginning" => cues.beginnings.entry(key(cue.text)).or_default().push(cue),
                "ending" => cues.endings.push(cue),
                "notice" => cues.notices.push(cue),
                _ => unreachable!("the kinds of the table"),
            }
        }
        cues
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, Cue)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().expect("three columns");
        let (kind, language, phrases) = (next(), next(), next());
        let cue = move |text| Cue {
            text,
            announces_list: kind == "list",
            language: Language::parse(language),
        };
        phrases.split('|').map(move |text| (kind, cue(text)))
    })
}

/// Returns the languages that have cues of their own, with the number of these, in order of the codes.
#[must_use]
pub fn boilerplate_languages() -> Vec<(Language, usize)> {
    let mut counts = BTreeMap::new();
    for (_, cue) in rows(include_str!("cues.tsv")) {
        if let Some(language) = cue.language {
            *counts.entry(language).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

fn key(text: &str) -> [u8; KEY_BYTES] {
    let bytes = text.as_bytes().first_chunk();
    *bytes.expect("cues have at least three bytes")
}

/// Iterate over the boilerplate lines of `text`, without their line breaks, by the cues of a language and those for
/// pages in every language.
///
/// Lines are recognized by their wording alone. [`clean`](super::clean) also compares lines across documents. The
/// language is asked for only if a line is a cue of some language.
///
/// ```
/// use lexicount::corpus::{TextLanguage, boilerplate_spans};
///
/// let lines = |text: &'static str| {
///     let spans: Vec<_> = boilerplate_spans(text, &TextLanguage::of_text(text)).collect();
///     spans.iter().map(|span| span.slice(text)).collect::<Vec<_>>()
/// };
/// assert_eq!(lines("The fire is out.\n\nShare it...\n\nLeave a Reply\n"), ["Share it...", "Leave a Reply"]);
/// assert_eq!(lines("Le feu est éteint dans le port.\nLire la suite"), ["Lire la suite"]);
/// ```
pub fn boilerplate_spans<'t>(
    text: &'t str,
    language: &'t TextLanguage<'_>,
) -> impl Iterator<Item = Span> + use<'t> {
    line_spans(text).filter(move |span| cue(span.slice(text), language).is_some())
}

/// Return the boilerplate phrase that a line matches.
pub(super) fn cue(line: &str, language: &TextLanguage<'_>) -> Option<Cue> {
    let trimmed = line.trim_matches(|c: char| {
        c.is_whitespace() || (c.is_ascii_punctuation() && c != '(') || c == '…'
    });
    let bare = trimmed.trim_start_matches('(');
    let folded = folded(head(bare));
    let for_text = |cues: &[Cue]| cues.iter().find(|cue| cue.is_for(language)).copied();
    // A line may be the rest of a sentence ("... as follows, like this:"); boilerplate begins with an uppercase letter.
    let is_beginning = !bare.starts_with(char::is_lowercase);
    if is_beginning
        && bare.len() <= MAX_CUE_BYTES
        && let Some(found) = CUES.whole.get(&*folded).and_then(|cues| for_text(cues))
    {
        return Some(found);
    }
    let first = folded.as_bytes().first_chunk();
    let beginnings = first.and_then(|first: &[u8; KEY_BYTES]| CUES.beginnings.get(first));
    let mut beginnings = beginnings.into_iter().flatten();
    beginnings
        .find(|cue| folded.starts_with(cue.text) && cue.is_for(language))
        .copied()
        .or_else(|| copyright_notice(trimmed, language))
}

/// Return as much of the beginning of a line as a cue can be long.
fn head(line: &str) -> &str {
    let mut end = line.len().min(MAX_CUE_BYTES);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// Return a text in lowercase with ASCII apostrophes, as cues are written.
fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.to_ascii_lowercase().into();
    }
    text.to_lowercase().replace('’', "'").into()
}

fn copyright_notice(text: &str, language: &TextLanguage<'_>) -> Option<Cue> {
    if text.len() > MAX_NOTICE_BYTES {
        return None;
    }
    let has_year = || {
        let digits = text.as_bytes().windows(4);
        digits
            .into_iter()
            .any(|four| four.iter().all(u8::is_ascii_digit))
    };
    let lower = folded(text);
    let ends = |cue: &&Cue| lower.ends_with(cue.text) && cue.is_for(language);
    // "Copyright law changed in 1976" is a sentence; in a notice the year follows the word.
    let claims = |cue: &&Cue| {
        lower.strip_prefix(cue.text).is_some_and(|rest| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|first: char| first.is_ascii_digit())
        })
    };
    let notices = || CUES.notices.iter().find(claims).filter(|_| has_year());
    CUES.endings.iter().find(ends).or_else(notices).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(
            cue(line, &TextLanguage::given(None)).is_some(),
            expected,
            "{line:?}"
        );
    }

    #[test]
    fn cues() {
        check("Share this:", true);
        check("  LEAVE A REPLY  ", true);
        check(
            "Your email address will not be published. Required fields are marked *",
            true,
        );
        check("Like this:", true);
        check("Loading…", true);
        check("Share prices fell on Monday.", false);
        check("He left a reply on the door.", false);
        check("like this:", false);
        check("", false);
        check("© 2019 The Harbour Post. All rights reserved.", true);
        check("(c) 2019 The Harbour Post", true);
        check("Copyright © 2019 The Harbour Post", true);
        check("Copyright law changed in 1976.", false);
        check("We use cookies to make this site better.", true);
        check("Privacy Policy", true);
        check(
            "The privacy policy of the town is a matter of debate.",
            false,
        );
    }

    #[test]
    fn the_language_decides() {
        for (line, languages) in [
            ("Lire la suite", "fr"),
            ("TOUS DROITS RÉSERVÉS", "fr"),
            ("S’abonner à la newsletter", "fr"),
            ("Deine E-Mail-Adresse wird nicht veröffentlicht.", "de"),
            ("Related articles", "en ?"),
            ("Читайте также:", "ru"),
            ("Publicidad", "es"),
            ("Responder", "es pt"),
            ("Leave a Reply", "en fr de es pt ru ? th"),
            ("© 2021 Le Port", "en fr de es pt ru ? th"),
        ] {
            for code in ["en", "fr", "de", "es", "pt", "ru", "th", "?"] {
                let language = TextLanguage::given(Language::parse(code));
                let expected = languages.split(' ').any(|one| one == code);
                assert_eq!(
                    cue(line, &language).is_some(),
                    expected,
                    "{line:?} in {code}"
                );
            }
        }
        assert!(
            cue("Lire aussi :", &TextLanguage::given(Language::parse("fr")))
                .unwrap()
                .announces_list
        );
    }

    #[test]
    fn phrases_are_as_lines_are_compared() {
        let mut n_rows = 0;
        for (kind, cue) in rows(include_str!("cues.tsv")) {
            let trimmed = cue
                .text
                .trim_end_matches(|c: char| c.is_ascii_punctuation() && c != ')');
            assert_eq!(folded(trimmed), cue.text, "{kind}");
            assert!((KEY_BYTES..=MAX_CUE_BYTES).contains(&cue.text.len()) || kind == "notice");
            n_rows += 1;
        }
        assert!(n_rows > 500);
        assert!(
            boilerplate_languages()
                .iter()
                .any(|&(one, n)| one == Language::ENGLISH && n > 30)
        );
    }
}
