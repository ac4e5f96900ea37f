//! Values that are easily read wrongly: changes, shared units, digit groups, glued codes, parts of periods.

use super::*;
use crate::entities::mentions::{Basis, Relation};

/// Checks the normal forms of all mentions of each text.
#[track_caller]
fn check_names(date: Option<&str>, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let names: Vec<String> = found(text, date.and_then(Date::parse))
            .into_iter()
            .map(|row| row.2)
            .collect();
        assert_eq!(names, *expected, "{text:?}");
    }
}

#[test]
fn a_change_is_not_a_range() {
    use Relation::{By, From, To};
    for (text, expected) in [
        (
            "The toll rose by 119 to 1,033.",
            &[("119", Some(By)), ("1033", Some(To))][..],
        ),
        (
            "The toll rose from 37 to 52.",
            &[("37", Some(From)), ("52", Some(To))],
        ),
        (
            "Revenue decreased $1.2 million to $23.5 million, from $24.7 million.",
            &[
                ("USD 1200000", Some(By)),
                ("USD 23500000", Some(To)),
                ("USD 24700000", Some(From)),
            ],
        ),
        (
            "The garrison was increased from 3,000 to 5,000 troops.",
            &[("3000", Some(From)), ("5000", Some(To))],
        ),
        (
            "Profit rose from 2 to 25 percent, then fell from 52 to 37 percent.",
            &[
                ("2%", Some(From)),
                ("25%", Some(To)),
                ("52%", Some(From)),
                ("37%", Some(To)),
            ],
        ),
        (
            "It was raised from $3 to 5 million.",
            &[("USD 3000000", Some(From)), ("USD 5000000", Some(To))],
        ),
        (
            "Sales fell 8% to $14 billion.",
            &[("8%", Some(By)), ("USD 14000000000", Some(To))],
        ),
        ("From 5 to 10 people came.", &[("5..10", None)]),
        ("It grew by 5 to 6 percent.", &[("5..6%", Some(By))]),
        (
            "It grew 5 to 6 million tonnes.",
            &[("5000000..6000000 t", Some(By))],
        ),
        ("They sent 5 to 10 men.", &[("5..10", None)]),
        (
            "Sales fell by a third to 4,000.",
            &[("1/3", Some(By)), ("4000", Some(To))],
        ),
        ("It climbs 90 metres.", &[("90 m", None)]),
    ] {
        let mentions = mentions(text, None);
        let rows: Vec<_> = mentions
            .iter()
            .map(|one| (one.name.as_str(), one.relation))
            .collect();
        assert_eq!(rows, expected, "{text:?}");
    }
}

#[test]
fn units_of_ranges_hold_for_both_ends() {
    check_names(
        None,
        &[
            ("Two to three dozen people", &["24..36"]),
            ("two or three hundred", &["200..300"]),
            ("two to three hundred thousand", &["200000..300000"]),
            ("7-9 lakh rupees", &["INR 700000..900000"]),
            ("10-12,000 marchers", &["10000..12000"]),
            ("500-1,000 marchers", &["500..1000"]),
            ("50 to 1 million", &["50..1000000"]),
            ("$3-5 billion", &["USD 3000000000..5000000000"]),
            ("US$3.3-3.5m", &["USD 3300000..3500000"]),
            ("2-3bn euros", &["EUR 2000000000..3000000000"]),
            ("between 3 and 5 crore", &["30000000..50000000"]),
            (
                "Rs. 5 lakh crore; five thousand crore",
                &["INR 5000000000000", "50000000000"],
            ),
            ("R1 250 or R12 500 000", &["ZAR 1250", "ZAR 12500000"]),
        ],
    );
    let open = mentions("10-12,000 marchers", None);
    assert_eq!(open[0].basis, Some(Basis::SharedUnit));
    assert_eq!(open[0].alternatives, ["10..12000"]);
}

#[test]
fn digits_are_grouped_by_many_customs() {
    check_names(
        None,
        &[
            ("12,34,567 votes; 1,00,000 void", &["1234567", "100000"]),
            ("816 000 t", &["816000 t"]),
            ("1 000 000 people", &["1000000"]),
            ("1\u{202f}234\u{202f}567 people", &["1234567"]),
            ("opened 1 054 shops", &["1054"]),
            (
                "€1.234,56 and 1.234 men, 3,5% of 12.500",
                &["EUR 1234.56", "1234", "3.5%", "12500"],
            ),
            ("1.234 metres", &["1.234 m"]),
            ("1'234'567 francs", &["CHF 1234567"]),
            ("12.345.678 people", &["12345678"]),
            ("rows 120 340 560", &["120", "340", "560"]),
            ("on 12 May 300 people", &["--05-12", "300"]),
        ],
    );
}

