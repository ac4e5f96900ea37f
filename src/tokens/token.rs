//! Tokens and their kinds.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// Contains a letter.
    Word,
    /// Contains digits or other numerals, and no letter.
    Number,
    /// Punctuation.
    Punctuation,
    /// Symbols: currency signs, mathematical operators, arrows.
    Symbol,
    /// An emoji; a whole emoji sequence is one token.
    Emoji,
    /// A URL.
    Url,
    /// An e-mail address.
    Email,
    /// A user name with a leading `@`.
    Handle,
    /// A tag with a leading `#`.
    Hashtag,
    /// A date in digits.
    Date,
    /// A time of day in digits.
    Time,
    /// A sentence.
    Sentence,
    /// A user-perceived character: an extended grapheme cluster.
    Grapheme,
}

impl TokenKind {
    /// The name used in tables.
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

    /// True unless the token is punctuation, a symbol or an emoji.
    #[must_use]
    pub const fn is_word_like(self) -> bool {
        !matches!(self, Self::Punctuation | Self::Symbol | Self::Emoji)
    }
}

/// A token: its text, span and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text as written.
    pub text: &'t str,
    /// The span in the source text.
    pub span: Span,
    /// The kind.
    pub kind: TokenKind,
}
