//! Properties that hold for any text.

use lexicount::corpus::Documents;
use lexicount::counts::{SavedCounts, Selection, TermCounts, count_terms};
use lexicount::entities::{Entities, EntityFinder, count_entities};
use lexicount::parallel::Workers;
use lexicount::span::CodePoints;
use lexicount::tokens::{
    Analyzer, NgramRange, Normalizer, ProtectedKind, ProtectedKinds, Tokenizer, word_bounds,
};
use proptest::prelude::*;

/// Text that the rules treat specially.
const PARTS: &[&str] = &[
    "Moscow",
    "ISIS-K",
    "ISIS Khorasan's",
    "U.S.",
    "can’t",
    "3,000.50",
    "$2.5 million",
    "(FSB)",
    "Federal Security Service",
    "23 March 2024",
    "10:30 a.m.",
    "a@b.org",
    "@who",
    "#tag",
    "https://x.org/?a=1",
    "ß",
    "İ",
    "é",
    "e\u{301}",
    "\u{200D}",
    "👩‍👩‍👧",
    "🇷🇺🇺",
    "1\u{FE0F}\u{20E3}",
    "กรุงเทพ",
    "東京",
    "עברית",
    "a\u{0}b",
    "\u{FFFD}",
    "\r\n",
    "\n\n",
    " ",
    "\u{a0}",
    "-",
    "’s",
    "...",
    "\u{202E}",
    "Leave a Reply\n",
    "The",
    "of",
    "Bank of",
];

/// Generates any characters, and text that the rules treat specially.
fn text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(PARTS);
    let part = prop_oneof![3 => parts.prop_map(str::to_owned), 1 => ".{0,4}"];
    prop::collection::vec(
        (part, prop::sample::select(vec!["", " ", "\n", ". "])),
        0..30,
    )
    .prop_map(|parts| {
        parts
            .into_iter()
            .map(|(part, separator)| part + separator)
            .collect()
    })
}

/// Parts of protected tokens.
const PROTECTED_PARTS: &[&str] = &[
    "https",
    "://",
    "www.",
    "harbour",
    ".com",
    "/",
    "?a=1",
    "(",
    ")",
    "@",
    "#",
    "-",
    "‑",
    ".",
    "U.S",
    "p.m",
    "10",
    ":",
    "30",
    "2024",
    "03",
    "1",
    "000",
    "\u{a0}",
    " ",
    "\n",
    ",",
    "'",
    "’",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{200D}",
    "\u{200E}",
    "\u{FE0F}\u{20E3}",
    "_",
    "👩",
    "🇷",
    "東京",
    "アメリカ",
    "ไทย",
    "א\"ב",
    "٣",
    "²",
    "Z",
    "am",
    "T",
    "+",
    "%",
    "&",
    "…",
];

/// Generates parts of protected tokens in any order, without spaces in between.
fn protected_text() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(PROTECTED_PARTS);
    prop::collection::vec(parts, 0..25).prop_map(|parts| parts.concat())
}

fn texts() -> impl Strategy<Value = Vec<Option<String>>> {
    prop::collection::vec(prop::option::weighted(0.9, text()), 0..6)
}

fn count(texts: &[Option<String>], analyzer: &Analyzer, workers: &Workers) -> TermCounts {
    count_terms(&documents(texts), analyzer, workers).unwrap()
}

fn documents(texts: &[Option<String>]) -> Documents {
    Documents::from_optional_texts(texts.iter().cloned())
}

/// Counts words and bigrams outside boilerplate.
fn count_bigrams(texts: &[Option<String>], workers: &Workers) -> TermCounts {
    let documents = documents(texts).without_boilerplate(workers).unwrap();
    count_terms(&documents, &bigrams(), workers).unwrap()
}

fn bigrams() -> Analyzer {
    Analyzer {
        grams: NgramRange::new(1, 2).unwrap().into(),
        ..Analyzer::default()
    }
}