#[test]
fn codes_may_be_glued_to_sums() {
    check_names(
        None,
        &[
            (
                "Rs16,189 crore; Rs.500; Rs 20",
                &["INR 161890000000", "INR 500", "INR 20"],
            ),
            (
                "RM10 million; RM 5; USD34.6",
                &["MYR 10000000", "MYR 5", "USD 34.6"],
            ),
            (
                "VND4,927 billion; EUR5 million",
                &["VND 4927000000000", "EUR 5000000"],
            ),
            (
                "N302m; R5,000; R287.50; KSh5,000",
                &["NGN 302000000", "ZAR 5000", "ZAR 287.50", "KES 5000"],
            ),
            (
                "GH¢850; Tk500 crore; 500USD; 50p",
                &["GHS 850", "BDT 5000000000", "USD 500", "GBP 0.50"],
            ),
            (
                "$1.8 bln; 5 mln euros; $728 mil; $2 T",
                &[
                    "USD 1800000000",
                    "EUR 5000000",
                    "USD 728000000",
                    "USD 2000000000000",
                ],
            ),
            (
                "at 190,000 won; of 300 won a share",
                &["KRW 190000", "KRW 300"],
            ),
            ("40 won seats; two won medals", &["40", "2"]),
            ("COP28, N95 masks, R22, MH370, F16, P5, G20", &[]),
            (
                "65 Kenyan cents; 5 Sri Lankan rupees",
                &["KES 0.65", "LKR 5"],
            ),
        ],
    );
}

#[test]
fn shared_currency_words_are_those_of_the_country() {
    for (text, name, basis, alternatives) in [
        ("500 rupees", "INR 500", Basis::Written, &[][..]),
        (
            "Karachi paid Rs500",
            "PKR 500",
            Basis::CountryOfText,
            &["INR 500"],
        ),
        (
            "Cairo paid 500 pounds",
            "EGP 500",
            Basis::CountryOfText,
            &["GBP 500"],
        ),
        (
            "Dakar paid 500 francs",
            "XOF 500",
            Basis::CountryOfText,
            &["CHF 500"],
        ),
        (
            "500 kwacha",
            "kwacha 500",
            Basis::UsualCurrency,
            &["ZMW 500", "MWK 500"],
        ),
        (
            "Sydney paid $500",
            "USD 500",
            Basis::UsualCurrency,
            &["AUD 500"],
        ),
        ("Boston paid $500", "USD 500", Basis::Written, &[]),
    ] {
        let mentions = mentions(text, None);
        let found = (mentions[0].name.as_str(), mentions[0].basis);
        assert_eq!(found, (name, Some(basis)), "{text:?}");
        assert_eq!(mentions[0].alternatives, alternatives, "{text:?}");
    }
}

#[test]
fn quantities_have_fractions_signs_and_units_of_ships() {
    check_names(
        None,
        &[
            (
                "about 35 nautical miles; the 12-nautical-mile limit",
                &["~35 nmi", "12 nmi"],
            ),
            (
                "one and one-half miles; a 1/4 inch crack; 1 1/2 miles",
                &["1.5 mi", "0.25 inch", "1.5 mi"],
            ),
            (
                "half a mile; three-quarters of a mile; up to a litre",
                &["0.5 mi", "0.75 mi", "<=1 l"],
            ),
            (
                "to minus 20 degrees; 40C; -9C; seat 14C",
                &["-20 degree", "40 °C", "-9 °C"],
            ),
            (
                "a quarter of a million; three quarters of a million",
                &["250000", "750000"],
            ),
            ("a three-and-a-half-year term", &["P3.5Y"]),
            (
                "a million and a half; more than half a century",
                &["1500000", ">P50Y"],
            ),
            ("12 nm off Aden; a 5nm chip", &["12 nmi", "5 nm"]),
            (
                "2½ hours; 3¼ miles; 2½% of it",
                &["PT2.5H", "3.25 mi", "2.5%"],
            ),
            (
                "five degrees below zero; 5 sq. miles; the 7.7-magnitude quake",
                &["-5 degree", "5 mi2", "7.7"],
            ),
            (
                "less than a week; nearly a decade; for a year",
                &["<P1W", "~P10Y", "P1Y"],
            ),
            ("Scores were wounded", &[">=40"]),
            ("test scores were low", &[]),
            (
                "the Boeing 737-800; a 737-800; 7-Eleven; 1-800-FLOWERS; agent 007",
                &[],
            ),
        ],
    );
}

