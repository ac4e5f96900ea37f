//! One block of 64 bytes: where its words, or all its segments, begin and end.
//!
//! A byte is a bit. Words are runs of letters, digits and underscores, with the marks that stand between two letters or
//! two digits; runs and their edges come from shifts. The bits of ASCII are made by [`Lanes`], those of other
//! characters are added one by one, a character at all its bytes. A block begins at a boundary and is cut where there
//! surely is one, so nothing is carried from block to block. What the bits cannot tell is left to the machine.

use super::masks::{Blanks, LANES, Lanes, Masks};
use super::properties::{ALPHABETIC, CLASS, Class, KEYCAP, NUMERIC, Properties};

/// What is cut out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// All segments, not only those that hold a letter or a numeral.
    pub(super) all: bool,
    /// Scripts without spaces are left to their dictionaries.
    pub(super) dictionary: bool,
}

/// Where the segments of a block begin and end, and what they hold.
pub(super) struct Found {
    /// The first byte of each segment.
    pub(super) starts: u64,
    /// The byte behind each segment; no bit where that is the end of the block.
    pub(super) ends: u64,
    alphabetic: u64,
    numeric: u64,
    /// Segments without letters and numerals are wanted too.
    all: bool,
    /// There is no such segment among them.
    only_words: bool,
}

impl Found {
    /// The number of segments where that needs no look at each.
    #[inline]
    pub(super) fn count(&self) -> Option<usize> {
        (self.all || self.only_words).then_some(self.starts.count_ones() as usize)
    }

    /// Calls `take` with start, end and properties of each segment, in order.
    #[inline]
    pub(super) fn for_each(&self, mut take: impl FnMut(usize, usize, u8)) {
        let (mut starts, mut ends) = (self.starts, self.ends);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            // Without a bit, zeros are counted to 64, which is the end.
            let end = ends.trailing_zeros() as usize;
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            let properties = self.properties(range);
            if self.all || properties != 0 {
                take(start, end, properties);
            }
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

/// What ended a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its 64 bytes, or the text.
    End,
    /// A character that the machine must look at, within so many bytes.
    Machine(usize),
    /// A character of a script that a dictionary cuts, right behind what was found.
    Dictionary,
}

/// A block that was looked at.
pub(super) struct Block {
    /// How many of its bytes are cut; 0 where nothing could be.
    pub(super) cut: usize,
    pub(super) found: Found,
    pub(super) stop: Stop,
}

impl Block {
    /// Looks at the beginning of `rest`, which begins at a boundary.
    #[inline]
    pub(super) fn new<L: Lanes>(rest: &[u8], wanted: Wanted, table: &Properties) -> Self {
        let mut padded = [0; LANES];
        let (bytes, length) = if let Some(bytes) = rest.first_chunk::<LANES>() {
            (bytes, LANES)
        } else {
            padded[..rest.len()].copy_from_slice(rest);
            (&padded, rest.len())
        };
        let masks = L::masks(bytes);
        let mut look = Look {
            bytes,
            bits: Bits::of_ascii(&masks),
            blanks: if wanted.all {
                L::blanks(bytes)
            } else {
                Blanks::default()
            },
            masks,
            wanted,
            limit: length,
        };
        let stop = if look.masks.non_ascii & first_bits(length) == 0 {
            Stop::End
        } else {
            look.fill::<L>(table)
        };
        let cut = match stop {
            Stop::Dictionary => look.limit,
            _ if look.limit == rest.len() => look.limit,
            _ => look.last_boundary(rest.get(LANES).copied()),
        };
        Self {
            cut,
            found: look.found(cut),
            stop,
        }
    }
}

/// The bits of a block.
#[derive(Default)]
struct Bits {
    letter: u64,
    digit: u64,
    underscore: u64,
    katakana: u64,
    /// Letters and numerals that join nothing: ideographs, fractions.
    single: u64,
    alphabetic: u64,
    numeric: u64,
    /// First bytes before which a boundary stands though two words meet.
    boundary: u64,
    /// First bytes of characters before which a boundary surely stands.
    safe: u64,
    /// First bytes of other characters that are not ASCII.
    other: u64,
    /// Bytes that extend what is no word.
    extending: u64,
    /// Bytes of marks that are not ASCII and join what is around them.
    joined: u64,
    /// First bytes of marks that are not ASCII and may join letters, and digits; and all bytes of both.
    mid_letter: u64,
    mid_num: u64,
    mid: u64,
    /// There is a Hebrew letter, which quotes join in ways of their own.
    hebrew: bool,
    /// The byte behind the last zero width joiner.
    joiner_end: usize,
}

impl Bits {
    fn of_ascii(masks: &Masks) -> Self {
        Self {
            letter: masks.letter,
            digit: masks.digit,
            underscore: masks.underscore,
            alphabetic: masks.letter,
            numeric: masks.digit,
            ..Self::default()
        }
    }
}

/// A block while it is looked at.
struct Look<'b> {
    bytes: &'b [u8; LANES],
    masks: Masks,
    blanks: Blanks,
    bits: Bits,
    wanted: Wanted,
    /// The bytes that are understood.
    limit: usize,
}

