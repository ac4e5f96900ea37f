//! Compares the speed of lexicount's core with the crates one would use instead, and checks that the results agree.
//!
//! ```text
//! cargo run --release -- [--only TASK] [--megabytes N] [--repeat N] FILE...
//! ```

mod runs;
mod texts;
mod timing;

use std::process::ExitCode;

use lexicount::corpus::Documents;
use lexicount::tokens::SentenceRules;
use runs::{
    Counts, Spans, icu_words, lexicount_bounds, lexicount_graphemes, lexicount_news,
    lexicount_sentences, lexicount_terms, lexicount_words, lower_unicode_terms, portable_words,
    segmentation_bounds, segmentation_graphemes, segmentation_sentences, segmentation_words,
    split_terms, to_counts,
};
use texts::read_texts;
use timing::{Run, compare_runs};

const USAGE: &str = "usage: lexicount-benchmarks [--only segments|words|sentences|graphemes|terms] [--megabytes N] [--repeat N] FILE...";

type Task = fn(&[String], f64, usize);

const TASKS: [(&str, Task); 5] = [
    ("segments", compare_segments),
    ("words", compare_words),
    ("sentences", compare_sentences),
    ("graphemes", compare_graphemes),
    ("terms", compare_terms),
];

/// The number of differing terms shown.
const N_EXAMPLES: usize = 4;

struct Options {
    only: Option<String>,
    megabytes: f64,
    repeat: usize,
    files: Vec<String>,
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size in bytes"
    )]
    let max_bytes = (options.megabytes * 1e6) as usize;
    let texts = match read_texts(&options.files, max_bytes) {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("cannot read the texts: {error}");
            return ExitCode::FAILURE;
        }
    };
    if texts.is_empty() {
        eprintln!("the files contain no text");
        return ExitCode::FAILURE;
    }
    let n_bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = n_bytes as f64 / 1e6;
    let (n_texts, repeat) = (texts.len(), options.repeat);
    println!(
        "{megabytes:.2} MB, {n_texts} documents, one thread, median of {repeat} alternating laps.\n"
    );
    for (name, compare_runs) in TASKS {
        if options.only.as_ref().is_none_or(|only| only == name) {
            compare_runs(&texts, megabytes, repeat);
        }
    }
    ExitCode::SUCCESS
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options {
        only: None,
        megabytes: 8.0,
        repeat: 9,
        files: Vec::new(),
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => {
                let name = arguments.next()?;
                TASKS.iter().find(|(known, _)| *known == name)?;
                options.only = Some(name);
            }
            "--megabytes" => options.megabytes = arguments.next()?.parse().ok()?,
            "--repeat" => options.repeat = arguments.next()?.parse().ok().filter(|&n| n > 0)?,
            _ if argument.starts_with("--") => return None,
            _ => options.files.push(argument),
        }
    }
    (!options.files.is_empty()).then_some(options)
}

fn compare_segments(texts: &[String], megabytes: f64, repeat: usize) {
    let ours = lexicount_bounds(texts);
    let theirs = segmentation_bounds(texts);
    assert_eq!(ours, theirs, "word boundaries differ");
    let runs = [
        Run::new("lexicount word_bounds", size(ours), || {
            lexicount_bounds(texts)
        }),
        Run::new("unicode-segmentation", spans(ours, theirs), || {
            segmentation_bounds(texts)
        }),
    ];
    compare_runs(
        "Segments: all text between two word boundaries",
        megabytes,
        repeat,
        &runs,
    );
}

fn compare_words(texts: &[String], megabytes: f64, repeat: usize) {
    let ours = lexicount_words(texts);
    let theirs = segmentation_words(texts);
    assert_eq!(ours, theirs, "words differ");
    let runs = [
        Run::new("lexicount Tokenizer, with kinds", size(ours), || {
            lexicount_words(texts)
        }),
        Run::new(
            "unicode-segmentation unicode_words",
            spans(ours, theirs),
            || segmentation_words(texts),
        ),
        Run::new(
            "lexicount without vector instructions",
            spans(ours, portable_words(texts)),
            || portable_words(texts),
        ),
        Run::new(
            "lexicount, protected tokens",
            spans(ours, lexicount_news(texts)),
            || lexicount_news(texts),
        ),
        Run::new(
            "icu_segmenter, word-like",
            spans(ours, icu_words(texts)),
            || icu_words(texts),
        ),
    ];
    compare_runs("Words", megabytes, repeat, &runs);
}

