//! The tokens of a sentence, with what the table and the mentions say of them.

use super::figure::Quantifier;
use super::lexicon::{Lexicon, Roles, UNKNOWN, Word};
use super::words::lowercase;
use crate::entities::{Mention, Value};
use crate::span::Span;

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) low: Option<u64>,
    pub(super) best: Option<u64>,
    pub(super) high: Option<u64>,
    pub(super) quantifier: Quantifier,
}

impl Amount {
    /// An exact number.
    pub(super) const fn exact(number: u64) -> Self {
        Self {
            low: Some(number),
            best: Some(number),
            high: Some(number),
            quantifier: Quantifier::Exact,
        }
    }

    /// A number that is only known to be at least `low`.
    pub(super) const fn vague(low: u64) -> Self {
        Self {
            low: Some(low),
            best: None,
            high: None,
            quantifier: Quantifier::Vague,
        }
    }

    /// The number of people that a mention states. "About 50" is 40 to 60; a range has no best number.
    fn of_mention(mention: &Mention) -> Option<Self> {
        let Some(Value::Amount {
            low, best, high, ..
        }) = &mention.value
        else {
            return None;
        };
        let (low, high) = (low.and_then(whole), high.and_then(whole));
        if low.is_some() && high.is_some() && low != high {
            return Some(Self {
                low,
                best: None,
                high,
                quantifier: Quantifier::Range,
            });
        }
        let best = whole(*best)?;
        let quantifier = match mention.name.as_bytes() {
            [b'>', b'=', ..] => Quantifier::AtLeast,
            [b'>', ..] => Quantifier::MoreThan,
            [b'<', ..] => Quantifier::UpTo,
            [b'~', ..] => Quantifier::About,
            _ => Quantifier::Exact,
        };
        if quantifier == Quantifier::About {
            return Some(Self {
                low: Some(best - best / 5),
                best: Some(best),
                high: Some(best + best / 5),
                quantifier,
            });
        }
        Some(Self {
            low,
            best: Some(best),
            high,
            quantifier,
        })
    }
}

/// The greatest number of bytes of a short word before a full stop.
const LONGEST_ABBREVIATION: usize = 5;

/// The greatest number of people that is read: the inhabitants of the earth are fewer.
const MOST: f64 = 1e10;

fn whole(number: f64) -> Option<u64> {
    let is_whole = number.fract() == 0.0 && (0.0..MOST).contains(&number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked just above"
    )]
    is_whole.then_some(number as u64)
}

/// What a token is, other than a word of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number of something.
    Number(Amount),
    /// The name of a person.
    Person,
    /// Another name.
    Name,
    /// A date, a time or a duration.
    When,
    /// An age.
    Age,
    /// Another figure, an address.
    Other,
    Comma,
    /// A dash between words.
    Dash,
    Open,
    Close,
    /// A colon, a semicolon, a full stop.
    Stop,
    /// A quotation mark or another sign.
    Sign,
}

/// A word, a mention or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) word: &'static Word,
    /// True if it begins with an uppercase letter.
    pub(super) is_capitalised: bool,
    /// True if it ends in an apostrophe with or without "s".
    pub(super) is_possessive: bool,
    /// The ending of a word that the table does not have.
    pub(super) ending: Ending,
}

/// The ending of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Ed,
    Ing,
    Ly,
    S,
    Other,
}

impl Token {
    pub(super) fn is(&self, roles: Roles) -> bool {
        self.word.is(roles)
    }

    /// True for an unknown adverb: "gravely".
    pub(super) fn is_manner(&self) -> bool {
        self.ending == Ending::Ly && self.kind == Kind::Word
    }
}

/// Reads the tokens of sentences; its buffers are reused.
#[derive(Debug, Default)]
pub(super) struct TokenReader {
    lower: String,
    /// True if the sentence has no lowercase letter.
    is_all_caps: bool,
}

