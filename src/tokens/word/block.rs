//! One block of 64 bytes: the boundaries of its words, or of all its segments.
//!
//! Each byte of the block is one bit of a mask, and a character sets its bits at all of its bytes. Words are runs of
//! letters, digits and underscores, together with punctuation between two letters or two digits. Shifts find the runs
//! and their boundaries.
//!
//! [`Lanes`] computes the masks of ASCII and of those two-byte letters that a comparison recognises. Other characters
//! are looked up in the property table one by one and turned into masks together. A block begins at a boundary and ends
//! at the last position that is certain to be one, so no state is carried from block to block. The state machine
//! handles what the bit masks cannot decide.

use super::masks::{LANES, Lanes, Masks, WhiteSpace};
use super::properties::{ALPHABETIC, CLASS, CLASSES, Class, KEYCAP, NUMERIC, Properties};

/// Selects the segments that are returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tokens) struct ScanOptions {
    /// Return all segments, not only those that contain a letter or a numeral.
    pub(in crate::tokens) all_segments: bool,
    /// Segment scripts written without spaces by dictionary.
    pub(in crate::tokens) dictionary: bool,
    /// Follow UAX #29 where [`exceptions`](super::exceptions) differ from it.
    pub(in crate::tokens) unicode: bool,
}

/// The boundaries and properties of the segments of a block.
pub(super) struct BlockSegments {
    /// The first byte of each segment.
    pub(super) starts: u64,
    /// The byte after each segment. There is no bit if the segment ends with the block.
    pub(super) ends: u64,
    alphabetic: u64,
    numeric: u64,
    /// Segments without letters and numerals are selected too.
    all: bool,
    /// Every segment contains a letter or a numeral.
    only_words: bool,
}

impl BlockSegments {
    /// Counts the segments, or returns `None` if each of them has to be checked.
    #[inline]
    pub(super) fn count(&self) -> Option<usize> {
        (self.all || self.only_words).then_some(self.starts.count_ones() as usize)
    }

    /// Calls `visit` with start, end and properties of each segment, in order.
    #[inline]
    pub(super) fn for_each(&self, mut visit: impl FnMut(usize, usize, u8)) {
        self.for_each_bounds(|start, end| {
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            let properties = self.properties(range);
            if self.all || properties != 0 {
                visit(start, end, properties);
            }
        });
    }

    /// Calls `visit` with start and end of each segment, in order. Faster than [`for_each`](Self::for_each), because
    /// the properties are rarely needed.
    #[inline]
    pub(super) fn for_each_span(&self, mut visit: impl FnMut(usize, usize)) {
        let is_wanted = self.all || self.only_words;
        self.for_each_bounds(|start, end| {
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            if is_wanted || self.properties(range) != 0 {
                visit(start, end);
            }
        });
    }

    #[inline]
    fn for_each_bounds(&self, mut visit: impl FnMut(usize, usize)) {
        let (mut starts, mut ends) = (self.starts, self.ends);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            // If there is no bit left, `trailing_zeros` is 64, which is the end of the block.
            let end = ends.trailing_zeros() as usize;
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
            visit(start, end);
        }
    }

    #[inline]
    fn properties(&self, range: u64) -> u8 {
        if self.alphabetic & range != 0 {
            ALPHABETIC
        } else if self.numeric & range != 0 {
            NUMERIC
        } else {
            0
        }
    }
}

/// Why a block ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its 64 bytes or the text ended.
    End,
    /// The state machine must process a character within this many bytes.
    StateMachine(usize),
    /// A character of a dictionary script follows the segments.
    Dictionary,
}

/// The result of scanning a block.
pub(super) struct Block {
    /// The number of bytes covered by the segments; 0 if none could be found.
    pub(super) length: usize,
    pub(super) segments: BlockSegments,
    pub(super) stop: Stop,
}

