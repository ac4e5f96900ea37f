//! Reads the text of a file, decompressed and decoded in blocks.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::encoding::Decoder;
use super::format::Compression;
use super::options::{OnError, ReadOptions};
use super::sniff::western;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// Maximum memory allocated in advance for the declared size of a file.
const MOST_RESERVED: usize = 1 << 30;

/// Number of bytes at the beginning of a file by which its encoding and its delimiter are recognised.
pub(super) const HEAD_BYTES: usize = 1 << 16;

/// Where bytes come from: a file, or what somebody else has read of one.
pub(super) enum Bytes {
    File(File),
    Other(Box<dyn Read + Send>),
}

impl Bytes {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        Ok(Self::File(file))
    }
}

/// Bytes whose number is recorded as they are read.
struct Counted {
    bytes: Bytes,
    n_read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = match &mut self.bytes {
            Bytes::File(file) => file.read(buffer),
            Bytes::Other(bytes) => bytes.read(buffer),
        }?;
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
    is_packed: bool,
    options: ReadOptions,
    sizes: BlockSizes,
    /// Chosen when the beginning of the file is known.
    decoder: Option<Decoder>,
    /// The current block, preceded by the incomplete character at the end of the previous one.
    block: Vec<u8>,
    /// The number of bytes before `block`.
    n_before: u64,
    /// The number of bytes of text so far.
    n_text: usize,
    /// If bad bytes are skipped: where U+FFFD replaces them in the text, and the error of each.
    bad: VecDeque<(usize, String)>,
    is_done: bool,
}

/// How much is read at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockSizes {
    /// The beginning by which the encoding is recognised.
    pub(super) head: usize,
    /// Every other block.
    pub(super) block: usize,
}

impl TextStream {
    /// Read text from the bytes of the file at `path`. `n_read` is increased by the (compressed) bytes read.
    pub(super) fn new(
        path: &Path,
        bytes: Bytes,
        compression: Option<Compression>,
        options: &ReadOptions,
        sizes: BlockSizes,
        n_read: &Arc<AtomicU64>,
    ) -> Self {
        let n_read = Arc::clone(n_read);
        let bytes = Counted { bytes, n_read };
        let bytes = match compression {
            None => Unpacked::Plain(bytes),
            Some(Compression::Gzip) => {
                Unpacked::Gzip(Box::new(MultiGzDecoder::new(BufReader::new(bytes))))
            }
            Some(Compression::Zstd) => {
                Unpacked::Zstd(Box::new(Frames::Between(BufReader::new(bytes))))
            }
        };
        Self {
            path: path.to_path_buf(),
            bytes,
            is_packed: compression.is_some(),
            options: options.clone(),
            sizes,
            decoder: None,
            block: Vec::new(),
            n_before: 0,
            n_text: 0,
            bad: VecDeque::new(),
            is_done: false,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn head_bytes(&self) -> usize {
        self.sizes.head
    }

    /// Add the next block to `text`, at least one character; false at the end.
    pub(super) fn read_block(&mut self, text: &mut String) -> Result<bool> {
        let start = text.len();
        if self.decoder.is_none() {
            while !self.is_done && self.block.len() < self.sizes.head {
                self.fill_block()?;
            }
            self.choose_decoder();
            self.decode(text)?;
        }
        while !self.is_done && text.len() == start {
            self.fill_block()?;
            self.decode(text)?;
        }
        Ok(text.len() > start)
    }

    /// Read the complete text.
    pub(super) fn read_all(&mut self, workers: &Workers) -> Result<String> {
        if let Unpacked::Plain(Counted {
            bytes: Bytes::File(file),
            ..
        }) = &self.bytes
        {
            // If the size of a file is known, memory is allocated once; one more byte detects the end.
            let length = file.metadata().map_or(0, |found| found.len());
            let length = usize::try_from(length).unwrap_or(0).min(MOST_RESERVED);
            self.block.reserve_exact(length + 1);
        }
        while !self.is_done {
            workers.check()?;
            self.fill_block()?;
        }
        self.choose_decoder();
        if let Some(Decoder::Utf8) = self.decoder {
            match String::from_utf8(std::mem::take(&mut self.block)) {
                Ok(text) => return Ok(text),
                Err(error) => self.block = error.into_bytes(),
            }
        }
        let mut text = String::new();
        self.decode(&mut text)?;
        Ok(text)
    }

    /// Return the error of the first bad bytes in a range of the text that is not before that of the previous call.
    pub(super) fn bad_bytes(&mut self, range: Range<usize>) -> Option<String> {
        while self.bad.front().is_some_and(|bad| bad.0 < range.start) {
            self.bad.pop_front();
        }
        let (place, message) = self.bad.front()?;
        (*place < range.end).then(|| message.clone())
    }

    fn fill_block(&mut self) -> Result<()> {
        let limit = self.sizes.block as u64;
        let read = self.bytes.by_ref().take(limit).read_to_end(&mut self.block);
        self.is_done = read.map_err(|error| Error::io(&self.path, error))? == 0;
        Ok(())
    }

    fn choose_decoder(&mut self) {
        let n_head = self.block.len().min(self.sizes.head);
        let is_whole = self.is_done && n_head == self.block.len();
        let (decoder, n_mark) =
            Decoder::new(self.options.encoding, &self.block[..n_head], is_whole);
        self.decoder = Some(decoder);
        self.n_before = n_mark as u64;
        self.block.drain(..n_mark);
    }

    /// Decode the block into `text`, and keep an incomplete character at its end.
    fn decode(&mut self, text: &mut String) -> Result<()> {
        let start = text.len();
        let Some(decoder) = &mut self.decoder else {
            return Ok(());
        };
        let name = decoder.name();
        let (block, is_packed) = (&self.block, self.is_packed);
        let n_left = decoder.decode(block, self.is_done, text, |place, text| {
            if self.options.on_error == OnError::Replace {
                return Ok(());
            }
            let message = bad_bytes(block, place, self.n_before, name, is_packed);
            if self.options.on_error == OnError::Raise {
                return Err(Error::decode(&self.path, None, message));
            }
            let n_before = text.len() - start - char::REPLACEMENT_CHARACTER.len_utf8();
            self.bad.push_back((self.n_text + n_before, message));
            Ok(())
        })?;
        self.n_text += text.len() - start;
        let n_read = self.block.len() - n_left;
        self.n_before += n_read as u64;
        self.block.drain(..n_read);
        Ok(())
    }
}

/// Return the message for bytes at `place` of a block that are not text.
fn bad_bytes(block: &[u8], place: usize, n_before: u64, encoding: &str, is_packed: bool) -> String {
    let counted = if is_packed {
        " (counted in the unpacked text)"
    } else {
        ""
    };
    let looks = match western(block, place) {
        Some(name) if encoding == "UTF-8" => {
            format!("the file looks like {name}: give this encoding")
        }
        _ if encoding == "UTF-8" => "give the encoding of the file".to_owned(),
        _ => "give another encoding".to_owned(),
    };
    let place = n_before + place as u64;
    format!(
        "byte {place} is not valid {encoding}{counted}; {looks}, or have invalid bytes replaced"
    )
}
