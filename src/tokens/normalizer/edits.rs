//! Steps that replace or remove single characters.
//!
//! Each of them is one function that lists its edits. A term is a text with the edits made, and the mapping of a whole
//! text follows from the same list.

use std::borrow::Cow;

use super::mapped::Mapped;
use crate::span::Span;

/// One character or run of characters, and the character that replaces it, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) span: Span,
    pub(super) by: Option<char>,
}

/// Returns the edits for which `replacement` returns a new character.
pub(super) fn replacing(text: &str, replacement: impl Fn(char) -> Option<char>) -> Vec<Edit> {
    each_character(text, |one| replacement(one).map(Some))
}

/// Returns the edits that remove each character that `is_removed` selects.
pub(super) fn removing(text: &str, is_removed: impl Fn(char) -> bool) -> Vec<Edit> {
    each_character(text, |one| is_removed(one).then_some(None))
}

/// Returns an edit for each character for which `edit` returns one.
pub(super) fn each_character(text: &str, edit: impl Fn(char) -> Option<Option<char>>) -> Vec<Edit> {
    text.char_indices()
        .filter_map(|(start, one)| {
            let by = edit(one)?;
            let span = Span::new(start, start + one.len_utf8());
            Some(Edit { span, by })
        })
        .collect()
}

/// Returns `text` with the edits made, borrowed if there are none.
pub(super) fn edited<'t>(text: Cow<'t, str>, edits: &[Edit]) -> Cow<'t, str> {
    if edits.is_empty() {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        result.push_str(&text[copied..edit.span.start]);
        result.extend(edit.by);
        copied = edit.span.end;
    }
    result.push_str(&text[copied..]);
    Cow::Owned(result)
}

/// Returns `text` with the edits made, and the mapping back.
pub(super) fn mapped(text: &str, edits: &[Edit]) -> Mapped {
    let mut mapped = Mapped::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        mapped.copy(&text[copied..edit.span.start]);
        mapped.replace(edit.span.slice(text), edit.by);
        copied = edit.span.end;
    }
    mapped.copy(&text[copied..]);
    mapped
}
