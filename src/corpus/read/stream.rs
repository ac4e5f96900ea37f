//! Reads the text of a file, decompressed and decoded in blocks.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::format::Compression;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Maximum memory allocated in advance for the declared size of a file.
const MOST_RESERVED: usize = 1 << 30;

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A file that records the number of bytes read.
#[derive(Debug)]
struct Counted {
    file: File,
    n_read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The decompressed bytes of a file.
enum Unpacked {
    Plain(Counted),
    Gzip(Box<MultiGzDecoder<BufReader<Counted>>>),
    Zstd(Box<Frames>),
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Gzip(decoder) => decoder.read(buffer),
            Self::Zstd(frames) => frames.read(buffer),
        }
    }
}

/// The frames of a zstd file, one after another.
enum Frames {
    Between(BufReader<Counted>),
    Within(Box<StreamingDecoder<BufReader<Counted>, FrameDecoder>>),
    /// Set at the end of the file, or after an error.
    Done,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Done) {
                Self::Done => return Ok(0),
                Self::Between(mut file) => {
                    if file.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let frame = StreamingDecoder::new(file).map_err(|error| {
                        io::Error::new(ErrorKind::InvalidData, error.to_string())
                    })?;
                    *self = Self::Within(Box::new(frame));
                }
                Self::Within(mut frame) => {
                    let n = frame.read(buffer)?;
                    if n > 0 || buffer.is_empty() {
                        *self = Self::Within(frame);
                        return Ok(n);
                    }
                    *self = Self::Between(frame.into_inner());
                }
            }
        }
    }
}

/// The text of a file, read on demand.
pub(super) struct TextStream {
    path: PathBuf,
    bytes: Unpacked,
    compression: Option<Compression>,
    replace_errors: bool,
    block_bytes: usize,
    /// The current block, preceded by the incomplete character at the end of the previous one.
    block: Vec<u8>,
    /// The number of bytes before `block`.
    n_before: u64,
    is_utf16: bool,
    is_done: bool,
}

impl TextStream {
    /// Open the file at `path`. `n_read` is increased by the (compressed) bytes read.
    pub(super) fn open(
        path: &Path,
        compression: Option<Compression>,
        replace_errors: bool,
        block_bytes: usize,
        n_read: &Arc<AtomicU64>,
    ) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        let n_read = Arc::clone(n_read);
        let file = Counted { file, n_read };
        let bytes = match compression {
            None => Unpacked::Plain(file),
            Some(Compression::Gzip) => {
                Unpacked::Gzip(Box::new(MultiGzDecoder::new(BufReader::new(file))))
            }
            Some(Compression::Zstd) => {
                Unpacked::Zstd(Box::new(Frames::Between(BufReader::new(file))))
            }
        };
        Ok(Self {
            path: path.to_path_buf(),
            bytes,
            compression,
            replace_errors,
            block_bytes,
            block: Vec::new(),
            n_before: 0,
            is_utf16: false,
            is_done: false,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Add the next block to `text`, at least one character; false at the end.
    pub(super) fn read_block(&mut self, text: &mut String) -> Result<bool> {
        let start = text.len();
        while !self.is_done && text.len() == start {
            self.fill_block()?;
            let at_start = self.n_before == 0;
            if at_start {
                self.is_utf16 = is_utf16(&self.block);
            }
            self.decode(text)?;
            if at_start && text[start..].starts_with(BYTE_ORDER_MARK) {
                text.drain(start..start + BYTE_ORDER_MARK.len());
            }
        }
        Ok(text.len() > start)
    }

    /// Read the complete text.
    pub(super) fn read_all(&mut self, workers: &Workers) -> Result<String> {
        if let Unpacked::Plain(file) = &self.bytes {
            // If the size of a file is known, memory is allocated once; one more byte detects the end.
            let length = file.file.metadata().map_or(0, |found| found.len());
            let length = usize::try_from(length).unwrap_or(0).min(MOST_RESERVED);
            self.block.reserve_exact(length + 1);
        }
        while !self.is_done {
            workers.check()?;
            self.fill_block()?;
        }
        self.is_utf16 = is_utf16(&self.block);
        let mut text = match String::from_utf8(std::mem::take(&mut self.block)) {
            Ok(text) => text,
            Err(error) => {
                self.block = error.into_bytes();
                let mut text = String::new();
                self.decode(&mut text)?;
                text
            }
        };
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(text)
    }

    fn fill_block(&mut self) -> Result<()> {
        let limit = self.block_bytes as u64;
        let read = self.bytes.by_ref().take(limit).read_to_end(&mut self.block);
        self.is_done = read.map_err(|error| Error::io(&self.path, error))? == 0;
        Ok(())
    }

    /// Decode the block into `text`, and keep an incomplete character at its end.
    fn decode(&mut self, text: &mut String) -> Result<()> {
        let mut rest = self.block.as_slice();
        let left = loop {
            let error = match std::str::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    break 0;
                }
                Err(error) => error,
            };
            let (valid, bad) = rest.split_at(error.valid_up_to());
            text.push_str(&String::from_utf8_lossy(valid));
            let n_bad = match error.error_len() {
                None if !self.is_done => break bad.len(),
                None => bad.len(),
                Some(n_bad) => n_bad,
            };
            if !self.replace_errors {
                let place = self.n_before + (self.block.len() - bad.len()) as u64;
                return Err(Error::decode(&self.path, place, self.advice()));
            }
            text.push(char::REPLACEMENT_CHARACTER);
            rest = &bad[n_bad..];
        };
        let n_read = self.block.len() - left;
        self.n_before += n_read as u64;
        self.block.drain(..n_read);
        Ok(())
    }

    fn advice(&self) -> String {
        let place = if self.compression.is_none() {
            ""
        } else {
            "(counted in the unpacked text) "
        };
        if self.is_utf16 {
            return format!("{place}the file looks like UTF-16: save it as UTF-8");
        }
        format!("{place}save the file as UTF-8, or have invalid bytes replaced")
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}