proptest! {
    #[test]
    fn segments_rebuild_the_text(text in text()) {
        let rebuilt: String = word_bounds(&text).map(|span| span.slice(&text)).collect();
        prop_assert_eq!(rebuilt, text);
    }

    #[test]
    fn tokens_and_the_text_between_them_rebuild_the_text(text in text(), punctuation: bool) {
        let mut rebuilt = String::new();
        for token in (Tokenizer { punctuation, ..Tokenizer::default() }).tokens(&text) {
            prop_assert!(token.span.start >= rebuilt.len());
            prop_assert_eq!(token.span.slice(&text), token.text);
            rebuilt.push_str(&text[rebuilt.len()..token.span.end]);
        }
        rebuilt.push_str(&text[rebuilt.len()..]);
        prop_assert_eq!(rebuilt, text);
    }

    #[test]
    fn punctuation_only_adds_tokens(text in protected_text(), mask in 0..256_u32, dictionary: bool) {
        let kinds = ProtectedKind::ALL.into_iter().filter(|&kind| mask >> kind as u32 & 1 == 1);
        let protected: ProtectedKinds = kinds.collect();
        let words = Tokenizer { protected, dictionary, ..Tokenizer::default() };
        let all = Tokenizer { punctuation: true, ..words };
        let found: Vec<_> = words.tokens(&text).collect();
        let of_all = all.tokens(&text).filter(|token| token.kind.is_word_like());
        prop_assert_eq!(&found, &of_all.collect::<Vec<_>>());
        prop_assert_eq!(words.count(&text), found.len());
        prop_assert_eq!(all.count(&text), all.tokens(&text).count());
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        // Protected tokens consist of whole segments, except those that are marked by their characters: "see:www.x.org",
        // "@mate's".
        let marked = [
            ProtectedKind::Urls,
            ProtectedKind::Emails,
            ProtectedKind::Handles,
            ProtectedKind::Hashtags,
        ];
        if marked.iter().any(|&kind| mask >> kind as u32 & 1 == 1) {
            return Ok(());
        }
        let bounds: Vec<usize> = Tokenizer { protected: ProtectedKinds::NONE, ..all }
            .tokens(&text)
            .flat_map(|token| [token.span.start, token.span.end])
            .collect();
        for token in &found {
            prop_assert!(bounds.contains(&token.span.start) && bounds.contains(&token.span.end));
        }
    }

    #[test]
    fn offsets_are_code_points(text in text()) {
        let characters: Vec<char> = text.chars().collect();
        let mut points = CodePoints::of(&text);
        for token in Tokenizer::default().tokens(&text) {
            let (start, end) = points.convert(token.span);
            prop_assert_eq!(characters[start..end].iter().collect::<String>(), token.text);
        }
    }

    #[test]
    fn counts_equal_a_plain_count(texts in texts()) {
        let counts = count(&texts, &Analyzer::default(), &Workers::serial());
        let mut plain = std::collections::BTreeMap::new();
        for token in texts.iter().flatten().flat_map(|text| Tokenizer::default().tokens(text)) {
            *plain.entry(Normalizer::default().to_term(token.text)).or_insert(0_u64) += 1;
        }
        prop_assert_eq!(plain.values().sum::<u64>(), counts.n_tokens());
        prop_assert_eq!(plain.len(), counts.n_terms());
        for (term, n) in plain {
            prop_assert_eq!(counts.count(&term), n);
        }
    }

    #[test]
    fn terms_are_ordered_by_count_and_then_by_text(texts in texts()) {
        let counts = count(&texts, &Analyzer::default(), &Workers::serial());
        let ids = counts.select(&Selection::default()).unwrap();
        for pair in ids.windows(2) {
            let key = |id| (std::cmp::Reverse(counts.count_of(id)), counts.term(id));
            prop_assert!(key(pair[0]) < key(pair[1]));
        }
    }

    #[test]
    fn merged_parts_equal_the_whole(texts in texts(), split in 0_usize..6) {
        let whole = count_bigrams(&texts, &Workers::serial());
        let (left, right) = texts.split_at(split.min(texts.len()));
        let mut merged = count_bigrams(left, &Workers::serial());
        merged.merge(&count_bigrams(right, &Workers::serial())).unwrap();
        prop_assert_eq!(merged.to_bytes(), whole.to_bytes());
        prop_assert_eq!(merged, whole);
    }

    #[test]
    fn saved_counts_round_trip(texts in texts()) {
        let counts = count_bigrams(&texts, &Workers::serial());
        prop_assert_eq!(TermCounts::from_bytes(&counts.to_bytes()).unwrap(), counts);
    }

    #[test]
    fn mentions_do_not_overlap_and_add_up(texts in texts()) {
        let documents = documents(&texts);
        let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial()).unwrap();
        let total: u64 = entities.entities().iter().map(|one| one.n_mentions).sum();
        prop_assert_eq!(total, entities.mentions().len() as u64);
        for pair in entities.mentions().windows(2) {
            let apart = pair[0].document < pair[1].document || pair[0].span.end <= pair[1].span.start;
            prop_assert!(apart, "{:?}", pair);
        }
        for one in entities.entities() {
            prop_assert_eq!(one.surface_forms.iter().map(|(_, n)| n).sum::<u64>(), one.n_mentions);
        }
    }
}

