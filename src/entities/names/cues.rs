//! Words that tell what a name is of: `data/cues.tsv`.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

const TABLE: &str = include_str!("data/cues.tsv");

type Words = HashSet<&'static str, RandomState>;

/// Sets of folded words, by what they tell.
pub(in crate::entities) struct Cues {
    /// Capitalised at the front of a sentence or title, and no part of a name there.
    pub(in crate::entities) function: Words,
    /// Nouns that make an organisation of a name, as its last word or before "of".
    pub(in crate::entities) organisation: Words,
    /// Nouns that make a place of a name.
    pub(in crate::entities) place: Words,
    /// Titles, and roles that stand before a person's name.
    pub(in crate::entities) title: Words,
}

impl Cues {
    pub(in crate::entities) fn get() -> &'static Self {
        static CUES: LazyLock<Cues> = LazyLock::new(|| Cues {
            function: words("function"),
            organisation: words("organisation"),
            place: words("place"),
            title: words("title"),
        });
        &CUES
    }

    /// True where the word, in any case, makes an organisation of a name.
    pub(in crate::entities) fn names_organisation(word: &str) -> bool {
        Self::get()
            .organisation
            .contains(word.to_lowercase().as_str())
    }

    /// True where the word, in any case, is a title.
    pub(in crate::entities) fn is_title(word: &str) -> bool {
        Self::get().title.contains(word.to_lowercase().as_str())
    }
}

fn words(kind: &str) -> Words {
    let mut lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    let (_, words) = lines
        .find(|(told, _)| *told == kind)
        .expect("the table has a line for every kind");
    words.split(' ').collect()
}
