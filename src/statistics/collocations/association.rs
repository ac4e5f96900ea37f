//! Association measures over a contingency table of four cells.
//!
//! Takes the joint and marginal counts of two words ([`Association`]), and returns the [`Measure`]s of the literature.
//! Independent of words and of how they were counted.
//!
//! ```
//! use lexicount::statistics::{Association, AssociationMeasure as Measure};
//!
//! let pair = Association { joint: 8.0, first: 10.0, second: 16.0, total: 160.0, words: (10.0, 16.0) };
//! assert_eq!(pair.expected(), 1.0);
//! assert_eq!(pair.measure(Measure::Pmi), Some(3.0));
//! ```

use crate::registry::registry;
use crate::statistics::special::positive_part;

/// The joint count of two words, and their marginal counts.
///
/// `joint`, `first`, `second` and `total` count the same units (pairs of positions, or sentences): those with both
/// words, with the first, with the second, and all. In Evert's notation: O11, R1, C1 and N.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// O11: units with both words.
    pub joint: f64,
    /// R1: units with the first word.
    pub first: f64,
    /// C1: units with the second word.
    pub second: f64,
    /// N: all units.
    pub total: f64,
    /// The frequency of each word, which Dice and logDice use.
    pub words: (f64, f64),
}

registry!(
    /// A measure of association, with O = O11 and E = R1 C1 / N. The order is that of the table columns.
    pub enum Measure: "association measure", default LogDice {
        /// The joint count O.
        Count = "count",
        /// 14 + log2(dice), at most 14 (Rychlý 2008).
        LogDice = "log_dice",
        /// Pointwise mutual information: log2(O / E) (Church and Hanks 1990).
        Pmi = "pmi",
        /// Pointwise mutual information normalized to the range -1 to 1: pmi / -log2(O / N) (Bouma 2009).
        Npmi = "npmi",
        /// log2(O² / E) (Daille 1994).
        Pmi2 = "pmi2",
        /// log2(O³ / E) (Daille 1994).
        Pmi3 = "pmi3",
        /// The log-likelihood ratio 2 Σ Oij ln(Oij / Eij), negative if O < E (Dunning 1993).
        G2 = "g2",
        /// (O - E) / √O (Church et al. 1991).
        TScore = "t_score",
        /// (O - E) / √E (Dennis 1965).
        ZScore = "z_score",
        /// 2 min(O, f1, f2) / (f1 + f2), at most 1 (Dice 1945).
        Dice = "dice",
        /// O / (R1 + C1 - O): the share of the units with either word that contain both (Jaccard 1912).
        Jaccard = "jaccard",
        /// pmi ln(O + 1) (Kilgarriff and Tugwell 2001).
        MiLogF = "mi_log_f",
        /// O11 / R1 - O21 / R2: the increase in the probability of the second word given the first (Gries 2013).
        DeltaPForward = "delta_p_forward",
        /// O11 / C1 - O12 / C2: the increase in the probability of the first word given the second (Gries 2013).
        DeltaPBackward = "delta_p_backward",
    }
);

impl Association {
    /// Return the joint count expected under independence.
    #[must_use]
    pub fn expected(self) -> f64 {
        self.first * self.second / self.total
    }

    /// Return the value of a measure. `None` if it is undefined: G2 and Jaccard with negative cells, which are possible
    /// only if the margins do not count windows.
    #[must_use]
    pub fn measure(self, measure: Measure) -> Option<f64> {
        let (joint, expected) = (self.joint, self.expected());
        let pmi = (joint / expected).log2();
        let value = match measure {
            Measure::Count => joint,
            Measure::LogDice => 14.0 + self.dice().log2(),
            Measure::Pmi => pmi,
            Measure::Npmi => return Some(self.normalized(pmi)),
            Measure::Pmi2 => (joint * joint / expected).log2(),
            Measure::Pmi3 => (joint * joint * joint / expected).log2(),
            Measure::G2 => return self.log_likelihood(),
            Measure::TScore => (joint - expected) / joint.sqrt(),
            Measure::ZScore => (joint - expected) / expected.sqrt(),
            Measure::Dice => self.dice(),
            Measure::Jaccard => return self.jaccard(),
            Measure::MiLogF => pmi * joint.ln_1p(),
            Measure::DeltaPForward => self.delta_p(self.first, self.second),
            Measure::DeltaPBackward => self.delta_p(self.second, self.first),
        };
        Some(value)
    }

    /// The joint count is at most the frequency of the rarer word: overlapping windows count the same occurrence
    /// several times, but the coefficient, a proportion of occurrences, counts it once.
    fn dice(self) -> f64 {
        let (first, second) = self.words;
        2.0 * self.joint.min(first).min(second) / (first + second)
    }

