//! Candidates for sentence ends: a fast scan, 64 bytes at a time, that skips all other positions.
//!
//! A candidate is recognised by the first byte of its character, and by the next two bytes if other characters share
//! the first. Curly quotes, dashes, accented letters, Cyrillic and Han therefore cost no more than ASCII. Some scripts
//! yield false candidates, but none is ever missed; a test checks every code point. The loops are written so that the
//! compiler vectorizes them.

/// The number of bytes per block.
const LANES: usize = 64;
/// A block and the bytes that its last character may extend to.
const WINDOW: usize = LANES + 2;

/// Finds the candidates, in ascending order.
#[derive(Clone, Debug)]
pub(super) struct Candidates<'t> {
    bytes: &'t [u8],
    /// The start of the current block.
    block_start: usize,
    /// One bit per byte of the block, with the first byte in the lowest bit.
    mask: u64,
}

impl<'t> Candidates<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes,
            block_start: 0,
            mask: mask_at(bytes, 0),
        }
    }

    /// Returns the first candidate at or after byte `from`.
    #[inline]
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        if from.wrapping_sub(self.block_start) >= LANES {
            self.block_start = from;
            self.mask = mask_at(self.bytes, from);
        }
        let mut mask = self.mask & (u64::MAX << (from - self.block_start));
        while mask == 0 {
            self.block_start += LANES;
            if self.block_start >= self.bytes.len() {
                self.block_start = self.bytes.len();
                self.mask = 0;
                return None;
            }
            mask = mask_at(self.bytes, self.block_start);
            self.mask = mask;
        }
        Some(self.block_start + mask.trailing_zeros() as usize)
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
            *flag = u8::from(is_ascii_candidate(byte));
        }
    } else {
        for (index, flag) in flags.iter_mut().enumerate() {
            *flag = u8::from(is_candidate(
                window[index],
                window[index + 1],
                window[index + 2],
            ));
        }
    }
    let (words, _) = flags.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (index, word)| {
        // Collects the lowest bits of eight bytes.
        let bits = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask | bits << (8 * index)
    })
}

/// True for characters that may end a sentence or a line, and for the bracket after a list number.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "the compiler does not vectorize branches"
)]
const fn is_ascii_candidate(byte: u8) -> bool {
    (byte == b'.')
        | (byte == b'!')
        | (byte == b'?')
        | (byte == b'\n')
        | (byte == b'\r')
        | (byte == b')')
}

/// The same for all characters, from their first three bytes.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "the compiler does not vectorize branches"
)]
const fn is_candidate(first: u8, second: u8, third: u8) -> bool {
    // U+0085; from U+0580 to U+05BF; from U+0600 to U+07FF.
    let of_two = ((first == 0xC2) & (second == 0x85)) | (first == 0xD6) | (first & 0xF8 == 0xD8);
    // U+2022 to U+2029 (bullets, ellipsis, line breaks), U+203C, U+203D, and everything outside U+20xx.
    let general =
        (second != 0x80) | (third.wrapping_sub(0xA2) < 8) | (third.wrapping_sub(0xBC) < 2);
    let of_three = ((first == 0xE2) & general)
        | ((first == 0xE3) & (second == 0x80))
        | (first & 0xFE == 0xE0)
        | (first == 0xEA)
        | (first == 0xEF);
    is_ascii_candidate(first) | of_two | of_three | (first >= 0xF0)
}

#[cfg(test)]
mod tests {
    use super::super::classes::class;
    use super::*;
    use proptest::prelude::*;

    fn is_candidate_at(bytes: &[u8], at: usize) -> bool {
        let byte = |offset: usize| bytes.get(offset).copied().unwrap_or(0);
        is_candidate(byte(at), byte(at + 1), byte(at + 2))
    }

    #[test]
    fn no_candidate_is_skipped() {
        for character in '\0'..=char::MAX {
            let class = class(character);
            if class.is_terminator() || class.is_line_break() || "•‣⁃…)".contains(character)
            {
                let mut buffer = [0; 4];
                let bytes = character.encode_utf8(&mut buffer).as_bytes();
                assert!(is_candidate_at(bytes, 0), "{character:?}");
            }
        }
    }

    #[test]
    fn letters_and_other_punctuation_are_skipped() {
        for character in "azAZ09,;:-\"'( «»éßñ“”‘’–—яЯжαω漢字".chars() {
            let mut buffer = [0; 4];
            let bytes = character.encode_utf8(&mut buffer).as_bytes();
            assert!(!is_candidate_at(bytes, 0), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn candidates_equal_a_plain_search(
            text in "([a-z .!?\r\n)“”’éя。\u{2029}\u{2026}\u{85}٠]|[a-z]{0,70}|\\PC){0,60}",
            steps in prop::collection::vec(0..100_usize, 0..20),
        ) {
            let bytes = text.as_bytes();
            let plain = |from: usize| (from..bytes.len()).find(|&at| is_candidate_at(bytes, at));
            let mut candidates = Candidates::of(&text);
            let mut from = 0;
            for step in steps {
                from = (from + step).min(bytes.len());
                prop_assert_eq!(candidates.next(from), plain(from), "{:?} from {}", text, from);
                from = plain(from).unwrap_or(bytes.len());
            }
        }
    }
}
