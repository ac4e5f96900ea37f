//! The cases that the Python suite reads too.

use std::sync::Arc;

use lexicount::corpus::{CleanConfig, Documents, Language, TextLanguage, clean};
use lexicount::counts::{Frequency, Selection, count_terms};
use lexicount::entities::{
    CaseRule, EntityFinder, Entry, FinderConfig, Gazetteer, Label, Name, Recognizer,
    count_entities, find_quotes,
};
use lexicount::parallel::Workers;
use lexicount::span::CodePoints;
use lexicount::table::Column;
use lexicount::tokens::{
    Analyzer, Grams, NgramRange, Normalizer, ProtectedKinds, SentenceRules, Step, StopWordList,
    Tokenizer, WordRules, sentence_spans,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Cases<T> {
    case: Vec<T>,
}

fn load<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = super::package().join("tests/cases").join(file);
    let text = std::fs::read_to_string(path).expect("the file is part of the project");
    let cases: Cases<T> = toml::from_str(&text).expect("well-formed cases");
    assert!(!cases.case.is_empty());
    cases.case
}

#[derive(Deserialize)]
struct TokenCase {
    name: String,
    text: String,
    #[serde(default)]
    punctuation: bool,
    #[serde(default)]
    keep: ProtectedKinds,
    dictionary: Option<bool>,
    #[serde(default)]
    rules: WordRules,
    tokens: Vec<(String, usize, usize, String)>,
}

