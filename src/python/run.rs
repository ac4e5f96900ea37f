//! Work with the interpreter released, watched from the calling thread.

use pyo3::prelude::*;

use super::error::Failure;
use crate::error::Result;
use crate::parallel::{Workers, threads_out_of_range};

/// How work is run: the number of threads, and the callable that receives the progress.
#[derive(Default, FromPyObject)]
pub(super) struct Run(Option<i64>, Option<Py<PyAny>>);

impl Run {
    /// Return the workers of a call.
    pub(super) fn workers(&self) -> Result<Workers> {
        let n_threads = self.0.map(|n| usize::try_from(n).map_err(|_| n));
        match n_threads.transpose() {
            Ok(n_threads) => Workers::new(n_threads),
            Err(n) => Err(threads_out_of_range(n, "threads")),
        }
    }
}

/// Runs `job` with the interpreter released.
///
/// While it runs, the calling thread looks at signals every 50 ms (so Ctrl-C works) and calls `progress(done, total)`;
/// an exception from either stops the job.
pub(super) fn release<T: Send>(
    py: Python<'_>,
    run: &Run,
    weight: usize,
    job: impl FnOnce(&Workers) -> Result<T> + Send,
) -> PyResult<T> {
    let workers = run.workers()?;
    let report = |py: Python<'_>| match &run.1 {
        Some(progress) => progress.call1(py, workers.progress()).map(drop),
        None => Ok(()),
    };
    let done = py.detach(|| {
        workers.run(
            weight,
            || job(&workers),
            || {
                Python::attach(|py| {
                    py.check_signals()?;
                    report(py)
                })
                .map_err(Failure::Python)
            },
        )
    })?;
    report(py)?;
    Ok(done)
}

/// The number of threads that a call uses by default.
#[pyfunction]
pub(super) fn default_threads() -> PyResult<usize> {
    Ok(Workers::new(None)?.n_threads())
}