impl Block {
    /// Scans the beginning of `rest`, which must begin at a boundary.
    #[inline]
    pub(super) fn new<L: Lanes>(rest: &[u8], options: ScanOptions, table: &Properties) -> Self {
        let mut padded = [0; LANES];
        let (bytes, length) = if let Some(bytes) = rest.first_chunk::<LANES>() {
            (bytes, LANES)
        } else {
            padded[..rest.len()].copy_from_slice(rest);
            (&padded, rest.len())
        };
        let masks = L::masks(bytes);
        let mut scan = BlockScan {
            bytes,
            bits: Bits::from_ascii(&masks),
            white_space: if options.all_segments {
                L::white_space(bytes)
            } else {
                WhiteSpace::default()
            },
            masks,
            options,
            limit: length,
            has_hebrew: false,
        };
        let mut stop = if scan.masks.non_ascii & low_bits(length) == 0 {
            Stop::End
        } else {
            scan.add_non_ascii::<L>(table)
        };
        let exception = if options.unicode {
            None
        } else {
            scan.first_exception()
        };
        if let Some(offset) = exception {
            (scan.limit, stop) = (offset, Stop::StateMachine(offset));
        }
        let length = match stop {
            Stop::Dictionary => scan.limit,
            _ if scan.limit == rest.len() => scan.limit,
            _ => scan.last_boundary(rest.get(LANES).copied()),
        };
        Self {
            length,
            segments: scan.segments(length),
            stop,
        }
    }
}

/// The bit masks of a block.
#[derive(Default)]
struct Bits {
    letter: u64,
    digit: u64,
    underscore: u64,
    katakana: u64,
    /// Letters and numerals that never join others: ideographs, fractions.
    single: u64,
    /// The first bytes of these.
    single_leads: u64,
    alphabetic: u64,
    numeric: u64,
    /// The first bytes of characters that certainly follow a boundary.
    starts_segment: u64,
    /// The first bytes of other non-ASCII characters.
    other: u64,
    /// Characters that extend the one before.
    extend: u64,
    /// Those of them that extend a character outside words.
    extending: u64,
    /// Non-ASCII punctuation that joins the characters around it.
    joined: u64,
    /// The first bytes of non-ASCII punctuation that may join letters (`mid_letter`) or digits (`mid_num`), and all
    /// bytes of both (`mid`).
    mid_letter: u64,
    mid_num: u64,
    mid: u64,
    /// The first bytes of pictographs after a zero width joiner.
    pictograph: u64,
}

impl Bits {
    fn from_ascii(masks: &Masks) -> Self {
        Self {
            letter: masks.letter,
            digit: masks.digit,
            underscore: masks.underscore,
            alphabetic: masks.letter,
            numeric: masks.digit,
            ..Self::default()
        }
    }

    fn words(&self) -> u64 {
        self.letter | self.digit | self.underscore | self.katakana | self.single
    }
}

/// How a non-ASCII character behaves, as far as this does not depend on its context. Each flag is one bit of a byte, so
/// that the flags of a block can be transposed into masks at once.
mod flag {
    pub(super) const LETTER: u8 = 0x80;
    pub(super) const ALPHABETIC: u8 = 0x40;
    pub(super) const EXTEND: u8 = 0x20;
    pub(super) const OTHER: u8 = 0x10;
    pub(super) const SINGLE: u8 = 0x08;
    /// Needs to be handled individually.
    pub(super) const RARE: u8 = 0x04;
    pub(super) const HEBREW: u8 = 0x02;
    pub(super) const DICTIONARY: u8 = 0x01;
}

/// The flags for each property byte.
static FLAGS: [u8; 256] = flags();

const fn flags() -> [u8; 256] {
    let mut all = [0; 256];
    let mut properties = 0_u8;
    loop {
        all[properties as usize] = flags_of(properties);
        if properties == u8::MAX {
            return all;
        }
        properties += 1;
    }
}

const fn flags_of(properties: u8) -> u8 {
    let class = properties & CLASS;
    let alphabetic = if properties & ALPHABETIC == 0 {
        0
    } else {
        flag::ALPHABETIC
    };
    if class as usize >= CLASSES.len() || properties & KEYCAP != 0 {
        return flag::RARE;
    }
    match CLASSES[class as usize] {
        Class::ALetter => flag::LETTER | alphabetic,
        Class::HebrewLetter => flag::LETTER | flag::HEBREW | alphabetic,
        Class::Extend | Class::Format | Class::Zwj => flag::EXTEND | alphabetic,
        Class::Other if properties & (ALPHABETIC | NUMERIC) == 0 => flag::OTHER,
        Class::Other if alphabetic != 0 => flag::SINGLE | alphabetic,
        Class::Dictionary if alphabetic != 0 => flag::DICTIONARY | flag::SINGLE | alphabetic,
        Class::Dictionary => flag::DICTIONARY | flag::RARE,
        Class::DictionaryLetter => flag::DICTIONARY | flag::LETTER | alphabetic,
        _ => flag::RARE,
    }
}

