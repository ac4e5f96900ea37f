//! Terms and their numbers.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// The number of a term in a [`Vocabulary`].
pub type TermId = u32;

/// Distinct terms, numbered in the order in which they came.
///
/// All terms stand in one buffer; a term costs its bytes and about 20 bytes beside. The hash is seeded anew in every
/// process, so no text can be made that slows it down, and nothing that leaves the crate depends on its order.
///
/// ```
/// use lexicount::counts::Vocabulary;
///
/// let mut vocabulary = Vocabulary::default();
/// assert_eq!(vocabulary.intern("fire"), 0);
/// assert_eq!(vocabulary.intern("moscow"), 1);
/// assert_eq!(vocabulary.intern("fire"), 0);
/// assert_eq!(vocabulary.id("kerman"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    bytes: String,
    /// Where each term ends in `bytes`.
    ends: Vec<usize>,
    ids: HashTable<TermId>,
    hasher: RandomState,
}

impl Vocabulary {
    /// The number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The term of that number.
    ///
    /// # Panics
    ///
    /// Where there is no such number.
    #[must_use]
    pub fn term(&self, id: TermId) -> &str {
        term_at(&self.bytes, &self.ends, id)
    }

    /// The number of a term, or `None` where it never came.
    #[must_use]
    pub fn id(&self, term: &str) -> Option<TermId> {
        self.ids
            .find(self.hasher.hash_one(term), |&id| self.term(id) == term)
            .copied()
    }

    /// The number of a term, a new one where it comes for the first time.
    ///
    /// # Panics
    ///
    /// At more than 2^32 distinct terms.
    pub fn intern(&mut self, term: &str) -> TermId {
        let Self {
            bytes,
            ends,
            ids,
            hasher,
        } = self;
        let entry = ids.entry(
            hasher.hash_one(term),
            |&id| term_at(bytes, ends, id) == term,
            |&id| hasher.hash_one(term_at(bytes, ends, id)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let id = TermId::try_from(ends.len()).expect("fewer than 2^32 distinct terms");
                entry.insert(id);
                bytes.push_str(term);
                ends.push(bytes.len());
                id
            }
        }
    }

    /// All terms, by number.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends
            .iter()
            .map(move |&end| &self.bytes[std::mem::replace(&mut start, end)..end])
    }
}

fn term_at<'b>(bytes: &'b str, ends: &[usize], id: TermId) -> &'b str {
    let id = id as usize;
    let start = if id == 0 { 0 } else { ends[id - 1] };
    &bytes[start..ends[id]]
}
