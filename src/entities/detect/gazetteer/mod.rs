//! Multi-pattern matching of names.
//!
//! Names and text are tokenized by the same rules. The tokens of all names form a trie, which is searched from every
//! token that can begin a name. A match begins and ends at token boundaries. Matching ignores the form of apostrophes,
//! and hyphens are equal to spaces. Case is compared by the [`CaseRule`] of the name. A possessive ending is not part of
//! the match, unless the [`BoundaryRules`] say so; a sign at an edge of a name is ("Canal+"). [`MatchKind`] selects between overlapping names.
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
//! `words` maps tokens to ids, `trie` stores the names, `matcher` searches texts, and `resolve` chooses between
//! overlapping matches. A gazetteer is a single byte array (`compiled`), which is also the file format.

mod builder;
mod builtin;
mod compiled;
mod entry;
mod file;
mod matcher;
mod matches;
mod metadata;
mod namesakes;
mod resolve;
mod trie;
mod words;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use builder::GazetteerBuilder;
pub use builtin::BUILTIN_TABLES;
pub use entry::{BoundaryRules, CaseRule, Entry, HyphenPolicy, MatchKind, Name, PossessivePolicy};
pub use matches::{NameMatches, find_names};

use crate::entities::detect::text_words::TextWords;
use crate::entities::mentions::Label;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::saving::write_whole;
use crate::span::Span;
use crate::table::{Column, Table};
use compiled::{Compiled, Section, u32_at};
use file::FORMAT;
pub(super) use matcher::Buffers;
use matcher::{BLOCKING, Hit, Scanner, SearchMode, View};
use metadata::ColumnHead;
pub(super) use namesakes::Settled;
use namesakes::{namesakes, settle};
use resolve::{Candidate, resolve};
use trie::Trie;
use words::{BitFilter, Filter, Words};

/// The length of an entry in bytes: the offset of its name, its label and kind, its priority.
const ENTRY_LEN: usize = 12;

/// A compiled set of entries with their names.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    compiled: Compiled,
    head: Head,
    labels: Vec<Label>,
}

/// The header of a gazetteer: everything except the large arrays.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    labels: Vec<String>,
    kinds: Vec<String>,
    boundaries: BoundaryRules,
    n_firsts: u32,
    first_joint: u32,
    max_words: usize,
    /// No match can replace another: all priorities are equal, and no name begins with a sign.
    is_direct: bool,
    columns: Vec<ColumnHead>,
}

/// An entry of a gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRef<'g> {
    /// The index of the entry, in the order in which entries were added.
    pub number: u32,
    /// The name to show.
    pub name: &'g str,
    /// The label of its mentions.
    pub label: &'g Label,
    /// The table that contains it.
    pub kind: &'g str,
    /// Its priority.
    pub priority: i32,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'g> {
    /// The span of the match.
    pub span: Span,
    /// The entry whose name it is.
    pub entry: EntryRef<'g>,
}

