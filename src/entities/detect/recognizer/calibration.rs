//! Calibration of confidences.

/// Maps the probability that the model gives a name to the share of such names that are correct.
///
/// Platt scaling (Platt 1999): a logistic curve over the log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    pub(super) slope: f32,
    pub(super) offset: f32,
}

/// The identity.
impl Default for Calibration {
    fn default() -> Self {
        Self {
            slope: 1.0,
            offset: 0.0,
        }
    }
}

impl Calibration {
    pub(super) fn apply(self, probability: f32) -> f32 {
        let log_odds = self.slope * log_odds(probability) + self.offset;
        1.0 / (1.0 + libm::expf(-log_odds))
    }

    /// Fits the curve to `names`, each with the probability given by the model and whether the name is correct.
    ///
    /// Maximises the likelihood by Newton's method with step halving. Returns the identity if there are fewer than 50
    /// names, or if all are correct or all are wrong.
    pub(super) fn fit(names: &[(f32, bool)]) -> Self {
        let n_correct = names.iter().filter(|(_, is_correct)| *is_correct).count();
        if names.len() < 50 || n_correct == 0 || n_correct == names.len() {
            return Self::default();
        }
        let points: Vec<(f64, bool)> = names
            .iter()
            .map(|&(probability, is_correct)| (f64::from(log_odds(probability)), is_correct))
            .collect();
        let (mut slope, mut offset) = (1.0, 0.0);
        let mut loss = log_loss(&points, slope, offset);
        for _ in 0..MAX_ITERATIONS {
            let (slope_step, offset_step) = newton_step(&points, slope, offset);
            let mut step_size = 1.0;
            while step_size > 1e-6 {
                let (next_slope, next_offset) = (
                    slope - step_size * slope_step,
                    offset - step_size * offset_step,
                );
                let next = log_loss(&points, next_slope, next_offset);
                if next < loss {
                    (slope, offset, loss) = (next_slope, next_offset, next);
                    break;
                }
                step_size /= 2.0;
            }
        }
        if !(slope.is_finite() && offset.is_finite() && slope > 0.0) {
            return Self::default();
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "single precision is sufficient"
        )]
        Self {
            slope: slope as f32,
            offset: offset as f32,
        }
    }
}

const MAX_ITERATIONS: usize = 30;

fn probability_at(x: f64, slope: f64, offset: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-(slope * x + offset)))
}

fn log_loss(points: &[(f64, bool)], slope: f64, offset: f64) -> f64 {
    let loss = |&(x, is_correct): &(f64, bool)| {
        let probability = probability_at(x, slope, offset).clamp(1e-12, 1.0 - 1e-12);
        -libm::log(if is_correct {
            probability
        } else {
            1.0 - probability
        })
    };
    points.iter().map(loss).sum()
}

/// Returns the step of Newton's method for the slope and for the offset.
fn newton_step(points: &[(f64, bool)], slope: f64, offset: f64) -> (f64, f64) {
    let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
    for &(x, is_correct) in points {
        let probability = probability_at(x, slope, offset);
        let error = probability - f64::from(u8::from(is_correct));
        let weight = probability * (1.0 - probability);
        g0 += error;
        g1 += error * x;
        h00 += weight;
        h01 += weight * x;
        h11 += weight * x * x;
    }
    let determinant = f64::max(h00 * h11 - h01 * h01, 1e-9);
    (
        (h00 * g1 - h01 * g0) / determinant,
        (h11 * g0 - h01 * g1) / determinant,
    )
}

fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(1e-6, 1.0 - 1e-6);
    libm::logf(probability / (1.0 - probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overconfident_names_get_lower_confidences() {
        let names: Vec<(f32, bool)> = (0..200)
            .map(|n| (0.9, n % 2 == 0))
            .chain((0..200).map(|n| (0.2, n % 10 == 0)))
            .collect();
        let curve = Calibration::fit(&names);
        assert!((curve.apply(0.9) - 0.5).abs() < 0.01);
        assert!((curve.apply(0.2) - 0.1).abs() < 0.01);
    }

    #[test]
    fn few_names_give_the_identity() {
        assert_eq!(Calibration::fit(&[(0.5, true)]), Calibration::default());
    }
}
