//! Hashes of words and features.

/// Combines two hashes.
#[inline]
pub(super) const fn mix(a: u64, b: u64) -> u64 {
    let x = (a ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

/// Hashes a lowercase word.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0x51_7C_C1_B7_27_22_0A_95 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let value = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        state = mix(state, value);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(state, u64::from_le_bytes(last))
}

/// Extends the hash of the first words of a phrase by the next word.
pub(super) const fn phrase(before: u64, word: u64) -> u64 {
    mix(before, word ^ 0x50)
}
