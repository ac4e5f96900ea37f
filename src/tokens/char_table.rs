//! Character mappings supplied by the caller.
//!
//! Which characters belong to words and how they are lowercased depends on the version of Unicode. To reproduce the
//! results of another program, use its mappings: a [`CharTable`] takes them as data for the characters that occur
//! ([`distinct_characters`]). The mappings of ASCII are fixed.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::tokens::{CharTable, distinct_characters};
//!
//! let documents = Documents::from_texts(["Straße – ÉTÉ"]);
//! assert_eq!(distinct_characters(&documents), ['É', 'ß', '–']);
//! let rules = ['É', 'ß', '–'].map(|one| (one, one.to_lowercase().to_string()));
//! let table = CharTable::for_words(true, rules, char::is_alphanumeric);
//! let mut written = String::new();
//! table.write(documents.text(0).unwrap(), &mut written);
//! assert_eq!(written, "straße   été");
//! ```

use crate::corpus::Documents;

/// The number of code points per page of the table.
const PAGE: usize = 256;
const N_PAGES: usize = 0x11_0000 / PAGE;

/// The number of bytes that are checked together for being ASCII.
const STRIDE: usize = 16;

/// A mapping from non-ASCII characters to text, with optional lowercasing of ASCII.
#[derive(Clone, Debug)]
pub struct CharTable {
    lowercase: bool,
    /// For each page of code points, its 1-based page number in `entries`, or 0 if none of its characters has an entry.
    pages: Vec<u16>,
    entries: Vec<Entry>,
    texts: String,
}

/// The range of a character's replacement in `texts`.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    start: u32,
    end: u32,
}

impl CharTable {
    /// Creates a table that replaces each character of `rules` by its text, and any other non-ASCII character by a
    /// space.
    ///
    /// Linear in the number of rules. Takes two kilobytes per 256 code points of which at least one has a rule.
    pub fn new(lowercase: bool, rules: impl IntoIterator<Item = (char, String)>) -> Self {
        let mut table = Self {
            lowercase,
            pages: Vec::new(),
            entries: Vec::new(),
            texts: " ".to_owned(),
        };
        for (character, text) in rules {
            table.add(character, &text);
        }
        table
    }

    /// Creates a table for finding words: replaces non-ASCII characters that are not word characters by a space.
    ///
    /// In the text that [`write`](Self::write) produces, all non-ASCII characters are then word characters.
    pub fn for_words(
        lowercase: bool,
        rules: impl IntoIterator<Item = (char, String)>,
        is_word: impl Fn(char) -> bool,
    ) -> Self {
        let written = |one: char| {
            if one.is_ascii() || is_word(one) {
                one
            } else {
                ' '
            }
        };
        let rules = rules.into_iter();
        Self::new(
            lowercase,
            rules.map(|(character, text)| (character, text.chars().map(written).collect())),
        )
    }

    fn add(&mut self, character: char, text: &str) {
        let start = offset(self.texts.len());
        self.texts.push_str(text);
        let end = offset(self.texts.len());
        if self.pages.is_empty() {
            self.pages = vec![0; N_PAGES];
        }
        let point = character as usize;
        let n_pages = self.entries.len() / PAGE;
        let page = &mut self.pages[point / PAGE];
        if *page == 0 {
            *page = u16::try_from(n_pages + 1).expect("fewer pages than 2^16");
            // The space at the start of `texts`.
            let space = Entry { start: 0, end: 1 };
            self.entries.resize((n_pages + 1) * PAGE, space);
        }
        self.entries[(usize::from(*page) - 1) * PAGE + point % PAGE] = Entry { start, end };
    }

