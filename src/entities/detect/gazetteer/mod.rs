//! Many names looked for at once.
//!
//! Names and text are cut into words by the same rules; the words of all names form a tree, which is walked from the words
//! of a text that begin a name. A match begins and ends at words. Case, apostrophes, and whether a hyphen or a space joins
//! two words do not part a name from its spelling in the text; the name's [`CaseRule`] then decides. A possessive ending is
//! not part of the match, unless [`Edges`] say so. Where names overlap, [`MatchKind`] says which are given.
//!
//! ```
//! use lexicount::entities::{CaseRule, Entry, Gazetteer, Label, Name};
//!
//! let entry = Entry::new("Islamic State", Label::ORG);
//! let names = [Name::new("Islamic State", CaseRule::Capitalised), Name::new("IS", CaseRule::Exact)];
//! let gazetteer = Gazetteer::new([(entry, names)])?;
//! let text = "IS is what Islamic-State’s fighters say.";
//! let found: Vec<_> = gazetteer.matches(text).map(|found| found.span.slice(text)).collect();
//! assert_eq!(found, ["IS", "Islamic-State"]);
//! # Ok::<(), lexicount::Error>(())
//! ```
//!
//! `words` turns a word into a number, `trie` holds the names, `matcher` reads texts, `resolve` chooses among what
//! overlaps. A gazetteer is one run of bytes (`compiled`), which is also its file.

mod builder;
mod builtin;
mod compiled;
mod entry;
mod matcher;
mod matches;
mod metadata;
mod reading;
mod resolve;
mod seal;
mod trie;
mod words;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use builder::GazetteerBuilder;
pub use builtin::BUILTIN_TABLES;
pub use entry::{CaseRule, Edges, Entry, HyphenPolicy, MatchKind, Name, PossessivePolicy};
pub use matches::{NameMatches, find_names};

use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::saving::write_whole;
use crate::span::Span;
use crate::table::{Column, Table};
use compiled::{Compiled, Section, u32_at};
use matcher::{BLOCKED, Hit, Scanner, View, Wanted};
use metadata::ColumnHead;
use resolve::{Claim, resolve};
use seal::damaged;
use trie::Trie;
use words::{BitFilter, Filter, Words};

/// An entry: where its name begins, its label and kind, its priority.
const ENTRY_LEN: usize = 12;

/// A set of entries and their names, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    compiled: Compiled,
    head: Head,
    labels: Vec<Label>,
}

/// Everything about a gazetteer that is small.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    labels: Vec<String>,
    kinds: Vec<String>,
    edges: Edges,
    n_firsts: u32,
    first_joint: u32,
    most_words: usize,
    has_one_priority: bool,
    columns: Vec<ColumnHead>,
}

/// An entry of a gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRef<'g> {
    /// Its number, in the order in which entries were given.
    pub number: u32,
    /// The name to show.
    pub name: &'g str,
    /// What kind of thing it is.
    pub label: &'g Label,
    /// What list it comes from.
    pub kind: &'g str,
    /// Its priority.
    pub priority: i32,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'g> {
    /// Where it stands.
    pub span: Span,
    /// Whose name it is.
    pub entry: EntryRef<'g>,
}

impl Gazetteer {
    /// The gazetteer of these entries and their names.
    ///
    /// Where one spelling belongs to two entries of one priority, the earlier entry wins. [`GazetteerBuilder`] takes
    /// more: rules for edges, metadata.
    ///
    /// # Errors
    ///
    /// Where a name holds no letter and no digit.
    pub fn new<N: IntoIterator<Item = Name>>(
        entries: impl IntoIterator<Item = (Entry, N)>,
    ) -> Result<Self> {
        let mut builder = GazetteerBuilder::default();
        for (entry, names) in entries {
            let number = builder.entry(&entry)?;
            for name in names {
                builder.name(number, &name.text, name.rule)?;
            }
        }
        builder.build()
    }

