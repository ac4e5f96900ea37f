//! An analyzer that follows the language of each document equals one analyzer for each language.

use std::collections::BTreeMap;

use lexicount::corpus::{AUTO, Documents, Language};
use lexicount::counts::{
    Kept, SavedCounts, Selection, TermCounts, TermSequences, count_terms, document_term_matrix,
};
use lexicount::parallel::Workers;
use lexicount::statistics::Query;
use lexicount::table::Column;
use lexicount::tokens::{
    Analyzer, Grams, NgramRange, Normalizer, Segmenter, SentenceRules, StemmerChoice, Step,
    StopWordList, count_tokens, language_data,
};
use proptest::prelude::*;

/// Texts in several languages, one of which has no list, one whose language is unknown, and one that is empty.
const TEXTS: [&str; 10] = [
    "The mayor's bridges were closed on Jan. 5. He said no. It rained in the harbour, and nobody was there.",
    "L'île et les ponts de la ville étaient fermés, p. ex. en janv. 2020. Il a dit que c'était d'une reine.",
    "Die Brücken der Stadt kosteten ca. 3 Mio. Euro. Sie waren am 3. März gesperrt. Es regnete sehr lange.",
    "Los puentes de la ciudad estaban cerrados, dijo que no. 20 personas se fueron al mar con el Sr. Rell.",
    "Мосты города были закрыты в 1920 г. инженером А. С. Реллом. Он сказал, что дождь шёл весь день.",
    "AYRICA köprüler kapalıydı ve IŞIK için çok beklediler. Vali dün akşam bir açıklama yaptı.",
    "Sillat olivat kiinni, sanoi kaupunginjohtaja. Hän oli siellä koko päivän, ja satoi vettä.",
    "Қаланың көпірлері жабық болды, ал әкім сол жерде болған еді. Жаңбыр жауды.",
    "11:40 Rell",
    "",
];

fn analyzers() -> impl Strategy<Value = Analyzer> {
    let stop_words = prop_oneof![
        Just(StopWordList::None),
        Just(StopWordList::Language(AUTO.into())),
        Just(StopWordList::of_items(
            [AUTO, "rell", "no"].map(String::from)
        )),
        Just(StopWordList::of_items([AUTO, "en"].map(String::from))),
    ];
    let stemmer = prop_oneof![
        Just(None),
        Just(Some(StemmerChoice::Auto)),
        Just("en".parse().ok())
    ];
    let grams = prop_oneof![Just((1, 1)), Just((1, 2)), Just((2, 3))];
    let steps = prop::sample::subsequence(vec![Step::Casefold, Step::Equivalents, Step::Auto], 3);
    (stop_words, stemmer, grams, steps, any::<bool>()).prop_map(
        |(stop_words, stemmer, (low, high), steps, has_step)| Analyzer {
            normalizer: Normalizer::new(steps.into_iter().take(2 + usize::from(has_step))).unwrap(),
            stop_words,
            stemmer,
            grams: NgramRange::new(low, high).unwrap().into(),
            ..Analyzer::default()
        },
    )
}

/// Texts by their index, with the language that metadata give, if any.
fn rows() -> impl Strategy<Value = Vec<(usize, Option<&'static str>)>> {
    let given =
        prop::option::weighted(0.2, prop::sample::select(vec!["de", "fr", "nb", "kk", "?"]));
    prop::collection::vec((0..TEXTS.len(), given), 0..8)
}

fn documents(rows: &[(usize, Option<&str>)]) -> Documents {
    let texts = rows.iter().map(|&(text, _)| TEXTS[text]);
    let languages = Column::optional_text("language", rows.iter().map(|&(_, language)| language));
    Documents::from_texts(texts).with_metadata(vec![languages])
}

/// The analyzer for a document, whose language is found without it.
fn plain_analyzer(analyzer: &Analyzer, documents: &Documents, index: usize) -> Analyzer {
    let languages = documents.languages(&Workers::serial()).unwrap();
    analyzer.in_language(languages[index].unwrap_or(Language::ENGLISH))
}

type Sums = BTreeMap<String, (u64, u64)>;

