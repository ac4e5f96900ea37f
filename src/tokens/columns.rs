//! Tokens of many documents as columns.

use super::{Normalizer, Tokenizer};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::{CodePoints, Span};
use crate::table::{Column, ListValues, Table, TextValues, Values};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// Longer texts are counted in pieces, so that a stop is seen in time.
const BYTES_PER_CHECK: usize = 1 << 24;

/// What a table of tokens holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenColumns {
    /// How text is cut.
    pub tokenizer: Tokenizer,
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
/// use lexicount::tokens::{TokenColumns, Tokenizer, token_table};
///
/// let documents = Documents::from_optional_texts([Some("It rained."), None]);
/// let columns = TokenColumns { tokenizer: Tokenizer::default(), normalizer: None, spans: false };
/// let table = token_table(&documents, columns, &Workers::serial())?;
/// assert_eq!(table.to_json(), r#"[{"document":0,"tokens":["It","rained"]},{"document":1,"tokens":null}]"#);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn token_table(
    documents: &Documents,
    columns: TokenColumns,
    workers: &Workers,
) -> Result<Table> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut lists = Lists::default();
            for index in range {
                lists.add(documents.text(index).unwrap_or_default(), columns, workers)?;
            }
            Ok(lists)
        },
    )?;
    let mut parts = parts.into_iter();
    let mut lists = parts.next().unwrap_or_default();
    for part in parts {
        workers.check()?;
        lists.append(&part);
    }
    Ok(lists.into_table(documents, columns.spans))
}

/// The number of tokens of each document; 0 where it is missing.
///
/// Without punctuation no token is made: see [`Tokenizer::count`].
///
/// # Errors
///
/// Where the work was stopped.
pub fn count_tokens(
    documents: &Documents,
    tokenizer: Tokenizer,
    workers: &Workers,
) -> Result<Vec<usize>> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let counts = range.map(|index| {
                count_of(
                    documents.text(index).unwrap_or_default(),
                    tokenizer,
                    workers,
                )
            });
            counts.collect::<Result<Vec<usize>>>()
        },
    )?;
    Ok(parts.into_iter().flatten().collect())
}

fn count_of(text: &str, tokenizer: Tokenizer, workers: &Workers) -> Result<usize> {
    let mut n_tokens = 0;
    if tokenizer.punctuation || !tokenizer.keep.is_empty() {
        for _ in tokenizer.tokens(text) {
            check_now_and_then(n_tokens, workers)?;
            n_tokens += 1;
        }
        return Ok(n_tokens);
    }
    for piece in pieces(text, BYTES_PER_CHECK) {
        workers.check()?;
        n_tokens += tokenizer.count(piece.slice(text));
    }
    Ok(n_tokens)
}

/// Pieces of at least `length` bytes that end after a line break, where no word goes on.
fn pieces(text: &str, length: usize) -> impl Iterator<Item = Span> {
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
    tokens: ListValues<TextValues>,
    starts: ListValues<Vec<i64>>,
    ends: ListValues<Vec<i64>>,
    kinds: ListValues<TextValues>,
    buffer: String,
}

impl Lists {
    fn add(&mut self, text: &str, columns: TokenColumns, workers: &Workers) -> Result<()> {
        let mut points = CodePoints::of(text);
        for (n, token) in columns.tokenizer.tokens(text).enumerate() {
            check_now_and_then(n, workers)?;
            let word = match columns.normalizer {
                Some(normalizer) => normalizer.term(token.text, &mut self.buffer),
                None => token.text,
            };
            self.tokens.values.push(word);
            if columns.spans {
                let (start, end) = points.convert(token.span);
                self.starts.values.push(offset(start));
                self.ends.values.push(offset(end));
                self.kinds.values.push(token.kind.name());
            }
        }
        self.tokens.end_row(self.tokens.values.len());
        self.starts.end_row(self.starts.values.len());
        self.ends.end_row(self.ends.values.len());
        self.kinds.end_row(self.kinds.values.len());
        Ok(())
    }

    fn append(&mut self, other: &Self) {
        self.tokens
            .append_rows(&other.tokens, self.tokens.values.len());
        self.tokens.values.append(&other.tokens.values);
        self.starts
            .append_rows(&other.starts, self.starts.values.len());
        self.starts.values.extend_from_slice(&other.starts.values);
        self.ends.append_rows(&other.ends, self.ends.values.len());
        self.ends.values.extend_from_slice(&other.ends.values);
        self.kinds
            .append_rows(&other.kinds, self.kinds.values.len());
        self.kinds.values.append(&other.kinds.values);
    }

    fn into_table(self, documents: &Documents, spans: bool) -> Table {
        let mut lists = vec![("tokens", Values::TextList(self.tokens))];
        if spans {
            lists.push(("starts", Values::IntList(self.starts)));
            lists.push(("ends", Values::IntList(self.ends)));
            lists.push(("kinds", Values::TextList(self.kinds)));
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
        let count = |text| Tokenizer::default().count(text);
        let text = "It rained.\r\nné\u{301}\n\n\u{301}a b\r\n c_d 3,000.5\n";
        for length in 0..text.len() + 2 {
            let pieces: Vec<Span> = pieces(text, length).collect();
            assert_eq!(
                pieces.iter().map(|piece| piece.len()).sum::<usize>(),
                text.len()
            );
            let counts = pieces.iter().map(|piece| count(piece.slice(text)));
            assert_eq!(counts.sum::<usize>(), count(text), "{length}");
        }
    }
}
