//! The sample documents, whole: what stands out in them is known.

use lexicount::corpus::{Documents, ReadOptions, read};
use lexicount::counts::{Selection, TermConfig, count_terms};
use lexicount::entities::{EntityFinder, FinderConfig, Recognizer, count_entities};
use lexicount::parallel::Workers;
use lexicount::tokens::{Analyzer, StopWordList};

fn seeds() -> Documents {
    let folder = super::package().join("seeds");
    read(
        &[folder.to_str().unwrap()],
        &ReadOptions::default(),
        &Workers::serial(),
    )
    .unwrap()
}

#[test]
fn all_documents_are_read() {
    let documents = seeds();
    assert_eq!((documents.len(), documents.n_missing()), (34, 1));
    let date = documents
        .metadata()
        .iter()
        .find(|column| column.name == "date")
        .unwrap();
    assert!(
        (0..34).all(|row| date.is_present(row)),
        "every document is dated"
    );
}

#[test]
fn what_a_page_left_is_no_keyword() {
    let config = TermConfig {
        analyzer: Analyzer {
            stop_words: StopWordList::Language("en".into()),
            ..Analyzer::default()
        },
        skip_boilerplate: true,
    };
    let counts = count_terms(&seeds(), &config, &Workers::serial()).unwrap();
    let selection = Selection {
        top: Some(40),
        ..Selection::default()
    };
    let top: Vec<&str> = counts
        .select(&selection)
        .unwrap()
        .into_iter()
        .map(|id| counts.term(id))
        .collect();
    for word in ["reply", "email", "comment", "share", "required", "browser"] {
        assert!(!top.contains(&word), "{word} in {top:?}");
    }
    assert!(top.contains(&"moscow"), "{top:?}");
}

#[test]
fn the_group_and_the_places_are_found() {
    let finder = EntityFinder::new(
        FinderConfig {
            skip_boilerplate: true,
            ..FinderConfig::default()
        },
        None,
        Some(Recognizer::builtin()),
    );
    let entities = count_entities(&seeds(), &finder, &Workers::serial()).unwrap();
    let khorasan = entities.find("ISIS-K", Some("ORG")).unwrap();
    assert_eq!(khorasan.name, "ISIS Khorasan");
    assert!(
        khorasan.n_documents >= 4 && khorasan.forms.len() >= 3,
        "{khorasan:?}"
    );
    for place in ["Moscow", "Kabul", "Kerman", "Russia", "Iran", "Afghanistan"] {
        let found = entities.find(place, Some("GPE"));
        assert!(found.is_some_and(|one| one.name == place), "{place}");
    }
}
