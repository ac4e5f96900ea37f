//! How fast each stage is, over text made here and over `seeds/`.
//!
//! Each workload knows its answer: where the text is made here, by the way it is made. A fast wrong answer fails.
//!
//! ```text
//! cargo bench
//! cargo bench -- gazetteer
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use lexicount::corpus::Documents;
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

/// What text to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// English words, all ASCII.
    Ascii,
    /// Words of four scripts.
    Mixed,
    /// The sample documents.
    Seeds,
}

const TEXTS: [Text; 3] = [Text::Ascii, Text::Mixed, Text::Seeds];

const N_DOCUMENTS: usize = 50;
const WORDS_PER_DOCUMENT: usize = 2_000;

/// A word in so many is a number, and one in so many ends a sentence.
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

/// What [`seeds`] hold: words and numbers together, numbers, distinct folded terms. ICU counts the same, but for Han,
/// which stands a character at a time here and in words of its dictionary there.
const SEED_WORDS: usize = 4_714;
const SEED_NUMBERS: usize = 211;
const SEED_TERMS: usize = 1_776;

/// Sentences with the number of names and figures in each.
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

    /// All words of a list come up, and the numbers are 0 to 99.
    fn n_terms(self) -> usize {
        match self {
            Self::Ascii => ASCII_WORDS.len() + 100,
            Self::Mixed => MIXED_WORDS.len() + 100,
            Self::Seeds => SEED_TERMS,
        }
    }
}

