//! Accuracy of words.

use std::collections::HashSet;

use crate::documents::{Document, spans};

/// Returns the harmonic mean of precision and recall of the words as spans, over all documents together.
pub fn f1(documents: &[Document], ends: impl Fn(&str) -> Vec<usize>) -> f64 {
    let (mut n_correct, mut n_total) = (0, 0);
    for document in documents {
        let gold: HashSet<(usize, usize)> = document.gold.iter().copied().collect();
        let found = spans(&document.text, &ends(&document.text));
        n_correct += found.iter().filter(|span| gold.contains(span)).count();
        n_total += found.len() + gold.len();
    }
    2.0 * n_correct as f64 / n_total as f64
}
