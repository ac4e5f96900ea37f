//! Terms and their columns, in order of first occurrence.

use super::counter::FeatureCounts;
use super::pairs::NONE;
use super::rows::Part;
use crate::table::TextValues;

/// Terms, each with its column.
#[derive(Clone, Debug, Default)]
pub struct ColumnTerms {
    /// In order of first occurrence.
    pub terms: TextValues,
    /// By index in `terms`.
    pub columns: Vec<u32>,
}

impl ColumnTerms {
    /// Return the terms in order of their columns.
    #[must_use]
    pub fn by_column(&self) -> TextValues {
        let mut index_of = vec![0; self.columns.len()];
        for (index, &column) in self.columns.iter().enumerate() {
            index_of[column as usize] = index;
        }
        let terms = index_of.iter().map(|&index| self.terms.get(index));
        terms.collect()
    }
}

impl FeatureCounts {
    /// Return the number of documents.
    #[must_use]
    pub fn n_documents(&self) -> usize {
        self.parts.iter().map(|part| part.rows.ends.len()).sum()
    }

    /// Iterate over the features that are terms, in order of first occurrence.
    fn features(&self) -> impl Iterator<Item = u32> {
        let n_grams = u32::try_from(self.tree.len()).unwrap_or(NONE);
        (0..n_grams).filter(|&gram| self.tree.is_term(gram))
    }

    /// Return the number of terms.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.features().count()
    }

    /// Return the document frequency of each term, in order of first occurrence.
    #[must_use]
    pub fn document_frequencies(&self) -> Vec<u64> {
        let features = self.features();
        features
            .map(|gram| u64::from(self.document_frequencies[gram as usize]))
            .collect()
    }

    /// Return the total count of each term, in order of first occurrence.
    ///
    /// Linear in the number of counts.
    #[must_use]
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.tree.len()];
        for Part { rows, ids } in &self.parts {
            for (&id, &count) in rows.ids.iter().zip(&rows.counts) {
                let global = |ids: &Vec<u32>| ids[id as usize];
                totals[ids.as_ref().map_or(id, global) as usize] += u64::from(count);
            }
        }
        self.features().map(|gram| totals[gram as usize]).collect()
    }

    /// Return the columns of the kept terms, in code-point order of the terms: by feature id for
    /// [`to_csr`](Self::to_csr), and with their texts.
    ///
    /// `kept` is called with the index of each term, in order of first occurrence.
    ///
    /// # Panics
    ///
    /// If `kept` panics.
    #[must_use]
    pub fn columns(&self, kept: impl Fn(usize) -> bool) -> (Vec<u32>, ColumnTerms) {
        let features = self.features().enumerate();
        let kept: Vec<u32> = features
            .filter_map(|(index, gram)| kept(index).then_some(gram))
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
