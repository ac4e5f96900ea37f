//! The words of a `Char16Trie`, as a tree of prefixes.
//!
//! The library gives them one by one, each as a string of its own, and takes longer for it than all the rest takes. So
//! its array of 16-bit units is read here, as ICU's `UCharsTrie` has it. What follows a place there is a node, whose
//! first unit says what it is:
//!
//! | unit | node |
//! | --- | --- |
//! | 0 | a branch to as many units as the next unit says, and one |
//! | 1 to 2F | a branch to so many units, and one |
//! | 30 to 3F | a row of 1 to 16 units, each leading to the next, the last to another node |
//! | 40 to 7FFF | the value of a word, and in the low six bits one of the above |
//! | 8000 to FFFF | the value of a word that no longer one begins with |

use super::trie::{Branch, MOST_COST, Prefixes};

const ROW: u16 = 0x30;
const VALUE: u16 = 0x40;
const FINAL: u16 = 0x8000;

/// A branch of more ways is halved, and each half again, until it has no more; then they are listed.
const MOST_LISTED: usize = 5;

/// From what leads on a number takes a second unit, and a third.
#[derive(Clone, Copy, Debug)]
struct Leads {
    two: u16,
    three: u16,
}

/// Of the value of a word that longer ones begin with, without the low six bits; it counts from one.
const INNER_VALUE: Leads = Leads {
    two: 0x101,
    three: 0x1FF,
};

/// Of the value of another word, and of how far a listed way leads.
const VALUE_OR_WAY: Leads = Leads {
    two: 0x4000,
    three: 0x7FFF,
};

/// Of how far away the first half of a branch is.
const HALF: Leads = Leads {
    two: 0xFC00,
    three: 0xFFFF,
};

/// All units of a `Char16Trie`, well formed.
#[derive(Debug)]
pub(super) struct Char16(Vec<u16>);

/// Where the next unit of a word is sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    at: usize,
    /// So many units of a row are left; a node comes behind.
    row: u16,
}

impl Char16 {
    pub(super) fn new(units: impl Iterator<Item = u16>) -> Self {
        Self(units.collect())
    }

    /// The number whose lead was read, of what stands `at` the place behind, and the place behind the number.
    fn number(&self, lead: u16, leads: Leads, at: usize) -> (u32, usize) {
        let unit = |at: usize| u32::from(self.0[at]);
        if lead < leads.two {
            (u32::from(lead), at)
        } else if lead < leads.three {
            (u32::from(lead - leads.two) << 16 | unit(at), at + 1)
        } else {
            (unit(at) << 16 | unit(at + 1), at + 2)
        }
    }

    /// The value of the word that ends at a place.
    fn value(&self, place: Place) -> Option<u32> {
        let unit = self.0[place.at];
        let (lead, leads) = match unit {
            _ if place.row > 0 => return None,
            ..VALUE => return None,
            VALUE..FINAL => (unit >> 6, INNER_VALUE),
            FINAL.. => (unit & !FINAL, VALUE_OR_WAY),
        };
        let (value, _) = self.number(lead, leads, place.at + 1);
        let counts_from_one = unit < FINAL && lead < leads.two;
        Some(value - u32::from(counts_from_one))
    }

    /// Calls `found` with each unit that may come next, and where it leads.
    fn next(&self, place: Place, found: &mut impl FnMut(u16, Place)) {
        let Place { mut at, mut row } = place;
        if row == 0 {
            let mut unit = self.0[at];
            at += 1;
            if unit >= FINAL {
                return;
            }
            if unit >= VALUE {
                at = self.number(unit >> 6, INNER_VALUE, at).1;
                unit %= VALUE;
            }
            if unit < ROW {
                if unit == 0 {
                    unit = self.0[at];
                    at += 1;
                }
                return self.branch(at, usize::from(unit) + 1, found);
            }
            row = unit - ROW + 1;
        }
        let next = Place {
            at: at + 1,
            row: row - 1,
        };
        found(self.0[at], next);
    }

    /// The same for the `n_ways` of a branch, or of a part of one.
    fn branch(&self, mut at: usize, mut n_ways: usize, found: &mut impl FnMut(u16, Place)) {
        while n_ways > MOST_LISTED {
            // A unit that parts the halves, how far away the first is, then the second.
            let (distance, second) = self.number(self.0[at + 1], HALF, at + 2);
            self.branch(second + distance as usize, n_ways / 2, found);
            at = second;
            n_ways -= n_ways / 2;
        }
        for _ in 1..n_ways {
            let unit = self.0[at + 1];
            let (distance, next) = self.number(unit & !FINAL, VALUE_OR_WAY, at + 2);
            let to = if unit < FINAL {
                next + distance as usize
            } else {
                at + 1
            };
            found(self.0[at], Place { at: to, row: 0 });
            at = next;
        }
        found(self.0[at], Place { at: at + 1, row: 0 });
    }

    fn push(&self, letter: u32, place: Place, found: &mut Vec<Branch<Place>>) {
        found.push(Branch {
            letter,
            cost: self.value(place).map(|value| value.min(MOST_COST)),
            longer: (place.row > 0 || self.0[place.at] < FINAL).then_some(place),
        });
    }
}

impl Prefixes for Char16 {
    type Place = Place;

    fn root(&self) -> Place {
        Place { at: 0, row: 0 }
    }

    fn branches(&self, place: Place, found: &mut Vec<Branch<Place>>) {
        self.next(place, &mut |unit, place| match unit {
            // The first half of a character beyond U+FFFF.
            0xD800..0xDC00 => self.next(place, &mut |low, place| {
                let [high, low] = [unit, low].map(|half| u32::from(half % 0x400));
                self.push(0x1_0000 + (high << 10 | low), place, found);
            }),
            _ => self.push(u32::from(unit), place, found),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dictionary has no such: values of two and three units, and distances that take more units than they must.
    #[test]
    fn numbers_of_more_units_are_read() {
        let units = [
            // Six ways, the first three of them behind the others, from 14 on.
            vec![5, 100, 0xFFFF, 0, 9],
            vec![100, 0xC001, 0x2345, 101, 0xFFFF, 1, 2, 102, 0x8007],
            vec![97, 0x4000, 6, 98, 0x7FFF, 0, 6, 99, 0x8001],
            // What follows an a, and a b: a value, and a row of one.
            vec![0x40B0, 0x2345, 97, 0x8003],
            vec![0x7FF0, 1, 2, 98, 0x8004],
        ];
        let trie = Char16::new(units.into_iter().flatten());
        let mut found = Vec::new();
        trie.next(trie.root(), &mut |unit, place| {
            found.push((unit, trie.value(place)));
            trie.next(place, &mut |unit, place| {
                found.push((unit, trie.value(place)));
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

    /// Nor has it characters of two units.
    #[test]
    fn two_halves_are_read_as_one_character() {
        // A row of one, then both second halves that may follow.
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
