//! Work over many documents at once: the only module that names rayon.
//!
//! A stage handles a range of documents; [`Workers::map_ranges`] runs it over all of them and returns the parts in
//! document order, so that a result never depends on the number of threads. Long work can be watched and stopped:
//! stages call [`Workers::check`] now and then, and [`Workers::run`] gives the calling thread a tick every
//! [`TICK`] while the work goes on elsewhere.
//!
//! The pool is our own, never rayon's global one. It is made on first use and kept with the id of the process that
//! made it: after a fork the child finds the other id and makes a pool anew (the old threads do not exist there).
//!
//! ```
//! use lexicount::parallel::Workers;
//!
//! let workers = Workers::new(Some(2))?;
//! let parts = workers.map_ranges(10, |_| 1, |range| Ok(range.sum::<usize>()))?;
//! assert_eq!(parts.into_iter().sum::<usize>(), 45);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};

/// How long the calling thread waits between two looks at signals and progress.
pub const TICK: Duration = Duration::from_millis(50);

/// The environment variable that sets the number of threads where a call does not.
pub const THREADS_VARIABLE: &str = "LEXICOUNT_THREADS";

/// Below this weight a pool costs more than it brings.
const SMALL: usize = 1 << 17;

/// A range of documents holds at least this weight where there are enough.
const RANGE_WEIGHT: usize = 1 << 18;

/// So many values a thread are folded and joined: enough that no thread waits long for another, few to join.
const GROUPS_PER_THREAD: usize = 4;

const MOST_THREADS: usize = 1024;

/// A pool and the process it belongs to.
struct Pool {
    process: u32,
    threads: rayon::ThreadPool,
}

static POOL: ArcSwapOption<Pool> = ArcSwapOption::const_empty();

