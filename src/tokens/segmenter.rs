//! Text to words, sentences or grapheme clusters.

use std::sync::Arc;

use super::grapheme::grapheme_spans;
use super::normalizer::Normalizer;
use super::protected_terms::ProtectedTerms;
use super::sentence::{SentenceRules, sentence_spans};
use super::token::{Token, TokenKind};
use super::tokenizer::Tokenizer;
use crate::error::Result;
use crate::span::Span;

/// A unit of segmentation, with its options.
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
#[derive(Clone, Debug)]
pub enum Segmenter {
    /// Words, and whatever else the tokenizer is configured to return.
    Words(Tokenizer),
    /// The same with terms of the user's that are not split: see [`words`](Self::words).
    ProtectedWords(Arc<ProtectedTerms>),
    /// Sentences, without surrounding white space.
    Sentences(SentenceRules),
    /// Extended grapheme clusters, including white space.
    Graphemes,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::Words(Tokenizer::default())
    }
}

impl Segmenter {
    /// Returns a segmenter into words that does not split the terms in `protect`. These are compared with the text after
    /// normalisation, and match with any white space between their words.
    ///
    /// ```
    /// use lexicount::tokens::{Normalizer, Segmenter, Tokenizer};
    ///
    /// let protect = ["C++".to_owned(), "New York".to_owned()];
    /// let segmenter = Segmenter::words(Tokenizer::default(), &protect, Normalizer::default())?;
    /// let words: Vec<_> = segmenter.tokens("c++ in new\n York").map(|token| token.text).collect();
    /// assert_eq!(words, ["c++", "in", "new\n York"]);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a term has no visible character.
    pub fn words(tokenizer: Tokenizer, protect: &[String], normalizer: Normalizer) -> Result<Self> {
        let terms = ProtectedTerms::new(protect, tokenizer, normalizer)?;
        Ok(match terms {
            Some(terms) => Self::ProtectedWords(Arc::new(terms)),
            None => Self::Words(tokenizer),
        })
    }

    /// Returns the term of a token that [`tokens`](Self::tokens) returns: a protected term as it is listed, any other
    /// token, after normalisation.
    pub fn term<'b>(
        &'b self,
        token: &'b str,
        normalizer: Normalizer,
        buffer: &'b mut String,
    ) -> &'b str {
        match self {
            Self::ProtectedWords(terms) => terms.term(token, normalizer, buffer),
            _ => normalizer.term(token, buffer),
        }
    }

    /// Returns the segments of `text`, in order.
    ///
    /// Linear in the length of the text.
    pub fn tokens<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Token<'t>> {
        self.kinds(text).map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }

    /// Returns the spans and kinds of the segments of `text`.
    ///
    /// Linear in the length of the text.
    pub fn kinds<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, TokenKind)> {
        match self {
            Self::Words(tokenizer) => Segments::Words(tokenizer.kinds(text)),
            Self::ProtectedWords(terms) => Segments::Protected(
                terms
                    .tokens(text)
                    .map(|(token, _)| (token.span, token.kind)),
            ),
            Self::Sentences(rules) => Segments::Sentences(
                sentence_spans(text, *rules)
                    .map(move |sentence| sentence.trimmed(text))
                    .filter(|sentence| !sentence.is_empty())
                    .map(|sentence| (sentence, TokenKind::Sentence)),
            ),
            Self::Graphemes => Segments::Graphemes(
                grapheme_spans(text).map(|cluster| (cluster, TokenKind::Grapheme)),
            ),
        }
    }

    /// Calls `visit` with the span of each segment of `text`, in order. See [`Tokenizer::for_each_span`].
    pub fn for_each_span(&self, text: &str, mut visit: impl FnMut(Span)) {
        match self {
            Self::Words(tokenizer) => tokenizer.for_each_span(text, visit),
            _ => self.kinds(text).for_each(|(span, _)| visit(span)),
        }
    }

    /// Counts the segments of `text`. See [`Tokenizer::count`].
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        match self {
            Self::Words(tokenizer) => tokenizer.count(text),
            _ => self.kinds(text).count(),
        }
    }

    /// True if no segment crosses a line break, so that lines can be segmented separately.
    pub(super) const fn is_line_local(&self) -> bool {
        matches!(self, Self::Words(_))
    }
}

enum Segments<W, P, S, G> {
    Words(W),
    Protected(P),
    Sentences(S),
    Graphemes(G),
}

impl<T, W, P, S, G> Iterator for Segments<W, P, S, G>
where
    W: Iterator<Item = T>,
    P: Iterator<Item = T>,
    S: Iterator<Item = T>,
    G: Iterator<Item = T>,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Words(segments) => segments.next(),
            Self::Protected(segments) => segments.next(),
            Self::Sentences(segments) => segments.next(),
            Self::Graphemes(segments) => segments.next(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, combine: F) -> B {
        match self {
            Self::Words(segments) => segments.fold(init, combine),
            Self::Protected(segments) => segments.fold(init, combine),
            Self::Sentences(segments) => segments.fold(init, combine),
            Self::Graphemes(segments) => segments.fold(init, combine),
        }
    }
}
