//! Text to tokens.
//!
//! Takes one text and returns its words by Unicode Standard Annex #29, each with its [`Span`] and [`TokenKind`]; or its
//! sentences, or its grapheme clusters ([`Segmenter`]). The tokens borrow the text. What follows segmentation (an
//! [`Analyzer`]: normal forms, stop words, stems, n-grams) works on a token's text and never moves a span.
//!
//! ```
//! use lexicount::tokens::{TokenKind, Tokenizer};
//!
//! let words: Vec<_> = Tokenizer::default().tokens("Kabul's airport, 170 hurt.").collect();
//! let texts: Vec<_> = words.iter().map(|token| token.text).collect();
//! assert_eq!(texts, ["Kabul's", "airport", "170", "hurt"]);
//! assert_eq!(words[2].kind, TokenKind::Number);
//! assert_eq!(words[2].span.start, 17);
//! ```
//!
//! Left out: tokens that split a word, such as clitics ("do n't") and the subwords of language models.

mod analyzer;
mod char_ngrams;
mod char_table;
mod columns;
mod dictionary;
mod grapheme;
mod keep;
mod ngrams;
mod normalizer;
mod phrases;
mod segmenter;
mod sentence;
mod stemmer;
mod stop_words;
mod word;
mod word_runs;

pub(crate) use analyzer::{Analysis, Cuts, Words};
pub use analyzer::{Analyzer, PreparedAnalyzer};
pub use char_table::{CharTable, distinct_characters};
pub use columns::{TokenColumns, count_tokens, token_table};
pub use dictionary::dictionary_words;
pub use grapheme::grapheme_spans;
pub use keep::{Keep, Kept};
pub(crate) use keep::{address_at, signed_name_at};
pub(crate) use ngrams::choose;
pub use ngrams::{Grams, NgramRange, Ngrams};
pub use normalizer::{Normalized, Normalizer, Step};
pub use phrases::{Phrase, Phrases};
pub use segmenter::Segmenter;
pub use sentence::{SentenceRules, sentence_spans};
pub use stemmer::Stemmer;
pub use stop_words::{StopWordList, StopWords, stop_word_languages};
#[doc(hidden)]
pub use word::portable;
pub use word::word_bounds;
pub(crate) use word_runs::{WordRuns, pad};

use serde::{Deserialize, Serialize};

use crate::span::Span;
use keep::Wholes;
use word::Wanted;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// Holds a letter.
    Word,
    /// Holds digits or other numerals and no letter.
    Number,
    /// Punctuation marks.
    Punctuation,
    /// Signs: currency, mathematics, arrows.
    Symbol,
    /// Emoji, a whole sequence being one token.
    Emoji,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A name behind `@`.
    Handle,
    /// A name behind `#`.
    Hashtag,
    /// A date in figures.
    Date,
    /// A time of day in figures.
    Time,
    /// A sentence.
    Sentence,
    /// A character as people see it: an extended grapheme cluster.
    Grapheme,
}

impl TokenKind {
    /// The name that tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Number => "number",
            Self::Punctuation => "punctuation",
            Self::Symbol => "symbol",
            Self::Emoji => "emoji",
            Self::Url => "url",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Hashtag => "hashtag",
            Self::Date => "date",
            Self::Time => "time",
            Self::Sentence => "sentence",
            Self::Grapheme => "grapheme",
        }
    }

    /// True for words, numbers, and all that is made of them; false for punctuation, symbols and emoji.
    #[must_use]
    pub const fn is_word_like(self) -> bool {
        !matches!(self, Self::Punctuation | Self::Symbol | Self::Emoji)
    }
}

/// A piece of text with its place and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text as it stands.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// How text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tokenizer {
    /// Keep punctuation, symbols and emoji too; white space is never a token.
    pub punctuation: bool,
    /// What is kept whole beyond the rules of UAX #29.
    pub keep: Keep,
    /// Cut scripts that are written without spaces by their dictionaries, not by the rules alone.
    pub dictionary: bool,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self {
            punctuation: false,
            keep: Keep::NONE,
            dictionary: true,
        }
    }
}

impl Tokenizer {
    /// The rules of UAX #29, and nothing else.
    pub const UNICODE: Self = Self {
        punctuation: false,
        keep: Keep::NONE,
        dictionary: false,
    };

    /// The tokens of `text`, in order.
    ///
    /// Linear in the length of the text. Going through all by [`Iterator::for_each`] or [`Iterator::fold`] is faster
    /// than one by one.
    pub fn tokens<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> + use<'t> {
        self.kinds(text).map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }

    /// The places and kinds of the tokens of `text`.
    ///
    /// Linear in the length of the text.
    pub fn kinds<'t>(&self, text: &'t str) -> impl Iterator<Item = (Span, TokenKind)> + use<'t> {
        if self.keep.is_empty() {
            return Tokens::Segments(word::kinds(text, self.wanted()));
        }
        let punctuation = self.punctuation;
        let all = Wanted {
            all: true,
            ..self.wanted()
        };
        let wholes = Wholes::new(text, self.keep, word::pieces(text, all));
        Tokens::Wholes(wholes.filter_map(move |(span, kind)| {
            let kind = if punctuation {
                word::seen(text, span, kind)
            } else {
                kind
            };
            Some((span, kind?))
        }))
    }

    /// Calls `take` with the place of each token of `text`, in order.
    ///
    /// Linear in the length of the text, and faster than an iterator where nothing is kept whole and punctuation is not
    /// asked for.
    pub fn for_each_span(&self, text: &str, take: impl FnMut(Span)) {
        self.for_each_span_while(text, || true, take);
    }

    /// The same, but ends early once `goes_on` is false.
    pub(crate) fn for_each_span_while(
        self,
        text: &str,
        goes_on: impl Fn() -> bool,
        mut take: impl FnMut(Span),
    ) {
        if self.keep.is_empty() && !self.punctuation {
            word::for_each_while(text, self.wanted(), goes_on, take);
        } else {
            let mut kinds = self.kinds(text);
            // The answer is that of an early end, which is no failure.
            let _ = kinds.try_for_each(|(span, _)| {
                take(span);
                goes_on().then_some(())
            });
        }
    }

    /// The number of tokens of `text`, several times faster than making them where nothing is kept whole and
    /// punctuation is not asked for.
    ///
    /// ```
    /// assert_eq!(lexicount::tokens::Tokenizer::default().count("It can’t rain 3,000.50 times!"), 5);
    /// ```
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        if self.keep.is_empty() && !self.punctuation {
            word::count(text, self.wanted())
        } else {
            self.kinds(text).count()
        }
    }

    const fn wanted(self) -> Wanted {
        Wanted {
            all: self.punctuation,
            dictionary: self.dictionary,
        }
    }
}

/// Segments as they come, or with some kept whole.
enum Tokens<S, W> {
    Segments(S),
    Wholes(W),
}

impl<T, S: Iterator<Item = T>, W: Iterator<Item = T>> Iterator for Tokens<S, W> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self {
            Self::Segments(segments) => segments.next(),
            Self::Wholes(wholes) => wholes.next(),
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, take: F) -> B {
        match self {
            Self::Segments(segments) => segments.fold(init, take),
            Self::Wholes(wholes) => wholes.fold(init, take),
        }
    }
}
