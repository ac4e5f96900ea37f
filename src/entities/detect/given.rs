//! Mentions from another program.

use super::overlaps::keep_disjoint;
use crate::entities::mentions::{Label, Mention, Source};
use crate::error::{Error, Result};
use crate::span::CodePointIndex;

/// A span from another program.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenSpan {
    /// Its start, in code points.
    pub start: usize,
    /// Its end, in code points.
    pub end: usize,
    /// The label.
    pub label: String,
    /// The name of the entity; by default the text of the span.
    pub name: Option<String>,
    /// The probability that the span is right, from 0 to 1.
    pub confidence: Option<f32>,
}

/// How overlapping spans are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// They raise an error.
    #[default]
    Raise,
    /// The longest is kept; of two equally long ones, the first.
    Longest,
}

/// Converts the spans of document number `document` to mentions, in order.
///
/// ```
/// use lexicount::entities::{GivenSpan, Overlaps, given_mentions};
///
/// let span = GivenSpan { start: 3, end: 9, label: "GPE".into(), name: None, confidence: None };
/// let mentions = given_mentions(0, "né Kerman", &[span], Overlaps::Raise)?;
/// assert_eq!(mentions[0].name, "Kerman");
/// # Ok::<(), lexicount::Error>(())
/// ```
///
/// # Errors
///
/// If a span is empty or exceeds the text, if a confidence is not from 0 to 1, or if spans overlap and must not.
pub fn given_mentions(
    document: usize,
    text: &str,
    spans: &[GivenSpan],
    overlaps: Overlaps,
) -> Result<Vec<Mention>> {
    let index = CodePointIndex::new(text);
    let mentions = spans
        .iter()
        .map(|given| mention(document, text, &index, given));
    let mut mentions = mentions.collect::<Result<Vec<Mention>>>()?;
    if overlaps == Overlaps::Longest {
        mentions.sort_by_key(|one| (std::cmp::Reverse(one.span.len()), one.span.start));
        return Ok(keep_disjoint(mentions));
    }
    mentions.sort_by_key(|one| (one.span.start, one.span.end));
    let clash = mentions
        .windows(2)
        .find(|pair| pair[1].span.start < pair[0].span.end);
    match clash {
        None => Ok(mentions),
        Some(pair) => Err(Error::config(format!(
            "document {document}: spans {:?} and {:?} overlap; give spans apart from each other, or overlaps=\"longest\"",
            index.points(text, pair[0].span),
            index.points(text, pair[1].span)
        ))),
    }
}

fn mention(
    document: usize,
    text: &str,
    index: &CodePointIndex,
    given: &GivenSpan,
) -> Result<Mention> {
    let GivenSpan {
        start, end, label, ..
    } = given;
    let wrong = |what: String| {
        Error::config(format!(
            "document {document}: span ({start}, {end}, {label:?}) {what}"
        ))
    };
    if start >= end {
        return Err(wrong("is empty; give a start before its end".into()));
    }
    let Some(span) = index.span(text, *start, *end) else {
        let n = index.n_points();
        return Err(wrong(format!(
            "reaches beyond the text, which has {n} characters"
        )));
    };
    if let Some(confidence) = given.confidence.filter(|one| !(0.0..=1.0).contains(one)) {
        return Err(wrong(format!("has confidence {confidence}; give 0 to 1")));
    }
    let name = given.name.as_deref().unwrap_or_else(|| span.slice(text));
    Ok(Mention {
        confidence: given.confidence,
        ..Mention::new(span, Label::new(label.as_str()), name, Source::Given)
    })
}
