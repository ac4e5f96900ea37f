//! Reads the words of a `Char16Trie` as a prefix tree.
//!
//! The library returns the words one by one, each as a new string, which takes longer than everything else together. So
//! its array of 16-bit units is read directly, in the format of ICU's `UCharsTrie`. At each position there is a node,
//! whose first unit gives its type:
//!
//! | unit | node |
//! | --- | --- |
//! | 0 | a branch; the next unit is the number of children minus one |
//! | 1 to 2F | a branch with this many children plus one |
//! | 30 to 3F | a linear match of 1 to 16 units, followed by another node |
//! | 40 to 7FFF | the value of a word; the low six bits are one of the types above |
//! | 8000 to FFFF | the value of a word that is not a prefix of another word |

use super::trie::{Branch, MAX_COST, Prefixes};

const LINEAR: u16 = 0x30;
const VALUE: u16 = 0x40;
const FINAL_VALUE: u16 = 0x8000;

/// A branch with more children is a binary search tree over lists of at most this length.
const MAX_LISTED: usize = 5;

/// The lead units from which a number takes a second and a third unit.
#[derive(Clone, Copy, Debug)]
struct NumberLeads {
    two: u16,
    three: u16,
}

/// The value of a word that is a prefix of others, without the low six bits. One-unit values are stored plus one.
const INNER_VALUE: NumberLeads = NumberLeads {
    two: 0x101,
    three: 0x1FF,
};

/// The value of any other word, and the distance to a listed child.
const VALUE_OR_DISTANCE: NumberLeads = NumberLeads {
    two: 0x4000,
    three: 0x7FFF,
};

/// The distance to the first half of a branch.
const HALF_DISTANCE: NumberLeads = NumberLeads {
    two: 0xFC00,
    three: 0xFFFF,
};

/// The units of a `Char16Trie`, which must be well-formed.
#[derive(Debug)]
pub(super) struct Char16(Vec<u16>);

/// A position between two units of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    at: usize,
    /// The remaining units of a linear match; 0 if a node follows.
    linear: u16,
}

impl Char16 {
    pub(super) fn new(units: impl Iterator<Item = u16>) -> Self {
        Self(units.collect())
    }

    /// Decodes a number. `lead` is its first unit, and its other units begin at `at`. Returns the number and its end.
    fn number(&self, lead: u16, leads: NumberLeads, at: usize) -> (u32, usize) {
        let unit = |at: usize| u32::from(self.0[at]);
        if lead < leads.two {
            (u32::from(lead), at)
        } else if lead < leads.three {
            (u32::from(lead - leads.two) << 16 | unit(at), at + 1)
        } else {
            (unit(at) << 16 | unit(at + 1), at + 2)
        }
    }

    /// Returns the value of the word that ends at a position.
    fn value(&self, position: Position) -> Option<u32> {
        let unit = self.0[position.at];
        let (lead, leads) = match unit {
            _ if position.linear > 0 => return None,
            ..VALUE => return None,
            VALUE..FINAL_VALUE => (unit >> 6, INNER_VALUE),
            FINAL_VALUE.. => (unit & !FINAL_VALUE, VALUE_OR_DISTANCE),
        };
        let (value, _) = self.number(lead, leads, position.at + 1);
        let counts_from_one = unit < FINAL_VALUE && lead < leads.two;
        Some(value - u32::from(counts_from_one))
    }

    /// Calls `visit` with each possible next unit and the position after it.
    fn next(&self, position: Position, visit: &mut impl FnMut(u16, Position)) {
        let Position { mut at, mut linear } = position;
        if linear == 0 {
            let mut unit = self.0[at];
            at += 1;
            if unit >= FINAL_VALUE {
                return;
            }
            if unit >= VALUE {
                at = self.number(unit >> 6, INNER_VALUE, at).1;
                unit %= VALUE;
            }
            if unit < LINEAR {
                if unit == 0 {
                    unit = self.0[at];
                    at += 1;
                }
                return self.branch(at, usize::from(unit) + 1, visit);
            }
            linear = unit - LINEAR + 1;
        }
        let next = Position {
            at: at + 1,
            linear: linear - 1,
        };
        visit(self.0[at], next);
    }

