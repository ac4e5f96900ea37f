//! Terms and their columns, in the order in which they came.

use super::counter::FeatureCounts;
use super::pairs::NONE;
use super::rows::Part;
use crate::table::TextValues;

/// Terms, each with its column.
#[derive(Clone, Debug, Default)]
pub struct ColumnTerms {
    /// In the order in which they came first.
    pub terms: TextValues,
    /// By place in `terms`.
    pub columns: Vec<u32>,
}

impl ColumnTerms {
    /// The terms by column.
    #[must_use]
    pub fn by_column(&self) -> TextValues {
        let mut places = vec![0; self.columns.len()];
        for (place, &column) in self.columns.iter().enumerate() {
            places[column as usize] = place;
        }
        let terms = places.iter().map(|&place| self.terms.get(place));
        terms.collect()
    }
}

impl FeatureCounts {
    /// The number of documents.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.parts.iter().map(|part| part.rows.ends.len()).sum()
    }

    /// The features that are terms, in the order in which they came first.
    fn features(&self) -> impl Iterator<Item = u32> {
        let n_grams = u32::try_from(self.tree.len()).unwrap_or(NONE);
        (0..n_grams).filter(|&gram| self.tree.is_term(gram))
    }

    /// The number of terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.features().count()
    }

    /// In how many documents each term stands, in the order in which terms came first.
    #[must_use]
    pub fn document_frequencies(&self) -> Vec<u64> {
        let features = self.features();
        features
            .map(|gram| u64::from(self.document_frequencies[gram as usize]))
            .collect()
    }

    /// How often each term stands in all documents together, in the order in which terms came first.
    ///
    /// Linear in the number of counts.
    #[must_use]
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.tree.len()];
        for Part { rows, numbers } in &self.parts {
            for (&number, &count) in rows.numbers.iter().zip(&rows.counts) {
                let own = |numbers: &Vec<u32>| numbers[number as usize];
                totals[numbers.as_ref().map_or(number, own) as usize] += u64::from(count);
            }
        }
        self.features().map(|gram| totals[gram as usize]).collect()
    }

    /// The columns of those terms that are kept, in code-point order of the terms: by number of feature for
    /// [`to_csr`](Self::to_csr), and with their texts.
    ///
    /// `kept` has a value for each term, in the order in which terms came first.
    ///
    /// # Panics
    ///
    /// Where `kept` is shorter than there are terms.
    #[must_use]
    pub fn columns(&self, kept: impl Fn(usize) -> bool) -> (Vec<u32>, ColumnTerms) {
        let features = self.features().enumerate();
        let kept: Vec<u32> = features
            .filter_map(|(place, gram)| kept(place).then_some(gram))
            .collect();
        let mut is_kept = vec![false; self.tree.len()];
        for &gram in &kept {
            is_kept[gram as usize] = true;
        }
        let mut columns = vec![NONE; self.tree.len()];
        let order = self.tree.order().into_iter();
        for (column, gram) in (0..).zip(order.filter(|&gram| is_kept[gram as usize])) {
            columns[gram as usize] = column;
        }
        let mut text = String::new();
        let mut terms = TextValues::default();
        for &gram in &kept {
            text.clear();
            self.tree.write(gram, &mut text);
            terms.push(&text);
        }
        let of_terms = kept.iter().map(|&gram| columns[gram as usize]).collect();
        (
            columns,
            ColumnTerms {
                terms,
                columns: of_terms,
            },
        )
    }
}
