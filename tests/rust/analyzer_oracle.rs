//! N-grams and analyzers equal plain readings of their definitions.

use lexicount::corpus::{Documents, TextLanguage};
use lexicount::counts::count_terms;
use lexicount::parallel::Workers;
use lexicount::span::Span;
use lexicount::tokens::{
    Analyzer, Grams, NgramRange, Ngrams, Normalizer, StemmerChoice, Step, StopWordList, StopWords,
    Tokenizer, sentence_spans,
};
use proptest::prelude::*;

type Found = Vec<(String, Span)>;

/// Returns all ways to choose `n` of the first `of` positions, in order.
fn combinations(n: usize, of: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let longer = |last: usize| {
        combinations(n - 1, last)
            .into_iter()
            .map(move |mut chosen| {
                chosen.push(last);
                chosen
            })
    };
    (0..of).flat_map(longer).collect()
}

/// Returns every choice of terms whose positions are no further apart than its length and the skips allow.
fn plain_grams(terms: &Found, low: usize, high: usize, skip: usize) -> Found {
    let mut grams = Found::new();
    for n in low..=high {
        for chosen in combinations(n, terms.len()) {
            let (first, last) = (chosen[0], chosen[n - 1]);
            if last - first < n + skip {
                let words: Vec<&str> = chosen
                    .iter()
                    .map(|&index| terms[index].0.as_str())
                    .collect();
                let span = Span::new(terms[first].1.start, terms[last].1.end);
                grams.push((words.join(" "), span));
            }
        }
    }
    grams.sort();
    grams
}

/// Applies the steps sentence by sentence: tokens, normalisation, stop words, stems, n-grams.
fn plain_terms(analyzer: &Analyzer, text: &str) -> Found {
    let stop_words = StopWords::new(&analyzer.stop_words, analyzer.normalizer).unwrap();
    let Grams::Words { range, skip } = analyzer.grams else {
        panic!("words");
    };
    let language = TextLanguage::of_text(text);
    let mut sentences: Vec<Found> = sentence_spans(text, analyzer.sentences, &language)
        .map(|_| Found::new())
        .collect();
    for token in Tokenizer::default().tokens(text) {
        let term = analyzer.normalizer.to_term(token.text);
        if stop_words.contains(&term) {
            continue;
        }
        let stem = analyzer
            .stemmer
            .and_then(StemmerChoice::one)
            .map_or(term.clone(), |stemmer| {
                stemmer.stem(&term, &mut String::new()).to_owned()
            });
        let index = if analyzer.cross_sentences {
            0
        } else {
            sentence_spans(text, analyzer.sentences, &language)
                .position(|sentence| token.span.start < sentence.end)
                .unwrap()
        };
        if !stem.is_empty() {
            sentences[index].push((stem, token.span));
        }
    }
    let (low, high) = range.bounds();
    let mut terms: Found = sentences
        .iter()
        .flat_map(|terms| plain_grams(terms, low, high, skip))
        .collect();
    terms.sort();
    terms
}

/// True for the white space of Python's `str.isspace`.
fn is_white_space(one: char) -> bool {
    one.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&one)
}

/// scikit-learn's `_char_ngrams` and `_char_wb_ngrams`, line by line.
fn plain_char_ngrams(text: &str, low: usize, high: usize, within_words: bool) -> Vec<String> {
    let mut collapsed: Vec<char> = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    for run in characters.chunk_by(|left, right| is_white_space(*left) && is_white_space(*right)) {
        if run.len() > 1 {
            collapsed.push(' ');
        } else {
            collapsed.extend(run);
        }
    }
    let mut grams = Vec::new();
    if !within_words {
        for n in low..=high {
            grams.extend(collapsed.windows(n).map(|gram| gram.iter().collect()));
        }
        return grams;
    }
    for word in collapsed
        .split(|&one| is_white_space(one))
        .filter(|word| !word.is_empty())
    {
        let word: Vec<char> = [&[' '], word, &[' ']].concat();
        for n in low..=high {
            let mut offset = 0;
            grams.push(word[..n.min(word.len())].iter().collect());
            while offset + n < word.len() {
                offset += 1;
                grams.push(word[offset..offset + n].iter().collect());
            }
            if offset == 0 {
                break;
            }
        }
    }
    grams
}

fn analyze(analyzer: &Analyzer, text: &str) -> Found {
    let mut all = Found::new();
    let prepared = analyzer.prepare().unwrap();
    prepared.for_each(text, |term, span| all.push((term.to_owned(), span)));
    all
}

fn range() -> impl Strategy<Value = (usize, usize)> {
    (1_usize..4, 0_usize..3).prop_map(|(low, more)| (low, low + more))
}

fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The",
        "fires",
        "burning",
        "don’t",
        "Straße",
        "взрывами",
        "é",
        "e\u{301}",
        "\u{345}",
        "東京",
        "3,000.5",
    ]);
    let separators =
        prop::sample::select(vec![" ", "  ", ". ", "\n", "", ", ", "\u{1F} ", "\u{3000}"]);
    prop::collection::vec(
        (
            prop_oneof![5 => words.prop_map(str::to_owned), 1 => ".{0,3}"],
            separators,
        ),
        0..10,
    )
    .prop_map(|parts| {
        parts
            .into_iter()
            .map(|(word, separator)| word + separator)
            .collect()
    })
}