#[test]
fn coordinates_of_ships_and_in_words_are_found() {
    check_each(
        "COORDINATES",
        &[
            (
                "N 59°12'7.7\" W 02°15'39.6\" off",
                "N 59°12'7.7\" W 02°15'39.6\"",
                "59.20214,-2.261",
            ),
            (
                "46-13.4N 004-26.2E.",
                "46-13.4N 004-26.2E",
                "46.22333,4.43667",
            ),
            ("1204N 04550E", "1204N 04550E", "12.06667,45.83333"),
            (
                "38.29 degrees north latitude and 38.10 degrees east longitude.",
                "38.29 degrees north latitude and 38.10 degrees east longitude",
                "38.29,38.1",
            ),
            (
                "12.5 degrees N, 43.3 degrees E.",
                "12.5 degrees N, 43.3 degrees E",
                "12.5,43.3",
            ),
            (
                "latitude 35.1 north, longitude 25.9 east",
                "latitude 35.1 north, longitude 25.9 east",
                "35.1,25.9",
            ),
            (
                "38.29 degrees north, 38.1 degrees west of",
                "38.29 degrees north, 38.1 degrees west",
                "38.29,-38.1",
            ),
        ],
    );
}

#[test]
fn parts_of_periods_are_dates() {
    check_names(
        Some("2024-09-23"),
        &[
            ("on the last Friday of this month", &["2024-09-27"]),
            (
                "in the first week of January 2025",
                &["2025-01-01/2025-01-07"],
            ),
            (
                "the last two weeks of September",
                &["2024-09-17/2024-09-30"],
            ),
            ("the second Sunday in May 2024", &["2024-05-12"]),
            ("the first half of last year", &["2023-01/2023-06"]),
            ("the second quarter of this year", &["2024-Q2"]),
            ("the first nine months of 2024", &["2024-01/2024-09"]),
            ("profit in the second quarter", &["2024-Q2"]),
            ("30 March-2 April", &["2024-03-30/2024-04-02"]),
            (
                "from 28 December 2023 to 3 January 2024",
                &["2023-12-28/2024-01-03"],
            ),
            ("March 30 to April 2, 2020", &["2020-03-30/2020-04-02"]),
            ("moved from 28 May to 7 June", &["2024-05-28", "2024-06-07"]),
            (
                "Monday 20, Tuesday 21 and Wednesday 22 April 2015",
                &["2015-04-20", "2015-04-21", "2015-04-22"],
            ),
            (
                "on 3, 5 and 9 May",
                &["2024-05-03", "2024-05-05", "2024-05-09"],
            ),
            ("on 20 and 21 April", &["2024-04-20/2024-04-21"]),
            ("2018.01.05", &["2018-01-05"]),
            ("in 2022: those who pay", &["2022"]),
            (
                "on May 3, 5 and 7.",
                &["2024-05-03", "2024-05-05", "2024-05-07"],
            ),
            ("on May 3, 12 people died", &["2024-05-03", "12"]),
            (
                "H1 2024; the final week of May 2024",
                &["2024-01/2024-06", "2024-05-25/2024-05-31"],
            ),
            (
                "(31 October 1950 – 31 March 2016)",
                &["1950-10-31", "2016-03-31"],
            ),
            ("LIMA, 29 Mar 89 -- [Text]", &["1989-03-29"]),
            ("between July 2018 and March 2021", &["2018-07/2021-03"]),
        ],
    );
}

#[test]
fn quarters_and_weekdays_of_weeks_are_dates() {
    check_names(
        Some("2024-09-23"),
        &[
            (
                "Friday next week; Monday of this week",
                &["2024-10-04", "2024-09-23"],
            ),
            ("sales in Q2; it will rise in Q4", &["2024-Q2", "2024-Q4"]),
        ],
    );
}

#[test]
fn days_in_digits_may_be_months() {
    let open = mentions("03/04/2024", None);
    assert_eq!(
        (open[0].basis, &open[0].alternatives[..]),
        (Some(Basis::DayFirst), &["2024-03-04".to_owned()][..])
    );
    check(
        "three goals in the second half",
        &[("CARDINAL", "three", "3"), ("ORDINAL", "second", "2nd")],
    );
}

#[test]
fn dates_lean_on_the_date_before() {
    check_names(
        Some("2024-09-23"),
        &[
            (
                "It rose to 1,061 from 937 three days earlier.",
                &["1061", "937", "three days earlier"],
            ),
            (
                "On 3 May 12 died. Two days later, 5 died.",
                &["2024-05-03", "12", "2024-05-05", "5"],
            ),
            (
                "In May it fell from a year earlier.",
                &["2024-05", "2023-05"],
            ),
            ("In Q2 2024, as a year before.", &["2024-Q2", "2023-Q2"]),
            (
                "It sank on 3 May 2020 and was found the following day.",
                &["2020-05-03", "2020-05-04"],
            ),
            ("He left in 2019. That year, it closed.", &["2019", "2019"]),
            ("5% more than a year earlier.", &["5%", "a year earlier"]),
            ("two weeks before the summit", &["P2W"]),
            ("two hours later", &["PT2H"]),
        ],
    );
}
