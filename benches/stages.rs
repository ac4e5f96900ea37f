//! Speed of each stage, on generated text and on `seeds/`.
//!
//! Each benchmark checks its result, so a fast wrong answer fails. For generated text, the expected result follows from
//! how the text was generated.
//!
//! ```text
//! cargo bench
//! cargo bench -- gazetteer
//! cargo test --bench stages -- --test
//! ```
//!
//! The last command runs each benchmark once, without optimisation, to check its result.

use std::fs;
use std::path::{Path, PathBuf};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use lexicount::corpus::{Documents, TextLanguage};
use lexicount::counts::count_terms;
use lexicount::entities::{CaseRule, EntityFinder, Entry, Gazetteer, Label, Name, count_entities};
use lexicount::parallel::Workers;
use lexicount::span::Span;
use lexicount::tokens::{
    Analyzer, Grams, NgramRange, Normalizer, SentenceRules, Step, TokenKind, Tokenizer,
    dictionary_words, grapheme_spans, sentence_spans, word_bounds,
};

fn main() {
    divan::main();
}

/// The text of a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// English words in ASCII.
    Ascii,
    /// Words in four scripts.
    Mixed,
    /// The sample documents.
    Seeds,
}

const TEXTS: [Text; 3] = [Text::Ascii, Text::Mixed, Text::Seeds];

const N_DOCUMENTS: usize = 50;
const WORDS_PER_DOCUMENT: usize = 2_000;

/// Every 25th word is a number, and every 16th word ends a sentence.
const NUMBER_EVERY: usize = 25;
const SENTENCE_EVERY: usize = 16;

const ASCII_WORDS: [&str; 16] = [
    "the",
    "of",
    "attack",
    "said",
    "officials",
    "don't",
    "in",
    "people",
    "after",
    "harbour",
    "which",
    "to",
    "a",
    "company's",
    "reported",
    "on",
];
const MIXED_WORDS: [&str; 16] = [
    "the",
    "после",
    "взрыва",
    "Øresund",
    "café",
    "don’t",
    "του",
    "λιμάνι",
    "μετά",
    "людей",
    "naïve",
    "of",
    "Straße",
    "сказал",
    "à",
    "said",
];

/// The expected counts of [`seeds`]: words including numbers, numbers, and distinct folded terms. Without dictionaries
/// there are 4,714 words and 1,776 terms, as ICU finds by the rules of UAX #29.
const SEED_WORDS: usize = 4_619;
const SEED_NUMBERS: usize = 211;
const SEED_TERMS: usize = 1_742;

/// Sentences with the number of entities in each.
const SENTENCES: [(&str, usize); 4] = [
    (
        "Officials in Kabul said on 24 March 2024 that 12 percent of the homes were lost.",
        3,
    ),
    ("Nobody had left the harbour, and it rained on.", 0),
    (
        "The repairs cost $1.8 million, as the owner wrote to desk@harbour.example.",
        2,
    ),
    ("In Moscow the Federal Security Service gave no reason.", 2),
];

impl Text {
    fn documents(self) -> Documents {
        match self {
            Self::Ascii => generated(&ASCII_WORDS),
            Self::Mixed => generated(&MIXED_WORDS),
            Self::Seeds => seeds(),
        }
    }

    fn n_numbers(self) -> usize {
        match self {
            Self::Ascii | Self::Mixed => N_DOCUMENTS * WORDS_PER_DOCUMENT / NUMBER_EVERY,
            Self::Seeds => SEED_NUMBERS,
        }
    }

    fn n_words(self) -> usize {
        match self {
            Self::Ascii | Self::Mixed => N_DOCUMENTS * WORDS_PER_DOCUMENT,
            Self::Seeds => SEED_WORDS,
        }
    }

    /// All words of a list occur, and the numbers are 0 to 99.
    fn n_terms(self) -> usize {
        match self {
            Self::Ascii => ASCII_WORDS.len() + 100,
            Self::Mixed => MIXED_WORDS.len() + 100,
            Self::Seeds => SEED_TERMS,
        }
    }
}

/// Returns the sample documents in plain text and JSON Lines.
fn seeds() -> Documents {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let read = |file: &Path| fs::read_to_string(file).expect("a sample document is UTF-8");
    let mut texts = Vec::new();
    for folder in ["harbour-post", "other-scripts"] {
        let folder = fs::read_dir(seeds.join(folder)).expect("the sample documents exist");
        let mut files: Vec<PathBuf> = folder
            .map(|file| file.expect("a readable entry").path())
            .collect();
        files.sort_unstable();
        texts.extend(files.iter().map(|file| read(file)));
    }
    for line in read(&seeds.join("northern-ledger.jsonl")).lines() {
        let document: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        texts.push(
            document["text"]
                .as_str()
                .expect("every document has a text")
                .to_owned(),
        );
    }
    Documents::from_texts(texts)
}