/// Generates German and Dutch text of words that may be divided at the end of a line.
fn divided_text() -> impl Strategy<Value = String> {
    let parts = [
        "Ver",
        "wal",
        "tung",
        "und",
        "en",
        "U\u{308}ber",
        "zee",
        "eend",
        "US",
        "3",
        "a",
        "-",
        "-\n",
        "-\n",
        "-\r\n  ",
        "\u{AD}\n",
        "\u{AC}\n",
        " ",
        "\n",
        ". ",
        "C++",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn divided_words_equal_those_of_the_joined_text(
        text in divided_text(), is_german: bool, punctuation: bool, protects: bool
    ) {
        let step = if is_german { Step::LineHyphensGerman } else { Step::LineHyphensDutch };
        let joined = Normalizer::new([step]).unwrap().normalize(&text);
        let plain = Analyzer {
            tokenizer: Tokenizer { punctuation, ..Tokenizer::default() },
            protect: if protects { vec!["C++".to_owned()] } else { Vec::new() },
            grams: NgramRange::new(1, 2).unwrap().into(),
            cross_sentences: true,
            ..Analyzer::default()
        };
        let steps = [Step::Casefold, Step::Equivalents, step];
        let joining = Analyzer { normalizer: Normalizer::new(steps).unwrap(), ..plain.clone() };
        let found = |analyzer: &Analyzer, text: &str| {
            let mut found = Found::new();
            let prepared = analyzer.prepare().unwrap();
            prepared.for_each(text, |term, span| found.push((term.to_owned(), span)));
            found
        };
        let expected = found(&plain, joined.text());
        let expected: Found = expected
            .into_iter()
            .map(|(term, span)| (term, joined.source_span(span)))
            .collect();
        let terms = found(&joining, &text);
        prop_assert_eq!(&terms, &expected, "{:?}", joined.text());
        // The fast path of counting reads the same terms.
        let documents = Documents::from_texts([text.as_str(), "Ver waltung", "x"]);
        let counts = count_terms(&documents, &joining, &Workers::serial()).unwrap();
        let all = documents.texts().flatten().flat_map(|text| found(&joining, text));
        let mut numbers = std::collections::BTreeMap::new();
        for (term, _) in all {
            *numbers.entry(term).or_insert(0) += 1;
        }
        prop_assert_eq!(counts.n_terms(), numbers.len());
        for (term, number) in numbers {
            prop_assert_eq!(counts.count(&term), number, "{}", term);
        }
    }

    #[test]
    fn ngrams_equal_a_plain_reading(
        terms in prop::collection::vec("[a-c ]{0,3}", 0..9),
        (low, high) in range(),
        skip in 0_usize..4,
    ) {
        let terms: Found = terms
            .into_iter()
            .enumerate()
            .map(|(index, term)| (term, Span::new(index * 2, index * 2 + 1)))
            .collect();
        let mut ngrams = Ngrams::new(NgramRange::new(low, high).unwrap(), skip).unwrap();
        let mut all = Found::new();
        for (term, span) in &terms {
            ngrams.push(term, *span, |gram, span| all.push((gram.to_owned(), span)));
        }
        all.sort();
        prop_assert_eq!(all, plain_grams(&terms, low, high, skip));
    }

    #[test]
    fn analyzers_equal_their_steps_in_order(
        text in text(),
        (low, high) in range(),
        skip in 0_usize..3,
        stem: bool,
        cross_sentences: bool,
        strip: bool,
    ) {
        let steps = [Step::Casefold, Step::Apostrophes, Step::StripAccents];
        let analyzer = Analyzer {
            normalizer: Normalizer::new(steps.into_iter().take(if strip { 3 } else { 2 })).unwrap(),
            stop_words: StopWordList::Words(vec!["The".into(), "don't".into()]),
            stemmer: stem.then(|| "en".parse().unwrap()),
            grams: Grams::Words { range: NgramRange::new(low, high).unwrap(), skip },
            cross_sentences,
            ..Analyzer::default()
        };
        let mut all = analyze(&analyzer, &text);
        all.sort();
        prop_assert_eq!(all, plain_terms(&analyzer, &text));
    }

    #[test]
    fn char_ngrams_equal_scikit_learn(text in text(), (low, high) in range(), within_words: bool) {
        let analyzer = Analyzer {
            normalizer: Normalizer::new([]).unwrap(),
            grams: Grams::Characters { range: NgramRange::new(low, high).unwrap(), within_words },
            cross_sentences: true,
            ..Analyzer::default()
        };
        let all = analyze(&analyzer, &text);
        for (gram, span) in &all {
            // Only white space may differ between a gram and its source.
            let visible = |text: &str| text.chars().filter(|&one| !is_white_space(one)).collect::<String>();
            prop_assert_eq!(visible(gram), visible(span.slice(&text)));
        }
        let grams: Vec<String> = all.into_iter().map(|(gram, _)| gram).collect();
        prop_assert_eq!(grams, plain_char_ngrams(&text, low, high, within_words));
    }
}
