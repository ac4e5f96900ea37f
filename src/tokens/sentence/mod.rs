//! Text to sentences.
//!
//! Takes one text and returns its sentences as [`Span`]s that lie end to end: white space belongs to the sentence
//! before it. There are two sets of [`SentenceRules`]: those of Unicode, and those for news, which know abbreviations,
//! initials, quotations, lists, headings and wrapped lines.
//!
//! `marks` finds the places where a sentence may end and passes over all else; `unicode` and `news` decide at each of
//! them, by what stands around it: `classes` tells what a character is, `words` which abbreviations and first words
//! there are, `lines` what a line break means.
//!
//! ```
//! use lexicount::tokens::{SentenceRules, sentence_spans};
//!
//! let text = "Gen. A. Rell left. The U.S. Senate sat until 6 p.m. It rained.";
//! let spans = sentence_spans(text, SentenceRules::News);
//! let sentences: Vec<_> = spans.map(|span| span.slice(text)).collect();
//! assert_eq!(sentences, ["Gen. A. Rell left. ", "The U.S. Senate sat until 6 p.m. ", "It rained."]);
//! ```
//!
//! Left out: sentences that neither a mark nor a line break ends, as in careless e-mail; and clauses.

mod classes;
mod lines;
mod lists;
mod marks;
mod news;
mod unicode;
mod words;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::span::Span;
use classes::Classes;
use marks::Marks;
use news::News;

/// What ends a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SentenceRules {
    /// Unicode Standard Annex #29 to the letter: every line break ends a sentence, and a full stop does unless a small
    /// letter follows.
    Unicode,
    /// For English news and the like: the full stop of an abbreviation, an initial or a list's number ends none, and a
    /// line break does where it looks meant.
    #[default]
    News,
}

impl SentenceRules {
    /// Every set of rules.
    pub const ALL: [Self; 2] = [Self::Unicode, Self::News];

    /// The name that options show.
    ///
    /// ```
    /// assert_eq!(lexicount::tokens::SentenceRules::default().name(), "news");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::News => "news",
        }
    }
}

impl FromStr for SentenceRules {
    type Err = Error;

    /// The rules of a name.
    ///
    /// # Errors
    ///
    /// Where no rules are called so.
    fn from_str(name: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|rules| rules.name() == name);
        known.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(" or ");
            Error::config(format!("sentence rules {name:?}: should be {names}"))
        })
    }
}

/// The sentences of `text`; end to end they are the whole text, white space at their ends included.
///
/// Linear in the length of the text, whatever it holds; allocates nothing. Text without marks is passed over at several
/// gigabytes a second, and a sentence costs some tens of nanoseconds.
///
/// Source: Unicode Standard Annex #29, rules SB1 to SB998; what the rules for news add is told in `docs/sentences.md`.
///
/// ```
/// use lexicount::tokens::{SentenceRules, sentence_spans};
///
/// let text = "Dr. Roe left.\nIt rained.";
/// let count = |rules| sentence_spans(text, rules).count();
/// assert_eq!(count(SentenceRules::Unicode), 3);
/// assert_eq!(count(SentenceRules::News), 2);
/// ```
pub fn sentence_spans(text: &str, rules: SentenceRules) -> impl Iterator<Item = Span> + use<'_> {
    Sentences {
        classes: Classes::of(text),
        marks: Marks::of(text),
        news: (rules == SentenceRules::News).then(|| News::of(text)),
        length: text.len(),
        start: 0,
    }
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A sentence ends at this byte.
    Boundary(usize),
    /// None ends here; the next mark is looked for from this byte on.
    On(usize),
}

struct Sentences<'t> {
    classes: Classes<'t>,
    marks: Marks<'t>,
    news: Option<News<'t>>,
    length: usize,
    /// Where the next sentence begins.
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
            let Some(at) = self.marks.next(from) else {
                break self.length;
            };
            let step = match &mut self.news {
                Some(news) => news.step(self.start, at),
                None => unicode::step(self.classes, at),
            };
            match step {
                Step::Boundary(end) => break end,
                Step::On(place) => from = place,
            }
        };
        let span = Span::new(self.start, end);
        self.start = end;
        Some(span)
    }
}
