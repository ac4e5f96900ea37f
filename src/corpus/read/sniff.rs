//! Recognises UTF-16 and UTF-32 without a byte order mark, and 8-bit encodings for an error message.

use super::charset::{ByteOrder, Charset, char_of};

/// Minimum share of letters, digits and ASCII among the characters of a text in an alphabet.
const ALPHABET_SHARE: f64 = 0.8;

/// Minimum share of the characters of a text in Chinese, Japanese or Korean that are white space or punctuation.
const PUNCTUATION_SHARE: f64 = 0.02;

/// Number of bytes on each side of an invalid byte that show the encoding.
const CONTEXT: usize = 512;

/// Return the encoding of text in UTF-16 or UTF-32 without a mark, as far as its beginning shows it.
///
/// In UTF-8, such a text would be full of control characters.
pub(super) fn sniffed(head: &[u8], is_whole: bool) -> Option<Charset> {
    if !head.iter().any(|&byte| is_control(byte.into())) {
        return None;
    }
    for order in [ByteOrder::Little, ByteOrder::Big] {
        if is_utf32(head, order, is_whole) {
            return Some(Charset::Utf32Of(order));
        }
    }
    if is_whole && !head.len().is_multiple_of(2) {
        return None;
    }
    let [little, big] = [ByteOrder::Little, ByteOrder::Big].map(|order| utf16_score(head, order));
    match () {
        () if little > big => Some(Charset::Other(encoding_rs::UTF_16LE)),
        () if big > little => Some(Charset::Other(encoding_rs::UTF_16BE)),
        () => None,
    }
}

/// Return true for a control character that text does not contain.
fn is_control(code: u32) -> bool {
    code < 0x09 || (0x0E..0x20).contains(&code) && code != 0x1B || code == 0x7F
}

fn is_utf32(head: &[u8], order: ByteOrder, is_whole: bool) -> bool {
    let (units, rest) = head.as_chunks::<4>();
    let mut chars = units.iter().map(|&unit| char_of(unit, order));
    !units.is_empty()
        && (rest.is_empty() || !is_whole)
        && chars.all(|c| c.is_some_and(|c| !is_control(c.into())))
}

/// Return how plausible it is that a text is UTF-16 in a byte order; 0 if it is not.
fn utf16_score(head: &[u8], order: ByteOrder) -> f64 {
    let units = head.as_chunks::<2>().0.iter().map(|&unit| match order {
        ByteOrder::Little => u16::from_le_bytes(unit),
        ByteOrder::Big => u16::from_be_bytes(unit),
    });
    let mut units: Vec<u16> = units.collect();
    // The head may end within a pair of surrogates.
    if matches!(units.last(), Some(0xD800..0xDC00)) {
        units.pop();
    }
    let mut n_chars = 0;
    let mut n_punctuation = 0;
    for c in char::decode_utf16(units.iter().copied()) {
        match c {
            Ok(c) if !is_control(c.into()) && !matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                n_chars += 1;
                n_punctuation += usize::from(is_east_asian_punctuation(c));
            }
            _ => return 0.0,
        }
    }
    let n_chars = f64::from(n_chars).max(1.0);
    let in_alphabet = alphabet_share(&units);
    let punctuation = n_punctuation as f64 / n_chars;
    if in_alphabet >= ALPHABET_SHARE {
        return in_alphabet;
    }
    // Chinese in UTF-16 is hardly ever valid UTF-8 as well.
    let is_utf8 = std::str::from_utf8(head).is_ok();
    if punctuation >= PUNCTUATION_SHARE && !is_utf8 {
        return punctuation;
    }
    0.0
}

/// Return the share of units whose high byte would be a control character: those of alphabets, U+0000 to U+1FFF.
fn alphabet_share(units: &[u16]) -> f64 {
    let n_found = units.iter().filter(|unit| **unit < 0x2000).count();
    n_found as f64 / units.len().max(1) as f64
}

fn is_east_asian_punctuation(c: char) -> bool {
    matches!(c, '\n' | '\r' | ' ' | '\u{3000}'..='\u{3002}' | '\u{300C}'..='\u{300F}' | '！' | '，' | '：' | '；' | '？')
}

/// Return the 8-bit encoding that an error message suggests for text with an invalid byte at `place`.
///
/// That is Windows-1252 or Latin-1, if the text is ASCII except for a few bytes that are letters or punctuation there.
pub(super) fn western(bytes: &[u8], place: usize) -> Option<&'static str> {
    let context = &bytes[place.saturating_sub(CONTEXT)..bytes.len().min(place + CONTEXT)];
    let high: Vec<u8> = context
        .iter()
        .copied()
        .filter(|byte| *byte >= 0x80)
        .collect();
    let is_undefined = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    let is_utf8_before = !bytes[..place].is_ascii();
    if is_utf8_before || high.iter().any(is_undefined) || 2 * high.len() > context.len() {
        return None;
    }
    if high.iter().any(|byte| *byte < 0xA0) {
        return Some("windows-1252");
    }
    Some("latin-1")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] = &[
        "fire fire",
        "f",
        "Пожар в городе потушен.\nПогибших нет.",
        "пожар",
        "आग बुझ गई।",
        "المدينة",
        "เกิดเหตุไฟไหม้",
        "火は朝までに消し止められ、けが人は二人だけであった。\nおわり",
        "大火在早晨被扑灭，两人受伤。\n",
        "불은 아침에 꺼졌다. 두 명이 다쳤다.",
        "né à Kerman 😀",
    ];

    fn utf16(text: &str, to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn utf32(text: &str, to_bytes: impl Fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|c| to_bytes(c.into())).collect()
    }

    #[test]
    fn encodings_without_a_mark_are_recognised() {
        for text in TEXTS {
            for (bytes, charset) in [
                (
                    utf16(text, u16::to_le_bytes),
                    Charset::Other(encoding_rs::UTF_16LE),
                ),
                (
                    utf16(text, u16::to_be_bytes),
                    Charset::Other(encoding_rs::UTF_16BE),
                ),
                (
                    utf32(text, u32::to_le_bytes),
                    Charset::Utf32Of(ByteOrder::Little),
                ),
                (
                    utf32(text, u32::to_be_bytes),
                    Charset::Utf32Of(ByteOrder::Big),
                ),
            ] {
                assert_eq!(sniffed(&bytes, true), Some(charset), "{text}");
            }
            assert_eq!(sniffed(text.as_bytes(), true), None, "{text}");
        }
    }

    #[test]
    fn utf8_with_control_characters_is_not_taken_for_utf16() {
        for text in [
            "",
            "\0",
            "abc\0",
            "one\0two\0three\0",
            "a\u{1}b",
            "\u{7F}text",
            "é\0è\0",
            "tab\t\0\0\0",
        ] {
            assert_eq!(sniffed(text.as_bytes(), true), None, "{text:?}");
        }
    }

    #[test]
    fn western_encodings_are_suggested() {
        assert_eq!(western(b"caf\xE9 au lait", 3), Some("latin-1"));
        assert_eq!(western(b"\x93quoted\x94 words", 0), Some("windows-1252"));
        // Cyrillic, truncated UTF-8, and bytes that are nothing in Windows-1252.
        assert_eq!(western(b"\xCF\xEE\xE6\xE0\xF0 \xE2", 0), None);
        assert_eq!(western("né à la fi\u{E9}".as_bytes(), 10), None);
        assert_eq!(western(b"a long text \x81 here", 12), None);
    }
}
