//! The sample documents, whole: what stands out in them is known.

use lexicount::corpus::{Documents, ReadOptions, read};
use lexicount::counts::{Selection, count_terms};
use lexicount::entities::{EntityFinder, Label, count_entities};
use lexicount::parallel::Workers;
use lexicount::tokens::{Analyzer, StopWordList};

fn seeds() -> Documents {
    read_seeds(&ReadOptions::default())
}

/// The seeds without boilerplate.
fn articles() -> Documents {
    read_seeds(&ReadOptions {
        skip_boilerplate: true,
        ..ReadOptions::default()
    })
}

fn read_seeds(options: &ReadOptions) -> Documents {
    let folder = super::package().join("seeds");
    read(&[folder.to_str().unwrap()], options, &Workers::serial()).unwrap()
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
    let analyzer = Analyzer {
        stop_words: StopWordList::Language("en".into()),
        ..Analyzer::default()
    };
    let counts = count_terms(&articles(), &analyzer, &Workers::serial()).unwrap();
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
    let entities =
        count_entities(&articles(), &EntityFinder::builtin(), &Workers::serial()).unwrap();
    let khorasan = entities.find("ISIS-K", Some(&Label::ORG)).unwrap();
    assert_eq!(khorasan.name, "ISIS Khorasan");
    assert!(
        khorasan.n_documents >= 4 && khorasan.surface_forms.len() >= 3,
        "{khorasan:?}"
    );
    for place in ["Moscow", "Kabul", "Kerman", "Russia", "Iran", "Afghanistan"] {
        let found = entities.find(place, Some(&Label::GPE));
        assert!(found.is_some_and(|one| one.name == place), "{place}");
    }
}
