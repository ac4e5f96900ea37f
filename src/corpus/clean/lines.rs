//! Lines of a text and what they look like.

use crate::span::Span;

/// Wider than this, a line is prose whatever it ends with: headings and links are shorter.
const PROSE_WIDTH: usize = 100;

/// A sentence has so many words, or so many columns where words are not set apart.
const SENTENCE: (usize, usize) = (6, 40);

/// The titles of articles are questions and exclamations, too, so these must be longer.
const QUESTION: (usize, usize) = (12, 80);

/// Beginnings of lines that say who wrote an article, when, and what it is about.
const PROTECTED: &[&str] = &[
    "author",
    "by ",
    "categories",
    "category",
    "credit",
    "filed under",
    "image",
    "keywords",
    "last updated",
    "photo",
    "posted",
    "published",
    "reporting by",
    "source:",
    "tagged",
    "tags",
    "topics",
    "updated",
    "written by",
];

/// The lines of `text` without their line breaks and the white space in front of these.
pub(super) fn line_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        span
    })
}

/// True where a line says something: lines of dashes are as good as blank.
pub(super) fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

/// Writes a line to `folded` in lower case, with one space between words and none around.
pub(super) fn fold(line: &str, folded: &mut String) {
    folded.clear();
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
}

/// True for a line that is a paragraph, or the end of a sentence: no heading, no link.
pub(super) fn is_prose(line: &str) -> bool {
    let width = width(line);
    if width >= PROSE_WIDTH {
        return true;
    }
    let end =
        line.trim_end_matches(|mark: char| mark.is_whitespace() || "\"'”’»)]*_".contains(mark));
    let (n_words, n_columns) = match end.chars().next_back() {
        Some('.' | '。' | '।' | '۔' | '։' | '။' | '…') => SENTENCE,
        Some('?' | '!' | '؟' | '？' | '！') => QUESTION,
        _ => return false,
    };
    line.split_whitespace().count() >= n_words || width >= n_columns && !line.is_ascii()
}

/// True for a line that may be a link: short, and no sentence or beginning of a list.
pub(super) fn is_link_like(line: &str) -> bool {
    !is_prose(line) && !line.trim_end().ends_with(['.', '。', ':', ';', ','])
}

/// True for an item of a menu: a bullet stands before it, or marks of a path through the site between its words.
pub(super) fn is_menu_item(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['•', '·', '»', '›', '|'])
        || [" > ", " » ", " › ", " | "]
            .iter()
            .any(|mark| line.contains(mark))
}

/// True for a line that speaks in quotation marks or is set as a quotation.
pub(super) fn is_quote(line: &str) -> bool {
    line.trim_start()
        .starts_with(['"', '“', '«', '„', '‘', '\'', '>', '「', '『'])
}

/// True for a byline, a line of tags, a date: short lines of the article's own.
pub(super) fn is_protected(line: &str) -> bool {
    let line = line.trim();
    PROTECTED.iter().any(|beginning| {
        line.get(..beginning.len())
            .is_some_and(|begins| begins.eq_ignore_ascii_case(beginning))
    }) || is_date(line)
}

/// A few words, one of them a year.
fn is_date(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|mark: char| !mark.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.len() <= 6
        && words.iter().any(|word| {
            word.len() == 4
                && (word.starts_with("19") || word.starts_with("20"))
                && word.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Columns on a screen, roughly: characters of East Asian scripts take two.
fn width(line: &str) -> usize {
    line.chars()
        .map(|c| {
            if ('\u{1100}'..='\u{FFEF}').contains(&c) && !('\u{1E00}'..='\u{2E7F}').contains(&c) {
                2
            } else {
                1
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_links_and_bylines() {
        assert!(is_prose("The fire was put out in the morning."));
        assert!(is_prose(
            "火は朝までに消し止められ、けが人は二人だけであった。"
        ));
        assert!(!is_prose("Who set the fire at the harbour?"));
        assert!(is_link_like("Who set the fire at the harbour?"));
        assert!(!is_link_like("The end."));
        assert!(is_protected("By Jane Doe") && is_protected("Tags: fire, harbour"));
        assert!(is_protected("March 3, 2024") && !is_protected("Bystanders saw it"));
        assert!(is_menu_item("Home > News > Harbour") && !is_menu_item("Home"));
    }

    #[test]
    fn folding_forgets_case_and_space() {
        let mut folded = String::new();
        fold("  Subscribe\u{A0}to  É\t", &mut folded);
        assert_eq!(folded, "subscribe to é");
    }
}
