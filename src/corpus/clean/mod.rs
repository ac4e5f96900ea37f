//! Detection of boilerplate lines in text scraped from web pages, over a corpus.
//!
//! There are three kinds of evidence, and each is reported with the line it marks:
//!
//! - **cue**: the line has a wording that occurs only in boilerplate ("Leave a Reply", "All rights reserved"), in the
//!   language of the document;
//! - **repeated**: the line occurs in many documents of its source, ignoring case and white space;
//! - **position**: a short line among boilerplate lines, at the head or the tail of a document.
//!
//! Headings, quotations, bylines, dates and tags within or next to the body are kept. Nothing is learned: the same
//! documents give the same result. [`Cleaned::documents`] excludes the marked lines from all counts, while all offsets
//! still refer to the raw text. [`Cleaned::cut`] builds texts without them, whose offsets can be mapped back.
//!
//! ```
//! use lexicount::corpus::{CleanConfig, Documents, clean};
//! use lexicount::parallel::Workers;
//!
//! let days = ["Monday", "Tuesday", "Wednesday"];
//! let pages = days.map(|day| format!("Harbour Post\nIt rained on {day} from dawn to dusk.\nWrite to us\n"));
//! let documents = Documents::from_texts(pages);
//! let cleaned = clean(&documents, &CleanConfig::default(), &Workers::serial())?;
//! let cut = cleaned.cut(&documents);
//! assert_eq!(cut.documents().text(1), Some("It rained on Tuesday from dawn to dusk.\n"));
//! assert_eq!(cut.raw_offset(1, 0), 13);
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! HTML is not supported; its tags carry more information than its text.

mod cues;
mod cut;
mod lines;
mod position;
mod repeated;
mod sources;

pub use cues::{boilerplate_languages, boilerplate_spans};
pub use cut::Cut;

use super::{Documents, Language};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, ListValues, Table, TextValues, Values};
use lines::{fold, has_content, is_prose, line_spans};
use position::{Line, decide};
use repeated::{Count, Repeated};
use sources::Sources;

/// Options: which evidence marks a line as boilerplate.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanConfig {
    /// Use known phrases.
    pub cues: bool,
    /// Use lines that occur in many documents of a source.
    pub repeated: bool,
    /// Use short lines among boilerplate lines.
    pub position: bool,
    /// A repeated line occurs in at least this many documents of its source...
    pub min_documents: u32,
    /// ...and in at least this proportion of them.
    pub min_share: f64,
    /// The metadata column that identifies the source: a URL is reduced to its host, the column `path` to the folder.
    pub source: Option<String>,
    /// The language whose cues are used; `None` for each document's own.
    pub language: Option<Language>,
}

impl Default for CleanConfig {
    fn default() -> Self {
        Self {
            cues: true,
            repeated: true,
            position: true,
            min_documents: 3,
            min_share: 0.1,
            source: None,
            language: None,
        }
    }
}

impl CleanConfig {
    fn check(&self) -> Result<()> {
        if !(0.0..=1.0).contains(&self.min_share) {
            return Err(Error::config(format!(
                "min_share={}: use a proportion of the documents between 0.0 and 1.0",
                self.min_share
            )));
        }
        if self.min_documents < 2 {
            return Err(Error::config(format!(
                "min_documents={}: a line in one document is not repeated; use 2 or more",
                self.min_documents
            )));
        }
        if self.position && !self.cues && !self.repeated {
            return Err(Error::config(
                "evidence \"position\" alone: it depends on lines found by other evidence; add \"cue\" or \"repeated\"",
            ));
        }
        Ok(())
    }

    /// Return the minimum number of documents of a repeated line in a source of `n_documents`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a proportion of a count is not negative and not larger"
    )]
    fn min_documents_of(&self, n_documents: u32) -> u32 {
        // Products such as 0.1 * 30 are slightly above the exact integer.
        let share = (self.min_share * f64::from(n_documents) - 1e-9)
            .ceil()
            .max(0.0) as u32;
        self.min_documents.max(share)
    }
}

/// A line with its evidence of being boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedLine {
    /// The index of its document.
    pub document: usize,
    /// Its span in the raw text.
    pub span: Span,
    /// The known phrase that it matches.
    pub cue: Option<&'static str>,
    /// The number of documents that contain it, if there are enough.
    pub n_documents: Option<u32>,
    /// It is among boilerplate lines.
    pub by_position: bool,
    /// It is removed. A line that is only repeated may be a heading of the body, and is then kept.
    pub is_cut: bool,
}

/// The marked lines of documents, in order of document and position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    lines: Vec<MarkedLine>,
}

