//! Reading of files with their checksum; large files are read by several threads.
//!
//! Most of the time goes into memory page faults, which threads handle in parallel. The checksum is updated chunk by
//! chunk, while each chunk is in the cache.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;

use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::saving::{Format, PREAMBLE_LEN};

pub(super) const FORMAT: Format = Format {
    magic: b"lexgazet",
    version: 2,
    name: "gazetteer",
};

/// The chunk size; a chunk fits the processor's cache.
const CHUNK_LEN: usize = 1 << 18;
/// The number of bytes that a thread reads at a time; smaller files are read by one thread.
const PART_LEN: usize = 1 << 23;
/// The maximum allocation based on the reported length of a file.
const MAX_PREALLOCATION: u64 = 1 << 30;

/// Returns the bytes of a file, and the checksum of the bytes after the preamble.
pub(super) fn read(path: &Path, workers: &Workers) -> Result<(Vec<u8>, u32)> {
    let failed = |error| Error::io(path, error);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let is_large = (2 * PART_LEN as u64..=MAX_PREALLOCATION).contains(&length);
    let expected = usize::try_from(length.min(MAX_PREALLOCATION)).unwrap_or(PART_LEN);
    if is_large && workers.n_threads() > 1 {
        read_in_parallel(path, expected, PART_LEN, workers)
    } else {
        read_sequentially(&mut file, expected).map_err(failed)
    }
}

/// Reads to the end, whatever length was reported.
fn read_sequentially(file: &mut File, expected: usize) -> std::io::Result<(Vec<u8>, u32)> {
    let mut bytes = Vec::with_capacity(expected);
    let mut sum = Crc::new();
    loop {
        let start = bytes.len();
        if file
            .by_ref()
            .take(CHUNK_LEN as u64)
            .read_to_end(&mut bytes)?
            == 0
        {
            return Ok((bytes, sum.sum()));
        }
        sum.update(bytes.get(start.max(PREAMBLE_LEN)..).unwrap_or_default());
    }
}

/// Reads `length` bytes, each part with its own file handle.
fn read_in_parallel(
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
            ErrorKind::UnexpectedEof => Error::format(path, FORMAT.damaged().to_string()),
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
    let mut to_skip = PREAMBLE_LEN.saturating_sub(usize::try_from(start).unwrap_or(usize::MAX));
    for chunk in part.chunks_mut(CHUNK_LEN) {
        file.read_exact(chunk)?;
        sum.update(chunk.get(to_skip..).unwrap_or_default());
        to_skip = to_skip.saturating_sub(chunk.len());
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_and_sequential_reading_are_equal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let workers = Workers::new(Some(2)).unwrap();
        for length in [0, 1, PREAMBLE_LEN, PREAMBLE_LEN + 1, 999, 1 << 20] {
            let bytes: Vec<u8> = (0..length).map(|n: usize| n.to_le_bytes()[0] ^ 7).collect();
            std::fs::write(&path, &bytes).unwrap();
            let whole = read_sequentially(&mut File::open(&path).unwrap(), 10).unwrap();
            assert_eq!(whole.0, bytes);
            for part in [1 + length / 3, 300_000] {
                assert_eq!(
                    read_in_parallel(&path, length, part, &workers).unwrap(),
                    whole
                );
            }
        }
    }

    #[test]
    fn truncated_file_is_reported_as_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, [1; 100]).unwrap();
        let error = read_in_parallel(&path, 200, 60, &Workers::serial()).unwrap_err();
        assert!(error.is_format(), "{error}");
    }
}
