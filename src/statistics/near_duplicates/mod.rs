//! Documents that say nearly the same.
//!
//! The *resemblance* of two documents is the Jaccard coefficient of their sets of shingles, runs of neighbouring terms
//! (A. Z. Broder, *On the resemblance and containment of documents*, 1997):
//!
//! ```text
//! J(A, B) = |A ∩ B| / |A ∪ B|
//! ```
//!
//! A signature of `n` least hashes under random permutations stands for each document; two signatures agree at a place
//! with probability `J` (they are made by `SuperMinHash`: O. Ertl, 2017). The places are put together in `b` bands of `r` rows, and documents whose signatures agree in a whole band are compared
//! shingle by shingle. So what is said to be similar is so exactly, and two documents of resemblance `s` are compared
//! with probability
//!
//! ```text
//! 1 - (1 - s^r)^b
//! ```
//!
//! (as if places were independent: they are nearly, and where they are not they agree more evenly) with `r` the greatest for which this is at least [`min_recall`](DuplicatesConfig::min_recall) at the threshold: the
//! greater `r` is, the fewer documents below the threshold are compared for nothing. Documents of equal terms are always found.
//! Clusters are what is connected by pairs at or above the threshold; two documents of a cluster may resemble each
//! other less than that, so each is told with its resemblance to the first.
//!
//! ```
//! use lexicount::corpus::Documents;
//! use lexicount::parallel::Workers;
//! use lexicount::statistics::{DuplicatesConfig, Weights, near_duplicates};
//!
//! let documents = Documents::from_texts(["It rained all day.", "The sun shone.", "it rained all day"]);
//! let config = DuplicatesConfig { shingle: 2, ..DuplicatesConfig::default() };
//! let duplicates = near_duplicates(&documents, &config, &Workers::serial())?;
//! assert_eq!(duplicates.clusters(), [vec![0, 2]]);
//! assert_eq!(duplicates.weights(Weights::Share), [0.5, 1.0, 0.5]);
//! # Ok::<(), lexicount::Error>(())
//! ```

mod clusters;
mod shingles;
mod signatures;

use crate::corpus::Documents;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::table::{Column, Table};
use crate::tokens::Analyzer;
use clusters::Forest;
use shingles::Corpus;

const MOST_PERMUTATIONS: usize = 1 << 12;

/// What counts as nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct DuplicatesConfig {
    /// How terms are made of text.
    pub analyzer: Analyzer,
    /// The least resemblance, above 0 and up to 1.
    pub threshold: f64,
    /// Two documents at the threshold are compared with at least this probability, where permutations suffice.
    pub min_recall: f64,
    /// So many neighbouring terms are a shingle; a shorter document is one.
    pub shingle: usize,
    /// The length of a signature.
    pub n_permutations: usize,
    /// What permutations are drawn by.
    pub seed: u64,
}

impl Default for DuplicatesConfig {
    fn default() -> Self {
        Self {
            analyzer: Analyzer::default(),
            threshold: 0.8,
            min_recall: 0.99,
            shingle: 5,
            n_permutations: 128,
            seed: 1,
        }
    }
}

impl DuplicatesConfig {
    fn check(&self) -> Result<()> {
        if !(self.threshold > 0.0 && self.threshold <= 1.0) {
            return Err(Error::config(format!(
                "threshold={}: use a resemblance above 0.0 and up to 1.0",
                self.threshold
            )));
        }
        if !(0.0..=1.0).contains(&self.min_recall) {
            return Err(Error::config(format!(
                "min_recall={}: use a probability between 0.0 and 1.0",
                self.min_recall
            )));
        }
        if self.shingle == 0 {
            return Err(Error::config("shingle=0: use a number of terms, 1 or more"));
        }
        if !(1..=MOST_PERMUTATIONS).contains(&self.n_permutations) {
            return Err(Error::config(format!(
                "n_permutations={}: use 1 to {MOST_PERMUTATIONS}",
                self.n_permutations
            )));
        }
        Ok(())
    }

    /// Bands and rows a band.
    fn bands(&self) -> Bands {
        let with = |n_rows| Bands {
            n_bands: self.n_permutations / n_rows,
            n_rows,
        };
        (1..=self.n_permutations)
            .rev()
            .map(with)
            .find(|bands| bands.recall(self.threshold) >= self.min_recall)
            .unwrap_or(with(1))
    }
}

/// How a signature is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bands {
    n_bands: usize,
    n_rows: usize,
}

