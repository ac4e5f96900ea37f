//! Methods and options of keyphrase extraction.

use crate::error::{Error, Result};
use crate::registry::registry;
use crate::tokens::{ProtectedKind, ProtectedKinds, SentenceRules, StopWordList};

/// A method that scores phrases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Rapid automatic keyword extraction. See [`rake`](super::rake).
    Rake {
        /// The score of a word.
        metric: RakeMetric,
        /// Count every occurrence of a phrase instead of each distinct phrase once.
        repeats: bool,
    },
    /// `PageRank` over co-occurring words. See [`textrank`](super::textrank).
    TextRank {
        /// Size of the co-occurrence window in words, at least 2.
        window: usize,
        /// Proportion of the top-ranked words that may form phrases.
        share: f64,
    },
    /// Statistical features of single words. See [`yake`](super::yake).
    Yake {
        /// Number of preceding words that a word co-occurs with, at least 1.
        window: usize,
        /// Similarity measure for near-duplicate phrases.
        similarity: Similarity,
        /// If two phrases are more similar than this, only the better one is kept. 1 keeps all phrases.
        limit: f64,
    },
    /// Frequency weighted by rarity in other documents. See [`tfidf`](super::tfidf).
    TfIdf,
    /// `PageRank` biased towards the beginning of the text. See [`position_rank`](super::position_rank).
    PositionRank {
        /// Size of the co-occurrence window in words, at least 2.
        window: usize,
    },
}

registry!(
    /// The score of a word in RAKE.
    pub enum RakeMetric: "RAKE metric" {
        /// Degree divided by frequency.
        DegreeToFrequency = "degree_to_frequency",
        /// Degree.
        Degree = "degree",
        /// Frequency.
        Frequency = "frequency",
    }
);

registry!(
    /// A measure of the similarity of two phrases, from 0 to 1.
    pub enum Similarity: "similarity of phrases" {
        /// The measure of the `yake` package: overlap of words, or else of trigrams, characters and lengths; 0 if the
        /// phrases begin or end differently.
        Sequence = "seqm",
        /// 1 minus the Levenshtein distance divided by the greater length.
        Levenshtein = "levs",
        /// Jaro similarity.
        Jaro = "jaro",
    }
);

registry!(
    /// How numbers are treated in phrases.
    pub enum Numbers: "treatment of numbers" {
        /// Allowed in phrases that also contain a word. YAKE never uses them.
        Within = "within",
        /// Also allowed alone.
        Alone = "alone",
        /// Never allowed; nor are words with a digit or with more than one punctuation character.
        Never = "never",
    }
);

registry!(
    /// Which words are counted as one, beyond those that differ in case only.
    pub enum Merge: "merging of words" {
        /// Singular and plural, recognized by their endings.
        Plurals = "plurals",
        /// Words with the same Snowball stem.
        Stems = "stems",
    }
);

registry!(
    /// The name of a [`Method`].
    pub enum MethodName: "keyphrase method" {
        /// YAKE: statistical features of single words.
        Yake = "yake",
        /// RAKE: rapid automatic keyword extraction.
        Rake = "rake",
        /// TextRank: PageRank over co-occurring words.
        TextRank = "textrank",
        /// PositionRank: PageRank biased towards the beginning of the text.
        PositionRank = "positionrank",
        /// Frequency weighted by rarity in other documents.
        TfIdf = "tfidf",
    }
);

impl From<MethodName> for Method {
    /// The method with its options as published.
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Yake => Self::YAKE,
            MethodName::Rake => Self::RAKE,
            MethodName::TextRank => Self::TEXT_RANK,
            MethodName::PositionRank => Self::POSITION_RANK,
            MethodName::TfIdf => Self::TfIdf,
        }
    }
}

