//! The units into which the characters of a run are grouped.

/// A sequence of units under construction.
pub(super) trait Units {
    /// The number of units.
    fn len(&self) -> usize;

    /// Adds a character that ends at byte `end`. This may change the last two units.
    fn push(&mut self, character: char, end: usize);

    /// Adds an extending character, which ends at byte `end`, to the last unit.
    fn extend(&mut self, character: char, end: usize);
}
