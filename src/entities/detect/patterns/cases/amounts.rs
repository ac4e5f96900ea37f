//! Numbers, amounts with units, and addresses.

use super::*;

const MONEY: &[Row<'_>] = &[
    ("$2.5 million", "$2.5 million", "USD 2500000"),
    ("€300,000 or", "€300,000", "EUR 300000"),
    ("£12m", "£12m", "GBP 12000000"),
    ("40 billion rubles", "40 billion rubles", "RUB 40000000000"),
    ("US$5bn", "US$5bn", "USD 5000000000"),
    ("USD 500", "USD 500", "USD 500"),
    ("500 CHF", "500 CHF", "CHF 500"),
    ("50 cents", "50 cents", "USD 0.50"),
    (
        "$1.2-1.5 billion",
        "$1.2-1.5 billion",
        "USD 1200000000..1500000000",
    ),
    ("$5 to $10", "$5 to $10", "USD 5..10"),
    ("between $5 and $10", "between $5 and $10", "USD 5..10"),
    ("more than $100", "more than $100", "USD >100"),
    ("up to US$5m", "up to US$5m", "USD <=5000000"),
    ("20 pounds", "20 pounds", "GBP 20"),
    ("a million dollars", "a million dollars", "USD 1000000"),
    ("300 Egyptian pounds", "300 Egyptian pounds", "EGP 300"),
    ("500 €", "500 €", "EUR 500"),
    (
        "hundreds of millions of dollars",
        "hundreds of millions of dollars",
        "USD >=200000000",
    ),
    (
        "five million U.S. dollars",
        "five million U.S. dollars",
        "USD 5000000",
    ),
    ("A$20", "A$20", "AUD 20"),
    ("a $2,500-a-month flat", "$2,500", "USD 2500"),
];

#[test]
fn money_is_found_with_its_currency() {
    check_each("MONEY", MONEY);
    check_none(&[
        "the dollar fell",
        "$",
        "a pound of flesh",
        "to try all",
        "US troops",
    ]);
}

#[test]
fn percentages_are_found() {
    check(
        "4.5%, 12 percent",
        &[
            ("PERCENT", "4.5%", "4.5%"),
            ("PERCENT", "12 percent", "12%"),
        ],
    );
    check_each(
        "PERCENT",
        &[
            ("20-30%", "20-30%", "20..30%"),
            ("about 20 per cent", "about 20 per cent", "~20%"),
            ("between 5% and 10%", "between 5% and 10%", "5..10%"),
            ("ten percent", "ten percent", "10%"),
            ("a 5-percent rise", "5-percent", "5%"),
            ("less than 1 %", "less than 1 %", "<1%"),
        ],
    );
}

const NUMBERS: &[Row<'_>] = &[
    ("killed 84 people", "84", "84"),
    ("up to 1.5 million", "up to 1.5 million", "<=1500000"),
    ("at least 14 dead", "at least 14", ">=14"),
    ("no fewer than 14", "no fewer than 14", ">=14"),
    ("as many as 20", "as many as 20", "<=20"),
    ("fourteen men", "fourteen", "14"),
    (
        "one hundred and forty-three",
        "one hundred and forty-three",
        "143",
    ),
    (
        "two million five hundred thousand",
        "two million five hundred thousand",
        "2500000",
    ),
    ("twelve hundred", "twelve hundred", "1200"),
    ("two dozen eggs", "two dozen", "24"),
    ("half a million", "half a million", "500000"),
    ("a hundred and fifty", "a hundred and fifty", "150"),
    ("50-60 people", "50-60", "50..60"),
    ("between 50 and 60", "between 50 and 60", "50..60"),
    ("50 to 60 fighters", "50 to 60", "50..60"),
    (
        "1.2 to 1.5 million",
        "1.2 to 1.5 million",
        "1200000..1500000",
    ),
    ("dozens were hurt", "dozens", ">=24"),
    (
        "tens of thousands of people",
        "tens of thousands",
        ">=20000",
    ),
    ("several hundred men", "several hundred", ">=200"),
    ("nearly 300 men", "nearly 300", "~300"),
    ("some 200 men", "some 200", "~200"),
    ("20 or more", "20 or more", ">=20"),
    ("almost half", "almost half", "~1/2"),
    ("two-thirds of it", "two-thirds", "2/3"),
    ("a third of voters", "a third", "1/3"),
    ("10\u{a0}000 men", "10\u{a0}000", "10000"),
    ("12k followers", "12k", "12000"),
    ("5m people", "5m", "5000000"),
    ("one person died", "one", "1"),
    ("at least one man", "at least one", ">=1"),
    ("one or two men", "one or two", "1..2"),
    ("500-1000 men", "500-1000", "500..1000"),
];

