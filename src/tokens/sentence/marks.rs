//! Where a sentence may end: the short cut that passes over all else, 64 bytes at a time.
//!
//! A place is told by the first byte of its character and, where others share that byte, by the next two: so curly
//! quotes, dashes, accented letters, Cyrillic or Han cost no more than ASCII. Too many places are told in some scripts,
//! never too few; a test asks every code point. The loops are written so that the compiler makes vector instructions of
//! them.

/// The bytes looked at in one go.
const LANES: usize = 64;
/// A block, and what its last characters may go on with.
const WINDOW: usize = LANES + 2;

/// Finds the places, in ascending order.
#[derive(Clone, Debug)]
pub(super) struct Marks<'t> {
    bytes: &'t [u8],
    /// Where the block begins.
    block: usize,
    /// One bit a byte of the block, the first in the lowest.
    mask: u64,
}

impl<'t> Marks<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            block: 0,
            mask: mask_at(bytes, 0),
        }
    }

    /// The first place at or behind byte `from`.
    #[inline]
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        if from.wrapping_sub(self.block) >= LANES {
            self.block = from;
            self.mask = mask_at(self.bytes, from);
        }
        let mut mask = self.mask & (u64::MAX << (from - self.block));
        while mask == 0 {
            self.block += LANES;
            if self.block >= self.bytes.len() {
                self.block = self.bytes.len();
                self.mask = 0;
                return None;
            }
            mask = mask_at(self.bytes, self.block);
            self.mask = mask;
        }
        Some(self.block + mask.trailing_zeros() as usize)
    }
}

#[inline]
fn mask_at(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    if let Some(window) = rest.first_chunk::<WINDOW>() {
        return mask(window);
    }
    let mut window = [0; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    mask(&window)
}

#[inline]
fn mask(window: &[u8; WINDOW]) -> u64 {
    let high = window.iter().fold(0, |all, byte| all | byte);
    let mut flags = [0; LANES];
    if high < 0x80 {
        for (flag, &byte) in flags.iter_mut().zip(window) {
            *flag = u8::from(is_ascii_mark(byte));
        }
    } else {
        for (index, flag) in flags.iter_mut().enumerate() {
            *flag = u8::from(is_mark(window[index], window[index + 1], window[index + 2]));
        }
    }
    let (words, _) = flags.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (index, word)| {
        // The lowest bits of eight bytes, side by side.
        let bits = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask | bits << (8 * index)
    })
}

/// What may end a sentence or a line, and the bracket that a number of a list may end in.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "the compiler makes no vectors of branches"
)]
const fn is_ascii_mark(byte: u8) -> bool {
    (byte == b'.')
        | (byte == b'!')
        | (byte == b'?')
        | (byte == b'\n')
        | (byte == b'\r')
        | (byte == b')')
}

/// The same, and characters that are not ASCII, by three bytes.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "the compiler makes no vectors of branches"
)]
const fn is_mark(first: u8, second: u8, third: u8) -> bool {
    // U+0085; from U+0580 to U+05BF; from U+0600 to U+07FF.
    let of_two = ((first == 0xC2) & (second == 0x85)) | (first == 0xD6) | (first & 0xF8 == 0xD8);
    // From U+2022 to U+2029, which are bullets, ellipsis and line ends, U+203C, U+203D; what is not U+20xx.
    let general =
        (second != 0x80) | (third.wrapping_sub(0xA2) < 8) | (third.wrapping_sub(0xBC) < 2);
    let of_three = ((first == 0xE2) & general)
        | ((first == 0xE3) & (second == 0x80))
        | (first & 0xFE == 0xE0)
        | (first == 0xEA)
        | (first == 0xEF);
    is_ascii_mark(first) | of_two | of_three | (first >= 0xF0)
}

#[cfg(test)]
mod tests {
    use super::super::classes::class;
    use super::*;
    use proptest::prelude::*;

    fn is_mark_at(bytes: &[u8], at: usize) -> bool {
        let byte = |place: usize| bytes.get(place).copied().unwrap_or(0);
        is_mark(byte(at), byte(at + 1), byte(at + 2))
    }

    #[test]
    fn no_mark_is_passed_over() {
        for character in '\0'..=char::MAX {
            let class = class(character);
            if class.is_terminator() || class.is_line_end() || "•‣⁃…)".contains(character) {
                let mut buffer = [0; 4];
                let bytes = character.encode_utf8(&mut buffer).as_bytes();
                assert!(is_mark_at(bytes, 0), "{character:?}");
            }
        }
    }

    #[test]
    fn prose_is_passed_over() {
        for character in "azAZ09,;:-\"'( «»éßñ“”‘’–—яЯжαω漢字".chars() {
            let mut buffer = [0; 4];
            let bytes = character.encode_utf8(&mut buffer).as_bytes();
            assert!(!is_mark_at(bytes, 0), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn marks_are_those_of_a_plain_walk(
            text in "([a-z .!?\r\n)“”’éя。\u{2029}\u{2026}\u{85}٠]|[a-z]{0,70}|\\PC){0,60}",
            steps in prop::collection::vec(0..100_usize, 0..20),
        ) {
            let bytes = text.as_bytes();
            let plain = |from: usize| (from..bytes.len()).find(|&at| is_mark_at(bytes, at));
            let mut marks = Marks::of(&text);
            let mut from = 0;
            for step in steps {
                from = (from + step).min(bytes.len());
                prop_assert_eq!(marks.next(from), plain(from), "{:?} from {}", text, from);
                from = plain(from).unwrap_or(bytes.len());
            }
        }
    }
}
