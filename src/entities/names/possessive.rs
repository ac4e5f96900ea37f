//! Possessive endings.

/// A word without `'s`, where it ends so.
pub(in crate::entities) fn without_possessive(word: &str) -> Option<&str> {
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| !rest.is_empty())
}
