//! How many words are right.

use std::collections::HashSet;

use crate::documents::{Document, spans};

/// The harmonic mean of precision and recall of the words as spans, over all documents together.
pub fn f1(documents: &[Document], ends: impl Fn(&str) -> Vec<usize>) -> f64 {
    let (mut n_right, mut n_either) = (0, 0);
    for document in documents {
        let gold: HashSet<(usize, usize)> = document.gold.iter().copied().collect();
        let found = spans(&document.text, &ends(&document.text));
        n_right += found.iter().filter(|span| gold.contains(span)).count();
        n_either += found.len() + gold.len();
    }
    2.0 * n_right as f64 / n_either as f64
}
