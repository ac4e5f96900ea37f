//! Units of measurement by name and symbol.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

/// The symbols and names of each unit; the first one is the normal form.
const UNITS: &[&str] = &[
    "km kilometre kilometres kilometer kilometers kms",
    "m metre metres meter meters",
    "cm centimetre centimetres centimeter centimeters",
    "mm millimetre millimetres millimeter millimeters",
    "mi mile miles",
    "ft foot feet",
    "yd yard yards",
    "inch inches",
    "nmi NM",
    "nm nanometre nanometres nanometer nanometers",
    "light-year light-years",
    "kg kilogram kilograms kilogramme kilogrammes kilo kilos kgs",
    "g gram grams gramme grammes",
    "mg milligram milligrams",
    "t tonne tonnes",
    "Mt megatonne megatonnes",
    "kt kilotonne kilotonnes",
    "ton tons",
    "lb lbs",
    "oz ounce ounces",
    "acre acres",
    "ha hectare hectares",
    "l litre litres liter liters",
    "ml millilitre millilitres milliliter milliliters",
    "gallon gallons",
    "barrel barrels",
    "mph",
    "kph kmh kmph",
    "bpd",
    "quintal quintals",
    "bushel bushels",
    "carat carats",
    "fathom fathoms",
    "micron microns",
    "cusec cusecs",
    "hPa hectopascal hectopascals",
    "mbar millibar millibars",
    "ppm",
    "knot knots",
    "degree degrees",
    "byte bytes",
    "kB kilobyte kilobytes kb",
    "MB megabyte megabytes",
    "GB gigabyte gigabytes",
    "TB terabyte terabytes",
    "W watt watts",
    "kW kilowatt kilowatts",
    "MW megawatt megawatts",
    "GW gigawatt gigawatts",
    "kWh kilowatt-hours",
    "MWh",
    "GWh",
    "TWh",
    "V volt volts",
    "Hz hertz",
    "kHz kilohertz",
    "MHz megahertz",
    "GHz gigahertz",
    "dB decibel decibels",
    "kcal calorie calories",
    "hp horsepower",
];

/// Symbols that are units only directly after digits, because they are also words or letters with another meaning.
const ONLY_ATTACHED: &[&str] = &["m", "g", "l", "t", "W", "V", "mi", "nm", "oz", "hp"];

const POWERS: &[(&str, &str)] = &[("square", "2"), ("sq", "2"), ("cubic", "3")];

/// The unit of each symbol and name, and of each longer name in lowercase.
static BY_NAME: LazyLock<HashMap<String, &str, RandomState>> = LazyLock::new(|| {
    let rows = UNITS
        .iter()
        .filter_map(|names| Some((names.split(' ').next()?, names)));
    let names = rows.flat_map(|(normal, names)| names.split(' ').map(move |name| (name, normal)));
    let mut all = HashMap::default();
    for (name, normal) in names {
        if name.len() > 3 {
            all.entry(name.to_ascii_lowercase()).or_insert(normal);
        }
        all.entry(name.to_owned()).or_insert(normal);
    }
    all
});

/// Returns the unit that a word names. `attached` means that the word directly follows digits.
///
/// Symbols are case-sensitive ("MB" is not "mb"); names of more than three letters may be written in uppercase.
pub(super) fn unit(word: &str, attached: bool) -> Option<&'static str> {
    if word.is_empty() || word.len() > 14 || !word.is_ascii() {
        return None;
    }
    let in_lowercase = || {
        let may_be_name = word.len() > 3 && word.bytes().any(|byte| byte.is_ascii_uppercase());
        may_be_name
            .then(|| BY_NAME.get(word.to_ascii_lowercase().as_str()))
            .flatten()
    };
    let unit = *BY_NAME.get(word).or_else(in_lowercase)?;
    let is_sign = ONLY_ATTACHED.contains(&word);
    (attached || !is_sign).then_some(unit)
}

/// Returns the exponent that "square" and "cubic" give to the unit after them.
pub(super) fn power(word: &str) -> Option<&'static str> {
    POWERS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|&(_, power)| power)
}
