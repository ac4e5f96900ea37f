//! Hashes of words and features.

use crate::span::Span;

/// Combines two hashes.
#[inline]
pub(super) const fn mix(a: u64, b: u64) -> u64 {
    let x = (a ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

const fn seed(length: usize) -> u64 {
    0x51_7C_C1_B7_27_22_0A_95 ^ length as u64
}

/// Hashes the spelling of a word.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut state = seed(bytes.len());
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let value = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        state = mix(state, value);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(state, u64::from_le_bytes(last))
}

/// Hashes the bytes of `text` in a span, as [`hash`] does.
///
/// Reads on after the end, so that no step depends on the length of the last bytes.
#[inline]
pub(super) fn hash_at(text: &[u8], span: Span) -> u64 {
    let eight_from = |start: usize| {
        let bytes = text.get(start..).and_then(|rest| rest.first_chunk());
        bytes.map(|bytes| u64::from_le_bytes(*bytes))
    };
    let (mut start, mut state) = (span.start, seed(span.len()));
    while span.end - start >= 8 {
        state = mix(state, eight_from(start).unwrap_or(0));
        start += 8;
    }
    let n_last = span.end - start;
    match eight_from(start) {
        Some(bytes) => mix(state, bytes & !(u64::MAX << (8 * n_last))),
        None => hash(&text[span.start..span.end]),
    }
}

/// Extends the hash of the first words of a phrase by the next word.
pub(super) const fn phrase(before: u64, word: u64) -> u64 {
    mix(before, word ^ 0x50)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_hashed_in_their_text_as_alone(
            text in prop::collection::vec(any::<u8>(), 0..40),
            start in 0_usize..40,
            length in 0_usize..20,
        ) {
            let start = start.min(text.len());
            let end = (start + length).min(text.len());
            prop_assert_eq!(hash_at(&text, Span::new(start, end)), hash(&text[start..end]));
        }
    }
}
