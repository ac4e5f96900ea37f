//! What is true of a spelling wherever it stands.
//!
//! Folded form, stop word or not, capitals, digits and what it is merged with are found once for each spelling and kept
//! in a [`Lexicon`], so a word of a text costs one look-up.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::{KeyphraseConfig, Merge, Method};
use crate::counts::Vocabulary;
use crate::error::{Error, Result};
use crate::tokens::{Normalizer, Stemmer, StopWordList, StopWords, Tokenizer};

/// Languages in which a word may begin with an elided one: "l'Afghanistan".
const ELIDING: [&str; 3] = ["ca", "fr", "it"];

/// How the letters of a word stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// All are capitals.
    Upper,
    /// The first and no other is.
    Capital,
    Plain,
}

/// What is true of a spelling wherever it stands.
#[expect(
    clippy::struct_excessive_bools,
    reason = "five answers that do not depend on each other"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The folded word.
    pub(super) term: u32,
    /// What phrases are told apart by: the folded word, or what it is merged into.
    pub(super) key: u32,
    /// What YAKE counts as one term.
    pub(super) node: u32,
    /// A stop word.
    pub(super) stop: bool,
    /// A stop word to YAKE, where the spelling is the first of its term.
    pub(super) weak: bool,
    pub(super) case: Case,
    /// Only a number.
    pub(super) number: bool,
    /// Letters with digits, or more than one mark.
    pub(super) mixed: bool,
    /// Other names begin with this word.
    pub(super) begins_alias: bool,
}

/// Options with their tables, shared by all threads.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) config: KeyphraseConfig,
    pub(super) stop_words: StopWords,
    pub(super) normalizer: Normalizer,
    stemmer: Option<Stemmer>,
    pub(super) elides: bool,
    /// Other spellings by their first word, each with the words of the name it stands for; longest first.
    pub(super) aliases: HashMap<String, Vec<Alias>, RandomState>,
}

#[derive(Clone, Debug)]
pub(super) struct Alias {
    pub(super) words: Vec<String>,
    pub(super) name: Vec<String>,
}

impl Prepared {
    pub(super) fn new(config: &KeyphraseConfig, normalizer: Normalizer) -> Result<Self> {
        config.check()?;
        let stemmer = match config.merge {
            Merge::Stems => Some(config.language.parse()?),
            Merge::None | Merge::Plurals => None,
        };
        let mut prepared = Self {
            stop_words: StopWords::new(&config.stop_words_or_language(), normalizer)?,
            elides: ELIDING.contains(&config.language.as_str()),
            config: config.clone(),
            normalizer,
            stemmer,
            aliases: HashMap::default(),
        };
        prepared.take_aliases()?;
        Ok(prepared)
    }

    fn take_aliases(&mut self) -> Result<()> {
        for (alias, name) in self.config.aliases.clone() {
            let words = self.words_of(&alias);
            let name_words = self.words_of(&name);
            let (Some(first), false) = (words.first(), name_words.is_empty()) else {
                return Err(Error::config(format!(
                    "alias {alias:?} of {name:?}: one of the two holds no word; give at least one word each"
                )));
            };
            self.aliases.entry(first.clone()).or_default().push(Alias {
                words,
                name: name_words,
            });
        }
        for others in self.aliases.values_mut() {
            others.sort_by(|a, b| {
                (b.words.len(), &a.words, &a.name).cmp(&(a.words.len(), &b.words, &b.name))
            });
        }
        Ok(())
    }

    fn words_of(&self, text: &str) -> Vec<String> {
        let tokens = self.tokenizer().tokens(text);
        tokens.map(|token| token.text.to_owned()).collect()
    }

    /// What a folded word is merged into; itself where nothing is merged.
    fn key<'b>(&self, folded: &'b str, buffer: &'b mut String) -> &'b str {
        let key = match (self.config.merge, self.stemmer) {
            (Merge::Plurals, _) => singular(folded, &self.config.language, buffer),
            (_, Some(stemmer)) => stemmer.stem(folded, buffer),
            _ => folded,
        };
        if key.is_empty() { folded } else { key }
    }

    /// What the method counts as one: the key, but to YAKE singular and plural too.
    fn node<'b>(&self, folded: &'b str, key: &'b str) -> &'b str {
        match (self.config.method, self.config.merge) {
            (Method::Yake { .. }, Merge::None) => without_s(folded),
            _ => key,
        }
    }

    pub(super) fn tokenizer(&self) -> Tokenizer {
        Tokenizer {
            protected: self.config.keep,
            ..Tokenizer::default()
        }
    }
}

/// Spellings and what is known of them.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<'p> {
    prepared: &'p Prepared,
    forms: Vocabulary,
    known: Vec<Form>,
    /// Folded words, keys and nodes; one numbering, so that a word that is its own key costs one string.
    strings: Vocabulary,
    buffer: String,
    stem: String,
}