#[test]
fn numbers_and_ranges_are_cardinals() {
    check(
        "1,200; 3,000.50.",
        &[
            ("CARDINAL", "1,200", "1200"),
            ("CARDINAL", "3,000.50", "3000.50"),
        ],
    );
    check_each("CARDINAL", NUMBERS);
    check("of 2000 people", &[("CARDINAL", "2000", "2000")]);
    check_none(&[
        "COVID-19, G7, v2.0",
        "24/7",
        "192.168.0.1",
        "an F-16 and a B-52",
        "#5",
        "555-1234",
        "Flight 370",
        "at last, up to them, as much as we can, over and about",
        "half brother",
        "some men, several times, a few",
        "5,10,20",
        "12-34-56",
        "someone one",
    ]);
}

#[test]
fn amounts_have_bounds_and_a_unit() {
    for (text, low, best, high, unit) in [
        ("84 people", Some(84.0), 84.0, Some(84.0), None),
        ("at least 14", Some(14.0), 14.0, None, None),
        ("up to 170", None, 170.0, Some(170.0), None),
        ("about 20", None, 20.0, None, None),
        ("almost half", None, 0.5, Some(0.5), None),
        ("50 to 60", Some(50.0), 55.0, Some(60.0), None),
        ("dozens", Some(24.0), 24.0, None, None),
        ("$2.5m", Some(2.5e6), 2.5e6, Some(2.5e6), Some("USD")),
        ("4.5%", Some(4.5), 4.5, Some(4.5), Some("%")),
        ("5 km", Some(5.0), 5.0, Some(5.0), Some("km")),
        ("two decades", Some(20.0), 20.0, Some(20.0), Some("year")),
        (
            "1 hour 30 minutes",
            Some(90.0),
            90.0,
            Some(90.0),
            Some("minute"),
        ),
        ("21st", Some(21.0), 21.0, Some(21.0), None),
    ] {
        let found = found(text, None);
        let value = found[0].3.clone().unwrap();
        assert_eq!(
            (value.low(), value.best(), value.high(), value.unit()),
            (low, Some(best), high, unit),
            "{text:?}"
        );
    }
}

#[test]
fn plus_sign_makes_a_lower_bound() {
    check_each(
        "CARDINAL",
        &[
            ("300+ competitions", "300+", ">=300"),
            ("all 300+.", "300+", ">=300"),
            ("100-plus people", "100-plus", ">=100"),
            ("10+5", "10", "10"),
        ],
    );
    check_each("DURATION", &[("5+ years", "5+ years", ">=P5Y")]);
    check_each("QUANTITY", &[("500+ km", "500+ km", ">=500 km")]);
    check_each("MONEY", &[("$1bn+ deals", "$1bn+", "USD >=1000000000")]);
}

#[test]
fn abbreviated_qualifiers_are_parsed() {
    check_each(
        "CARDINAL",
        &[
            ("approx. 3750 sonnets", "approx. 3750", "~3750"),
            ("approx 300", "approx 300", "~300"),
            ("by ca. 1000 authors", "ca. 1000", "~1000"),
            ("Los Angeles, CA 90210", "90210", "90210"),
        ],
    );
    check_each("MONEY", &[("CA$50 each", "CA$50", "CAD 50")]);
}

#[test]
fn reference_numbers_and_numbered_names_are_not_cardinals() {
    check_none(&[
        "He fled.[12] They",
        "an actor. [1][2]",
        "a Category 3 storm",
        "a phase 3 trial",
        "type 2 diabetes",
    ]);
    check("[1000]", &[("CARDINAL", "1000", "1000")]);
}

#[test]
fn fractions_are_cardinals() {
    check_each(
        "CARDINAL",
        &[
            ("one in five children", "one in five", "1/5"),
            ("1 in 10 said", "1 in 10", "1/10"),
            ("four in 10 Americans", "four in 10", "4/10"),
            ("three out of four voters", "three out of four", "3/4"),
            ("nearly one in three", "nearly one in three", "~1/3"),
            ("2/3 of voters", "2/3", "2/3"),
            ("about 3/4", "about 3/4", "~3/4"),
        ],
    );
    check(
        "two million won the right",
        &[("CARDINAL", "two million", "2000000")],
    );
    check("one in five years", &[("DURATION", "five years", "P5Y")]);
    check(
        "12 in 2019",
        &[("CARDINAL", "12", "12"), ("DATE", "2019", "2019")],
    );
    check_none(&["about 9/11", "on 2/3", "one in Kabul"]);
}

#[test]
fn scales_may_have_a_half() {
    check_each(
        "MONEY",
        &[
            (
                "two and a half million euros",
                "two and a half million euros",
                "EUR 2500000",
            ),
            ("Rs. 500 crore", "Rs. 500 crore", "INR 5000000000"),
            ("Rs 2,000", "Rs 2,000", "INR 2000"),
            (
                "3.4 trillion won, it said",
                "3.4 trillion won",
                "KRW 3400000000000",
            ),
        ],
    );
    check_each(
        "CARDINAL",
        &[
            (
                "2 and a half million people",
                "2 and a half million",
                "2500000",
            ),
            ("2 lakh people", "2 lakh", "200000"),
        ],
    );
    check_each(
        "QUANTITY",
        &[
            ("0.5 percentage points", "0.5 percentage points", "0.5 pp"),
            ("at -10 degrees", "-10 degrees", "-10 degree"),
        ],
    );
}

