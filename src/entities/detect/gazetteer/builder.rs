//! Compilation of entries and names.

use std::cmp::Reverse;
use std::hash::{BuildHasher, RandomState};

use hashbrown::hash_table::HashTable;

use super::compiled::{Compiled, u32_bytes, u64_bytes};
use super::matcher::{BLOCKING, FULL_STOP, JOINT_MARK, NAMESAKE, RULE_MASK, SIGNS, bits};
use super::metadata;
use super::trie::{Paths, TrieBuilder};
use super::words::{FilterBuilder, LONGER, UNKNOWN, WHOLE, Word, WordsBuilder, pair_hash};
use super::{BoundaryRules, CaseRule, Entry, Gazetteer, Head};
use crate::counts::Vocabulary;
use crate::entities::names::{Signs, joint, starts_upper, words};
use crate::error::{Error, Result};
use crate::table::Table;
use crate::tokens::Normalizer;

/// Flags of a name for the case of its first letter in text; not saved.
const BEGINS_LOWER: u32 = 64;
const BEGINS_UPPER: u32 = 128;
const FIRST_CASES: [u32; 2] = [BEGINS_LOWER, BEGINS_UPPER];
const SAVED_FLAGS: u32 = BEGINS_LOWER - 1;

/// The number of filter cells per member.
///
/// The false positive rate is at most 1 in 8, and 1 in 16 for pairs, whose cells are half as large. A larger filter
/// would take longer to query.
const CELLS_PER_MEMBER: usize = 8;

/// Builds a [`Gazetteer`].
///
/// Linear in the length of all names, except for sorting. A name of three words takes about 70 bytes.
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
    boundaries: BoundaryRules,
    labels: Vocabulary,
    kinds: Vocabulary,
    /// For each entry the offset of its name, its label and kind, and its priority.
    entries: Vec<u32>,
    entry_texts: Vec<u8>,
    ranks: Vec<(i32, bool)>,
    /// The steps are 2 × the id for words and 2 × the id + 1 for joints.
    paths: Paths,
    words: Vocabulary,
    joints: Vocabulary,
    names: Vec<RawName>,
    patterns: Vec<u8>,
    metadata: Table,
    max_words: usize,
    /// A name begins with a sign.
    has_signs_before: bool,
    /// The names by what they match; `None` if ambiguous names are allowed.
    owners: Option<Owners>,
    buffer: String,
}

/// The names of a builder by what they match, each with its hash.
#[derive(Debug, Default)]
struct Owners {
    hasher: RandomState,
    names: HashTable<(u64, u32)>,
}

/// What a name matches.
struct Matched<'b> {
    steps: &'b [u32],
    signs: &'b [u8],
    priority: i32,
    rule: CaseRule,
    pattern: &'b [u8],
}

impl Matched<'_> {
    fn has_same_words(&self, other: &Self) -> bool {
        (self.steps, self.signs, self.priority) == (other.steps, other.signs, other.priority)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.has_same_words(other) && (self.rule, self.pattern) == (other.rule, other.pattern)
    }

    /// True if a text can match both names.
    fn overlaps(&self, other: &Self) -> bool {
        self.has_same_words(other)
            && match (self.rule, other.rule) {
                (CaseRule::Exact, CaseRule::Exact) => self.pattern == other.pattern,
                (CaseRule::Folded, _) | (_, CaseRule::Folded) => true,
                (CaseRule::Exact, _) => has_capitals(self.pattern, other.pattern),
                (_, CaseRule::Exact) => has_capitals(other.pattern, self.pattern),
                // A text in all caps.
                _ => true,
            }
    }
}

/// True if the words of an exact pattern have the capitals of another pattern.
fn has_capitals(words: &[u8], capitals: &[u8]) -> bool {
    let words = words.split(|&byte| byte == 0);
    words.zip(bits(capitals)).all(|(word, bit)| {
        let word = std::str::from_utf8(word).unwrap_or_default();
        !bit || starts_upper(word)
    })
}

