//! Lines that a web page's frame leaves in scraped text, over a corpus.
//!
//! Three kinds of evidence, each told with the line it marks:
//!
//! - a **cue**: what the line says only a frame says ("Leave a Reply", "All rights reserved");
//! - **repeated**: the line stands, case and white space aside, in many documents of its source;
//! - **position**: a short line among lines of the frame, at the head or the tail of a document.
//!
//! Headings, quotations, bylines, dates and tags within or beside the body stay. Nothing is learnt: the same documents
//! give the same answer. [`Cleaned::documents`] leaves the marked lines out of all counts while every place stays one
//! of the raw text; [`Cleaned::cut`] makes texts without them, whose places lead back.
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
//! Left out: HTML, whose tags say more than its text does.

mod cues;
mod cut;
mod lines;
mod position;
mod repeated;
mod sources;

pub use cues::boilerplate_spans;
pub use cut::Cut;
pub(super) use cut::pieces;

use super::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, ListValues, Table, TextValues, Values};
use lines::{fold, is_prose, line_spans, says_something};
use position::{Line, decide};
use repeated::{Count, Repeated};
use sources::Sources;

/// What counts as evidence that a line is a site's frame.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanConfig {
    /// Known phrases.
    pub cues: bool,
    /// Lines that stand in many documents of a source.
    pub repeated: bool,
    /// Short lines among those.
    pub position: bool,
    /// A repeated line stands in at least so many documents of its source...
    pub min_documents: u32,
    /// ...and in at least this share of them.
    pub min_share: f64,
    /// The column of metadata that tells the source: a URL counts by its host, the column `path` by the folder.
    pub source: Option<String>,
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
        }
    }
}

impl CleanConfig {
    fn check(&self) -> Result<()> {
        if !(0.0..=1.0).contains(&self.min_share) {
            return Err(Error::config(format!(
                "min_share={}: use a share of the documents between 0.0 and 1.0",
                self.min_share
            )));
        }
        if self.min_documents < 2 {
            return Err(Error::config(format!(
                "min_documents={}: a line of one document is not repeated; use 2 or more",
                self.min_documents
            )));
        }
        if self.position && !self.cues && !self.repeated {
            return Err(Error::config(
                "evidence \"position\" alone: it is a place beside lines found otherwise; add \"cue\" or \"repeated\"",
            ));
        }
        Ok(())
    }

    /// In how many of so many documents a repeated line stands at least.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count is a count"
    )]
    fn least(&self, n_documents: u32) -> u32 {
        // Products such as 0.1 * 30 come out a little above the whole number that they stand for.
        let share = (self.min_share * f64::from(n_documents) - 1e-9)
            .ceil()
            .max(0.0) as u32;
        self.min_documents.max(share)
    }
}

/// A line with what speaks for its being frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedLine {
    /// The number of its document.
    pub document: usize,
    /// Where it stands in the raw text.
    pub span: Span,
    /// The phrase it says.
    pub cue: Option<&'static str>,
    /// The number of documents it stands in, where they are enough.
    pub n_documents: Option<u32>,
    /// It stands among lines of the frame.
    pub by_position: bool,
    /// It is left out; a line that is only repeated may be a heading of the body and stay.
    pub is_cut: bool,
}

/// The marked lines of documents, in order of document and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    lines: Vec<MarkedLine>,
}

/// Marks the lines of documents that are a site's frame.
///
/// Linear in the length of the texts, in three passes (one where nothing repeated is looked for); memory grows by some
/// 20 bytes a distinct line. The result is the same for any number of workers.
///
/// # Errors
///
/// Where the options make no sense, or the work was stopped.
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
                let text = documents.text(index).unwrap_or_default();
                let count = |folded: &str| repeated.count(sources.of(index), folded);
                marked.extend(mark(index, text, config, count, workers)?);
            }
            Ok(marked)
        },
    )?;
    Ok(Cleaned {
        lines: parts.into_iter().flatten().collect(),
    })
}

fn mark(
    document: usize,
    text: &str,
    config: &CleanConfig,
    count: impl Fn(&str) -> Option<Count>,
    workers: &Workers,
) -> Result<impl Iterator<Item = MarkedLine>> {
    let mut folded = String::new();
    let mut lines = Vec::new();
    for span in line_spans(text) {
        workers.check()?;
        let line = span.slice(text);
        if !says_something(line) {
            continue;
        }
        fold(line, &mut folded);
        let count = count(&folded);
        lines.push(Line {
            text: line,
            is_prose: is_prose(line),
            is_of_heads: count.is_some_and(Count::is_of_heads),
            mark: MarkedLine {
                document,
                span,
                cue: config.cues.then(|| cues::cue(line)).flatten(),
                n_documents: count.map(|count| count.n_documents),
                by_position: false,
                is_cut: false,
            },
        });
    }
    decide(&mut lines, config.position);
    let is_marked = |mark: &MarkedLine| mark.is_cut || mark.n_documents.is_some();
    Ok(lines.into_iter().map(|line| line.mark).filter(is_marked))
}

impl Cleaned {
    /// The marked lines, in order of document and place.
    #[must_use]
    pub fn lines(&self) -> &[MarkedLine] {
        &self.lines
    }

    /// The documents, out of which all counting leaves the lines that are cut; their texts are the raw ones.
    ///
    /// What `documents` left out already stays so.
    #[must_use]
    pub fn documents(&self, documents: &Documents) -> Documents {
        let mut skipped = vec![Vec::new(); documents.len()];
        for line in self.cut_lines() {
            skipped[line.document].push(line.span);
        }
        documents.clone().with_skipped(skipped)
    }

    /// The documents without the lines that are cut.
    #[must_use]
    pub fn cut(&self, documents: &Documents) -> Cut {
        Cut::new(documents, self.cut_lines())
    }

    fn cut_lines(&self) -> impl Iterator<Item = &MarkedLine> {
        self.lines.iter().filter(|line| line.is_cut)
    }

    /// A row a marked line: document and metadata, place in code points, text, reasons, what speaks for them, and
    /// whether it is cut.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were cleaned.
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
    /// The names of what speaks for it.
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
