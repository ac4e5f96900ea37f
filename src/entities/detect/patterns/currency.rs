//! Currencies by sign, word and code.

/// The codes of ISO 4217 that are in use.
pub(super) const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

const SIGNS: &[(char, &str)] = &[
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('¥', "JPY"),
    ('₹', "INR"),
    ('₽', "RUB"),
    ('₴', "UAH"),
    ('₩', "KRW"),
    ('₺', "TRY"),
    ('₪', "ILS"),
    ('₦', "NGN"),
    ('₱', "PHP"),
    ('₫', "VND"),
    ('₸', "KZT"),
    ('₡', "CRC"),
    ('₲', "PYG"),
    ('₵', "GHS"),
    ('฿', "THB"),
];

/// Letters that stand right before a dollar sign.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("U.S", "USD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("HK", "HKD"),
    ("NZ", "NZD"),
    ("NT", "TWD"),
    ("S", "SGD"),
    ("R", "BRL"),
];

/// Words in the singular, with the hundredth parts that are counted alone.
const WORDS: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("buck", "USD"),
    ("euro", "EUR"),
    ("pound", "GBP"),
    ("quid", "GBP"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("rupee", "INR"),
    ("franc", "CHF"),
    ("hryvnia", "UAH"),
    ("krona", "SEK"),
    ("kronor", "SEK"),
    ("zloty", "PLN"),
    ("shekel", "ILS"),
    ("baht", "THB"),
    ("rand", "ZAR"),
    ("naira", "NGN"),
    ("lira", "TRY"),
    ("ringgit", "MYR"),
    ("rupiah", "IDR"),
    ("afghani", "AFN"),
    ("forint", "HUF"),
    ("peso", "MXN"),
    ("riyal", "SAR"),
    ("dirham", "AED"),
    ("tenge", "KZT"),
    ("taka", "BDT"),
    ("cent", "USD"),
    ("penny", "GBP"),
    ("pence", "GBP"),
];

/// Peoples whose name before a currency's word makes it another.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("us", "dollar", "USD"),
    ("u.s", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("australian", "dollar", "AUD"),
    ("canadian", "dollar", "CAD"),
    ("hong kong", "dollar", "HKD"),
    ("singapore", "dollar", "SGD"),
    ("british", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("syrian", "pound", "SYP"),
    ("sudanese", "pound", "SDG"),
    ("swiss", "franc", "CHF"),
    ("cfa", "franc", "XOF"),
    ("russian", "ruble", "RUB"),
    ("russian", "rouble", "RUB"),
    ("chinese", "yuan", "CNY"),
    ("japanese", "yen", "JPY"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("swedish", "krona", "SEK"),
    ("swedish", "kronor", "SEK"),
    ("norwegian", "kroner", "NOK"),
    ("danish", "kroner", "DKK"),
    ("turkish", "lira", "TRY"),
    ("mexican", "peso", "MXN"),
    ("philippine", "peso", "PHP"),
    ("argentine", "peso", "ARS"),
    ("iranian", "rial", "IRR"),
    ("yemeni", "rial", "YER"),
    ("saudi", "riyal", "SAR"),
    ("iraqi", "dinar", "IQD"),
    ("kuwaiti", "dinar", "KWD"),
    ("serbian", "dinar", "RSD"),
];

/// The currency of a sign at the end of a gap, and where the sign begins in it. One blank may stand behind it.
pub(super) fn sign_before(gap: &str) -> Option<(usize, &'static str)> {
    let rest = gap.strip_suffix([' ', '\u{A0}']).unwrap_or(gap);
    let last = rest.chars().next_back()?;
    code_of_sign(last).map(|code| (rest.len() - last.len_utf8(), code))
}

/// The currency of a sign at the beginning of a gap, and where it ends: "500 €".
pub(super) fn sign_behind(gap: &str) -> Option<(usize, &'static str)> {
    let rest = gap.trim_start_matches([' ', '\u{A0}']);
    let sign = rest.chars().next()?;
    let end = gap.len() - rest.len() + sign.len_utf8();
    let code = code_of_sign(sign).filter(|_| sign != '$' && gap.len() - rest.len() <= 2)?;
    // "100 €50" is the second number's.
    (!gap[end..].is_empty() || rest.len() == sign.len_utf8()).then_some((end, code))
}

fn code_of_sign(sign: char) -> Option<&'static str> {
    (sign == '$' || !sign.is_ascii())
        .then(|| SIGNS.iter().find(|&&(known, _)| known == sign))?
        .map(|&(_, code)| code)
}

/// The currency of letters that stand right before a dollar sign.
pub(super) fn dollar(letters: &str) -> Option<&'static str> {
    DOLLARS
        .iter()
        .find(|&&(known, _)| known == letters)
        .map(|&(_, code)| code)
}

/// The currency that a code in capitals names, or "Rs".
pub(super) fn code(word: &str) -> Option<&'static str> {
    if word == "Rs" {
        return Some("INR");
    }
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    CODES.split(' ').find(|known| *known == word)
}

/// The currency that a word names, and whether it names a hundredth part of it.
pub(super) fn word(word: &str) -> Option<(&'static str, bool)> {
    if let Some(code) = code(word) {
        return Some((code, false));
    }
    let lower = lower(word)?;
    let lower = lower.as_str();
    let is_part = |name: &str| matches!(name, "cent" | "penny" | "pence");
    find_word(lower).map(|(name, code)| (code, is_part(name)))
}

/// The currency of a people's name and a word: "Egyptian pounds".
pub(super) fn national(people: &str, word: &str) -> Option<&'static str> {
    let (people, word) = (lower(people)?, lower(word)?);
    let singular = word.strip_suffix('s').unwrap_or(&word);
    NATIONAL
        .iter()
        .find(|&&(known, money, _)| known == people && (money == word || money == singular))
        .map(|&(_, _, code)| code)
}

fn find_word(lower: &str) -> Option<(&'static str, &'static str)> {
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    WORDS
        .iter()
        .copied()
        .find(|&(known, _)| known == lower || known == singular)
}

/// A short word in small letters.
fn lower(word: &str) -> Option<String> {
    (word.len() <= 12 && word.is_ascii()).then(|| word.to_ascii_lowercase())
}