/// The state of scanning a block.
struct BlockScan<'b> {
    bytes: &'b [u8; LANES],
    masks: Masks,
    white_space: WhiteSpace,
    bits: Bits,
    options: ScanOptions,
    /// The number of bytes that could be classified.
    limit: usize,
    /// There is a Hebrew letter, which joins quotes by rules of its own.
    has_hebrew: bool,
}

impl BlockScan<'_> {
    /// Adds the non-ASCII characters, up to one that needs the state machine or a dictionary.
    #[inline(never)]
    fn add_non_ascii<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let mut stop = self.classify::<L>(table);
        if let Some(offset) = self.extend_words() {
            (self.limit, stop) = (offset, Stop::StateMachine(offset));
        }
        self.join_mid_punctuation();
        if self.has_hebrew && self.bytes.iter().any(|byte| matches!(byte, b'\'' | b'"')) {
            stop = Stop::StateMachine(self.limit.saturating_sub(1));
            self.limit = 0;
        }
        stop
    }

    fn classify<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let known = low_bits(self.limit);
        let continuations = L::continuations(self.bytes);
        let letters = L::letter_leads(self.bytes);
        let mut leads = self.masks.non_ascii & !continuations & known & !letters;
        let mut all = [0; LANES];
        let mut stop = Stop::End;
        while leads != 0 {
            let at = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            if at + utf8_length(self.bytes[at]) > self.limit {
                self.limit = at;
                break;
            }
            let (properties, _) = self.properties(at, table);
            let flags = FLAGS[usize::from(properties)];
            if flags & flag::DICTIONARY != 0 && self.options.dictionary {
                (self.limit, stop) = (at, Stop::Dictionary);
                break;
            }
            all[at] = flags;
        }
        let [letter, alphabetic, extend, other, single, rare, hebrew] = L::transpose(&all);
        // The first byte of each character and its continuation bytes.
        let all_bytes = |leads: u64| leads | extend_runs(leads, continuations);
        self.bits.letter |= all_bytes(letter | letters);
        self.bits.alphabetic |= all_bytes(alphabetic | letters);
        self.bits.extend = all_bytes(extend);
        self.bits.other = other;
        self.bits.single_leads = single;
        self.bits.single = all_bytes(single);
        self.bits.starts_segment = other | single;
        self.has_hebrew = hebrew != 0;
        self.add_rare(rare, table).unwrap_or(stop)
    }

    /// Returns the properties of the character at `at`, which must be entirely inside the block, and its length.
    #[inline]
    fn properties(&self, at: usize, table: &Properties) -> (u8, usize) {
        table.of_encoded(self.bytes[at], |offset| self.bytes[(at + offset) % LANES])
    }

    /// Adds the characters that begin at `leads`, up to one that needs the state machine.
    fn add_rare(&mut self, mut leads: u64, table: &Properties) -> Option<Stop> {
        while leads != 0 {
            let at = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            let (properties, utf8_length) = self.properties(at, table);
            let bits = low_bits(utf8_length) << at;
            if !self.add(at, bits, properties) {
                self.limit = at;
                return Some(Stop::StateMachine(at));
            }
            self.bits.alphabetic |= if properties & ALPHABETIC == 0 {
                0
            } else {
                bits
            };
            self.bits.numeric |= if properties & NUMERIC == 0 { 0 } else { bits };
        }
        None
    }

    /// Adds a character. Returns false if it needs the state machine.
    fn add(&mut self, at: usize, bits: u64, properties: u8) -> bool {
        let lead = 1 << at;
        let class = Class::of(properties);
        let after_joiner = at >= ZWJ.len() && self.bytes[..at].ends_with(ZWJ);
        match class {
            Class::Numeric => self.bits.digit |= bits,
            Class::ExtendNumLet => self.bits.underscore |= bits,
            Class::Katakana => self.bits.katakana |= bits,
            Class::MidNumLet | Class::MidLetter | Class::MidNum => {
                self.bits.mid |= bits;
                self.bits.mid_letter |= if class == Class::MidNum { 0 } else { lead };
                self.bits.mid_num |= if class == Class::MidLetter { 0 } else { lead };
            }
            Class::NarrowSpace if self.options.unicode => self.bits.underscore |= bits,
            Class::NarrowSpace if may_be_mongolian(&self.bytes[..at]) => return false,
            Class::Dictionary | Class::NarrowSpace if properties & NUMERIC == 0 => {
                self.bits.other |= lead;
                self.bits.starts_segment |= lead;
            }
            Class::Other | Class::Dictionary => {
                self.bits.single |= bits;
                self.bits.single_leads |= lead;
                self.bits.starts_segment |= lead;
            }
            Class::Pictograph if properties & (ALPHABETIC | NUMERIC) != 0 => return false,
            Class::Pictograph if after_joiner => {
                self.bits.pictograph |= lead;
                self.bits.extending |= bits;
            }
            Class::Pictograph => self.bits.other |= lead,
            Class::PictographLetter if !after_joiner => self.bits.letter |= bits,
            Class::RegionalIndicator | Class::WSegSpace | Class::Newline
                if !self.options.all_segments => {}
            _ => return false,
        }
        true
    }

    /// Adds extending characters to the words before them. Returns the offset of the first one that needs the state
    /// machine.
    #[inline]
    fn extend_words(&mut self) -> Option<usize> {
        let bits = &mut self.bits;
        let extend = bits.extend;
        if extend == 0 {
            return None;
        }
        bits.letter |= extend_runs(bits.letter, extend);
        bits.single |= extend_runs(bits.single, extend);
        bits.digit |= extend_runs(bits.digit, extend);
        bits.underscore |= extend_runs(bits.underscore, extend);
        bits.katakana |= extend_runs(bits.katakana, extend);
        let words = bits.words();
        let outside_words = extend & !words & low_bits(self.limit);
        bits.extending |= outside_words;
        // A joiner at the end of a word would join the pictograph to it.
        let mut undecided = (bits.pictograph & words << 1) | (outside_words & bits.alphabetic);
        let punctuation =
            self.masks.mid_num_let | self.masks.mid_letter | self.masks.mid_num | bits.mid;
        let mut firsts = outside_words & !(outside_words << 1);
        undecided |= firsts & (punctuation << 1 | 1);
        while firsts != 0 {
            let at = firsts.trailing_zeros() as usize;
            firsts &= firsts - 1;
            if at > 0 && matches!(self.bytes[at - 1], b'\n' | 0x0B | 0x0C | b'\r') {
                undecided |= 1 << at;
            }
        }
        undecided &= low_bits(self.limit);
        (undecided != 0).then_some(undecided.trailing_zeros() as usize)
    }

    /// Returns the offset of the first character that may be split from a word against UAX #29: an underscore at one of
    /// its ends, or a full stop without white space after it. The state machine decides about it.
    #[inline]
    fn first_exception(&self) -> Option<usize> {
        let letter = self.bits.letter;
        let full_stops = (letter << 1) & self.masks.full_stop & (letter >> 1);
        if full_stops | self.bits.underscore == 0 {
            return None;
        }
        self.first_exception_among(full_stops)
    }

    #[inline(never)]
    fn first_exception_among(&self, mut full_stops: u64) -> Option<usize> {
        let bits = &self.bits;
        let joined = bits.letter | bits.digit | bits.underscore | bits.katakana;
        let mut exceptions = bits.underscore & (!(joined << 1) | !(joined >> 1));
        while full_stops != 0 {
            let at = full_stops.trailing_zeros() as usize;
            full_stops &= full_stops - 1;
            if may_begin_sentence(self.bytes[at + 1]) {
                exceptions |= 1 << at;
            }
        }
        exceptions &= low_bits(self.limit);
        (exceptions != 0).then_some(exceptions.trailing_zeros() as usize)
    }

    /// Adds non-ASCII punctuation between two letters or two digits to the word around it.
    #[inline]
    fn join_mid_punctuation(&mut self) {
        let mut punctuation = self.bits.mid_letter | self.bits.mid_num;
        while punctuation != 0 {
            let at = punctuation.trailing_zeros() as usize;
            punctuation &= punctuation - 1;
            let end = at + utf8_length(self.bytes[at]);
            let (before, after) = (1 << at >> 1, bit(end));
            let is_between = |neighbours: u64| neighbours & before != 0 && neighbours & after != 0;
            let joins = (self.bits.mid_letter >> at & 1 == 1 && is_between(self.bits.letter))
                || (self.bits.mid_num >> at & 1 == 1 && is_between(self.bits.digit));
            if joins {
                self.bits.joined |= low_bits(end - at) << at;
            } else {
                self.bits.other |= 1 << at;
            }
        }
    }

    /// Returns the last offset that is certain to be a boundary, or 0 if there is none.
    #[inline]
    fn last_boundary(&self, next: Option<u8>) -> usize {
        let masks = &self.masks;
        let joining = masks.letter
            | masks.digit
            | masks.underscore
            | masks.mid_num_let
            | masks.mid_letter
            | masks.mid_num
            | masks.non_ascii;
        let known = low_bits(self.limit);
        let separators = known & !joining;
        let continuing = self.bits.extending | self.white_space_runs();
        if self.limit == LANES && separators >> (LANES - 1) == 1 {
            let before = self.bytes[LANES - 1];
            let continues = |next: u8| {
                !next.is_ascii()
                    || (self.options.all_segments
                        && matches!((before, next), (b' ', b' ') | (b'\r', b'\n')))
            };
            if next.is_some_and(|next| !continues(next)) {
                return LANES;
            }
        }
        let boundaries = (separators << 1 & !continuing | self.bits.starts_segment) & known & !1;
        (LANES - 1).saturating_sub(boundaries.leading_zeros() as usize)
    }

    /// Spaces that follow a space, and line feeds that follow a carriage return.
    #[inline]
    fn white_space_runs(&self) -> u64 {
        let WhiteSpace { space, cr, lf } = self.white_space;
        (space & space << 1) | (lf & cr << 1)
    }

    /// Returns the segments of the first `length` bytes.
    #[inline]
    fn segments(&self, length: usize) -> BlockSegments {
        let (all, masks) = (&self.bits, &self.masks);
        let within = low_bits(length);
        let between =
            |neighbours: u64, punctuation: u64| (neighbours << 1) & punctuation & (neighbours >> 1);
        let joined = all.joined
            | between(all.letter, masks.mid_num_let | masks.mid_letter)
            | between(all.digit, masks.mid_num_let | masks.mid_num);
        let words =
            (all.letter | all.digit | all.underscore | all.katakana | all.single | joined) & within;
        let boundary =
            all.single_leads | (all.single << 1 & !all.single) | self.katakana_boundaries(words);
        let mut starts = words & (!(words << 1) | boundary);
        let mut ends = words << 1 & (!words | boundary);
        if self.options.all_segments {
            let continuing = self.white_space_runs();
            starts |= (!words & !masks.non_ascii & !continuing | all.other) & within;
            ends = starts & !1 | bit(length);
        }
        let kinds = all.alphabetic | all.numeric;
        BlockSegments {
            starts,
            ends,
            alphabetic: all.alphabetic & within,
            numeric: all.numeric & within,
            all: self.options.all_segments,
            only_words: words & !(kinds | joined | all.extend) == 0,
        }
    }

    /// Boundaries between Katakana and letters or digits, which do not join.
    #[inline]
    fn katakana_boundaries(&self, words: u64) -> u64 {
        let (katakana, underscore) = (self.bits.katakana, self.bits.underscore);
        if katakana == 0 {
            return 0;
        }
        (katakana ^ katakana << 1) & words & words << 1 & !(underscore | underscore << 1)
    }
}