/// Generates documents from `words`, drawn with a fixed seed, so that they are the same on every machine.
fn generated(words: &[&str]) -> Documents {
    let mut state = 1_u64;
    let mut pick = |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits") % n
    };
    Documents::from_texts((0..N_DOCUMENTS).map(|_| {
        let mut text = String::new();
        for position in 1..=WORDS_PER_DOCUMENT {
            if position % NUMBER_EVERY == 0 {
                text.push_str(&pick(100).to_string());
            } else {
                text.push_str(words[pick(words.len())]);
            }
            // An empty line ends a sentence even after "a." and before a lowercase word.
            text.push_str(if position % SENTENCE_EVERY == 0 {
                ".\n\n"
            } else {
                " "
            });
        }
        text
    }))
}

fn texts(documents: &Documents) -> impl Iterator<Item = &str> {
    documents.texts().flatten()
}

fn bytes(documents: &Documents) -> BytesCount {
    BytesCount::new(documents.total_bytes())
}

#[divan::bench(args = TEXTS)]
fn segmentation(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    bencher.counter(bytes(&documents)).bench(|| {
        // Concatenated, the segments are the whole text.
        let segments = texts(black_box(&documents)).flat_map(word_bounds);
        let n_bytes: usize = segments.map(lexicount::span::Span::len).sum();
        assert_eq!(n_bytes, documents.total_bytes());
    });
}

#[divan::bench(args = SentenceRules::ALL)]
fn sentences(bencher: Bencher<'_, '_>, rules: SentenceRules) {
    let copies = 1_000;
    let text = SENTENCES.map(|(sentence, _)| sentence).join(" ") + " ";
    let documents = Documents::from_texts((0..N_DOCUMENTS).map(|_| text.repeat(copies)));
    let n_sentences = N_DOCUMENTS * copies * SENTENCES.len();
    bencher.counter(bytes(&documents)).bench(|| {
        let texts = texts(black_box(&documents));
        let found: usize = texts
            .map(|text| sentence_spans(text, rules, &TextLanguage::of_text(text)).count())
            .sum();
        assert_eq!(found, n_sentences);
    });
}

#[divan::bench(args = TEXTS)]
fn graphemes(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    bencher.counter(bytes(&documents)).bench(|| {
        let clusters = texts(black_box(&documents)).flat_map(grapheme_spans);
        let n_bytes: usize = clusters.map(lexicount::span::Span::len).sum();
        assert_eq!(n_bytes, documents.total_bytes());
    });
}

/// Sentences of scripts without spaces, with the number of dictionary words in each.
const UNSPACED_SENTENCES: [(&str, usize); 3] = [
    ("研究生命的起源。", 4),
    ("私は学生です。", 4),
    ("เขาไปโรงพยาบาลแล้ว ", 5),
];

#[divan::bench(args = [0, 1, 2])]
fn dictionary(bencher: Bencher<'_, '_>, sentence: usize) {
    let copies = 20_000;
    let (sentence, n_words) = UNSPACED_SENTENCES[sentence];
    let text = sentence.repeat(copies);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        assert_eq!(dictionary_words(black_box(&text)).count(), copies * n_words);
    });
}

#[divan::bench(args = TEXTS)]
fn tokens_with_kinds(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    let tokenizer = Tokenizer::default();
    bencher.counter(bytes(&documents)).bench(|| {
        let tokens = texts(black_box(&documents)).flat_map(|text| tokenizer.tokens(text));
        let counted = tokens.fold((0, 0), |(n_words, n_numbers), token| {
            (
                n_words + 1,
                n_numbers + usize::from(token.kind == TokenKind::Number),
            )
        });
        assert_eq!(counted, (text.n_words(), text.n_numbers()));
    });
}

#[divan::bench(args = TEXTS)]
fn term_counts(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    let analyzer = Analyzer::default();
    bencher.counter(bytes(&documents)).bench(|| {
        let counts = count_terms(black_box(&documents), &analyzer, &Workers::serial())
            .expect("the default options are valid");
        assert_eq!(counts.n_tokens(), text.n_words() as u64);
        assert_eq!(counts.n_terms(), text.n_terms());
    });
}

/// Normalises whole texts and maps the last character back to its source.
#[divan::bench(args = TEXTS)]
fn normalized_texts(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    let steps = Normalizer::new([Step::Nfkc, Step::Casefold]).expect("two steps");
    bencher.counter(bytes(&documents)).bench(|| {
        for text in texts(black_box(&documents)) {
            let normalized = steps.normalize(text);
            let end = normalized.text().len();
            assert_eq!(
                normalized.source_span(Span::new(end - 1, end)).end,
                text.len()
            );
        }
    });
}

/// Analyzers with other terms than single words.
fn analyzer(kind: &str) -> Analyzer {
    let range = |low, high| NgramRange::new(low, high).expect("a valid range");
    let mut analyzer = Analyzer::default();
    match kind {
        "english" => analyzer.stemmer = Some("english".parse().expect("a known stemmer")),
        "1-3 words" => analyzer.grams = range(1, 3).into(),
        "skip 2" => {
            analyzer.grams = Grams::Words {
                range: range(2, 2),
                skip: 2,
            }
        }
        "char_wb 3-5" => {
            analyzer.grams = Grams::Characters {
                range: range(3, 5),
                within_words: true,
            }
        }
        _ => {}
    }
    analyzer
}

