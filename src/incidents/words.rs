//! Tables of words and phrases: what a line of a data file says of each.
//!
//! A line is a role, the words that have it, and a value, separated by tabs. A word with a space is written with "_".

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::span::Span;

type Map<V> = HashMap<&'static str, V, RandomState>;

/// The words and phrases of a language, each with an entry.
#[derive(Debug)]
pub(super) struct WordTable<W> {
    words: Map<W>,
    /// Phrases by their first word: the longest first.
    phrases: Map<Vec<(Vec<&'static str>, W)>>,
}

impl<W: Default> WordTable<W> {
    /// Reads a table; `add` adds to an entry what a row says of its word: role, value, number of the word in the row.
    pub(super) fn parse(
        table: &'static str,
        add: impl Fn(&mut W, &str, &'static str, usize),
    ) -> Self {
        let mut entries: Map<W> = Map::default();
        let is_row = |line: &&str| !line.starts_with('#') && !line.is_empty();
        for line in table.lines().filter(is_row) {
            let mut cells = line.split('\t');
            let role = cells.next().expect("a line has a first cell");
            let words = cells.next().expect("a row has words");
            let value = cells.next().unwrap_or_default();
            for (number, word) in words.split(' ').enumerate() {
                add(entries.entry(word).or_default(), role, value, number);
            }
        }
        let mut made = Self {
            words: Map::default(),
            phrases: Map::default(),
        };
        for (word, entry) in entries {
            match word.split_once('_') {
                None => drop(made.words.insert(word, entry)),
                Some((first, rest)) => {
                    let rest: Vec<&str> = rest.split('_').collect();
                    made.phrases.entry(first).or_default().push((rest, entry));
                }
            }
        }
        for phrases in made.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| (std::cmp::Reverse(rest.len()), rest.clone()));
        }
        made
    }
}

impl<W> WordTable<W> {
    /// The entry of a word in lowercase.
    pub(super) fn word(&self, word: &str) -> Option<&W> {
        self.words.get(word)
    }

    /// The phrases that begin with a word, the longest first: the words after the first, and the entry.
    pub(super) fn phrases(&self, first: &str) -> &[(Vec<&'static str>, W)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// The phrases of the first of some pieces of a text, of which `first` is the lowercase form: the longest first, each
    /// with its number of words.
    pub(super) fn phrases_at(
        &self,
        first: &str,
        text: &str,
        pieces: &[Span],
    ) -> impl Iterator<Item = (usize, &W)> {
        let all = self.phrases(first).iter();
        let fitting = all.filter(move |(rest, _)| follows(text, pieces, rest));
        fitting.map(|(rest, entry)| (rest.len() + 1, entry))
    }
}

/// True if these words follow the first of the pieces.
fn follows(text: &str, pieces: &[Span], rest: &[&str]) -> bool {
    pieces.len() > rest.len()
        && rest
            .iter()
            .zip(&pieces[1..])
            .all(|(word, piece)| piece.slice(text).eq_ignore_ascii_case(word))
}

/// Writes a word in lowercase, as the tables have it, to a buffer.
pub(super) fn lowercase(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        let plain = |mark| if mark == '’' { '\'' } else { mark };
        lower.extend(word.chars().flat_map(char::to_lowercase).map(plain));
    }
}
