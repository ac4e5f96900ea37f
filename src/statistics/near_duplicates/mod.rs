//! Near-duplicate documents.
//!
//! The *similarity* of two documents is the Jaccard coefficient of their sets of shingles, sequences of adjacent terms
//! (A. Z. Broder, *On the resemblance and containment of documents*, 1997):
//!
//! ```text
//! J(A, B) = |A ∩ B| / |A ∪ B|
//! ```
//!
//! Each document is represented by a `MinHash` signature of `n` hashes under random permutations. Two signatures agree
//! at a position with probability `J` (they are built by `SuperMinHash`: O. Ertl, 2017). The positions are grouped into
//! `b` bands of `r` rows. Documents whose signatures agree in a whole band are candidate pairs and are compared shingle
//! by shingle, so reported similarities are exact. Two documents of similarity `s` become a candidate pair with
//! probability
//!
//! ```text
//! 1 - (1 - s^r)^b
//! ```
//!
//! assuming independent positions. They are nearly independent, and any dependence makes the agreement more even. `r`
//! is the largest number for which this probability is at least [`min_recall`](DuplicatesConfig::min_recall) at the
//! threshold: the larger `r` is, the fewer pairs below the threshold are compared in vain. Documents with equal terms
//! are always found. Clusters are connected components of pairs at or above the threshold. Two documents of a cluster
//! may be less similar than the threshold, so each is reported with its similarity to the first.
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
mod config;
mod join;
mod shingles;
mod signatures;

use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::registry::registry;
use crate::table::{Column, Table};
use clusters::Forest;
use config::Bands;
pub use config::DuplicatesConfig;
use shingles::Corpus;

registry!(
    /// The weights of the documents of a cluster.
    pub enum Weights: "weighting of duplicates" {
        /// 1 for the first document, 0 for the others.
        Once = "once",
        /// 1/n for each document, where n is the size of the cluster.
        Share = "share",
    }
);

/// Clusters of near-duplicate documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    n_documents: usize,
    bands: Bands,
    /// Two or more documents per cluster, in order; clusters in order of their first document.
    clusters: Vec<Vec<usize>>,
    /// For each document of each cluster, its similarity to the first.
    similarities: Vec<Vec<f64>>,
}

/// Find near-duplicate documents.
///
/// The cost is linear in the length of the texts and, per document, in the length of signatures, plus the comparison of
/// candidate pairs. Of a large group of candidates, such as texts made from one template, only pairs are compared that
/// share one of their rarest shingles. Memory is 8 bytes per token, 4 bytes per permutation and document, and the
/// distinct terms; no pairs are stored. The result does not depend on the number of workers. A document without terms is
/// similar to no other.
///
/// # Errors
///
/// If an option is invalid, or if the work was stopped.
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
    /// Return the clusters, each as ascending document indices, in order of their first document.
    #[must_use]
    pub fn clusters(&self) -> &[Vec<usize>] {
        &self.clusters
    }

    /// Return the cluster index of each document; `None` if it is in no cluster.
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

    /// Return the weight of each document; 1 if it is in no cluster.
    #[must_use]
    pub fn weights(&self, how: Weights) -> Vec<f64> {
        let mut weights = vec![1.0; self.n_documents];
        for cluster in &self.clusters {
            for (index, &document) in cluster.iter().enumerate() {
                weights[document] = match how {
                    Weights::Once if index == 0 => 1.0,
                    Weights::Once => 0.0,
                    Weights::Share => 1.0 / cluster.len() as f64,
                };
            }
        }
        weights
    }

    /// Return the probability that two documents of the given similarity were compared.
    #[must_use]
    pub fn recall(&self, similarity: f64) -> f64 {
        self.bands.recall(similarity)
    }

    /// Return the number of bands and of rows per band.
    #[must_use]
    pub fn bands(&self) -> (usize, usize) {
        (self.bands.n_bands, self.bands.n_rows)
    }

    /// Return a table with one row per document of a cluster, cluster by cluster: document and metadata, index and size
    /// of the cluster, its first document, and the similarity to that document.
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

    /// Cluster by comparing all pairs.
    fn reference_clusters(texts: &[String], k: usize, threshold: f64) -> Vec<Vec<usize>> {
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
        fn clusters_match_the_comparison_of_all_pairs(
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
            let expected = reference_clusters(&texts, k, threshold);
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

    /// Groups of more documents than are compared with all others.
    #[test]
    fn large_groups_match_the_comparison_of_all_pairs() {
        let text = |n: usize| {
            let (city, edition) = (n % 5, n % 11);
            let end = if n.is_multiple_of(3) {
                "in the morning"
            } else {
                "at night"
            };
            format!(
                "a fire broke out in city {city} near the harbour said mayor {edition} of it {end}"
            )
        };
        let texts: Vec<String> = (0..120).map(text).collect();
        for threshold in [0.3, 0.6, 0.7, 0.9] {
            let config = DuplicatesConfig {
                threshold,
                shingle: 2,
                n_permutations: 512,
                min_recall: 1.0 - 1e-9,
                ..DuplicatesConfig::default()
            };
            let found = find(&texts, &config, &Workers::serial());
            assert_eq!(found.clusters(), reference_clusters(&texts, 2, threshold));
        }
    }

    #[test]
    fn bands_have_the_most_rows_that_recall_allows() {
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
    fn invalid_options_are_refused() {
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
