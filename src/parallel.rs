//! Parallel work over documents. This is the only module that uses rayon.
//!
//! A stage processes a range of documents. [`Workers::map_ranges`] runs it over all documents and returns the parts in
//! document order, so results never depend on the number of threads. Long work can be monitored and stopped: stages
//! call [`Workers::check`] regularly, and [`Workers::run`] calls a function on the calling thread every [`TICK`] while
//! the work proceeds on other threads.
//!
//! The crate has its own thread pools, not rayon's global one. A call takes a pool for itself while it runs, so calls of
//! several threads share the cores by the scheduler of the system, and a short one never waits for a long one. Pools are
//! kept for later calls, each with the id of its process. After a fork, the child process detects the other id and
//! creates a new pool, because the old threads do not exist there.
//!
//! ```
//! use lexicount::parallel::Workers;
//!
//! let workers = Workers::new(Some(2))?;
//! let parts = workers.map_ranges(10, |_| 1, |range| Ok(range.sum::<usize>()))?;
//! assert_eq!(parts.into_iter().sum::<usize>(), 45);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};

/// The interval at which the calling thread checks signals and progress.
pub const TICK: Duration = Duration::from_millis(50);

/// The environment variable that sets the default number of threads.
pub const THREADS_VARIABLE: &str = "LEXICOUNT_THREADS";

/// Work of less weight than this runs faster without a pool.
const SMALL: usize = 1 << 17;

/// Minimum weight of a range of documents, if there is enough work.
const RANGE_WEIGHT: usize = 1 << 18;

/// Number of values per thread that are folded and joined: enough to balance the load, and few to join.
const GROUPS_PER_THREAD: usize = 4;

const MOST_THREADS: usize = 1024;

/// Number of pools that are kept for later calls.
const MOST_IDLE: usize = 4;

/// A thread pool and the process it belongs to.
struct Pool {
    process: u32,
    threads: rayon::ThreadPool,
}

/// The pools that no call uses. A pool is taken and put back by an atomic exchange: a lock could be held by another
/// thread at the moment of a fork, and would stay locked in the child.
static IDLE: [ArcSwapOption<Pool>; MOST_IDLE] = [const { ArcSwapOption::const_empty() }; MOST_IDLE];

/// The process in the upper half, and the number of its pools in use in the lower.
static IN_USE: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// True on the threads of the pools.
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// The threads that a call may use, with its progress and stop flag.
#[derive(Debug, Default)]
pub struct Workers {
    n_threads: usize,
    stop: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl Workers {
    /// Use the requested number of threads, or else that of [`THREADS_VARIABLE`], or else the number of cores available
    /// to the process.
    ///
    /// # Errors
    ///
    /// If the number is not between 1 and 1024.
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

    /// Use only the calling thread.
    #[must_use]
    pub fn serial() -> Self {
        Self::default()
    }

    /// Return the number of threads; 0 means only the calling thread.
    #[must_use]
    pub fn n_threads(&self) -> usize {
        self.n_threads
    }

    /// Request that the work stop at its next [`check`](Self::check).
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Return the completed and the total work, in the units of the weights.
    pub fn progress(&self) -> (u64, u64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    /// Return an error if [`stop`](Self::stop) was called. This costs one load; stages call it every thousand tokens.
    ///
    /// # Errors
    ///
    /// If the work was asked to stop.
    pub fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        Ok(())
    }

    /// Run `map` over ranges that cover `0..n_items`, and return its results in order.
    ///
    /// `weight` estimates the work for an item. Ranges depend only on weights, never on the number of threads.
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

    /// Run `map` over `items` and return its results in order; progress is unchanged.
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
        let parts: Vec<Result<T>> = self.install(|| items.into_par_iter().map(map).collect())?;
        parts.into_iter().collect()
    }

    /// Run `job` on the threads of the current call, or else on those of a pool of its own.
    fn install<T: Send>(&self, job: impl FnOnce() -> T + Send) -> Result<T> {
        if IS_WORKER.get() {
            return Ok(job());
        }
        Ok(Lease::new(self.n_threads)?.threads().install(job))
    }

