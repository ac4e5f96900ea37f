//! The kinds of encodings that have a decoder.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    /// UTF-16 in the byte order of the mark, or else the more plausible one.
    Utf16,
    /// UTF-32 in the byte order of the mark, or else the more plausible one.
    Utf32,
    Utf32Of(ByteOrder),
    Other(&'static encoding_rs::Encoding),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

/// Return the character of a unit of UTF-32, if it is one.
pub(super) fn char_of(unit: [u8; 4], order: ByteOrder) -> Option<char> {
    char::from_u32(match order {
        ByteOrder::Little => u32::from_le_bytes(unit),
        ByteOrder::Big => u32::from_be_bytes(unit),
    })
}