#[derive(Clone, Copy, Debug)]
struct RawName {
    entry: u32,
    flags: u32,
    /// The offset of its signs and case pattern.
    start: u32,
}

impl GazetteerBuilder {
    /// Creates an empty builder with boundary rules.
    #[must_use]
    pub fn new(boundaries: BoundaryRules) -> Self {
        Self {
            boundaries,
            ..Self::default()
        }
    }

    /// Refuses a name that two entries of one priority have from now on.
    ///
    /// Entries of one label and name are the same. Without this, the earlier entry wins.
    ///
    /// ```
    /// use lexicount::entities::{CaseRule, Entry, GazetteerBuilder, Label};
    ///
    /// let mut builder = GazetteerBuilder::default().unambiguous();
    /// let one = builder.entry(&Entry::new("A Corp", Label::ORG))?;
    /// let other = builder.entry(&Entry::new("B Corp", Label::ORG))?;
    /// builder.name(one, "AC", CaseRule::Exact)?;
    /// assert!(builder.name(other, "AC", CaseRule::Exact).is_err());
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    #[must_use]
    pub fn unambiguous(self) -> Self {
        Self {
            owners: Some(Owners::default()),
            ..self
        }
    }

    /// Adds an entry, still without names to match, and returns its index.
    ///
    /// # Errors
    ///
    /// If there are more than 2^32 - 2 entries, 4 GB of names, or 65,535 labels or kinds.
    pub fn entry(&mut self, entry: &Entry) -> Result<u32> {
        let number = checked_u32(self.ranks.len(), "entries")?;
        let start = checked_u32(self.entry_texts.len(), "bytes of names")?;
        let label = self.labels.intern(entry.label.as_str());
        let kind = self.kinds.intern(&entry.kind);
        if label.max(kind) > u32::from(u16::MAX) {
            return Err(Error::config(
                "more than 65,535 labels or kinds: too many for a gazetteer; use fewer",
            ));
        }
        self.entry_texts.extend_from_slice(entry.name.as_bytes());
        let priority = entry.priority.cast_unsigned();
        self.entries.extend([start, label | kind << 16, priority]);
        self.ranks.push((entry.priority, entry.is_blocked));
        Ok(number)
    }

    /// Adds a name of an entry.
    ///
    /// # Errors
    ///
    /// If the name has no letter or digit, the entry does not exist, all names together are too long, or the
    /// builder is [`unambiguous`](Self::unambiguous) and another entry has the name.
    pub fn name(&mut self, entry: u32, name: &str, rule: CaseRule) -> Result<()> {
        self.flagged_name(entry, name, rule, 0)?;
        self.check_owner(name)
    }

    /// Adds a name that belongs to another entry by default, which must have it already.
    pub(super) fn namesake(&mut self, entry: u32, name: &str, rule: CaseRule) -> Result<()> {
        self.flagged_name(entry, name, rule, NAMESAKE)
    }

