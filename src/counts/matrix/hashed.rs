//! Rows of hashed features: there is no vocabulary, and the column of a feature is its hash.

use std::collections::HashSet;
use std::ops::Range;

use super::csr::{CsrData, CsrMatrix, RowNorm, csr};
use super::grams::GramTree;
use super::pairs::NONE;
use super::reader::{FeatureSource, Reading, Sink};
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// Number of n-grams cached with their hashes before the cache is cleared, which bounds the memory of hashing.
const MAX_CACHED: usize = 1 << 20;

/// Options of feature hashing.
#[derive(Clone, Copy, Debug)]
pub struct Hashing {
    /// The number of columns, at least 1 and less than 2^31.
    pub n_columns: u32,
    /// Subtract instead of adding for half of the features, so that collisions cancel on average.
    pub alternate_sign: bool,
    /// Set each value to 1 at the end.
    pub binary: bool,
    /// The norm that rows are divided by.
    pub norm: Option<RowNorm>,
}

/// Hash all features of documents to columns, with 32-bit `MurmurHash3` and seed 0.
///
/// Columns ascend in each row. The cost is linear in the length of the texts.
///
/// # Errors
///
/// If the work was stopped.
///
/// # Panics
///
/// If the number of columns is 0.
///
/// ```
/// use lexicount::corpus::Documents;
/// use lexicount::counts::{FeatureSource, Hashing, hash_features};
/// use lexicount::parallel::Workers;
/// use lexicount::tokens::Analyzer;
///
/// let documents = Documents::from_texts(["fire in Moscow", "fire"]);
/// let source = FeatureSource::Analyzer(Analyzer::default().prepare()?);
/// let hashing = Hashing { n_columns: 1 << 20, alternate_sign: true, binary: false, norm: None };
/// let matrix = hash_features(&documents, &source, hashing, &Workers::serial())?;
/// assert_eq!(matrix.columns.get(3), 978_965);
/// # Ok::<(), lexicount::Error>(())
/// ```
pub fn hash_features(
    documents: &Documents,
    source: &FeatureSource,
    hashing: Hashing,
    workers: &Workers,
) -> Result<CsrMatrix> {
    assert!(hashing.n_columns > 0, "at least one column");
    let nothing = HashSet::new();
    let stop_words = source.stop_words().unwrap_or(&nothing);
    let hasher = workers.fold_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        || Hasher::new(source.tree_range(), stop_words, hashing, MAX_CACHED),
        |hasher, range| hasher.hash_range(documents, range, &mut source.reading(), workers),
        |hasher, part| {
            hasher.append(part);
            Ok(())
        },
    )?;
    let data = CsrData::Weights(hasher.data);
    Ok(csr(
        data,
        hasher.columns,
        &hasher.ends,
        hashing.n_columns as usize,
    ))
}

struct Hasher<'s> {
    hashing: Hashing,
    /// Number of n-grams cached before the cache is cleared.
    max_cached: usize,
    stop_words: &'s HashSet<String>,
    range: (usize, usize),
    tree: GramTree,
    /// The column and the sign of each n-gram.
    hashes: Vec<(u32, f64)>,
    data: Vec<f64>,
    columns: Vec<u32>,
    ends: Vec<usize>,
    read: Vec<u32>,
    words: Vec<u32>,
    grams: Vec<u32>,
    keys: Vec<u64>,
    row: Vec<(u32, f64)>,
    text: String,
}

impl Sink for Hasher<'_> {
    #[inline]
    fn words(&mut self, text: &str, spans: &[Span]) {
        self.read.clear();
        self.tree
            .add_words(text, spans, self.stop_words, &mut self.read);
        for index in 0..self.read.len() {
            self.push(self.read[index]);
        }
    }

    #[inline]
    fn feature(&mut self, feature: &str) {
        let word = self.tree.intern(feature);
        self.push(word);
    }
}

impl<'s> Hasher<'s> {
    fn new(
        range: (usize, usize),
        stop_words: &'s HashSet<String>,
        hashing: Hashing,
        max_cached: usize,
    ) -> Self {
        Self {
            hashing,
            max_cached,
            stop_words,
            range,
            tree: GramTree::new(range),
            hashes: Vec::new(),
            data: Vec::new(),
            columns: Vec::new(),
            ends: Vec::new(),
            read: Vec::new(),
            words: Vec::new(),
            grams: Vec::new(),
            keys: Vec::new(),
            row: Vec::new(),
            text: String::new(),
        }
    }

    #[inline]
    fn push(&mut self, word: u32) {
        let gram = self.tree.word_gram(word);
        if gram != NONE {
            self.words.push(word);
            self.grams.push(gram);
        }
    }

    fn hash_range(
        &mut self,
        documents: &Documents,
        range: Range<usize>,
        reading: &mut Reading<'_>,
        workers: &Workers,
    ) -> Result<()> {
        for index in range {
            if self.tree.len() > self.max_cached {
                self.tree = GramTree::new(self.range);
                self.hashes.clear();
            }
            self.words.clear();
            self.grams.clear();
            reading.read_document(documents, index, self, || workers.check())?;
            self.hash_document(workers)?;
        }
        Ok(())
    }

