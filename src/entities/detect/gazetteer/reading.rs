//! Reading of files with their checksum; large files are read by several threads.
//!
//! Most of the time goes into memory page faults, which threads handle in parallel. The checksum is updated chunk by
//! chunk, while each chunk is in the cache.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;

use super::seal::{SEAL_LEN, damaged};
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// The chunk size; a chunk fits the processor's cache.
const PIECE: usize = 1 << 18;
/// The number of bytes that a thread reads at a time; smaller files are read by one thread.
const PART: usize = 1 << 23;
/// The maximum allocation based on the reported length of a file.
const MOST_AT_ONCE: u64 = 1 << 30;

/// Returns the bytes of a file, and the checksum of the bytes after the preamble.
pub(super) fn read(path: &Path, workers: &Workers) -> Result<(Vec<u8>, u32)> {
    let failed = |error| Error::io(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let is_large = (2 * PART as u64..=MOST_AT_ONCE).contains(&length);
    let expected = usize::try_from(length.min(MOST_AT_ONCE)).unwrap_or(PART);
    if is_large && workers.n_threads() > 1 {
        in_parts(path, expected, PART, workers)
    } else {
        in_turn(&mut file, expected).map_err(failed)
    }
}

/// Reads to the end, whatever length was reported.
fn in_turn(file: &mut File, expected: usize) -> std::io::Result<(Vec<u8>, u32)> {
    let mut bytes = Vec::with_capacity(expected);
    let mut sum = Crc::new();
    loop {
        let start = bytes.len();
        if file.by_ref().take(PIECE as u64).read_to_end(&mut bytes)? == 0 {
            return Ok((bytes, sum.sum()));
        }
        sum.update(bytes.get(start.max(SEAL_LEN)..).unwrap_or_default());
    }
}

/// Reads `length` bytes, each part with its own file handle.
fn in_parts(
    path: &Path,
    length: usize,
    part_len: usize,
    workers: &Workers,
) -> Result<(Vec<u8>, u32)> {
    let mut bytes = vec![0; length];
    let parts = bytes.chunks_mut(part_len).enumerate().collect();
    let sums = workers.map_all(parts, |(number, part): (usize, &mut [u8])| {
        let start = (number * part_len) as u64;
        read_part(path, start, part).map_err(|error| match error.kind() {
            // The file was truncated after its length was read.
            ErrorKind::UnexpectedEof => Error::format(path, damaged().to_string()),
            _ => Error::io(path, error),
        })
    })?;
    let mut all = Crc::new();
    for sum in &sums {
        all.combine(sum);
    }
    Ok((bytes, all.sum()))
}

fn read_part(path: &Path, start: u64, part: &mut [u8]) -> std::io::Result<Crc> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut sum = Crc::new();
    let mut sealed = SEAL_LEN.saturating_sub(usize::try_from(start).unwrap_or(usize::MAX));
    for piece in part.chunks_mut(PIECE) {
        file.read_exact(piece)?;
        sum.update(piece.get(sealed..).unwrap_or_default());
        sealed = sealed.saturating_sub(piece.len());
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_equal_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let workers = Workers::new(Some(2)).unwrap();
        for length in [0, 1, SEAL_LEN, SEAL_LEN + 1, 999, 1 << 20] {
            let bytes: Vec<u8> = (0..length).map(|n: usize| n.to_le_bytes()[0] ^ 7).collect();
            std::fs::write(&path, &bytes).unwrap();
            let whole = in_turn(&mut File::open(&path).unwrap(), 10).unwrap();
            assert_eq!(whole.0, bytes);
            for part in [1 + length / 3, 300_000] {
                assert_eq!(in_parts(&path, length, part, &workers).unwrap(), whole);
            }
        }
    }

    #[test]
    fn a_file_that_became_shorter_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, [1; 100]).unwrap();
        let error = in_parts(&path, 200, 60, &Workers::serial()).unwrap_err();
        assert!(error.is_format(), "{error}");
    }
}