#[test]
fn tokens() {
    for case in load::<TokenCase>("tokens.toml") {
        let tokenizer = Tokenizer {
            punctuation: case.punctuation,
            protected: case.keep,
            dictionary: case.dictionary.unwrap_or(true),
            rules: case.rules,
        };
        let mut points = CodePoints::of(&case.text);
        let found: Vec<_> = tokenizer
            .tokens(&case.text)
            .map(|token| {
                let (start, end) = points.convert(token.span);
                (
                    token.text.to_owned(),
                    start,
                    end,
                    token.kind.name().to_owned(),
                )
            })
            .collect();
        assert_eq!(found, case.tokens, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct SentenceCase {
    name: String,
    #[serde(default)]
    rules: SentenceRules,
    /// The language; that of the text by default.
    language: Option<String>,
    text: String,
    sentences: Vec<String>,
}

#[test]
fn sentences() {
    let mut failed = Vec::new();
    for case in load::<SentenceCase>("sentences.toml") {
        let language = match &case.language {
            Some(code) => TextLanguage::given(Language::parse(code)),
            None => TextLanguage::of_text(&case.text),
        };
        let spans = sentence_spans(&case.text, case.rules, &language);
        let found: Vec<String> = spans
            .map(|span| span.slice(&case.text).trim().to_owned())
            .collect();
        if found != case.sentences {
            failed.push((case.name, found, case.sentences));
        }
    }
    assert!(failed.is_empty(), "name, found, expected: {failed:#?}");
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StopWordCase {
    Language(String),
    Words(Vec<String>),
}

#[derive(Deserialize)]
struct KeywordCase {
    name: String,
    texts: Vec<String>,
    lowercase: Option<bool>,
    stop_words: Option<StopWordCase>,
    ngram_range: Option<(usize, usize)>,
    #[serde(default)]
    skip_boilerplate: bool,
    min_df: Option<u64>,
    top: Option<usize>,
    n_tokens: u64,
    terms: Vec<(String, u64, u64)>,
}

impl KeywordCase {
    fn analyzer(&self) -> Analyzer {
        let fold = self.lowercase.unwrap_or(true).then_some(Step::Casefold);
        let steps = fold.into_iter().chain([Step::Equivalents]);
        Analyzer {
            normalizer: Normalizer::new(steps).expect("two steps"),
            stop_words: match &self.stop_words {
                None => StopWordList::None,
                Some(StopWordCase::Language(code)) => StopWordList::Language(code.clone()),
                Some(StopWordCase::Words(words)) => StopWordList::Words(words.clone()),
            },
            grams: self.ngram_range.map_or_else(Grams::default, |(low, high)| {
                NgramRange::new(low, high).expect("a possible range").into()
            }),
            ..Analyzer::default()
        }
    }
}

#[test]
fn keywords() {
    for case in load::<KeywordCase>("keywords.toml") {
        let workers = Workers::serial();
        let mut documents = Documents::from_texts(case.texts.iter().map(String::as_str));
        if case.skip_boilerplate {
            documents = documents.without_boilerplate(&workers).unwrap();
        }
        let counts = count_terms(&documents, &case.analyzer(), &workers).unwrap();
        let selection = Selection {
            min_df: Frequency::Documents(case.min_df.unwrap_or(1)),
            top: case.top,
            ..Selection::default()
        };
        let ids = counts.select(&selection).unwrap();
        let found: Vec<_> = ids
            .iter()
            .map(|&id| {
                (
                    counts.term(id).to_owned(),
                    counts.count_of(id),
                    counts.document_frequency_of(id),
                )
            })
            .collect();
        assert_eq!(found, case.terms, "{}", case.name);
        assert_eq!(counts.n_tokens(), case.n_tokens, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct EntityCase {
    name: String,
    texts: Vec<String>,
    #[serde(default)]
    gazetteer: std::collections::BTreeMap<String, Vec<String>>,
    entities: Vec<(String, String, u64, u64)>,
}

#[test]
fn entities() {
    for case in load::<EntityCase>("entities.toml") {
        let documents = Documents::from_texts(case.texts.iter().map(String::as_str));
        let entries = case.gazetteer.into_iter().map(|(name, aliases)| {
            let names: Vec<Name> = std::iter::once(name.clone())
                .chain(aliases)
                .map(|text| Name::new(text, CaseRule::Capitalised))
                .collect();
            (Entry::new(name, Label::new("CUSTOM")), names)
        });
        let user = Gazetteer::new(entries).unwrap();
        let finder = EntityFinder::new(
            FinderConfig::default(),
            Some(Arc::new(user)),
            Some(Recognizer::builtin()),
        );
        let entities = count_entities(&documents, &finder, &Workers::serial()).unwrap();
        let found: Vec<_> = entities
            .entities()
            .iter()
            .map(|one| {
                (
                    one.label.as_str().to_owned(),
                    one.name.clone(),
                    one.n_mentions,
                    one.n_documents,
                )
            })
            .collect();
        assert_eq!(found, case.entities, "{}", case.name);
    }
}

#[derive(Deserialize)]
struct CleanCase {
    name: String,
    urls: Option<Vec<String>>,
    pages: Vec<String>,
}

/// A page without the marks of its lines, and those of them that are to be cut.
fn labelled(page: &str) -> (String, Vec<&str>) {
    let mut text = String::new();
    let mut frame = Vec::new();
    for line in page.split_inclusive('\n') {
        let bare = ["~ ", "? ", "! "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line);
        text.push_str(bare);
        if line.starts_with("~ ") || line.starts_with("! ") {
            frame.push(bare.trim_end());
        }
    }
    (text, frame)
}

#[test]
fn cleaning() {
    for case in load::<CleanCase>("clean.toml") {
        let pages: Vec<_> = case.pages.iter().map(|page| labelled(page)).collect();
        let texts = pages.iter().map(|(text, _)| text.as_str());
        let mut documents = Documents::from_texts(texts);
        let mut config = CleanConfig::default();
        if let Some(urls) = &case.urls {
            documents = documents.with_metadata(vec![Column::text("url", urls)]);
            config.source = Some("url".to_owned());
        }
        let cleaned = clean(&documents, &config, &Workers::serial()).unwrap();
        let marked = cleaned.documents(&documents);
        let cut = cleaned.cut(&documents);
        for (index, (text, frame)) in pages.iter().enumerate() {
            let lines = marked.skipped_spans(index).iter();
            let found: Vec<&str> = lines.map(|line| line.slice(text)).collect();
            assert_eq!(&found, frame, "{}, page {index}", case.name);
            let left = text.lines().filter(|line| !frame.contains(line));
            let left: Vec<&str> = left.collect();
            let shown: Vec<&str> = cut.documents().text(index).unwrap().lines().collect();
            assert_eq!(shown, left, "{}, page {index}", case.name);
        }
    }
}

/// The last cell of each row of the tables in `docs/sentences.md`: a text, with a stroke where a sentence ends.
#[test]
fn examples_of_the_docs_hold() {
    let docs = std::fs::read_to_string(super::package().join("docs/sentences.md")).unwrap();
    let (_, rest) = docs.split_once("## `unicode`").unwrap();
    let (unicode, rest) = rest.split_once("## `news`").unwrap();
    let (news, _) = rest.split_once("## Accuracy").unwrap();
    let mut n_examples = 0;
    for (part, rules) in [
        (unicode, SentenceRules::Unicode),
        (news, SentenceRules::News),
    ] {
        let rows = part.lines().filter_map(|line| line.strip_suffix("` |"));
        for example in rows.map(|row| row.rsplit_once('`').expect("an example is code").1) {
            let expected = example.replace('⏎', "\n");
            let text = expected.replace("\\|", "");
            let language = TextLanguage::of_text(&text);
            let spans = sentence_spans(&text, rules, &language);
            let found: Vec<&str> = spans.map(|span| span.slice(&text)).collect();
            assert_eq!(found.join("\\|"), expected);
            n_examples += 1;
        }
    }
    assert!(n_examples >= 20);
}

#[derive(Deserialize)]
struct QuoteCase {
    name: String,
    text: String,
    /// Kind, words, speaker, cue.
    quotes: Vec<(String, String, String, String)>,
}

#[test]
fn quotes() {
    let mut wrong = Vec::new();
    for case in load::<QuoteCase>("quotes.toml") {
        let text = case.text.as_str();
        let words = |span: lexicount::span::Span| span.slice(text).to_owned();
        let found: Vec<_> = find_quotes(text, &TextLanguage::given(None))
            .into_iter()
            .map(|one| {
                let speaker = one.speaker.map_or(String::new(), words);
                let cue = one.cue.map_or(String::new(), |cue| words(cue.span));
                (one.kind.name().to_owned(), words(one.span), speaker, cue)
            })
            .collect();
        if found != case.quotes {
            wrong.push(format!("{}: {found:?}, not {:?}", case.name, case.quotes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
