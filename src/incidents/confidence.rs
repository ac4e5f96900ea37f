//! How sure a figure is: how often figures like it are right in reports marked by hand.
//!
//! The table is made by `benchmarks/casualty_confidence.py`.

use std::sync::LazyLock;

use super::figure::{Implied, Quantifier, Rule, VictimClass};

/// How a number is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// "14", "at least 14", "no one".
    Stated,
    /// "dozens".
    Vague,
    /// The name of a person.
    Name,
    /// "a guard".
    Person,
    /// One person of unknown class: "a man", "he".
    Someone,
    /// "soldiers".
    People,
}

impl Number {
    const ALL: [(Self, &str); 6] = [
        (Self::Stated, "number"),
        (Self::Vague, "vague"),
        (Self::Name, "name"),
        (Self::Person, "person"),
        (Self::Someone, "someone"),
        (Self::People, "people"),
    ];

    fn of(quantifier: Quantifier, implied: Option<Implied>, class: VictimClass) -> Self {
        match implied {
            Some(Implied::Name) => Self::Name,
            Some(Implied::Plural) => Self::People,
            Some(Implied::Singular) if class == VictimClass::Unknown => Self::Someone,
            Some(Implied::Singular) => Self::Person,
            None if quantifier == Quantifier::Vague => Self::Vague,
            None => Self::Stated,
        }
    }
}

/// The percentages by rule and number.
type Percentages = [[u8; Number::ALL.len()]; Rule::ALL.len()];

static PERCENTAGES: LazyLock<Percentages> =
    LazyLock::new(|| parsed(include_str!("confidence.tsv")));

/// Reads the table.
fn parsed(table: &str) -> Percentages {
    let mut percentages = Percentages::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let rule: Rule = cells[0]
            .parse()
            .expect("the table has rules of the registry");
        let number = Number::ALL.iter().find(|(_, name)| *name == cells[1]);
        let (number, _) = number.expect("the table has the known kinds of numbers");
        let percent = cells[4].parse().expect("a percentage is in digits");
        percentages[rule as usize][*number as usize] = percent;
    }
    percentages
}

/// How sure a figure is, from 0 to 100.
pub(super) fn confidence(
    rule: Rule,
    quantifier: Quantifier,
    implied: Option<Implied>,
    class: VictimClass,
) -> u8 {
    let number = Number::of(quantifier, implied, class);
    PERCENTAGES[rule as usize][number as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_number_is_surer_than_none() {
        for rule in Rule::ALL {
            let of = |implied| confidence(rule, Quantifier::Exact, implied, VictimClass::Unknown);
            let implied = [Implied::Singular, Implied::Plural].map(|implied| of(Some(implied)));
            assert!(
                implied
                    .iter()
                    .all(|&percent| (1..of(None)).contains(&percent))
            );
            assert!(of(None) < 100);
        }
    }
}
