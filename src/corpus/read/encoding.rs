//! Encodings of text: their names, how they are recognised, and decoders.

use super::charset::{ByteOrder, Charset, char_of};
use super::sniff::sniffed;
use crate::error::{Error, Result};

/// An encoding of text, known by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) Charset);

impl Encoding {
    pub(super) const UTF_8: Self = Self(Charset::Utf8);
}

impl std::str::FromStr for Encoding {
    type Err = Error;

    /// Parse a name: one that the web knows, such as `utf-16`, `windows-1252` or `shift_jis`, one that Python knows for
    /// these, such as `latin_1` or `cp1252`, or `utf-32`. As on the web, Latin-1 is read as Windows-1252, which has more
    /// characters.
    ///
    /// # Errors
    ///
    /// If the encoding is unknown.
    fn from_str(name: &str) -> Result<Self> {
        let plain = name.trim().to_ascii_lowercase().replace('_', "-");
        let charset = match plain.as_str() {
            "utf-8-sig" => Some(Charset::Utf8),
            "utf-16" | "utf16" | "u16" => Some(Charset::Utf16),
            "utf-16-le" | "utf16le" => Some(Charset::Other(encoding_rs::UTF_16LE)),
            "utf-16-be" | "utf16be" => Some(Charset::Other(encoding_rs::UTF_16BE)),
            "utf-32" | "utf32" | "u32" => Some(Charset::Utf32),
            "utf-32le" | "utf-32-le" | "utf32le" => Some(Charset::Utf32Of(ByteOrder::Little)),
            "utf-32be" | "utf-32-be" | "utf32be" => Some(Charset::Utf32Of(ByteOrder::Big)),
            _ => spellings(&plain).iter().find_map(|name| known(name)),
        };
        charset.map(Self).ok_or_else(|| {
            Error::config(format!(
                "unknown encoding {name:?}; use a name such as utf-8, utf-16, utf-32, latin-1, windows-1251, shift_jis or gb18030"
            ))
        })
    }
}

fn known(name: &str) -> Option<Charset> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes())?;
    Some(if encoding == encoding_rs::UTF_8 {
        Charset::Utf8
    } else {
        Charset::Other(encoding)
    })
}

/// Return the spellings of a name under which it may be known: `latin-1` is `latin1`, `cp1251` is `windows-1251`.
fn spellings(name: &str) -> [String; 5] {
    let number = match name.strip_prefix("cp").unwrap_or(name) {
        "932" => "31j",
        number => number,
    };
    let name = match name {
        "cp936" => "gbk",
        "cp949" => "euc-kr",
        "cp950" => "big5",
        name => name,
    };
    [
        name.to_owned(),
        name.replace('-', ""),
        name.replace('-', "_"),
        format!("windows-{number}"),
        format!("x-{name}"),
    ]
}

/// Converts the bytes of a file to text.
pub(super) enum Decoder {
    Utf8,
    Utf32(ByteOrder),
    Other(encoding_rs::Decoder),
}

impl Decoder {
    /// Return the decoder for a file that begins with `head`, and the length of the byte order mark. A mark overrides
    /// the given encoding. `is_whole` is true if `head` is the whole file.
    pub(super) fn new(given: Option<Encoding>, head: &[u8], is_whole: bool) -> (Self, usize) {
        if let Some((charset, length)) = marked(head) {
            return (Self::of(charset), length);
        }
        let charset = match given.map(|Encoding(charset)| charset) {
            None => sniffed(head, is_whole).unwrap_or(Charset::Utf8),
            Some(Charset::Utf16) => sniffed(head, is_whole)
                .filter(|charset| matches!(charset, Charset::Other(_)))
                .unwrap_or(Charset::Other(encoding_rs::UTF_16LE)),
            Some(Charset::Utf32) => sniffed(head, is_whole)
                .filter(|charset| matches!(charset, Charset::Utf32Of(_)))
                .unwrap_or(Charset::Utf32Of(ByteOrder::Little)),
            Some(charset) => charset,
        };
        (Self::of(charset), 0)
    }

