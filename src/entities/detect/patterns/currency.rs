//! Currencies by symbol, word and code.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

/// The ISO 4217 codes in use.
pub(super) const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

static ISO_CODES: LazyLock<HashSet<&str, RandomState>> =
    LazyLock::new(|| CODES.split_whitespace().collect());

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
    ('৳', "BDT"),
    ('₮', "MNT"),
    ('₭', "LAK"),
    ('៛', "KHR"),
    ('₼', "AZN"),
    ('₾', "GEL"),
    ('֏', "AMD"),
];

/// Letters directly before a dollar sign.
pub(super) const DOLLARS: &[(&str, &str)] = &[
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
    ("J", "JMD"),
    ("N", "NAD"),
    ("FJ", "FJD"),
    ("TT", "TTD"),
    ("EC", "XCD"),
    ("BDS", "BBD"),
    ("MX", "MXN"),
    ("RD", "DOP"),
    ("G", "GYD"),
];

/// Letters before a number, spaced or not: the letters, and the currency or the word that several countries share.
pub(super) const LETTERS: &[(&str, &str)] = &[
    ("Rs", "rupee"),
    ("Re", "rupee"),
    ("RM", "MYR"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("KShs", "KES"),
    ("Kshs", "KES"),
    ("Sh", "shilling"),
    ("Shs", "shilling"),
    ("USh", "UGX"),
    ("Ush", "UGX"),
    ("TSh", "TZS"),
    ("Tsh", "TZS"),
    ("Tk", "BDT"),
    ("Rp", "IDR"),
    ("RMB", "CNY"),
    ("NIS", "ILS"),
    ("GHC", "GHS"),
    ("GH", "GHS"),
    ("FCFA", "cfa"),
    ("CFA", "cfa"),
    ("CFAF", "cfa"),
    ("SFr", "CHF"),
    ("Dh", "dirham"),
    ("Dhs", "dirham"),
];

/// Single letters before a number that are a currency only before a scale or grouped digits: "N302m", "R5,000".
const SINGLE_LETTERS: &[(&str, &str)] =
    &[("R", "ZAR"), ("N", "NGN"), ("P", "PHP"), ("K", "kwacha")];

/// Currency words in the singular with the usual meaning, or none if several countries are as likely, and further names.
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
    ("hryvnya", "UAH"),
    ("krona", "SEK"),
    ("kronor", "SEK"),
    ("kroner", ""),
    ("krone", ""),
    ("zloty", "PLN"),
    ("zlotys", "PLN"),
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
    ("rial", ""),
    ("dinar", ""),
    ("dirham", "AED"),
    ("tenge", "KZT"),
    ("taka", "BDT"),
    ("shilling", "KES"),
    ("cedi", "GHS"),
    ("birr", "ETB"),
    ("kwacha", ""),
    ("kwanza", "AOA"),
    ("metical", "MZN"),
    ("meticais", "MZN"),
    ("pula", "BWP"),
    ("dalasi", "GMD"),
    ("leone", "SLE"),
    ("ariary", "MGA"),
    ("nakfa", "ERN"),
    ("lari", "GEL"),
    ("dram", "AMD"),
    ("lei", "RON"),
    ("leva", "BGN"),
    ("koruna", "CZK"),
    ("koruny", "CZK"),
    ("korun", "CZK"),
    ("dong", "VND"),
    ("kyat", "MMK"),
    ("kip", "LAK"),
    ("riel", "KHR"),
    ("tugrik", "MNT"),
    ("reais", "BRL"),
    ("bolivar", "VES"),
    ("bolivares", "VES"),
    ("boliviano", "BOB"),
    ("guarani", "PYG"),
    ("guaranies", "PYG"),
    ("quetzal", "GTQ"),
    ("quetzales", "GTQ"),
    ("lempira", "HNL"),
    ("gourde", "HTG"),
    ("somoni", "TJS"),
    ("manat", ""),
    ("cent", "USD"),
    ("penny", "GBP"),
    ("pence", "GBP"),
    ("kopeck", "RUB"),
    ("paise", "INR"),
    ("kobo", "NGN"),
];