impl Gazetteer {
    /// Builds a gazetteer from entries and their names.
    ///
    /// If two entries of the same priority share a name, the earlier entry wins. Use [`GazetteerBuilder`] for boundary
    /// rules and metadata.
    ///
    /// # Errors
    ///
    /// If a name has no letter or digit.
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
        let filters = [Section::LowerFirsts, Section::UpperFirsts, Section::Pairs]
            .map(|section| compiled.rows::<8>(section).len());
        let n_nodes = compiled.rows::<4>(Section::Labels).len();
        let is_valid = n_slots.is_power_of_two()
            && filters.iter().all(|bits| bits.is_power_of_two())
            && head.max_words <= n_nodes
            && !compiled.rows::<ENTRY_LEN>(Section::Entries).is_empty();
        if !is_valid {
            return Err(FORMAT.damaged());
        }
        Ok(Self {
            labels: head.labels.iter().map(Label::new).collect(),
            compiled,
            head,
        })
    }

    /// Returns the serialized gazetteer. Equal entries in the same order give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> &[u8] {
        self.compiled.bytes()
    }

    /// Reads the output of [`to_bytes`](Self::to_bytes), without copying it.
    ///
    /// # Errors
    ///
    /// If the bytes are not a gazetteer, have another version, or are truncated or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::of(Compiled::from_bytes(bytes)?)
    }

    fn of(compiled: Compiled) -> Result<Self> {
        let head =
            postcard::from_bytes(compiled.section(Section::Head)).map_err(|_| FORMAT.damaged())?;
        Self::from_parts(compiled, head)
    }

    /// Writes the gazetteer to a file, atomically.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        write_whole(path, self.to_bytes())
    }

    /// Reads a file written by [`save`](Self::save).
    ///
    /// # Errors
    ///
    /// If the file cannot be read or does not contain a gazetteer.
    pub fn load(path: &Path, workers: &Workers) -> Result<Self> {
        Self::of(Compiled::read(path, workers)?)
            .map_err(|error| Error::format(path, error.to_string()))
    }

    /// Returns the number of entries.
    #[must_use]
    pub fn n_entries(&self) -> usize {
        // An additional row holds the end of the last name.
        self.entry_rows().len() - 1
    }

    /// Returns the number of names of all entries.
    #[must_use]
    pub fn n_names(&self) -> usize {
        self.view().names.len().saturating_sub(1)
    }

    /// Returns the entry with this index.
    ///
    /// # Panics
    ///
    /// If the index is out of range.
    #[must_use]
    pub fn entry(&self, number: u32) -> EntryRef<'_> {
        let index = number as usize;
        let [row, next] = &self.entry_rows()[index..index + 2] else {
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

    /// Iterates over the entries in the order in which they were added.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        (0..self.n_entries()).filter_map(|number| Some(self.entry(u32::try_from(number).ok()?)))
    }

    /// Iterates over the distinct labels of the entries, in order of first use.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.head.labels.iter().map(String::as_str)
    }

    /// Returns a table of the entries: label, name, table, priority, and metadata.
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

    /// Iterates over the names of the metadata columns.
    pub fn metadata_names(&self) -> impl Iterator<Item = &str> {
        self.head.columns.iter().map(|column| column.name.as_str())
    }

    /// Returns the metadata of these entries, one row per entry.
    #[must_use]
    pub fn metadata(&self, entries: &[u32]) -> Table {
        Table::new(self.metadata_columns(entries))
    }

    /// Returns the text of an entry in a metadata column; empty if there is none.
    pub(in crate::entities::detect) fn text_of(&self, entry: u32, column: &str) -> &str {
        let bytes = self.compiled.section(Section::Metadata);
        let mut columns = self.head.columns.iter();
        let column = columns.find(|head| head.name == column);
        column.map_or("", |head| metadata::text(head, bytes, entry as usize))
    }

    fn metadata_columns(&self, entries: &[u32]) -> Vec<Column> {
        let rows: Vec<usize> = entries.iter().map(|&entry| entry as usize).collect();
        let bytes = self.compiled.section(Section::Metadata);
        let columns = self.head.columns.iter();
        columns
            .map(|column| metadata::take(column, bytes, &rows))
            .collect()
    }

    /// Finds the leftmost-longest matches in `text`, in order.
    ///
    /// Linear in the number of tokens, times the length of the longest name that begins at each token.
    pub fn matches<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Match<'s>> {
        self.find(text, MatchKind::LeftmostLongest).into_iter()
    }

    /// Finds the matches of the given kind in `text`, in order of their spans.
    ///
    /// Matches with equal spans are ordered by priority, highest first, then by entry.
    ///
    /// ```
    /// use lexicount::entities::{CaseRule, Entry, Gazetteer, Label, MatchKind, Name};
    ///
    /// let city = |name| (Entry::new(name, Label::GPE), [Name::new(name, CaseRule::Exact)]);
    /// let paper = Entry::new("Washington Post", Label::ORG).blocking();
    /// let names = [Name::new("Washington Post", CaseRule::Exact)];
    /// let gazetteer = Gazetteer::new([city("Washington"), city("New York"), city("York"), (paper, names)])?;
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
            .search(text, &Workers::serial(), |one| {
                let (span, entry) = (one.span, self.entry(one.entry));
                found.push(Match { span, entry });
            })
            .expect("serial workers are never cancelled");
        found
    }

    fn entry_rows(&self) -> &[[u8; ENTRY_LEN]] {
        self.compiled.rows(Section::Entries)
    }

    fn view(&self) -> View<'_> {
        let all = &self.compiled;
        View {
            words: Words::new(all.rows(Section::Slots), all.section(Section::LongWords)),
            firsts: [Section::LowerFirsts, Section::UpperFirsts]
                .map(|section| Filter::new(all.rows(section))),
            pairs: BitFilter::new(all.rows(Section::Pairs)),
            trie: Trie {
                nodes: all.rows(Section::Nodes),
                labels: all.rows(Section::Labels),
                n_firsts: self.head.n_firsts,
                first_joint: self.head.first_joint,
            },
            names: all.rows(Section::Names),
            patterns: all.section(Section::Patterns),
            boundaries: self.head.boundaries,
            max_words: self.head.max_words,
        }
    }
}