    /// The same for the `n_children` children of a branch, or of part of one.
    fn branch(&self, mut at: usize, mut n_children: usize, visit: &mut impl FnMut(u16, Position)) {
        while n_children > MAX_LISTED {
            // The unit that separates the halves, the distance to the first half, then the second half.
            let (distance, second) = self.number(self.0[at + 1], HALF_DISTANCE, at + 2);
            self.branch(second + distance as usize, n_children / 2, visit);
            at = second;
            n_children -= n_children / 2;
        }
        for _ in 1..n_children {
            let unit = self.0[at + 1];
            let (distance, next) = self.number(unit & !FINAL_VALUE, VALUE_OR_DISTANCE, at + 2);
            let to = if unit < FINAL_VALUE {
                next + distance as usize
            } else {
                at + 1
            };
            visit(self.0[at], Position { at: to, linear: 0 });
            at = next;
        }
        visit(
            self.0[at],
            Position {
                at: at + 1,
                linear: 0,
            },
        );
    }

    fn push(&self, letter: u32, position: Position, branches: &mut Vec<Branch<Position>>) {
        branches.push(Branch {
            letter,
            cost: self.value(position).map(|value| value.min(MAX_COST)),
            longer: (position.linear > 0 || self.0[position.at] < FINAL_VALUE).then_some(position),
        });
    }
}

impl Prefixes for Char16 {
    type Position = Position;

    fn root(&self) -> Position {
        Position { at: 0, linear: 0 }
    }

    fn branches(&self, position: Position, branches: &mut Vec<Branch<Position>>) {
        self.next(position, &mut |unit, position| match unit {
            // A leading surrogate.
            0xD800..0xDC00 => self.next(position, &mut |low, position| {
                let [high, low] = [unit, low].map(|half| u32::from(half % 0x400));
                self.push(0x1_0000 + (high << 10 | low), position, branches);
            }),
            _ => self.push(u32::from(unit), position, branches),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tests what the library's dictionary does not contain: values of two and three units, and distances encoded in
    /// more units than necessary.
    #[test]
    fn multi_unit_numbers_are_decoded() {
        let units = [
            // Six children; the first three come after the others, at 14.
            vec![5, 100, 0xFFFF, 0, 9],
            vec![100, 0xC001, 0x2345, 101, 0xFFFF, 1, 2, 102, 0x8007],
            vec![97, 0x4000, 6, 98, 0x7FFF, 0, 6, 99, 0x8001],
            // The nodes after a and b: a value and a linear match of one unit.
            vec![0x40B0, 0x2345, 97, 0x8003],
            vec![0x7FF0, 1, 2, 98, 0x8004],
        ];
        let trie = Char16::new(units.into_iter().flatten());
        let mut found = Vec::new();
        trie.next(trie.root(), &mut |unit, position| {
            found.push((unit, trie.value(position)));
            trie.next(position, &mut |unit, position| {
                found.push((unit, trie.value(position)));
            });
        });
        let (two, three) = (Some(0x1_2345), Some(0x1_0002));
        assert_eq!(
            found,
            [
                (97, two),
                (97, Some(3)),
                (98, three),
                (98, Some(4)),
                (99, Some(1)),
                (100, two),
                (101, three),
                (102, Some(7)),
            ]
        );
    }

    /// Nor does it contain characters beyond U+FFFF.
    #[test]
    fn surrogate_pairs_are_decoded_as_one_character() {
        // A linear match of one unit, then both possible trailing surrogates.
        let units = [0x30, 0xD842, 1, 0xDFB7, 0x8003, 0xDFB8, 0x8004];
        let trie = Char16::new(units.into_iter());
        let mut found = Vec::new();
        trie.branches(trie.root(), &mut found);
        let found: Vec<_> = found
            .iter()
            .map(|branch| (branch.letter, branch.cost, branch.longer.is_some()))
            .collect();
        let expected = [(0x2_0BB7, Some(3), false), (0x2_0BB8, Some(4), false)];
        assert_eq!(found, expected);
    }
}