/// The words of [`WORDS`] that name a hundredth.
const SUBUNITS: &[&str] = &["cent", "penny", "pence", "kopeck", "paise", "kobo"];

/// Countries by the last word of their name, their people and their largest cities, with what they call their currency.
const COUNTRIES: &[(&str, &str)] = &[
    ("us u.s american america washington", "dollar USD"),
    (
        "australian australia australians sydney melbourne canberra",
        "dollar AUD",
    ),
    ("canadian canada canadians toronto ottawa", "dollar CAD"),
    ("kong", "dollar HKD"),
    ("singapore singaporean", "dollar SGD"),
    ("zealand auckland wellington", "dollar NZD"),
    ("taiwan taiwanese taipei", "dollar TWD"),
    ("jamaica jamaican kingston", "dollar JMD"),
    ("namibia namibian windhoek", "dollar NAD"),
    ("fiji fijian suva", "dollar FJD"),
    ("british britain london uk u.k england", "pound GBP"),
    ("egyptian egypt egyptians cairo", "pound EGP"),
    ("lebanese lebanon beirut", "pound LBP,lira LBP"),
    ("syrian syria syrians damascus", "pound SYP,lira SYP"),
    ("sudanese sudan khartoum", "pound SDG"),
    ("juba", "pound SSP"),
    ("swiss switzerland zurich geneva", "franc CHF"),
    (
        "senegal senegalese dakar mali malian bamako ivorian abidjan burkinabe ouagadougou niger nigerien niamey benin \
      beninese togo togolese lome",
        "franc XOF,cfa XOF",
    ),
    (
        "cameroon cameroonian yaounde douala chad chadian gabon gabonese libreville",
        "franc XAF,cfa XAF",
    ),
    ("congo congolese kinshasa", "franc CDF"),
    ("rwanda rwandan kigali", "franc RWF"),
    ("burundi burundian bujumbura", "franc BIF"),
    ("guinea guinean conakry", "franc GNF"),
    ("djibouti djiboutian", "franc DJF"),
    ("russian russia russians moscow", "ruble RUB,rouble RUB"),
    ("belarus belarusian minsk", "ruble BYN,rouble BYN"),
    ("chinese china beijing shanghai", "yuan CNY"),
    ("japanese japan tokyo", "yen JPY"),
    (
        "indian india indians delhi mumbai bengaluru kolkata chennai",
        "rupee INR,paise INR",
    ),
    (
        "pakistani pakistan pakistanis islamabad karachi lahore peshawar quetta rawalpindi",
        "rupee PKR",
    ),
    ("lankan lanka lankans colombo", "rupee LKR"),
    ("nepali nepalese nepal kathmandu", "rupee NPR"),
    ("mauritian mauritius", "rupee MUR"),
    ("seychelles seychellois", "rupee SCR"),
    ("swedish sweden stockholm", "krona SEK,kronor SEK"),
    ("icelandic iceland reykjavik", "krona ISK,kronur ISK"),
    ("norwegian norway oslo", "krone NOK,kroner NOK"),
    ("danish denmark copenhagen", "krone DKK,kroner DKK"),
    ("turkish turkey ankara istanbul", "lira TRY"),
    ("mexican mexico mexicans", "peso MXN"),
    (
        "philippine philippines filipino filipinos manila",
        "peso PHP",
    ),
    ("argentine argentina argentinian buenos", "peso ARS"),
    ("chilean chile santiago", "peso CLP"),
    ("colombian colombia bogota", "peso COP"),
    ("cuban cuba havana", "peso CUP"),
    ("dominican santo", "peso DOP"),
    ("uruguayan uruguay montevideo", "peso UYU"),
    ("iranian iran iranians tehran", "rial IRR"),
    ("yemeni yemen yemenis sanaa aden", "rial YER,riyal YER"),
    ("omani oman muscat", "rial OMR,riyal OMR"),
    ("saudi saudis riyadh jeddah", "riyal SAR"),
    ("qatari qatar doha", "riyal QAR"),
    ("iraqi iraq iraqis baghdad", "dinar IQD"),
    ("kuwaiti kuwait", "dinar KWD"),
    ("jordanian jordan amman", "dinar JOD"),
    ("algerian algeria algiers", "dinar DZD"),
    ("tunisian tunisia tunis", "dinar TND"),
    ("libyan libya tripoli benghazi", "dinar LYD"),
    ("bahraini bahrain manama", "dinar BHD"),
    ("serbian serbia belgrade", "dinar RSD"),
    ("emirati emirates uae dubai dhabi", "dirham AED"),
    ("moroccan morocco rabat casablanca", "dirham MAD"),
    ("kenyan kenya kenyans nairobi mombasa", "shilling KES"),
    ("ugandan uganda ugandans kampala", "shilling UGX"),
    (
        "tanzanian tanzania tanzanians dodoma salaam",
        "shilling TZS",
    ),
    ("somali somalia mogadishu", "shilling SOS"),
    ("zambian zambia lusaka", "kwacha ZMW"),
    ("malawian malawi lilongwe blantyre", "kwacha MWK"),
    ("azerbaijani azerbaijan baku", "manat AZN"),
    ("turkmen turkmenistan ashgabat", "manat TMT"),
    ("african africa johannesburg pretoria", "rand ZAR"),
    ("nigerian nigeria lagos abuja", "naira NGN,kobo NGN"),
    ("korean korea koreans seoul", "won KRW"),
    ("bangladeshi bangladesh dhaka", "taka BDT"),
    ("ghanaian ghana accra", "cedi GHS"),
    ("ethiopian ethiopia addis", "birr ETB"),
];

