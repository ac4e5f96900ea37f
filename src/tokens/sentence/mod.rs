//! Text to sentences.
//!
//! Takes a text and returns its sentences as contiguous [`Span`]s. White space belongs to the sentence before it. There
//! are two sets of [`SentenceRules`]: those of Unicode, and those for news, which handle abbreviations, initials,
//! quotations, lists, headings and wrapped lines.
//!
//! `candidates` finds the positions where a sentence may end and skips everything else. `unicode` and `news` decide at
//! each candidate, based on its context: `classes` classifies characters, `abbreviations` classifies words, `lists`
//! recognises list numbers, and `lines` interprets line breaks.
//!
//! ```
//! use lexicount::corpus::TextLanguage;
//! use lexicount::tokens::{SentenceRules, sentence_spans};
//!
//! let text = "Gen. A. Rell left. The U.S. Senate sat until 6 p.m. It rained.";
//! let language = TextLanguage::of_text(text);
//! let spans = sentence_spans(text, SentenceRules::News, &language);
//! let sentences: Vec<_> = spans.map(|span| span.slice(text)).collect();
//! assert_eq!(sentences, ["Gen. A. Rell left. ", "The U.S. Senate sat until 6 p.m. ", "It rained."]);
//! ```
//!
//! Out of scope: clauses, and sentences that end in neither punctuation nor a line break, as in careless e-mail.

mod abbreviations;
mod candidates;
mod classes;
mod lines;
mod lists;
mod news;
mod unicode;

use serde::{Deserialize, Serialize};

use crate::corpus::TextLanguage;
use crate::registry::registry;
use crate::span::Span;
pub(crate) use abbreviations::abbreviation_languages;
use candidates::Candidates;
use classes::Classes;
use news::News;

registry!(
    /// A set of rules for sentence boundaries.
    #[derive(Hash, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum SentenceRules: "sentence rules", default News {
        /// Unicode Standard Annex #29 to the letter. Every line break ends a sentence, and so does a full stop unless a
        /// lowercase letter follows.
        Unicode = "unicode",
        /// For news and similar text, with the abbreviations of its language. The full stop of an abbreviation, an initial or a list number does not end
        /// a sentence, and a line break ends one only if the line was not wrapped.
        News = "news",
    }
);

/// Returns the sentences of `text`. Concatenated, they are the whole text, including white space.
///
/// The rules for news use the abbreviations of `language`: those that all languages share, and its own. A text whose
/// language is unknown is read with the English ones. The language is asked for only if a full stop depends on it.
///
/// Linear in the length of the text for any input; allocates nothing. Skips text without candidates at several
/// gigabytes per second, and takes some tens of nanoseconds per sentence.
///
/// Source: Unicode Standard Annex #29, rules SB1 to SB998. `docs/sentences.md` describes the rules for news.
///
/// ```
/// use lexicount::corpus::TextLanguage;
/// use lexicount::tokens::{SentenceRules, sentence_spans};
///
/// let count = |text: &str, rules| sentence_spans(text, rules, &TextLanguage::of_text(text)).count();
/// let text = "Dr. Roe left.\nIt rained.";
/// assert_eq!(count(text, SentenceRules::Unicode), 3);
/// assert_eq!(count(text, SentenceRules::News), 2);
/// let text = "Die neue Brücke kostete die Stadt ca. 3 Mio. Euro. Sie ist seit Mai offen.";
/// assert_eq!(count(text, SentenceRules::News), 2);
/// ```
pub fn sentence_spans<'t>(
    text: &'t str,
    rules: SentenceRules,
    language: &'t TextLanguage<'_>,
) -> impl Iterator<Item = Span> + use<'t> {
    Sentences {
        classes: Classes::of(text),
        candidates: Candidates::of(text),
        news: (rules == SentenceRules::News).then(|| News::of(text, language)),
        length: text.len(),
        start: 0,
    }
}

/// Returns the start of the sentence after the full stop at byte `at`, if it begins there without white space, as in
/// "It rained.The wind rose." Looks at a bounded part of the text.
pub(super) fn sentence_after_lost_space(text: &str, at: usize) -> Option<usize> {
    News::of(text, &TextLanguage::given(None)).sentence_after_lost_space(at)
}

/// The decision at a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// A sentence ends at this byte.
    Boundary(usize),
    /// No sentence ends here. The next candidate is searched from this byte on.
    Continue(usize),
}

struct Sentences<'t> {
    classes: Classes<'t>,
    candidates: Candidates<'t>,
    news: Option<News<'t>>,
    length: usize,
    /// The start of the next sentence.
    start: usize,
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        if self.start == self.length {
            return None;
        }
        let mut from = self.start;
        let end = loop {
            let Some(at) = self.candidates.next(from) else {
                break self.length;
            };
            let decision = match &mut self.news {
                Some(news) => news.decide(self.start, at),
                None => unicode::decide(self.classes, at),
            };
            match decision {
                Decision::Boundary(end) => break end,
                Decision::Continue(place) => from = place,
            }
        };
        let span = Span::new(self.start, end);
        self.start = end;
        Some(span)
    }
}
