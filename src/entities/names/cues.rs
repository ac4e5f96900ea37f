//! Cue words, which show what a name is the name of: `data/cues.tsv`.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

const TABLE: &str = include_str!("data/cues.tsv");

type Words = HashSet<&'static str, RandomState>;

/// Sets of folded cue words.
pub(in crate::entities) struct Cues {
    /// Function words, which may be capitalised in a title or at the beginning of a sentence without being part of a name.
    pub(in crate::entities) function: Words,
    /// Nouns that make a name an organisation's, as the last word or before "of".
    pub(in crate::entities) organisation: Words,
    /// Nouns that make a name a place's.
    pub(in crate::entities) place: Words,
    /// Titles, and roles that come before a person's name.
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

    /// True if the word, in upper or lower case, makes a name an organisation's.
    pub(in crate::entities) fn names_organisation(word: &str) -> bool {
        Self::get()
            .organisation
            .contains(word.to_lowercase().as_str())
    }

    /// True if the word, in upper or lower case, is a title.
    pub(in crate::entities) fn is_title(word: &str) -> bool {
        Self::get().title.contains(word.to_lowercase().as_str())
    }
}

fn words(kind: &str) -> Words {
    let mut lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    let (_, words) = lines
        .find(|(name, _)| *name == kind)
        .expect("the table has a line for every set");
    words.split(' ').collect()
}
