//! The words of a text, block by block.
//!
//! A block of ASCII is cut by masks: words are runs of letters, digits and underscores, with the marks that stand
//! between two letters or two digits. Only what ends in a separator is cut so, hence nothing is carried from one block
//! to the next. Where a byte is not ASCII, or a word is longer than a block, the machine takes over until a separator
//! with ASCII behind it.

use super::machine::{Machine, Segment};
use super::masks::{LANES, Masks, masks};
use super::properties::{ALPHABETIC, NUMERIC, Properties};

/// Which segments are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those that hold a letter or a numeral.
    Words,
    All,
}

/// The machine works at most on so many bytes before it gives out what it found.
const MACHINE_BYTES: usize = 1 << 12;

/// What takes the words.
pub(super) trait Sink {
    /// Takes one word.
    fn word(&mut self, word: Segment);

    /// Takes the words of a block at byte `at`.
    #[inline]
    fn block(&mut self, at: usize, block: &BlockWords) {
        let (mut starts, mut ends) = (block.starts, block.ends);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            // A word that goes on to the last byte has no bit for its end: zeros are counted to 64, which is the end.
            let end = ends.trailing_zeros() as usize;
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            let properties = block.properties(range);
            if properties != 0 {
                self.word(Segment {
                    start: at + start,
                    end: at + end,
                    properties,
                });
            }
        }
    }
}

/// Where the words of a block begin and end, and its letters and digits.
pub(super) struct BlockWords {
    starts: u64,
    ends: u64,
    letters: u64,
    digits: u64,
    underscores: u64,
}

impl BlockWords {
    fn new(masks: &Masks, length: usize) -> Self {
        let within = first_bits(length);
        let (letters, digits) = (masks.letter & within, masks.digit & within);
        let underscores = masks.underscore & within;
        let between = |sides: u64, marks: u64| (sides << 1) & marks & (sides >> 1);
        let words = letters
            | digits
            | underscores
            | between(letters, masks.mid_num_let | masks.mid_letter)
            | between(digits, masks.mid_num_let | masks.mid_num);
        Self {
            starts: words & !(words << 1),
            ends: !words & (words << 1),
            letters,
            digits,
            underscores,
        }
    }

    /// The properties of the bytes in `range`; none where there are underscores alone.
    #[inline]
    fn properties(&self, range: u64) -> u8 {
        if self.letters & range != 0 {
            ALPHABETIC
        } else if self.digits & range != 0 {
            NUMERIC
        } else {
            0
        }
    }
}

/// Words one by one, for iterators.
impl Sink for Vec<Segment> {
    #[inline]
    fn word(&mut self, word: Segment) {
        self.push(word);
    }
}

/// The number of words, for which a block of ASCII is one instruction.
impl Sink for usize {
    #[inline]
    fn word(&mut self, _word: Segment) {
        *self += 1;
    }

    #[inline]
    fn block(&mut self, at: usize, block: &BlockWords) {
        if block.underscores == 0 {
            *self += block.starts.count_ones() as usize;
            return;
        }
        let mut words: Vec<Segment> = Vec::new();
        words.block(at, block);
        *self += words.len();
    }
}

/// Where the scan of a text stands.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// The machine, while it has not come to a separator.
    machine: Option<Machine>,
    wanted: Wanted,
    properties: &'static Properties,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, wanted: Wanted) -> Self {
        Self {
            text,
            at: 0,
            machine: None,
            wanted,
            properties: Properties::get(),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len() && self.machine.is_none()
    }

    /// Goes on by a block, or by what the machine takes.
    #[inline]
    pub(super) fn step(&mut self, sink: &mut impl Sink) {
        if self.machine.is_none() && self.wanted == Wanted::Words && self.block(sink) {
            return;
        }
        self.by_machine(sink);
    }

    /// Cuts the ASCII at the front of the next block by masks; false where there is none that ends in a separator.
    #[inline]
    fn block(&mut self, sink: &mut impl Sink) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let mut padded = [0; LANES];
        let (block, length) = if let Some(block) = rest.first_chunk::<LANES>() {
            (block, LANES)
        } else {
            padded[..rest.len()].copy_from_slice(rest);
            (&padded, rest.len())
        };
        let masks = masks(block);
        let ascii = length.min(masks.non_ascii.trailing_zeros() as usize);
        let cut = if ascii == rest.len() {
            ascii
        } else {
            let joining = masks.letter
                | masks.digit
                | masks.underscore
                | masks.mid_num_let
                | masks.mid_letter
                | masks.mid_num;
            LANES - (!joining & first_bits(ascii)).leading_zeros() as usize
        };
        if cut == 0 {
            return false;
        }
        sink.block(self.at, &BlockWords::new(&masks, cut));
        self.at += cut;
        true
    }

    #[inline(never)]
    fn by_machine(&mut self, sink: &mut impl Sink) {
        let bytes = self.text.as_bytes();
        let come_from = self.at;
        let mut machine = self.machine.take().unwrap_or_else(|| {
            if self.wanted == Wanted::Words {
                self.at = segment_start(bytes, self.at);
            }
            Machine::new(self.at)
        });
        let wanted = self.wanted;
        let mut found = |segment: Segment| {
            if wanted == Wanted::All || segment.is_word() {
                sink.word(segment);
            }
        };
        while self.at < bytes.len() {
            if self.at >= come_from + MACHINE_BYTES {
                self.machine = Some(machine);
                return;
            }
            if wanted == Wanted::Words && self.at > come_from && may_leave(bytes, self.at) {
                break;
            }
            let (properties, length) = self.character(bytes);
            machine.push(self.at, properties, &mut found);
            self.at += length;
        }
        machine.finish(self.at, &mut found);
    }

    /// The properties of the character that begins here, and its length in bytes.
    #[inline]
    fn character(&self, bytes: &[u8]) -> (u8, usize) {
        let tail = |place: usize| usize::from(bytes[self.at + place] & 0x3F);
        let first = usize::from(bytes[self.at]);
        match first {
            0..0x80 => (self.properties.of_low(first), 1),
            0x80..0xE0 => (self.properties.of_low((first & 0x1F) << 6 | tail(1)), 2),
            0xE0..0xF0 => {
                let point = (first & 0xF) << 12 | tail(1) << 6 | tail(2);
                (self.properties.of(point), 3)
            }
            _ => {
                let point = (first & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
                (self.properties.of(point), 4)
            }
        }
    }
}

/// The lowest `length` bits.
const fn first_bits(length: usize) -> u64 {
    if length == 0 {
        0
    } else {
        u64::MAX >> (LANES - length)
    }
}

/// Where the segment begins that byte `at` may belong to: a character that is not ASCII may extend the separator before
/// it, which may be one of several spaces, or the second half of a line break.
fn segment_start(bytes: &[u8], at: usize) -> usize {
    if at == 0 || bytes[at].is_ascii() {
        return at;
    }
    let mut start = at - 1;
    while start > 0 && bytes[start] == b' ' && bytes[start - 1] == b' ' {
        start -= 1;
    }
    if start > 0 && bytes[start] == b'\n' && bytes[start - 1] == b'\r' {
        start -= 1;
    }
    start
}

/// True behind a separator with some bytes of ASCII to follow, so that a block is worth a look.
#[inline]
fn may_leave(bytes: &[u8], at: usize) -> bool {
    let before = bytes[at - 1];
    if before >= 0x80 || before.is_ascii_alphanumeric() || b"_.':,;".contains(&before) {
        return false;
    }
    match bytes[at..].first_chunk::<8>() {
        Some(next) => next.is_ascii(),
        None => bytes[at..].is_ascii(),
    }
}