/// A currency, as precise as the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Currency {
    /// The ISO 4217 code, or the word where the text does not say whose currency it is.
    pub(super) unit: &'static str,
    /// Codes that the word may also mean.
    pub(super) others: Vec<&'static str>,
    /// True if a country that the text names decides.
    pub(super) is_by_country: bool,
}

impl From<&'static str> for Currency {
    fn from(unit: &'static str) -> Self {
        Self {
            unit,
            others: Vec::new(),
            is_by_country: false,
        }
    }
}

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
    code_in(DOLLARS, letters)
}

fn code_in(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let mut rows = table.iter();
    rows.find(|&&(known, _)| known == word)
        .map(|&(_, code)| code)
}

/// Returns the currency of an uppercase ISO 4217 code, or the meaning of letters such as "Rs".
pub(super) fn code(word: &str) -> Option<&'static str> {
    if word.len() > 5 || !word.starts_with(|first: char| first.is_ascii_uppercase()) {
        return None;
    }
    if let Some(code) = code_in(LETTERS, word) {
        return Some(code);
    }
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| ISO_CODES.get(word)).flatten().copied()
}

/// Returns the currency of a single letter before a number with a scale: "N" in "N302m".
pub(super) fn single_letter(word: &str) -> Option<&'static str> {
    code_in(SINGLE_LETTERS, word)
}

/// The names of [`WORDS`] in one table.
static NAMES: LazyLock<HashMap<&str, &str, RandomState>> =
    LazyLock::new(|| WORDS.iter().map(|&(name, _)| (name, name)).collect());

/// Returns the code or shared word of a currency word, and whether the word names its hundredth.
pub(super) fn word(word: &str) -> Option<(&'static str, bool)> {
    if let Some(code) = code(word) {
        return Some((code, false));
    }
    let lower = lower(word)?;
    let singular = || {
        lower
            .strip_suffix('s')
            .and_then(|singular| NAMES.get(singular))
    };
    let name = *NAMES.get(&*lower).or_else(singular)?;
    Some((name, SUBUNITS.contains(&name)))
}