    fn flagged_name(
        &mut self,
        entry: u32,
        name: &str,
        rule: CaseRule,
        own_flags: u32,
    ) -> Result<()> {
        let Some(&(_, is_blocked)) = self.ranks.get(entry as usize) else {
            return Err(Error::config(format!(
                "name {name:?} of entry {entry}: no such entry; there are only {}",
                self.ranks.len()
            )));
        };
        let start = checked_u32(self.patterns.len(), "bytes of names")?;
        let mut flags = rule.number() | own_flags;
        let mut n_words = 0;
        let signs = Signs::of(name);
        if !signs.is_empty() {
            flags |= SIGNS;
            self.has_signs_before |= !signs.before.is_empty();
            for part in [signs.before, signs.after] {
                self.patterns.extend_from_slice(part.as_bytes());
                self.patterns.push(0);
            }
        }
        let mut pattern = Pattern::new(rule, &mut self.patterns);
        for word in words(name) {
            let (word, before) = (word.text, word.before);
            if n_words == 0 {
                flags |= first_letter_flags(rule, word);
            } else if let Some(joint) = joint(before).filter(|joint| !joint.is_empty()) {
                self.paths.steps.push(2 * self.joints.intern(&joint) + 1);
            }
            let folded = Normalizer::default().term(word, &mut self.buffer);
            self.paths.steps.push(2 * self.words.intern(folded));
            pattern.push(n_words, word);
            n_words += 1;
        }
        if n_words == 0 {
            let of = self.display_name(entry);
            return Err(Error::config(format!(
                "name {name:?} of {of:?} has no letter or digit; use at least one word"
            )));
        }
        flags |= if name.ends_with('.') { FULL_STOP } else { 0 };
        flags |= if is_blocked { BLOCKING } else { 0 };
        self.names.push(RawName {
            entry,
            flags,
            start,
        });
        self.paths
            .starts
            .push(checked_u32(self.paths.steps.len(), "words of names")?);
        self.max_words = self.max_words.max(n_words);
        Ok(())
    }

    /// Sets the metadata, one row per entry.
    #[must_use]
    pub fn metadata(mut self, table: Table) -> Self {
        self.metadata = table;
        self
    }

