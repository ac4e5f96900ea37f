//! Stops long work on one text when the caller asks for it.

use crate::error::Result;
use crate::parallel::Workers;

/// The number of tokens between two checks.
const TOKENS_PER_CHECK: u64 = 1 << 12;

/// Counts the tokens of one text as they are read, and checks regularly whether the work was cancelled.
pub(crate) struct CancellationCheck<'w> {
    workers: &'w Workers,
    n_tokens: u64,
}

impl<'w> CancellationCheck<'w> {
    pub(crate) fn new(workers: &'w Workers) -> Self {
        Self {
            workers,
            n_tokens: 0,
        }
    }

    /// Records that `n` more tokens were read.
    ///
    /// # Errors
    ///
    /// If the work was cancelled.
    #[inline]
    pub(crate) fn read(&mut self, n: u64) -> Result<()> {
        if n != 1 || self.n_tokens.is_multiple_of(TOKENS_PER_CHECK) {
            self.workers.check()?;
        }
        self.n_tokens += n;
        Ok(())
    }

    pub(crate) fn n_tokens(&self) -> u64 {
        self.n_tokens
    }
}
