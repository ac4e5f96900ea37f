//! Tokens of many documents as columns.

use super::{Normalizer, Segmenter};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, ListValues, Table, TextBuilder, Values};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// Longer texts are taken in pieces, so that a stop is seen in time.
const BYTES_PER_CHECK: usize = 1 << 24;

/// A word of English and its space, so that a first guess of room is about right.
const BYTES_PER_TOKEN: usize = 5;

/// What a table of tokens holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenColumns {
    /// How text is cut.
    pub segmenter: Segmenter,
    /// How tokens are written; `None` leaves them as they stand.
    pub normalizer: Option<Normalizer>,
    /// Beside the tokens, where they begin and end, in code points, and their kinds.
    pub spans: bool,
}

/// One row a document: id, metadata, and the list of its tokens; null where the document is missing.
///
/// Linear in the length of the texts. The result is the same for any number of workers.
///
/// # Errors
///
/// Where the work was stopped.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::{Segmenter, TokenColumns, token_table};
///
/// let documents = Documents::from_optional_texts([Some("It rained."), None]);
/// let columns = TokenColumns { segmenter: Segmenter::default(), normalizer: None, spans: false };
/// let table = token_table(&documents, columns, &Workers::serial())?;
/// assert_eq!(table.to_json(), r#"[{"document":0,"tokens":["It","rained"]},{"document":1,"tokens":null}]"#);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn token_table(
    documents: &Documents,
    columns: TokenColumns,
    workers: &Workers,
) -> Result<Table> {
    let lists = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        Lists::default,
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

/// The number of tokens of each document; 0 where it is missing.
///
/// Without punctuation no token is made: see [`Segmenter::count`].
///
/// # Errors
///
/// Where the work was stopped.
pub fn count_tokens(
    documents: &Documents,
    segmenter: Segmenter,
    workers: &Workers,
) -> Result<Vec<usize>> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let count = |index| {
                let text = documents.text(index).unwrap_or_default();
                let pieces = documents.kept(index);
                pieces
                    .map(|piece| count_of(piece.slice(text), segmenter, workers))
                    .sum()
            };
            range.map(count).collect::<Result<Vec<usize>>>()
        },
    )?;
    Ok(parts.into_iter().flatten().collect())
}

fn count_of(text: &str, segmenter: Segmenter, workers: &Workers) -> Result<usize> {
    let mut n_tokens = 0;
    if segmenter.cuts_lines() {
        for piece in lines(text, BYTES_PER_CHECK) {
            workers.check()?;
            n_tokens += segmenter.count(piece.slice(text));
        }
        return Ok(n_tokens);
    }
    for _ in segmenter.kinds(text) {
        check_now_and_then(n_tokens, workers)?;
        n_tokens += 1;
    }
    Ok(n_tokens)
}

/// Pieces of at least `length` bytes that end after a line break, so that a stop is seen between two.
fn lines(text: &str, length: usize) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(start + length..).unwrap_or_default();
        let end = match rest.iter().position(|&byte| byte == b'\n') {
            Some(place) => start + length + place + 1,
            None => text.len(),
        };
        let piece = (start < end).then_some(Span::new(start, end));
        start = end;
        piece
    })
}

fn check_now_and_then(n_tokens: usize, workers: &Workers) -> Result<()> {
    if n_tokens.is_multiple_of(TOKENS_PER_CHECK) {
        workers.check()?;
    }
    Ok(())
}

/// A row a document.
#[derive(Default)]
struct Lists {
    /// Where the tokens of each document end.
    rows: ListValues<()>,
    tokens: TextBuilder,
    starts: Vec<i64>,
    ends: Vec<i64>,
    kinds: TextBuilder,
    buffer: String,
}

impl Lists {
    /// Makes room for the tokens of texts of so many bytes, as many as English has.
    fn reserve(&mut self, n_bytes: usize, columns: TokenColumns) {
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
        columns: TokenColumns,
        workers: &Workers,
    ) -> Result<()> {
        let text = documents.text(index).unwrap_or_default();
        let mut points = CodePoints::of(text);
        for piece in documents.kept(index) {
            self.add_piece(text, piece, &mut points, columns, workers)?;
        }
        self.rows.end_row(self.tokens.len());
        Ok(())
    }

    /// The tokens of a piece of `text`.
    fn add_piece(
        &mut self,
        text: &str,
        piece: Span,
        points: &mut CodePoints<'_>,
        columns: TokenColumns,
        workers: &Workers,
    ) -> Result<()> {
        if columns.spans || columns.normalizer.is_some() || !columns.segmenter.cuts_lines() {
            self.add_with_columns(text, piece, points, columns, workers)?;
        } else {
            let text = piece.slice(text);
            for piece in lines(text, BYTES_PER_CHECK) {
                workers.check()?;
                let text = piece.slice(text);
                let tokens = &mut self.tokens;
                let segmenter = columns.segmenter;
                segmenter.for_each_span(text, |span| tokens.push_slice(text, span));
            }
        }
        Ok(())
    }

    fn add_with_columns(
        &mut self,
        text: &str,
        piece: Span,
        points: &mut CodePoints<'_>,
        columns: TokenColumns,
        workers: &Workers,
    ) -> Result<()> {
        for (n, token) in columns.segmenter.tokens(piece.slice(text)).enumerate() {
            let span = token.span.shifted(piece.start);
            check_now_and_then(n, workers)?;
            match &columns.normalizer {
                Some(normalizer) => {
                    let term = normalizer.term(token.text, &mut self.buffer);
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
    fn words_are_counted_in_pieces_as_in_one() {
        let count = |text| Segmenter::default().count(text);
        let text = "It rained.\r\nné\u{301}\n\n\u{301}a b\r\n c_d 3,000.5\n";
        for length in 0..text.len() + 2 {
            let pieces: Vec<Span> = lines(text, length).collect();
            assert_eq!(
                pieces.iter().map(|piece| piece.len()).sum::<usize>(),
                text.len()
            );
            let counts = pieces.iter().map(|piece| count(piece.slice(text)));
            assert_eq!(counts.sum::<usize>(), count(text), "{length}");
        }
    }
}
