//! Units of measure by name and sign.

/// Names and signs of each unit, the first being its normal form.
const UNITS: &[&str] = &[
    "km kilometre kilometres kilometer kilometers kms",
    "m metre metres meter meters",
    "cm centimetre centimetres centimeter centimeters",
    "mm millimetre millimetres millimeter millimeters",
    "mi mile miles",
    "ft foot feet",
    "yd yard yards",
    "inch inches",
    "nm nanometre nanometres nanometer nanometers",
    "light-year light-years",
    "kg kilogram kilograms kilogramme kilogrammes kilo kilos kgs",
    "g gram grams gramme grammes",
    "mg milligram milligrams",
    "t tonne tonnes",
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
    "V volt volts",
    "Hz hertz",
    "kHz kilohertz",
    "MHz megahertz",
    "GHz gigahertz",
    "dB decibel decibels",
    "kcal calorie calories",
    "hp horsepower",
];

/// Signs that also are words or letters with another meaning: only right behind digits are they units.
const ONLY_ATTACHED: &[&str] = &["m", "g", "l", "t", "W", "V", "mi", "nm", "oz", "hp"];

const POWERS: &[(&str, &str)] = &[("square", "2"), ("sq", "2"), ("cubic", "3")];

/// The unit that a word names. `attached` where the word stands right behind digits.
pub(super) fn unit(word: &str, attached: bool) -> Option<&'static str> {
    if word.is_empty() || word.len() > 14 || !word.is_ascii() {
        return None;
    }
    let unit = UNITS.iter().find_map(|names| {
        let mut names = names.split(' ');
        let normal = names.next()?;
        // Signs mind their case, for an MB is no mb; names in full may stand in capitals.
        let is_it = normal == word
            || names.any(|name| name == word || name.len() > 3 && name.eq_ignore_ascii_case(word))
            || normal.len() > 3 && normal.eq_ignore_ascii_case(word);
        is_it.then_some(normal)
    })?;
    let is_sign = ONLY_ATTACHED.contains(&word);
    (attached || !is_sign).then_some(unit)
}

/// The exponent that "square" and "cubic" give to the unit behind them.
pub(super) fn power(word: &str) -> Option<&'static str> {
    POWERS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|&(_, power)| power)
}
