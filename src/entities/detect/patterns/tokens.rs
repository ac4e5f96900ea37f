//! Access to the tokens of a paragraph by index, with the text before each token.

use std::cell::{OnceCell, RefCell};

use super::lexicon::{Lexicon, WordClass};
use super::{currency, digits};
use crate::corpus::Date;
use crate::entities::detect::text_words::TextWords;
use crate::entities::mentions::Value;
use crate::entities::names::{is_hyphen, without_possessive};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// The number of words between two checks for cancellation.
const WORDS_PER_CHECK: usize = 1 << 12;

/// How many dates are kept for those that lean on them.
const DATES: usize = 8;

/// What the parsers know about the whole text. It is computed on first use.
pub(super) struct Shared<'p, 't> {
    words: &'p TextWords<'t>,
    /// The class of each token, looked up once.
    classes: Vec<WordClass>,
    countries: OnceCell<Vec<&'static str>>,
    has_decimal_commas: OnceCell<bool>,
    /// The last dates that the text names.
    dates: RefCell<Vec<(Date, Date)>>,
}

impl<'p, 't> Shared<'p, 't> {
    /// Looks up the class of each token.
    pub(super) fn new(words: &'p TextWords<'t>, workers: &Workers) -> Result<Self> {
        let (text, lexicon) = (words.text(), Lexicon::get());
        let mut classes = Vec::with_capacity(words.spans().len());
        for spans in words.spans().chunks(WORDS_PER_CHECK) {
            workers.check()?;
            let of_span = |span: &Span| lexicon.class_at(text, bare(text, *span));
            classes.extend(spans.iter().map(of_span));
        }
        Ok(Self {
            words,
            classes,
            countries: OnceCell::new(),
            has_decimal_commas: OnceCell::new(),
            dates: RefCell::default(),
        })
    }

    fn all(&self) -> impl Iterator<Item = &'t str> {
        let text = self.words.text();
        self.words.spans().iter().map(move |span| span.slice(text))
    }

    /// Returns the currency of this name of the country that the text names most.
    pub(super) fn currency_of_country(&self, name: &str) -> Option<&'static str> {
        let countries = self.countries.get_or_init(|| {
            let text = self.words.text();
            let words = self.words.capitalised();
            currency::countries(words.map(|(_, span)| bare(text, span).slice(text)))
        });
        currency::first_with(countries, name)
    }

    /// Keeps the days of a date for later dates that lean on it.
    pub(super) fn remember(&self, value: Option<&Value>) {
        if let Some(Value::Period { first, last }) = value {
            let mut dates = self.dates.borrow_mut();
            if dates.len() == DATES {
                dates.remove(0);
            }
            dates.push((*first, *last));
        }
    }

    /// Returns the first and last day of the latest date before in the text that has at most this many days.
    pub(super) fn last_date(&self, max_days: i64) -> Option<(Date, Date)> {
        let dates = self.dates.borrow();
        let length = |(first, last): &(Date, Date)| Some(last.number()? - first.number()? + 1);
        let mut latest = dates.iter().rev();
        latest
            .find(|days| length(days).is_some_and(|days| days <= max_days))
            .copied()
    }

    /// True if the text writes "1.234,5" for 1234.5.
    pub(super) fn has_decimal_commas(&self) -> bool {
        *self
            .has_decimal_commas
            .get_or_init(|| digits::has_decimal_commas(self.all()))
    }
}

/// The tokens of one paragraph. Tokens out of range are empty, so parsers can look ahead without bounds checks.
#[derive(Clone, Copy)]
pub(super) struct TokenView<'p, 't> {
    /// The text up to the end of the paragraph; offsets refer to the whole text.
    pub(super) text: &'t str,
    pub(super) shared: &'p Shared<'p, 't>,
    spans: &'p [Span],
    classes: &'p [WordClass],
    /// The end of the token before the paragraph.
    end_before: usize,
}

/// Splits a text into paragraphs at blank lines. No parse crosses a paragraph boundary.
pub(super) fn paragraphs<'p, 't>(
    shared: &'p Shared<'p, 't>,
) -> impl Iterator<Item = TokenView<'p, 't>> {
    let words = shared.words;
    let mut rest = words.spans();
    let mut rest_classes = shared.classes.as_slice();
    let mut end_before = 0;
    std::iter::from_fn(move || {
        let text = words.text();
        let is_split = |pair: &[Span]| {
            let (end, start) = (pair[0].end, pair[1].start);
            start - end > 1 && has_blank_line(&text[end..start])
        };
        let last_of_line = rest.windows(2).position(is_split);
        let (spans, later) = rest.split_at(last_of_line.map_or(rest.len(), |last| last + 1));
        let (classes, later_classes) = rest_classes.split_at(spans.len());
        let end = spans.last()?.end;
        let paragraph_end = match later.first() {
            Some(next) => text[..next.start][end..]
                .find('\n')
                .map_or(end, |line| end + line),
            None => text.len(),
        };
        let view = TokenView {
            text: &text[..paragraph_end],
            shared,
            spans,
            classes,
            end_before,
        };
        (rest, rest_classes, end_before) = (later, later_classes, end);
        Some(view)
    })
}