/// The plain texts and the JSON Lines among the sample documents.
fn seeds() -> Documents {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let read = |file: &Path| fs::read_to_string(file).expect("a sample document is UTF-8");
    let mut texts = Vec::new();
    for folder in ["harbour-post", "other-scripts"] {
        let folder = fs::read_dir(seeds.join(folder)).expect("the samples are there");
        let mut files: Vec<PathBuf> = folder.map(|file| file.expect("an entry").path()).collect();
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

/// Documents of words picked by a fixed sequence, so that they are the same on every machine.
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
        for place in 1..=WORDS_PER_DOCUMENT {
            if place % NUMBER_EVERY == 0 {
                text.push_str(&pick(100).to_string());
            } else {
                text.push_str(words[pick(words.len())]);
            }
            text.push_str(if place % SENTENCE_EVERY == 0 {
                ".\n"
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
        // End to end, the segments are the whole text.
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
        let found: usize = texts.map(|text| sentence_spans(text, rules).count()).sum();
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

/// Sentences of scripts without spaces, with the number of words that a dictionary cuts in each.
const UNSPACED: [(&str, usize); 3] = [
    ("研究生命的起源。", 4),
    ("私は学生です。", 4),
    ("เขาไปโรงพยาบาลแล้ว ", 5),
];

#[divan::bench(args = [0, 1, 2])]
fn dictionary(bencher: Bencher<'_, '_>, sentence: usize) {
    let copies = 20_000;
    let (sentence, n_words) = UNSPACED[sentence];
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
fn keyword_counts(bencher: Bencher<'_, '_>, text: Text) {
    let documents = text.documents();
    let analyzer = Analyzer::default();
    bencher.counter(bytes(&documents)).bench(|| {
        let counts = count_terms(black_box(&documents), &analyzer, &Workers::serial())
            .expect("the default options are valid");
        assert_eq!(counts.n_tokens(), text.n_words() as u64);
        assert_eq!(counts.n_terms(), text.n_terms());
    });
}

/// Whole texts with the way back to their source; the map of the last place is looked up.
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

/// Analyzers that make other terms than single words.
fn analyzer(kind: &str) -> Analyzer {
    let range = |low, high| NgramRange::new(low, high).expect("a possible range");
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

/// The number of pieces of 3 to 5 characters of an ASCII word with a space at both ends.
fn n_pieces(word: &str) -> usize {
    match word.len() + 2 {
        length @ ..=3 => length.min(1),
        4 => 2 + 1,
        length => (length - 2) + (length - 3) + (length - 4),
    }
}

/// What an analyzer adds to single words.
#[divan::bench(args = ["words", "english", "1-3 words", "skip 2", "char_wb 3-5"])]
fn analyzers(bencher: Bencher<'_, '_>, kind: &str) {
    let documents = generated(&ASCII_WORDS);
    let n_words = N_DOCUMENTS * WORDS_PER_DOCUMENT;
    let n_sentences = N_DOCUMENTS * WORDS_PER_DOCUMENT / SENTENCE_EVERY;
    let expected = match kind {
        "words" | "english" => n_words,
        // All but the first word of a sentence end two, all but the first two end three.
        "1-3 words" => 3 * n_words - 3 * n_sentences,
        "skip 2" => 3 * n_words - 6 * n_sentences,
        _ => texts(&documents)
            .flat_map(str::split_whitespace)
            .map(n_pieces)
            .sum(),
    };
    let prepared = analyzer(kind).prepare().expect("options that go together");
    bencher.counter(bytes(&documents)).bench(|| {
        let mut n_terms = 0;
        for text in texts(black_box(&documents)) {
            prepared.for_each(text, |_, _| n_terms += 1);
        }
        assert_eq!(n_terms, expected);
    });
}

/// Before every sentence stands a name of the list, each in its turn.
#[divan::bench(args = [100, 10_000])]
fn gazetteer(bencher: Bencher<'_, '_>, n_names: usize) {
    let names: Vec<String> = (0..n_names).map(name).collect();
    let entries = names.iter().map(|name| {
        let spelling = Name::new(name, CaseRule::Exact);
        (Entry::new(name, Label::new("PLACE")), [spelling])
    });
    let gazetteer = Gazetteer::new(entries).expect("every name holds a word");
    let (documents, n_matches) = marked(&names);
    bencher.counter(bytes(&documents)).bench(|| {
        let found: usize = texts(black_box(&documents))
            .map(|text| gazetteer.matches(text).count())
            .sum();
        assert_eq!(found, n_matches);
    });
}

/// Finding, linking and counting, by all sources.
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
            .expect("nobody stops the work");
        assert_eq!(entities.mentions().len(), n_mentions);
    });
}

/// The same over the sample documents, where the count of one name is known.
#[divan::bench]
fn entities_of_seeds(bencher: Bencher<'_, '_>) {
    let documents = seeds();
    let finder = EntityFinder::builtin();
    let n_mentions: usize = texts(&documents)
        .map(|text| text.matches("Kabul").count())
        .sum();
    bencher.counter(bytes(&documents)).bench(|| {
        let entities = count_entities(black_box(&documents), &finder, &Workers::serial())
            .expect("nobody stops the work");
        let kabul = entities.find("Kabul", Some("GPE")).expect("a capital");
        assert_eq!(kabul.n_mentions, n_mentions as u64);
    });
}

/// Documents whose every sentence begins with one of the names, and the number of sentences.
fn marked(names: &[String]) -> (Documents, usize) {
    let mut next = names.iter().cycle();
    let mut n_sentences = 0;
    let mut mark = |text: &str| -> String {
        let sentences = text.split_inclusive('\n').zip(&mut next);
        let sentences = sentences.map(|(sentence, name)| [name, " ", sentence].concat());
        sentences.inspect(|_| n_sentences += 1).collect()
    };
    let plain = generated(&ASCII_WORDS);
    let documents = Documents::from_texts(texts(&plain).map(&mut mark).collect::<Vec<_>>());
    (documents, n_sentences)
}

/// A name of two words, the second a number in base 26: so no name is in another.
fn name(number: usize) -> String {
    let digit = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("below 26"));
    let letters: String = [676, 26, 1]
        .map(|power| digit(number / power))
        .iter()
        .collect();
    format!("North Q{letters}")
}