impl<'p> Lexicon<'p> {
    pub(super) fn new(prepared: &'p Prepared) -> Self {
        Self {
            prepared,
            forms: Vocabulary::default(),
            known: Vec::new(),
            strings: Vocabulary::default(),
            buffer: String::new(),
            stem: String::new(),
        }
    }

    pub(super) fn prepared(&self) -> &'p Prepared {
        self.prepared
    }

    /// What is known of a spelling.
    #[inline]
    pub(super) fn form(&self, form: u32) -> &Form {
        &self.known[form as usize]
    }

    /// The spelling itself.
    pub(super) fn spelling(&self, form: u32) -> &str {
        self.forms.term(form)
    }

    /// A folded word, key or node.
    pub(super) fn string(&self, id: u32) -> &str {
        self.strings.term(id)
    }

    pub(super) fn n_forms(&self) -> usize {
        self.known.len()
    }

    pub(super) fn n_strings(&self) -> usize {
        self.strings.len()
    }

    #[inline]
    pub(super) fn intern(&mut self, spelling: &str) -> u32 {
        let form = self.forms.intern(spelling);
        if form as usize == self.known.len() {
            self.learn(spelling);
        }
        form
    }

    #[cold]
    fn learn(&mut self, spelling: &str) {
        let prepared = self.prepared;
        let folded = prepared.normalizer.term(spelling, &mut self.buffer);
        let Kind {
            number,
            mixed,
            case,
        } = Kind::of(spelling);
        let elided = prepared.elides && folded.ends_with('\'');
        let stop = elided || prepared.stop_words.contains(folded);
        let key = prepared.key(folded, &mut self.stem);
        let node = prepared.node(folded, key);
        // YAKE takes short words for stop words; with a digit they are names: "G-7".
        let n_letters = node.chars().filter(|c| !c.is_ascii_punctuation()).count();
        let is_short = n_letters < 3 && !(mixed && prepared.config.keeps_mixed());
        self.known.push(Form {
            term: self.strings.intern(folded),
            key: self.strings.intern(key),
            node: self.strings.intern(node),
            stop,
            weak: stop || is_short || prepared.stop_words.contains(node),
            case,
            number,
            mixed,
            begins_alias: prepared.aliases.contains_key(spelling),
        });
    }
}

/// Digits, letters and capitals of a spelling.
struct Kind {
    number: bool,
    mixed: bool,
    case: Case,
}

impl Kind {
    fn of(spelling: &str) -> Self {
        let (mut digits, mut letters, mut marks) = (0_usize, 0_usize, 0_usize);
        let (mut capitals, mut small, mut stops, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
        for character in spelling.chars() {
            let (is_letter, is_digit) = (character.is_alphabetic(), character.is_numeric());
            letters += usize::from(is_letter);
            digits += usize::from(is_digit);
            marks += usize::from(character.is_ascii_punctuation());
            capitals += usize::from(character.is_uppercase());
            small += usize::from(character.is_lowercase());
            stops += usize::from(character == '.');
            others += usize::from(!is_digit && character != ',' && character != '.');
        }
        let number = digits > 0 && others == 0 && stops <= 1;
        let starts_high = spelling.chars().next().is_some_and(char::is_uppercase);
        Self {
            number,
            mixed: !number && ((digits > 0) == (letters > 0) || marks > 1),
            case: if capitals > 0 && small == 0 {
                Case::Upper
            } else if starts_high && capitals == 1 && spelling.chars().nth(1).is_some() {
                Case::Capital
            } else {
                Case::Plain
            },
        }
    }
}

/// The folded word without its last letter where that is an "s" and more than three letters are there: YAKE's plural.
fn without_s(folded: &str) -> &str {
    match folded.strip_suffix('s') {
        Some(rest) if folded.chars().nth(3).is_some() => rest,
        _ => folded,
    }
}

/// The word without a plural's ending: Harman's S stemmer, and the "x" of French.
fn singular<'b>(folded: &'b str, language: &str, buffer: &'b mut String) -> &'b str {
    let ends = |ending: &str| folded.ends_with(ending);
    if language == "fr" && (ends("eaux") || ends("eux") || ends("oux")) {
        return &folded[..folded.len() - 1];
    }
    if folded.len() < 4 || !ends("s") || ends("'s") {
        return folded;
    }
    let changed = if ends("ies") && !ends("eies") && !ends("aies") && language == "en" {
        buffer.clear();
        buffer.push_str(&folded[..folded.len() - 3]);
        buffer.push('y');
        return buffer;
    } else {
        !ends("us") && !ends("ss")
    };
    if changed {
        &folded[..folded.len() - 1]
    } else {
        folded
    }
}

impl KeyphraseConfig {
    /// The stop words to use: those given, else the language's.
    fn stop_words_or_language(&self) -> StopWordList {
        match &self.stop_words {
            Some(list) => list.clone(),
            None => StopWordList::Language(self.language.clone()),
        }
    }
}
