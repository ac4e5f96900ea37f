//! The tokens of many documents as columns.

use super::normalizer::Normalizer;
use super::segmenter::Segmenter;
use crate::corpus::{Documents, TextLanguage};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, ListValues, Table, TextBuilder, Values};

/// The number of tokens between two checks for cancellation.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// Longer texts are split, so that a cancellation is noticed in time.
const BYTES_PER_CHECK: usize = 1 << 24;

/// An English word and its space, to estimate the capacity needed.
const BYTES_PER_TOKEN: usize = 5;

/// The columns of a token table.
#[derive(Clone, Debug)]
pub struct TokenColumns {
    /// The unit of segmentation.
    pub segmenter: Segmenter,
    /// Normalises the tokens; `None` leaves them as written.
    pub normalizer: Option<Normalizer>,
    /// Add columns with the start and end of each token, in code points, and its kind.
    pub spans: bool,
}

/// Returns one row per document: id, metadata and the list of its tokens, which is null if the text is missing.
///
/// Linear in the length of the texts. The result is the same for any number of workers.
///
/// # Errors
///
/// If the work was cancelled.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::{Segmenter, TokenColumns, token_table};
///
/// let documents = Documents::from_optional_texts([Some("It rained."), None]);
/// let columns = TokenColumns { segmenter: Segmenter::default(), normalizer: None, spans: false };
/// let table = token_table(&documents, &columns, &Workers::serial())?;
/// assert_eq!(table.to_json(), r#"[{"document":0,"tokens":["It","rained"]},{"document":1,"tokens":null}]"#);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn token_table(
    documents: &Documents,
    columns: &TokenColumns,
    workers: &Workers,
) -> Result<Table> {
    let lists = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        TokenLists::default,
        |lists, range| {
            let n_bytes = range.clone().map(|index| documents.n_bytes(index)).sum();
            lists.reserve(n_bytes, columns);
            for index in range {
                lists.add(documents, index, columns, workers)?;
            }
            Ok(())
        },
        |lists, part| {
            lists.append(&part);
            Ok(())
        },
    )?;
    Ok(lists.into_table(documents, columns.spans))
}

/// Counts the tokens of each document; 0 if its text is missing.
///
/// Does not create the tokens unless punctuation is requested: see [`Segmenter::count`].
///
/// # Errors
///
/// If the work was cancelled.
pub fn count_tokens(
    documents: &Documents,
    segmenter: &Segmenter,
    workers: &Workers,
) -> Result<Vec<usize>> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let count = |index| {
                let text = documents.text(index).unwrap_or_default();
                let language = documents.language_of(index, segmenter.language());
                let regions = documents.kept(index);
                regions
                    .map(|region| count_text(region.slice(text), segmenter, &language, workers))
                    .sum()
            };
            range.map(count).collect::<Result<Vec<usize>>>()
        },
    )?;
    Ok(parts.into_iter().flatten().collect())
}

fn count_text(
    text: &str,
    segmenter: &Segmenter,
    language: &TextLanguage<'_>,
    workers: &Workers,
) -> Result<usize> {
    let mut n_tokens = 0;
    if segmenter.is_line_local() {
        for chunk in line_chunks(text, BYTES_PER_CHECK) {
            workers.check()?;
            n_tokens += segmenter.count(chunk.slice(text), language);
        }
        return Ok(n_tokens);
    }
    for _ in segmenter.kinds(text, language) {
        check_periodically(n_tokens, workers)?;
        n_tokens += 1;
    }
    Ok(n_tokens)
}

/// Splits a text into parts of at least `length` bytes that end with a line break, to check for cancellation in
/// between.
fn line_chunks(text: &str, length: usize) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(start + length..).unwrap_or_default();
        let end = match rest.iter().position(|&byte| byte == b'\n') {
            Some(offset) => start + length + offset + 1,
            None => text.len(),
        };
        let chunk = (start < end).then_some(Span::new(start, end));
        start = end;
        chunk
    })
}

fn check_periodically(n_tokens: usize, workers: &Workers) -> Result<()> {
    if n_tokens.is_multiple_of(TOKENS_PER_CHECK) {
        workers.check()?;
    }
    Ok(())
}

/// A region of a text, and how it is segmented.
#[derive(Clone, Copy)]
struct Segments<'t> {
    text: &'t str,
    region: Span,
    language: &'t TextLanguage<'t>,
    columns: &'t TokenColumns,
}

/// The token lists, one row per document.
#[derive(Default)]
struct TokenLists {
    /// The end of each document's tokens.
    rows: ListValues<()>,
    tokens: TextBuilder,
    starts: Vec<i64>,
    ends: Vec<i64>,
    kinds: TextBuilder,
    buffer: String,
}

