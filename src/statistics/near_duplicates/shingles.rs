//! Documents as sequences of term ids, and their shingles.

use std::cmp::Ordering;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::DuplicatesConfig;
use super::signatures::{MinHasher, hash_bytes, hash_run};
use crate::corpus::Documents;
use crate::counts::{TermId, Vocabulary};
use crate::error::Result;
use crate::parallel::Workers;
use crate::tokens::{Analysis, PreparedAnalyzer};

/// Number of tokens between two checks of the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// The term ids and signatures of all documents.
pub(super) struct Corpus {
    terms: Terms,
    shingle: usize,
    signature_length: usize,
}

/// The documents read by one thread.
struct Terms {
    vocabulary: Vocabulary,
    /// The hash of each term.
    hashes: Vec<u64>,
    ids: Vec<TermId>,
    /// The end of each document in `ids`.
    ends: Vec<usize>,
    /// The `MinHash` signature of each document.
    signatures: Vec<u32>,
}

impl Corpus {
    pub(super) fn new(
        documents: &Documents,
        config: &DuplicatesConfig,
        signature_length: usize,
        workers: &Workers,
    ) -> Result<Self> {
        let analyzer = config.analyzer.prepare()?;
        let reader = Reader {
            documents,
            config,
            analyzer,
            signature_length,
            workers,
        };
        let terms = workers.fold_ranges(
            documents.len(),
            |index| documents.n_bytes(index),
            Terms::new,
            |terms, range| reader.read(terms, range),
            |terms, part| {
                terms.append(&part);
                Ok(())
            },
        )?;
        Ok(Self {
            terms,
            shingle: config.shingle,
            signature_length,
        })
    }

    /// Return the term ids of a document.
    fn ids(&self, document: usize) -> &[TermId] {
        self.terms.ids_of(document)
    }

    pub(super) fn signature(&self, document: usize) -> &[u32] {
        let start = document * self.signature_length;
        &self.terms.signatures[start..start + self.signature_length]
    }

    /// Group documents with equal terms, in ascending order of the first document. Documents without terms are dropped.
    pub(super) fn equal_documents(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut by_terms: HashMap<&[TermId], usize, RandomState> = HashMap::default();
        for document in 0..self.terms.ends.len() {
            let ids = self.ids(document);
            if ids.is_empty() {
                continue;
            }
            let group = *by_terms.entry(ids).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(document);
        }
        groups
    }

    /// Return the set of shingles of a document.
    pub(super) fn shingles(&self, document: usize) -> Shingles<'_> {
        let ids = self.ids(document);
        let length = self.shingle.min(ids.len());
        let n_starts = if ids.is_empty() {
            0
        } else {
            ids.len() - length + 1
        };
        let n_starts = u32::try_from(n_starts).expect("a text of fewer than 2^32 terms");
        let run = |start: u32| &ids[start as usize..start as usize + length];
        let mut starts: Vec<u32> = (0..n_starts).collect();
        starts.sort_unstable_by(|&a, &b| run(a).cmp(run(b)));
        starts.dedup_by(|&mut a, &mut b| run(a) == run(b));
        Shingles {
            ids,
            length,
            starts,
        }
    }

    /// Return the similarity of each document of a cluster to the first.
    pub(super) fn similarities_to_first(&self, cluster: &[usize]) -> Vec<f64> {
        let first = self.shingles(cluster[0]);
        let to_first = |&document: &usize| {
            if self.ids(document) == first.ids {
                1.0
            } else {
                first.similarity(&self.shingles(document))
            }
        };
        cluster.iter().map(to_first).collect()
    }
}

/// A sorted set of shingles.
pub(super) struct Shingles<'c> {
    ids: &'c [TermId],
    length: usize,
    /// The start of each shingle.
    starts: Vec<u32>,
}

