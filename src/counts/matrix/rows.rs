//! Rows of counts as they come, and the count of one row.

/// Rows of numbers, ascending in each row, with a count each.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
    pub(super) numbers: Vec<u32>,
    pub(super) counts: Vec<u32>,
}

impl Rows {
    /// The bounds of a row.
    pub(super) fn bounds(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start..self.ends[row]
    }
}

/// Rows of some documents next to each other.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) rows: Rows,
    /// What each number of the rows stands for; itself where there is none.
    pub(super) numbers: Option<Vec<u32>>,
}

/// The counts of one row, by number.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: Vec<u32>,
    /// The numbers that were counted, each once.
    seen: Vec<u32>,
}

impl Tally {
    /// Counts numbers, all below `n_numbers`.
    #[inline]
    pub(super) fn add(&mut self, numbers: &[u32], n_numbers: usize) {
        if self.counts.len() < n_numbers {
            self.counts.resize(n_numbers, 0);
        }
        let mut n_seen = self.seen.len();
        self.seen.resize(n_seen + numbers.len(), 0);
        // Each number is written down and kept if it is new: no branch that nobody could foresee.
        for &number in numbers {
            let count = &mut self.counts[number as usize];
            self.seen[n_seen] = number;
            n_seen += usize::from(*count == 0);
            *count = count.saturating_add(1);
        }
        self.seen.truncate(n_seen);
    }

    /// Adds the row to `rows` and forgets it; `each` is told what is in it.
    #[inline]
    pub(super) fn finish(&mut self, rows: &mut Rows, mut each: impl FnMut(u32)) {
        self.seen.sort_unstable();
        for &number in &self.seen {
            let count = std::mem::take(&mut self.counts[number as usize]);
            rows.numbers.push(number);
            rows.counts.push(count);
            each(number);
        }
        self.seen.clear();
        rows.ends.push(rows.numbers.len());
    }
}
