//! Term weights: tf-idf and BM25.
//!
//! Takes documents and a [`Weighting`], and returns the top-weighted terms of each document, or the score of each
//! document for a query. In the formulas, `tf` is the count of a term in a document, `df` its document frequency, `N`
//! the number of documents that are not missing, and `L` the length of the document divided by the mean length.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{Tfidf, Weighting, document_weights};
//! use lexicount::tokens::Analyzer;
//!
//! let documents = Documents::from_texts(["fire and smoke", "fire and rain"]);
//! let weighting = Weighting::Tfidf(Tfidf::default());
//! let table = document_weights(&documents, &Analyzer::default(), &weighting, None, Some(1), &Workers::serial())?;
//! assert!(table.to_json().starts_with("[{\"document\":0,\"term\":\"smoke\",\"count\":1,\"weight\":0.7"));
//! # Ok::<(), lexicount::Error>(())
//! ```

use libm::{log, log1p, sqrt};

use super::document_terms::DocumentTerms;
use crate::corpus::Documents;
use crate::counts::{RowNorm, TermId, Vocabulary};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table, cell};
use crate::tokens::Analyzer;

/// Cost of a term of a document in the units of the workers' weights.
const CELL_WEIGHT: usize = 32;

/// Term frequency times inverse document frequency, as scikit-learn defines it.
///
/// The weight is `tf` times `ln((1 + N) / (1 + df)) + 1`, or `ln(N / df) + 1` if not `smooth`. `sublinear` replaces
/// `tf` by `1 + ln tf`.
///
/// K. Spärck Jones, A statistical interpretation of term specificity, Journal of Documentation 28, 1972; G. Salton and
/// C. Buckley, Term-weighting approaches, Information Processing and Management 24, 1988.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tfidf {
    /// Count as if one more document contained every term.
    pub smooth: bool,
    /// Use the logarithm of counts.
    pub sublinear: bool,
    /// The norm that weights are divided by.
    pub norm: Option<RowNorm>,
}

impl Default for Tfidf {
    fn default() -> Self {
        Self {
            smooth: true,
            sublinear: false,
            norm: Some(RowNorm::L2),
        }
    }
}

registry!(
    /// The variants of BM25, under the names of C. Kamphuis et al., Which BM25 do you mean?, ECIR 2020.
    ///
    /// `B` is `1 - b + b L`.
    pub enum Bm25Variant: "BM25 variant" {
        /// `ln((N - df + 0.5) / (df + 0.5)) tf / (tf + k1 B)`: S. Robertson et al., TREC-3, 1994; negative for terms in
        /// more than half of the documents.
        Robertson = "robertson",
        /// `ln(1 + (N - df + 0.5) / (df + 0.5)) tf / (tf + k1 B)`: Lucene, with exact document lengths.
        Lucene = "lucene",
        /// `ln(N / df) (k1 + 1) tf / (tf + k1 B)`: A. Trotman et al., ATIRE, 2012.
        Atire = "atire",
        /// `ln((N + 1) / (df + 0.5)) (k1 + 1) (c + delta) / (k1 + c + delta)` with `c = tf / B`: Y. Lv and C. Zhai, When
        /// documents are very long, BM25 fails, SIGIR 2011.
        Bm25L = "bm25l",
        /// `ln((N + 1) / df) ((k1 + 1) tf / (tf + k1 B) + delta)`: Y. Lv and C. Zhai, Lower-bounding term frequency
        /// normalization, CIKM 2011.
        Bm25Plus = "bm25+",
    }
);

/// BM25: S. Robertson and H. Zaragoza, The probabilistic relevance framework, 2009.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bm25 {
    /// The formula.
    pub variant: Bm25Variant,
    /// Term frequency saturation, at least 0: the higher, the later counts saturate.
    pub k1: f64,
    /// Length normalization, from 0 (none) to 1 (full).
    pub b: f64,
    /// The constant added by the two variants of Lv and Zhai, at least 0.
    pub delta: f64,
}