impl<'t> TokenView<'_, 't> {
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Returns the first token from `first` on that has a class or that `is_known`.
    ///
    /// Most tokens are neither.
    pub(super) fn next_known(
        &self,
        first: usize,
        mut is_known: impl FnMut(Span) -> bool,
    ) -> Option<usize> {
        let classes = self.classes.get(first..)?.iter();
        let mut rest = classes.zip(&self.spans[first..]);
        let found = rest.position(|(class, &span)| *class != WordClass::Other || is_known(span))?;
        Some(first + found)
    }

    /// Returns the token as written.
    #[inline]
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.spans.get(at).map_or("", |span| span.slice(self.text))
    }

    /// Returns the span of the token as written.
    #[inline]
    pub(super) fn raw_span(&self, at: usize) -> Span {
        let end = self.text.len();
        self.spans.get(at).map_or(Span::new(end, end), |span| *span)
    }

    /// Returns the token without a possessive ending.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &'t str {
        let raw = self.raw(at);
        without_possessive(raw).unwrap_or(raw)
    }

    #[inline]
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        without_possessive(self.raw(at)).is_some()
    }

    /// Returns the text between the previous token and this one; one past the last token, the rest of the text.
    #[inline]
    pub(super) fn text_before(&self, at: usize) -> &'t str {
        let start = match at.checked_sub(1) {
            None => self.end_before,
            Some(before) => match self.spans.get(before) {
                Some(span) => span.end,
                None => return "",
            },
        };
        &self.text[start..self.start(at)]
    }

    /// Returns the text before the token that may start with a symbol of the previous token, such as "%".
    ///
    /// Empty if the previous token has a possessive ending, which separates it from the symbol.
    #[inline]
    pub(super) fn symbol_before(&self, at: usize) -> &'t str {
        if self.is_possessive_before(at) {
            ""
        } else {
            self.text_before(at)
        }
    }

    /// Returns the class of the token without its possessive ending.
    #[inline]
    pub(super) fn class(&self, at: usize) -> WordClass {
        self.classes.get(at).copied().unwrap_or(WordClass::Other)
    }

    #[inline]
    pub(super) fn start(&self, at: usize) -> usize {
        self.spans
            .get(at)
            .map_or(self.text.len(), |span| span.start)
    }

    /// Returns the end offset of the token without its possessive ending.
    pub(super) fn end(&self, at: usize) -> usize {
        self.start(at) + self.word(at).len()
    }

    /// Returns the span of the tokens from `first` up to, but not including, `next`.
    pub(super) fn span(&self, first: usize, next: usize) -> Span {
        Span::new(self.start(first), self.end(next - 1))
    }

    /// True if only whitespace separates the token from the previous one, and that one has no possessive ending.
    #[inline]
    pub(super) fn after_space(&self, at: usize) -> bool {
        at < self.len() && is_blank(self.text_before(at)) && !self.is_possessive_before(at)
    }

    fn is_possessive_before(&self, at: usize) -> bool {
        at > 0 && self.is_possessive(at - 1)
    }

    /// True if a single hyphen separates the token from the previous one.
    pub(super) fn after_hyphen(&self, at: usize) -> bool {
        let mut chars = self.text_before(at).chars();
        at < self.len() && chars.next().is_some_and(is_hyphen) && chars.next().is_none()
    }

    /// True if whitespace, with or without a comma before it, separates the token from the previous one.
    pub(super) fn after_space_or_comma(&self, at: usize) -> bool {
        self.after_space(at) || at < self.len() && self.text_before(at) == ", "
    }

    /// True if whitespace or a hyphen separates the token from the previous one.
    pub(super) fn after_space_or_hyphen(&self, at: usize) -> bool {
        self.after_space(at) || self.after_hyphen(at)
    }

    /// True if the token equals `word`, ignoring ASCII case.
    #[inline]
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.raw(at).eq_ignore_ascii_case(word)
    }

    /// True if the token is one of `words`, ignoring ASCII case.
    #[inline]
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let raw = self.raw(at);
        words.iter().any(|word| raw.eq_ignore_ascii_case(word))
    }

    /// True if the tokens from `at` on are `words`, separated by whitespace only.
    pub(super) fn matches(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(n, word)| self.is(at + n, word) && (n == 0 || self.after_space(at + n)))
    }

    /// True if the previous token is one of `words`, separated by whitespace or a hyphen.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.after_space_or_hyphen(at) && self.is_any(at - 1, words)
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    /// Returns the index of the first token from `at` on that starts at `offset` or later.
    pub(super) fn next_from(&self, at: usize, offset: usize) -> usize {
        let mut next = at;
        while next < self.len() && self.start(next) < offset {
            next += 1;
        }
        next
    }
}

/// The span of a token without its possessive ending.
#[inline]
fn bare(text: &str, span: Span) -> Span {
    // Nearly all tokens end in another byte.
    if !matches!(text.as_bytes()[span.end - 1], b's' | b'S') {
        return span;
    }
    let bare = without_possessive(span.slice(text));
    bare.map_or(span, |bare| Span::new(span.start, span.start + bare.len()))
}

/// True if the text between two tokens is whitespace without a blank line.
pub(super) fn is_blank(between: &str) -> bool {
    between == " "
        || !between.is_empty()
            && between.chars().all(char::is_whitespace)
            && !has_blank_line(between)
}

/// True if the text between two tokens contains a blank line.
fn has_blank_line(between: &str) -> bool {
    between.len() > 1 && between.bytes().filter(|&byte| byte == b'\n').count() > 1
}
