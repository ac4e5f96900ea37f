//! Text to word tokens, with the tokenizer's options.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::protected::{ProtectedKinds, ProtectedTokens};
use super::token::{Token, TokenKind};
use super::word::{self, ScanOptions};
use crate::registry::registry;
use crate::span::Span;

registry!(
    /// A set of rules for word boundaries.
    #[derive(Hash, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum WordRules: "word rules", default News {
        /// Unicode Standard Annex #29 to the letter.
        Unicode = "unicode",
        /// The annex, except that a narrow no-break space separates words (but not Mongolian letters), that underscores
        /// at the ends of a word are not part of it, and that a full stop without a space after it separates words
        /// where the rules for sentences of news end a sentence.
        News = "news",
    }
);

/// Splits text into words, numbers and, on request, punctuation and protected tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tokenizer {
    /// Return punctuation, symbols and emoji too. White space is never a token.
    pub punctuation: bool,
    /// Kinds of tokens to keep in one piece where UAX #29 would split them.
    #[serde(rename = "keep")]
    pub protected: ProtectedKinds,
    /// Segment scripts written without spaces by dictionary. If false, only the rules apply.
    pub dictionary: bool,
    /// The rules for word boundaries.
    pub rules: WordRules,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self {
            punctuation: false,
            protected: ProtectedKinds::NONE,
            dictionary: true,
            rules: WordRules::News,
        }
    }
}

impl fmt::Display for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words")?;
        if self.punctuation {
            f.write_str(" and punctuation")?;
        }
        if !self.protected.is_empty() {
            write!(f, ", keeping {}", self.protected)?;
        }
        if !self.dictionary {
            f.write_str(", without dictionaries")?;
        }
        if self.rules != WordRules::default() {
            write!(f, ", by the {} rules", self.rules.name())?;
        }
        Ok(())
    }
}

impl Tokenizer {
    /// The rules of UAX #29 and nothing else.
    pub const UNICODE: Self = Self {
        punctuation: false,
        protected: ProtectedKinds::NONE,
        dictionary: false,
        rules: WordRules::Unicode,
    };

    /// Returns the tokens of `text`, in order.
    ///
    /// Linear in the length of the text. [`Iterator::for_each`] and [`Iterator::fold`] are faster than calling
    /// [`Iterator::next`] in a loop.
    pub fn tokens<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> + use<'t> {
        self.kinds(text).map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }

    /// Returns the spans and kinds of the tokens of `text`.
    ///
    /// Linear in the length of the text.
    pub fn kinds<'t>(&self, text: &'t str) -> impl Iterator<Item = (Span, TokenKind)> + use<'t> {
        if self.protected.is_empty() {
            return Tokens::Plain(word::kinds(text, self.scan_options()));
        }
        let punctuation = self.punctuation;
        let options = ScanOptions {
            all_segments: true,
            ..self.scan_options()
        };
        let tokens =
            ProtectedTokens::new(text, self.protected, options, word::segments(text, options));
        Tokens::Protected(tokens.filter_map(move |(span, kind)| {
            let kind = if punctuation {
                word::visible_kind(text, span, kind)
            } else {
                kind
            };
            Some((span, kind?))
        }))
    }

    /// Calls `visit` with the span of each token of `text`, in order.
    ///
    /// Linear in the length of the text. Faster than an iterator if no tokens are protected and punctuation is not
    /// requested.
    pub fn for_each_span(&self, text: &str, visit: impl FnMut(Span)) {
        self.for_each_span_while(text, || true, visit);
    }

    /// Like [`for_each_span`](Self::for_each_span), but stops soon after `keep_going` returns false.
    pub(crate) fn for_each_span_while(
        self,
        text: &str,
        keep_going: impl Fn() -> bool,
        mut visit: impl FnMut(Span),
    ) {
        if self.protected.is_empty() && !self.punctuation {
            word::for_each_while(text, self.scan_options(), keep_going, visit);
        } else {
            self.for_each_kind_while(text, keep_going, |span, _| visit(span));
        }
    }

    /// Calls `visit` with the span and kind of each token of `text`, in order, but stops soon after `keep_going` returns
    /// false.
    ///
    /// Faster than an iterator if no tokens are protected.
    pub(crate) fn for_each_kind_while(
        self,
        text: &str,
        keep_going: impl Fn() -> bool,
        mut visit: impl FnMut(Span, TokenKind),
    ) {
        if self.protected.is_empty() {
            return word::for_each_kind_while(text, self.scan_options(), keep_going, visit);
        }
        let mut kinds = self.kinds(text);
        // `None` only means that the loop stopped early, which is not an error.
        let _ = kinds.try_for_each(|(span, kind)| {
            visit(span, kind);
            keep_going().then_some(())
        });
    }

    /// Counts the tokens of `text`.
    ///
    /// Several times faster than iterating over them if no tokens are protected and punctuation is not requested.
    ///
    /// ```
    /// assert_eq!(lexicount::tokens::Tokenizer::default().count("It can’t rain 3,000.50 times!"), 5);
    /// ```
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        if self.protected.is_empty() && !self.punctuation {
            word::count(text, self.scan_options())
        } else {
            self.kinds(text).count()
        }
    }

    const fn scan_options(self) -> ScanOptions {
        ScanOptions {
            all_segments: self.punctuation,
            dictionary: self.dictionary,
            unicode: matches!(self.rules, WordRules::Unicode),
        }
    }
}

/// Tokens taken directly from the word segments, or with the segments of protected tokens merged.
enum Tokens<S, P> {
    Plain(S),
    Protected(P),
}

impl<T, S: Iterator<Item = T>, P: Iterator<Item = T>> Iterator for Tokens<S, P> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Plain(tokens) => tokens.next(),
            Self::Protected(tokens) => tokens.next(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, combine: F) -> B {
        match self {
            Self::Plain(tokens) => tokens.fold(init, combine),
            Self::Protected(tokens) => tokens.fold(init, combine),
        }
    }
}
