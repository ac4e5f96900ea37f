//! Text to words, sentences or grapheme clusters.

use std::sync::Arc;

use super::grapheme::grapheme_spans;
use super::normalizer::Normalizer;
use super::protected_terms::ProtectedTerms;
use super::sentence::{SentenceRules, sentence_spans};
use super::token::{Token, TokenKind};
use super::tokenizer::Tokenizer;
use crate::corpus::{Language, TextLanguage};
use crate::error::Result;
use crate::span::Span;

/// A unit of segmentation, with its options.
///
/// ```
/// use lexicount::tokens::{Segmenter, SentenceRules};
///
/// let text = "Gen. Rell left. It rained. ";
/// let segmenter = Segmenter::Sentences(SentenceRules::News, None);
/// let language = segmenter.language_of(text);
/// let sentences: Vec<_> = segmenter.tokens(text, &language).map(|sentence| sentence.text).collect();
/// assert_eq!(sentences, ["Gen. Rell left.", "It rained."]);
/// assert_eq!(Segmenter::Graphemes.count("née 👩‍👩‍👧", &language), 5);
/// ```
#[derive(Clone, Debug)]
pub enum Segmenter {
    /// Words, and whatever else the tokenizer is configured to return.
    Words(Tokenizer),
    /// The same with terms of the user's that are not split: see [`words`](Self::words).
    ProtectedWords(Arc<ProtectedTerms>),
    /// Sentences, without surrounding white space, in a language; `None` for that of each text.
    Sentences(SentenceRules, Option<Language>),
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
    /// use lexicount::corpus::TextLanguage;
    /// use lexicount::tokens::{Normalizer, Segmenter, Tokenizer};
    ///
    /// let protect = ["C++".to_owned(), "New York".to_owned()];
    /// let segmenter = Segmenter::words(Tokenizer::default(), &protect, Normalizer::default())?;
    /// let language = TextLanguage::given(None);
    /// let words: Vec<_> = segmenter.tokens("c++ in new\n York", &language).map(|token| token.text).collect();
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

    /// Returns the segments of `text`, in order. `language` is that of the document.
    ///
    /// Linear in the length of the text.
    pub fn tokens<'t>(
        &'t self,
        text: &'t str,
        language: &'t TextLanguage<'_>,
    ) -> impl Iterator<Item = Token<'t>> {
        self.kinds(text, language).map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }

    /// Returns the language of a text that is not part of documents, or that of the segmenter.
    #[must_use]
    pub fn language_of<'t>(&self, text: &'t str) -> TextLanguage<'t> {
        match self.language() {
            None => TextLanguage::of_text(text),
            language => TextLanguage::given(language),
        }
    }

    /// Returns the language that the segmenter is for; `None` if it is that of each document.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Sentences(_, language) => *language,
            Self::Words(_) | Self::ProtectedWords(_) | Self::Graphemes => None,
        }
    }

    /// Returns the spans and kinds of the segments of `text`. `language` is that of the document.
    ///
    /// Linear in the length of the text.
    pub fn kinds<'t>(
        &'t self,
        text: &'t str,
        language: &'t TextLanguage<'_>,
    ) -> impl Iterator<Item = (Span, TokenKind)> {
        match self {
            Self::Words(tokenizer) => Segments::Words(tokenizer.kinds(text)),
            Self::ProtectedWords(terms) => Segments::Protected(
                terms
                    .tokens(text)
                    .map(|(token, _)| (token.span, token.kind)),
            ),
            Self::Sentences(rules, _) => Segments::Sentences(
                sentence_spans(text, *rules, language)
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
    pub fn for_each_span(
        &self,
        text: &str,
        language: &TextLanguage<'_>,
        mut visit: impl FnMut(Span),
    ) {
        match self {
            Self::Words(tokenizer) => tokenizer.for_each_span(text, visit),
            _ => self.kinds(text, language).for_each(|(span, _)| visit(span)),
        }
    }

    /// Counts the segments of `text`. See [`Tokenizer::count`].
    #[must_use]
    pub fn count(&self, text: &str, language: &TextLanguage<'_>) -> usize {
        match self {
            Self::Words(tokenizer) => tokenizer.count(text),
            _ => self.kinds(text, language).count(),
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
