//! The preamble of a gazetteer file: a magic number, a version and the checksum of the rest.

use crate::error::Error;

/// The length of the preamble in bytes.
pub(super) const SEAL_LEN: usize = 16;

pub(super) fn damaged() -> Error {
    Error::saved("the saved gazetteer is damaged or cut short; save it anew")
}

/// Writes the checksum of everything after the preamble.
pub(super) fn seal(bytes: &mut [u8]) {
    let sum = checksum(&bytes[SEAL_LEN..]);
    bytes[SEAL_LEN - 4..SEAL_LEN].copy_from_slice(&sum.to_le_bytes());
}

/// Returns the CRC-32, which processors compute in hardware. It detects accidental damage, but not forgery.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