impl Shingles<'_> {
    fn get(&self, index: usize) -> &[TermId] {
        let start = self.starts[index] as usize;
        &self.ids[start..start + self.length]
    }

    /// Return the shingles, in ascending order.
    pub(super) fn runs(&self) -> impl Iterator<Item = &[TermId]> {
        (0..self.starts.len()).map(|index| self.get(index))
    }

    /// Return the Jaccard coefficient of two sets; linear in their sizes.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let (n_own, n_others) = (self.starts.len(), other.starts.len());
        let (mut own, mut others, mut n_shared) = (0, 0, 0_usize);
        while own < n_own && others < n_others {
            match self.get(own).cmp(other.get(others)) {
                Ordering::Less => own += 1,
                Ordering::Greater => others += 1,
                Ordering::Equal => {
                    n_shared += 1;
                    own += 1;
                    others += 1;
                }
            }
        }
        let n_all = n_own + n_others - n_shared;
        if n_all == 0 {
            return 0.0;
        }
        n_shared as f64 / n_all as f64
    }
}

struct Reader<'r> {
    documents: &'r Documents,
    config: &'r DuplicatesConfig,
    analyzer: PreparedAnalyzer,
    signature_length: usize,
    workers: &'r Workers,
}

impl Reader<'_> {
    fn read(&self, terms: &mut Terms, range: Range<usize>) -> Result<()> {
        let mut analysis = self.analyzer.analysis();
        let mut hasher = MinHasher::new(self.signature_length, self.config.seed);
        for index in range {
            self.read_terms(terms, index, &mut analysis)?;
            self.sign(terms, &mut hasher)?;
        }
        Ok(())
    }

    fn read_terms(
        &self,
        terms: &mut Terms,
        index: usize,
        analysis: &mut Analysis<'_>,
    ) -> Result<()> {
        if let Some(text) = self.documents.text(index) {
            let skipped = self.documents.left_out(index);
            let language = analysis.language_of(self.documents, index);
            let mut n_tokens = 0_u64;
            let read = |n| {
                if n != 1 || n_tokens.is_multiple_of(TOKENS_PER_CHECK as u64) {
                    self.workers.check()?;
                }
                n_tokens += n;
                Ok(())
            };
            analysis.run(text, skipped, &language, read, |term, _| terms.add(term))?;
        }
        terms.ends.push(terms.ids.len());
        Ok(())
    }

    /// Compute and add the signature of the last document.
    fn sign(&self, terms: &mut Terms, hasher: &mut MinHasher) -> Result<()> {
        hasher.begin();
        let ids = terms.ids_of(terms.ends.len() - 1);
        if !ids.is_empty() {
            let runs = ids.windows(self.config.shingle.min(ids.len()));
            for (n, run) in runs.enumerate() {
                if n.is_multiple_of(TOKENS_PER_CHECK) {
                    self.workers.check()?;
                }
                let hashes = run.iter().map(|&id| terms.hashes[id as usize]);
                hasher.add(hash_run(hashes));
            }
        }
        terms.signatures.extend(hasher.signature());
        Ok(())
    }
}

impl Terms {
    fn new() -> Self {
        Self {
            vocabulary: Vocabulary::default(),
            hashes: Vec::new(),
            ids: Vec::new(),
            ends: Vec::new(),
            signatures: Vec::new(),
        }
    }

    fn ids_of(&self, document: usize) -> &[TermId] {
        let start = if document == 0 {
            0
        } else {
            self.ends[document - 1]
        };
        &self.ids[start..self.ends[document]]
    }

    fn add(&mut self, term: &str) {
        let id = self.intern(term);
        self.ids.push(id);
    }

    fn intern(&mut self, term: &str) -> TermId {
        let id = self.vocabulary.intern(term);
        if id as usize == self.hashes.len() {
            self.hashes.push(hash_bytes(term.as_bytes()));
        }
        id
    }

    fn append(&mut self, other: &Self) {
        let own: Vec<TermId> = other
            .vocabulary
            .terms()
            .map(|term| self.intern(term))
            .collect();
        let before = self.ids.len();
        self.ids
            .extend(other.ids.iter().map(|&id| own[id as usize]));
        self.ends.extend(other.ends.iter().map(|end| before + end));
        self.signatures.extend_from_slice(&other.signatures);
    }
}
