//! Splits text into the cells of rows, as RFC 4180 describes CSV.
//!
//! A row ends with LF, CR LF or CR. A cell that begins with a quotation mark ends with the next one that is not doubled;
//! only spaces and tabs may follow it. Quotation marks within other cells are ordinary characters.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use crate::span::Span;

/// A cell: the span of its content, and whether the content has doubled quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    span: Span,
    is_doubled: bool,
}

impl Cell {
    /// Return the content.
    pub(super) fn of(self, text: &str) -> Cow<'_, str> {
        let content = self.span.slice(text);
        if self.is_doubled {
            content.replace("\"\"", "\"").into()
        } else {
            content.into()
        }
    }
}

/// What begins at an offset of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A row. Its line end is before this offset.
    Row(usize),
    /// The text ends within the row, and there is more of it.
    Incomplete,
    /// The quotation mark at this offset is never closed.
    Unclosed(usize),
    /// The cell whose quotation mark is at the first offset goes on after the closing one, at the second.
    AfterQuote(usize, usize),
}

/// Find the row that begins at `from`, and put its cells into `cells`. `is_last` is true if there is no more text.
pub(super) fn next_row(
    text: &[u8],
    from: usize,
    delimiter: u8,
    is_last: bool,
    cells: &mut Vec<Cell>,
) -> Found {
    cells.clear();
    let mut at = from;
    loop {
        let start = at;
        if text.get(at) == Some(&b'"') {
            match quoted_cell(text, at, is_last) {
                Ok((cell, end)) => {
                    cells.push(cell);
                    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t') && **byte != delimiter;
                    at = end + text[end..].iter().take_while(is_blank).count();
                }
                Err(found) => return found,
            }
        } else {
            at = match memchr3(delimiter, b'\n', b'\r', &text[at..]) {
                Some(n) => at + n,
                None if is_last => text.len(),
                None => return Found::Incomplete,
            };
            cells.push(Cell {
                span: Span::new(start, at),
                is_doubled: false,
            });
        }
        match text.get(at) {
            Some(&byte) if byte == delimiter => at += 1,
            Some(b'\n') => return Found::Row(at + 1),
            Some(b'\r') => match text.get(at + 1) {
                Some(b'\n') => return Found::Row(at + 2),
                None if !is_last => return Found::Incomplete,
                _ => return Found::Row(at + 1),
            },
            Some(_) => return Found::AfterQuote(start, at),
            None if is_last => return Found::Row(at),
            None => return Found::Incomplete,
        }
    }
}

/// Return the cell whose quotation mark is at `opened`, and the offset after the closing one.
fn quoted_cell(text: &[u8], opened: usize, is_last: bool) -> Result<(Cell, usize), Found> {
    let start = opened + 1;
    let mut search = start;
    let mut is_doubled = false;
    loop {
        let Some(n) = memchr(b'"', &text[search..]) else {
            return Err(if is_last {
                Found::Unclosed(opened)
            } else {
                Found::Incomplete
            });
        };
        let mark = search + n;
        match text.get(mark + 1) {
            Some(b'"') => {
                is_doubled = true;
                search = mark + 2;
            }
            None if !is_last => return Err(Found::Incomplete),
            _ => {
                let span = Span::new(start, mark);
                return Ok((Cell { span, is_doubled }, mark + 1));
            }
        }
    }
}

/// Delimiters that are recognised, in the order in which they are preferred.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Number of rows that show which delimiter a file has.
const ROWS_SEEN: usize = 50;

/// Return the delimiter of a file that begins with `head`. If nothing speaks for another, that is `usual`.
///
/// That is the delimiter by which the header has all `names`; of several, the one that gives most columns, if at least
/// half of the rows have as many cells.
pub(super) fn delimiter_of(head: &str, is_whole: bool, usual: u8, names: &[String]) -> u8 {
    let score = |delimiter: u8| {
        let (header, share) = first_rows(head, is_whole, delimiter);
        let has_names = names.iter().all(|name| header.contains(name));
        let n_columns = if share >= 0.5 { header.len() } else { 1 };
        (has_names, n_columns, share, delimiter == usual)
    };
    let mut best = usual;
    for delimiter in DELIMITERS {
        if score(delimiter) > score(best) {
            best = delimiter;
        }
    }
    best
}

