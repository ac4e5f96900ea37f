//! Data beside the project: large, and not part of it. Tests that need it are skipped if it is missing, and say so.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The tests that need data from outside the project, and what they read.
const TESTS: [(&str, &[&str]); 4] = [
    ("stems_are_those_of_snowball", &["conformance/snowball"]),
    (
        "golden_rules_of_english_sentences_hold",
        &["conformance/sentence-golden-rules"],
    ),
    (
        "words_of_real_text_equal_a_plain_reading",
        &[
            "corpora/bitcoin-optech",
            "corpora/electron-docs-i18n",
            "corpora/ud-pud",
            "corpora/wisesight-thai",
            "corpora/udhr",
        ],
    ),
    ("real_text_equals_the_library", &["corpora/udhr"]),
];

/// The folder that holds the sets, and whether the user named it.
fn folder() -> (PathBuf, bool) {
    let named = std::env::var_os("LEXICOUNT_SHARED").filter(|folder| !folder.is_empty());
    let is_named = named.is_some();
    let shared = named.map_or_else(|| super::package().join("../shared"), PathBuf::from);
    (shared.join("data"), is_named)
}

/// The sets that a test needs and that are not there.
fn missing(sets: &[&'static str]) -> Vec<&'static str> {
    let (folder, _) = folder();
    let is_missing = |set: &&&str| !folder.join(set).exists();
    sets.iter().filter(is_missing).copied().collect()
}

/// Writes past the test harness, which keeps what a passing test prints to itself.
fn report(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

/// Runs a test of [`TESTS`] with the folder of the sets, or reports that it is skipped.
///
/// A folder that the user named must hold everything.
pub(crate) fn with_shared_data(test: &str, run: impl FnOnce(&Path)) {
    let (_, sets) = TESTS
        .iter()
        .find(|(name, _)| *name == test)
        .expect("a test that reads shared data is listed in TESTS");
    let (folder, is_named) = folder();
    let missing = missing(sets);
    if missing.is_empty() || is_named {
        assert!(missing.is_empty(), "LEXICOUNT_SHARED lacks {missing:?}");
        run(&folder);
    } else {
        report(&format!(
            "skipped: {test}: {} not found",
            missing.join(", ")
        ));
    }
}

/// The last word on what was skipped: one line, in every run of the suite.
#[test]
fn skipped_tests_are_counted() {
    let skipped = TESTS.iter().filter(|(_, sets)| !missing(sets).is_empty());
    let n_skipped = skipped.count();
    if n_skipped > 0 {
        report(&format!(
            "skipped: {n_skipped} of {} tests that need shared data; \
             set LEXICOUNT_SHARED to the folder that holds data/",
            TESTS.len()
        ));
    }
}

#[test]
fn listed_tests_exist() {
    let folder = super::package().join("tests/rust");
    let sources: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for (test, _) in TESTS {
        assert!(
            sources.contains(&format!("#[test]\nfn {test}() {{")),
            "{test}"
        );
        assert!(
            sources.contains(&format!("with_shared_data(\"{test}\",")),
            "{test}"
        );
    }
}
