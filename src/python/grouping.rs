//! How documents are grouped, from Python's arguments.

use crate::counts::Grouping;
use crate::error::Result;

/// Returns a grouping by columns, with time bins of a length.
pub(super) fn grouping(by: Vec<String>, every: Option<&str>) -> Result<Grouping> {
    Grouping::new(by, every.map(str::parse).transpose()?)
}
