//! From entries and names to a gazetteer.

use std::cmp::Reverse;

use super::compiled::{Compiled, u32_bytes, u64_bytes};
use super::matcher::{BLOCKED, FULL_STOP, JOINT_MARK};
use super::metadata;
use super::trie::{Paths, TrieBuilder};
use super::words::{FilterBuilder, LONGER, UNKNOWN, WHOLE, Word, WordsBuilder, pair_hash};
use super::{CaseRule, Edges, Entry, Gazetteer, Head};
use crate::counts::Vocabulary;
use crate::entities::names::{joint, pieces, starts_upper};
use crate::error::{Error, Result};
use crate::table::Table;
use crate::tokens::Normalizer;

/// Bits of a name's flags that say by which first letters it may begin; files do not keep them.
const BEGINS_SMALL: u32 = 16;
const BEGINS_UPPER: u32 = 32;
const VARIANTS: [u32; 2] = [BEGINS_SMALL, BEGINS_UPPER];
const KEPT: u32 = BEGINS_SMALL - 1;

/// So many cells of a filter for each member: one question in eight is let through wrongly at most, of pairs, whose cells
/// are half as large, one in sixteen. The larger a filter, the longer it takes to ask it.
const CELLS_EACH: usize = 8;

/// Makes a [`Gazetteer`].
///
/// Linear in the length of all names, but for sorting them; a name of three words costs about 70 bytes.
///
/// ```
/// use lexicount::entities::{CaseRule, Entry, GazetteerBuilder, Label};
///
/// let mut builder = GazetteerBuilder::default();
/// let ship = builder.entry(&Entry::new("Aurora", Label::new("SHIP")))?;
/// builder.name(ship, "Aurora", CaseRule::Capitalised)?;
/// builder.name(ship, "MV Aurora", CaseRule::Folded)?;
/// let gazetteer = builder.build()?;
/// assert_eq!(gazetteer.matches("the mv Aurora sank").count(), 1);
/// # Ok::<(), lexicount::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct GazetteerBuilder {
    edges: Edges,
    labels: Vocabulary,
    kinds: Vocabulary,
    /// Where its name begins among the texts, label and kind, and priority of each entry.
    entries: Vec<u32>,
    entry_texts: Vec<u8>,
    ranks: Vec<(i32, bool)>,
    /// The steps are those of words, doubled, and of joints, doubled and one more.
    paths: Paths,
    words: Vocabulary,
    joints: Vocabulary,
    names: Vec<RawName>,
    patterns: Vec<u8>,
    metadata: Table,
    most_words: usize,
    buffer: String,
}

#[derive(Clone, Copy, Debug)]
struct RawName {
    entry: u32,
    flags: u32,
    /// Where its pattern begins.
    start: u32,
}

impl GazetteerBuilder {
    /// An empty gazetteer with rules for the edges of names.
    #[must_use]
    pub fn new(edges: Edges) -> Self {
        Self {
            edges,
            ..Self::default()
        }
    }

    /// Adds an entry, which has no name to look for yet, and returns its number.
    ///
    /// # Errors
    ///
    /// Where there are more than 2^32 - 2 entries, their names together have 4 GB, or there are more than 65,535
    /// labels or kinds.
    pub fn entry(&mut self, entry: &Entry) -> Result<u32> {
        let number = small(self.ranks.len(), "entries")?;
        let start = small(self.entry_texts.len(), "bytes of names")?;
        let label = self.labels.intern(entry.label.as_str());
        let kind = self.kinds.intern(&entry.kind);
        if label.max(kind) > u32::from(u16::MAX) {
            return Err(Error::config(
                "a gazetteer of more than 65,535 labels or kinds: too many; use fewer",
            ));
        }
        self.entry_texts.extend_from_slice(entry.name.as_bytes());
        let priority = entry.priority.cast_unsigned();
        self.entries.extend([start, label | kind << 16, priority]);
        self.ranks.push((entry.priority, entry.is_blocked));
        Ok(number)
    }

    /// Adds a spelling of an entry's name.
    ///
    /// # Errors
    ///
    /// Where it holds no letter and no digit, there is no such entry, or all names together are too long.
    pub fn name(&mut self, entry: u32, name: &str, rule: CaseRule) -> Result<()> {
        let Some(&(_, is_blocked)) = self.ranks.get(entry as usize) else {
            return Err(Error::config(format!(
                "name {name:?} of entry {entry}: there is no such entry; there are {}",
                self.ranks.len()
            )));
        };
        let start = small(self.patterns.len(), "bytes of names")?;
        let mut flags = rule.number();
        let mut n_words = 0;
        let mut pattern = Pattern::new(rule, &mut self.patterns);
        for piece in pieces(name) {
            let word = piece.token.text;
            if n_words == 0 {
                flags |= beginnings(rule, word);
            } else if let Some(joint) = joint(piece.gap).filter(|joint| !joint.is_empty()) {
                self.paths.steps.push(2 * self.joints.intern(&joint) + 1);
            }
            let folded = Normalizer::default().term(word, &mut self.buffer);
            self.paths.steps.push(2 * self.words.intern(folded));
            pattern.push(n_words, word);
            n_words += 1;
        }
        if n_words == 0 {
            let of = self.shown(entry);
            return Err(Error::config(format!(
                "name {name:?} of {of:?} holds no letter and no digit; use at least one word"
            )));
        }
        flags |= if name.ends_with('.') { FULL_STOP } else { 0 };
        flags |= if is_blocked { BLOCKED } else { 0 };
        self.names.push(RawName {
            entry,
            flags,
            start,
        });
        self.paths
            .starts
            .push(small(self.paths.steps.len(), "words of names")?);
        self.most_words = self.most_words.max(n_words);
        Ok(())
    }

