//! Quotation marks: which passages they enclose.

use std::ops::Range;

use super::tokens::Tokens;

/// A passage in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The tokens with the marks.
    pub(super) outer: Range<usize>,
    /// The tokens between the marks.
    pub(super) inner: Range<usize>,
    /// True if the mark at the end is missing, as before another paragraph of the quotation.
    pub(super) is_open: bool,
}

/// A mark that has been opened.
struct Open {
    at: usize,
    closing: &'static [&'static str],
    is_single: bool,
}

/// Finds the passages in quotation marks, in order and without overlaps, and marks their tokens.
///
/// A quotation ends with its paragraph. Quotations within quotations are part of the outer one.
pub(super) fn quotations(tokens: &mut Tokens<'_>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<Open> = None;
    for at in 0..tokens.all.len() {
        if ends_paragraph(tokens, at)
            && let Some(mark) = open.take().filter(|mark| !mark.is_single)
        {
            found.push(quotation(mark.at, at, true));
        }
        if tokens.is_word(at) {
            continue;
        }
        match &open {
            Some(mark) if closes(tokens, at, mark) => {
                found.push(quotation(mark.at, at + 1, false));
                open = None;
            }
            Some(mark) if !mark.is_single => {}
            _ => {
                if let Some(mark) = opened(tokens, at) {
                    open = Some(mark);
                }
            }
        }
    }
    if let Some(mark) = open.filter(|mark| !mark.is_single) {
        found.push(quotation(mark.at, tokens.all.len(), true));
    }
    found.retain(|one| !one.inner.is_empty());
    for one in &found {
        for token in &mut tokens.all[one.outer.clone()] {
            token.is_quoted = true;
        }
    }
    found
}

fn quotation(first: usize, end: usize, is_open: bool) -> Quotation {
    Quotation {
        outer: first..end,
        inner: first + 1..if is_open { end } else { end - 1 },
        is_open,
    }
}

/// True if a paragraph ends before the token: a blank line, or a line that begins with a quotation mark.
fn ends_paragraph(tokens: &Tokens<'_>, at: usize) -> bool {
    let gap = tokens.gap_before(at);
    match gap.matches('\n').count() {
        0 => false,
        1 => matches!(tokens.slice(at), "\"" | "“" | "„" | "«"),
        _ => true,
    }
}

/// The mark that is opened at a token.
fn opened(tokens: &Tokens<'_>, at: usize) -> Option<Open> {
    let follows_word = at > 0 && tokens.gap_before(at).is_empty() && tokens.is_word(at - 1);
    let is_followed = tokens.get(at + 1).is_some() && tokens.gap_before(at + 1).is_empty();
    let (closing, is_single): (&'static [&'static str], bool) = match tokens.slice(at) {
        "\"" if is_followed => (&["\""], false),
        "“" => (&["”", "“", "\""], false),
        "„" => (&["“", "”", "\""], false),
        "«" => (&["»"], false),
        "»" if is_followed && !follows_word => (&["«"], false),
        "「" => (&["」"], false),
        "『" => (&["』"], false),
        "‘" | "'" if is_followed && !follows_word && begins_word(tokens, at + 1) => {
            (&["’", "'"], true)
        }
        _ => return None,
    };
    Some(Open {
        at,
        closing,
        is_single,
    })
}

/// True for a letter: an apostrophe before digits stands for a century.
fn begins_word(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.slice(at).starts_with(char::is_alphabetic)
}

/// True if the token closes what `open` opened.
fn closes(tokens: &Tokens<'_>, at: usize, open: &Open) -> bool {
    if !open.closing.contains(&tokens.slice(at)) {
        return false;
    }
    if !open.is_single {
        return true;
    }
    let before = tokens.slice(at - 1);
    let ends_speech = matches!(before, "," | "." | "?" | "!" | "…");
    let next_is_apart = tokens.get(at + 1).is_none() || !tokens.gap_before(at + 1).is_empty();
    // The apostrophe of a plural ("the soldiers' wives") closes nothing.
    let next_is_stop = matches!(
        tokens.slice(at + 1),
        "," | "." | ";" | ":" | ")" | "?" | "!"
    );
    ends_speech || next_is_stop || (next_is_apart && !before.ends_with('s'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TextLanguage;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Tokens::new(text, &TextLanguage::given(None));
        let found: Vec<&str> = quotations(&mut tokens)
            .iter()
            .map(|one| tokens.span(&one.inner).slice(text))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn marks_of_all_kinds_enclose_passages() {
        check("\"One,\" he said. \"Two.\"", &["One,", "Two."]);
        check(
            "He said “one „two” three” and «four».",
            &["one „two", "four"],
        );
        check(
            "‘It isn’t so,’ she said of the soldiers’ pay.",
            &["It isn’t so,"],
        );
        check("'The '90s are over,' he said", &["The '90s are over,"]);
        check("It's the soldiers' day", &[]);
        check("5\" shells", &[]);
    }

    #[test]
    fn a_quotation_ends_with_its_paragraph() {
        check("\"One.\n\n\"Two.\" Three", &["One.", "Two."]);
        check("\"One\ntwo\" three", &["One\ntwo"]);
        check("\"One", &["One"]);
        check("\"\"", &[]);
    }
}