#[test]
fn house_numbers_are_not_cardinals() {
    check_none(&["10 Downing Street", "12 Grosvenor Square", "200 Main St."]);
    check("40 Russian soldiers", &[("CARDINAL", "40", "40")]);
}

/// A symbol after a possessive ending does not belong to the amount.
#[test]
fn possessive_ending_separates_symbols() {
    for (text, surface) in [
        ("dozens’s%", "dozens"),
        ("dozens's%", "dozens"),
        ("hundreds’s €", "hundreds"),
        ("dozens’s °C", "dozens"),
    ] {
        let found = found(text, None);
        let row = rows(&found)[0];
        assert_eq!((row.0, row.1), ("CARDINAL", surface), "{text:?}");
    }
}

#[test]
fn quantities_have_a_normalized_unit() {
    check_each(
        "QUANTITY",
        &[
            ("120 km away", "120 km", "120 km"),
            ("5km", "5km", "5 km"),
            ("about 30 miles", "about 30 miles", "~30 mi"),
            ("80 km/h", "80 km/h", "80 km/h"),
            (
                "100 kilometres an hour",
                "100 kilometres an hour",
                "100 km/h",
            ),
            ("60 miles per hour", "60 miles per hour", "60 mi/h"),
            ("5,000 square miles", "5,000 square miles", "5000 mi2"),
            ("20 pounds of explosives", "20 pounds", "20 lb"),
            ("25°C", "25°C", "25 °C"),
            ("30 degrees Celsius", "30 degrees Celsius", "30 °C"),
            ("a 10-foot wall", "10-foot", "10 ft"),
            ("500 kg", "500 kg", "500 kg"),
            (
                "two million barrels",
                "two million barrels",
                "2000000 barrel",
            ),
            ("300 metric tons", "300 metric tons", "300 t"),
            ("at -5°C", "-5°C", "-5 °C"),
            ("a 100m race", "100m", "100 m"),
            ("40 m² of floor", "40 m²", "40 m2"),
        ],
    );
    check_none(&["a mile", "avenue", "km", "5m"]);
}

#[test]
fn ordinals_are_found() {
    check_each(
        "ORDINAL",
        &[
            ("the 21st", "21st", "21st"),
            ("the third attack", "third", "3rd"),
            ("the first time", "first", "1st"),
            ("the second attack", "second", "2nd"),
            ("their first goal", "first", "1st"),
            ("came third", "third", "3rd"),
            ("the twenty-first floor", "twenty-first", "21st"),
        ],
    );
    check_none(&[
        "first of all",
        "At first, he",
        "a second later",
        "second-hand",
        "on second thoughts",
        "on the one hand",
    ]);
}

const PHONES: &[Row<'_>] = &[
    (
        "call +44 20 7946 0958 now",
        "+44 20 7946 0958",
        "+442079460958",
    ),
    ("(202) 555-0143", "(202) 555-0143", "+12025550143"),
    ("202-555-0143", "202-555-0143", "+12025550143"),
    ("1-800-555-0143", "1-800-555-0143", "+18005550143"),
    ("020 7946 0958", "020 7946 0958", "02079460958"),
    ("202.555.0143", "202.555.0143", "+12025550143"),
    ("+1 (202) 555-0143", "+1 (202) 555-0143", "+12025550143"),
];

#[test]
fn addresses_are_found() {
    check(
        "by @Meridian_1 #MoscowAttack",
        &[
            ("HANDLE", "@Meridian_1", "@meridian_1"),
            ("HASHTAG", "#MoscowAttack", "#moscowattack"),
        ],
    );
    check_each(
        "URL",
        &[
            (
                "see https://ex.org/a?b=1.",
                "https://ex.org/a?b=1",
                "https://ex.org/a?b=1",
            ),
            ("www.ex.org", "www.ex.org", "www.ex.org"),
        ],
    );
    check_each(
        "EMAIL",
        &[(
            "mail J.Doe@example.com!",
            "J.Doe@example.com",
            "j.doe@example.com",
        )],
    );
    check_each("HASHTAG", &[("#March2024", "#March2024", "#march2024")]);
    check_each("PHONE", PHONES);
    check_none(&["a@b", "#1", "me @ home", "555-0143", "file.txt"]);
}

#[test]
fn coordinates_are_normalized() {
    check_each(
        "COORDINATES",
        &[
            (
                "at 34.5553, 69.2075.",
                "34.5553, 69.2075",
                "34.5553,69.2075",
            ),
            ("34.5553,69.2075", "34.5553,69.2075", "34.5553,69.2075"),
            (
                "-33.8688, 151.2093",
                "-33.8688, 151.2093",
                "-33.8688,151.2093",
            ),
            (
                "34.5553° N, 69.2075° E",
                "34.5553° N, 69.2075° E",
                "34.5553,69.2075",
            ),
            (
                "34°31′30″N 69°10′W",
                "34°31′30″N 69°10′W",
                "34.525,-69.16667",
            ),
        ],
    );
    check(
        "1.25, 2.75",
        &[("CARDINAL", "1.25", "1.25"), ("CARDINAL", "2.75", "2.75")],
    );
}
