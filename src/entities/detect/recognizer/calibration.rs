//! How often a name is right that the model is so sure of.

/// From the chance that a model gives a name to how often such names are right, by Platt's method (Platt 1999): a logistic
/// curve over the logarithm of the odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    pub(super) slope: f32,
    pub(super) offset: f32,
}

/// Leaves all as it is.
impl Default for Calibration {
    fn default() -> Self {
        Self {
            slope: 1.0,
            offset: 0.0,
        }
    }
}

impl Calibration {
    pub(super) fn apply(self, chance: f32) -> f32 {
        let odds = self.slope * log_odds(chance) + self.offset;
        1.0 / (1.0 + libm::expf(-odds))
    }

    /// The curve under which `names`, each with the chance that the model gave it and whether it was right, are likeliest.
    ///
    /// Newton's method with shortened steps; where there are few names, or all are right or wrong, nothing is changed.
    pub(super) fn of(names: &[(f32, bool)]) -> Self {
        let n_right = names.iter().filter(|(_, right)| *right).count();
        if names.len() < 50 || n_right == 0 || n_right == names.len() {
            return Self::default();
        }
        let points: Vec<(f64, bool)> = names
            .iter()
            .map(|&(chance, right)| (f64::from(log_odds(chance)), right))
            .collect();
        let (mut slope, mut offset) = (1.0, 0.0);
        let mut loss = loss_of(&points, slope, offset);
        for _ in 0..STEPS {
            let (along_slope, along_offset) = newton_step(&points, slope, offset);
            let mut length = 1.0;
            while length > 1e-6 {
                let (next_slope, next_offset) =
                    (slope - length * along_slope, offset - length * along_offset);
                let next = loss_of(&points, next_slope, next_offset);
                if next < loss {
                    (slope, offset, loss) = (next_slope, next_offset, next);
                    break;
                }
                length /= 2.0;
            }
        }
        if !(slope.is_finite() && offset.is_finite() && slope > 0.0) {
            return Self::default();
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "halved precision is enough"
        )]
        Self {
            slope: slope as f32,
            offset: offset as f32,
        }
    }
}

const STEPS: usize = 30;

fn chance_at(x: f64, slope: f64, offset: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-(slope * x + offset)))
}

fn loss_of(points: &[(f64, bool)], slope: f64, offset: f64) -> f64 {
    let loss = |&(x, right): &(f64, bool)| {
        let chance = chance_at(x, slope, offset).clamp(1e-12, 1.0 - 1e-12);
        -libm::log(if right { chance } else { 1.0 - chance })
    };
    points.iter().map(loss).sum()
}

/// The step of Newton's method along the slope and along the offset.
fn newton_step(points: &[(f64, bool)], slope: f64, offset: f64) -> (f64, f64) {
    let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
    for &(x, right) in points {
        let chance = chance_at(x, slope, offset);
        let miss = chance - f64::from(u8::from(right));
        let weight = chance * (1.0 - chance);
        g0 += miss;
        g1 += miss * x;
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

fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-6, 1.0 - 1e-6);
    libm::logf(chance / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_names_that_are_often_wrong_become_less_sure() {
        let names: Vec<(f32, bool)> = (0..200)
            .map(|n| (0.9, n % 2 == 0))
            .chain((0..200).map(|n| (0.2, n % 10 == 0)))
            .collect();
        let curve = Calibration::of(&names);
        assert!((curve.apply(0.9) - 0.5).abs() < 0.01);
        assert!((curve.apply(0.2) - 0.1).abs() < 0.01);
    }

    #[test]
    fn few_names_change_nothing() {
        assert_eq!(Calibration::of(&[(0.5, true)]), Calibration::default());
    }
}
