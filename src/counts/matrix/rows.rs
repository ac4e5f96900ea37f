//! Rows of counts, and the accumulator of one row.

/// Rows of ids, ascending in each row, with their counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The end of each row.
    pub(super) ends: Vec<usize>,
    pub(super) ids: Vec<u32>,
    pub(super) counts: Vec<u32>,
}

impl Rows {
    /// Return the bounds of a row.
    pub(super) fn bounds(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start..self.ends[row]
    }
}

/// The rows of consecutive documents.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) rows: Rows,
    /// The global id of each id of the rows; `None` if they are the same.
    pub(super) ids: Option<Vec<u32>>,
}

/// The counts of one row, by id.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: Vec<u32>,
    /// The distinct ids that were counted.
    seen: Vec<u32>,
}

impl Tally {
    /// Count ids, all below `n_ids`.
    #[inline]
    pub(super) fn add(&mut self, ids: &[u32], n_ids: usize) {
        if self.counts.len() < n_ids {
            self.counts.resize(n_ids, 0);
        }
        let mut n_seen = self.seen.len();
        self.seen.resize(n_seen + ids.len(), 0);
        // Each id is written, and kept if it is new: this avoids an unpredictable branch.
        for &id in ids {
            let count = &mut self.counts[id as usize];
            self.seen[n_seen] = id;
            n_seen += usize::from(*count == 0);
            *count = count.saturating_add(1);
        }
        self.seen.truncate(n_seen);
    }

    /// Add the row to `rows` and start a new one; `each` is called with every id in it.
    #[inline]
    pub(super) fn finish(&mut self, rows: &mut Rows, mut each: impl FnMut(u32)) {
        self.seen.sort_unstable();
        for &id in &self.seen {
            let count = std::mem::take(&mut self.counts[id as usize]);
            rows.ids.push(id);
            rows.counts.push(count);
            each(id);
        }
        self.seen.clear();
        rows.ends.push(rows.ids.len());
    }
}
