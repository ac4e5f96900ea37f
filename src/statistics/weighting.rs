//! Weights of terms within documents: tf-idf and BM25.
//!
//! Takes documents and a [`Weighting`], returns each document's heaviest terms, or each document's score for a query.
//! With `tf` the count of a term in a document, `df` the number of documents that use it, `N` that of all which are not
//! missing, and `L` the length of the document over the mean length:
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::counts::TermConfig;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{Tfidf, Weighting, document_weights};
//!
//! let documents = Documents::from_texts(["fire and smoke", "fire and rain"]);
//! let weighting = Weighting::Tfidf(Tfidf::default());
//! let table = document_weights(&documents, &TermConfig::default(), &weighting, None, Some(1), &Workers::serial())?;
//! assert!(table.to_json().starts_with("[{\"document\":0,\"term\":\"smoke\",\"count\":1,\"weight\":0.7"));
//! # Ok::<(), lexicount::Error>(())
//! ```

use libm::{log, log1p, sqrt};

use super::document_terms::DocumentTerms;
use crate::corpus::Documents;
use crate::counts::{TermConfig, TermId, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};

/// What a term of a document costs in the units of the workers' weights.
const CELL_WEIGHT: usize = 32;

/// How a document's weights are brought to one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Norm {
    /// Their squares sum to 1.
    L2,
    /// They sum to 1.
    L1,
    /// They stay as they are.
    None,
}

impl Norm {
    /// The norm of that name.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            Some("l2") => Ok(Self::L2),
            Some("l1") => Ok(Self::L1),
            None => Ok(Self::None),
            Some(name) => Err(Error::config(format!(
                "norm={name:?}: no such norm; use \"l2\", \"l1\" or None"
            ))),
        }
    }
}

/// Term frequency times inverse document frequency, as scikit-learn defines it.
///
/// The weight is `tf` times `ln((1 + N) / (1 + df)) + 1`, or `ln(N / df) + 1` where it is not `smooth`; `sublinear` takes
/// `1 + ln tf` for `tf`.
///
/// K. Spärck Jones, A statistical interpretation of term specificity, Journal of Documentation 28, 1972; G. Salton and
/// C. Buckley, Term-weighting approaches, Information Processing and Management 24, 1988.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tfidf {
    /// As if one more document had every term.
    pub smooth: bool,
    /// The logarithm of counts.
    pub sublinear: bool,
    /// What weights are divided by.
    pub norm: Norm,
}

impl Default for Tfidf {
    fn default() -> Self {
        Self {
            smooth: true,
            sublinear: false,
            norm: Norm::L2,
        }
    }
}

/// The variants of BM25, under the names of C. Kamphuis et al., Which BM25 do you mean?, ECIR 2020.
///
/// `B` is `1 - b + b L`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bm25Variant {
    /// `ln((N - df + 0.5) / (df + 0.5)) tf / (tf + k1 B)`: S. Robertson et al., TREC-3, 1994; below 0 for terms of more than
    /// half of the documents.
    Robertson,
    /// `ln(1 + (N - df + 0.5) / (df + 0.5)) tf / (tf + k1 B)`: Lucene, with lengths as they are.
    Lucene,
    /// `ln(N / df) (k1 + 1) tf / (tf + k1 B)`: A. Trotman et al., ATIRE, 2012.
    Atire,
    /// `ln((N + 1) / (df + 0.5)) (k1 + 1) (c + delta) / (k1 + c + delta)` with `c = tf / B`: Y. Lv and C. Zhai, When
    /// documents are very long, BM25 fails, SIGIR 2011.
    Bm25L,
    /// `ln((N + 1) / df) ((k1 + 1) tf / (tf + k1 B) + delta)`: Y. Lv and C. Zhai, Lower-bounding term frequency
    /// normalization, CIKM 2011.
    Bm25Plus,
}

impl Bm25Variant {
    /// The variant of that name.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn parse(name: &str) -> Result<Self> {
        match name {
            "robertson" => Ok(Self::Robertson),
            "lucene" => Ok(Self::Lucene),
            "atire" => Ok(Self::Atire),
            "bm25l" => Ok(Self::Bm25L),
            "bm25+" => Ok(Self::Bm25Plus),
            _ => Err(Error::config(format!(
                "variant={name:?}: no such BM25; use \"robertson\", \"lucene\", \"atire\", \"bm25l\" or \"bm25+\""
            ))),
        }
    }
}

/// BM25: S. Robertson and H. Zaragoza, The probabilistic relevance framework, 2009.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bm25 {
    /// Which formula.
    pub variant: Bm25Variant,
    /// How late counts saturate; at least 0.
    pub k1: f64,
    /// How much long documents are held back, from 0 to 1.
    pub b: f64,
    /// What the two variants of Lv and Zhai add; at least 0.
    pub delta: f64,
}

