//! What to look for, and how.

use std::str::FromStr;

use crate::error::{Error, Result};
use crate::tokens::{ProtectedKind, ProtectedKinds, SentenceRules, StopWordList};

/// How phrases are scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Rapid automatic keyword extraction: see [`rake`](super::rake).
    Rake {
        /// What a word counts for.
        metric: RakeMetric,
        /// Count a phrase each time it stands in the text, not once.
        repeats: bool,
    },
    /// `PageRank` over words that stand together: see [`textrank`](super::textrank).
    TextRank {
        /// How many words in a row count as standing together, at least 2.
        window: usize,
        /// The share of words, by rank, that phrases are made of.
        share: f64,
    },
    /// Statistics of single words: see [`yake`](super::yake).
    Yake {
        /// To how many words before it a word is related, at least 1.
        window: usize,
        /// How likeness of two phrases is measured.
        likeness: Likeness,
        /// Of two phrases more alike than this the better is kept; 1 keeps all.
        limit: f64,
    },
    /// Frequency by rarity in other documents: see [`tfidf`](super::tfidf).
    TfIdf,
    /// `PageRank` that prefers the beginning of the text: see [`position_rank`](super::position_rank).
    PositionRank {
        /// How many words in a row count as standing together, at least 2.
        window: usize,
    },
}

/// What a word counts for in RAKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RakeMetric {
    /// Degree by frequency.
    DegreeToFrequency,
    /// Degree.
    Degree,
    /// Frequency.
    Frequency,
}

/// How alike two phrases are, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// That of `yake`: of words, else of trigrams, characters and lengths, and 0 where beginnings or ends differ.
    Sequence,
    /// 1 less the Levenshtein distance by the greater length.
    Levenshtein,
    /// Jaro's.
    Jaro,
}

/// What numbers may do in phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Stand within a phrase that holds a word too; YAKE wants them nowhere.
    Within,
    /// Stand alone too.
    Alone,
    /// Nothing, and words with a digit or with more than one mark neither.
    Never,
}

/// Which words are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Those that differ in case only.
    None,
    /// Singular and plural, by their endings.
    Plurals,
    /// Those of one stem, by Snowball.
    Stems,
}

/// What to look for, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyphraseConfig {
    /// How phrases are scored.
    pub method: Method,
    /// So many phrases a document; all where `None`.
    pub top: Option<usize>,
    /// The language, by its ISO 639-1 code: of stop words, stems, possessive and elided words.
    pub language: String,
    /// Other stop words than the language's.
    pub stop_words: Option<StopWordList>,
    /// What is kept whole beyond the rules of UAX #29.
    pub keep: ProtectedKinds,
    /// What ends a sentence.
    pub sentences: SentenceRules,
    /// The fewest words of a phrase.
    pub min_words: usize,
    /// The most words of a phrase; where `None`, as the method has it.
    pub max_words: Option<usize>,
    /// What numbers may do.
    pub numbers: Numbers,
    /// Which words are one.
    pub merge: Merge,
    /// Other names, each with the name it stands for. They are found as they are written, case and all.
    pub aliases: Vec<(String, String)>,
}

impl Default for KeyphraseConfig {
    fn default() -> Self {
        Self {
            method: Method::YAKE,
            top: Some(10),
            language: "en".to_owned(),
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
            merge: Merge::None,
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
        likeness: Likeness::Sequence,
        limit: 0.9,
    };
    /// `PositionRank` as published.
    pub const POSITION_RANK: Self = Self::PositionRank { window: 10 };

    /// True where the least score is the best.
    #[must_use]
    pub const fn prefers_least(self) -> bool {
        matches!(self, Self::Yake { .. })
    }

    const fn most_words(self) -> usize {
        match self {
            Self::Rake { .. } | Self::TextRank { .. } => usize::MAX,
            Self::Yake { .. } | Self::TfIdf | Self::PositionRank { .. } => 3,
        }
    }
}

impl KeyphraseConfig {
    /// The most words of a phrase.
    pub(super) fn most_words(&self) -> usize {
        self.max_words.unwrap_or(self.method.most_words())
    }

    /// True where words with a digit, or more than one mark, may stand in phrases.
    pub(super) fn keeps_mixed(&self) -> bool {
        self.numbers != Numbers::Never
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.min_words == 0 || self.min_words > self.most_words() {
            return Err(Error::config(format!(
                "phrases of {} to {} words: the least must be 1 or more and not above the most",
                self.min_words,
                self.most_words()
            )));
        }
        match self.method {
            Method::TextRank { window, .. } | Method::PositionRank { window } if window < 2 => {
                Err(Error::config(format!(
                    "window={window}: use 2 or more, the word itself included"
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

/// The value of a name.
fn named<T: Copy>(what: &str, name: &str, known: &[(&str, T)]) -> Result<T> {
    let found = known.iter().find(|(known, _)| *known == name);
    found.map(|&(_, value)| value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Error::config(format!(
            "{what} {name:?}: there is no such; use one of {}",
            names.join(", ")
        ))
    })
}

impl FromStr for Method {
    type Err = Error;

    /// The method of a name, as published.
    ///
    /// # Errors
    ///
    /// Where none is called so.
    fn from_str(name: &str) -> Result<Self> {
        let known = [
            ("yake", Self::YAKE),
            ("rake", Self::RAKE),
            ("textrank", Self::TEXT_RANK),
            ("positionrank", Self::POSITION_RANK),
            ("tfidf", Self::TfIdf),
        ];
        named("method", name, &known)
    }
}

impl FromStr for RakeMetric {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = [
            ("degree_to_frequency", Self::DegreeToFrequency),
            ("degree", Self::Degree),
            ("frequency", Self::Frequency),
        ];
        named("metric", name, &known)
    }
}

impl FromStr for Likeness {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = [
            ("seqm", Self::Sequence),
            ("levs", Self::Levenshtein),
            ("jaro", Self::Jaro),
        ];
        named("dedup", name, &known)
    }
}

impl FromStr for Numbers {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = [
            ("within", Self::Within),
            ("alone", Self::Alone),
            ("never", Self::Never),
        ];
        named("numbers", name, &known)
    }
}

impl FromStr for Merge {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = [("plurals", Self::Plurals), ("stems", Self::Stems)];
        named("merge", name, &known)
    }
}
