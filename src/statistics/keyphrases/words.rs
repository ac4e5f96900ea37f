//! From text, or from tokens that others made, to words with all that the methods ask of a word.
//!
//! What is true of a spelling wherever it stands (folded form, stop word or not, capitals, digits) is found once and kept
//! in a [`Lexicon`], so a word costs one look-up. A [`Word`] adds its place.

use hashbrown::HashMap;

use super::config::{KeyphraseConfig, Merge, Method};
use crate::counts::Vocabulary;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{
    Normalizer, Stemmer, StopWordList, StopWords, TokenKind, Tokenizer, sentence_spans,
};

/// So many tokens between two looks at the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// Languages in which a word may begin with an elided one: "l'Afghanistan".
const ELIDING: [&str; 3] = ["ca", "fr", "it"];

/// A word of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its spelling: a number of the [`Lexicon`].
    pub(super) form: u32,
    /// The sentence it stands in, from 0.
    pub(super) sentence: u32,
    pub(super) span: Span,
    /// A mark or the end of a sentence stands before it: no phrase goes on from the word before.
    pub(super) breaks: bool,
    /// The first of its sentence, where a capital tells nothing.
    pub(super) first: bool,
}

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
    begins_alias: bool,
}

/// Options with their tables, shared by all threads.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) config: KeyphraseConfig,
    stop_words: StopWords,
    normalizer: Normalizer,
    stemmer: Option<Stemmer>,
    elides: bool,
    /// Other spellings by their first word, each with the words of the name it stands for; longest first.
    aliases: HashMap<String, Vec<Alias>, foldhash::fast::RandomState>,
}

