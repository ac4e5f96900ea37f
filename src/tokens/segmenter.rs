//! What text is cut into: words, sentences, or characters as people see them.

use serde::{Deserialize, Serialize};

use super::{SentenceRules, Token, TokenKind, Tokenizer, grapheme_spans, sentence_spans};
use crate::span::Span;

/// A way to cut text, with its options.
///
/// ```
/// use lexicount::tokens::{Segmenter, SentenceRules};
///
/// let text = "Gen. Rell left. It rained. ";
/// let sentences = Segmenter::Sentences(SentenceRules::News).tokens(text);
/// let sentences: Vec<_> = sentences.map(|sentence| sentence.text).collect();
/// assert_eq!(sentences, ["Gen. Rell left.", "It rained."]);
/// assert_eq!(Segmenter::Graphemes.count("née 👩‍👩‍👧"), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Segmenter {
    /// Words, and what else the tokenizer is asked for.
    Words(Tokenizer),
    /// Sentences, without the white space around them.
    Sentences(SentenceRules),
    /// Extended grapheme clusters, white space too.
    Graphemes,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::Words(Tokenizer::default())
    }
}

impl Segmenter {
    /// The pieces of `text`, in order.
    ///
    /// Linear in the length of the text.
    pub fn tokens<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> + use<'t> {
        self.kinds(text).map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }

    /// The places and kinds of the pieces of `text`.
    ///
    /// Linear in the length of the text.
    pub fn kinds<'t>(&self, text: &'t str) -> impl Iterator<Item = (Span, TokenKind)> + use<'t> {
        match *self {
            Self::Words(tokenizer) => Pieces::Words(tokenizer.kinds(text)),
            Self::Sentences(rules) => Pieces::Sentences(
                sentence_spans(text, rules)
                    .map(move |sentence| sentence.trimmed(text))
                    .filter(|sentence| !sentence.is_empty())
                    .map(|sentence| (sentence, TokenKind::Sentence)),
            ),
            Self::Graphemes => Pieces::Graphemes(
                grapheme_spans(text).map(|cluster| (cluster, TokenKind::Grapheme)),
            ),
        }
    }

    /// Calls `take` with the place of each piece of `text`, in order; see [`Tokenizer::for_each_span`].
    pub fn for_each_span(&self, text: &str, mut take: impl FnMut(Span)) {
        match self {
            Self::Words(tokenizer) => tokenizer.for_each_span(text, take),
            _ => self.kinds(text).for_each(|(span, _)| take(span)),
        }
    }

    /// The number of pieces of `text`; see [`Tokenizer::count`].
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        match self {
            Self::Words(tokenizer) => tokenizer.count(text),
            _ => self.kinds(text).count(),
        }
    }

    /// True where no piece goes on over a line end, so that lines can be cut by themselves.
    pub(super) const fn cuts_lines(self) -> bool {
        matches!(self, Self::Words(_))
    }
}

enum Pieces<W, S, G> {
    Words(W),
    Sentences(S),
    Graphemes(G),
}

impl<T, W, S, G> Iterator for Pieces<W, S, G>
where
    W: Iterator<Item = T>,
    S: Iterator<Item = T>,
    G: Iterator<Item = T>,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Words(pieces) => pieces.next(),
            Self::Sentences(pieces) => pieces.next(),
            Self::Graphemes(pieces) => pieces.next(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, take: F) -> B {
        match self {
            Self::Words(pieces) => pieces.fold(init, take),
            Self::Sentences(pieces) => pieces.fold(init, take),
            Self::Graphemes(pieces) => pieces.fold(init, take),
        }
    }
}