impl Bm25 {
    fn check(&self) -> Result<()> {
        for (name, value, maximum) in [
            ("k1", self.k1, f64::MAX),
            ("b", self.b, 1.0),
            ("delta", self.delta, f64::MAX),
        ] {
            if !(0.0..=maximum).contains(&value) {
                let range = if maximum > 1.0 {
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
        let relative_length = 1.0 - self.b + self.b * length;
        let saturated = tf / (tf + k1 * relative_length);
        let odds = (n_documents - df + 0.5) / (df + 0.5);
        match self.variant {
            Bm25Variant::Robertson => log(odds) * saturated,
            Bm25Variant::Lucene => log1p(odds) * saturated,
            Bm25Variant::Atire => log(n_documents / df) * (k1 + 1.0) * saturated,
            Bm25Variant::Bm25L => {
                let c = tf / relative_length + delta;
                log((n_documents + 1.0) / (df + 0.5)) * (k1 + 1.0) * c / (k1 + c)
            }
            Bm25Variant::Bm25Plus => {
                log((n_documents + 1.0) / df) * ((k1 + 1.0) * saturated + delta)
            }
        }
    }
}

/// A weighting scheme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weighting {
    /// tf-idf.
    Tfidf(Tfidf),
    /// BM25.
    Bm25(Bm25),
}

/// Return a table of the top-weighted terms of each document, one per row, with id and metadata of the document.
///
/// The table has all terms, or only `terms`; at most `top` per document, in descending order of weight. Ties are broken
/// by code points.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
pub fn document_weights(
    documents: &Documents,
    analyzer: &Analyzer,
    weighting: &Weighting,
    terms: Option<&[String]>,
    top: Option<usize>,
    workers: &Workers,
) -> Result<Table> {
    let corpus = Corpus::new(documents, analyzer, weighting, workers)?;
    let wanted = terms.map(|terms| corpus.wanted(terms));
    let parts = workers.map_ranges(
        corpus.terms.len(),
        |index| CELL_WEIGHT * corpus.terms.document(index).len(),
        |range| {
            let mut rows = Vec::new();
            for index in range {
                corpus.weigh_document(index, wanted.as_deref(), top, &mut rows);
            }
            Ok(rows)
        },
    )?;
    let rows: Vec<WeightedTerm> = parts.into_iter().flatten().collect();
    Ok(weights_table(documents, &corpus.terms.vocabulary, &rows))
}

/// Return a table of the score of each document for a query, with id and metadata, best first. Ties keep document
/// order.
///
/// The score is the sum of the weights of the query terms that the document contains; a term that is repeated in the
/// query counts repeatedly. Missing documents come last and have no score.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
pub fn query_scores(
    documents: &Documents,
    analyzer: &Analyzer,
    bm25: &Bm25,
    query: &[String],
    top: Option<usize>,
    workers: &Workers,
) -> Result<Table> {
    let weighting = Weighting::Bm25(*bm25);
    let corpus = Corpus::new(documents, analyzer, &weighting, workers)?;
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

struct WeightedTerm {
    document: usize,
    term: TermId,
    count: u32,
    weight: f64,
    rank: i64,
}

/// The terms of the documents and the quantities that all weights share.
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
        analyzer: &Analyzer,
        weighting: &'w Weighting,
        workers: &Workers,
    ) -> Result<Self> {
        if let Weighting::Bm25(bm25) = weighting {
            bm25.check()?;
        }
        let terms = DocumentTerms::new(documents, analyzer, workers)?;
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

    /// Return the number of times that each term is requested.
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

    /// Return the weight of a term before normalization.
    fn weight(&self, document: usize, term: TermId, count: u32) -> f64 {
        let (tf, df) = (f64::from(count), self.document_frequencies[term as usize]);
        match self.weighting {
            Weighting::Tfidf(tfidf) => {
                let added = if tfidf.smooth { 1.0 } else { 0.0 };
                let idf = log((self.n_documents + added) / (df + added)) + 1.0;
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

    /// Return the sum of the weights of the wanted terms; `None` if the document is missing.
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

    fn norm(&self, rows: &[WeightedTerm]) -> f64 {
        let norm = match self.weighting {
            Weighting::Tfidf(Tfidf {
                norm: Some(RowNorm::L2),
                ..
            }) => sqrt(rows.iter().map(|row| row.weight * row.weight).sum()),
            Weighting::Tfidf(Tfidf {
                norm: Some(RowNorm::L1),
                ..
            }) => rows.iter().map(|row| row.weight.abs()).sum(),
            _ => 1.0,
        };
        if norm == 0.0 { 1.0 } else { norm }
    }

    /// Add the top-weighted terms of a document to `rows`.
    fn weigh_document(
        &self,
        document: usize,
        wanted: Option<&[u32]>,
        top: Option<usize>,
        rows: &mut Vec<WeightedTerm>,
    ) {
        let cells = self.terms.document(document).iter();
        let weights = cells.map(|&(term, count)| {
            let weight = self.weight(document, term, count);
            WeightedTerm {
                document,
                term,
                count,
                weight,
                rank: 0,
            }
        });
        let mut weights: Vec<WeightedTerm> = weights.collect();
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

fn weights_table(documents: &Documents, vocabulary: &Vocabulary, rows: &[WeightedTerm]) -> Table {
    let indices: Vec<usize> = rows.iter().map(|row| row.document).collect();
    let mut columns = documents.columns_for(&indices, &["term", "count", "weight", "rank"]);
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