    /// Gives each entry a row of metadata.
    #[must_use]
    pub fn metadata(mut self, table: Table) -> Self {
        self.metadata = table;
        self
    }

    /// The gazetteer of all entries.
    ///
    /// # Errors
    ///
    /// Where there are not as many rows of metadata as entries.
    pub fn build(self) -> Result<Gazetteer> {
        let n_entries = self.ranks.len();
        if !self.metadata.columns().is_empty() && self.metadata.n_rows() != n_entries {
            return Err(Error::config(format!(
                "metadata has {} rows for {n_entries} entries: give one for each",
                self.metadata.n_rows()
            )));
        }
        let mut metadata_bytes = Vec::new();
        let columns = metadata::write(&self.metadata, &mut metadata_bytes);
        let is_plain = self.ranks.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let mut head = Head {
            labels: self.labels.terms().map(str::to_owned).collect(),
            kinds: self.kinds.terms().map(str::to_owned).collect(),
            edges: self.edges,
            n_firsts: 0,
            first_joint: small(self.words.len(), "words")?,
            most_words: self.most_words,
            has_one_priority: is_plain,
            columns,
        };
        let mut entries = self.entries;
        entries.extend([small(self.entry_texts.len(), "bytes of names")?, 0, 0]);
        let order = Order::new(&self.words, &self.joints, &self.paths);
        head.n_firsts = order.n_firsts;
        let paths = order.renumbered(self.paths);
        let (words, hashes) = order.table(&self.words, &self.joints);
        let ranks = &self.ranks;
        let names = &self.names;
        let trie = TrieBuilder::new(&paths, |name| {
            let (priority, is_blocked) = ranks[names[name as usize].entry as usize];
            (Reverse(priority), !is_blocked)
        });
        let filters = Filters::new(&paths, names, &hashes, &order);
        let [small, upper] = filters.firsts;
        let (names, patterns) = in_order(&trie, names, &self.patterns);
        drop(paths);
        let compiled = Compiled::new([
            postcard::to_allocvec(&head).expect("plain values serialise"),
            words.slots,
            words.long,
            u64_bytes(&small.bits),
            u64_bytes(&upper.bits),
            u64_bytes(&filters.pairs.bits),
            u32_bytes(&trie.nodes),
            u32_bytes(&trie.labels),
            u32_bytes(&names),
            patterns,
            u32_bytes(&entries),
            self.entry_texts,
            metadata_bytes,
        ]);
        Gazetteer::from_parts(compiled, head)
    }

    fn shown(&self, entry: u32) -> &str {
        let start = self.entries[3 * entry as usize] as usize;
        let next = self.entries.get(3 * (entry as usize + 1));
        let end = next.map_or(self.entry_texts.len(), |&end| end as usize);
        std::str::from_utf8(&self.entry_texts[start..end]).expect("the bytes of a name")
    }
}