fn compare_sentences(texts: &[String], megabytes: f64, repeat: usize) {
    let ours = lexicount_sentences(texts, SentenceRules::Unicode);
    let theirs = segmentation_sentences(texts);
    let news = lexicount_sentences(texts, SentenceRules::News);
    let runs = [
        Run::new("lexicount, news rules", spans(ours, news), || {
            lexicount_sentences(texts, SentenceRules::News)
        }),
        Run::new("lexicount, Unicode rules", size(ours), || {
            lexicount_sentences(texts, SentenceRules::Unicode)
        }),
        Run::new("unicode-segmentation", spans(ours, theirs), || {
            segmentation_sentences(texts)
        }),
    ];
    compare_runs("Sentences", megabytes, repeat, &runs);
}

fn compare_graphemes(texts: &[String], megabytes: f64, repeat: usize) {
    let ours = lexicount_graphemes(texts);
    let theirs = segmentation_graphemes(texts);
    let runs = [
        Run::new("lexicount", size(ours), || lexicount_graphemes(texts)),
        Run::new("unicode-segmentation", spans(ours, theirs), || {
            segmentation_graphemes(texts)
        }),
    ];
    compare_runs("Grapheme clusters", megabytes, repeat, &runs);
}

fn compare_terms(texts: &[String], megabytes: f64, repeat: usize) {
    let documents = Documents::from_texts(texts.iter().cloned());
    let ours = to_counts(&lexicount_terms(&documents));
    let n_tokens: u64 = ours.values().sum();
    let runs = [
        Run::new(
            "lexicount count_terms, with document frequencies",
            format!("{n_tokens} tokens, {} terms", ours.len()),
            || lexicount_terms(&documents),
        ),
        Run::new(
            "to_lowercase, unicode_words, hashbrown + foldhash",
            counts(&ours, &lower_unicode_terms(texts)),
            || lower_unicode_terms(texts),
        ),
        Run::new(
            "split_whitespace, hashbrown + foldhash (no case folding, punctuation not split)",
            counts(&ours, &split_terms(texts)),
            || split_terms(texts),
        ),
    ];
    compare_runs("Term counts", megabytes, repeat, &runs);
}

fn size(ours: Spans) -> String {
    format!("{} spans", ours.n)
}

fn spans(ours: Spans, theirs: Spans) -> String {
    if ours == theirs {
        return "equal".into();
    }
    format!(
        "{} spans ({:+.3} %)",
        theirs.n,
        change(ours.n as f64, theirs.n as f64)
    )
}

/// Describes how two sets of term counts differ.
fn counts(ours: &Counts, theirs: &Counts) -> String {
    if ours == theirs {
        return "equal".into();
    }
    let count = |counts: &Counts, term: &str| counts.get(term).copied().unwrap_or(0);
    let mut differences: Vec<(u64, &String)> = ours
        .keys()
        .chain(theirs.keys().filter(|term| !ours.contains_key(*term)))
        .map(|term| (count(ours, term).abs_diff(count(theirs, term)), term))
        .filter(|&(difference, _)| difference > 0)
        .collect();
    differences.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let shown = differences
        .iter()
        .take(N_EXAMPLES)
        .map(|(_, term)| format!("`{term}` {}/{}", count(ours, term), count(theirs, term)));
    let shown: Vec<String> = shown.collect();
    let (n_ours, n_theirs): (u64, u64) = (ours.values().sum(), theirs.values().sum());
    format!(
        "{n_theirs} tokens ({:+.3} %), {} terms; counts differ in {} terms: {}",
        change(n_ours as f64, n_theirs as f64),
        theirs.len(),
        differences.len(),
        shown.join(", ")
    )
}

fn change(ours: f64, theirs: f64) -> f64 {
    100.0 * (theirs - ours) / ours
}
