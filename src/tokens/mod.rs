//! Text to tokens.
//!
//! Takes one text and returns its words by Unicode Standard Annex #29, each with its [`Span`] and [`TokenKind`]. The
//! tokens borrow the text. What follows segmentation (case folding, stop words, n-grams) works on a token's text and
//! never moves a span.
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
//! Left out: words of scripts written without spaces stand a character at a time (Han, kana) or a run at a time
//! (Thai, Lao, Khmer, Burmese), as the annex says where there is no dictionary.

mod columns;
mod dictionary;
mod ngrams;
mod normalizer;
mod sentence;
mod stop_words;
mod word;

pub use columns::{TokenColumns, count_tokens, token_table};
pub use dictionary::dictionary_words;
pub use ngrams::{NgramRange, Ngrams};
pub use normalizer::Normalizer;
pub use sentence::sentence_spans;
pub use stop_words::{StopWordList, StopWords, stop_word_languages};
pub use word::{count_words, word_bounds};

use serde::{Deserialize, Serialize};

use crate::span::Span;

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
        }
    }

    /// True for words and numbers.
    #[must_use]
    pub const fn is_word_like(self) -> bool {
        matches!(self, Self::Word | Self::Number)
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokenizer {
    /// Keep punctuation, symbols and emoji too; white space is never a token.
    pub punctuation: bool,
}

impl Tokenizer {
    /// The tokens of `text`, in order.
    ///
    /// Linear in the length of the text; allocates nothing.
    pub fn tokens<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> + use<'t> {
        let spans = word::kinds(text, self.punctuation);
        spans.map(move |(span, kind)| Token {
            text: span.slice(text),
            span,
            kind,
        })
    }
}