    fn of(charset: Charset) -> Self {
        match charset {
            Charset::Utf8 => Self::Utf8,
            Charset::Utf32 => Self::Utf32(ByteOrder::Little),
            Charset::Utf32Of(order) => Self::Utf32(order),
            Charset::Utf16 => Self::Other(encoding_rs::UTF_16LE.new_decoder_without_bom_handling()),
            Charset::Other(encoding) => Self::Other(encoding.new_decoder_without_bom_handling()),
        }
    }

    /// Return the name of the encoding, as messages call it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf32(_) => "UTF-32",
            Self::Other(decoder) => decoder.encoding().name(),
        }
    }

    /// Add the text of `bytes` to `text`. `bad` is called for each invalid sequence, with the offset of its first byte
    /// in `bytes`, after U+FFFD has been added, and may stop with an error. Return the number of bytes at the end that
    /// belong to an incomplete character. `is_last` is true for the last bytes of the file.
    pub(super) fn decode(
        &mut self,
        bytes: &[u8],
        is_last: bool,
        text: &mut String,
        bad: impl FnMut(usize, &mut String) -> Result<()>,
    ) -> Result<usize> {
        match self {
            Self::Utf8 => decode_utf8(bytes, is_last, text, bad),
            Self::Utf32(order) => decode_utf32(bytes, *order, is_last, text, bad),
            Self::Other(decoder) => decode_other(decoder, bytes, is_last, text, bad),
        }
    }
}

fn decode_utf8(
    bytes: &[u8],
    is_last: bool,
    text: &mut String,
    mut bad: impl FnMut(usize, &mut String) -> Result<()>,
) -> Result<usize> {
    let mut rest = bytes;
    loop {
        let error = match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                return Ok(0);
            }
            Err(error) => error,
        };
        let (valid, invalid) = rest.split_at(error.valid_up_to());
        text.push_str(&String::from_utf8_lossy(valid));
        let n_bad = match error.error_len() {
            None if !is_last => return Ok(invalid.len()),
            None => invalid.len(),
            Some(n_bad) => n_bad,
        };
        text.push(char::REPLACEMENT_CHARACTER);
        bad(bytes.len() - invalid.len(), text)?;
        rest = &invalid[n_bad..];
    }
}

fn decode_utf32(
    bytes: &[u8],
    order: ByteOrder,
    is_last: bool,
    text: &mut String,
    mut bad: impl FnMut(usize, &mut String) -> Result<()>,
) -> Result<usize> {
    let (units, rest) = bytes.as_chunks::<4>();
    for (index, unit) in units.iter().enumerate() {
        let found = char_of(*unit, order);
        text.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
        if found.is_none() {
            bad(4 * index, text)?;
        }
    }
    if is_last && !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        bad(bytes.len() - rest.len(), text)?;
        return Ok(0);
    }
    Ok(rest.len())
}

/// The decoder keeps an incomplete character itself.
fn decode_other(
    decoder: &mut encoding_rs::Decoder,
    bytes: &[u8],
    is_last: bool,
    text: &mut String,
    mut bad: impl FnMut(usize, &mut String) -> Result<()>,
) -> Result<usize> {
    let mut n_read = 0;
    loop {
        let rest = &bytes[n_read..];
        let needed = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(needed.unwrap_or(rest.len()));
        let (result, n) = decoder.decode_to_string_without_replacement(rest, text, is_last);
        n_read += n;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return Ok(0),
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(n_bad, n_after) => {
                text.push(char::REPLACEMENT_CHARACTER);
                // The sequence may have begun in an earlier block.
                bad(n_read.saturating_sub(usize::from(n_bad + n_after)), text)?;
            }
        }
    }
}