impl TokenReader {
    /// The entry of a word, which is looked up in lowercase.
    pub(super) fn look_up(&mut self, lexicon: &'static Lexicon, word: &str) -> &'static Word {
        self.lowercase(word);
        lexicon.word(&self.lower).unwrap_or(&UNKNOWN)
    }

    /// The entry of a word, or of its form without "'s".
    pub(super) fn look_up_bare(&mut self, lexicon: &'static Lexicon, word: &str) -> &'static Word {
        self.lowercase(word);
        let bare = || lexicon.word(self.lower.strip_suffix("'s")?);
        lexicon.word(&self.lower).or_else(bare).unwrap_or(&UNKNOWN)
    }

    /// True if a phrase with an outcome may begin with the word that was looked up last.
    pub(super) fn begins_trigger(&self, lexicon: &'static Lexicon) -> bool {
        lexicon.begins_trigger(&self.lower)
    }

    /// True if a phrase with an outcome begins with the first of these pieces, or a compound with a hyphen.
    pub(super) fn is_trigger_phrase(
        &mut self,
        lexicon: &'static Lexicon,
        text: &str,
        pieces: &[Span],
    ) -> bool {
        self.lowercase(pieces[0].slice(text));
        let mut phrases = lexicon.phrases_at(&self.lower, text, pieces);
        compound(text, pieces) > 1 || phrases.any(|(_, word)| word.is_trigger())
    }

    fn lowercase(&mut self, word: &str) {
        lowercase(word, &mut self.lower);
    }

    /// Reads the tokens of a sentence from its `pieces`: the spans of words and punctuation marks. `mentions` are those of
    /// the sentence, in order.
    pub(super) fn read(
        &mut self,
        lexicon: &'static Lexicon,
        text: &str,
        pieces: &[Span],
        mentions: &[Mention],
        tokens: &mut Vec<Token>,
    ) {
        tokens.clear();
        let has_lowercase = |piece: &Span| piece.slice(text).contains(char::is_lowercase);
        self.is_all_caps = !pieces.iter().any(has_lowercase);
        let mut mentions = mentions.iter().peekable();
        let mut at = 0;
        while let Some(&piece) = pieces.get(at) {
            while mentions
                .next_if(|one| one.span.end <= piece.start)
                .is_some()
            {}
            // A mention is tried once: its other words are read one by one if it is refused.
            let next = match mentions.next_if(|one| one.span.start <= piece.start) {
                Some(mention) => self.mention(lexicon, text, &pieces[at..], mention, tokens),
                None => 0,
            };
            at += if next > 0 {
                next
            } else {
                self.word(lexicon, text, &pieces[at..], tokens)
            };
        }
        mark_ages(tokens);
        without_quoted_possessives(text, tokens);
        if self.is_all_caps {
            for token in tokens {
                token.is_capitalised = false;
            }
        }
    }

    /// Reads a mention as one token: the number of pieces, or 0 if its words are read one by one.
    fn mention(
        &mut self,
        lexicon: &'static Lexicon,
        text: &str,
        pieces: &[Span],
        mention: &Mention,
        tokens: &mut Vec<Token>,
    ) -> usize {
        let n = pieces.partition_point(|piece| piece.start < mention.span.end);
        let Some(kind) = kind_of(mention) else {
            return 0;
        };
        let mut last = &UNKNOWN;
        for (number, piece) in pieces[..n].iter().enumerate() {
            let word = self.look_up(lexicon, piece.slice(text));
            let is_name = matches!(kind, Kind::Person | Kind::Name);
            let acts = word.verb.is_some() || word.state.is_some() || word.noun.is_some();
            if is_name && (acts || word.is(Roles::BE)) {
                return 0;
            }
            if number == 0 && word.is(Roles::VAGUE) && matches!(kind, Kind::Number(_)) {
                let amount = Amount::of_mention(mention).and_then(|amount| amount.low);
                let low = amount.unwrap_or(word.number);
                tokens.push(token(mention.span, Kind::Number(Amount::vague(low)), text));
                return n;
            }
            last = word;
        }
        let mut made = token(mention.span, kind, text);
        if kind == Kind::Name && last.is(Roles::PERSON) {
            made.word = last;
        }
        if kind == Kind::Age && mention.span.slice(text).ends_with("-old") {
            // "a 19-year-old" is a person.
            made.kind = Kind::Word;
            made.word = self.look_up(lexicon, "year-old");
        }
        made.is_possessive = is_possessive(text, pieces[n - 1]);
        tokens.push(made);
        n
    }

    /// Reads a word, a phrase, a compound with hyphens or a punctuation mark: the number of pieces.
    fn word(
        &mut self,
        lexicon: &'static Lexicon,
        text: &str,
        pieces: &[Span],
        tokens: &mut Vec<Token>,
    ) -> usize {
        let first = pieces[0];
        if let Some(kind) = mark_kind(first.slice(text)) {
            let before = tokens.last().filter(|_| pieces.len() > 1);
            let is_short = before.is_some_and(|before| is_abbreviated(text, before, first));
            if !is_short {
                tokens.push(token(first, kind, text));
            }
            return 1;
        }
        let n = compound(text, pieces);
        if n > 1 {
            let word = self.look_up(lexicon, pieces[n - 1].slice(text));
            let whole = Span::new(first.start, pieces[n - 1].end);
            let all = self.look_up(lexicon, whole.slice(text));
            let is_noun = word.is(Roles::PERSON) || word.is(Roles::THING);
            let mut made = token(whole, Kind::Word, text);
            made.ending = Ending::Other;
            made.word = if all.roles != UNKNOWN.roles {
                all
            } else if is_noun {
                word
            } else {
                &UNKNOWN
            };
            tokens.push(made);
            return n;
        }
        self.lowercase(first.slice(text));
        if let Some((length, word)) = lexicon.phrases_at(&self.lower, text, pieces).next() {
            let span = Span::new(first.start, pieces[length - 1].end);
            let mut made = token(span, Kind::Word, text);
            made.word = word;
            tokens.push(made);
            return length;
        }
        let mut made = token(first, Kind::Word, text);
        made.is_possessive = is_possessive(text, first);
        made.word = lexicon.word(&self.lower).unwrap_or(&UNKNOWN);
        if made.word == &UNKNOWN && made.is_possessive {
            let bare = self.lower.trim_end_matches(['s']).trim_end_matches('\'');
            made.word = lexicon.word(bare).unwrap_or(&UNKNOWN);
        }
        if made.word == &UNKNOWN {
            made.ending = ending(&self.lower);
        }
        tokens.push(made);
        1
    }
}

fn token(span: Span, kind: Kind, text: &str) -> Token {
    let first = span.slice(text).chars().next();
    Token {
        span,
        kind,
        word: &UNKNOWN,
        is_capitalised: first.is_some_and(char::is_uppercase),
        is_possessive: false,
        ending: Ending::Other,
    }
}

/// True for the full stop of "Rev. Danjuma" and "Lt. Col. Roe": it ends a short capitalised word within a sentence.
fn is_abbreviated(text: &str, before: &Token, mark: Span) -> bool {
    let is_word = matches!(before.kind, Kind::Word | Kind::Person | Kind::Name);
    is_word
        && before.is_capitalised
        && before.span.end == mark.start
        && mark.slice(text) == "."
        && before.span.len() <= LONGEST_ABBREVIATION
}

/// Closing quotation marks make no possessives: "2 Abu Sayyaf 'bandits' killed".
fn without_quoted_possessives(text: &str, tokens: &mut [Token]) {
    let mut is_open = false;
    for at in 0..tokens.len() {
        let token = &tokens[at];
        let is_mark = token.kind == Kind::Sign && matches!(token.span.slice(text), "'" | "‘" | "’");
        if is_mark {
            is_open = !is_open && opens_quotation(tokens, at);
        } else if is_open && token.is_possessive && !token.span.slice(text).ends_with(['\'', '’'])
        {
            let ends_so = text[token.span.end..].starts_with(['\'', '’']);
            tokens[at].is_possessive &= !ends_so;
        }
    }
}

/// True for a mark after white space and right before a word.
pub(super) fn opens_quotation(tokens: &[Token], at: usize) -> bool {
    let mark = tokens[at].span;
    let is_apart = at == 0 || tokens[at - 1].span.end < mark.start;
    is_apart
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.span.start == mark.end)
}

/// Marks the ages in "Ava Romero, 6, and Kayla Salas, 13".
fn mark_ages(tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        let follows_name =
            tokens[at - 1].kind == Kind::Comma && tokens[at - 2].kind == Kind::Person;
        let ends = tokens.get(at + 1).is_none_or(|next| {
            matches!(next.kind, Kind::Comma | Kind::Stop) || next.is(Roles::CONJUNCTION)
        });
        if follows_name && ends && matches!(tokens[at].kind, Kind::Number(_)) {
            tokens[at].kind = Kind::Age;
        }
    }
}

