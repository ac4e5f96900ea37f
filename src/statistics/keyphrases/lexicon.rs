//! Properties of surface forms that do not depend on context.
//!
//! The case-folded term, stop-word status, capitalisation, digits and merge key are computed once for each distinct
//! surface form and kept in a [`Lexicon`], so each word of a text costs one lookup.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::config::{KeyphraseConfig, Merge, Method};
use crate::counts::Vocabulary;
use crate::error::{Error, Result};
use crate::tokens::{
    Normalizer, Stemmer, Step, StopWordList, StopWords, Tokenizer, steps_for_language,
};

/// The capitalisation of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// All letters are uppercase.
    Upper,
    /// Only the first letter is uppercase.
    Capital,
    Plain,
}

/// The properties of a surface form.
#[expect(clippy::struct_excessive_bools, reason = "five independent properties")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The case-folded word.
    pub(super) term: u32,
    /// The key that identifies the word in a phrase: the folded word, or what it is merged into.
    pub(super) key: u32,
    /// The unit that the method scores.
    pub(super) node: u32,
    /// Is a stop word.
    pub(super) stop: bool,
    /// YAKE treats the term as a stop word if this is the first surface form of the term.
    pub(super) yake_stop: bool,
    pub(super) case: Case,
    /// Is a number.
    pub(super) number: bool,
    /// Mixes letters and digits, or has more than one punctuation character.
    pub(super) mixed: bool,
    /// Is the first word of an alias.
    pub(super) begins_alias: bool,
}

