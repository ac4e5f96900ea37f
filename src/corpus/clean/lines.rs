//! The lines of a text and their properties.

use crate::span::{Span, lines};

/// Minimum width of a line that is prose whatever it ends with: headings and links are shorter.
const PROSE_WIDTH: usize = 100;

/// Minimum length of a sentence: in words, or in columns for scripts without spaces.
const SENTENCE: (usize, usize) = (6, 40);

/// Minimum length of a question or exclamation: titles of articles can be either, so it is higher.
const QUESTION: (usize, usize) = (12, 80);

/// Beginnings of lines with author, date and topics of an article.
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

/// Iterate over the lines of `text`, without their line breaks and trailing white space.
pub(super) fn line_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    lines(text).map(|line| Span::new(line.start, line.start + line.slice(text).trim_end().len()))
}

/// Return true if a line has a letter or digit: lines of dashes are treated as blank.
pub(super) fn has_content(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

/// Write a line to `folded` in lowercase, with one space between words and none at the ends.
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

/// Return true for a paragraph or the end of a sentence, as opposed to a heading or a link.
pub(super) fn is_prose(line: &str) -> bool {
    let width = width(line);
    if width >= PROSE_WIDTH {
        return true;
    }
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]*_".contains(c));
    let (n_words, n_columns) = match end.chars().next_back() {
        Some('.' | '。' | '।' | '۔' | '։' | '။' | '…') => SENTENCE,
        Some('?' | '!' | '؟' | '？' | '！') => QUESTION,
        _ => return false,
    };
    line.split_whitespace().count() >= n_words || width >= n_columns && !line.is_ascii()
}

/// Return true for a line that may be a link: short, and neither a sentence nor the introduction of a list.
pub(super) fn is_link_like(line: &str) -> bool {
    !is_prose(line) && !line.trim_end().ends_with(['.', '。', ':', ';', ','])
}

/// Return true for a menu item: it begins with a bullet, or has the separators of a breadcrumb trail.
pub(super) fn is_menu_item(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['•', '·', '»', '›', '|'])
        || [" > ", " » ", " › ", " | "]
            .iter()
            .any(|separator| line.contains(separator))
}

/// Return true for a line that begins with a quotation mark or is set as a quotation.
pub(super) fn is_quote(line: &str) -> bool {
    line.trim_start()
        .starts_with(['"', '“', '«', '„', '‘', '\'', '>', '「', '『'])
}

/// Return true for a byline, a line of tags or a date: short lines that belong to the article.
pub(super) fn is_protected(line: &str) -> bool {
    let line = line.trim();
    PROTECTED.iter().any(|beginning| {
        line.get(..beginning.len())
            .is_some_and(|begins| begins.eq_ignore_ascii_case(beginning))
    }) || is_date(line)
}

/// Return true for a few words, one of them a year.
fn is_date(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.len() <= 6
        && words.iter().any(|word| {
            word.len() == 4
                && (word.starts_with("19") || word.starts_with("20"))
                && word.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Return the approximate display width in columns: characters of East Asian scripts take two.
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
    fn folding_ignores_case_and_white_space() {
        let mut folded = String::new();
        fold("  Subscribe\u{A0}to  É\t", &mut folded);
        assert_eq!(folded, "subscribe to é");
    }
}