    fn from_parts(compiled: Compiled, head: Head) -> Result<Self> {
        let n_slots = compiled.rows::<{ words::SLOT_LEN }>(Section::Slots).len();
        let filters = [Section::SmallFirsts, Section::UpperFirsts, Section::Pairs]
            .map(|one| compiled.rows::<8>(one).len());
        let n_nodes = compiled.rows::<4>(Section::Labels).len();
        let is_whole = n_slots.is_power_of_two()
            && filters.iter().all(|bits| bits.is_power_of_two())
            && head.most_words <= n_nodes
            && !compiled.rows::<ENTRY_LEN>(Section::Entries).is_empty();
        if !is_whole {
            return Err(damaged());
        }
        Ok(Self {
            labels: head.labels.iter().map(Label::new).collect(),
            compiled,
            head,
        })
    }

    /// The gazetteer as bytes that [`from_bytes`](Self::from_bytes) reads; equal entries in equal order are equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> &[u8] {
        self.compiled.bytes()
    }

    /// A gazetteer from the bytes of [`to_bytes`](Self::to_bytes), which are used as they are.
    ///
    /// # Errors
    ///
    /// Where the bytes are something else, of another version, cut short or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::of(Compiled::from_bytes(bytes)?)
    }

    fn of(compiled: Compiled) -> Result<Self> {
        let head = postcard::from_bytes(compiled.section(Section::Head)).map_err(|_| damaged())?;
        Self::from_parts(compiled, head)
    }

    /// Writes the gazetteer to a file, whole or not at all.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        write_whole(path, self.to_bytes())
    }

    /// Reads a gazetteer from a file that [`save`](Self::save) wrote.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or holds something else.
    pub fn load(path: &Path, workers: &Workers) -> Result<Self> {
        Self::of(Compiled::read(path, workers)?)
            .map_err(|error| Error::format(path, error.to_string()))
    }

    /// The number of entries.
    #[must_use]
    pub fn n_entries(&self) -> usize {
        // One row more tells where the last name ends.
        self.entry_rows().len() - 1
    }

    /// The number of names of all entries.
    #[must_use]
    pub fn n_names(&self) -> usize {
        self.view().names.len().saturating_sub(1)
    }

    /// The entry of that number.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn entry(&self, number: u32) -> EntryRef<'_> {
        let place = number as usize;
        let [row, next] = &self.entry_rows()[place..place + 2] else {
            unreachable!("a range of two")
        };
        let name = u32_at(row, 0) as usize..u32_at(next, 0) as usize;
        let texts = self.compiled.section(Section::EntryTexts);
        let tags = u32_at(row, 4);
        let kind = self.head.kinds.get((tags >> 16) as usize);
        EntryRef {
            number,
            name: std::str::from_utf8(texts.get(name).unwrap_or_default()).unwrap_or_default(),
            label: self
                .labels
                .get((tags & 0xFFFF) as usize)
                .unwrap_or(&Label::NAME),
            kind: kind.map(String::as_str).unwrap_or_default(),
            priority: u32_at(row, 8).cast_signed(),
        }
    }

    /// The entries, in the order in which they were given.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        (0..self.n_entries()).filter_map(|number| Some(self.entry(u32::try_from(number).ok()?)))
    }

    /// The labels of the entries, in the order in which they came.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.head.labels.iter().map(String::as_str)
    }

    /// The entries: label, name, table, priority, and metadata.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let priorities = self.entries().map(|entry| i64::from(entry.priority));
        let mut columns = vec![
            Column::text("label", self.entries().map(|entry| entry.label.as_str())),
            Column::text("name", self.entries().map(|entry| entry.name)),
            Column::text("table", self.entries().map(|entry| entry.kind)),
            Column::ints("priority", priorities.collect()),
        ];
        let all: Vec<u32> = self.entries().map(|entry| entry.number).collect();
        columns.extend(matches::entry_columns(
            self,
            &all,
            &["label", "name", "table", "priority"],
        ));
        Table::new(columns)
    }

    /// The names of the columns of metadata.
    pub fn metadata_names(&self) -> impl Iterator<Item = &str> {
        self.head.columns.iter().map(|column| column.name.as_str())
    }

    /// The metadata of these entries, a row each.
    #[must_use]
    pub fn metadata(&self, entries: &[u32]) -> Table {
        Table::new(self.metadata_columns(entries))
    }

    fn metadata_columns(&self, entries: &[u32]) -> Vec<Column> {
        let rows: Vec<usize> = entries.iter().map(|&entry| entry as usize).collect();
        let bytes = self.compiled.section(Section::Metadata);
        let columns = self.head.columns.iter();
        columns
            .map(|column| metadata::take(column, bytes, &rows))
            .collect()
    }

    /// The leftmost and longest names in `text`, in order.
    ///
    /// Linear in the number of words, times the length of the longest name that begins at each.
    pub fn matches<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Match<'s>> {
        self.find(text, MatchKind::LeftmostLongest).into_iter()
    }

    /// The names in `text` that `kind` asks for, in order of place; of those at one place, the highest priority first, then
    /// in the order of the entries.
    ///
    /// ```
    /// use lexicount::entities::{CaseRule, Entry, Gazetteer, Label, MatchKind, Name};
    ///
    /// let place = |name| (Entry::new(name, Label::GPE), [Name::new(name, CaseRule::Exact)]);
    /// let paper = Entry::new("Washington Post", Label::ORG).blocking();
    /// let names = [Name::new("Washington Post", CaseRule::Exact)];
    /// let gazetteer = Gazetteer::new([place("Washington"), place("New York"), place("York"), (paper, names)])?;
    /// let find = |kind| gazetteer.find("New York: The Washington Post", kind).len();
    /// assert_eq!(find(MatchKind::LeftmostLongest), 1);
    /// assert_eq!(find(MatchKind::Overlapping), 2);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, text: &str, kind: MatchKind) -> Vec<Match<'_>> {
        let mut found = Vec::new();
        let mut searcher = Searcher::new(self, kind);
        searcher
            .search(text, &Workers::serial(), |span, entry| {
                let entry = self.entry(entry);
                found.push(Match { span, entry });
            })
            .expect("nobody stops these workers");
        found
    }

    fn entry_rows(&self) -> &[[u8; ENTRY_LEN]] {
        self.compiled.rows(Section::Entries)
    }

    fn view(&self) -> View<'_> {
        let all = &self.compiled;
        View {
            words: Words::new(all.rows(Section::Slots), all.section(Section::LongWords)),
            firsts: [Section::SmallFirsts, Section::UpperFirsts]
                .map(|one| Filter::new(all.rows(one))),
            pairs: BitFilter::new(all.rows(Section::Pairs)),
            trie: Trie {
                nodes: all.rows(Section::Nodes),
                labels: all.rows(Section::Labels),
                n_firsts: self.head.n_firsts,
                first_joint: self.head.first_joint,
            },
            names: all.rows(Section::Names),
            patterns: all.section(Section::Patterns),
            edges: self.head.edges,
            most_words: self.head.most_words,
        }
    }
}