#[derive(Clone, Debug)]
struct Alias {
    words: Vec<String>,
    name: Vec<String>,
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
                return Err(crate::Error::config(format!(
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

    fn tokenizer(&self) -> Tokenizer {
        Tokenizer {
            keep: self.config.keep,
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
    fn intern(&mut self, spelling: &str) -> u32 {
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
        let term = self.strings.intern(folded);
        let key = match (prepared.config.merge, prepared.stemmer) {
            (Merge::Plurals, _) => singular(folded, &prepared.config.language, &mut self.stem),
            (_, Some(stemmer)) => stemmer.stem(folded, &mut self.stem),
            _ => folded,
        };
        let key_id = self
            .strings
            .intern(if key.is_empty() { folded } else { key });
        let node = match prepared.config.merge {
            Merge::None => without_s(folded),
            _ => key,
        };
        // YAKE takes short words for stop words; with a digit they are names: "G-7".
        let length = node.chars().filter(|c| !c.is_ascii_punctuation()).count();
        let is_short = length < 3 && !(mixed && prepared.config.keeps_mixed());
        let weak = stop || is_short || prepared.stop_words.contains(node);
        let is_yake = matches!(prepared.config.method, Method::Yake { .. });
        let node = if is_yake && !node.is_empty() {
            self.strings.intern(node)
        } else {
            key_id
        };
        self.known.push(Form {
            term,
            key: key_id,
            node,
            stop,
            weak,
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

/// The words of one document; the buffers serve the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) all: Vec<Word>,
    pub(super) n_sentences: u32,
    spare: Vec<Word>,
    /// Something stands before the next word that no phrase goes over.
    broken: bool,
    sentence: u32,
    is_first: bool,
}

impl Words {
    /// Reads a text.
    pub(super) fn read_text(
        &mut self,
        text: &str,
        lexicon: &mut Lexicon<'_>,
        workers: &Workers,
    ) -> Result<()> {
        self.begin();
        let prepared = lexicon.prepared;
        let mut ends = sentence_spans(text, prepared.config.sentences).map(|one| one.end);
        let (mut sentence_end, mut n_sentences) = (ends.next().unwrap_or(0), 1);
        let mut last_end = 0;
        for (n, (span, kind)) in prepared.tokenizer().kinds(text).enumerate() {
            if n.is_multiple_of(TOKENS_PER_CHECK) {
                workers.check()?;
            }
            while span.start >= sentence_end {
                let Some(end) = ends.next() else { break };
                sentence_end = end;
                self.begin_sentence(n_sentences);
                n_sentences += 1;
            }
            self.broken |= !is_blank(&text[last_end..span.start]);
            last_end = span.end;
            if matches!(
                kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Hashtag
            ) {
                self.take(text, span, lexicon);
            } else {
                self.broken = true;
                self.is_first = false;
            }
        }
        self.n_sentences = n_sentences + u32::try_from(ends.count()).unwrap_or(0);
        self.replace_aliases(lexicon);
        Ok(())
    }

    /// Reads tokens: lists of words and marks, a list a sentence. Places are numbers of tokens.
    pub(super) fn read_tokens<S: AsRef<str>>(
        &mut self,
        sentences: &[Vec<S>],
        lexicon: &mut Lexicon<'_>,
    ) {
        self.begin();
        let mut place = 0;
        for (sentence, tokens) in (0..).zip(sentences) {
            self.begin_sentence(sentence);
            for token in tokens {
                let token = token.as_ref();
                if token.chars().any(char::is_alphanumeric) {
                    self.push(token, Span::new(place, place + 1), lexicon);
                } else {
                    self.broken = true;
                    self.is_first = false;
                }
                place += 1;
            }
            self.n_sentences = sentence + 1;
        }
        self.replace_aliases(lexicon);
    }

    fn begin(&mut self) {
        self.all.clear();
        self.n_sentences = 0;
        self.begin_sentence(0);
    }

    fn begin_sentence(&mut self, sentence: u32) {
        (self.sentence, self.broken, self.is_first) = (sentence, true, true);
    }

    /// Takes a token of a text, less a possessive ending, and with what it elides by itself.
    fn take(&mut self, text: &str, span: Span, lexicon: &mut Lexicon<'_>) {
        let token = span.slice(text);
        let prepared = lexicon.prepared;
        let last = token.as_bytes()[token.len() - 1];
        if last | 0x20 == b's'
            && prepared.config.language == "en"
            && let Some(owner) = without_possessive(token)
        {
            return self.push(
                owner,
                Span::new(span.start, span.start + owner.len()),
                lexicon,
            );
        }
        if prepared.elides
            && let Some(at) = after_apostrophe(token)
            && !prepared
                .stop_words
                .contains(&prepared.normalizer.to_term(token))
        {
            let middle = span.start + at;
            self.push(&token[..at], Span::new(span.start, middle), lexicon);
            return self.push(&token[at..], Span::new(middle, span.end), lexicon);
        }
        self.push(token, span, lexicon);
    }

    #[inline]
    fn push(&mut self, token: &str, span: Span, lexicon: &mut Lexicon<'_>) {
        self.all.push(Word {
            form: lexicon.intern(token),
            sentence: self.sentence,
            span,
            breaks: self.broken,
            first: self.is_first,
        });
        (self.broken, self.is_first) = (false, false);
    }

    /// Reads every other name as if the name itself stood in its place.
    fn replace_aliases(&mut self, lexicon: &mut Lexicon<'_>) {
        if lexicon.prepared.aliases.is_empty() {
            return;
        }
        let mut words = std::mem::take(&mut self.all);
        let mut replaced = std::mem::take(&mut self.spare);
        replaced.clear();
        let mut at = 0;
        while let Some(&word) = words.get(at) {
            let Some(alias) = alias_at(&words[at..], lexicon) else {
                replaced.push(word);
                at += 1;
                continue;
            };
            let last = words[at + alias.words.len() - 1];
            let span = Span::new(word.span.start, last.span.end);
            for (n, name_word) in alias.name.iter().enumerate() {
                replaced.push(Word {
                    form: lexicon.intern(name_word),
                    span,
                    breaks: word.breaks && n == 0,
                    first: word.first && n == 0,
                    ..word
                });
            }
            at += alias.words.len();
        }
        std::mem::swap(&mut words, &mut self.spare);
        self.all = replaced;
    }
}

/// The other name that these words begin with, the longest where there are several.
fn alias_at<'p>(words: &[Word], lexicon: &Lexicon<'p>) -> Option<&'p Alias> {
    let first = words.first()?;
    if !lexicon.form(first.form).begins_alias {
        return None;
    }
    let others = lexicon.prepared.aliases.get(lexicon.spelling(first.form))?;
    others.iter().find(|alias| {
        alias.words.len() <= words.len()
            && alias
                .words
                .iter()
                .zip(words)
                .enumerate()
                .all(|(n, (wanted, word))| {
                    (n == 0 || !word.breaks) && lexicon.spelling(word.form) == wanted
                })
    })
}

/// True where only white space and what nobody sees stands between two words.
#[inline]
fn is_blank(gap: &str) -> bool {
    gap.len() <= 1 && gap.as_bytes().first().is_none_or(u8::is_ascii_whitespace)
        || gap.chars().all(|c| {
            c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
        })
}

/// The token without a possessive ending; `None` where it has none, or nothing else.
fn without_possessive(token: &str) -> Option<&str> {
    let rest = &token[..token.len() - 1];
    let owner = rest.strip_suffix('\'').or_else(|| rest.strip_suffix('’'))?;
    (!owner.is_empty()).then_some(owner)
}

/// Where the word behind an elided one begins; `None` where nothing is elided.
fn after_apostrophe(token: &str) -> Option<usize> {
    let (at, mark) = token
        .char_indices()
        .find(|&(_, c)| matches!(c, '\'' | '’'))?;
    let after = at + mark.len_utf8();
    (at > 0 && after < token.len()).then_some(after)
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