impl Bm25 {
    fn check(&self) -> Result<()> {
        for (name, value, most) in [
            ("k1", self.k1, f64::MAX),
            ("b", self.b, 1.0),
            ("delta", self.delta, f64::MAX),
        ] {
            if !(0.0..=most).contains(&value) {
                let range = if most > 1.0 {
                    "a number of at least 0"
                } else {
                    "a number from 0 to 1"
                };
                return Err(Error::config(format!("{name}={value}: use {range}")));
            }
        }
        Ok(())
    }

    fn weight(&self, tf: f64, df: f64, n_documents: f64, length: f64) -> f64 {
        let (k1, delta) = (self.k1, self.delta);
        let longer = 1.0 - self.b + self.b * length;
        let saturated = tf / (tf + k1 * longer);
        let odds = (n_documents - df + 0.5) / (df + 0.5);
        match self.variant {
            Bm25Variant::Robertson => log(odds) * saturated,
            Bm25Variant::Lucene => log1p(odds) * saturated,
            Bm25Variant::Atire => log(n_documents / df) * (k1 + 1.0) * saturated,
            Bm25Variant::Bm25L => {
                let c = tf / longer + delta;
                log((n_documents + 1.0) / (df + 0.5)) * (k1 + 1.0) * c / (k1 + c)
            }
            Bm25Variant::Bm25Plus => {
                log((n_documents + 1.0) / df) * ((k1 + 1.0) * saturated + delta)
            }
        }
    }
}

/// How terms are weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weighting {
    /// By [`Tfidf`].
    Tfidf(Tfidf),
    /// By [`Bm25`].
    Bm25(Bm25),
}

/// The heaviest terms of each document, one a row, with id and metadata of the document.
///
/// All terms, or `terms` alone; at most `top` a document. Heaviest first; ties in code-point order.
///
/// # Errors
///
/// Where an option makes no sense, or the work was stopped.
pub fn document_weights(
    documents: &Documents,
    config: &TermConfig,
    weighting: &Weighting,
    terms: Option<&[String]>,
    top: Option<usize>,
    workers: &Workers,
) -> Result<Table> {
    let corpus = Corpus::new(documents, config, weighting, workers)?;
    let wanted = terms.map(|terms| corpus.wanted(terms));
    let parts = workers.map_ranges(
        corpus.terms.len(),
        |index| CELL_WEIGHT * corpus.terms.document(index).len(),
        |range| {
            let mut rows = Vec::new();
            for index in range {
                corpus.weigh(index, wanted.as_deref(), top, &mut rows);
            }
            Ok(rows)
        },
    )?;
    let rows: Vec<WeighedTerm> = parts.into_iter().flatten().collect();
    Ok(weights_table(documents, &corpus.terms.vocabulary, &rows))
}

/// The score of each document for a query, with id and metadata, the best first; ties in order of the documents.
///
/// A score is the sum of the weights of the query's terms that the document uses; a term that the query has twice counts
/// twice. Missing documents come last and have none.
///
/// # Errors
///
/// Where an option makes no sense, or the work was stopped.
pub fn query_scores(
    documents: &Documents,
    config: &TermConfig,
    bm25: &Bm25,
    query: &[String],
    top: Option<usize>,
    workers: &Workers,
) -> Result<Table> {
    let weighting = Weighting::Bm25(*bm25);
    let corpus = Corpus::new(documents, config, &weighting, workers)?;
    let wanted = corpus.wanted(query);
    let scores: Vec<Option<f64>> = (0..corpus.terms.len())
        .map(|index| corpus.score(index, &wanted))
        .collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| match (scores[a], scores[b]) {
        (Some(first), Some(second)) => second.total_cmp(&first),
        (first, second) => second.is_some().cmp(&first.is_some()),
    });
    order.truncate(top.unwrap_or(usize::MAX));
    let mut columns = documents.columns_for(&order, &["score", "rank"]);
    columns.push(Column::optional_floats(
        "score",
        order.iter().map(|&index| scores[index]),
    ));
    let ranks = (1..)
        .zip(&order)
        .map(|(rank, &index)| scores[index].map(|_| rank));
    columns.push(Column::optional_ints("rank", ranks));
    Ok(Table::new(columns))
}

struct WeighedTerm {
    document: usize,
    term: TermId,
    count: u32,
    weight: f64,
    rank: i64,
}

/// The documents' terms with what all weights share.
struct Corpus<'w> {
    terms: DocumentTerms,
    weighting: &'w Weighting,
    document_frequencies: Vec<f64>,
    n_documents: f64,
    lengths: Vec<f64>,
    mean_length: f64,
}

