//! Bit masks of 64 bytes at a time: letters, digits, and the punctuation that may join them.
//!
//! On x86-64 the masks use SSE2, which every such processor has; elsewhere they use 64-bit integers. A property test
//! holds the two implementations equal, and the whole segmenter can run on either ([`Portable`] is used on other
//! processors).
#![allow(
    unsafe_code,
    reason = "calls functions whose vector instructions are part of x86-64 itself"
)]

/// The number of bytes in a block.
pub(in crate::tokens) const LANES: usize = 64;

/// One bit per byte, with the first byte in the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tokens) struct Masks {
    pub(in crate::tokens) letter: u64,
    pub(in crate::tokens) digit: u64,
    pub(in crate::tokens) underscore: u64,
    /// Full stop and apostrophe, which join letters and digits.
    pub(super) mid_num_let: u64,
    /// Full stop.
    pub(super) full_stop: u64,
    /// Colon, which joins letters.
    pub(super) mid_letter: u64,
    /// Comma and semicolon, which join digits.
    pub(super) mid_num: u64,
    pub(in crate::tokens) non_ascii: u64,
}

/// Spaces, carriage returns and line feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tokens) struct WhiteSpace {
    pub(super) space: u64,
    pub(super) cr: u64,
    pub(super) lf: u64,
}

/// An implementation of the bit masks for a block of 64 bytes.
pub(in crate::tokens) trait Lanes {
    /// Computes the masks of ASCII characters.
    fn masks(block: &[u8; LANES]) -> Masks;

    /// The first bytes of two-byte characters that a comparison shows to be letters. Excludes the last byte of a block.
    fn letter_leads(block: &[u8; LANES]) -> u64;

    /// UTF-8 continuation bytes.
    fn continuations(block: &[u8; LANES]) -> u64;

    /// Transposes the highest seven bits of each byte: one mask per bit, the highest first.
    fn transpose(flags: &[u8; LANES]) -> [u64; 7];

    /// Spaces and line breaks.
    fn white_space(block: &[u8; LANES]) -> WhiteSpace;
}

/// True for two-byte letters that one or two comparisons recognise: all of U+0100 to U+02BF, U+0400 to U+047F and
/// U+04C0 to U+04FF, and most of Latin-1, Greek and Arabic. Not every letter is recognised, but everything recognised
/// is a letter.
#[cfg(test)]
pub(super) const fn is_letter(first: u8, second: u8) -> bool {
    match first {
        0xC4..=0xCA | 0xD0 | 0xD1 | 0xD3 | 0xDA => true,
        0xC3 => second != 0x97 && second != 0xB7,
        0xCE => matches!(second, 0x8E..=0xA1 | 0xA3..=0xBF),
        0xCF => matches!(second, 0x80..=0xB5 | 0xB7..=0xBF),
        0xD8 => second >= 0xA0,
        0xD9 => second <= 0x8A,
        0xDB => second <= 0x93,
        _ => false,
    }
}

/// The fastest implementation for the target processor.
#[cfg(target_arch = "x86_64")]
pub(in crate::tokens) type Native = Sse2;
/// The fastest implementation for the target processor.
#[cfg(not(target_arch = "x86_64"))]
pub(in crate::tokens) type Native = Portable;

/// Uses the vector instructions that are part of x86-64.
#[cfg(target_arch = "x86_64")]
#[derive(Debug)]
pub(in crate::tokens) struct Sse2;

#[cfg(target_arch = "x86_64")]
impl Lanes for Sse2 {
    #[inline]
    fn masks(block: &[u8; LANES]) -> Masks {
        // SAFETY: SSE2 is part of x86-64, so every processor that runs this has it.
        unsafe { sse2::masks(block) }
    }

    #[inline]
    fn letter_leads(block: &[u8; LANES]) -> u64 {
        // SAFETY: as above.
        unsafe { sse2::letter_leads(block) }
    }

