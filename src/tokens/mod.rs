//! Text to tokens.
//!
//! Takes a text and returns its words by Unicode Standard Annex #29, each with its [`Span`](crate::span::Span) and
//! [`TokenKind`]. A [`Segmenter`] can return sentences or grapheme clusters instead. Tokens borrow the text. The steps
//! that follow segmentation (an [`Analyzer`]: normalisation, stop words, stemming, n-grams) change the text of a token
//! but never its span.
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
//! Out of scope: tokens that split a word, such as clitics ("do n't") and the subwords of language models.

mod analysis;
mod analyzer;
mod char_ngrams;
mod char_table;
mod columns;
mod dictionary;
mod divided_words;
mod grapheme;
mod languages;
mod ngrams;
mod normalizer;
mod phrases;
mod prepared;
mod protected;
mod protected_terms;
mod segmenter;
mod sentence;
mod stemmer;
mod stop_sequences;
mod stop_words;
mod token;
mod tokenizer;
mod word;
mod word_runs;

pub(crate) use analysis::{Analysis, SentenceEnds};
pub use analyzer::Analyzer;
pub use char_table::{CharTable, distinct_characters};
pub use columns::{TokenColumns, count_tokens, token_table};
pub use dictionary::dictionary_words;
pub use grapheme::grapheme_spans;
pub(crate) use languages::ByLanguage;
pub use languages::{
    LanguageData, language_data, language_option, language_table, steps_for_language,
    stop_words_for_language,
};
pub(crate) use ngrams::choose_positions;
pub use ngrams::{Grams, NgramRange, Ngrams};
pub(crate) use normalizer::contains_ignorable;
pub use normalizer::{Normalized, Normalizer, Step};
pub use phrases::{Phrase, Phrases};
pub use prepared::PreparedAnalyzer;
pub(crate) use prepared::WordAnalysis;
pub use protected::{ProtectedKind, ProtectedKinds};
pub(crate) use protected::{address_at, handle_or_hashtag_at};
pub use protected_terms::ProtectedTerms;
pub use segmenter::Segmenter;
pub use sentence::{SentenceRules, sentence_spans};
pub use stemmer::{Stemmer, StemmerChoice};
pub use stop_words::{StopWordList, StopWords, stop_word_languages, stop_words_of};
pub use token::{Token, TokenKind};
pub use tokenizer::{Tokenizer, WordRules};
#[doc(hidden)]
pub use word::portable;
pub use word::word_bounds;
pub(crate) use word_runs::{WordRuns, pad_to_blocks};