/// Returns the number of character n-grams of length 3 to 5 of an ASCII word, padded with a space at both ends.
fn n_padded_char_ngrams(word: &str) -> usize {
    match word.len() + 2 {
        length @ ..=3 => length.min(1),
        4 => 2 + 1,
        length => (length - 2) + (length - 3) + (length - 4),
    }
}

/// The cost of analyzer options compared with single words.
#[divan::bench(args = ["words", "english", "1-3 words", "skip 2", "char_wb 3-5"])]
fn analyzers(bencher: Bencher<'_, '_>, kind: &str) {
    let documents = generated(&ASCII_WORDS);
    let n_words = N_DOCUMENTS * WORDS_PER_DOCUMENT;
    let n_sentences = N_DOCUMENTS * WORDS_PER_DOCUMENT / SENTENCE_EVERY;
    let expected = match kind {
        "words" | "english" => n_words,
        // Every word but the first of a sentence completes a bigram, and every word but the first two a trigram.
        "1-3 words" => 3 * n_words - 3 * n_sentences,
        "skip 2" => 3 * n_words - 6 * n_sentences,
        _ => texts(&documents)
            .flat_map(str::split_whitespace)
            .map(n_padded_char_ngrams)
            .sum(),
    };
    let prepared = analyzer(kind).prepare().expect("compatible options");
    bencher.counter(bytes(&documents)).bench(|| {
        let mut n_terms = 0;
        for text in texts(black_box(&documents)) {
            prepared.for_each(text, |_, _| n_terms += 1);
        }
        assert_eq!(n_terms, expected);
    });
}

/// Matches a gazetteer in text that has one of its names before every sentence.
#[divan::bench(args = [100, 10_000])]
fn gazetteer(bencher: Bencher<'_, '_>, n_names: usize) {
    let names: Vec<String> = (0..n_names).map(name).collect();
    let entries = names.iter().map(|name| {
        let spelling = Name::new(name, CaseRule::Exact);
        (Entry::new(name, Label::new("PLACE")), [spelling])
    });
    let gazetteer = Gazetteer::new(entries).expect("every name contains a word");
    let (documents, n_matches) = with_names(&names);
    bencher.counter(bytes(&documents)).bench(|| {
        let found: usize = texts(black_box(&documents))
            .map(|text| gazetteer.matches(text).count())
            .sum();
        assert_eq!(found, n_matches);
    });
}

/// Finds, links and counts entities, with all sources.
#[divan::bench]
fn entities(bencher: Bencher<'_, '_>) {
    let copies = 250;
    let text = SENTENCES.map(|(sentence, _)| sentence).join("\n") + "\n";
    let documents =
        Documents::from_texts((0..N_DOCUMENTS).map(|_| text.repeat(copies / N_DOCUMENTS)));
    let n_mentions = copies * SENTENCES.iter().map(|&(_, n)| n).sum::<usize>();
    let finder = EntityFinder::builtin();
    bencher.counter(bytes(&documents)).bench(|| {
        let entities = count_entities(black_box(&documents), &finder, &Workers::serial())
            .expect("the work is not cancelled");
        assert_eq!(entities.mentions().len(), n_mentions);
    });
}

/// The same for the sample documents, for which the count of one name is known.
#[divan::bench]
fn entities_of_seeds(bencher: Bencher<'_, '_>) {
    let documents = seeds();
    let finder = EntityFinder::builtin();
    let n_mentions: usize = texts(&documents)
        .map(|text| text.matches("Kabul").count())
        .sum();
    bencher.counter(bytes(&documents)).bench(|| {
        let entities = count_entities(black_box(&documents), &finder, &Workers::serial())
            .expect("the work is not cancelled");
        let kabul = entities
            .find("Kabul", Some(&Label::GPE))
            .expect("a capital");
        assert_eq!(kabul.n_mentions, n_mentions as u64);
    });
}

/// Returns documents in which every sentence begins with one of the names, and the number of sentences.
fn with_names(names: &[String]) -> (Documents, usize) {
    let mut next = names.iter().cycle();
    let mut n_sentences = 0;
    let mut prepend_names = |text: &str| -> String {
        let sentences = text.split_inclusive('\n').zip(&mut next);
        let sentences = sentences.map(|(sentence, name)| [name, " ", sentence].concat());
        sentences.inspect(|_| n_sentences += 1).collect()
    };
    let plain = generated(&ASCII_WORDS);
    let documents =
        Documents::from_texts(texts(&plain).map(&mut prepend_names).collect::<Vec<_>>());
    (documents, n_sentences)
}

/// A name of two words. The second is a number in base 26, so that no name contains another.
fn name(number: usize) -> String {
    let digit = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("below 26"));
    let letters: String = [676, 26, 1]
        .map(|power| digit(number / power))
        .iter()
        .collect();
    format!("North Q{letters}")
}
