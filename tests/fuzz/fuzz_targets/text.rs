//! Converts fuzz input to text.

/// Characters of all classes that the segmentation rules distinguish, and of all lengths in UTF-8.
const ALPHABET: &str = "abzAZ 019_.':,;\"-\r\n\t@#/?!()&+%~[]{}<>\u{B}éüßÅяжЖ’‘“”—…«»אב״׳·•\u{200D}\u{301}\u{903}\
    \u{FE0F}\u{20E3}\u{902}\u{93E}कखाी्👩👍🏽🇷🇺🇦Ⓜ©ℹアカｱーﾞ々\u{3099}ゔひら한글กขเแ่\u{E33}ລາວខ្មែរမြန်မာ東京中国人一，。！？「」東٣٤،۔अ।²½\
    \u{3000}\u{A0}\u{202F}\u{2009}\u{AD}\u{2028}\u{2029}\u{85}\u{1F}\u{2060}\u{FEFF}\u{0}İıſﬁǅΣςσ\u{345}𝔘𐐀\u{E0100}\u{10FFFF}";

/// Depending on the first byte, decodes the rest as UTF-8 with replacement characters, or maps each byte to a
/// character.
pub fn text(data: &[u8]) -> String {
    let Some((first, rest)) = data.split_first() else {
        return String::new();
    };
    if first % 4 == 0 {
        return String::from_utf8_lossy(rest).into_owned();
    }
    let alphabet: Vec<char> = ALPHABET.chars().collect();
    let character = |byte: &u8| alphabet[usize::from(*byte) % alphabet.len()];
    rest.iter().map(character).collect()
}
