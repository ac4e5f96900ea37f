//! Saved results: the preamble that all of them begin with, and atomic writing of files.

use std::path::Path;

use crate::error::{Error, Result};

/// The length of the preamble in bytes: a magic number (8), a version (4) and the checksum of all that follows (4).
pub(crate) const PREAMBLE_LEN: usize = 16;

/// The format of a kind of saved result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// The first bytes.
    pub magic: &'static [u8; 8],
    /// The version that is written, and the only one that is read.
    pub version: u32,
    /// What is saved, for messages.
    pub name: &'static str,
}

impl Format {
    /// Fills in the preamble of `bytes`, whose first [`PREAMBLE_LEN`] bytes are reserved for it.
    pub(crate) fn seal(&self, bytes: &mut [u8]) {
        let (preamble, payload) = bytes.split_at_mut(PREAMBLE_LEN);
        preamble[..8].copy_from_slice(self.magic);
        preamble[8..12].copy_from_slice(&self.version.to_le_bytes());
        preamble[12..].copy_from_slice(&checksum(payload).to_le_bytes());
    }

    /// True if `bytes` begin with the magic number.
    pub(crate) fn matches(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(self.magic)
    }

    /// Returns what follows the preamble.
    ///
    /// # Errors
    ///
    /// If the bytes are something else, of another version, truncated or damaged.
    pub(crate) fn open<'b>(&self, bytes: &'b [u8]) -> Result<&'b [u8]> {
        let payload = bytes.get(PREAMBLE_LEN..).unwrap_or_default();
        self.open_with_checksum(bytes, checksum(payload))
    }

    /// Like [`open`](Self::open), if the checksum of the payload is known already.
    pub(crate) fn open_with_checksum<'b>(&self, bytes: &'b [u8], sum: u32) -> Result<&'b [u8]> {
        let Some(rest) = bytes.strip_prefix(self.magic) else {
            return Err(Error::saved(format!(
                "not a {} saved by lexicount; pass the output of save or to_bytes",
                self.name
            )));
        };
        let Some((version, rest)) = rest.split_first_chunk() else {
            return Err(self.damaged());
        };
        let version = u32::from_le_bytes(*version);
        if version != self.version {
            return Err(Error::saved(format!(
                "the saved {} has version {version}; this lexicount reads version {}: save it again",
                self.name, self.version
            )));
        }
        match rest.split_first_chunk() {
            Some((stored, payload)) if u32::from_le_bytes(*stored) == sum => Ok(payload),
            _ => Err(self.damaged()),
        }
    }

    /// Returns the error for truncated or damaged bytes.
    pub(crate) fn damaged(&self) -> Error {
        Error::saved(format!(
            "the saved {} is damaged or truncated; save it again",
            self.name
        ))
    }
}

/// Returns the CRC-32, which processors compute in hardware. It detects accidental damage, but not forgery.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// Write to a temporary file next to `path` and rename it, so that an existing file is unchanged if writing fails.
///
/// # Errors
///
/// If the file cannot be written.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    std::fs::write(beside, bytes)
        .and_then(|()| std::fs::rename(beside, path))
        .map_err(|error| {
            // The incomplete temporary file is useless; it may not even exist.
            let _ = std::fs::remove_file(beside);
            Error::io(path, error)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_are_opened_and_all_else_is_refused() {
        let format = Format {
            magic: b"lexatest",
            version: 300,
            name: "test",
        };
        let mut bytes = vec![0; PREAMBLE_LEN];
        bytes.extend(b"payload");
        format.seal(&mut bytes);
        assert_eq!(format.open(&bytes).unwrap(), b"payload");
        for length in 0..bytes.len() {
            assert!(format.open(&bytes[..length]).unwrap_err().is_format());
        }
        for bit in 0..8 * bytes.len() {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let message = format.open(&damaged).unwrap_err().to_string();
            let expected = match bit / 8 {
                0..8 => "not a test",
                8..12 => "has version",
                _ => "damaged",
            };
            assert!(message.contains(expected), "{bit}: {message}");
        }
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("b"), b"").unwrap();
        let error = write_whole(&path, b"new").unwrap_err();
        assert!(error.to_string().contains('a'), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_whole(&folder.path().join("none/a"), b"").is_err());
    }
}