fn terms(counts: &TermCounts) -> Sums {
    let ids = counts.select(&Selection::default()).unwrap();
    let figures = ids.iter().map(|&id| {
        let figures = (counts.count_of(id), counts.document_frequency_of(id));
        (counts.term(id).to_owned(), figures)
    });
    figures.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn counts_are_the_sums_of_the_documents(rows in rows(), analyzer in analyzers(), n_threads in 1..4_usize) {
        let documents = documents(&rows);
        let workers = Workers::new(Some(n_threads)).unwrap();
        let counts = count_terms(&documents, &analyzer, &workers).unwrap();
        let mut sums = Sums::new();
        for index in 0..documents.len() {
            let own = plain_analyzer(&analyzer, &documents, index);
            prop_assert!(!own.is_automatic());
            let one = count_terms(&documents.part(index..index + 1), &own, &Workers::serial()).unwrap();
            for (term, (count, document_frequency)) in terms(&one) {
                let sum = sums.entry(term).or_default();
                *sum = (sum.0 + count, sum.1 + document_frequency);
            }
        }
        prop_assert_eq!(terms(&counts), sums);
        // Merging equals one pass, and so does what was saved.
        let middle = documents.len() / 2;
        let mut merged = count_terms(&documents.part(0..middle), &analyzer, &workers).unwrap();
        let rest = count_terms(&documents.part(middle..documents.len()), &analyzer, &workers).unwrap();
        merged.merge(&TermCounts::from_bytes(&rest.to_bytes()).unwrap()).unwrap();
        prop_assert_eq!(merged.to_bytes(), counts.to_bytes());
        let n_documents = counts.languages_table().n_rows();
        prop_assert_eq!(n_documents > 0, analyzer.is_automatic() && !documents.is_empty());
    }

    #[test]
    fn matrices_and_sequences_read_each_document_in_its_language(rows in rows(), analyzer in analyzers()) {
        let documents = documents(&rows);
        let workers = Workers::serial();
        let matrix = document_term_matrix(&documents, &analyzer, &Selection::default(), &workers).unwrap();
        let single = Analyzer { grams: Grams::default(), ..analyzer.clone() };
        let kept = Kept { spans: true, sentences: true };
        let sequences = TermSequences::new(&documents, &single, kept, &workers).unwrap();
        for (index, row) in matrix.matrix.rows().enumerate() {
            let own = plain_analyzer(&analyzer, &documents, index);
            let prepared = own.prepare().unwrap();
            let (mut plain, mut words) = (BTreeMap::<String, usize>::new(), Vec::new());
            let text = documents.text(index).unwrap();
            let language = prepared.language_of(&documents, index);
            prepared.for_each_in(text, &language, |term, _| *plain.entry(term.to_owned()).or_default() += 1);
            let found: Vec<&str> = row.map(|cell| matrix.terms.get(matrix.matrix.columns.get(cell))).collect();
            prop_assert_eq!(found, plain.keys().collect::<Vec<_>>());
            let own = Analyzer { grams: Grams::default(), ..own };
            own.prepare().unwrap().for_each_in(text, &language, |term, span| words.push((term.to_owned(), span)));
            let vocabulary = sequences.vocabulary();
            let terms = sequences.document(index).iter().map(|&id| vocabulary.term(id).to_owned());
            let found: Vec<_> = terms.zip(sequences.spans(index).iter().copied()).collect();
            prop_assert_eq!(found, words);
        }
    }

    #[test]
    fn sentences_follow_the_language_of_each_document(rows in rows()) {
        let documents = documents(&rows);
        let workers = Workers::serial();
        let segmenter = |language| Segmenter::Sentences(SentenceRules::News, language);
        let counts = count_tokens(&documents, &segmenter(None), &workers).unwrap();
        let languages = documents.languages(&workers).unwrap();
        for (index, language) in languages.into_iter().enumerate() {
            let language = language.unwrap_or(Language::ENGLISH);
            let one = documents.part(index..index + 1);
            let plain = count_tokens(&one, &segmenter(Some(language)), &workers).unwrap();
            // A text in an unknown language has ordinals too.
            prop_assert_eq!(counts[index], plain[0]);
        }
    }
}

#[test]
fn queries_are_read_in_the_language_of_each_document() {
    let analyzer = Analyzer {
        stop_words: StopWordList::Language(AUTO.into()),
        stemmer: Some(StemmerChoice::Auto),
        ..Analyzer::default()
    };
    let query = Query::of_words(["bridges", "Brücke", "die"], &analyzer).unwrap();
    let found = |text: &str| -> Vec<String> {
        let spans = query.spans(text);
        spans
            .iter()
            .map(|span| span.slice(text).to_owned())
            .collect()
    };
    assert_eq!(
        found("The bridge where they die was closed by the mayor."),
        ["bridge", "die"]
    );
    assert_eq!(
        found("Die Brücken der Stadt, die gesperrt waren, sind offen."),
        ["Brücken"]
    );
    assert!(Query::of_words(["..."], &analyzer).unwrap_err().is_config());
}

#[test]
fn every_language_can_be_prepared() {
    let analyzer = Analyzer {
        stop_words: StopWordList::of_items([AUTO, "said"].map(String::from)),
        stemmer: Some(StemmerChoice::Auto),
        normalizer: Normalizer::new([Step::Casefold, Step::Equivalents, Step::Auto]).unwrap(),
        ..Analyzer::default()
    };
    assert_eq!(Analyzer::from_json(&analyzer.to_json()).unwrap(), analyzer);
    for row in language_data() {
        let own = analyzer.in_language(row.language);
        assert!(!own.is_automatic());
        own.prepare().unwrap();
        assert_eq!(own.stemmer.and_then(StemmerChoice::one), row.stemmer);
        assert_eq!(
            own.stop_words.languages().count(),
            usize::from(row.n_stop_words > 0)
        );
        assert_eq!(
            own.normalizer.steps().len(),
            2 + usize::from(row.step.is_some())
        );
    }
    let other = analyzer.in_language("tlh".parse().unwrap());
    assert_eq!(
        (other.stemmer, other.stop_words.languages().count()),
        (None, 0)
    );
}
