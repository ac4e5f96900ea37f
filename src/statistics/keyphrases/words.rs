//! Reads text, or text that is already tokenized, into words.

use super::lexicon::{Alias, Lexicon};
use crate::corpus::{Language, TextLanguage};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::{TokenKind, sentence_spans};

/// Number of tokens between two checks of the stop flag.
const TOKENS_PER_CHECK: usize = 1 << 12;

/// A word of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its surface form: an index into the [`Lexicon`].
    pub(super) form: u32,
    /// The index of its sentence.
    pub(super) sentence: u32,
    pub(super) span: Span,
    /// Punctuation or the end of a sentence precedes it, so no phrase continues across this position.
    pub(super) after_boundary: bool,
    /// The first word of its sentence, where an uppercase initial is not informative.
    pub(super) first: bool,
}

/// The words of one document. The buffers are reused for the next document.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) all: Vec<Word>,
    pub(super) n_sentences: u32,
    spare: Vec<Word>,
    /// A phrase boundary precedes the next word.
    at_boundary: bool,
    sentence: u32,
    is_first: bool,
}

impl Words {
    /// Read a text.
    pub(super) fn read_text(
        &mut self,
        text: &str,
        skipped: &[Span],
        lexicon: &mut Lexicon<'_>,
        workers: &Workers,
    ) -> Result<()> {
        self.begin();
        let prepared = lexicon.prepared();
        let language = TextLanguage::given(Language::parse(&prepared.language));
        let rules = prepared.config.sentences;
        let mut ends = sentence_spans(text, rules, &language).map(|one| one.end);
        let (mut sentence_end, mut n_sentences) = (ends.next().unwrap_or(0), 1);
        let mut last_end = 0;
        let mut skipped = skipped.iter().peekable();
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
            self.at_boundary |= !is_blank(&text[last_end..span.start]);
            last_end = span.end;
            while skipped.next_if(|line| line.end <= span.start).is_some() {}
            let is_skipped = skipped.peek().is_some_and(|line| line.overlaps(span));
            let is_word = matches!(
                kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Hashtag
            );
            if is_word && !is_skipped {
                self.push_token(text, span, lexicon);
            } else {
                self.at_boundary = true;
                self.is_first = false;
            }
        }
        self.n_sentences = n_sentences + u32::try_from(ends.count()).unwrap_or(0);
        self.replace_aliases(lexicon);
        Ok(())
    }

    /// Read tokens: one list of words and punctuation per sentence. Spans are token indices.
    pub(super) fn read_tokens<S: AsRef<str>>(
        &mut self,
        sentences: &[Vec<S>],
        lexicon: &mut Lexicon<'_>,
    ) {
        self.begin();
        let mut position = 0;
        for (sentence, tokens) in (0..).zip(sentences) {
            self.begin_sentence(sentence);
            for token in tokens {
                let token = token.as_ref();
                if token.chars().any(char::is_alphanumeric) {
                    self.push(token, Span::new(position, position + 1), lexicon);
                } else {
                    self.at_boundary = true;
                    self.is_first = false;
                }
                position += 1;
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
        (self.sentence, self.at_boundary, self.is_first) = (sentence, true, true);
    }

    /// Add a token of a text without its possessive ending; an elided word at its beginning is split off.
    fn push_token(&mut self, text: &str, span: Span, lexicon: &mut Lexicon<'_>) {
        let token = span.slice(text);
        let prepared = lexicon.prepared();
        let last = token.as_bytes()[token.len() - 1];
        if last | 0x20 == b's'
            && prepared.language == "en"
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
            after_boundary: self.at_boundary,
            first: self.is_first,
        });
        (self.at_boundary, self.is_first) = (false, false);
    }

    /// Replace each alias by its name.
    fn replace_aliases(&mut self, lexicon: &mut Lexicon<'_>) {
        if lexicon.prepared().aliases.is_empty() {
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
                    after_boundary: word.after_boundary && n == 0,
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

/// Return the longest alias that these words begin with.
fn alias_at<'p>(words: &[Word], lexicon: &Lexicon<'p>) -> Option<&'p Alias> {
    let first = words.first()?;
    if !lexicon.form(first.form).begins_alias {
        return None;
    }
    let others = lexicon
        .prepared()
        .aliases
        .get(lexicon.spelling(first.form))?;
    others.iter().find(|alias| {
        alias.words.len() <= words.len()
            && alias
                .words
                .iter()
                .zip(words)
                .enumerate()
                .all(|(n, (wanted, word))| {
                    (n == 0 || !word.after_boundary) && lexicon.spelling(word.form) == wanted
                })
    })
}

/// Return true if there are only whitespace and invisible characters between two words.
#[inline]
fn is_blank(gap: &str) -> bool {
    gap.len() <= 1 && gap.as_bytes().first().is_none_or(u8::is_ascii_whitespace)
        || gap.chars().all(|c| {
            c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
        })
}

/// Strip a possessive ending. Return `None` if there is none or nothing remains.
fn without_possessive(token: &str) -> Option<&str> {
    let rest = &token[..token.len() - 1];
    let owner = rest.strip_suffix('\'').or_else(|| rest.strip_suffix('’'))?;
    (!owner.is_empty()).then_some(owner)
}

/// Return the offset of the word after an elided one; `None` if nothing is elided.
fn after_apostrophe(token: &str) -> Option<usize> {
    let (at, apostrophe) = token
        .char_indices()
        .find(|&(_, c)| matches!(c, '\'' | '’'))?;
    let after = at + apostrophe.len_utf8();
    (at > 0 && after < token.len()).then_some(after)
}
