//! Confidence intervals from the values of many samples.

use libm::sqrt;

use super::special::{normal_cdf, normal_quantile};

/// Return the levels of the bias-corrected and accelerated (BCA) interval; `None` if all samples are on one side of the
/// estimate.
///
/// B. Efron, Better bootstrap confidence intervals, JASA 82, 1987.
pub(super) fn bca_levels(
    sorted: &[f64],
    value: f64,
    tail: f64,
    acceleration: f64,
) -> Option<(f64, f64)> {
    let below = sorted.partition_point(|sample| *sample < value) as f64;
    let up_to = sorted.partition_point(|sample| *sample <= value) as f64;
    let bias = normal_quantile(f64::midpoint(below, up_to) / sorted.len() as f64);
    let level = |p: f64| {
        let z = bias + normal_quantile(p);
        normal_cdf(bias + z / (1.0 - acceleration * z))
    };
    bias.is_finite().then(|| (level(tail), level(1.0 - tail)))
}

/// Return a quantile of sorted values, linearly interpolated, as numpy does by default.
pub(super) fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = level * last as f64;
    let floor = libm::floor(position);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a level is between 0 and 1"
    )]
    let index = (floor as usize).min(last);
    let (low, high) = (sorted[index], sorted[(index + 1).min(last)]);
    Some(low + (high - low) * (position - floor))
}

/// Return the sample standard deviation.
pub(super) fn standard_deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    sqrt(
        values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / (n - 1.0),
    )
}
