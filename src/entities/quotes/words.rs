//! The words that show who says what: `data/english.tsv`. A language is one such file.

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::quote::Manner;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::new(include_str!("data/english.tsv")));

/// A set of properties of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    pub(super) const HAVE: Self = Self(1);
    pub(super) const BE: Self = Self(1 << 1);
    /// Words after which a verb says nothing: "would say", "to say".
    pub(super) const MODAL: Self = Self(1 << 2);
    pub(super) const ADVERB: Self = Self(1 << 3);
    pub(super) const SUBORDINATOR: Self = Self(1 << 4);
    pub(super) const RELATIVE: Self = Self(1 << 5);
    pub(super) const CONJUNCTION: Self = Self(1 << 6);
    pub(super) const PREPOSITION: Self = Self(1 << 7);
    pub(super) const DETERMINER: Self = Self(1 << 8);
    pub(super) const PRONOUN: Self = Self(1 << 9);
    /// Pronouns that mean one person.
    pub(super) const PERSON: Self = Self(1 << 10);
    pub(super) const TIME: Self = Self(1 << 11);
    /// Whom somebody tells something.
    pub(super) const ADDRESSEE: Self = Self(1 << 12);
    /// Where somebody says something.
    pub(super) const MEDIUM: Self = Self(1 << 13);
    /// Objects that make a verb something other than speech: "claimed responsibility".
    pub(super) const SILENT: Self = Self(1 << 14);

    const NAMES: [(&'static str, Self); 15] = [
        ("have", Self::HAVE),
        ("be", Self::BE),
        ("modal", Self::MODAL),
        ("adverb", Self::ADVERB),
        ("subordinator", Self::SUBORDINATOR),
        ("relative", Self::RELATIVE),
        ("conjunction", Self::CONJUNCTION),
        ("preposition", Self::PREPOSITION),
        ("determiner", Self::DETERMINER),
        ("pronoun", Self::PRONOUN),
        ("person", Self::PERSON),
        ("time", Self::TIME),
        ("addressee", Self::ADDRESSEE),
        ("medium", Self::MEDIUM),
        ("silent", Self::SILENT),
    ];

    /// The properties of both.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if the two share a property.
    pub(super) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn named(name: &str) -> Self {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name);
        known.expect("the table uses known kinds of words").1
    }
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    Past,
    Ing,
}

impl Form {
    const ALL: [Self; 4] = [Self::Base, Self::Third, Self::Past, Self::Ing];
}

/// How a verb is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The base form and the third person are also nouns.
    Noun,
    /// A noun phrase can be what is said.
    Object,
    /// Only with "that", a clause or "to".
    Clause,
    /// The person told follows.
    Addressee,
    /// Only with words in quotation marks.
    Quotation,
    /// Followed by "out".
    Out,
}

impl Use {
    const NAMES: [(&'static str, Self); 6] = [
        ("noun", Self::Noun),
        ("object", Self::Object),
        ("clause", Self::Clause),
        ("addressee", Self::Addressee),
        ("quotation", Self::Quotation),
        ("out", Self::Out),
    ];
}

/// A reporting verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) lemma: &'static str,
    pub(super) manner: Manner,
    /// A bit for each use.
    uses: u8,
}

impl Verb {
    /// True if the verb is used in this way.
    pub(super) const fn is(self, one: Use) -> bool {
        self.uses & (1 << one as u8) != 0
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) class: Class,
    pub(super) verb: Option<(Verb, Form)>,
}

/// Words before a speaker: "according to".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<&'static str>,
    pub(super) manner: Manner,
}

/// The words of a language.
pub(super) struct Words {
    words: HashMap<&'static str, Word, RandomState>,
    pub(super) phrases: Vec<Phrase>,
}

impl Words {
    /// The words of English.
    pub(super) fn english() -> &'static Self {
        &ENGLISH
    }

    fn new(table: &'static str) -> Self {
        let mut all = Self {
            words: HashMap::default(),
            phrases: Vec::new(),
        };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let fields: Vec<&'static str> = row.split('\t').collect();
            match fields[..] {
                ["verb", lemma, forms, manner, uses] => all.add_verb(lemma, forms, manner, uses),
                ["phrase", words, manner] => all.phrases.push(Phrase {
                    words: words.split(' ').collect(),
                    manner: manner.parse().expect("a manner"),
                }),
                [kind, words] => all.add_words(kind, words),
                _ => unreachable!("a row has the fields of its kind"),
            }
        }
        all
    }

    fn add_words(&mut self, kind: &str, words: &'static str) {
        let class = Class::named(kind);
        for word in words.split(' ') {
            let known = self.words.entry(word).or_default();
            known.class = known.class.or(class);
        }
    }

    fn add_verb(&mut self, lemma: &'static str, forms: &'static str, manner: &str, uses: &str) {
        let bit = |name: &str| {
            let known = Use::NAMES.iter().find(|(known, _)| *known == name);
            1 << known.expect("the table has known uses").1 as u8
        };
        let uses = uses.split(' ').filter(|name| !name.is_empty());
        let verb = Verb {
            lemma,
            manner: manner.parse().expect("a manner"),
            uses: uses.fold(0, |all, name| all | bit(name)),
        };
        for (word, form) in forms.split(' ').zip(Form::ALL) {
            self.words.entry(word).or_default().verb = Some((verb, form));
        }
    }

    /// What is known of a word, in any case.
    pub(super) fn get(&self, word: &str, buffer: &mut String) -> Word {
        if word.len() > 16 || !word.is_ascii() {
            return Word::default();
        }
        buffer.clear();
        buffer.push_str(word);
        buffer.make_ascii_lowercase();
        let known = self.words.get(buffer.as_str()).copied();
        known.unwrap_or_else(|| Word {
            class: if buffer.len() > 4 && buffer.ends_with("ly") {
                Class::ADVERB
            } else {
                Class::default()
            },
            verb: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_classes_and_verbs_have_forms() {
        let mut buffer = String::new();
        let mut get = |word: &str| Words::english().get(word, &mut buffer);
        let (verb, form) = get("Said").verb.unwrap();
        assert_eq!((verb.lemma, form), ("say", Form::Past));
        assert!(get("THAT").class.is(Class::SUBORDINATOR));
        assert!(get("repeatedly").class.is(Class::ADVERB));
        assert_eq!(get("harbour"), Word::default());
        assert!(get("told").verb.unwrap().0.is(Use::Addressee));
        assert_eq!(Words::english().phrases[0].words, ["according", "to"]);
    }
}