    fn hash_document(&mut self, workers: &Workers) -> Result<()> {
        let (low, high) = self.range;
        for length in 1..=high.min(self.words.len()) {
            if length > 1 {
                self.tree
                    .extend(&mut self.grams, &self.words, &mut self.keys);
            }
            self.hash_new();
            if length >= low {
                let hashes = self.grams.iter().map(|&gram| self.hashes[gram as usize]);
                self.row.extend(hashes);
            }
            workers.check()?;
        }
        self.finish_row();
        Ok(())
    }

    fn hash_new(&mut self) {
        for gram in self.hashes.len()..self.tree.len() {
            self.text.clear();
            let gram = u32::try_from(gram).expect("n-gram ids have 32 bits");
            self.tree.write(gram, &mut self.text);
            self.hashes.push(self.hashing.hash(self.text.as_bytes()));
        }
    }

    fn finish_row(&mut self) {
        let start = self.columns.len();
        // Values are integers, so no sum depends on their order.
        self.row.sort_unstable_by_key(|&(column, _)| column);
        for (column, value) in self.row.drain(..) {
            if self.columns[start..].last() == Some(&column) {
                *self.data.last_mut().expect("as many values as columns") += value;
            } else {
                self.columns.push(column);
                self.data.push(value);
            }
        }
        let row = &mut self.data[start..];
        if self.hashing.binary {
            row.fill(1.0);
        }
        if let Some(norm) = self.hashing.norm {
            norm.divide(row);
        }
        self.ends.push(self.columns.len());
    }

    fn append(&mut self, other: Self) {
        let before = self.columns.len();
        self.columns.extend(other.columns);
        self.data.extend(other.data);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }
}

impl Hashing {
    /// Return the column of a feature and its sign.
    fn hash(self, feature: &[u8]) -> (u32, f64) {
        let hash = murmur3(feature).cast_signed();
        let is_negative = self.alternate_sign && hash < 0;
        (
            hash.unsigned_abs() % self.n_columns,
            if is_negative { -1.0 } else { 1.0 },
        )
    }
}

/// 32-bit `MurmurHash3` for x86, by Austin Appleby, with seed 0.
fn murmur3(bytes: &[u8]) -> u32 {
    let scramble = |part: u32| {
        part.wrapping_mul(0xCC9E_2D51)
            .rotate_left(15)
            .wrapping_mul(0x1B87_3593)
    };
    let (blocks, tail) = bytes.as_chunks::<4>();
    let mut hash = blocks.iter().fold(0_u32, |hash, block| {
        let hash = hash ^ scramble(u32::from_le_bytes(*block));
        hash.rotate_left(13)
            .wrapping_mul(5)
            .wrapping_add(0xE654_6B64)
    });
    let mut last = [0; 4];
    last[..tail.len()].copy_from_slice(tail);
    hash ^= scramble(u32::from_le_bytes(last));
    hash ^= u32::try_from(bytes.len() & 0xFFFF_FFFF).unwrap_or(0);
    hash = (hash ^ hash >> 16).wrapping_mul(0x85EB_CA6B);
    hash = (hash ^ hash >> 13).wrapping_mul(0xC2B2_AE35);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Analyzer;

    #[test]
    fn clearing_the_cache_changes_nothing() {
        let texts: Vec<String> = (0..50).map(|n| format!("a b{n} a c{}", n % 7)).collect();
        let documents = Documents::from_texts(texts);
        let source = FeatureSource::Analyzer(Analyzer::default().prepare().unwrap());
        let hashing = Hashing {
            n_columns: 64,
            alternate_sign: true,
            binary: false,
            norm: Some(RowNorm::L2),
        };
        let nothing = HashSet::new();
        let run = |max_cached| {
            let mut hasher = Hasher::new(source.tree_range(), &nothing, hashing, max_cached);
            let all = 0..documents.len();
            let workers = Workers::serial();
            let done = hasher.hash_range(&documents, all, &mut source.reading(), &workers);
            done.unwrap();
            (hasher.data, hasher.columns, hasher.ends, hasher.tree.len())
        };
        let (cached, uncached) = (run(MAX_CACHED), run(5));
        assert_eq!(cached.3, 58);
        assert!(uncached.3 < 10);
        assert_eq!(
            (cached.0, cached.1, cached.2),
            (uncached.0, uncached.1, uncached.2)
        );
    }

    #[test]
    fn hashes_match_the_reference_implementation() {
        // Verification values of the reference implementation's users, seed 0.
        for (text, expected) in [
            ("", 0),
            ("test", 0xBA6B_D213),
            ("Hello, world!", 0xC036_3E43),
            ("The quick brown fox jumps over the lazy dog", 0x2E4F_F723),
        ] {
            assert_eq!(murmur3(text.as_bytes()), expected, "{text}");
        }
    }
}