/// Return the encoding of a byte order mark, and the length of the mark.
fn marked(head: &[u8]) -> Option<(Charset, usize)> {
    // The mark of UTF-32 begins like that of UTF-16.
    let marks: [(&[u8], Charset); 5] = [
        (b"\xEF\xBB\xBF", Charset::Utf8),
        (b"\xFF\xFE\0\0", Charset::Utf32Of(ByteOrder::Little)),
        (b"\0\0\xFE\xFF", Charset::Utf32Of(ByteOrder::Big)),
        (b"\xFF\xFE", Charset::Other(encoding_rs::UTF_16LE)),
        (b"\xFE\xFF", Charset::Other(encoding_rs::UTF_16BE)),
    ];
    let mut marks = marks.into_iter();
    let (mark, charset) = marks.find(|(mark, _)| head.starts_with(mark))?;
    Some((charset, mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(given: Option<&str>, bytes: &[u8]) -> (String, Vec<usize>) {
        let given = given.map(|name| name.parse().unwrap());
        let (mut decoder, n_mark) = Decoder::new(given, bytes, true);
        let (mut text, mut places) = (String::new(), Vec::new());
        let rest = decoder
            .decode(&bytes[n_mark..], true, &mut text, |place, _| {
                places.push(place);
                Ok(())
            })
            .unwrap();
        assert_eq!(rest, 0);
        (text, places)
    }

    #[test]
    fn names_of_the_web_and_of_python() {
        let other = Charset::Other;
        for (names, charset) in [
            (&["utf-8", "UTF8", "utf_8_sig"][..], Charset::Utf8),
            (
                &[
                    "latin-1",
                    "latin_1",
                    "Latin1",
                    "iso-8859-1",
                    "iso8859_1",
                    "cp1252",
                    "windows-1252",
                    "ascii",
                ],
                other(encoding_rs::WINDOWS_1252),
            ),
            (
                &["cp1251", "windows-1251", "windows_1251"],
                other(encoding_rs::WINDOWS_1251),
            ),
            (
                &["shift_jis", "shift-jis", "sjis", "cp932"],
                other(encoding_rs::SHIFT_JIS),
            ),
            (&["koi8_r", "koi8-r"], other(encoding_rs::KOI8_R)),
            (&["gb18030"], other(encoding_rs::GB18030)),
            (&["gbk", "cp936"], other(encoding_rs::GBK)),
            (&["big5", "cp950"], other(encoding_rs::BIG5)),
            (&["euc_jp"], other(encoding_rs::EUC_JP)),
            (&["euc_kr", "cp949"], other(encoding_rs::EUC_KR)),
            (&["mac-roman", "macintosh"], other(encoding_rs::MACINTOSH)),
            (&["utf-16-le", "utf-16le"], other(encoding_rs::UTF_16LE)),
            (&["utf_16_be"], other(encoding_rs::UTF_16BE)),
            (&["utf-32_be"], Charset::Utf32Of(ByteOrder::Big)),
        ] {
            for name in names {
                assert_eq!(
                    name.parse::<Encoding>().unwrap(),
                    Encoding(charset),
                    "{name}"
                );
            }
        }
        let message = "klingon".parse::<Encoding>().unwrap_err().to_string();
        assert!(
            message.starts_with("unknown encoding \"klingon\"; use a name"),
            "{message}"
        );
    }

    #[test]
    fn marks_are_not_text_and_override_the_name() {
        let expected = ("né".to_owned(), vec![]);
        for bytes in [
            &b"\xEF\xBB\xBFn\xC3\xA9"[..],
            b"\xFF\xFEn\0\xE9\0",
            b"\xFE\xFF\0n\0\xE9",
            b"\xFF\xFE\0\0n\0\0\0\xE9\0\0\0",
            b"\0\0\xFE\xFF\0\0\0n\0\0\0\xE9",
        ] {
            assert_eq!(decoded(None, bytes), expected);
            assert_eq!(decoded(Some("latin-1"), bytes), expected);
        }
    }

    #[test]
    fn invalid_bytes_are_replaced_and_placed() {
        let replaced = |text: &str, places: &[usize]| (text.to_owned(), places.to_vec());
        assert_eq!(
            decoded(None, b"caf\xE9 \xE2\x82"),
            replaced("caf\u{FFFD} \u{FFFD}", &[3, 5])
        );
        assert_eq!(
            decoded(Some("utf-16le"), b"a\0\0\xD8b\0c"),
            replaced("a\u{FFFD}b\u{FFFD}", &[2, 6])
        );
        assert_eq!(
            decoded(Some("utf-32le"), b"a\0\0\0\0\xD8\0\0b"),
            replaced("a\u{FFFD}\u{FFFD}", &[4, 8])
        );
        assert_eq!(
            decoded(Some("shift_jis"), b"\x83e\x81 a"),
            replaced("テ\u{FFFD} a", &[2])
        );
        assert_eq!(
            decoded(Some("latin-1"), b"caf\xE9 \x80"),
            replaced("café €", &[])
        );
    }
}