fn kind_of(mention: &Mention) -> Option<Kind> {
    Some(match mention.label.as_str() {
        "CARDINAL" => Amount::of_mention(mention).map_or(Kind::Other, Kind::Number),
        "DATE" | "TIME" | "DURATION" => Kind::When,
        "AGE" => Kind::Age,
        "PERSON" => Kind::Person,
        "NORP" | "ORDINAL" => return None,
        _ if mention.label.is_named_entity() => Kind::Name,
        _ => Kind::Other,
    })
}

fn mark_kind(mark: &str) -> Option<Kind> {
    let first = mark.chars().next()?;
    if first.is_alphanumeric() {
        return None;
    }
    Some(match first {
        ',' | '،' | '、' => Kind::Comma,
        '-' | '–' | '—' | '‐' | '‑' => Kind::Dash,
        '(' | '[' => Kind::Open,
        ')' | ']' => Kind::Close,
        '.' | ';' | ':' | '!' | '?' | '…' | '|' | '•' => Kind::Stop,
        '&' => return None,
        _ => Kind::Sign,
    })
}

/// The number of pieces that hyphens join, without white space.
fn compound(text: &str, pieces: &[Span]) -> usize {
    let mut n = 1;
    while let [before, hyphen, after, ..] = pieces[n - 1..] {
        let is_joined = before.end == hyphen.start && hyphen.end == after.start;
        let is_hyphen = matches!(hyphen.slice(text), "-" | "‐" | "‑");
        if !(is_joined && is_hyphen && mark_kind(after.slice(text)).is_none()) {
            break;
        }
        n += 2;
    }
    n
}

fn is_possessive(text: &str, word: Span) -> bool {
    let bytes = word.slice(text).as_bytes();
    let rest = &text[word.end..];
    let has_ending = |ending: &str| word.slice(text).ends_with(ending);
    (bytes.len() > 2
        && (has_ending("'s") || has_ending("’s") || has_ending("'S") || has_ending("’S")))
        || ((has_ending("s") || has_ending("S"))
            && (rest.starts_with('\'') || rest.starts_with('’')))
}

fn ending(word: &str) -> Ending {
    if word.len() > 4 && word.ends_with("ed") {
        Ending::Ed
    } else if word.len() > 5 && word.ends_with("ing") {
        Ending::Ing
    } else if word.len() > 4 && word.ends_with("ly") {
        Ending::Ly
    } else if word.ends_with('s') {
        Ending::S
    } else {
        Ending::Other
    }
}