    /// Replaces the content of `out` by the mapped `text`.
    ///
    /// Linear in the length of the text.
    pub fn write(&self, text: &str, out: &mut String) {
        out.clear();
        out.reserve(text.len() + 4 * STRIDE);
        let mut rest = text;
        loop {
            let n_ascii = ascii_length(rest.as_bytes());
            let (ascii, non_ascii) = rest.split_at(n_ascii);
            let start = out.len();
            out.push_str(ascii);
            if self.lowercase {
                out[start..].make_ascii_lowercase();
            }
            let mut characters = non_ascii.chars();
            let Some(mut character) = characters.next() else {
                return;
            };
            loop {
                out.push_str(self.replacement(character));
                rest = characters.as_str();
                match characters.next() {
                    Some(next) if !next.is_ascii() => character = next,
                    _ => break,
                }
            }
        }
    }

    fn replacement(&self, character: char) -> &str {
        let point = character as usize;
        let page = self.pages.get(point / PAGE).copied().unwrap_or(0);
        if page == 0 {
            return " ";
        }
        let entry = self.entries[(usize::from(page) - 1) * PAGE + point % PAGE];
        &self.texts[entry.start as usize..entry.end as usize]
    }
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).expect("rules of less than 4 GB")
}

/// Returns the number of leading ASCII bytes.
fn ascii_length(bytes: &[u8]) -> usize {
    let (strides, rest) = bytes.as_chunks::<STRIDE>();
    let n_ascii_strides = strides.iter().take_while(|stride| stride.is_ascii());
    let start = STRIDE * n_ascii_strides.count();
    let tail = if start < STRIDE * strides.len() {
        &bytes[start..]
    } else {
        rest
    };
    start + tail.iter().take_while(|byte| byte.is_ascii()).count()
}

/// Returns the distinct non-ASCII characters of all documents, in ascending order.
///
/// Linear in the length of the texts.
#[must_use]
pub fn distinct_characters(documents: &Documents) -> Vec<char> {
    let mut seen = vec![0_u64; 0x11_0000 / 64];
    for text in documents.texts().flatten() {
        let mut rest = text;
        loop {
            rest = &rest[ascii_length(rest.as_bytes())..];
            let mut characters = rest.chars();
            let Some(character) = characters.next() else {
                break;
            };
            let point = character as usize;
            seen[point / 64] |= 1 << (point % 64);
            rest = characters.as_str();
        }
    }
    let points = seen.iter().enumerate().flat_map(|(word, &bits)| {
        let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
        set.map(move |bit| 64 * word + bit)
    });
    let characters = points.filter_map(|point| char::from_u32(u32::try_from(point).ok()?));
    characters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lower(text: &str) -> Vec<(char, String)> {
        let rule = |one: char| (one, one.to_lowercase().collect());
        text.chars()
            .filter(|one| !one.is_ascii())
            .map(rule)
            .collect()
    }

    #[test]
    fn characters_without_a_rule_become_spaces() {
        let mut out = "before".to_owned();
        CharTable::new(true, lower("É")).write("ÉTÉ, ÈÀ\u{10FFFF}x", &mut out);
        assert_eq!(out, "été,    x");
        CharTable::new(false, []).write("A\u{e9}", &mut out);
        assert_eq!(out, "A ");
    }

    #[test]
    fn rules_may_map_to_any_length() {
        let rules = [('\u{301}', String::new()), ('½', "1⁄2".to_owned())];
        let mut out = String::new();
        CharTable::for_words(false, rules, |one| one != '⁄').write("e\u{301}½", &mut out);
        assert_eq!(out, "e1 2");
    }

    proptest! {
        #[test]
        fn mapping_equals_a_plain_reading(text in "[a-zA-Z ]{0,40}(\\PC|[a-zA-Zé]){0,40}") {
            let mut out = String::new();
            CharTable::new(true, lower(&text)).write(&text, &mut out);
            let plain: String = text.chars().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(out, plain);
            let documents = Documents::from_texts([text.as_str()]);
            let mut distinct: Vec<char> = text.chars().filter(|one| !one.is_ascii()).collect();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct_characters(&documents), distinct);
        }
    }
}
