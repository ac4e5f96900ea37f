//! Currencies by symbol, word and code.

/// The ISO 4217 codes in use.
pub(super) const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

const SYMBOLS: &[(char, &str)] = &[
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

/// Letters directly before a dollar sign.
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

/// Currency words in the singular, including subunits such as "cent".
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

/// Nationalities that change the meaning of a currency word.
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

/// Returns the currency symbol at the end of the text between two tokens: its start in that text and its code.
///
/// One space may follow the symbol.
pub(super) fn symbol_before(between: &str) -> Option<(usize, &'static str)> {
    let rest = between.strip_suffix([' ', '\u{A0}']).unwrap_or(between);
    let last = rest.chars().next_back()?;
    code_of_symbol(last).map(|code| (rest.len() - last.len_utf8(), code))
}

/// Returns the currency symbol at the start of the text between two tokens ("500 €"): its end and its code.
pub(super) fn symbol_after(between: &str) -> Option<(usize, &'static str)> {
    let rest = between.trim_start_matches([' ', '\u{A0}']);
    let symbol = rest.chars().next()?;
    let end = between.len() - rest.len() + symbol.len_utf8();
    let code =
        code_of_symbol(symbol).filter(|_| symbol != '$' && between.len() - rest.len() <= 2)?;
    // In "100 €50" the symbol belongs to the second number.
    (!between[end..].is_empty() || rest.len() == symbol.len_utf8()).then_some((end, code))
}

fn code_of_symbol(symbol: char) -> Option<&'static str> {
    (symbol == '$' || !symbol.is_ascii())
        .then(|| SYMBOLS.iter().find(|&&(known, _)| known == symbol))?
        .map(|&(_, code)| code)
}

/// Returns the currency of letters directly before a dollar sign.
pub(super) fn dollar(letters: &str) -> Option<&'static str> {
    DOLLARS
        .iter()
        .find(|&&(known, _)| known == letters)
        .map(|&(_, code)| code)
}

/// Returns the currency of an uppercase ISO 4217 code or of "Rs".
pub(super) fn code(word: &str) -> Option<&'static str> {
    if word == "Rs" {
        return Some("INR");
    }
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    CODES.split(' ').find(|known| *known == word)
}

/// Returns the currency that a word names, and whether the word names its subunit, a hundredth.
pub(super) fn word(word: &str) -> Option<(&'static str, bool)> {
    if let Some(code) = code(word) {
        return Some((code, false));
    }
    let lower = lower(word)?;
    let lower = lower.as_str();
    let is_subunit = |name: &str| matches!(name, "cent" | "penny" | "pence");
    find_word(lower).map(|(name, code)| (code, is_subunit(name)))
}

/// Returns the currency of a nationality and a currency word: "Egyptian pounds".
pub(super) fn national(nationality: &str, word: &str) -> Option<&'static str> {
    let (nationality, word) = (lower(nationality)?, lower(word)?);
    let singular = word.strip_suffix('s').unwrap_or(&word);
    NATIONAL
        .iter()
        .find(|&&(known, currency, _)| {
            known == nationality && (currency == word || currency == singular)
        })
        .map(|&(_, _, code)| code)
}

fn find_word(lower: &str) -> Option<(&'static str, &'static str)> {
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    WORDS
        .iter()
        .copied()
        .find(|&(known, _)| known == lower || known == singular)
}

/// Returns a short ASCII word in lowercase.
fn lower(word: &str) -> Option<String> {
    (word.len() <= 12 && word.is_ascii()).then(|| word.to_ascii_lowercase())
}