    /// Builds the gazetteer.
    ///
    /// # Errors
    ///
    /// If the number of metadata rows differs from the number of entries.
    pub fn build(self) -> Result<Gazetteer> {
        let n_entries = self.ranks.len();
        if !self.metadata.columns().is_empty() && self.metadata.n_rows() != n_entries {
            return Err(Error::config(format!(
                "metadata has {} rows for {n_entries} entries: give one row per entry",
                self.metadata.n_rows()
            )));
        }
        let mut metadata_bytes = Vec::new();
        let columns = metadata::write(&self.metadata, &mut metadata_bytes);
        let has_one_priority = self.ranks.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let mut head = Head {
            labels: self.labels.terms().map(str::to_owned).collect(),
            kinds: self.kinds.terms().map(str::to_owned).collect(),
            boundaries: self.boundaries,
            n_firsts: 0,
            first_joint: checked_u32(self.words.len(), "words")?,
            max_words: self.max_words,
            is_direct: has_one_priority && !self.has_signs_before,
            columns,
        };
        let mut entries = self.entries;
        entries.extend([checked_u32(self.entry_texts.len(), "bytes of names")?, 0, 0]);
        let order = Order::new(&self.words, &self.joints, &self.paths);
        head.n_firsts = order.n_firsts;
        let paths = order.with_final_ids(self.paths);
        let (words, hashes) = order.table(&self.words, &self.joints);
        let ranks = &self.ranks;
        let names = &self.names;
        let trie = TrieBuilder::new(&paths, |name| {
            let (priority, is_blocked) = ranks[names[name as usize].entry as usize];
            (Reverse(priority), !is_blocked)
        });
        let filters = Filters::new(&paths, names, &hashes, &order);
        let [lower, upper] = filters.firsts;
        let (names, patterns) = in_trie_order(&trie, names, &self.patterns);
        drop(paths);
        let compiled = Compiled::new([
            postcard::to_allocvec(&head).expect("plain values serialise"),
            words.slots,
            words.long,
            u64_bytes(&lower.bits),
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

    /// Returns an error if a text may match the last name, spelled `name`, and one of another entry.
    fn check_owner(&mut self, name: &str) -> Result<()> {
        let last = offset(self.names.len() - 1);
        let entry = self.names[last as usize].entry;
        let (priority, is_blocked) = self.ranks[entry as usize];
        let Some(owners) = self.owners.as_ref().filter(|_| !is_blocked) else {
            return Ok(());
        };
        let own = self.matched(last);
        let hash = owners.hasher.hash_one((own.steps, own.signs, own.priority));
        let identity = |name: u32| {
            let entry = self.names[name as usize].entry;
            (self.display_name(entry), self.label(entry))
        };
        let is_clash = |(_, other): &(u64, u32)| {
            self.matched(*other).overlaps(&own) && identity(*other) != identity(last)
        };
        if let Some((_, owner)) = owners.names.find(hash, is_clash) {
            let [one, other] = [*owner, last].map(identity);
            let is_same = self.matched(*owner).is_same(&own);
            let case = if is_same { "" } else { ", in another case," };
            return Err(Error::config(format!(
                "name {name:?}: belongs to {:?} ({}){case} and to {:?} ({}), both of priority {priority}; give it to \
                 one, or give them different priorities",
                one.0, one.1, other.0, other.1
            )));
        }
        let is_known = |(_, other): &(u64, u32)| self.matched(*other).is_same(&own);
        if owners.names.find(hash, is_known).is_none()
            && let Some(owners) = &mut self.owners
        {
            let rehash = |(hash, _): &(u64, u32)| *hash;
            owners.names.insert_unique(hash, (hash, last), rehash);
        }
        Ok(())
    }

    /// What a name matches.
    fn matched(&self, name: u32) -> Matched<'_> {
        let raw = self.names[name as usize];
        let next = self.names.get(name as usize + 1);
        let end = next.map_or(self.patterns.len(), |next| next.start as usize);
        let bytes = &self.patterns[raw.start as usize..end];
        // Two parts, each with a zero byte after it.
        let is_end = |&(_, byte): &(usize, &u8)| *byte == 0;
        let signs = bytes.iter().enumerate().filter(is_end).nth(1);
        let n_signs = signs
            .filter(|_| raw.flags & SIGNS != 0)
            .map_or(0, |(at, _)| at + 1);
        let (signs, pattern) = bytes.split_at(n_signs);
        let (priority, _) = self.ranks[raw.entry as usize];
        Matched {
            steps: self.paths.get(name),
            signs,
            priority,
            rule: CaseRule::from_number(raw.flags & RULE_MASK),
            pattern,
        }
    }

    fn label(&self, entry: u32) -> &str {
        let tags = self.entries[3 * entry as usize + 1];
        self.labels.term(tags & 0xFFFF)
    }

    fn display_name(&self, entry: u32) -> &str {
        let start = self.entries[3 * entry as usize] as usize;
        let next = self.entries.get(3 * (entry as usize + 1));
        let end = next.map_or(self.entry_texts.len(), |&end| end as usize);
        std::str::from_utf8(&self.entry_texts[start..end]).expect("the bytes of a name")
    }
}

/// The case pattern of a name: all of its words, one bit per word, or nothing.
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

    fn push(&mut self, index: usize, word: &str) {
        match self {
            Self::Words(bytes) => {
                bytes.extend_from_slice(word.as_bytes());
                bytes.push(0);
            }
            Self::Capitals(bytes, start) if starts_upper(word) => {
                bytes.resize(bytes.len().max(*start + index / 8 + 1), 0);
                bytes[*start + index / 8] |= 1 << (index % 8);
            }
            Self::Capitals(..) | Self::Nothing => {}
        }
    }
}

/// Returns the flags for the case of the first letter of a name in text.
fn first_letter_flags(rule: CaseRule, first: &str) -> u32 {
    match (rule, starts_upper(first)) {
        (CaseRule::Folded, _) | (CaseRule::Capitalised | CaseRule::Common, false) => {
            BEGINS_LOWER | BEGINS_UPPER
        }
        (_, true) => BEGINS_UPPER,
        (CaseRule::Exact, false) => BEGINS_LOWER,
    }
}

/// The ids of words in the trie: first the words that begin names, in the order in which they were added.
struct Order {
    /// The final id for each provisional id.
    ids: Vec<u32>,
    n_firsts: u32,
    /// Joints have the ids from here on.
    n_words: u32,
}

impl Order {
    fn new(words: &Vocabulary, joints: &Vocabulary, paths: &Paths) -> Self {
        let mut ids = vec![UNKNOWN; words.len() + joints.len()];
        let mut next = 0;
        let mut assign = |word: usize| {
            if ids[word] == UNKNOWN {
                ids[word] = next;
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
            ids,
            n_firsts,
            n_words: offset(words.len()),
        }
    }

    fn with_final_ids(&self, mut paths: Paths) -> Paths {
        for step in &mut paths.steps {
            let index = *step / 2 + if *step % 2 == 1 { self.n_words } else { 0 };
            *step = self.ids[index as usize];
        }
        paths
    }

    /// Returns the table of words and joints, and their hashes by id.
    fn table(&self, words: &Vocabulary, joints: &Vocabulary) -> (WordsBuilder, Vec<u64>) {
        let mut table = WordsBuilder::new(self.ids.len());
        let mut hashes = vec![0; self.ids.len()];
        let mut add = |text: &str, number: u32| {
            let word = Word::of(text);
            hashes[number as usize] = word.hash;
            table.add(text, word, number);
        };
        for (word, &number) in words.terms().zip(&self.ids) {
            add(word, number);
        }
        for (joint, &number) in joints.terms().zip(&self.ids[words.len()..]) {
            add(&format!("{JOINT_MARK}{joint}"), number);
        }
        (table, hashes)
    }
}

/// The filters of a gazetteer. They are small, so that they stay in the processor's cache.
struct Filters {
    /// The words that begin names, lowercase and capitalised.
    firsts: [FilterBuilder; 2],
    pairs: FilterBuilder,
}

impl Filters {
    fn new(paths: &Paths, names: &[RawName], hashes: &[u64], order: &Order) -> Self {
        let firsts = FIRST_CASES.map(|flag| {
            let mut is_known = vec![false; order.n_firsts as usize];
            let words = names.iter().zip(&paths.starts);
            for (_, &start) in words.filter(|(name, _)| name.flags & flag != 0) {
                is_known[paths.steps[start as usize] as usize] = true;
            }
            let n_known = is_known.iter().filter(|&&known| known).count();
            FilterBuilder::new(n_known, CELLS_PER_MEMBER)
        });
        let pairs = FilterBuilder::new(names.len(), CELLS_PER_MEMBER);
        let mut filters = Self { firsts, pairs };
        for (name, number) in names.iter().zip(0..) {
            filters.add(name.flags, paths.get(number), hashes, order.n_words);
        }
        filters
    }