/// The threads that a call may use, with its progress and its stop flag.
#[derive(Debug, Default)]
pub struct Workers {
    n_threads: usize,
    stop: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl Workers {
    /// As many threads as asked for, else as [`THREADS_VARIABLE`] says, else as the process may use cores.
    ///
    /// # Errors
    ///
    /// Where the number is not between 1 and 1024.
    pub fn new(n_threads: Option<usize>) -> Result<Self> {
        let n_threads = match n_threads {
            Some(n_threads) => checked_threads(n_threads, "threads")?,
            None => default_threads()?,
        };
        Ok(Self {
            n_threads,
            ..Self::default()
        })
    }

    /// The calling thread alone.
    #[must_use]
    pub fn serial() -> Self {
        Self::default()
    }

    /// The number of threads; 0 stands for the calling thread alone.
    #[must_use]
    pub fn n_threads(&self) -> usize {
        self.n_threads
    }

    /// Asks the work to stop at its next [`check`](Self::check).
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// How much is done, of how much in all (in the units of the weights).
    pub fn progress(&self) -> (u64, u64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    /// Returns an error once [`stop`](Self::stop) was called. Costs one load: stages call it every thousand tokens.
    ///
    /// # Errors
    ///
    /// Where the work was asked to stop.
    pub fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        Ok(())
    }

    /// Runs `map` over ranges that cover `0..n_items` and returns its results in order.
    ///
    /// `weight` tells how much work an item is; ranges are cut by it alone, never by the number of threads.
    ///
    /// # Errors
    ///
    /// The first error of `map` in order of the ranges, or that the work was stopped.
    pub fn map_ranges<T: Send>(
        &self,
        n_items: usize,
        weight: impl Fn(usize) -> usize,
        map: impl Fn(Range<usize>) -> Result<T> + Sync,
    ) -> Result<Vec<T>> {
        let ranges = self.begin(n_items, weight);
        self.map_all(ranges, |(range, weight)| {
            self.check()?;
            let part = map(range)?;
            self.done.fetch_add(weight as u64, Ordering::Relaxed);
            Ok(part)
        })
    }

    /// Runs `map` over `items` and returns its results in their order; progress stays as it is.
    ///
    /// # Errors
    ///
    /// The first error of `map` in order of the items.
    pub fn map_all<I: Send, T: Send>(
        &self,
        items: Vec<I>,
        map: impl Fn(I) -> Result<T> + Sync + Send,
    ) -> Result<Vec<T>> {
        if self.n_threads <= 1 || items.len() <= 1 {
            return items.into_iter().map(map).collect();
        }
        let parts: Vec<Result<T>> = pool(self.n_threads)?
            .threads
            .install(|| items.into_par_iter().map(map).collect());
        parts.into_iter().collect()
    }

    /// Runs `fold` over ranges that cover `0..n_items`, and joins what comes of it in order.
    ///
    /// One thread folds all ranges into one value of `start`; several fold some each, and `join` them. The two give the
    /// same where folding two ranges in turn is folding each and joining.
    ///
    /// # Errors
    ///
    /// The first error of `fold` in order of the ranges, that of `join`, or that the work was stopped.
    pub fn fold_ranges<T: Send>(
        &self,
        n_items: usize,
        weight: impl Fn(usize) -> usize,
        start: impl Fn() -> T + Sync,
        fold: impl Fn(&mut T, Range<usize>) -> Result<()> + Sync,
        mut join: impl FnMut(&mut T, T) -> Result<()>,
    ) -> Result<T> {
        let ranges = self.begin(n_items, weight);
        let n_groups = if self.n_threads <= 1 {
            1
        } else {
            GROUPS_PER_THREAD * self.n_threads
        };
        let groups = ranges.chunks(ranges.len().div_ceil(n_groups).max(1));
        let groups: Vec<&[(Range<usize>, usize)]> = groups.collect();
        let parts = self.map_all(groups, |group| {
            let mut part = start();
            for (range, weight) in group {
                self.check()?;
                fold(&mut part, range.clone())?;
                self.done.fetch_add(*weight as u64, Ordering::Relaxed);
            }
            Ok(part)
        })?;
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_else(start);
        for part in parts {
            self.check()?;
            join(&mut whole, part)?;
        }
        Ok(whole)
    }

    /// Gives each thread a value of `start`, lets it `fold` into it whatever `next` still has, and joins what `finish` makes
    /// of the values.
    ///
    /// Which item comes to which thread is not told, nor is the order of the joins: this is for results that do not
    /// depend on it. Items have a weight, in the units of the progress.
    ///
    /// # Errors
    ///
    /// One that came, of `next`, `fold` or `join`, or that the work was stopped.
    pub fn tally<I, T, U: Send>(
        &self,
        next: impl Fn() -> Result<Option<(I, usize)>> + Sync,
        start: impl Fn() -> T + Sync,
        fold: impl Fn(&mut T, I) -> Result<()> + Sync,
        finish: impl Fn(T) -> U + Sync,
        join: impl Fn(&mut U, U) -> Result<()> + Sync,
    ) -> Result<U> {
        let work = || {
            let mut value = start();
            while let Some((item, weight)) = next()? {
                self.check()?;
                fold(&mut value, item)?;
                self.done.fetch_add(weight as u64, Ordering::Relaxed);
            }
            Ok(finish(value))
        };
        if self.n_threads <= 1 {
            return work();
        }
        let parts = pool(self.n_threads)?.threads.install(|| {
            let parts = (0..self.n_threads).into_par_iter().map(|_| work());
            parts.reduce_with(|whole, part| {
                let (mut whole, part) = (whole?, part?);
                join(&mut whole, part)?;
                Ok(whole)
            })
        });
        parts.unwrap_or_else(work)
    }

    /// The same over ranges that cover `0..n_items`.
    ///
    /// # Errors
    ///
    /// As [`tally`](Self::tally).
    pub fn tally_ranges<T, U: Send>(
        &self,
        n_items: usize,
        weight: impl Fn(usize) -> usize,
        start: impl Fn() -> T + Sync,
        fold: impl Fn(&mut T, Range<usize>) -> Result<()> + Sync,
        finish: impl Fn(T) -> U + Sync,
        join: impl Fn(&mut U, U) -> Result<()> + Sync,
    ) -> Result<U> {
        let ranges = self.begin(n_items, weight);
        let n_taken = AtomicUsize::new(0);
        let next = || Ok(ranges.get(n_taken.fetch_add(1, Ordering::Relaxed)).cloned());
        self.tally(next, start, fold, finish, join)
    }

    /// The ranges to work on; nothing is done yet.
    fn begin(&self, n_items: usize, weight: impl Fn(usize) -> usize) -> Vec<(Range<usize>, usize)> {
        let ranges = cut(n_items, weight);
        let total: usize = ranges.iter().map(|(_, weight)| weight).sum();
        self.expect(total as u64);
        ranges
    }

    /// Nothing is done yet of so much in all.
    pub fn expect(&self, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Runs `job` on a worker while the calling thread calls `tick` every [`TICK`].
    ///
    /// An error from `tick` stops the job and is returned. A job of small weight runs at once on the calling thread.
    ///
    /// # Errors
    ///
    /// The error of `tick`, or that of `job`.
    ///
    /// # Panics
    ///
    /// Where `job` panics.
    pub fn run<T: Send, E: From<Error>>(
        &self,
        weight: usize,
        job: impl FnOnce() -> Result<T> + Send,
        mut tick: impl FnMut() -> Result<(), E>,
    ) -> Result<T, E> {
        if weight < SMALL || self.n_threads == 0 {
            return job().map_err(E::from);
        }
        let pool = pool(self.n_threads)?;
        let (sender, receiver) = channel();
        let mut failed = None;
        let mut outcome = None;
        pool.threads.in_place_scope(|scope| {
            scope.spawn(move |_| drop(sender.send(job())));
            loop {
                match receiver.recv_timeout(TICK) {
                    Ok(result) => {
                        outcome = Some(result);
                        break;
                    }
                    // The job panicked; the scope hands the panic on.
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) if failed.is_none() => {
                        if let Err(error) = tick() {
                            failed = Some(error);
                            self.stop();
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                }
            }
        });
        match failed {
            Some(error) => Err(error),
            None => outcome
                .expect("a job that did not panic sent its result")
                .map_err(E::from),
        }
    }
}

/// Ranges of at least [`RANGE_WEIGHT`] with their weights.
fn cut(n_items: usize, weight: impl Fn(usize) -> usize) -> Vec<(Range<usize>, usize)> {
    let mut ranges = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for item in 0..n_items {
        sum += weight(item);
        if sum >= RANGE_WEIGHT || item + 1 == n_items {
            ranges.push((start..item + 1, sum));
            (start, sum) = (item + 1, 0);
        }
    }
    ranges
}

fn default_threads() -> Result<usize> {
    match std::env::var(THREADS_VARIABLE) {
        Ok(value) if !value.trim().is_empty() => {
            let n_threads = value.trim().parse().map_err(|_| {
                Error::config(format!(
                    "{THREADS_VARIABLE}={value:?} is not a whole number; use 1 to {MOST_THREADS}"
                ))
            })?;
            checked_threads(n_threads, THREADS_VARIABLE)
        }
        _ => Ok(std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_THREADS))),
    }
}

fn checked_threads(n_threads: usize, source: &str) -> Result<usize> {
    if (1..=MOST_THREADS).contains(&n_threads) {
        return Ok(n_threads);
    }
    Err(Error::config(format!(
        "{source}={n_threads} is out of range; use 1 to {MOST_THREADS}"
    )))
}

/// This process's pool, made where there is none of this size yet.
fn pool(n_threads: usize) -> Result<Arc<Pool>> {
    let process = std::process::id();
    if let Some(pool) = POOL.load_full()
        && pool.process == process
        && pool.threads.current_num_threads() == n_threads
    {
        return Ok(pool);
    }
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .thread_name(|index| format!("lexicount-{index}"))
        .build()
        .map_err(|error| Error::config(format!("cannot start {n_threads} threads: {error}")))?;
    let made = Arc::new(Pool { process, threads });
    if let Some(old) = POOL.swap(Some(Arc::clone(&made)))
        && old.process != process
    {
        // Its threads stayed in the parent; ending them here would wait for ever.
        std::mem::forget(old);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_every_item_once() {
        for n_items in [0, 1, 2, 7, 100] {
            let ranges = cut(n_items, |item| item * 50_000);
            let items: Vec<usize> = ranges.into_iter().flat_map(|(range, _)| range).collect();
            assert_eq!(items, (0..n_items).collect::<Vec<_>>());
        }
    }

    #[test]
    fn parts_come_in_order_for_any_number_of_threads() {
        let expected: Vec<usize> = (0..100).collect();
        for n_threads in [1, 2, 5] {
            let workers = Workers::new(Some(n_threads)).unwrap();
            let parts = workers
                .map_ranges(100, |_| RANGE_WEIGHT, |range| Ok(range.start))
                .unwrap();
            assert_eq!(parts, expected);
        }
    }

    #[test]
    fn folding_is_the_same_for_any_number_of_threads() {
        let expected: Vec<usize> = (0..100).collect();
        for n_threads in [1, 2, 5] {
            let workers = Workers::new(Some(n_threads)).unwrap();
            let fold = |all: &mut Vec<usize>, range: Range<usize>| {
                all.extend(range);
                Ok(())
            };
            let join = |all: &mut Vec<usize>, part| {
                all.extend::<Vec<usize>>(part);
                Ok(())
            };
            let items = workers
                .fold_ranges(100, |_| RANGE_WEIGHT / 3, Vec::new, fold, join)
                .unwrap();
            assert_eq!(items, expected);
            assert_eq!(workers.progress().0, workers.progress().1);
        }
    }

    #[test]
    fn a_tally_is_the_same_for_any_number_of_threads() {
        for n_threads in [1, 2, 5] {
            let workers = Workers::new(Some(n_threads)).unwrap();
            let fold = |sum: &mut usize, range: Range<usize>| {
                *sum += range.sum::<usize>();
                Ok(())
            };
            let join = |sum: &mut usize, part| {
                *sum += part;
                Ok(())
            };
            let weight = |_| RANGE_WEIGHT / 3;
            let sum = workers.tally_ranges(100, weight, || 0, fold, |sum| sum, join);
            assert_eq!(sum.unwrap(), 4950);
            assert_eq!(workers.progress().0, workers.progress().1);
            let none = workers.tally_ranges(0, weight, || 0, fold, |sum| sum, join);
            assert_eq!(none.unwrap(), 0);
            let failing = |_: &mut usize, _| Err(Error::config("enough"));
            let failed = workers.tally_ranges(100, weight, || 0, failing, |sum| sum, join);
            assert_eq!(failed.unwrap_err().to_string(), "enough");
        }
    }

    #[test]
    fn an_error_of_the_tick_stops_the_job() {
        let workers = Workers::new(Some(2)).unwrap();
        let result: Result<()> = workers.run(
            SMALL,
            || loop {
                workers.check()?;
                std::thread::sleep(Duration::from_millis(1));
            },
            || Err(Error::config("enough")),
        );
        assert_eq!(result.unwrap_err().to_string(), "enough");
    }

    #[test]
    fn thread_numbers_out_of_range_are_refused() {
        assert!(Workers::new(Some(0)).unwrap_err().is_config());
        assert!(Workers::new(Some(5000)).unwrap_err().is_config());
    }
}
