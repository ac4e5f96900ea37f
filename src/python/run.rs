//! Work with the interpreter released, watched from the calling thread.

use pyo3::prelude::*;

use super::error::Failure;
use crate::error::Result;
use crate::parallel::Workers;

/// Runs `job` with the interpreter released.
///
/// While it runs, the calling thread looks at signals every 50 ms (so Ctrl-C works) and calls `progress(done, total)`;
/// an exception from either stops the job.
pub(super) fn release<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    weight: usize,
    progress: Option<&Py<PyAny>>,
    job: impl FnOnce(&Workers) -> Result<T> + Send,
) -> PyResult<T> {
    let workers = Workers::new(threads)?;
    let report = |py: Python<'_>| match progress {
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

/// The number of threads that a call uses where it names none.
#[pyfunction]
pub(super) fn default_threads() -> PyResult<usize> {
    Ok(Workers::new(None)?.n_threads())
}