    fn add(&mut self, flags: u32, path: &[u32], hashes: &[u64], n_words: u32) {
        let hash = |word: u32| hashes[word as usize];
        let first = hash(path[0]);
        // A joint is not a word, so the pair filter is not queried if one follows.
        let second = path.get(1).filter(|&&second| second < n_words);
        if let Some(&second) = second {
            self.pairs.add_bit(pair_hash(first, hash(second)));
        }
        let bits = if second.is_some() { LONGER } else { WHOLE };
        for (flag, filter) in FIRST_CASES.iter().zip(&mut self.firsts) {
            if flags & flag != 0 {
                filter.add(first, bits);
            }
        }
    }
}

/// Returns the names and their case patterns in the order of the trie.
fn in_trie_order(trie: &TrieBuilder, names: &[RawName], patterns: &[u8]) -> (Vec<u32>, Vec<u8>) {
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
        rows.extend([entry, offset(ordered.len()), flags & SAVED_FLAGS]);
        ordered.extend_from_slice(&patterns[start as usize..end(name)]);
    }
    rows.extend([0, offset(ordered.len()), 0]);
    (rows, ordered)
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).expect("as many bytes as the builder took")
}

fn checked_u32(number: usize, of: &str) -> Result<u32> {
    match u32::try_from(number) {
        Ok(number) if number < u32::MAX / 2 => Ok(number),
        _ => Err(Error::config(format!(
            "{number} {of}: too many for a gazetteer; split the list"
        ))),
    }
}
