//! 64 bytes at a time: which are letters, digits, and marks that may join them.
//!
//! On x86-64 by the vector instructions that every such processor has, elsewhere by words of 64 bits. The two are held
//! equal by a property test, and the whole segmenter runs on either ([`Portable`] is what other processors use).
#![allow(
    unsafe_code,
    reason = "calls of functions whose vector instructions are part of x86-64 itself"
)]

/// The bytes looked at in one go.
pub(in crate::tokens) const LANES: usize = 64;

/// One bit a byte, the first byte in the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tokens) struct Masks {
    pub(in crate::tokens) letter: u64,
    pub(in crate::tokens) digit: u64,
    pub(in crate::tokens) underscore: u64,
    /// Full stop and apostrophe, which join letters, and digits.
    pub(super) mid_num_let: u64,
    /// Colon, which joins letters.
    pub(super) mid_letter: u64,
    /// Comma and semicolon, which join digits.
    pub(super) mid_num: u64,
    pub(in crate::tokens) non_ascii: u64,
}

/// Where a block has spaces and the two halves of a line break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tokens) struct Blanks {
    pub(super) space: u64,
    pub(super) cr: u64,
    pub(super) lf: u64,
}

/// A way to look at 64 bytes in one go.
pub(in crate::tokens) trait Lanes {
    /// The masks of a block.
    fn masks(block: &[u8; LANES]) -> Masks;

    /// The first bytes of some characters of two bytes that are letters all; the last byte of a block is none.
    fn letter_leads(block: &[u8; LANES]) -> u64;

    /// The bytes that go on with a character of several bytes.
    fn tails(block: &[u8; LANES]) -> u64;

    /// The highest seven bits of each byte, the highest first: one mask a bit.
    fn transpose(flags: &[u8; LANES]) -> [u64; 7];

    /// The spaces and line ends of a block.
    fn blanks(block: &[u8; LANES]) -> Blanks;
}

/// True for the two bytes of letters that are seen to be letters by a comparison or two: all of U+0100 to U+02BF,
/// U+0400 to U+047F and U+04C0 to U+04FF; most of Latin-1, Greek and Arabic. Not all letters, but letters all.
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

/// The fastest way on the processor that this is built for.
#[cfg(target_arch = "x86_64")]
pub(in crate::tokens) type Native = Sse2;
/// The fastest way on the processor that this is built for.
#[cfg(not(target_arch = "x86_64"))]
pub(in crate::tokens) type Native = Portable;

/// By the vector instructions that are part of x86-64.
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
    fn tails(block: &[u8; LANES]) -> u64 {
        // SAFETY: as above.
        unsafe { sse2::tails(block) }
    }

    #[inline]
    fn transpose(flags: &[u8; LANES]) -> [u64; 7] {
        // SAFETY: as above.
        unsafe { sse2::transpose(flags) }
    }

    #[inline]
    fn blanks(block: &[u8; LANES]) -> Blanks {
        // SAFETY: as above.
        unsafe { sse2::blanks(block) }
    }
}

/// By words of 64 bits.
#[derive(Debug)]
pub(in crate::tokens) struct Portable;

