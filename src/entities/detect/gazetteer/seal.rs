//! The seal of a gazetteer: a mark, a version and the checksum of all that follows.

use crate::error::Error;

/// The length of mark, version and checksum, in bytes.
pub(super) const SEAL_LEN: usize = 16;

pub(super) fn damaged() -> Error {
    Error::saved("the saved gazetteer is damaged or cut short; save it anew")
}

/// Writes the checksum of what is behind it.
pub(super) fn seal(bytes: &mut [u8]) {
    let sum = checksum(&bytes[SEAL_LEN..]);
    bytes[SEAL_LEN - 4..SEAL_LEN].copy_from_slice(&sum.to_le_bytes());
}

/// CRC-32, which the processor has instructions for: it notices accidents and is no seal against intent.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