/// Returns texts long enough to be divided among several threads.
fn long_texts() -> Vec<Option<String>> {
    let words = [
        "Moscow",
        "ISIS-K",
        "fire",
        "the",
        "23 March 2024",
        "Federal Security Service (FSB)",
        "FSB",
        "naïve",
        ".",
    ];
    let mut state = 7_u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        words[usize::try_from(state >> 33).unwrap() % words.len()]
    };
    (0..120)
        .map(|index| {
            (index % 17 != 3).then(|| (0..1500).map(|_| next()).collect::<Vec<_>>().join(" "))
        })
        .collect()
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let texts = long_texts();
    let all = documents(&texts);
    assert!(all.total_bytes() > 1 << 20, "several ranges");
    let counts: Vec<TermCounts> = [1, 2, 7]
        .map(|n| count_bigrams(&texts, &Workers::new(Some(n)).unwrap()))
        .into();
    let entities: Vec<Entities> = [1, 2, 7]
        .map(|n| {
            let workers = Workers::new(Some(n)).unwrap();
            count_entities(&all, &EntityFinder::builtin(), &workers).unwrap()
        })
        .into();
    for other in &counts[1..] {
        assert_eq!(counts[0].to_bytes(), other.to_bytes());
    }
    for other in &entities[1..] {
        assert_eq!(&entities[0], other);
    }
}

#[test]
fn any_text_is_accepted() {
    let marks = "a".to_owned() + &"\u{301}".repeat(10_000);
    let texts = [
        marks,
        "x".repeat(1 << 20),
        "(".repeat(5_000),
        "A".repeat(5_000),
        "Bank of ".repeat(3_000),
        "9".repeat(5_000),
        "1,".repeat(5_000),
        format!("http://a{}", ")".repeat(1 << 18)),
        "a-".repeat(1 << 17),
        "a.".repeat(1 << 17),
        "a@".repeat(1 << 17),
        "#".repeat(1 << 18),
        "1/".repeat(1 << 17),
        "1\u{a0}".repeat(1 << 17),
        "@_".repeat(1 << 17),
        "http://".repeat(1 << 15),
        "a://".repeat(1 << 16),
        "www.".repeat(1 << 16),
    ];
    for text in texts {
        let tokenizer = Tokenizer {
            protected: ProtectedKinds::NEWS,
            punctuation: true,
            ..Tokenizer::default()
        };
        assert!(tokenizer.count(&text) > 0);
        let documents = Documents::from_texts([text.as_str()]);
        count_terms(&documents, &bigrams(), &Workers::serial()).unwrap();
        count_entities(&documents, &EntityFinder::builtin(), &Workers::serial()).unwrap();
    }
}
