//! The source of each document, such as its web site.

use foldhash::quality::FixedState;
use hashbrown::HashMap;

use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::table::{Column, Values};

/// The source number of each document.
#[derive(Debug)]
pub(super) struct Sources {
    numbers: Vec<u32>,
    n_sources: usize,
}

impl Sources {
    /// Use one source for all documents, or one for each value of a column.
    pub(super) fn new(documents: &Documents, column: Option<&str>) -> Result<Self> {
        let Some(name) = column else {
            return Ok(Self {
                numbers: vec![0; documents.len()],
                n_sources: 1,
            });
        };
        let columns = documents.metadata();
        let Some(column) = columns.iter().find(|column| column.name == name) else {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            return Err(Error::config(format!(
                "source={name:?}: no such metadata column; the columns are {}",
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                }
            )));
        };
        let mut by_name: HashMap<String, u32, FixedState> = HashMap::default();
        let mut numbers = Vec::with_capacity(documents.len());
        for row in 0..documents.len() {
            let next = u32::try_from(by_name.len()).unwrap_or(u32::MAX);
            numbers.push(*by_name.entry(source_name(column, row)).or_insert(next));
        }
        Ok(Self {
            numbers,
            n_sources: by_name.len(),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.n_sources
    }

    pub(super) fn of(&self, document: usize) -> u32 {
        self.numbers[document]
    }
}

/// Return the name of the source of a row; missing values form a source of their own.
fn source_name(column: &Column, row: usize) -> String {
    if !column.is_present(row) {
        return String::new();
    }
    match &column.values {
        Values::Text(values) => site(&column.name, values.get(row)).to_lowercase(),
        Values::Int(values) => values[row].to_string(),
        Values::UInt(values) => values[row].to_string(),
        Values::Float(values) => values[row].to_string(),
        Values::Bool(values) => values[row].to_string(),
        Values::TextList(_) | Values::IntList(_) => String::new(),
    }
}

/// Return the host of a URL, the folder of a path, or else the value itself.
fn site<'v>(column: &str, value: &'v str) -> &'v str {
    let scheme = value.split_once("://");
    if let Some(("http" | "https", rest)) = scheme {
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        return host.strip_prefix("www.").unwrap_or(host);
    }
    if column == "path" {
        return value.rsplit_once('/').map_or("", |(folder, _)| folder);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::site;

    #[test]
    fn sites() {
        assert_eq!(site("url", "https://www.example.org/a/b?c"), "example.org");
        assert_eq!(site("url", "http://me@example.org:80#x"), "example.org:80");
        assert_eq!(site("path", "news/2024/a.txt"), "news/2024");
        assert_eq!(site("outlet", "Harbour Post"), "Harbour Post");
    }
}
