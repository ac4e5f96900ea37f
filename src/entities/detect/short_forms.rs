//! Finds the short forms that a text defines: "the Federal Security Service (FSB)", "FSB, or Federal Security Service".

use crate::entities::mentions::{Found, Mention, ShortForm};
use crate::entities::names::{
    LONGEST_SHORT_FORM, is_initials_of, may_be_short_for, without_article,
};
use crate::span::Span;

/// The text between a full name and its short form.
const BEFORE_SHORT: [&str; 7] = [
    ", or ",
    ", or the ",
    ", also known as ",
    ", also known as the ",
    ", also called ",
    " (also known as ",
    " (or ",
];

/// The text between a short form and its full name.
const BEFORE_FULL: [&str; 7] = [
    " (the ",
    " (",
    ", or the ",
    ", or ",
    ", also known as the ",
    ", also known as ",
    ", also called the ",
];

/// Adds the short forms that `text` defines to its mentions, which are in order.
pub(in crate::entities) fn with_short_forms(text: &str, mentions: Vec<Mention>) -> Found {
    let short_forms = short_forms(text, &mentions);
    Found {
        mentions,
        short_forms,
    }
}

/// The short forms that `text` defines next to a mention.
fn short_forms(text: &str, mentions: &[Mention]) -> Vec<ShortForm> {
    let mut all = Vec::new();
    for (full, mention) in mentions.iter().enumerate() {
        if !mention.label.is_named_entity() {
            continue;
        }
        let name = without_article(mention.span.slice(text));
        let found = in_brackets(text, mention, name)
            .or_else(|| after_name(text, mention, name))
            .or_else(|| before_name(text, mention, name));
        if let Some((short, definition)) = found {
            let text = short.replace('.', "");
            all.push(ShortForm {
                text,
                full,
                definition,
            });
        }
    }
    all
}

/// "Full Name (ABC)".
fn in_brackets<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let rest = text[mention.span.end..].strip_prefix(" (")?;
    let mut marks = rest.char_indices().take(LONGEST_SHORT_FORM + 1);
    let (close, _) = marks.find(|&(_, mark)| mark == ')')?;
    let quotes = ['"', '“', '”', '\'', '‘', '’'];
    let inside = &rest[..close];
    let inside = inside.strip_prefix("the ").unwrap_or(inside);
    let short = inside.trim_matches(quotes);
    let end = mention.span.end + " (".len() + close + 1;
    may_be_short_for(short, name, &mention.label)
        .then(|| (short, Span::new(mention.span.start, end)))
}

/// "Full Name, or ABC".
fn after_name<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let rest = &text[mention.span.end..];
    // Nearly all names are followed by something else.
    if !rest.starts_with([',', ' ']) || !rest[1..].starts_with([' ', '(']) {
        return None;
    }
    BEFORE_SHORT.iter().find_map(|between| {
        let rest = rest.strip_prefix(between)?;
        let n_bytes = rest
            .char_indices()
            .take(LONGEST_SHORT_FORM + 1)
            .find(|&(_, mark)| !is_short_mark(mark))
            .map_or(rest.len(), |(byte, _)| byte);
        let short = rest[..n_bytes].trim_end_matches('.');
        let end = mention.span.end + between.len() + short.len();
        is_initials_of(short, name).then(|| (short, Span::new(mention.span.start, end)))
    })
}

/// "ABC (Full Name)", "ABC, or Full Name".
fn before_name<'t>(text: &'t str, mention: &Mention, name: &str) -> Option<(&'t str, Span)> {
    let text_before = &text[..mention.span.start];
    BEFORE_FULL.iter().find_map(|between| {
        let before = text_before.strip_suffix(between)?;
        let start = before
            .char_indices()
            .rev()
            .take(LONGEST_SHORT_FORM + 1)
            .take_while(|&(_, mark)| is_short_mark(mark))
            .last()
            .map(|(byte, _)| byte)?;
        let short = &before[start..];
        is_initials_of(short, name).then(|| (short, Span::new(start, mention.span.end)))
    })
}

fn is_short_mark(mark: char) -> bool {
    mark.is_alphanumeric() || mark == '.'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::mentions::{Label, Source};

    #[test]
    fn short_forms_are_defined_in_several_ways() {
        let full = "Harbour Workers Union";
        for (text, expected) in [
            (
                "the Harbour Workers Union (HWU) met",
                Some("Harbour Workers Union (HWU)"),
            ),
            (
                "the Harbour Workers Union (“HWU”) met",
                Some("Harbour Workers Union (“HWU”)"),
            ),
            (
                "HWU, or Harbour Workers Union, met",
                Some("HWU, or Harbour Workers Union"),
            ),
            (
                "the H.W.U. (Harbour Workers Union) met",
                Some("H.W.U. (Harbour Workers Union"),
            ),
            (
                "Harbour Workers Union, or HWU.",
                Some("Harbour Workers Union, or HWU"),
            ),
            (
                "Harbour Workers Union, also known as the HWU",
                Some("Harbour Workers Union, also known as the HWU"),
            ),
            ("Harbour Workers Union, or MPs", None),
            ("Harbour Workers Union (Monday)", None),
            ("Harbour Workers Union", None),
        ] {
            let start = text.find(full).unwrap();
            let span = Span::new(start, start + full.len());
            let mention = Mention::new(span, Label::ORG, full, Source::Given);
            let found = short_forms(text, &[mention]);
            let shown = found.first().map(|one| one.definition.slice(text));
            assert_eq!(shown, expected, "{text}");
            assert!(found.iter().all(|one| one.text == "HWU"));
        }
    }
}
