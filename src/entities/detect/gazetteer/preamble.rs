//! The preamble of a gazetteer file: a magic number, a version and the checksum of the rest.

use crate::error::Error;

/// The length of the preamble in bytes.
pub(super) const PREAMBLE_LEN: usize = 16;

/// Returns the error for a damaged file.
pub(super) fn damaged() -> Error {
    Error::saved("the saved gazetteer is damaged or truncated; save it again")
}

/// Writes the checksum of everything after the preamble.
pub(super) fn write_checksum(bytes: &mut [u8]) {
    let sum = checksum(&bytes[PREAMBLE_LEN..]);
    bytes[PREAMBLE_LEN - 4..PREAMBLE_LEN].copy_from_slice(&sum.to_le_bytes());
}

/// Returns the CRC-32, which processors compute in hardware. It detects accidental damage, but not forgery.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