/// Options of keyphrase extraction.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyphraseConfig {
    /// The scoring method.
    pub method: Method,
    /// Maximum number of phrases per document; `None` returns all.
    pub top: Option<usize>,
    /// ISO 639-1 code of the language of all documents; `None` for the language of each, from metadata or detected. It
    /// selects stop words, stemmer, and the rules for possessives and elisions.
    pub language: Option<String>,
    /// Stop words to use instead of the language's list.
    pub stop_words: Option<StopWordList>,
    /// Protected tokens, in addition to the rules of UAX #29.
    pub keep: ProtectedKinds,
    /// Rules for sentence boundaries.
    pub sentences: SentenceRules,
    /// Minimum number of words in a phrase.
    pub min_words: usize,
    /// Maximum number of words in a phrase; `None` uses the default of the method.
    pub max_words: Option<usize>,
    /// How numbers are treated.
    pub numbers: Numbers,
    /// Which words are counted as one.
    pub merge: Option<Merge>,
    /// Aliases, each with the name that replaces it. They are matched exactly, including case.
    pub aliases: Vec<(String, String)>,
}

impl Default for KeyphraseConfig {
    fn default() -> Self {
        Self {
            method: Method::YAKE,
            top: Some(10),
            language: None,
            stop_words: None,
            keep: [
                ProtectedKind::Hyphens,
                ProtectedKind::Acronyms,
                ProtectedKind::Urls,
                ProtectedKind::Emails,
            ]
            .into_iter()
            .collect(),
            sentences: SentenceRules::default(),
            min_words: 1,
            max_words: None,
            numbers: Numbers::Within,
            merge: None,
            aliases: Vec::new(),
        }
    }
}

impl Method {
    /// RAKE as published.
    pub const RAKE: Self = Self::Rake {
        metric: RakeMetric::DegreeToFrequency,
        repeats: true,
    };
    /// `TextRank` as published.
    pub const TEXT_RANK: Self = Self::TextRank {
        window: 2,
        share: 1.0 / 3.0,
    };
    /// YAKE as published.
    pub const YAKE: Self = Self::Yake {
        window: 1,
        similarity: Similarity::Sequence,
        limit: 0.9,
    };
    /// `PositionRank` as published.
    pub const POSITION_RANK: Self = Self::PositionRank { window: 10 };

    /// Return true if lower scores are better.
    #[must_use]
    pub const fn lower_is_better(self) -> bool {
        matches!(self, Self::Yake { .. })
    }

    const fn longest_phrase(self) -> usize {
        match self {
            Self::Rake { .. } | Self::TextRank { .. } => usize::MAX,
            Self::Yake { .. } | Self::TfIdf | Self::PositionRank { .. } => 3,
        }
    }
}

impl KeyphraseConfig {
    /// The maximum number of words in a phrase.
    pub(super) fn longest_phrase(&self) -> usize {
        self.max_words.unwrap_or(self.method.longest_phrase())
    }

    /// Return true if phrases may contain words with a digit or with more than one punctuation character.
    pub(super) fn allows_mixed(&self) -> bool {
        self.numbers != Numbers::Never
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.min_words == 0 || self.min_words > self.longest_phrase() {
            return Err(Error::config(format!(
                "phrases of {} to {} words: the minimum must be at least 1 and at most the maximum",
                self.min_words,
                self.longest_phrase()
            )));
        }
        match self.method {
            Method::TextRank { window, .. } | Method::PositionRank { window } if window < 2 => {
                Err(Error::config(format!(
                    "window={window}: use 2 or more; the word itself is included"
                )))
            }
            Method::Yake { window: 0, .. } => Err(Error::config("window=0: use 1 or more")),
            Method::TextRank { share, .. } => check_share("share", share),
            Method::Yake { limit, .. } => check_share("dedup_limit", limit),
            _ => Ok(()),
        }
    }
}

fn check_share(name: &str, value: f64) -> Result<()> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(Error::config(format!(
        "{name}={value}: use a number from 0.0 to 1.0"
    )))
}