impl TokenLists {
    /// Reserves memory for texts of `n_bytes` bytes in total, assuming English.
    fn reserve(&mut self, n_bytes: usize, columns: &TokenColumns) {
        let n_tokens = n_bytes / BYTES_PER_TOKEN;
        self.tokens.reserve(n_tokens, n_bytes);
        if columns.spans {
            self.starts.reserve(n_tokens);
            self.ends.reserve(n_tokens);
            self.kinds.reserve(n_tokens, 0);
        }
    }

    fn add(
        &mut self,
        documents: &Documents,
        index: usize,
        columns: &TokenColumns,
        workers: &Workers,
    ) -> Result<()> {
        let text = documents.text(index).unwrap_or_default();
        let language = documents.language_of(index, columns.segmenter.language());
        let mut points = CodePoints::of(text);
        for region in documents.kept(index) {
            let segments = Segments {
                text,
                region,
                language: &language,
                columns,
            };
            self.add_region(segments, &mut points, workers)?;
        }
        self.rows.end_row(self.tokens.len());
        Ok(())
    }

    /// Adds the tokens of one region of `text`.
    fn add_region(
        &mut self,
        segments: Segments<'_>,
        points: &mut CodePoints<'_>,
        workers: &Workers,
    ) -> Result<()> {
        let Segments {
            text,
            region,
            language,
            columns,
        } = segments;
        if columns.spans || columns.normalizer.is_some() || !columns.segmenter.is_line_local() {
            self.add_with_columns(segments, points, workers)?;
        } else {
            let text = region.slice(text);
            for chunk in line_chunks(text, BYTES_PER_CHECK) {
                workers.check()?;
                let text = chunk.slice(text);
                let tokens = &mut self.tokens;
                let segmenter = &columns.segmenter;
                segmenter.for_each_span(text, language, |span| tokens.push_slice(text, span));
            }
        }
        Ok(())
    }

    fn add_with_columns(
        &mut self,
        segments: Segments<'_>,
        points: &mut CodePoints<'_>,
        workers: &Workers,
    ) -> Result<()> {
        let Segments {
            text,
            region,
            language,
            columns,
        } = segments;
        let tokens = columns.segmenter.tokens(region.slice(text), language);
        for (n, token) in tokens.enumerate() {
            let span = token.span.shifted(region.start);
            check_periodically(n, workers)?;
            match &columns.normalizer {
                Some(normalizer) => {
                    let segmenter = &columns.segmenter;
                    let term = segmenter.term(token.text, *normalizer, &mut self.buffer);
                    self.tokens.push(term);
                }
                None => self.tokens.push_slice(text, span),
            }
            if columns.spans {
                let (start, end) = points.convert(span);
                self.starts.push(offset(start));
                self.ends.push(offset(end));
                self.kinds.push(token.kind.name());
            }
        }
        Ok(())
    }

    fn append(&mut self, other: &Self) {
        self.rows.append_rows(&other.rows, self.tokens.len());
        self.tokens.append(&other.tokens);
        self.starts.extend_from_slice(&other.starts);
        self.ends.extend_from_slice(&other.ends);
        self.kinds.append(&other.kinds);
    }

    fn into_table(self, documents: &Documents, spans: bool) -> Table {
        let rows = self.rows;
        let tokens = rows.with_values(self.tokens.finish());
        let mut lists = vec![("tokens", Values::TextList(tokens))];
        if spans {
            lists.push(("starts", Values::IntList(rows.with_values(self.starts))));
            lists.push(("ends", Values::IntList(rows.with_values(self.ends))));
            let kinds = rows.with_values(self.kinds.finish());
            lists.push(("kinds", Values::TextList(kinds)));
        }
        let taken: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
        let rows: Vec<usize> = (0..documents.len()).collect();
        let mut columns = documents.columns_for(&rows, &taken);
        let present: Vec<bool> = documents.texts().map(|text| text.is_some()).collect();
        for (name, values) in lists {
            columns.push(Column::new(name, values).with_present(present.clone()));
        }
        Table::new(columns)
    }
}

fn offset(point: usize) -> i64 {
    i64::try_from(point).expect("memory holds fewer than 2^63 characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_line_by_line_equals_counting_at_once() {
        let count = |text| Segmenter::default().count(text, &TextLanguage::given(None));
        let text = "It rained.\r\nné\u{301}\n\n\u{301}a b\r\n c_d 3,000.5\n";
        for length in 0..text.len() + 2 {
            let chunks: Vec<Span> = line_chunks(text, length).collect();
            assert_eq!(
                chunks.iter().map(|chunk| chunk.len()).sum::<usize>(),
                text.len()
            );
            let counts = chunks.iter().map(|chunk| count(chunk.slice(text)));
            assert_eq!(counts.sum::<usize>(), count(text), "{length}");
        }
    }
}