/// Searches texts for the names of a gazetteer; reuses its buffers.
#[derive(Debug)]
pub(super) struct Searcher<'g> {
    gazetteer: &'g Gazetteer,
    scanner: Scanner<'g>,
    kind: MatchKind,
    /// No match can replace another.
    is_direct: bool,
    n_entries: usize,
}

impl<'g> Searcher<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, kind: MatchKind) -> Self {
        Self::with_buffers(gazetteer, kind, Buffers::default())
    }

    /// Does the same with the buffers of another searcher.
    pub(super) fn with_buffers(
        gazetteer: &'g Gazetteer,
        kind: MatchKind,
        buffers: Buffers,
    ) -> Self {
        let is_direct = kind == MatchKind::LeftmostLongest && gazetteer.head.is_direct;
        let mode = if is_direct {
            SearchMode::Longest
        } else {
            SearchMode::All
        };
        Self {
            gazetteer,
            scanner: Scanner::new(gazetteer.view(), mode, buffers),
            kind,
            is_direct,
            n_entries: gazetteer.n_entries(),
        }
    }

    pub(super) fn into_buffers(self) -> Buffers {
        self.scanner.into_buffers()
    }

    /// Calls `take` with each match in `text`, in order, and checks for cancellation.
    pub(super) fn search(
        &mut self,
        text: &str,
        workers: &Workers,
        take: impl FnMut(Settled),
    ) -> Result<()> {
        self.report(text, take, |scanner, hit| scanner.scan(text, workers, hit))
    }

    /// Does the same as [`search`](Self::search) for a tokenized text.
    pub(super) fn search_words(
        &mut self,
        words: &TextWords<'_>,
        workers: &Workers,
        take: impl FnMut(Settled),
    ) -> Result<()> {
        self.report(words.text(), take, |scanner, hit| {
            scanner.scan_words(words.text(), words.spans(), workers, hit)
        })
    }

    /// Calls `take` with the matches among the hits that `scan` finds.
    fn report(
        &mut self,
        text: &str,
        take: impl FnMut(Settled),
        scan: impl FnOnce(&mut Scanner<'g>, &mut dyn FnMut(Hit)) -> Result<()>,
    ) -> Result<()> {
        let view = self.gazetteer.view();
        if self.is_direct {
            let n_entries = self.n_entries;
            let mut hits = Vec::new();
            scan(&mut self.scanner, &mut |hit| {
                let entry = view.entry(hit.name);
                if view.flags(hit.name) & BLOCKING == 0 && (entry as usize) < n_entries {
                    hits.push(hit);
                }
            })?;
            settle(self.gazetteer, text, &hits)
                .into_iter()
                .for_each(take);
            return Ok(());
        }
        let mut candidates = Vec::new();
        let gazetteer = self.gazetteer;
        let shows_all = self.kind == MatchKind::Overlapping;
        scan(&mut self.scanner, &mut |hit| {
            candidates.extend(candidate(gazetteer, &view, hit));
            if shows_all {
                let others = namesakes(&view, hit.name).map(|name| Hit { name, ..hit });
                candidates.extend(others.filter_map(|other| candidate(gazetteer, &view, other)));
            }
        })?;
        let found = resolve(candidates, self.kind).into_iter();
        let settled = found.map(|candidate| Settled {
            span: candidate.hit.span,
            entry: candidate.entry,
            is_certain: true,
        });
        settled.for_each(take);
        Ok(())
    }
}