/// Returns the currency of a nationality and a currency word ("Egyptian pounds"), and whether the word names its hundredth.
pub(super) fn national(nationality: &str, word: &str) -> Option<(&'static str, bool)> {
    let (nationality, word) = (lower(nationality)?, lower(word)?);
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let names = country_of(&nationality)?;
    if singular == "cent" {
        let first = currencies_of(names).next()?;
        return Some((first.1, true));
    }
    let mut known = currencies_of(names);
    known
        .find(|(currency, _)| *currency == &*word || *currency == singular)
        .map(|(currency, code)| (code, SUBUNITS.contains(&currency)))
}

fn currencies_of(names: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    names.split(',').filter_map(|name| name.split_once(' '))
}

/// The row of [`COUNTRIES`] of each word.
static COUNTRY_WORDS: LazyLock<HashMap<&str, usize, RandomState>> = LazyLock::new(|| {
    let rows = COUNTRIES.iter().enumerate();
    rows.flat_map(|(row, (words, _))| words.split_whitespace().map(move |word| (word, row)))
        .collect()
});

fn country_of(word: &str) -> Option<&'static str> {
    COUNTRY_WORDS.get(word).map(|&row| COUNTRIES[row].1)
}

/// Returns the currency that a code or a word means in a text; `of_country` gives the currency of this name of the
/// country that the text names most.
///
/// A word that several countries share ("rupee") is that of the country that the text names most; if it names none of
/// them, it has its usual meaning, or none. (The usual meaning is so usual that only a country could change it.)
pub(super) fn in_text(
    name: &'static str,
    of_country: impl FnOnce(&str) -> Option<&'static str>,
) -> Currency {
    let is_code = name.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code {
        return name.into();
    }
    let usual = code_in(WORDS, name).filter(|code| !code.is_empty());
    let Some(unit) = of_country(name) else {
        return usual.map_or_else(|| of_any_country(name), Currency::from);
    };
    if name == "dollar" {
        return dollars(unit);
    }
    let others = usual.into_iter().filter(|code| *code != unit);
    Currency {
        others: others.collect(),
        unit,
        is_by_country: usual != Some(unit),
    }
}

/// The US dollar is usual in news of other countries with dollars too, so theirs is only possible.
fn dollars(of_country: &'static str) -> Currency {
    Currency {
        unit: "USD",
        others: Some(of_country)
            .into_iter()
            .filter(|code| *code != "USD")
            .collect(),
        is_by_country: false,
    }
}

/// The currencies of all countries that share a name without a usual meaning.
fn of_any_country(name: &'static str) -> Currency {
    let all = COUNTRIES.iter().flat_map(|(_, names)| currencies_of(names));
    let others = all.filter(|(currency, _)| *currency == name);
    Currency {
        unit: name,
        others: others.map(|(_, code)| code).collect(),
        is_by_country: false,
    }
}

/// Counts how often the capitalised words of a text name the countries; returns the names of currencies of each, the most
/// named first.
pub(super) fn countries<'t>(words: impl Iterator<Item = &'t str>) -> Vec<&'static str> {
    let mut counts: Vec<(usize, usize)> =
        (0..COUNTRIES.len()).map(|country| (0, country)).collect();
    for word in words {
        let Some(lower) = lower(word) else { continue };
        if let Some(&country) = COUNTRY_WORDS.get(&*lower) {
            counts[country].0 += 1;
        }
    }
    counts.retain(|(count, _)| *count > 0);
    counts.sort_by_key(|&(count, country)| (std::cmp::Reverse(count), country));
    counts
        .into_iter()
        .map(|(_, country)| COUNTRIES[country].1)
        .collect()
}

/// Returns the currency of this name of the first country that has it.
pub(super) fn first_with(countries: &[&'static str], name: &str) -> Option<&'static str> {
    let mut all = countries.iter().flat_map(|names| currencies_of(names));
    all.find(|(currency, _)| *currency == name)
        .map(|(_, code)| code)
}

/// Returns a short ASCII word in lowercase.
fn lower(word: &str) -> Option<Cow<'_, str>> {
    if word.len() > 12 || !word.is_ascii() {
        return None;
    }
    Some(if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        word.to_ascii_lowercase().into()
    } else {
        word.into()
    })
}
