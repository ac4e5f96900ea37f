//! Evidence by position: boilerplate at the head and tail of a document.
//!
//! The body extends from the first to the last line of prose that is the document's own. Before and after it, a
//! repeated line is boilerplate if all lines between it and the edge of the document are boilerplate too. A heading
//! that many documents share, followed by text of their own, is therefore kept.

use super::MarkedLine;
use super::lines::{is_link_like, is_menu_item, is_protected, is_quote};

/// Maximum length of a list of links; a longer list is part of the document.
const MAX_LINKS: usize = 10;

/// A line with content, and its properties.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) is_prose: bool,
    /// It is repeated at the heads of documents.
    pub(super) is_header: bool,
    /// It introduces a list of links.
    pub(super) announces_list: bool,
    pub(super) mark: MarkedLine,
}

impl Line<'_> {
    fn is_marked(&self) -> bool {
        self.mark.cue.is_some() || self.mark.n_documents.is_some()
    }

    fn is_own_prose(&self) -> bool {
        self.is_prose && !self.is_marked()
    }
}

/// Decide for each line of a document whether it is removed.
pub(super) fn decide(lines: &mut [Line<'_>], by_position: bool) {
    for line in lines.iter_mut() {
        line.mark.is_cut = line.mark.cue.is_some();
    }
    let Some(first) = lines.iter().position(Line::is_own_prose) else {
        // Nothing distinguishes boilerplate from text.
        return;
    };
    let last = lines.iter().rposition(Line::is_own_prose).unwrap_or(first);
    decide_head(&mut lines[..first], by_position);
    for line in &mut lines[first..=last] {
        line.mark.is_cut |= line.is_prose && line.is_marked() && !is_quote(line.text);
    }
    decide_tail(&mut lines[last + 1..], by_position);
}

fn decide_head(lines: &mut [Line<'_>], by_position: bool) {
    let mut at_edge = true;
    for index in 0..lines.len() {
        let next_is_marked = lines.get(index + 1).is_some_and(Line::is_marked);
        let line = &mut lines[index];
        if line.mark.is_cut {
            continue;
        }
        if is_protected(line.text) {
            continue;
        }
        if line.is_marked() {
            line.mark.is_cut =
                (at_edge && line.is_header) || (line.is_prose && !is_quote(line.text));
        } else if by_position && at_edge && next_is_marked && is_menu_item(line.text) {
            line.mark.by_position = true;
            line.mark.is_cut = true;
        }
        at_edge &= line.mark.is_cut;
    }
}

fn decide_tail(lines: &mut [Line<'_>], by_position: bool) {
    let mut at_edge = true;
    let mut end = lines.len();
    while end > 0 {
        let line = &mut lines[end - 1];
        if is_protected(line.text) && !line.mark.is_cut {
            end -= 1;
        } else if line.is_marked() {
            line.mark.is_cut |= at_edge || (line.is_prose && !is_quote(line.text));
            // A cue is boilerplate at any position, and the line above it is at the edge again.
            at_edge = line.mark.is_cut;
            end -= 1;
        } else {
            let start = start_of_list(lines, end);
            if by_position && at_edge && is_list(lines, start, end) {
                for line in &mut lines[start..end] {
                    line.mark.by_position = !is_protected(line.text);
                    line.mark.is_cut = line.mark.by_position;
                }
                end = start;
            } else {
                at_edge = false;
                end -= 1;
            }
        }
    }
}

/// Return the start of the lines that may be links and end at `end`.
fn start_of_list(lines: &[Line<'_>], end: usize) -> usize {
    let may_be_link =
        |line: &Line<'_>| !line.is_marked() && (is_link_like(line.text) || is_protected(line.text));
    lines[..end]
        .iter()
        .rposition(|line| !may_be_link(line))
        .map_or(0, |before| before + 1)
}

/// Return true for links between two boilerplate lines, or under a cue that introduces them.
fn is_list(lines: &[Line<'_>], start: usize, end: usize) -> bool {
    if start == end || end - start > MAX_LINKS || start == 0 {
        return false;
    }
    let above = &lines[start - 1];
    let is_announced = above.announces_list;
    let is_between = above.is_marked() && lines[end..].iter().any(Line::is_marked);
    is_announced || is_between
}
