//! Units of measurement by name and symbol.

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
    "kph kmh",
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

/// Returns the unit that a word names. `attached` means that the word directly follows digits.
pub(super) fn unit(word: &str, attached: bool) -> Option<&'static str> {
    if word.is_empty() || word.len() > 14 || !word.is_ascii() {
        return None;
    }
    let unit = UNITS.iter().find_map(|names| {
        let mut names = names.split(' ');
        let normal = names.next()?;
        // Symbols are case-sensitive ("MB" is not "mb"); full names may be written in uppercase.
        let is_it = normal == word
            || names.any(|name| name == word || name.len() > 3 && name.eq_ignore_ascii_case(word))
            || normal.len() > 3 && normal.eq_ignore_ascii_case(word);
        is_it.then_some(normal)
    })?;
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