    fn jaccard(self) -> Option<f64> {
        let is_possible = self.joint <= self.first.min(self.second);
        is_possible.then(|| self.joint / (self.first + self.second - self.joint))
    }

    /// Normalize PMI. The limit is 1 if all units contain both words.
    fn normalized(self, pmi: f64) -> f64 {
        let information = -(self.joint / self.total).log2();
        if information > 0.0 {
            pmi / information
        } else {
            1.0
        }
    }

    fn log_likelihood(self) -> Option<f64> {
        let rows = [self.first, self.total - self.first];
        let columns = [self.second, self.total - self.second];
        let observed = [
            [self.joint, self.first - self.joint],
            [
                self.second - self.joint,
                self.total - self.first - self.second + self.joint,
            ],
        ];
        let mut sum = 0.0;
        for (cells, row) in observed.iter().zip(rows) {
            for (&cell, column) in cells.iter().zip(columns) {
                if cell < 0.0 {
                    return None;
                }
                if cell > 0.0 {
                    sum += cell * (cell * self.total / (row * column)).ln();
                }
            }
        }
        // Rounding may give a value slightly below zero if the words are independent.
        let value = 2.0 * positive_part(sum);
        Some(if self.joint < self.expected() {
            -value
        } else {
            value
        })
    }

    /// Return P(effect | cause) - P(effect | no cause). If there are no units without the cause, the second probability
    /// counts as 0.
    fn delta_p(self, cause: f64, effect: f64) -> f64 {
        let without = self.total - cause;
        let other = if without > 0.0 {
            (effect - self.joint) / without
        } else {
            0.0
        };
        self.joint / cause - other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(joint: f64, first: f64, second: f64, total: f64) -> Association {
        Association {
            joint,
            first,
            second,
            total,
            words: (first, second),
        }
    }

    fn check(pair: Association, measure: Measure, expected: f64) {
        let value = pair.measure(measure).unwrap();
        assert!(
            (value - expected).abs() < 5e-3,
            "{}: {value}",
            measure.name()
        );
    }

    /// "new companies" in Manning & Schütze, Foundations (1999), section 5.3: 8 of 14,307,668 bigrams; the words occur
    /// 15,828 and 4,675 times.
    #[test]
    fn t_score_matches_the_textbook() {
        let pair = pair(8.0, 15_828.0, 4_675.0, 14_307_668.0);
        check(pair, Measure::TScore, 0.999_93);
        check(pair, Measure::Pmi, 0.63);
    }

    /// "Ayatollah Ruhollah" in the same book, table 5.14 of section 5.4: 20 bigrams; the words occur 42 and 20 times.
    #[test]
    fn pmi_matches_the_textbook() {
        let pair = pair(20.0, 42.0, 20.0, 14_307_668.0);
        check(pair, Measure::Pmi, 18.38);
        check(pair, Measure::TScore, 4.4721);
    }

    /// "most powerful" in the same book, table 5.12 of section 5.3.4.
    #[test]
    fn log_likelihood_matches_the_textbook() {
        let most = pair(150.0, 12_593.0, 932.0, 14_307_668.0);
        let value = most.measure(Measure::G2).unwrap();
        assert!((value - 1291.42).abs() < 0.5, "{value}");
    }

    #[test]
    fn measures_have_limits_if_all_units_contain_both_words() {
        let all = pair(1.0, 1.0, 1.0, 1.0);
        assert_eq!(all.measure(Measure::Npmi), Some(1.0));
        assert_eq!(all.measure(Measure::G2), Some(0.0));
        assert_eq!(all.measure(Measure::DeltaPForward), Some(1.0));
        assert_eq!(all.measure(Measure::LogDice), Some(14.0));
        assert_eq!(all.measure(Measure::Jaccard), Some(1.0));
    }

    #[test]
    fn words_that_avoid_each_other_have_a_negative_log_likelihood() {
        let value = pair(1.0, 50.0, 50.0, 100.0).measure(Measure::G2).unwrap();
        assert!(value < -60.0, "{value}");
        assert_eq!(pair(9.0, 5.0, 5.0, 100.0).measure(Measure::G2), None);
        assert_eq!(pair(9.0, 5.0, 5.0, 100.0).measure(Measure::Jaccard), None);
    }

    #[test]
    fn measures_are_parsed_by_name() {
        for measure in Measure::ALL {
            assert_eq!(measure.name().parse::<Measure>().unwrap(), measure);
        }
        let error = "lift".parse::<Measure>().unwrap_err().to_string();
        assert!(
            error.starts_with("unknown association measure \"lift\"; use one of count, log_dice")
        );
    }
}
