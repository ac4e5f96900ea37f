//! Figures in what somebody says: the speaker is their source, also in the sentences after the one that names him.

use super::figure::{Attribution, Figure, Manner, SourceKind};
use super::lexicon::{Lexicon, Roles};
use crate::corpus::TextLanguage;
use crate::entities::{Manner as Speech, Quote, QuoteKind, find_quotes};
use crate::span::Span;

/// The greatest number of quotations that begin before a figure among which the one that holds it is looked for.
const MOST_NESTED: usize = 4;

/// The greatest distance of a pronoun from the speaker that it stands for, in bytes.
const REACH_OF_PRONOUN: usize = 2_000;

/// Sets the sources of figures, which are in order of position, by the quotations of their text.
///
/// Takes linear time in the length of the text. A text without quotation marks and sources is not searched.
pub(super) fn attribute(
    figures: &mut [Figure],
    lexicon: &'static Lexicon,
    text: &str,
    language: &TextLanguage<'_>,
) {
    // Who speaks in a sentence without quotation marks is a source that the sentence has named already.
    let has_source = figures.iter().any(|figure| figure.attribution.is_some());
    if !has_source && (figures.is_empty() || !text.contains(['"', '“', '”', '«', '„'])) {
        return;
    }
    let mut quotes = find_quotes(text, language);
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    let speakers = Speakers::new(lexicon, text, &quotes);
    for figure in figures {
        let quoted =
            quote_of(&quotes, figure.trigger.span).or_else(|| quote_of(&quotes, figure.span));
        let spoken = quoted.and_then(source_of);
        let is_indirect = quoted.is_some_and(|quote| quote.kind == QuoteKind::Indirect);
        figure.attribution = match (figure.attribution, spoken) {
            (known, None) => known,
            (None, spoken) => spoken,
            // Two sources in the words of the writer: the one that the sentence names for this clause.
            (Some(known), Some(spoken)) if is_indirect && !known.span.overlaps(spoken.span) => {
                Some(known)
            }
            (Some(known), Some(spoken)) => Some(Attribution {
                manner: if known.manner == Manner::Said {
                    spoken.manner
                } else {
                    known.manner
                },
                ..spoken
            }),
        };
        if let Some(source) = &mut figure.attribution {
            source.kind = speakers.kind(source.span);
        }
    }
}

/// The innermost quotation that holds a span and has a speaker.
fn quote_of(quotes: &[Quote], span: Span) -> Option<&Quote> {
    let end = quotes.partition_point(|quote| quote.span.start <= span.start);
    let before = quotes[..end].iter().rev().take(MOST_NESTED);
    let mut holding = before.filter(|quote| quote.speaker.is_some() && quote.span.contains(span));
    holding.next()
}

/// The speaker of a quotation as a source.
fn source_of(quote: &Quote) -> Option<Attribution> {
    let is_claim = quote.cue.is_some_and(|cue| cue.manner == Speech::Claimed);
    Some(Attribution {
        span: quote.speaker?,
        kind: None,
        manner: if is_claim {
            Manner::Claimed
        } else {
            Manner::Said
        },
    })
}

/// The speakers of a text whose kind is known, in order of position.
struct Speakers<'t> {
    lexicon: &'static Lexicon,
    text: &'t str,
    known: Vec<(Span, SourceKind)>,
}

impl<'t> Speakers<'t> {
    fn new(lexicon: &'static Lexicon, text: &'t str, quotes: &[Quote]) -> Self {
        let mut known: Vec<(Span, SourceKind)> = quotes
            .iter()
            .filter_map(|quote| quote.speaker)
            .filter_map(|span| Some((span, kind_of(lexicon, span.slice(text))?)))
            .collect();
        known.sort_by_key(|(span, _)| span.start);
        Self {
            lexicon,
            text,
            known,
        }
    }

    /// The kind of a source: that of its words, or for a pronoun that of the speaker before.
    fn kind(&self, span: Span) -> Option<SourceKind> {
        let words = span.slice(self.text);
        let is_pronoun = || {
            let word = self.lexicon.word(&words.to_lowercase());
            word.is_some_and(|word| word.is(Roles::PRONOUN))
        };
        kind_of(self.lexicon, words).or_else(|| {
            let end = self
                .known
                .partition_point(|(known, _)| known.start < span.start);
            let (last, kind) = *self.known[..end].last()?;
            (is_pronoun() && last.start + REACH_OF_PRONOUN > span.start).then_some(kind)
        })
    }
}

/// The kind of source that words name: the last of them, but "police spokesman" is police.
fn kind_of(lexicon: &Lexicon, words: &str) -> Option<SourceKind> {
    let separators = |letter: char| !(letter.is_alphanumeric() || letter == '-');
    let mut general = None;
    for word in words
        .split(separators)
        .rev()
        .filter(|word| !word.is_empty())
    {
        let Some(word) = lexicon.word(&word.to_lowercase()) else {
            continue;
        };
        if word.is(Roles::GENERIC) {
            general = general.or(word.source);
        } else if word.source.is_some() {
            return word.source;
        }
    }
    general
}