/// Find the boilerplate lines of documents.
///
/// The cost is linear in the length of the texts, in three passes (one if repeated lines are not used). Memory grows by
/// about 20 bytes per distinct line. The result does not depend on the number of workers.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
pub fn clean(documents: &Documents, config: &CleanConfig, workers: &Workers) -> Result<Cleaned> {
    config.check()?;
    let sources = Sources::new(documents, config.source.as_deref())?;
    let repeated = if config.repeated {
        Repeated::new(documents, &sources, config, workers)?
    } else {
        Repeated::default()
    };
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut marked = Vec::new();
            for index in range {
                let count = |folded: &str| repeated.count(sources.of(index), folded);
                marked.extend(mark(documents, index, config, count, workers)?);
            }
            Ok(marked)
        },
    )?;
    Ok(Cleaned {
        lines: parts.into_iter().flatten().collect(),
    })
}

fn mark(
    documents: &Documents,
    document: usize,
    config: &CleanConfig,
    count: impl Fn(&str) -> Option<Count>,
    workers: &Workers,
) -> Result<Vec<MarkedLine>> {
    let text = documents.text(document).unwrap_or_default();
    let language = documents.language_of(document, config.language);
    let mut folded = String::new();
    let mut lines = Vec::new();
    for span in line_spans(text) {
        workers.check()?;
        let line = span.slice(text);
        if !has_content(line) {
            continue;
        }
        fold(line, &mut folded);
        let count = count(&folded);
        let cue = config.cues.then(|| cues::cue(line, &language)).flatten();
        lines.push(Line {
            text: line,
            is_prose: is_prose(line),
            is_header: count.is_some_and(Count::is_header),
            announces_list: cue.is_some_and(|cue| cue.announces_list),
            mark: MarkedLine {
                document,
                span,
                cue: cue.map(|cue| cue.text),
                n_documents: count.map(|count| count.n_documents),
                by_position: false,
                is_cut: false,
            },
        });
    }
    decide(&mut lines, config.position);
    let is_marked = |mark: &MarkedLine| mark.is_cut || mark.n_documents.is_some();
    let marks = lines.into_iter().map(|line| line.mark);
    Ok(marks.filter(is_marked).collect())
}

impl Cleaned {
    /// Return the marked lines, in order of document and position.
    #[must_use]
    pub fn lines(&self) -> &[MarkedLine] {
        &self.lines
    }

    /// Return the documents with the removed lines excluded from all counting. Their texts are unchanged.
    ///
    /// Spans that `documents` already skip are still skipped.
    #[must_use]
    pub fn documents(&self, documents: &Documents) -> Documents {
        let mut skipped = vec![Vec::new(); documents.len()];
        for line in self.cut_lines() {
            skipped[line.document].push(line.span);
        }
        documents.clone().with_skipped(skipped)
    }

    /// Return the documents without the removed lines.
    #[must_use]
    pub fn cut(&self, documents: &Documents) -> Cut {
        Cut::new(documents, self.cut_lines())
    }

    fn cut_lines(&self) -> impl Iterator<Item = &MarkedLine> {
        self.lines.iter().filter(|line| line.is_cut)
    }

    /// Return a table with one row per marked line: document and metadata, span in code points, text, kinds of
    /// evidence, matched phrase and number of documents, and whether the line is removed.
    ///
    /// # Panics
    ///
    /// If `documents` are not those that were cleaned.
    #[must_use]
    pub fn to_table(&self, documents: &Documents) -> Table {
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let mut reasons = ListValues::<TextValues>::default();
        for lines in self.lines.chunk_by(|a, b| a.document == b.document) {
            let mut points = CodePoints::of(documents.text(lines[0].document).unwrap_or_default());
            for line in lines {
                let (start, end) = points.convert(line.span);
                starts.push(i64::try_from(start).unwrap_or(i64::MAX));
                ends.push(i64::try_from(end).unwrap_or(i64::MAX));
                line.reasons()
                    .for_each(|reason| reasons.values.push(reason));
                reasons.end_row(reasons.values.len());
            }
        }
        let lines = || self.lines.iter();
        let n_documents = lines()
            .map(|line| line.n_documents.map_or(0, i64::from))
            .collect();
        let is_repeated = lines().map(|line| line.n_documents.is_some()).collect();
        let own = vec![
            Column::ints("start", starts),
            Column::ints("end", ends),
            Column::text(
                "text",
                lines().map(|line| documents.slice(line.document, line.span)),
            ),
            Column::new("reasons", Values::TextList(reasons)),
            Column::optional_text("cue", lines().map(|line| line.cue)),
            Column::ints("documents", n_documents).with_present(is_repeated),
            Column::new(
                "cut",
                Values::Bool(lines().map(|line| line.is_cut).collect()),
            ),
        ];
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let rows: Vec<usize> = lines().map(|line| line.document).collect();
        let mut columns = documents.columns_for(&rows, &taken);
        columns.extend(own);
        Table::new(columns)
    }
}

impl MarkedLine {
    /// Iterate over the names of its kinds of evidence.
    pub fn reasons(&self) -> impl Iterator<Item = &'static str> {
        [
            self.cue.map(|_| "cue"),
            self.n_documents.map(|_| "repeated"),
            self.by_position.then_some("position"),
        ]
        .into_iter()
        .flatten()
    }
}
