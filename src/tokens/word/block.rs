//! One block of 64 bytes: where its words, or all its segments, begin and end.
//!
//! A byte is a bit. Words are runs of letters, digits and underscores, with the marks that stand between two letters or
//! two digits; runs and their edges come from shifts. The bits of ASCII, and of letters of two bytes that a comparison
//! tells, are made by [`Lanes`]; other characters are looked up, and what each does becomes bits all at once. A character
//! has its bits at all its bytes. A block begins at a boundary and is cut where there surely is one, so nothing is carried
//! from block to block. What the bits cannot tell is left to the machine.

use super::masks::{Blanks, LANES, Lanes, Masks};
use super::properties::{ALPHABETIC, CLASS, CLASSES, Class, KEYCAP, NUMERIC, Properties};

/// What is cut out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tokens) struct ScanOptions {
    /// All segments, not only those that hold a letter or a numeral.
    pub(in crate::tokens) all_segments: bool,
    /// Scripts without spaces are left to their dictionaries.
    pub(in crate::tokens) dictionary: bool,
}

/// Where the segments of a block begin and end, and what they hold.
pub(super) struct Found {
    /// The first byte of each segment.
    pub(super) starts: u64,
    /// The byte behind each segment; no bit where that is the end of the block.
    pub(super) ends: u64,
    alphabetic: u64,
    numeric: u64,
    /// Segments without letters and numerals are options too.
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
        self.for_each_bounds(|start, end| {
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            let properties = self.properties(range);
            if self.all || properties != 0 {
                take(start, end, properties);
            }
        });
    }

    /// Calls `take` with start and end of each segment, in order: faster, since mostly nothing else is looked at.
    #[inline]
    pub(super) fn for_each_place(&self, mut take: impl FnMut(usize, usize)) {
        let is_wanted = self.all || self.only_words;
        self.for_each_bounds(|start, end| {
            let range = (u64::MAX >> (LANES - (end - start))) << start;
            if is_wanted || self.properties(range) != 0 {
                take(start, end);
            }
        });
    }

    #[inline]
    fn for_each_bounds(&self, mut take: impl FnMut(usize, usize)) {
        let (mut starts, mut ends) = (self.starts, self.ends);
        while starts != 0 {
            let start = starts.trailing_zeros() as usize;
            // Without a bit, zeros are counted to 64, which is the end.
            let end = ends.trailing_zeros() as usize;
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
            take(start, end);
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
    pub(super) fn new<L: Lanes>(rest: &[u8], options: ScanOptions, table: &Properties) -> Self {
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
            blanks: if options.all_segments {
                L::blanks(bytes)
            } else {
                Blanks::default()
            },
            masks,
            options,
            limit: length,
            is_hebrew: false,
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
    /// First bytes of these.
    single_leads: u64,
    alphabetic: u64,
    numeric: u64,
    /// First bytes of characters before which a boundary surely stands.
    safe: u64,
    /// First bytes of other characters that are not ASCII.
    other: u64,
    /// Characters that extend the one before.
    extend: u64,
    /// Those among them that extend what is no word.
    extending: u64,
    /// Marks that are not ASCII and join what is around them.
    joined: u64,
    /// First bytes of marks that are not ASCII and may join letters, and digits; and all bytes of both.
    mid_letter: u64,
    mid_num: u64,
    mid: u64,
    /// First bytes of pictographs behind a joiner.
    pictograph: u64,
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

    fn words(&self) -> u64 {
        self.letter | self.digit | self.underscore | self.katakana | self.single
    }
}

/// What a character that is not ASCII does, for all that can be told without a look around; by the bits of a byte, so
/// that a block of them becomes masks in one go.
mod flag {
    pub(super) const LETTER: u8 = 0x80;
    pub(super) const ALPHABETIC: u8 = 0x40;
    pub(super) const EXTEND: u8 = 0x20;
    pub(super) const OTHER: u8 = 0x10;
    pub(super) const SINGLE: u8 = 0x08;
    /// To be looked at one by one.
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

/// A block while it is looked at.
struct Look<'b> {
    bytes: &'b [u8; LANES],
    masks: Masks,
    blanks: Blanks,
    bits: Bits,
    options: ScanOptions,
    /// The bytes that are understood.
    limit: usize,
    /// There is a Hebrew letter, which quotes join in ways of their own.
    is_hebrew: bool,
}

impl Look<'_> {
    /// Adds what is not ASCII, up to a character that is not for this.
    #[inline(never)]
    fn fill<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let mut stop = self.add_all::<L>(table);
        if let Some(place) = self.extend_all() {
            (self.limit, stop) = (place, Stop::Machine(place));
        }
        self.join_marks();
        if self.is_hebrew && self.bytes.iter().any(|byte| matches!(byte, b'\'' | b'"')) {
            stop = Stop::Machine(self.limit.saturating_sub(1));
            self.limit = 0;
        }
        stop
    }

    fn add_all<L: Lanes>(&mut self, table: &Properties) -> Stop {
        let known = first_bits(self.limit);
        let tails = L::tails(self.bytes);
        let letters = L::letter_leads(self.bytes);
        let mut leads = self.masks.non_ascii & !tails & known & !letters;
        let mut all = [0; LANES];
        let mut stop = Stop::End;
        while leads != 0 {
            let at = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            if at + n_bytes(self.bytes[at]) > self.limit {
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
        // A character's other bytes follow its first.
        let whole = |leads: u64| leads | run_on(leads, tails);
        self.bits.letter |= whole(letter | letters);
        self.bits.alphabetic |= whole(alphabetic | letters);
        self.bits.extend = whole(extend);
        self.bits.other = other;
        self.bits.single_leads = single;
        self.bits.single = whole(single);
        self.bits.safe = other | single;
        self.is_hebrew = hebrew != 0;
        self.add_rare(rare, table).unwrap_or(stop)
    }

    /// The properties of the character at `at`, all of which is in the block, and its length.
    #[inline]
    fn properties(&self, at: usize, table: &Properties) -> (u8, usize) {
        table.of_encoded(self.bytes[at], |place| self.bytes[(at + place) % LANES])
    }

    /// Adds the characters that begin at `leads`, up to one that the machine must look at.
    fn add_rare(&mut self, mut leads: u64, table: &Properties) -> Option<Stop> {
        while leads != 0 {
            let at = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            let (properties, n_bytes) = self.properties(at, table);
            let bits = first_bits(n_bytes) << at;
            if !self.add(at, bits, properties) {
                self.limit = at;
                return Some(Stop::Machine(at));
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

    /// Adds a character; false where the machine must look at it.
    fn add(&mut self, at: usize, bits: u64, properties: u8) -> bool {
        let lead = 1 << at;
        let class = Class::of(properties);
        let is_joined = at >= ZWJ.len() && self.bytes[..at].ends_with(ZWJ);
        match class {
            Class::Numeric => self.bits.digit |= bits,
            Class::ExtendNumLet => self.bits.underscore |= bits,
            Class::Katakana => self.bits.katakana |= bits,
            Class::MidNumLet | Class::MidLetter | Class::MidNum => {
                self.bits.mid |= bits;
                self.bits.mid_letter |= if class == Class::MidNum { 0 } else { lead };
                self.bits.mid_num |= if class == Class::MidLetter { 0 } else { lead };
            }
            Class::Dictionary if properties & NUMERIC == 0 => {
                self.bits.other |= lead;
                self.bits.safe |= lead;
            }
            Class::Other | Class::Dictionary => {
                self.bits.single |= bits;
                self.bits.single_leads |= lead;
                self.bits.safe |= lead;
            }
            Class::Pictograph if properties & (ALPHABETIC | NUMERIC) != 0 => return false,
            Class::Pictograph if is_joined => {
                self.bits.pictograph |= lead;
                self.bits.extending |= bits;
            }
            Class::Pictograph => self.bits.other |= lead,
            Class::PictographLetter if !is_joined => self.bits.letter |= bits,
            Class::RegionalIndicator | Class::WSegSpace | Class::Newline
                if !self.options.all_segments => {}
            _ => return false,
        }
        true
    }

    /// Adds what extends to what it extends; gives the place of a character that the machine must look at.
    #[inline]
    fn extend_all(&mut self) -> Option<usize> {
        let bits = &mut self.bits;
        let extend = bits.extend;
        if extend == 0 {
            return None;
        }
        bits.letter |= run_on(bits.letter, extend);
        bits.single |= run_on(bits.single, extend);
        bits.digit |= run_on(bits.digit, extend);
        bits.underscore |= run_on(bits.underscore, extend);
        bits.katakana |= run_on(bits.katakana, extend);
        let words = bits.words();
        let free = extend & !words & first_bits(self.limit);
        bits.extending |= free;
        // A joiner behind a word joins a pictograph to it.
        let mut bad = (bits.pictograph & words << 1) | (free & bits.alphabetic);
        let marks = self.masks.mid_num_let | self.masks.mid_letter | self.masks.mid_num | bits.mid;
        let mut firsts = free & !(free << 1);
        bad |= firsts & (marks << 1 | 1);
        while firsts != 0 {
            let at = firsts.trailing_zeros() as usize;
            firsts &= firsts - 1;
            if at > 0 && matches!(self.bytes[at - 1], b'\n' | 0x0B | 0x0C | b'\r') {
                bad |= 1 << at;
            }
        }
        bad &= first_bits(self.limit);
        (bad != 0).then_some(bad.trailing_zeros() as usize)
    }

    /// Makes words of the marks that are not ASCII and stand between two letters or two digits.
    #[inline]
    fn join_marks(&mut self) {
        let mut marks = self.bits.mid_letter | self.bits.mid_num;
        while marks != 0 {
            let at = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            let end = at + n_bytes(self.bytes[at]);
            let (before, after) = (1 << at >> 1, bit(end));
            let is_between = |sides: u64| sides & before != 0 && sides & after != 0;
            let joins = (self.bits.mid_letter >> at & 1 == 1 && is_between(self.bits.letter))
                || (self.bits.mid_num >> at & 1 == 1 && is_between(self.bits.digit));
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
        let runs_on =
            self.bits.extending | (blanks.space & blanks.space << 1) | (blanks.lf & blanks.cr << 1);
        if self.limit == LANES && separators >> (LANES - 1) == 1 {
            let before = self.bytes[LANES - 1];
            let goes_on = |next: u8| {
                !next.is_ascii()
                    || (self.options.all_segments
                        && matches!((before, next), (b' ', b' ') | (b'\r', b'\n')))
            };
            if next.is_some_and(|next| !goes_on(next)) {
                return LANES;
            }
        }
        let places = (separators << 1 & !runs_on | self.bits.safe) & known & !1;
        (LANES - 1).saturating_sub(places.leading_zeros() as usize)
    }

    /// Spaces behind spaces, and line feeds that end a carriage return's line.
    #[inline]
    fn blank_runs(&self) -> u64 {
        let Blanks { space, cr, lf } = self.blanks;
        (space & space << 1) | (lf & cr << 1)
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
        let words =
            (all.letter | all.digit | all.underscore | all.katakana | all.single | joined) & within;
        let boundary =
            all.single_leads | (all.single << 1 & !all.single) | self.katakana_edges(words);
        let mut starts = words & (!(words << 1) | boundary);
        let mut ends = words << 1 & (!words | boundary);
        if self.options.all_segments {
            let runs_on = self.blank_runs();
            starts |= (!words & !masks.non_ascii & !runs_on | all.other) & within;
            ends = starts & !1 | bit(cut);
        }
        let kinds = all.alphabetic | all.numeric;
        Found {
            starts,
            ends,
            alphabetic: all.alphabetic & within,
            numeric: all.numeric & within,
            all: self.options.all_segments,
            only_words: words & !(kinds | joined | all.extend) == 0,
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

const ZWJ: &[u8] = "\u{200D}".as_bytes();

/// The bits of `through` that follow on `from` without a gap; the two share no bit.
///
/// Where a run begins right behind `from`, adding one to it carries to its end.
#[inline]
const fn run_on(from: u64, through: u64) -> u64 {
    let firsts = (from << 1) & through;
    through & !through.wrapping_add(firsts)
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
