//! Compares dictionary words with those of `icu_segmenter`, in accuracy and speed.
//!
//! ```text
//! cargo run --release -- [--repeat N] CORPORA            # F1 against gold, agreement, speed
//! cargo run --release -- --thai-costs CORPORA            # prints a new src/tokens/data/thai_costs.tsv
//! ```
//!
//! CORPORA is a folder with the sets named below as JSON Lines compressed with gzip.

mod costs;
mod documents;
mod score;
mod segmenters;
#[path = "../../rust/src/timing.rs"]
mod timing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use documents::{Document, read};
use score::f1;
use segmenters::{Segmenters, runs};
use timing::{Run, compare_runs};

const USAGE: &str = "usage: lexicount-dictionary-benchmarks [--repeat N | --thai-costs] CORPORA";

/// Sets with gold-standard words.
const GOLD: [&str; 4] = [
    "ud-pud/pud-zh-Hant",
    "ud-more/ud-chinese-gsdsimp",
    "wisesight-thai/wisesight-words",
    "ud-pud/pud-th",
];

/// Languages of the set `udhr/udhr`, the Universal Declaration of Human Rights, which has no gold-standard words.
const WITHOUT_GOLD: [&str; 6] = ["zh", "ja", "th", "lo", "km", "my"];

/// The sets used to measure speed, each with a language if it has several.
const TIMED: [(&str, Option<&str>); 5] = [
    ("bitcoin-optech/optech-zh", None),
    ("bitcoin-optech/optech-ja", None),
    ("electron-docs-i18n/electron-docs-i18n", Some("ja-JP")),
    ("wisesight-thai/wisesight-words", None),
    ("ud-pud/pud-th", None),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let wants_costs = arguments
        .next_if(|option| option == "--thai-costs")
        .is_some();
    let mut repeat = Some(9);
    if arguments.next_if(|option| option == "--repeat").is_some() {
        repeat = arguments
            .next()
            .and_then(|n| n.parse().ok())
            .filter(|&n| n > 0);
    }
    let (Some(folder), Some(repeat), None) = (arguments.next(), repeat, arguments.next()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let folder = PathBuf::from(folder);
    let result = if wants_costs {
        costs::print(&folder)
    } else {
        compare(&folder, repeat)
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot read the texts: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(folder: &Path, repeat: usize) -> std::io::Result<()> {
    let segmenters = Segmenters::new();
    println!("### F1 of words against gold, without white space\n");
    println!("| set | lexicount | icu_segmenter, auto | icu_segmenter, dictionary |");
    println!("| --- | ---: | ---: | ---: |");
    for set in GOLD {
        print_scores(set, &read(folder, set, None)?, &segmenters);
    }
    println!("\n### Agreement with icu_segmenter's auto mode, F1\n");
    println!("| text | lexicount | icu_segmenter, auto | icu_segmenter, dictionary |");
    println!("| --- | ---: | ---: | ---: |");
    for lang in WITHOUT_GOLD {
        let mut documents = read(folder, "udhr/udhr", Some(lang))?;
        for document in &mut documents {
            document.set_gold(&segmenters.auto(&document.text));
        }
        print_scores(&format!("udhr, {lang}"), &documents, &segmenters);
    }
    println!();
    for (set, lang) in TIMED {
        compare_set(set, &read(folder, set, lang)?, &segmenters, repeat);
    }
    Ok(())
}

fn print_scores(name: &str, documents: &[Document], segmenters: &Segmenters) {
    let ours = f1(documents, |text| segmenters.lexicount(text));
    let auto = f1(documents, |text| segmenters.auto(text));
    let dictionary = f1(documents, |text| segmenters.dictionary(text));
    println!("| {name} | {ours:.4} | {auto:.4} | {dictionary:.4} |");
}

/// Measures the speed on the dictionary-script runs of a set alone, one per line, so that all segmenters do the same
/// work.
fn compare_set(set: &str, documents: &[Document], segmenters: &Segmenters, repeat: usize) {
    let runs: Vec<&str> = documents
        .iter()
        .flat_map(|document| runs(&document.text))
        .collect();
    let text = runs.join("\n");
    let n_ours = lexicount::tokens::dictionary_words(&text).count();
    let n_lines = runs.len().saturating_sub(1);
    let n_auto = segmenters.n_auto(&text) - n_lines;
    let n_dictionary = segmenters.n_dictionary(&text) - n_lines;
    let laps = [
        Run::new(
            "lexicount dictionary_words",
            format!("{n_ours} words"),
            || lexicount::tokens::dictionary_words(&text).count(),
        ),
        Run::new("icu_segmenter, auto", format!("{n_auto} words"), || {
            segmenters.n_auto(&text)
        }),
        Run::new(
            "icu_segmenter, dictionary",
            format!("{n_dictionary} words"),
            || segmenters.n_dictionary(&text),
        ),
    ];
    compare_runs(set, text.len() as f64 / 1e6, repeat, &laps);
}