impl Bands {
    fn recall(self, similarity: f64) -> f64 {
        let exponent = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        1.0 - (1.0 - similarity.powi(exponent(self.n_rows))).powi(exponent(self.n_bands))
    }
}

/// How much a document of a cluster counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// The first counts 1, the others 0.
    Once,
    /// Each counts one by their number.
    Share,
}

impl std::str::FromStr for Weights {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "once" => Ok(Self::Once),
            "share" => Ok(Self::Share),
            _ => Err(Error::config(format!(
                "weights {name:?}: use \"once\" or \"share\""
            ))),
        }
    }
}

/// Clusters of documents that say nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    n_documents: usize,
    bands: Bands,
    /// Two documents or more each, in their order; clusters in order of the first.
    clusters: Vec<Vec<usize>>,
    /// For each document of each cluster, its resemblance to the first.
    similarities: Vec<Vec<f64>>,
}

/// Finds documents that say nearly the same.
///
/// Linear in the length of the texts, and in the length of signatures for each document, besides the comparison of
/// similar documents.
/// Memory is 4 bytes a token, 4 bytes a permutation and document, and the distinct terms. The result is the same for
/// any number of workers. A document without terms is like no other.
///
/// # Errors
///
/// Where options make no sense, or the work was stopped.
pub fn near_duplicates(
    documents: &Documents,
    config: &DuplicatesConfig,
    workers: &Workers,
) -> Result<Duplicates> {
    config.check()?;
    let bands = config.bands();
    let corpus = Corpus::new(documents, config, bands.n_bands * bands.n_rows, workers)?;
    let equal = corpus.equal_documents();
    let mut forest = Forest::new(documents.len());
    let firsts: Vec<usize> = equal.iter().map(|group| group[0]).collect();
    clusters::join_similar(
        &corpus,
        &firsts,
        bands,
        config.threshold,
        &mut forest,
        workers,
    )?;
    for group in &equal {
        for &document in group {
            forest.join(group[0], document);
        }
    }
    let clusters = forest.into_clusters();
    let similarities = workers.map_ranges(
        clusters.len(),
        |index| clusters[index].len(),
        |range| {
            workers.check()?;
            let to_first = |cluster: &Vec<usize>| corpus.similarities_to_first(cluster);
            Ok(clusters[range].iter().map(to_first).collect::<Vec<_>>())
        },
    )?;
    Ok(Duplicates {
        n_documents: documents.len(),
        bands,
        clusters,
        similarities: similarities.into_iter().flatten().collect(),
    })
}

impl Duplicates {
    /// The clusters, each the numbers of its documents in ascending order, in order of the first.
    #[must_use]
    pub fn clusters(&self) -> &[Vec<usize>] {
        &self.clusters
    }

    /// For each document the number of its cluster, where it belongs to one.
    #[must_use]
    pub fn labels(&self) -> Vec<Option<usize>> {
        let mut labels = vec![None; self.n_documents];
        for (label, cluster) in self.clusters.iter().enumerate() {
            for &document in cluster {
                labels[document] = Some(label);
            }
        }
        labels
    }

    /// How much each document counts; 1 for one that belongs to no cluster.
    #[must_use]
    pub fn weights(&self, how: Weights) -> Vec<f64> {
        let mut weights = vec![1.0; self.n_documents];
        for cluster in &self.clusters {
            for (place, &document) in cluster.iter().enumerate() {
                weights[document] = match how {
                    Weights::Once if place == 0 => 1.0,
                    Weights::Once => 0.0,
                    Weights::Share => 1.0 / cluster.len() as f64,
                };
            }
        }
        weights
    }

    /// The probability with which two documents of that resemblance were compared.
    #[must_use]
    pub fn recall(&self, similarity: f64) -> f64 {
        self.bands.recall(similarity)
    }

    /// The number of bands, and of rows in each.
    #[must_use]
    pub fn bands(&self) -> (usize, usize) {
        (self.bands.n_bands, self.bands.n_rows)
    }

