//! Dates whose side of the document's date follows from the verb of their clause.

use super::*;
use crate::entities::mentions::Basis;

/// Texts of Wednesday 13 March 2024, and the dates in them.
const CLAUSES: &[(&str, &[&str])] = &[
    (
        "The firm said on Tuesday that it will cut jobs.",
        &["2024-03-12"],
    ),
    (
        "He was arrested on Monday and is due in court on Tuesday.",
        &["2024-03-11", "2024-03-19"],
    ),
    (
        "The minister resigned in January and will be replaced in June.",
        &["2024-01", "2024-06"],
    ),
    (
        "The bank will cut jobs, it said on Tuesday.",
        &["2024-03-12"],
    ),
    (
        "The bank will cut jobs on Tuesday, it said.",
        &["2024-03-19"],
    ),
    (
        "The union, which struck in May, plans to strike again in July.",
        &["2023-05", "2024-07"],
    ),
    (
        "Police said four men arrested on Saturday would appear in court on Thursday.",
        &["2024-03-09", "2024-03-14"],
    ),
    (
        "He was taken into custody in January and will be moved on Friday.",
        &["2024-01", "2024-03-15"],
    ),
    (
        "On Monday, the court will rule on the ban that was lifted in May.",
        &["2024-03-18", "2023-05"],
    ),
    ("On Monday, police said they would appeal.", &["2024-03-11"]),
    ("Monday's attack will be investigated.", &["2024-03-11"]),
    ("They prepared ahead of Sunday's election.", &["2024-03-17"]),
    (
        "The talks have been postponed until Monday.",
        &["2024-03-18"],
    ),
    ("The siege lasted until Monday.", &["2024-03-11"]),
    ("It was not known until Monday.", &["2024-03-11"]),
    ("They issued a red alert till Friday.", &["2024-03-15"]),
    (
        "She said she would travel to Oslo on Friday for talks.",
        &["2024-03-15"],
    ),
    ("The country is expected to join in October.", &["2024-10"]),
    ("The deadline expires on Thursday.", &["2024-03-14"]),
    ("Voters go to the polls on Sunday.", &["2024-03-17"]),
    ("The country goes to the polls in June.", &["2024-06"]),
    ("The leaders are to meet on Friday.", &["2024-03-15"]),
    ("It was set to open on Friday.", &["2024-03-15"]),
    ("The verdict was due on Friday, he said.", &["2024-03-15"]),
    ("Trading resumes on Friday.", &["2024-03-15"]),
    ("Talks resume on Friday.", &["2024-03-15"]),
    ("Rovers play Halden on Sunday.", &["2024-03-17"]),
    ("The hearing is on Friday.", &["2024-03-15"]),
    ("The man, who is 34, died on Friday.", &["2024-03-08"]),
    (
        "They are accused of killing five people on Friday.",
        &["2024-03-08"],
    ),
    ("A trial was told on Friday.", &["2024-03-08"]),
    (
        "Before the vote on Sunday, which they will lose, they met on Friday.",
        &["2024-03-17", "2024-03-08"],
    ),
    (
        "The curfew, imposed on Monday, runs until Sunday.",
        &["2024-03-11", "2024-03-17"],
    ),
    (
        "The vote will be in May, after being delayed in December.",
        &["2024-05", "2023-12"],
    ),
    ("The bank reports results on Friday.", &["2024-03-15"]),
    ("Police reports on Friday said so.", &["2024-03-08"]),
    (
        "They will vote after the Friday bomb attack.",
        &["2024-03-08"],
    ),
    (
        "For Sunday's elections, the army deployed.",
        &["2024-03-17"],
    ),
    ("They pray every Sunday.", &["Sunday"]),
    ("It is to be held on 5 January.", &["2025-01-05"]),
    ("He was shot on 5 April.", &["2023-04-05"]),
    ("They were told on 15 March.", &["2024-03-15"]),
];

#[test]
fn dates_take_the_tense_of_their_clause() {
    let date = Date::parse("2024-03-13");
    for (text, expected) in CLAUSES {
        let dates = found(text, date).into_iter().filter(|row| row.0 == "DATE");
        let names: Vec<String> = dates.map(|row| row.2).collect();
        assert_eq!(names, *expected, "{text:?}");
    }
}

/// The basis and the other dates that are possible.
#[test]
fn dates_without_a_verb_stay_open() {
    for (text, basis, alternatives) in [
        ("It sank on Friday.", Basis::Tense, &[][..]),
        ("The march on Friday.", Basis::LatestDate, &["2024-03-15"]),
        (
            "They will visit France and Spain on Friday.",
            Basis::DistantTense,
            &["2024-03-08"],
        ),
        ("on Wednesday", Basis::DocumentDate, &[]),
        ("on 5 October", Basis::NearestYear, &["2024-10-05"]),
        ("on 5 March", Basis::NearestYear, &[]),
        ("on 5 March 2020", Basis::Written, &[]),
        ("It sank yesterday.", Basis::DocumentDate, &[]),
    ] {
        let mentions = mentions(text, Date::parse("2024-03-13"));
        assert_eq!(mentions[0].basis, Some(basis), "{text:?}");
        assert_eq!(mentions[0].alternatives, alternatives, "{text:?}");
    }
}