/// Options and their lookup tables, shared by all threads.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) config: KeyphraseConfig,
    /// The code of the language; of English if the options name none.
    pub(super) language: String,
    pub(super) stop_words: StopWords,
    pub(super) normalizer: Normalizer,
    stemmer: Option<Stemmer>,
    /// Whether an elided word may be attached to the next one, as in "l'Afghanistan".
    pub(super) elides: bool,
    /// Aliases by their first word, each with the words of the name that replaces it; longest first.
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
        let language = config.language.as_deref().unwrap_or("en");
        let normalizer = normalizer.in_language(language);
        let stemmer = match config.merge {
            Some(Merge::Stems) => Some(language.parse()?),
            Some(Merge::Plurals) | None => None,
        };
        let stop_words = stop_words_or_language(config, language);
        let mut prepared = Self {
            stop_words: StopWords::new(&stop_words.in_language(language), normalizer)?,
            elides: steps_for_language(language).is_ok_and(|steps| steps.contains(&Step::Elisions)),
            config: config.clone(),
            language: language.to_owned(),
            normalizer,
            stemmer,
            aliases: HashMap::default(),
        };
        prepared.add_aliases()?;
        Ok(prepared)
    }

    fn add_aliases(&mut self) -> Result<()> {
        for (alias, name) in self.config.aliases.clone() {
            let words = self.words_of(&alias);
            let name_words = self.words_of(&name);
            let (Some(first), false) = (words.first(), name_words.is_empty()) else {
                return Err(Error::config(format!(
                    "alias {alias:?} of {name:?}: each must contain at least one word"
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

    /// Return the key that a folded word is merged into; the word itself if nothing is merged.
    fn key<'b>(&self, folded: &'b str, buffer: &'b mut String) -> &'b str {
        let key = match (self.config.merge, self.stemmer) {
            (Some(Merge::Plurals), _) => singular(folded, &self.language, buffer),
            (_, Some(stemmer)) => stemmer.stem(folded, buffer),
            _ => folded,
        };
        if key.is_empty() { folded } else { key }
    }

    /// Return the unit that the method scores: the key; for YAKE without merging, singular and plural together.
    fn node<'b>(&self, folded: &'b str, key: &'b str) -> &'b str {
        match (self.config.method, self.config.merge) {
            (Method::Yake { .. }, None) => strip_plural_s(folded),
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

/// Distinct surface forms and their properties.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<'p> {
    prepared: &'p Prepared,
    forms: Vocabulary,
    properties: Vec<Form>,
    /// Folded words, keys and nodes share one numbering, so that a word that is its own key costs one string.
    strings: Vocabulary,
    buffer: String,
    stem: String,
}

impl<'p> Lexicon<'p> {
    pub(super) fn new(prepared: &'p Prepared) -> Self {
        Self {
            prepared,
            forms: Vocabulary::default(),
            properties: Vec::new(),
            strings: Vocabulary::default(),
            buffer: String::new(),
            stem: String::new(),
        }
    }

    pub(super) fn prepared(&self) -> &'p Prepared {
        self.prepared
    }

    /// Return the properties of a surface form.
    #[inline]
    pub(super) fn form(&self, form: u32) -> &Form {
        &self.properties[form as usize]
    }

    /// Return the surface form itself.
    pub(super) fn spelling(&self, form: u32) -> &str {
        self.forms.term(form)
    }

    /// Return a folded word, key or node.
    pub(super) fn string(&self, id: u32) -> &str {
        self.strings.term(id)
    }

    pub(super) fn n_forms(&self) -> usize {
        self.properties.len()
    }

    pub(super) fn n_strings(&self) -> usize {
        self.strings.len()
    }

    #[inline]
    pub(super) fn intern(&mut self, spelling: &str) -> u32 {
        let form = self.forms.intern(spelling);
        if form as usize == self.properties.len() {
            self.add(spelling);
        }
        form
    }

    #[cold]
    fn add(&mut self, spelling: &str) {
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
        // YAKE treats short words as stop words. Words with a digit are names: "G-7".
        let is_short = is_short(node) && !(mixed && prepared.config.allows_mixed());
        self.properties.push(Form {
            term: self.strings.intern(folded),
            key: self.strings.intern(key),
            node: self.strings.intern(node),
            stop,
            yake_stop: stop || is_short || prepared.stop_words.contains(node),
            case,
            number,
            mixed,
            begins_alias: prepared.aliases.contains_key(spelling),
        });
    }
}

/// True if a word has too few letters to be a term of its own: fewer than three, or fewer than two where a letter is a
/// syllable or more, as in most words of Chinese and many of Japanese and Korean.
fn is_short(word: &str) -> bool {
    let letters = word.chars().filter(|c| !c.is_ascii_punctuation());
    let least = if word.chars().any(is_syllable) { 2 } else { 3 };
    letters.count() < least
}

/// True for Chinese characters, kana and Hangul.
fn is_syllable(letter: char) -> bool {
    matches!(letter,
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Digits, letters and capitalisation of a surface form.
struct Kind {
    number: bool,
    mixed: bool,
    case: Case,
}

impl Kind {
    fn of(spelling: &str) -> Self {
        let (mut digits, mut letters, mut punctuation) = (0_usize, 0_usize, 0_usize);
        let (mut uppercase, mut lowercase, mut periods, mut others) =
            (0_usize, 0_usize, 0_usize, 0_usize);
        for character in spelling.chars() {
            let (is_letter, is_digit) = (character.is_alphabetic(), character.is_numeric());
            letters += usize::from(is_letter);
            digits += usize::from(is_digit);
            punctuation += usize::from(character.is_ascii_punctuation());
            uppercase += usize::from(character.is_uppercase());
            lowercase += usize::from(character.is_lowercase());
            periods += usize::from(character == '.');
            others += usize::from(!is_digit && character != ',' && character != '.');
        }
        let number = digits > 0 && others == 0 && periods <= 1;
        let starts_uppercase = spelling.chars().next().is_some_and(char::is_uppercase);
        Self {
            number,
            mixed: !number && ((digits > 0) == (letters > 0) || punctuation > 1),
            case: if uppercase > 0 && lowercase == 0 {
                Case::Upper
            } else if starts_uppercase && uppercase == 1 && spelling.chars().nth(1).is_some() {
                Case::Capital
            } else {
                Case::Plain
            },
        }
    }
}

/// Strip a final "s" from a folded word of more than three characters: the plural rule of YAKE.
fn strip_plural_s(folded: &str) -> &str {
    match folded.strip_suffix('s') {
        Some(rest) if folded.chars().nth(3).is_some() => rest,
        _ => folded,
    }
}

/// Strip a plural ending: Harman's S stemmer, and the "x" of French.
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

/// The stop words to use: those given, or else the language's.
fn stop_words_or_language(config: &KeyphraseConfig, language: &str) -> StopWordList {
    match &config.stop_words {
        Some(list) => list.clone(),
        None => StopWordList::Language(language.to_owned()),
    }
}