    /// Run `fold` over ranges that cover `0..n_items`, and join the results in order.
    ///
    /// One thread folds all ranges into one value of `start`; several threads each fold some ranges, and `join`
    /// combines the values. The results are equal if folding two ranges in turn equals folding each and joining.
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

    /// Give each thread a value of `start`, into which it folds the items of `next`, and join the results of `finish`.
    ///
    /// Neither the assignment of items to threads nor the order of joins is defined, so the result must not depend on
    /// them. Items have a weight, in the units of the progress.
    ///
    /// # Errors
    ///
    /// Any error of `next`, `fold` or `join`, or that the work was stopped.
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
        let parts = self.install(|| {
            let parts = (0..self.n_threads).into_par_iter().map(|_| work());
            parts.reduce_with(|whole, part| {
                let (mut whole, part) = (whole?, part?);
                join(&mut whole, part)?;
                Ok(whole)
            })
        })?;
        parts.unwrap_or_else(work)
    }

    /// The same over ranges that cover `0..n_items`.
    ///
    /// # Errors
    ///
    /// Like [`tally`](Self::tally).
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

    /// Return the ranges to process, and reset the progress.
    fn begin(&self, n_items: usize, weight: impl Fn(usize) -> usize) -> Vec<(Range<usize>, usize)> {
        let ranges = cut(n_items, weight);
        let total: usize = ranges.iter().map(|(_, weight)| weight).sum();
        self.expect(total as u64);
        ranges
    }

    /// Reset the progress and set the total work.
    pub fn expect(&self, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Run `job` on a worker while the calling thread calls `tick` every [`TICK`].
    ///
    /// An error of `tick` stops the job and is returned. A job of small weight runs directly on the calling thread.
    ///
    /// # Errors
    ///
    /// The error of `tick`, or that of `job`.
    ///
    /// # Panics
    ///
    /// If `job` panics.
    pub fn run<T: Send, E: From<Error>>(
        &self,
        weight: usize,
        job: impl FnOnce() -> Result<T> + Send,
        mut tick: impl FnMut() -> Result<(), E>,
    ) -> Result<T, E> {
        if weight < SMALL || self.n_threads == 0 {
            return job().map_err(E::from);
        }
        let pool = Lease::new(self.n_threads)?;
        let (sender, receiver) = channel();
        let mut failed = None;
        let mut outcome = None;
        pool.threads().in_place_scope(|scope| {
            scope.spawn(move |_| drop(sender.send(job())));
            loop {
                match receiver.recv_timeout(TICK) {
                    Ok(result) => {
                        outcome = Some(result);
                        break;
                    }
                    // The job panicked; the scope propagates the panic.
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

/// Return ranges of at least [`RANGE_WEIGHT`], with their weights.
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
                    "{THREADS_VARIABLE}={value:?} is not an integer; use 1 to {MOST_THREADS}"
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
    Err(threads_out_of_range(n_threads, source))
}

/// Return the error for a number of threads that cannot be used.
pub(crate) fn threads_out_of_range(n_threads: impl std::fmt::Display, source: &str) -> Error {
    Error::config(format!(
        "{source}={n_threads} is out of range; use 1 to {MOST_THREADS}"
    ))
}

/// A pool that belongs to one call, and is kept for the next one when the call ends.
struct Lease(Option<Arc<Pool>>);

impl Lease {
    /// Take a pool that no call uses, creating it if there is none of this size.
    ///
    /// If as many calls run as there are cores, or as there are kept pools, the pool has one thread: more would not make
    /// any of the calls faster.
    fn new(n_threads: usize) -> Result<Self> {
        let process = std::process::id();
        let n_cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let is_crowded = count_in_use(process, 1) >= n_cores.max(MOST_IDLE) as u64;
        let n_threads = if is_crowded { 1 } else { n_threads };
        let pool = match idle_pool(process, n_threads) {
            Some(pool) => Ok(pool),
            None => new_pool(process, n_threads),
        };
        // On an error, dropping the empty lease corrects the number in use.
        let mut lease = Self(None);
        lease.0 = Some(pool?);
        Ok(lease)
    }

    fn threads(&self) -> &rayon::ThreadPool {
        &self.0.as_ref().expect("a pool until it is dropped").threads
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        count_in_use(std::process::id(), -1);
        if let Some(pool) = self.0.take() {
            keep(pool);
        }
    }
}

/// Change the number of pools that this process uses, and return the number before.
fn count_in_use(process: u32, change: i64) -> u64 {
    let of_process = |state: u64| {
        // Pools in use at the time of a fork do not exist in the child.
        let is_own = state >> 32 == u64::from(process);
        if is_own {
            state & u64::from(u32::MAX)
        } else {
            0
        }
    };
    let update = |state| {
        let n = of_process(state).saturating_add_signed(change);
        Some(u64::from(process) << 32 | n)
    };
    let before = IN_USE.fetch_update(Ordering::Relaxed, Ordering::Relaxed, update);
    before.map_or(0, of_process)
}

/// Take a pool of this process and size from those that are kept.
fn idle_pool(process: u32, n_threads: usize) -> Option<Arc<Pool>> {
    let fits = |pool: &Arc<Pool>| {
        pool.process == process && pool.threads.current_num_threads() == n_threads
    };
    for slot in &IDLE {
        if slot.load().as_ref().is_some_and(fits)
            && let Some(pool) = slot.swap(None)
        {
            // Another thread may have exchanged it since.
            if fits(&pool) {
                return Some(pool);
            }
            keep(pool);
        }
    }
    None
}

/// Keep a pool for later calls. If all slots are in use, the pool that was kept last is closed.
fn keep(pool: Arc<Pool>) {
    let process = pool.process;
    let mut pool = Some(pool);
    for (index, slot) in IDLE.iter().enumerate().rev() {
        let is_free = slot
            .load()
            .as_ref()
            .is_none_or(|kept| kept.process != process);
        if is_free || index == 0 {
            pool = slot.swap(pool);
        }
        match pool {
            Some(ref old) if old.process == process => {}
            // The threads of the old pool exist only in the parent; joining them here would block forever.
            Some(old) => return std::mem::forget(old),
            None => return,
        }
    }
}

fn new_pool(process: u32, n_threads: usize) -> Result<Arc<Pool>> {
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .thread_name(|index| format!("lexicount-{index}"))
        .start_handler(|_| IS_WORKER.set(true))
        .build()
        .map_err(|error| Error::config(format!("cannot start {n_threads} threads: {error}")))?;
    Ok(Arc::new(Pool { process, threads }))
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

    /// Each call runs while those begun before it are at work; the last ends first.
    #[test]
    fn a_call_does_not_wait_for_another() {
        for n_threads in [1, 2] {
            let n_calls = 2 * MOST_IDLE;
            let ends: Vec<_> = (0..=n_calls).map(|_| channel::<()>()).collect();
            let (senders, receivers): (Vec<_>, Vec<_>) = ends.into_iter().unzip();
            senders[n_calls].send(()).unwrap();
            let mut next = receivers.into_iter();
            let _first = next.next();
            std::thread::scope(|scope| {
                for (ended, next_ended) in senders.iter().take(n_calls).cloned().zip(next) {
                    scope.spawn(move || {
                        let workers = &Workers::new(Some(n_threads)).unwrap();
                        let wait = move || {
                            let waited = next_ended.recv_timeout(Duration::from_secs(60));
                            waited.map_err(|_| Error::config("the other call waits"))?;
                            workers.map_all(vec![0; 9], |_| workers.check())
                        };
                        workers.run(SMALL, wait, || Ok::<(), Error>(())).unwrap();
                        ended.send(()).unwrap();
                    });
                }
            });
        }
    }

    #[test]
    fn thread_numbers_out_of_range_are_refused() {
        assert!(Workers::new(Some(0)).unwrap_err().is_config());
        assert!(Workers::new(Some(5000)).unwrap_err().is_config());
    }
}