fn candidate(gazetteer: &Gazetteer, view: &View<'_>, hit: Hit) -> Option<Candidate> {
    let entry = view.entry(hit.name);
    let (_, rows) = gazetteer.entry_rows().split_last()?;
    let row = rows.get(entry as usize)?;
    Some(Candidate {
        hit,
        entry,
        priority: u32_at(row, 8).cast_signed(),
        is_blocked: view.flags(hit.name) & BLOCKING != 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saving::PREAMBLE_LEN;

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
    fn longest_name_wins() {
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
    fn partial_longer_name_falls_back_to_the_shorter() {
        let names = [
            ("a b c d", CaseRule::Folded),
            ("a b", CaseRule::Folded),
            ("b c", CaseRule::Folded),
        ];
        check(&names, "a b c e", &["a b"]);
        check(&names, "b c d", &["b c"]);
    }

    #[test]
    fn case_rules_are_applied() {
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
    fn punctuation_in_names_is_matched() {
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
    fn names_without_words_are_rejected() {
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

    fn exercise(gazetteer: &Gazetteer) -> usize {
        let kinds = [
            MatchKind::LeftmostLongest,
            MatchKind::All,
            MatchKind::Overlapping,
        ];
        let found = kinds.map(|kind| gazetteer.find(SAMPLE_TEXT, kind).len());
        found.iter().sum::<usize>() + gazetteer.to_table().n_rows()
    }

    #[test]
    fn all_damage_is_detected() {
        let gazetteer = sample();
        let bytes = gazetteer.to_bytes().to_vec();
        let loaded = Gazetteer::from_bytes(bytes.clone()).unwrap();
        assert!(exercise(&gazetteer) > 6);
        assert_eq!(exercise(&loaded), exercise(&gazetteer));
        assert_eq!(loaded.to_table(), gazetteer.to_table());
        for length in 0..bytes.len() {
            let error = Gazetteer::from_bytes(bytes[..length].to_vec()).unwrap_err();
            assert!(error.is_format(), "cut at {length}");
        }
        for index in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[index] ^= 0x20;
            let error = Gazetteer::from_bytes(damaged).unwrap_err();
            assert!(error.is_format(), "damaged at {index}");
        }
    }

    #[test]
    fn forged_bytes_do_not_panic() {
        let bytes = sample().to_bytes().to_vec();
        for index in PREAMBLE_LEN..bytes.len() {
            for bits in [0x01, 0x80, 0xFF] {
                let mut forged = bytes.clone();
                forged[index] ^= bits;
                FORMAT.seal(&mut forged);
                if let Ok(gazetteer) = Gazetteer::from_bytes(forged) {
                    exercise(&gazetteer);
                }
            }
        }
    }

    #[test]
    fn saved_gazetteers_are_loaded() {
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
    fn mismatched_metadata_is_rejected() {
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
    fn empty_gazetteer_finds_nothing() {
        let gazetteer = GazetteerBuilder::default().build().unwrap();
        assert_eq!((gazetteer.n_entries(), gazetteer.n_names()), (0, 0));
        assert_eq!(gazetteer.matches("a b").count(), 0);
    }
}