/// What a name keeps of its letters: all of its words, a bit a word, or nothing.
enum Pattern<'b> {
    Words(&'b mut Vec<u8>),
    Capitals(&'b mut Vec<u8>, usize),
    Nothing,
}

impl<'b> Pattern<'b> {
    fn new(rule: CaseRule, bytes: &'b mut Vec<u8>) -> Self {
        match rule {
            CaseRule::Exact => Self::Words(bytes),
            CaseRule::Capitalised | CaseRule::Common => {
                let start = bytes.len();
                Self::Capitals(bytes, start)
            }
            CaseRule::Folded => Self::Nothing,
        }
    }

    fn push(&mut self, place: usize, word: &str) {
        match self {
            Self::Words(bytes) => {
                bytes.extend_from_slice(word.as_bytes());
                bytes.push(0);
            }
            Self::Capitals(bytes, start) if starts_upper(word) => {
                bytes.resize(bytes.len().max(*start + place / 8 + 1), 0);
                bytes[*start + place / 8] |= 1 << (place % 8);
            }
            Self::Capitals(..) | Self::Nothing => {}
        }
    }
}

/// By which first letters of the text a name may begin.
fn beginnings(rule: CaseRule, first: &str) -> u32 {
    match (rule, starts_upper(first)) {
        (CaseRule::Folded, _) | (CaseRule::Capitalised | CaseRule::Common, false) => {
            BEGINS_SMALL | BEGINS_UPPER
        }
        (_, true) => BEGINS_UPPER,
        (CaseRule::Exact, false) => BEGINS_SMALL,
    }
}

/// The numbers that words have in the tree: those that begin names first, in the order in which they came.
struct Order {
    /// By the number at which a word came.
    numbers: Vec<u32>,
    n_firsts: u32,
    /// Joints have the numbers from here on.
    n_words: u32,
}

impl Order {
    fn new(words: &Vocabulary, joints: &Vocabulary, paths: &Paths) -> Self {
        let mut numbers = vec![UNKNOWN; words.len() + joints.len()];
        let mut next = 0;
        let mut assign = |word: usize| {
            if numbers[word] == UNKNOWN {
                numbers[word] = next;
                next += 1;
            }
            next
        };
        let firsts = paths.starts[..paths.len()].iter();
        let n_firsts = firsts
            .map(|&start| assign((paths.steps[start as usize] / 2) as usize))
            .last()
            .unwrap_or(0);
        for word in 0..words.len() + joints.len() {
            assign(word);
        }
        Self {
            numbers,
            n_firsts,
            n_words: offset(words.len()),
        }
    }

    fn renumbered(&self, mut paths: Paths) -> Paths {
        for step in &mut paths.steps {
            let place = *step / 2 + if *step % 2 == 1 { self.n_words } else { 0 };
            *step = self.numbers[place as usize];
        }
        paths
    }

    /// The table of words and joints, and the hash of each by its number.
    fn table(&self, words: &Vocabulary, joints: &Vocabulary) -> (WordsBuilder, Vec<u64>) {
        let mut table = WordsBuilder::new(self.numbers.len());
        let mut hashes = vec![0; self.numbers.len()];
        let mut add = |text: &str, number: u32| {
            let word = Word::of(text);
            hashes[number as usize] = word.hash;
            table.add(text, word, number);
        };
        for (word, &number) in words.terms().zip(&self.numbers) {
            add(word, number);
        }
        for (joint, &number) in joints.terms().zip(&self.numbers[words.len()..]) {
            add(&format!("{JOINT_MARK}{joint}"), number);
        }
        (table, hashes)
    }
}

/// The filters of a gazetteer: the smaller, the nearer they stay to the processor.
struct Filters {
    /// Words that begin names, small ones and capitalised ones.
    firsts: [FilterBuilder; 2],
    pairs: FilterBuilder,
}

impl Filters {
    fn new(paths: &Paths, names: &[RawName], hashes: &[u64], order: &Order) -> Self {
        let firsts = VARIANTS.map(|flag| {
            let mut is_known = vec![false; order.n_firsts as usize];
            let words = names.iter().zip(&paths.starts);
            for (_, &start) in words.filter(|(name, _)| name.flags & flag != 0) {
                is_known[paths.steps[start as usize] as usize] = true;
            }
            let n_known = is_known.iter().filter(|&&known| known).count();
            FilterBuilder::new(n_known, CELLS_EACH)
        });
        let pairs = FilterBuilder::new(names.len(), CELLS_EACH);
        let mut filters = Self { firsts, pairs };
        for (name, number) in names.iter().zip(0..) {
            filters.add(name.flags, paths.get(number), hashes, order.n_words);
        }
        filters
    }

    fn add(&mut self, flags: u32, path: &[u32], hashes: &[u64], n_words: u32) {
        let hash = |word: u32| hashes[word as usize];
        let first = hash(path[0]);
        // A joint is no word: where one follows, the filter of pairs is not asked.
        let second = path.get(1).filter(|&&second| second < n_words);
        if let Some(&second) = second {
            self.pairs.add_bit(pair_hash(first, hash(second)));
        }
        let bits = if second.is_some() { LONGER } else { WHOLE };
        for (flag, filter) in VARIANTS.iter().zip(&mut self.firsts) {
            if flags & flag != 0 {
                filter.add(first, bits);
            }
        }
    }
}

/// The names and their patterns in the order of the tree.
fn in_order(trie: &TrieBuilder, names: &[RawName], patterns: &[u8]) -> (Vec<u32>, Vec<u8>) {
    let mut rows = Vec::with_capacity(3 * (names.len() + 1));
    let mut ordered = Vec::with_capacity(patterns.len());
    let end = |name: usize| match names.get(name + 1) {
        Some(next) => next.start as usize,
        None => patterns.len(),
    };
    for &name in &trie.names {
        let name = name as usize;
        let RawName {
            entry,
            flags,
            start,
        } = names[name];
        rows.extend([entry, offset(ordered.len()), flags & KEPT]);
        ordered.extend_from_slice(&patterns[start as usize..end(name)]);
    }
    rows.extend([0, offset(ordered.len()), 0]);
    (rows, ordered)
}

fn offset(place: usize) -> u32 {
    u32::try_from(place).expect("as many bytes as the builder took")
}

fn small(number: usize, of: &str) -> Result<u32> {
    match u32::try_from(number) {
        Ok(number) if number < u32::MAX / 2 => Ok(number),
        _ => Err(Error::config(format!(
            "a gazetteer of {number} {of}: too many; split the list"
        ))),
    }
}