impl<'w> Corpus<'w> {
    fn new(
        documents: &Documents,
        config: &TermConfig,
        weighting: &'w Weighting,
        workers: &Workers,
    ) -> Result<Self> {
        if let Weighting::Bm25(bm25) = weighting {
            bm25.check()?;
        }
        let terms = DocumentTerms::new(documents, config, workers)?;
        let mut document_frequencies = vec![0.0; terms.vocabulary.len()];
        let mut lengths = Vec::with_capacity(terms.len());
        for index in 0..terms.len() {
            let cells = terms.document(index);
            for &(term, _) in cells {
                document_frequencies[term as usize] += 1.0;
            }
            lengths.push(cells.iter().map(|&(_, count)| f64::from(count)).sum());
        }
        let n_documents = terms.tokens.iter().flatten().count() as f64;
        let mean_length = lengths.iter().sum::<f64>() / n_documents;
        Ok(Self {
            terms,
            weighting,
            document_frequencies,
            n_documents,
            lengths,
            mean_length,
        })
    }

    /// How often each term is asked for.
    fn wanted(&self, terms: &[String]) -> Vec<u32> {
        let mut wanted = vec![0; self.terms.vocabulary.len()];
        for id in terms
            .iter()
            .filter_map(|term| self.terms.vocabulary.id(term))
        {
            wanted[id as usize] += 1;
        }
        wanted
    }

    /// The weight of a term before any norm.
    fn weight(&self, document: usize, term: TermId, count: u32) -> f64 {
        let (tf, df) = (f64::from(count), self.document_frequencies[term as usize]);
        match self.weighting {
            Weighting::Tfidf(tfidf) => {
                let more = if tfidf.smooth { 1.0 } else { 0.0 };
                let idf = log((self.n_documents + more) / (df + more)) + 1.0;
                if tfidf.sublinear {
                    (1.0 + log(tf)) * idf
                } else {
                    tf * idf
                }
            }
            Weighting::Bm25(bm25) => bm25.weight(
                tf,
                df,
                self.n_documents,
                self.lengths[document] / self.mean_length,
            ),
        }
    }

    /// The sum of the weights of what is wanted; `None` where the document is missing.
    fn score(&self, document: usize, wanted: &[u32]) -> Option<f64> {
        self.terms.tokens[document]?;
        let mut score = 0.0;
        for &(term, count) in self.terms.document(document) {
            if wanted[term as usize] > 0 {
                score += f64::from(wanted[term as usize]) * self.weight(document, term, count);
            }
        }
        Some(score)
    }

    fn norm(&self, rows: &[WeighedTerm]) -> f64 {
        let norm = match self.weighting {
            Weighting::Tfidf(Tfidf { norm: Norm::L2, .. }) => {
                sqrt(rows.iter().map(|row| row.weight * row.weight).sum())
            }
            Weighting::Tfidf(Tfidf { norm: Norm::L1, .. }) => {
                rows.iter().map(|row| row.weight.abs()).sum()
            }
            _ => 1.0,
        };
        if norm == 0.0 { 1.0 } else { norm }
    }

    /// Adds the heaviest terms of a document to `rows`.
    fn weigh(
        &self,
        document: usize,
        wanted: Option<&[u32]>,
        top: Option<usize>,
        rows: &mut Vec<WeighedTerm>,
    ) {
        let cells = self.terms.document(document).iter();
        let weights = cells.map(|&(term, count)| {
            let weight = self.weight(document, term, count);
            WeighedTerm {
                document,
                term,
                count,
                weight,
                rank: 0,
            }
        });
        let mut weights: Vec<WeighedTerm> = weights.collect();
        let norm = self.norm(&weights);
        weights.retain(|row| wanted.is_none_or(|wanted| wanted[row.term as usize] > 0));
        for row in &mut weights {
            row.weight /= norm;
        }
        weights.sort_unstable_by(|a, b| {
            let by_term = || {
                self.terms
                    .vocabulary
                    .term(a.term)
                    .cmp(self.terms.vocabulary.term(b.term))
            };
            b.weight.total_cmp(&a.weight).then_with(by_term)
        });
        weights.truncate(top.unwrap_or(usize::MAX));
        for (rank, row) in (1..).zip(&mut weights) {
            row.rank = cell(rank);
        }
        rows.append(&mut weights);
    }
}

fn weights_table(documents: &Documents, vocabulary: &Vocabulary, rows: &[WeighedTerm]) -> Table {
    let numbers: Vec<usize> = rows.iter().map(|row| row.document).collect();
    let mut columns = documents.columns_for(&numbers, &["term", "count", "weight", "rank"]);
    let terms = rows.iter().map(|row| vocabulary.term(row.term));
    columns.push(Column::text("term", terms));
    let counts = rows.iter().map(|row| row.count.into()).collect();
    columns.push(Column::ints("count", counts));
    let weights = rows.iter().map(|row| row.weight).collect();
    columns.push(Column::floats("weight", weights));
    let ranks = rows.iter().map(|row| row.rank).collect();
    columns.push(Column::ints("rank", ranks));
    Table::new(columns)
}
