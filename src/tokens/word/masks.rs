//! 64 bytes at a time: which are letters, digits, and marks that may join them.
//!
//! On x86-64 by the vector instructions that every such processor has, elsewhere by words of 64 bits. The two are held
//! equal by a property test.
#![allow(
    unsafe_code,
    reason = "one call of a function whose vector instructions are part of x86-64 itself"
)]

/// The bytes looked at in one go.
pub(super) const LANES: usize = 64;

/// One bit a byte, the first byte in the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Masks {
    pub(super) letter: u64,
    pub(super) digit: u64,
    pub(super) underscore: u64,
    /// Full stop and apostrophe, which join letters, and digits.
    pub(super) mid_num_let: u64,
    /// Colon, which joins letters.
    pub(super) mid_letter: u64,
    /// Comma and semicolon, which join digits.
    pub(super) mid_num: u64,
    pub(super) non_ascii: u64,
}

/// The masks of a block.
#[inline]
pub(super) fn masks(block: &[u8; LANES]) -> Masks {
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: SSE2 is part of x86-64, so every processor that runs this has it.
        unsafe { sse2_masks(block) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    portable_masks(block)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
#[inline]
#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "lanes are bytes without a sign"
)]
fn sse2_masks(block: &[u8; LANES]) -> Masks {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8,
    };
    let mut all = Masks::default();
    let (quarters, _) = block.as_chunks::<16>();
    for (index, quarter) in quarters.iter().enumerate() {
        let (halves, _) = quarter.as_chunks::<8>();
        let bytes = _mm_set_epi64x(i64::from_le_bytes(halves[1]), i64::from_le_bytes(halves[0]));
        let bits = |lanes: __m128i| u64::from(_mm_movemask_epi8(lanes) as u32) << (16 * index);
        let is = |byte: u8| _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8));
        // There is only a signed comparison: the range is moved down to the least value.
        let is_among = |lanes: __m128i, first: u8, n: i8| {
            let moved = _mm_add_epi8(lanes, _mm_set1_epi8(0x80_u8.wrapping_sub(first) as i8));
            _mm_cmplt_epi8(moved, _mm_set1_epi8(i8::MIN + n))
        };
        let lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        all.letter |= bits(is_among(lower, b'a', 26));
        all.digit |= bits(is_among(bytes, b'0', 10));
        all.underscore |= bits(is(b'_'));
        all.mid_num_let |= bits(_mm_or_si128(is(b'.'), is(b'\'')));
        all.mid_letter |= bits(is(b':'));
        all.mid_num |= bits(_mm_or_si128(is(b','), is(b';')));
        all.non_ascii |= bits(bytes);
    }
    all
}

/// The same without vector instructions.
#[cfg_attr(
    target_arch = "x86_64",
    allow(dead_code, reason = "the twin that the vector form is tested against")
)]
pub(super) fn portable_masks(block: &[u8; LANES]) -> Masks {
    let mut all = Masks::default();
    let (words, _) = block.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let bytes = u64::from_le_bytes(*word);
        let low = bytes & !HIGH_BITS;
        let ascii = !bytes & HIGH_BITS;
        // The high bit of each byte is set where it is at least `first` and at most `last`; no sum leaves its byte.
        let is_among = |bytes: u64, first: u8, last: u8| {
            (bytes + every(0x80 - first)) & !(bytes + every(0x7F - last)) & ascii
        };
        let is = |byte: u8| is_among(low, byte, byte);
        let bits = |high: u64| gather(high) << (8 * index);
        all.letter |= bits(is_among(low | every(0x20), b'a', b'z'));
        all.digit |= bits(is_among(low, b'0', b'9'));
        all.underscore |= bits(is(b'_'));
        all.mid_num_let |= bits(is(b'.') | is(b'\''));
        all.mid_letter |= bits(is(b':'));
        all.mid_num |= bits(is(b',') | is(b';'));
        all.non_ascii |= bits(bytes & HIGH_BITS);
    }
    all
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
            prop_assert_eq!(masks(&block), portable_masks(&block));
        }
    }

    #[test]
    fn every_byte_has_its_bits() {
        for byte in 0..=u8::MAX {
            let mut block = [b' '; LANES];
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
            assert_eq!(masks(&block), expected, "{byte}");
            assert_eq!(portable_masks(&block), expected, "{byte}");
        }
    }
}
