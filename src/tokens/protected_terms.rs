//! Terms that the user protects: "C++", "New York".
//!
//! An entry is split by the tokenizer, punctuation included, and matches the same sequence of tokens in a text, whatever
//! white space is between them. The tokens are compared after normalisation. The longest entry wins, from left to right.

use std::collections::VecDeque;

use hashbrown::{HashMap, HashSet};

use super::normalizer::Normalizer;
use super::token::{Token, TokenKind};
use super::tokenizer::Tokenizer;
use crate::error::{Error, Result};
use crate::span::Span;

/// Follows each token of a key but the last. No normalised token contains it.
const SEPARATOR: char = '\0';

/// The possessive endings of a name.
const POSSESSIVES: [&str; 2] = ["'s", "\u{2019}s"];

/// Terms that are not split, for fast lookup.
#[derive(Clone, Debug)]
pub struct ProtectedTerms {
    tokenizer: Tokenizer,
    normalizer: Normalizer,
    /// The term of each entry by its key.
    terms: HashMap<String, String, foldhash::fast::RandomState>,
    first_tokens: HashSet<String, foldhash::fast::RandomState>,
    max_tokens: usize,
}

impl ProtectedTerms {
    /// Builds the table, or returns `None` if there are no entries.
    ///
    /// # Errors
    ///
    /// If an entry has no visible character.
    pub(super) fn new(
        entries: &[String],
        tokenizer: Tokenizer,
        normalizer: Normalizer,
    ) -> Result<Option<Self>> {
        let mut table = Self {
            tokenizer,
            normalizer,
            terms: HashMap::default(),
            first_tokens: HashSet::default(),
            max_tokens: 0,
        };
        for entry in entries {
            table.add(entry)?;
        }
        Ok((!entries.is_empty()).then_some(table))
    }

    fn add(&mut self, entry: &str) -> Result<()> {
        let n_tokens = self.all_tokens(entry).count();
        if n_tokens == 0 {
            return Err(Error::config(format!(
                "protected term {entry:?}: it has no visible character; give a word, a symbol or several of them"
            )));
        }
        self.insert(entry);
        // A possessive ending joins the last token, so that the tokens of "AT&T's" are not those of "AT&T".
        for ending in POSSESSIVES.iter().filter(|_| n_tokens > 1) {
            let possessive = format!("{entry}{ending}");
            if self.all_tokens(&possessive).count() == n_tokens {
                self.insert(&possessive);
            }
        }
        Ok(())
    }

    fn insert(&mut self, entry: &str) {
        let tokens: VecDeque<Token<'_>> = self.all_tokens(entry).collect();
        self.first_tokens
            .insert(self.normalizer.to_term(tokens[0].text));
        self.max_tokens = self.max_tokens.max(tokens.len());
        let mut key = String::new();
        for at in 0..tokens.len() {
            self.push_key(&mut key, &tokens, at);
        }
        let term = key.chars().filter(|&one| one != SEPARATOR).collect();
        self.terms.insert(key, term);
    }

    fn all_tokens<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> + use<'t> {
        let all = Tokenizer {
            punctuation: true,
            ..self.tokenizer
        };
        all.tokens(text)
    }

    /// Appends the token at index `at` to a key, after a space if there is white space before it.
    fn push_key(&self, key: &mut String, tokens: &VecDeque<Token<'_>>, at: usize) {
        if at > 0 {
            if tokens[at - 1].span.end < tokens[at].span.start {
                key.push(' ');
            }
            key.push(SEPARATOR);
        }
        key.push_str(&self.normalizer.to_term(tokens[at].text));
    }

    /// Returns the tokens of `text`, each with its term if it is protected. A protected term of several tokens is a word.
    pub(super) fn tokens<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (Token<'a>, Option<&'a str>)> {
        let mut tokens = self.all_tokens(text);
        let mut ahead: VecDeque<Token<'a>> = VecDeque::new();
        std::iter::from_fn(move || {
            loop {
                let n_missing = self.max_tokens - ahead.len();
                ahead.extend(tokens.by_ref().take(n_missing));
                if let Some((length, term)) = self.longest(&ahead) {
                    let span = Span::new(ahead[0].span.start, ahead[length - 1].span.end);
                    let kind = match length {
                        1 => ahead[0].kind,
                        _ => TokenKind::Word,
                    };
                    ahead.drain(..length);
                    let text = span.slice(text);
                    return Some((Token { text, span, kind }, Some(term)));
                }
                let token = ahead.pop_front()?;
                if self.tokenizer.punctuation || token.kind.is_word_like() {
                    return Some((token, None));
                }
            }
        })
    }

    /// Returns the term of a token: that of the entry if it is protected, otherwise its normal form.
    pub(super) fn term<'b>(
        &'b self,
        token: &'b str,
        normalizer: Normalizer,
        buffer: &'b mut String,
    ) -> &'b str {
        let tokens: VecDeque<Token<'_>> = self.all_tokens(token).take(self.max_tokens).collect();
        match self.longest(&tokens) {
            Some((length, term)) if tokens[length - 1].span.end == token.len() => term,
            _ => normalizer.term(token, buffer),
        }
    }

    /// Returns the number of tokens and the term of the longest entry that begins with the first token.
    fn longest(&self, ahead: &VecDeque<Token<'_>>) -> Option<(usize, &str)> {
        let first = self.normalizer.to_term(ahead.front()?.text);
        if !self.first_tokens.contains(&first) {
            return None;
        }
        let mut key = String::new();
        let mut longest = None;
        for at in 0..ahead.len() {
            self.push_key(&mut key, ahead, at);
            if let Some(term) = self.terms.get(&key) {
                longest = Some((at + 1, term.as_str()));
            }
        }
        longest
    }
}