impl Look<'_> {
    /// Adds what is not ASCII, up to a character that is not for this.
    #[inline(never)]
    fn fill<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let stop = self.add_all::<L>(table);
        self.join_marks();
        if self.bits.hebrew && self.bytes.iter().any(|byte| matches!(byte, b'\'' | b'"')) {
            let place = self.limit.saturating_sub(1);
            self.limit = 0;
            return Stop::Machine(place);
        }
        stop
    }

    fn add_all<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let length = self.limit;
        let leads = L::letter_leads(self.bytes) & first_bits(length - 1);
        let letters = leads | leads << 1;
        self.bits.letter |= letters;
        self.bits.alphabetic |= letters;
        let mut rest = self.masks.non_ascii & first_bits(length) & !letters;
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            let n_bytes = n_bytes(self.bytes[at]);
            if at + n_bytes > length {
                self.limit = at;
                break;
            }
            let properties = self.properties(at, n_bytes, table);
            if self.wanted.dictionary && is_for_dictionary(properties & CLASS) {
                self.limit = at;
                return Stop::Dictionary;
            }
            let bits = first_bits(n_bytes) << at;
            if !self.add(at, n_bytes, bits, properties) {
                self.limit = at;
                return Stop::Machine(at);
            }
            rest &= !bits;
        }
        Stop::End
    }

    /// The properties of the character at `at`.
    #[inline]
    fn properties(&self, at: usize, n_bytes: usize, table: &Properties) -> u8 {
        let first = usize::from(self.bytes[at]);
        let tail = |place: usize| usize::from(self.bytes[(at + place) % LANES] & 0x3F);
        match n_bytes {
            2 => table.of_low((first & 0x1F) << 6 | tail(1)),
            3 => table.of((first & 0xF) << 12 | tail(1) << 6 | tail(2)),
            _ => table.of((first & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)),
        }
    }

    /// Adds a character; false where the machine must look at it.
    #[inline]
    fn add(&mut self, at: usize, n_bytes: usize, bits: u64, properties: u8) -> bool {
        let class = properties & CLASS;
        if class == Class::ALetter as u8 {
            self.bits.letter |= bits;
        } else if class == Class::Extend as u8
            || class == Class::Format as u8
            || class == Class::Zwj as u8
        {
            if !self.extend(at, n_bytes, bits, properties) {
                return false;
            }
        } else if class == Class::Other as u8 || class == Class::Dictionary as u8 {
            self.bits.safe |= 1 << at;
            if properties & (ALPHABETIC | NUMERIC) == 0 {
                self.bits.other |= 1 << at;
            } else {
                self.bits.single |= bits;
                self.bits.boundary |= 1 << at | bit(at + n_bytes);
            }
        } else if !self.add_rare(at, bits, properties) {
            return false;
        }
        self.bits.alphabetic |= if properties & ALPHABETIC == 0 {
            0
        } else {
            bits
        };
        self.bits.numeric |= if properties & NUMERIC == 0 { 0 } else { bits };
        true
    }

    fn add_rare(&mut self, at: usize, bits: u64, properties: u8) -> bool {
        let lead = 1 << at;
        let class = Class::of(properties);
        match class {
            Class::HebrewLetter => {
                self.bits.letter |= bits;
                self.bits.hebrew = true;
            }
            Class::Numeric => self.bits.digit |= bits,
            Class::ExtendNumLet => self.bits.underscore |= bits,
            Class::Katakana | Class::DictionaryKatakana => self.bits.katakana |= bits,
            Class::MidNumLet | Class::MidLetter | Class::MidNum => {
                self.bits.mid |= bits;
                if class != Class::MidNum {
                    self.bits.mid_letter |= lead;
                }
                if class != Class::MidLetter {
                    self.bits.mid_num |= lead;
                }
            }
            Class::Pictograph if self.bits.joiner_end == at && at > 0 => {
                if self.is_word(at - 1) {
                    return false;
                }
                self.bits.extending |= bits;
            }
            Class::PictographLetter if self.bits.joiner_end != at || at == 0 => {
                self.bits.letter |= bits;
            }
            Class::Pictograph => self.bits.other |= lead,
            Class::RegionalIndicator | Class::WSegSpace | Class::Newline if !self.wanted.all => {}
            _ => return false,
        }
        // A pictograph that were a letter or a numeral as well would be a word by itself: there is none today.
        class != Class::Pictograph || properties & (ALPHABETIC | NUMERIC) == 0
    }

    /// Adds a character to what it extends; false where that is not plain to see.
    #[inline]
    fn extend(&mut self, at: usize, n_bytes: usize, bits: u64, properties: u8) -> bool {
        if at == 0 || properties & KEYCAP != 0 {
            return false;
        }
        let before = 1 << (at - 1);
        let all = &mut self.bits;
        if all.letter & before != 0 {
            all.letter |= bits;
        } else if all.digit & before != 0 {
            all.digit |= bits;
        } else if all.single & before != 0 {
            all.single |= bits;
            all.boundary = all.boundary & !(1 << at) | bit(at + n_bytes);
        } else if all.underscore & before != 0 {
            all.underscore |= bits;
        } else if all.katakana & before != 0 {
            all.katakana |= bits;
        } else {
            let marks = self.masks.mid_num_let | self.masks.mid_letter | self.masks.mid_num;
            let is_after_line_end = matches!(self.bytes[at - 1], b'\n' | 0x0B | 0x0C | b'\r');
            if (marks | self.bits.mid) & before != 0
                || is_after_line_end
                || properties & (ALPHABETIC | NUMERIC) != 0
            {
                return false;
            }
            self.bits.extending |= bits;
        }
        self.bits.alphabetic |= if self.bits.alphabetic & before == 0 {
            0
        } else {
            bits
        };
        self.bits.numeric |= if self.bits.numeric & before == 0 {
            0
        } else {
            bits
        };
        if properties & CLASS == Class::Zwj as u8 {
            self.bits.joiner_end = at + n_bytes;
        }
        true
    }

    fn is_word(&self, at: usize) -> bool {
        let all = &self.bits;
        (all.letter | all.digit | all.underscore | all.katakana | all.single) >> at & 1 == 1
    }

    /// Makes words of the marks that are not ASCII and stand between two letters or two digits.
    fn join_marks(&mut self) {
        let mut marks = self.bits.mid_letter | self.bits.mid_num;
        while marks != 0 {
            let at = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            let end = at + n_bytes(self.bytes[at]);
            let between = |sides: u64| at > 0 && sides & bit(end) != 0 && sides & 1 << (at - 1) != 0;
            let joins = (self.bits.mid_letter >> at & 1 == 1 && between(self.bits.letter))
                || (self.bits.mid_num >> at & 1 == 1 && between(self.bits.digit));
            if joins {
                self.bits.joined |= first_bits(end - at) << at;
            } else {
                self.bits.other |= 1 << at;
            }
        }
    }

    /// The last place where a boundary surely stands; 0 where there is none.
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
        let known = first_bits(self.limit);
        let separators = known & !joining;
        let blanks = &self.blanks;
        let runs_on = self.bits.extending
            | (blanks.space & blanks.space << 1)
            | (blanks.lf & blanks.cr << 1);
        if self.limit == LANES && separators >> (LANES - 1) == 1 {
            let before = self.bytes[LANES - 1];
            let goes_on = |next: u8| {
                !next.is_ascii()
                    || (self.wanted.all && matches!((before, next), (b' ', b' ') | (b'\r', b'\n')))
            };
            if next.is_some_and(|next| !goes_on(next)) {
                return LANES;
            }
        }
        let places = (separators << 1 & !runs_on | self.bits.safe) & known & !1;
        (LANES - 1).saturating_sub(places.leading_zeros() as usize)
    }

    /// The segments of the first `cut` bytes.
    #[inline]
    fn found(&self, cut: usize) -> Found {
        let (all, masks) = (&self.bits, &self.masks);
        let within = first_bits(cut);
        let between = |sides: u64, marks: u64| (sides << 1) & marks & (sides >> 1);
        let joined = all.joined
            | between(all.letter, masks.mid_num_let | masks.mid_letter)
            | between(all.digit, masks.mid_num_let | masks.mid_num);
        let words = (all.letter | all.digit | all.underscore | all.katakana | all.single | joined) & within;
        let boundary = all.boundary | self.katakana_edges(words);
        let mut starts = words & (!(words << 1) | boundary);
        let mut ends = words << 1 & (!words | boundary);
        if self.wanted.all {
            let blanks = &self.blanks;
            let runs_on = (blanks.space & blanks.space << 1) | (blanks.lf & blanks.cr << 1);
            starts |= (!words & !masks.non_ascii & !runs_on | all.other) & within;
            ends = starts & !1 | bit(cut);
        }
        let kinds = all.alphabetic | all.numeric;
        Found {
            starts,
            ends,
            alphabetic: all.alphabetic & within,
            numeric: all.numeric & within,
            all: self.wanted.all,
            only_words: words & !kinds & !joined == 0,
        }
    }

    /// Where Katakana meet letters or digits, which they do not join.
    #[inline]
    fn katakana_edges(&self, words: u64) -> u64 {
        let (katakana, underscore) = (self.bits.katakana, self.bits.underscore);
        if katakana == 0 {
            return 0;
        }
        (katakana ^ katakana << 1) & words & words << 1 & !(underscore | underscore << 1)
    }
}

fn is_for_dictionary(class: u8) -> bool {
    class == Class::Dictionary as u8 || class == Class::DictionaryKatakana as u8
}

/// The length of a character that is not ASCII, by its first byte.
#[inline]
const fn n_bytes(first: u8) -> usize {
    match first {
        0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The bit at `place`; none behind the block.
#[inline]
const fn bit(place: usize) -> u64 {
    if place < LANES { 1 << place } else { 0 }
}

/// The lowest `length` bits.
#[inline]
pub(super) const fn first_bits(length: usize) -> u64 {
    if length == 0 {
        0
    } else {
        u64::MAX >> (LANES - length)
    }
}