#[cfg(target_arch = "x86_64")]
mod sse2 {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8,
    };

    use super::{Blanks, LANES, Masks, some_letter_leads};

    /// The bytes of a quarter of a block.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn quarter(block: &[u8; LANES], index: usize) -> __m128i {
        let (halves, _) = block.as_chunks::<8>();
        let half = |index: usize| i64::from_le_bytes(halves[index]);
        _mm_set_epi64x(half(2 * index + 1), half(2 * index))
    }

    /// The high bits of a quarter's bytes, at their place in the block.
    #[target_feature(enable = "sse2")]
    #[inline]
    #[expect(clippy::cast_sign_loss, reason = "sixteen bits, never below zero")]
    fn bits(lanes: __m128i, index: usize) -> u64 {
        u64::from(_mm_movemask_epi8(lanes) as u32) << (16 * index)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    fn is(bytes: __m128i, byte: u8) -> __m128i {
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte.cast_signed()))
    }

    /// There is only a signed comparison: the range is moved down to the least value.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn is_among(bytes: __m128i, first: u8, n: i8) -> __m128i {
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
            let mid_num_let = _mm_or_si128(is(bytes, b'.'), is(bytes, b'\''));
            let mid_num = _mm_or_si128(is(bytes, b','), is(bytes, b';'));
            all.letter |= bits(is_among(lower, b'a', 26), index);
            all.digit |= bits(is_among(bytes, b'0', 10), index);
            all.underscore |= bits(is(bytes, b'_'), index);
            all.mid_num_let |= bits(mid_num_let, index);
            all.mid_letter |= bits(is(bytes, b':'), index);
            all.mid_num |= bits(mid_num, index);
            all.non_ascii |= bits(bytes, index);
        }
        all
    }

    /// The bytes of a block among `n` from `first` on.
    #[target_feature(enable = "sse2")]
    #[inline]
    fn among(block: &[u8; LANES], first: u8, n: i8) -> u64 {
        let lanes = |index: usize| is_among(quarter(block, index), first, n);
        (0..4).fold(0, |all, index| all | bits(lanes(index), index))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn letter_leads(block: &[u8; LANES]) -> u64 {
        let mut leads = 0;
        for index in 0..4 {
            let bytes = quarter(block, index);
            let latin = is_among(bytes, 0xC4, 7);
            let cyrillic = _mm_or_si128(is_among(bytes, 0xD0, 2), is(bytes, 0xD3));
            leads |= bits(_mm_or_si128(latin, cyrillic), index);
        }
        some_letter_leads(leads, |first, n| among(block, first, n))
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    pub(super) fn tails(block: &[u8; LANES]) -> u64 {
        among(block, 0x80, 64)
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
    pub(super) fn blanks(block: &[u8; LANES]) -> Blanks {
        let mut all = Blanks::default();
        for index in 0..4 {
            let bytes = quarter(block, index);
            all.space |= bits(is(bytes, b' '), index);
            all.cr |= bits(is(bytes, b'\r'), index);
            all.lf |= bits(is(bytes, b'\n'), index);
        }
        all
    }
}

/// Adds to the leads of scripts that are all letters those of Latin-1, Greek and Arabic; a text without them pays a look
/// for each.
///
/// `among` gives the bytes of the block among `n` from a first on.
#[inline]
fn some_letter_leads(all: u64, among: impl Fn(u8, i8) -> u64) -> u64 {
    let mut leads = all;
    let behind = |first: u8, n: i8| among(first, n) >> 1;
    let latin = among(0xC3, 1);
    if latin != 0 {
        leads |= latin & !behind(0x97, 1) & !behind(0xB7, 1);
    }
    if among(0xCE, 2) != 0 {
        leads |= among(0xCE, 1) & behind(0x8E, 50) & !behind(0xA2, 1);
        leads |= among(0xCF, 1) & behind(0x80, 64) & !behind(0xB6, 1);
    }
    if among(0xD8, 4) != 0 {
        leads |= among(0xD8, 1) & behind(0xA0, 32);
        leads |= among(0xD9, 1) & behind(0x80, 11);
        leads |= among(0xDA, 1);
        leads |= among(0xDB, 1) & behind(0x80, 20);
    }
    leads & !(1 << (LANES - 1))
}

/// Eight bytes as one number, and where in the block they stand.
fn eights(block: &[u8; LANES]) -> impl Iterator<Item = (usize, u64)> {
    let (words, _) = block.as_chunks::<8>();
    let numbers = words.iter().map(|word| u64::from_le_bytes(*word));
    numbers.enumerate().map(|(index, bytes)| (8 * index, bytes))
}

/// The high bit of each byte that is at least `first` and at most `last`, both ASCII; no sum leaves its byte.
const fn among(bytes: u64, first: u8, last: u8) -> u64 {
    let low = bytes & !HIGH_BITS;
    let ascii = !bytes & HIGH_BITS;
    (low + every(0x80 - first)) & !(low + every(0x7F - last)) & ascii
}

/// The same for bytes that are not ASCII.
const fn high_among(bytes: u64, first: u8, last: u8) -> u64 {
    among(bytes ^ HIGH_BITS, first ^ 0x80, last ^ 0x80)
}

const fn equal(bytes: u64, byte: u8) -> u64 {
    among(bytes, byte, byte)
}

impl Lanes for Portable {
    fn masks(block: &[u8; LANES]) -> Masks {
        let mut all = Masks::default();
        for (at, bytes) in eights(block) {
            let lower = bytes | every(0x20);
            let mid_num_let = equal(bytes, b'.') | equal(bytes, b'\'');
            let mid_num = equal(bytes, b',') | equal(bytes, b';');
            all.letter |= gather(among(lower, b'a', b'z')) << at;
            all.digit |= gather(among(bytes, b'0', b'9')) << at;
            all.underscore |= gather(equal(bytes, b'_')) << at;
            all.mid_num_let |= gather(mid_num_let) << at;
            all.mid_letter |= gather(equal(bytes, b':')) << at;
            all.mid_num |= gather(mid_num) << at;
            all.non_ascii |= gather(bytes & HIGH_BITS) << at;
        }
        all
    }

    fn letter_leads(block: &[u8; LANES]) -> u64 {
        let among = |first: u8, n: i8| {
            let last = first + (n.unsigned_abs() - 1);
            eights(block).fold(0, |all, (at, bytes)| {
                all | gather(high_among(bytes, first, last)) << at
            })
        };
        let all = among(0xC4, 7) | among(0xD0, 2) | among(0xD3, 1);
        some_letter_leads(all, among)
    }

    fn tails(block: &[u8; LANES]) -> u64 {
        eights(block).fold(0, |tails, (at, bytes)| {
            tails | gather(bytes & !(bytes << 1) & HIGH_BITS) << at
        })
    }

    fn transpose(flags: &[u8; LANES]) -> [u64; 7] {
        let mut all = [0; 7];
        for (at, bytes) in eights(flags) {
            for (place, mask) in all.iter_mut().enumerate() {
                *mask |= gather(bytes << place & HIGH_BITS) << at;
            }
        }
        all
    }

    fn blanks(block: &[u8; LANES]) -> Blanks {
        let mut all = Blanks::default();
        for (at, bytes) in eights(block) {
            all.space |= gather(equal(bytes, b' ')) << at;
            all.cr |= gather(equal(bytes, b'\r')) << at;
            all.lf |= gather(equal(bytes, b'\n')) << at;
        }
        all
    }
}

const HIGH_BITS: u64 = every(0x80);

const fn every(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The high bits of eight bytes, side by side.
const fn gather(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_two_forms_are_equal(bytes in prop::collection::vec(any::<u8>(), LANES)) {
            let block: [u8; LANES] = bytes.try_into().unwrap();
            prop_assert_eq!(Native::masks(&block), Portable::masks(&block));
            prop_assert_eq!(Native::letter_leads(&block), Portable::letter_leads(&block));
            prop_assert_eq!(Native::tails(&block), Portable::tails(&block));
            prop_assert_eq!(Native::transpose(&block), Portable::transpose(&block));
            prop_assert_eq!(Native::blanks(&block), Portable::blanks(&block));
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
        assert_eq!(L::tails(&block), bit(matches!(byte, 0x80..0xC0)), "{byte}");
        let dashes = L::transpose(&[b'-'; LANES]);
        for (place, mask) in L::transpose(&block).into_iter().enumerate() {
            let expected = dashes[place] & !bit(true) | bit(byte << place & 0x80 != 0);
            assert_eq!(mask, expected, "{byte}");
        }
        let expected = Blanks {
            space: bit(byte == b' '),
            cr: bit(byte == b'\r'),
            lf: bit(byte == b'\n'),
        };
        assert_eq!(L::blanks(&block), expected, "{byte}");
    }

    #[test]
    fn every_byte_has_its_bits() {
        for byte in 0..=u8::MAX {
            check::<Native>(byte);
            check::<Portable>(byte);
        }
    }
}