/// Looks for the names of one gazetteer in text after text; keeps its buffers.
#[derive(Debug)]
pub(super) struct Searcher<'g> {
    gazetteer: &'g Gazetteer,
    scanner: Scanner<'g>,
    kind: MatchKind,
    /// Names are given as they are found: none must be weighed against another.
    is_direct: bool,
    n_entries: usize,
}

impl<'g> Searcher<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, kind: MatchKind) -> Self {
        let is_direct = kind == MatchKind::LeftmostLongest && gazetteer.head.has_one_priority;
        let wanted = if is_direct {
            Wanted::Longest
        } else {
            Wanted::Every
        };
        Self {
            gazetteer,
            scanner: Scanner::new(gazetteer.view(), wanted),
            kind,
            is_direct,
            n_entries: gazetteer.n_entries(),
        }
    }

    /// Calls `take` with place and entry of each match, in order, looking at the stop flag now and then.
    pub(super) fn search(
        &mut self,
        text: &str,
        workers: &Workers,
        mut take: impl FnMut(Span, u32),
    ) -> Result<()> {
        let view = self.gazetteer.view();
        if self.is_direct {
            let n_entries = self.n_entries;
            return self.scanner.scan(text, workers, |hit| {
                let entry = view.entry(hit.name);
                if view.flags(hit.name) & BLOCKED == 0 && (entry as usize) < n_entries {
                    take(hit.span, entry);
                }
            });
        }
        let mut claims = Vec::new();
        let gazetteer = self.gazetteer;
        self.scanner.scan(text, workers, |hit| {
            claims.extend(claim(gazetteer, &view, hit));
        })?;
        for claim in resolve(claims, self.kind) {
            take(claim.hit.span, claim.entry);
        }
        Ok(())
    }
}