/// Return the cells of the header, and the share of the rows after it that have as many cells.
fn first_rows(head: &str, is_whole: bool, delimiter: u8) -> (Vec<String>, f64) {
    let mut header = Vec::new();
    let mut cells = Vec::new();
    let (mut n_rows, mut n_equal) = (0_usize, 0_usize);
    let mut at = 0;
    while n_rows <= ROWS_SEEN {
        at += n_blank(&head.as_bytes()[at..]);
        if at == head.len() {
            break;
        }
        let Found::Row(end) = next_row(head.as_bytes(), at, delimiter, is_whole, &mut cells) else {
            break;
        };
        at = end;
        if header.is_empty() {
            header = cells
                .iter()
                .map(|cell| cell.of(head).into_owned())
                .collect();
            continue;
        }
        n_rows += 1;
        n_equal += usize::from(cells.len() == header.len());
    }
    let share = if n_rows == 0 {
        1.0
    } else {
        n_equal as f64 / n_rows as f64
    };
    (header, share)
}

/// Return the number of line ends at the beginning: lines without any text are not rows.
pub(super) fn n_blank(text: &[u8]) -> usize {
    let is_line_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
    text.iter().take_while(is_line_end).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<Vec<String>>;

    fn rows(text: &str, delimiter: u8) -> Result<Rows, Found> {
        let (mut rows, mut cells, mut at) = (Vec::new(), Vec::new(), 0);
        loop {
            at += n_blank(&text.as_bytes()[at..]);
            if at == text.len() {
                return Ok(rows);
            }
            match next_row(text.as_bytes(), at, delimiter, true, &mut cells) {
                Found::Row(end) => at = end,
                other => return Err(other),
            }
            rows.push(
                cells
                    .iter()
                    .map(|cell| cell.of(text).into_owned())
                    .collect(),
            );
        }
    }

    /// The same by another library.
    fn oracle(text: &str, delimiter: u8) -> Rows {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let records = reader.records().map(Result::unwrap);
        records
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect()
    }

    proptest! {
        #[test]
        fn cells_are_those_of_another_library(
            table in proptest::collection::vec(proptest::collection::vec(("[a,;é\"\n\r ]{0,6}", any::<bool>()), 1..4), 0..5),
            delimiter in prop_oneof![Just(b','), Just(b';')],
            line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        ) {
            let mut text = String::new();
            for row in &table {
                let cells = row.iter().map(|(cell, is_quoted)| {
                    let is_special = cell.contains(['"', '\n', '\r', ',', ';']);
                    if *is_quoted || is_special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
                });
                let cells: Vec<String> = cells.collect();
                text.push_str(&cells.join(&char::from(delimiter).to_string()));
                text.push_str(line_end);
            }
            prop_assert_eq!(rows(&text, delimiter).unwrap(), oracle(&text, delimiter));
        }

        #[test]
        fn any_text_with_closed_quotation_marks_is_read_alike(text in "[a,\"\n ]{0,12}") {
            if let Ok(found) = rows(&text, b',') {
                let trimmed = |rows: Rows| -> Rows {
                    rows.into_iter().map(|row| row.into_iter().map(|cell| cell.trim_end().to_owned()).collect()).collect()
                };
                // The other library takes spaces after a closing quotation mark for part of the cell.
                prop_assert_eq!(trimmed(found), trimmed(oracle(&text, b',')));
            }
        }

        #[test]
        fn parts_of_a_text_give_its_rows_or_ask_for_more(text in "[a,\"\n\r]{0,12}", n in 0..12_usize) {
            let mut cells = Vec::new();
            let whole = next_row(text.as_bytes(), 0, b',', true, &mut cells);
            let all = cells.clone();
            let part = &text.as_bytes()[..n.min(text.len())];
            let found = next_row(part, 0, b',', false, &mut cells);
            if found != Found::Incomplete {
                prop_assert_eq!((found, cells), (whole, all));
            }
        }
    }

    #[test]
    fn quotation_marks_that_are_wrong_are_placed() {
        assert_eq!(rows("a,\"b\nc\n", b','), Err(Found::Unclosed(2)));
        assert_eq!(rows("a,\"b\nc,\"d\"\n", b','), Err(Found::AfterQuote(2, 8)));
        assert_eq!(
            rows("5\" pipe,\"a\" ,b", b','),
            Ok(vec![vec!["5\" pipe".into(), "a".into(), "b".into()]])
        );
    }

    #[test]
    fn delimiters_are_recognised() {
        let of = |head: &str| char::from(delimiter_of(head, true, b',', &["text".into()]));
        assert_eq!(of("id,text\n1,a;b;c\n"), ',');
        assert_eq!(of("id;text\n1;a, b\n2;c\n"), ';');
        assert_eq!(of("id\ttext\n1\ta, b, c\n"), '\t');
        assert_eq!(of("id|text|x,y\n1|a|b\n"), '|');
        assert_eq!(of("id;body\n1;a, b\n2;c, d, e\n"), ';');
        assert_eq!(of("text\nhello, world\nbye\n"), ';');
        assert_eq!(of("text\nhello\n"), ',');
        assert_eq!(of(""), ',');
        assert_eq!(of("\"a;text\",text\n1,2\n"), ',');
    }
}