    #[inline]
    fn continuations(block: &[u8; LANES]) -> u64 {
        // SAFETY: as above.
        unsafe { sse2::continuations(block) }
    }

    #[inline]
    fn transpose(flags: &[u8; LANES]) -> [u64; 7] {
        // SAFETY: as above.
        unsafe { sse2::transpose(flags) }
    }

    #[inline]
    fn white_space(block: &[u8; LANES]) -> WhiteSpace {
        // SAFETY: as above.
        unsafe { sse2::white_space(block) }
    }
}

/// Uses 64-bit integers.
#[derive(Debug)]
pub(in crate::tokens) struct Portable;

#[cfg(target_arch = "x86_64")]
mod sse2 {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8,
    };

    use super::{LANES, Masks, WhiteSpace, add_common_letter_leads};

    /// Loads a quarter of a block.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn quarter(block: &[u8; LANES], index: usize) -> __m128i {
        let (halves, _) = block.as_chunks::<8>();
        let half = |index: usize| i64::from_le_bytes(halves[index]);
        _mm_set_epi64x(half(2 * index + 1), half(2 * index))
    }

    /// The high bits of a quarter's bytes, at their position in the block.
    #[target_feature(enable = "sse2")]
    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "sixteen bits, never negative")]
    fn bits(lanes: __m128i, index: usize) -> u64 {
        u64::from(_mm_movemask_epi8(lanes) as u32) << (16 * index)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn is(bytes: __m128i, byte: u8) -> __m128i {
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte.cast_signed()))
    }

    /// SSE2 has only a signed comparison, so the range is shifted to begin at the minimum.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn is_in_range(bytes: __m128i, first: u8, n: i8) -> __m128i {
        let shift = 0x80_u8.wrapping_sub(first).cast_signed();
        let moved = _mm_add_epi8(bytes, _mm_set1_epi8(shift));
        _mm_cmplt_epi8(moved, _mm_set1_epi8(i8::MIN + n))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn masks(block: &[u8; LANES]) -> Masks {
        let mut all = Masks::default();
        for index in 0..4 {
            let bytes = quarter(block, index);
            let lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
            let full_stop = is(bytes, b'.');
            let mid_num_let = _mm_or_si128(full_stop, is(bytes, b'\''));
            let mid_num = _mm_or_si128(is(bytes, b','), is(bytes, b';'));
            all.letter |= bits(is_in_range(lower, b'a', 26), index);
            all.digit |= bits(is_in_range(bytes, b'0', 10), index);
            all.underscore |= bits(is(bytes, b'_'), index);
            all.mid_num_let |= bits(mid_num_let, index);
            all.full_stop |= bits(full_stop, index);
            all.mid_letter |= bits(is(bytes, b':'), index);
            all.mid_num |= bits(mid_num, index);
            all.non_ascii |= bits(bytes, index);
        }
        all
    }

    /// The bytes of a block in the range of `n` values that begins at `first`.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn in_range(block: &[u8; LANES], first: u8, n: i8) -> u64 {
        let lanes = |index: usize| is_in_range(quarter(block, index), first, n);
        (0..4).fold(0, |all, index| all | bits(lanes(index), index))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn letter_leads(block: &[u8; LANES]) -> u64 {
        let mut leads = 0;
        for index in 0..4 {
            let bytes = quarter(block, index);
            let latin = is_in_range(bytes, 0xC4, 7);
            let cyrillic = _mm_or_si128(is_in_range(bytes, 0xD0, 2), is(bytes, 0xD3));
            leads |= bits(_mm_or_si128(latin, cyrillic), index);
        }
        add_common_letter_leads(leads, |first, n| in_range(block, first, n))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn continuations(block: &[u8; LANES]) -> u64 {
        in_range(block, 0x80, 64)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn transpose(flags: &[u8; LANES]) -> [u64; 7] {
        let mut all = [0; 7];
        for index in 0..4 {
            let mut bytes = quarter(flags, index);
            for mask in &mut all {
                *mask |= bits(bytes, index);
                bytes = _mm_add_epi8(bytes, bytes);
            }
        }
        all
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn white_space(block: &[u8; LANES]) -> WhiteSpace {
        let mut all = WhiteSpace::default();
        for index in 0..4 {
            let bytes = quarter(block, index);
            all.space |= bits(is(bytes, b' '), index);
            all.cr |= bits(is(bytes, b'\r'), index);
            all.lf |= bits(is(bytes, b'\n'), index);
        }
        all
    }
}

/// Adds the lead bytes of Latin-1, Greek and Arabic letters to those of scripts in which all lead bytes qualify. Each
/// group costs one comparison if the block has none.
///
/// `in_range` returns the bytes of the block in the range of `n` values that begins at the first argument.
#[inline]
fn add_common_letter_leads(all: u64, in_range: impl Fn(u8, i8) -> u64) -> u64 {
    let mut leads = all;
    let follows = |first: u8, n: i8| in_range(first, n) >> 1;
    let latin = in_range(0xC3, 1);
    if latin != 0 {
        leads |= latin & !follows(0x97, 1) & !follows(0xB7, 1);
    }
    if in_range(0xCE, 2) != 0 {
        leads |= in_range(0xCE, 1) & follows(0x8E, 50) & !follows(0xA2, 1);
        leads |= in_range(0xCF, 1) & follows(0x80, 64) & !follows(0xB6, 1);
    }
    if in_range(0xD8, 4) != 0 {
        leads |= in_range(0xD8, 1) & follows(0xA0, 32);
        leads |= in_range(0xD9, 1) & follows(0x80, 11);
        leads |= in_range(0xDA, 1);
        leads |= in_range(0xDB, 1) & follows(0x80, 20);
    }
    leads & !(1 << (LANES - 1))
}

/// The block as eight 64-bit integers, each with its offset.
fn words_of_8(block: &[u8; LANES]) -> impl Iterator<Item = (usize, u64)> {
    let (words, _) = block.as_chunks::<8>();
    let numbers = words.iter().map(|word| u64::from_le_bytes(*word));
    numbers.enumerate().map(|(index, bytes)| (8 * index, bytes))
}

/// The high bit of each byte between `first` and `last`, both ASCII. No addition overflows into the next byte.
const fn in_range(bytes: u64, first: u8, last: u8) -> u64 {
    let low = bytes & !HIGH_BITS;
    let ascii = !bytes & HIGH_BITS;
    (low + repeat_byte(0x80 - first)) & !(low + repeat_byte(0x7F - last)) & ascii
}

/// The same for a range of non-ASCII bytes.
const fn high_in_range(bytes: u64, first: u8, last: u8) -> u64 {
    in_range(bytes ^ HIGH_BITS, first ^ 0x80, last ^ 0x80)
}

const fn equal(bytes: u64, byte: u8) -> u64 {
    in_range(bytes, byte, byte)
}

impl Lanes for Portable {
    fn masks(block: &[u8; LANES]) -> Masks {
        let mut all = Masks::default();
        for (at, bytes) in words_of_8(block) {
            let lower = bytes | repeat_byte(0x20);
            let full_stop = equal(bytes, b'.');
            let mid_num_let = full_stop | equal(bytes, b'\'');
            let mid_num = equal(bytes, b',') | equal(bytes, b';');
            all.letter |= gather(in_range(lower, b'a', b'z')) << at;
            all.digit |= gather(in_range(bytes, b'0', b'9')) << at;
            all.underscore |= gather(equal(bytes, b'_')) << at;
            all.mid_num_let |= gather(mid_num_let) << at;
            all.full_stop |= gather(full_stop) << at;
            all.mid_letter |= gather(equal(bytes, b':')) << at;
            all.mid_num |= gather(mid_num) << at;
            all.non_ascii |= gather(bytes & HIGH_BITS) << at;
        }
        all
    }

    fn letter_leads(block: &[u8; LANES]) -> u64 {
        let in_range = |first: u8, n: i8| {
            let last = first + (n.unsigned_abs() - 1);
            words_of_8(block).fold(0, |all, (at, bytes)| {
                all | gather(high_in_range(bytes, first, last)) << at
            })
        };
        let all = in_range(0xC4, 7) | in_range(0xD0, 2) | in_range(0xD3, 1);
        add_common_letter_leads(all, in_range)
    }

    fn continuations(block: &[u8; LANES]) -> u64 {
        words_of_8(block).fold(0, |continuations, (at, bytes)| {
            continuations | gather(bytes & !(bytes << 1) & HIGH_BITS) << at
        })
    }

    fn transpose(flags: &[u8; LANES]) -> [u64; 7] {
        let mut all = [0; 7];
        for (at, bytes) in words_of_8(flags) {
            for (offset, mask) in all.iter_mut().enumerate() {
                *mask |= gather(bytes << offset & HIGH_BITS) << at;
            }
        }
        all
    }

    fn white_space(block: &[u8; LANES]) -> WhiteSpace {
        let mut all = WhiteSpace::default();
        for (at, bytes) in words_of_8(block) {
            all.space |= gather(equal(bytes, b' ')) << at;
            all.cr |= gather(equal(bytes, b'\r')) << at;
            all.lf |= gather(equal(bytes, b'\n')) << at;
        }
        all
    }
}

const HIGH_BITS: u64 = repeat_byte(0x80);

const fn repeat_byte(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Collects the high bits of eight bytes in the lowest eight bits.
const fn gather(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn implementations_are_equal(bytes in prop::collection::vec(any::<u8>(), LANES)) {
            let block: [u8; LANES] = bytes.try_into().unwrap();
            prop_assert_eq!(Native::masks(&block), Portable::masks(&block));
            prop_assert_eq!(Native::letter_leads(&block), Portable::letter_leads(&block));
            prop_assert_eq!(Native::continuations(&block), Portable::continuations(&block));
            prop_assert_eq!(Native::transpose(&block), Portable::transpose(&block));
            prop_assert_eq!(Native::white_space(&block), Portable::white_space(&block));
        }
    }

    fn check<L: Lanes>(byte: u8) {
        let mut block = [b'-'; LANES];
        block[17] = byte;
        let bit = |is: bool| u64::from(is) << 17;
        let expected = Masks {
            letter: bit(byte.is_ascii_alphabetic()),
            digit: bit(byte.is_ascii_digit()),
            underscore: bit(byte == b'_'),
            mid_num_let: bit(matches!(byte, b'.' | b'\'')),
            full_stop: bit(byte == b'.'),
            mid_letter: bit(byte == b':'),
            mid_num: bit(matches!(byte, b',' | b';')),
            non_ascii: bit(byte >= 0x80),
        };
        assert_eq!(L::masks(&block), expected, "{byte}");
        for second in 0x80..0xC0 {
            block[18] = second;
            assert_eq!(
                L::letter_leads(&block),
                bit(is_letter(byte, second)),
                "{byte} {second}"
            );
        }
        block[18] = b'-';
        assert_eq!(
            L::continuations(&block),
            bit(matches!(byte, 0x80..0xC0)),
            "{byte}"
        );
        let dashes = L::transpose(&[b'-'; LANES]);
        for (offset, mask) in L::transpose(&block).into_iter().enumerate() {
            let expected = dashes[offset] & !bit(true) | bit(byte << offset & 0x80 != 0);
            assert_eq!(mask, expected, "{byte}");
        }
        let expected = WhiteSpace {
            space: bit(byte == b' '),
            cr: bit(byte == b'\r'),
            lf: bit(byte == b'\n'),
        };
        assert_eq!(L::white_space(&block), expected, "{byte}");
    }

    #[test]
    fn every_byte_sets_its_bits() {
        for byte in 0..=u8::MAX {
            check::<Native>(byte);
            check::<Portable>(byte);
        }
    }
}