fn claim(gazetteer: &Gazetteer, view: &View<'_>, hit: Hit) -> Option<Claim> {
    let entry = view.entry(hit.name);
    let (_, rows) = gazetteer.entry_rows().split_last()?;
    let row = rows.get(entry as usize)?;
    Some(Claim {
        hit,
        entry,
        priority: u32_at(row, 8).cast_signed(),
        is_blocked: view.flags(hit.name) & BLOCKED != 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[(&str, CaseRule)], text: &str, expected: &[&str]) {
        let entries = names
            .iter()
            .map(|&(name, rule)| (Entry::new(name, Label::new("X")), [Name::new(name, rule)]));
        let gazetteer = Gazetteer::new(entries).unwrap();
        let found: Vec<_> = gazetteer
            .matches(text)
            .map(|found| found.span.slice(text))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn the_longest_name_wins() {
        let names = [
            ("New York", CaseRule::Capitalised),
            ("New York Times", CaseRule::Capitalised),
            ("York", CaseRule::Capitalised),
        ];
        check(
            &names,
            "New York Times, New York, York",
            &["New York Times", "New York", "York"],
        );
        check(&names, "New\nYork and New\n\nYork", &["New\nYork", "York"]);
        check(&names, "New Yorkers", &[]);
    }

    #[test]
    fn a_failed_longer_name_leaves_the_shorter() {
        let names = [
            ("a b c d", CaseRule::Folded),
            ("a b", CaseRule::Folded),
            ("b c", CaseRule::Folded),
        ];
        check(&names, "a b c e", &["a b"]);
        check(&names, "b c d", &["b c"]);
    }

    #[test]
    fn case_rules() {
        check(&[("US", CaseRule::Exact)], "US us Us US's", &["US", "US"]);
        check(
            &[("Nice", CaseRule::Common)],
            "Nice. Nice try in Nice",
            &["Nice"],
        );
        check(
            &[("Bank of Rome", CaseRule::Capitalised)],
            "BANK OF ROME, bank of Rome",
            &["BANK OF ROME"],
        );
        check(
            &[("Hamas", CaseRule::Folded)],
            "HAMAS hamas",
            &["HAMAS", "hamas"],
        );
    }

    #[test]
    fn marks_in_names() {
        check(
            &[("U.S.", CaseRule::Capitalised)],
            "The U.S. and U.S troops",
            &["U.S.", "U.S"],
        );
        check(
            &[("St. John's", CaseRule::Capitalised)],
            "St. John’s and St John's",
            &["St. John’s"],
        );
        check(
            &[("Workers' Party", CaseRule::Capitalised)],
            "Workers’ Party, Workers Party",
            &["Workers’ Party", "Workers Party"],
        );
        check(
            &[("Al-Shabaab", CaseRule::Capitalised)],
            "Al Shabaab's men",
            &["Al Shabaab"],
        );
        check(
            &[("Kabul", CaseRule::Capitalised)],
            "Kabul-based",
            &["Kabul"],
        );
    }

    #[test]
    fn names_without_words_are_refused() {
        let entry = Entry::new("dash", Label::ORG);
        let error = Gazetteer::new([(entry, [Name::new("--", CaseRule::Folded)])]).unwrap_err();
        assert!(error.is_config());
    }

    fn sample() -> Gazetteer {
        let mut builder = GazetteerBuilder::default();
        let names = [
            "St. John's",
            "Kabul",
            "kabul city & more",
            "Antidisestablishmentarians",
        ];
        for (name, rule) in names.iter().zip([CaseRule::Exact, CaseRule::Common]) {
            let entry = Entry::new(*name, Label::GPE).with_priority(1);
            let entry = builder.entry(&entry).unwrap();
            builder.name(entry, name, rule).unwrap();
        }
        let other = builder
            .entry(&Entry::new("other", Label::ORG).blocking())
            .unwrap();
        for name in names {
            builder.name(other, name, CaseRule::Folded).unwrap();
        }
        let table = Table::new(vec![
            Column::ints("number", vec![1, 2, 3]),
            Column::optional_text("text", [Some("a"), None, Some("c")]),
            Column::text_lists("lists", [vec!["x"], vec![], vec!["y", "z"]]),
        ]);
        builder.metadata(table).build().unwrap()
    }

    const SAMPLE_TEXT: &str = "St. John's, to Kabul: kabul city & more antidisestablishmentarians";

    fn use_all(gazetteer: &Gazetteer) -> usize {
        let kinds = [
            MatchKind::LeftmostLongest,
            MatchKind::All,
            MatchKind::Overlapping,
        ];
        let found = kinds.map(|kind| gazetteer.find(SAMPLE_TEXT, kind).len());
        found.iter().sum::<usize>() + gazetteer.to_table().n_rows()
    }

    #[test]
    fn every_damage_is_noticed() {
        let gazetteer = sample();
        let bytes = gazetteer.to_bytes().to_vec();
        let loaded = Gazetteer::from_bytes(bytes.clone()).unwrap();
        assert!(use_all(&gazetteer) > 6);
        assert_eq!(use_all(&loaded), use_all(&gazetteer));
        assert_eq!(loaded.to_table(), gazetteer.to_table());
        for cut in 0..bytes.len() {
            let error = Gazetteer::from_bytes(bytes[..cut].to_vec()).unwrap_err();
            assert!(error.is_format(), "cut at {cut}");
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x20;
            let error = Gazetteer::from_bytes(damaged).unwrap_err();
            assert!(error.is_format(), "damaged at {place}");
        }
    }

    #[test]
    fn bytes_made_to_deceive_cause_no_panic() {
        let bytes = sample().to_bytes().to_vec();
        for place in seal::SEAL_LEN..bytes.len() {
            for bits in [0x01, 0x80, 0xFF] {
                let mut forged = bytes.clone();
                forged[place] ^= bits;
                seal::seal(&mut forged);
                if let Ok(gazetteer) = Gazetteer::from_bytes(forged) {
                    use_all(&gazetteer);
                }
            }
        }
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("names");
        sample().save(&path).unwrap();
        assert_eq!(
            Gazetteer::load(&path, &Workers::serial())
                .unwrap()
                .to_bytes(),
            sample().to_bytes()
        );
        assert!(
            Gazetteer::load(&folder.path().join("none"), &Workers::serial())
                .unwrap_err()
                .is_io()
        );
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let mut builder = GazetteerBuilder::default();
        assert!(
            builder
                .name(0, "a", CaseRule::Folded)
                .unwrap_err()
                .is_config()
        );
        builder.entry(&Entry::new("a", Label::ORG)).unwrap();
        let table = Table::new(vec![Column::ints("number", vec![1, 2])]);
        assert!(builder.metadata(table).build().unwrap_err().is_config());
    }

    #[test]
    fn no_names_are_found_nowhere() {
        let gazetteer = GazetteerBuilder::default().build().unwrap();
        assert_eq!((gazetteer.n_entries(), gazetteer.n_names()), (0, 0));
        assert_eq!(gazetteer.matches("a b").count(), 0);
    }
}