    /// A row a document of a cluster, cluster by cluster: document and metadata, number and size of the cluster, the
    /// first document of it, and the resemblance to that.
    #[must_use]
    pub fn to_table(&self, documents: &Documents) -> Table {
        let clusters = || self.clusters.iter().enumerate();
        let each = |value: &dyn Fn(usize, &[usize]) -> usize| -> Vec<i64> {
            clusters()
                .flat_map(|(label, cluster)| {
                    std::iter::repeat_n(value(label, cluster), cluster.len())
                })
                .map(|value| i64::try_from(value).unwrap_or(i64::MAX))
                .collect()
        };
        let rows: Vec<usize> = self.clusters.iter().flatten().copied().collect();
        let firsts: Vec<usize> = clusters()
            .flat_map(|(_, cluster)| std::iter::repeat_n(cluster[0], cluster.len()))
            .collect();
        let mut representative = documents.ids().take(&firsts);
        "representative".clone_into(&mut representative.name);
        let own = vec![
            Column::ints("cluster", each(&|label, _| label)),
            Column::ints("size", each(&|_, cluster| cluster.len())),
            Column::floats("similarity", self.similarities.concat()),
            representative,
        ];
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = documents.columns_for(&rows, &taken);
        columns.extend(own);
        Table::new(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn find(texts: &[String], config: &DuplicatesConfig, workers: &Workers) -> Duplicates {
        let documents = Documents::from_texts(texts.iter().map(String::as_str));
        near_duplicates(&documents, config, workers).unwrap()
    }

    fn shingles(text: &str, k: usize) -> BTreeSet<Vec<&str>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return BTreeSet::new();
        }
        let k = k.min(words.len());
        words.windows(k).map(<[&str]>::to_vec).collect()
    }

    fn jaccard(a: &str, b: &str, k: usize) -> f64 {
        let (a, b) = (shingles(a, k), shingles(b, k));
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        a.intersection(&b).count() as f64 / a.union(&b).count() as f64
    }

    /// Clusters by comparing all with all.
    fn plain(texts: &[String], k: usize, threshold: f64) -> Vec<Vec<usize>> {
        let mut label: Vec<usize> = (0..texts.len()).collect();
        for a in 0..texts.len() {
            for b in 0..a {
                if jaccard(&texts[a], &texts[b], k) >= threshold {
                    let (from, to) = (label[a].max(label[b]), label[a].min(label[b]));
                    for one in &mut label {
                        if *one == from {
                            *one = to;
                        }
                    }
                }
            }
        }
        (0..texts.len())
            .map(|first| {
                (0..texts.len())
                    .filter(|&one| label[one] == first)
                    .collect()
            })
            .filter(|cluster: &Vec<usize>| cluster.len() > 1)
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn clusters_are_those_of_comparing_all_with_all(
            texts in proptest::collection::vec("([abc] ){0,9}", 1..14),
            k in 1..4_usize,
            threshold in prop_oneof![Just(0.3), Just(0.5), Just(0.8), Just(1.0)],
        ) {
            let config = DuplicatesConfig {
                threshold,
                shingle: k,
                n_permutations: 512,
                min_recall: 1.0 - 1e-9,
                seed: 7,
                ..DuplicatesConfig::default()
            };
            let found = find(&texts, &config, &Workers::serial());
            let expected = plain(&texts, k, threshold);
            prop_assert_eq!(found.clusters(), &expected[..]);
            for (cluster, similarities) in found.clusters.iter().zip(&found.similarities) {
                for (&one, &similarity) in cluster.iter().zip(similarities) {
                    let expected = jaccard(&texts[one], &texts[cluster[0]], k);
                    prop_assert_eq!(similarity.to_bits(), expected.to_bits());
                }
            }
            for threads in [1, 3] {
                let workers = Workers::new(Some(threads)).unwrap();
                prop_assert_eq!(&find(&texts, &config, &workers), &found);
            }
        }
    }

    #[test]
    fn rows_are_as_many_as_recall_allows() {
        let bands = DuplicatesConfig::default().bands();
        assert_eq!((bands.n_bands, bands.n_rows), (21, 6));
        assert!(bands.recall(0.8) >= 0.99 && bands.recall(0.4) < 0.1);
        let config = DuplicatesConfig {
            threshold: 1.0,
            ..DuplicatesConfig::default()
        };
        assert_eq!(config.bands().n_bands, 1);
        let config = DuplicatesConfig {
            threshold: 0.001,
            ..config
        };
        assert_eq!(config.bands().n_rows, 1);
    }

    #[test]
    fn options_that_make_no_sense_are_refused() {
        let documents = Documents::from_texts(["a"]);
        let with = |change: &dyn Fn(&mut DuplicatesConfig)| {
            let mut config = DuplicatesConfig::default();
            change(&mut config);
            near_duplicates(&documents, &config, &Workers::serial()).unwrap_err()
        };
        assert!(with(&|config| config.threshold = 0.0).is_config());
        assert!(with(&|config| config.threshold = f64::NAN).is_config());
        assert!(with(&|config| config.shingle = 0).is_config());
        assert!(with(&|config| config.n_permutations = 0).is_config());
    }
}
