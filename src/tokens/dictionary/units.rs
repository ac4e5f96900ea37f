//! The units that a run of a script is read as.

/// What the characters of a run are put together to.
pub(super) trait Units {
    /// How many there are.
    fn len(&self) -> usize;

    /// Adds a character that ends at byte `end`; it may change the last two.
    fn push(&mut self, character: char, end: usize);

    /// Adds a mark to the last one.
    fn extend(&mut self, end: usize);
}