/// True for the first byte of a character that may begin a sentence.
const fn may_begin_sentence(first: u8) -> bool {
    first.is_ascii_uppercase() || !first.is_ascii()
}

/// True if the last of these bytes may be a Mongolian character.
fn may_be_mongolian(before: &[u8]) -> bool {
    matches!(
        before,
        [.., 0xE1, 0xA0..=0xA2, _] | [.., 0xF0, 0x91, 0x99, _]
    )
}

const ZWJ: &[u8] = "\u{200D}".as_bytes();

/// The bits of `through` that directly follow `from` without a break. The two must have no bit in common.
///
/// If a run begins directly after `from`, adding its first bit carries to the end of the run.
#[inline]
const fn extend_runs(from: u64, through: u64) -> u64 {
    let firsts = (from << 1) & through;
    through & !through.wrapping_add(firsts)
}

/// The UTF-8 length of a non-ASCII character, from its first byte.
#[inline]
const fn utf8_length(first: u8) -> usize {
    match first {
        0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The bit at `offset`, or none if it is outside the block.
#[inline]
const fn bit(offset: usize) -> u64 {
    if offset < LANES { 1 << offset } else { 0 }
}

/// The lowest `length` bits.
#[inline]
pub(super) const fn low_bits(length: usize) -> u64 {
    if length == 0 {
        0
    } else {
        u64::MAX >> (LANES - length)
    }
}
