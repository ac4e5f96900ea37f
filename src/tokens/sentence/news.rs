//! Sentence boundaries of news: the context of a candidate decides whether it ends a sentence.
//!
//! Starts from UAX #29 and differs from it as described in `docs/sentences.md`. Every lookahead and lookbehind is
//! bounded by a constant, or ends where the search for the next candidate continues, so the time is linear for any
//! text.

use super::Decision;
use super::abbreviations::{Abbreviation, WordClasses, starts_uppercase};
use super::classes::{Class, Classes, class};
use super::lines::{WhiteSpace, is_hard_break};
use super::lists::{ListItem, bullet_at, is_at_sentence_start};
use crate::corpus::{Language, TextLanguage};

/// The maximum number of characters read of a word.
const MAX_WORD_CHARS: usize = 24;
/// The maximum length of a phrase that opens a sentence with a time of day.
const MAX_OPENING_BYTES: usize = 24;
/// The maximum number of bytes read to find the start of an address.
const MAX_ADDRESS_BYTES: usize = 200;

/// The rules, with the state they keep between sentences.
pub(super) struct News<'t> {
    text: &'t str,
    classes: Classes<'t>,
    words: WordClasses<'t>,
    /// The end of leading white space.
    text_start: usize,
    /// The last item of a list within a line.
    item: Option<ListItem>,
}

/// A run of terminators.
#[derive(Clone, Copy, Debug)]
struct Terminators {
    start: usize,
    end: usize,
    /// Contains an exclamation or question mark.
    is_strong: bool,
    /// At least two full stops, or the ellipsis character.
    is_ellipsis: bool,
    /// A full stop followed by an ellipsis of three spaced ones, which opens the next sentence if there is one.
    opens_next: bool,
}

impl<'t> News<'t> {
    pub(super) fn of(text: &'t str, language: &'t TextLanguage<'t>) -> Self {
        let classes = Classes::of(text);
        Self {
            text,
            classes,
            words: WordClasses::in_language(language),
            text_start: WhiteSpace::at(classes, 0).end,
            item: None,
        }
    }

    /// Decides about the candidate at byte `at` in the sentence that begins at byte `start`.
    #[inline]
    pub(super) fn decide(&mut self, start: usize, at: usize) -> Decision {
        if at < self.text_start {
            return Decision::Continue(self.text_start);
        }
        let start = start.max(self.text_start);
        if let Some(decision) = self.fast_path(start, at) {
            return decision;
        }
        match self.classes.with_extenders(at) {
            Some((class, _)) if class.is_terminator() => self.terminator(start, at),
            Some((class, _)) if class.is_line_break() => self.line_break(at),
            Some((_, end)) => self.other_candidate(start, at, end),
            None => Decision::Continue(at),
        }
    }

    /// Decides the most frequent case quickly: a terminator between a word and a space with an uppercase letter.
    #[inline]
    fn fast_path(&self, start: usize, at: usize) -> Option<Decision> {
        let before = self.text.as_bytes()[..at].last_chunk::<2>()?;
        let [terminator, b' ', next] = self.text.as_bytes()[at..].first_chunk::<3>()? else {
            return None;
        };
        if !before.iter().all(u8::is_ascii_alphabetic) || !next.is_ascii_uppercase() {
            return None;
        }
        let next = at + 2;
        match terminator {
            b'.' if !self.full_stop_ends(start, at, next) => Some(Decision::Continue(next)),
            b'.' | b'!' | b'?' => Some(Decision::Boundary(next)),
            _ => None,
        }
    }

    /// Decides about a line break that does not follow the end of a sentence.
    fn line_break(&mut self, at: usize) -> Decision {
        let space = WhiteSpace::at(self.classes, at);
        if space.end < self.text.len() && is_hard_break(self.text, space) {
            return self.boundary(space);
        }
        Decision::Continue(space.end)
    }

    /// Decides about an ellipsis, a bullet, or a bracket after a list number.
    fn other_candidate(&mut self, start: usize, at: usize, end: usize) -> Decision {
        let rest = &self.text[at..];
        if rest.starts_with(ELLIPSIS) {
            return self.terminator(start, at);
        }
        if rest.starts_with(')') {
            return self
                .item_number(start, at, end)
                .unwrap_or(Decision::Continue(end));
        }
        let bullet = bullet_at(self.text, at);
        let is_separate = self.text[..at].ends_with(char::is_whitespace);
        if at > start && is_separate && bullet.is_some() {
            // The sentence began with a bullet too. Otherwise the bullet separates menu items.
            if bullet == bullet_at(self.text, start) {
                return Decision::Boundary(at);
            }
        }
        Decision::Continue(end)
    }

    fn terminator(&mut self, start: usize, at: usize) -> Decision {
        let terminators = self.terminators_at(at);
        if terminators.is_full_stop()
            && let Some(decision) = self.item_number(start, at, terminators.end)
        {
            return decision;
        }
        let space = self.skip_trailers(WhiteSpace::at(
            self.classes,
            self.skip_closers(terminators.end),
        ));
        if space.end == self.text.len() {
            return Decision::Continue(space.end);
        }
        if space.is_empty() {
            return self.without_space(terminators, space.end);
        }
        if terminators.opens_next && self.first_letter(space.end) == Some(Class::Upper) {
            return Decision::Boundary(terminators.start + ". ".len());
        }
        let ends = space.has_blank_line()
            || self.ends_sentence(start, terminators, space)
            || (is_hard_break(self.text, space) && !self.joins_next_word(terminators));
        if ends {
            return self.boundary(space);
        }
        Decision::Continue(space.end)
    }

    fn boundary(&mut self, space: WhiteSpace) -> Decision {
        if space.has_blank_line() {
            self.item = None;
        }
        Decision::Boundary(space.end)
    }

    /// Decides about a list number whose full stop or bracket is at `at..end`. Returns `None` if it is not a list
    /// number.
    fn item_number(&mut self, start: usize, at: usize, end: usize) -> Option<Decision> {
        let bytes = &self.text.as_bytes()[..at];
        if let [.., before, last] = bytes
            && last.is_ascii_alphabetic()
            && before.is_ascii_alphabetic()
        {
            // The end of a word, which is the usual case.
            return None;
        }
        let end = end + usize::from(self.text[end..].starts_with(')'));
        let space = WhiteSpace::at(self.classes, end);
        if space.is_empty() || space.has_blank_line() {
            return None;
        }
        let word = self.word_before(at);
        let is_section = || word.contains('.') && word.bytes().all(is_digit_or_stop);
        let item = ListItem::before(self.text, at, self.text[..end].ends_with(')'));
        if (item.is_some() || is_section())
            && is_at_sentence_start(self.text, start, at - word.len())
        {
            self.item = item;
            return Some(Decision::Continue(space.end));
        }
        let (item, last) = (item?, self.item?);
        let before = self.text[start..item.start].trim_end();
        if !item.follows(last) || before.ends_with([',', ';']) {
            return None;
        }
        Some(Decision::Boundary(item.start))
    }

    /// Returns the terminators from byte `at` on, including full stops separated by single spaces.
    fn terminators_at(&self, at: usize) -> Terminators {
        let bytes = self.text.as_bytes();
        let (mut end, mut n_stops, mut n_spaces) = (at, 0, 0);
        let (mut is_strong, mut is_ellipsis) = (false, false);
        loop {
            let is_dots = self.text[end..].starts_with(ELLIPSIS);
            match self.classes.with_extenders(end) {
                Some((class, next)) if class.is_terminator() || is_dots => {
                    is_strong |= class == Class::STerm;
                    is_ellipsis |= is_dots;
                    n_stops += usize::from(class == Class::ATerm);
                    end = next;
                }
                _ if n_stops > 0 && is_spaced_stop(&bytes[end..]) => {
                    n_spaces += 1;
                    end += 1;
                }
                _ => break,
            }
        }
        let is_attached = !self.text[..at].ends_with(char::is_whitespace) && at > 0;
        Terminators {
            start: at,
            end,
            is_strong,
            is_ellipsis: is_ellipsis || n_stops > 1,
            opens_next: is_attached && n_spaces == 3 && n_stops == 4 && bytes[at + 1] == b' ',
        }
    }

    /// Skips brackets, quotation marks and footnote numbers such as `[12]`.
    fn skip_closers(&self, mut at: usize) -> usize {
        loop {
            if let Some(length) = note_length(&self.text.as_bytes()[at..]) {
                at += length;
            } else if let Some((Class::Close, end)) = self.classes.with_extenders(at) {
                at = end;
            } else {
                return at;
            }
        }
    }

    /// Skips footnote numbers, smileys and spaced guillemets, which belong to the sentence before them. Returns the white space after
    /// them.
    fn skip_trailers(&self, mut space: WhiteSpace) -> WhiteSpace {
        while !space.is_empty() && !space.has_line_break() {
            let Some(length) = trailer_length(&self.text.as_bytes()[space.end..]) else {
                break;
            };
            let next = WhiteSpace::at(self.classes, space.end + length);
            if next.is_empty() && next.end < self.text.len() {
                break;
            }
            space = next;
        }
        space
    }

    /// Returns the start of the sentence after the terminator at byte `at` and no white space.
    pub(super) fn sentence_after_lost_space(&self, at: usize) -> Option<usize> {
        let terminators = self.terminators_at(at);
        match self.without_space(terminators, terminators.end) {
            Decision::Boundary(start) => Some(start),
            Decision::Continue(_) => None,
        }
    }

    /// Decides about terminators without white space after them: an address, a number, or a missing space.
    fn without_space(&self, terminators: Terminators, after: usize) -> Decision {
        let is_ascii = self.text.as_bytes()[terminators.start].is_ascii();
        let ends = match self.classes.at(after) {
            None | Some((Class::SContinue, _)) => false,
            Some((next, _)) if is_ascii => {
                self.is_missing_space(terminators, after, next)
                    && !self.is_in_address(terminators.start)
            }
            // Scripts with non-ASCII terminators may not use spaces.
            Some(_) => terminators.is_strong,
        };
        if ends {
            Decision::Boundary(after)
        } else {
            Decision::Continue(after)
        }
    }

    /// True if a space is missing before byte `after`, as in "rained.The" and "What?it". `next` is the class of the
    /// character there.
    fn is_missing_space(&self, terminators: Terminators, after: usize, next: Class) -> bool {
        if terminators.is_strong {
            return next.is_letter();
        }
        let word = self.word_from(after);
        if terminators.is_ellipsis {
            return Self::is_english_starter(word);
        }
        let rest = &self.text[after + word.len()..];
        match next {
            Class::Upper => {
                let before = self.word_before(terminators.start);
                before.len() > 1
                    && before.bytes().all(|byte| byte.is_ascii_lowercase())
                    && word.len() > 1
                    && Self::is_english_starter(word)
                    && rest.starts_with([' ', '\'', '’'])
            }
            // Not between the letters of an acronym.
            Class::OLetter => !rest.starts_with('.'),
            _ => false,
        }
    }

    /// True for a full stop that never ends a sentence, not even at a line break: "Gen.", "vs.".
    fn joins_next_word(&self, terminators: Terminators) -> bool {
        terminators.is_full_stop()
            && self.words.abbreviation(self.word_before(terminators.start)) == Abbreviation::Never
    }

    /// True if a sentence ends before the white space `space`.
    fn ends_sentence(&self, start: usize, terminators: Terminators, space: WhiteSpace) -> bool {
        let Some((next, _)) = self.classes.at(space.end) else {
            return true;
        };
        let is_dash = self.text[space.end..].starts_with(['-', '–', '—']);
        let continues = next == Class::SContinue && (terminators.is_ellipsis || !is_dash);
        if continues || next.is_terminator() || self.is_bracketed(terminators) {
            return false;
        }
        let is_lower = self.first_letter(space.end) == Some(Class::Lower);
        if terminators.is_ellipsis {
            let opens = terminators.start == start;
            return !opens && !is_lower && self.next_word(space.end) != "I";
        }
        if is_lower && terminators.end != space.start {
            return false;
        }
        if terminators.is_strong {
            return !(is_lower && self.is_name(start, terminators));
        }
        self.full_stop_ends(start, terminators.start, space.end)
    }

    /// True if the full stop at byte `at` ends a sentence, whether or not it belongs to an abbreviation.
    fn full_stop_ends(&self, start: usize, at: usize, next: usize) -> bool {
        let is_lower = || self.first_letter(next) == Some(Class::Lower);
        let is_number = || matches!(self.classes.at(next), Some((Class::Numeric, _)));
        match self.words.abbreviation(self.word_before(at)) {
            Abbreviation::None => !self.is_ordinal(at, next),
            Abbreviation::Never => false,
            Abbreviation::BeforeNumber => !is_number() && !is_reference(&self.text[next..]),
            Abbreviation::Unit => !is_number() && !is_lower(),
            Abbreviation::Weak => self.starts_sentence(next),
            Abbreviation::Initial => {
                let is_particle = self.words.is_particle(self.next_word(next));
                (!is_particle && self.starts_sentence(next)) || (!is_lower() && self.is_pronoun(at))
            }
            Abbreviation::Hour => {
                !is_lower() && self.time_ends_sentence(&self.text[start..at], next)
            }
        }
    }

    /// True for the number before byte `at` in "3. März", "19. Jahrhundert" and "5. große".
    fn is_ordinal(&self, at: usize, next: usize) -> bool {
        let digits = self.text.as_bytes()[..at].iter().rev();
        let n_digits = digits
            .take(3)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        (1..=2).contains(&n_digits)
            && self.word_before(at).len() == n_digits
            && (self.words.may_follow_ordinal(self.next_word(next))
                || (self.first_letter(next) == Some(Class::Lower)
                    && self.words.has_dotted_ordinals()))
    }

    /// True if the sentence is complete although it ends in a time of day.
    fn time_ends_sentence(&self, sentence: &str, next: usize) -> bool {
        let opens = sentence.len() <= MAX_OPENING_BYTES
            && self
                .words
                .is_opening(sentence.split(' ').next().unwrap_or_default());
        !opens && !self.words.may_follow_hour(self.next_word(next))
    }

    /// True if a word that usually begins sentences is at byte `at`, after any brackets and quotation marks.
    fn starts_sentence(&self, at: usize) -> bool {
        let at = self.skip_openers(at);
        let word = self.word_from(at);
        // "A." is an initial.
        self.words.is_starter(word)
            && !(word.chars().nth(1).is_none() && self.text[at + word.len()..].starts_with('.'))
    }

    /// True for the pronoun in "you and I.", not for the numeral in "Albert I."
    fn is_pronoun(&self, at: usize) -> bool {
        if self.word_before(at) != "I" {
            return false;
        }
        let before = self.text[..at - 1].trim_end().len();
        let word = self.word_before(before);
        before < at - 1 && word.chars().next().map(class) == Some(Class::Lower)
    }

    /// True for a name that ends in an exclamation mark. The first word of a sentence could be any word.
    fn is_name(&self, start: usize, terminators: Terminators) -> bool {
        let word = self.word_before(terminators.start);
        let is_at_sentence_start = self.skip_openers(start) + word.len() == terminators.start;
        &self.text[terminators.start..terminators.end] == "!"
            && starts_uppercase(word)
            && !is_at_sentence_start
    }

    /// True for an editorial insertion such as `[...]` or `(!)`, which does not end a sentence.
    fn is_bracketed(&self, terminators: Terminators) -> bool {
        self.text[..terminators.start].ends_with(['[', '('])
            && self.text[terminators.end..].starts_with([']', ')'])
    }

    fn is_in_address(&self, at: usize) -> bool {
        let head = &self.text.as_bytes()[at.saturating_sub(MAX_ADDRESS_BYTES)..at];
        let from = head.iter().rposition(u8::is_ascii_whitespace);
        let word = &head[from.map_or(0, |position| position + 1)..];
        word.contains(&b'@')
            || word.windows(3).any(|bytes| bytes == b"://")
            || word.windows(4).any(|bytes| bytes == b"www.")
    }

    /// Returns the class of the first letter from byte `at` on, if only symbols precede it.
    fn first_letter(&self, mut at: usize) -> Option<Class> {
        const MAX_CHARS: usize = 8;
        for _ in 0..MAX_CHARS {
            let (class, end) = self.classes.at(at)?;
            match class {
                Class::Close | Class::Other | Class::Extend => at = end,
                _ if class.is_letter() => return Some(class),
                _ => return None,
            }
        }
        None
    }

    /// True for an English word that usually begins sentences. Tokens are cut where such a sentence begins, and they do
    /// not depend on the language of a text.
    fn is_english_starter(word: &str) -> bool {
        let english = TextLanguage::given(Some(Language::ENGLISH));
        WordClasses::in_language(&english).is_starter(word)
    }

    fn skip_openers(&self, mut at: usize) -> usize {
        const MAX_OPENERS: usize = 4;
        for _ in 0..MAX_OPENERS {
            match self.classes.at(at) {
                Some((Class::Close, end)) => at = end,
                _ => break,
            }
        }
        at
    }

    fn next_word(&self, at: usize) -> &'t str {
        self.word_from(self.skip_openers(at))
    }

    /// Returns the letters from byte `at` on.
    fn word_from(&self, at: usize) -> &'t str {
        let rest = &self.text[at..];
        let letters = rest
            .chars()
            .take(MAX_WORD_CHARS)
            .take_while(|letter| letter.is_alphabetic());
        &rest[..letters.map(char::len_utf8).sum()]
    }

    /// Returns the letters and digits before byte `at`, including inner full stops.
    fn word_before(&self, at: usize) -> &'t str {
        let head = &self.text[..at];
        let letters = head.bytes().rev().take(MAX_WORD_CHARS);
        let n_ascii = letters
            .take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'.')
            .count();
        if n_ascii == at || n_ascii < MAX_WORD_CHARS && head.as_bytes()[at - 1 - n_ascii].is_ascii()
        {
            return head[at - n_ascii..].trim_start_matches('.');
        }
        let belongs = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '°' | '§');
        let letters = head.chars().rev().take(MAX_WORD_CHARS).take_while(belongs);
        let length: usize = letters.map(char::len_utf8).sum();
        head[at - length..].trim_start_matches('.')
    }
}

const ELLIPSIS: char = '…';

impl Terminators {
    /// A single full stop.
    const fn is_full_stop(self) -> bool {
        !self.is_strong && !self.is_ellipsis
    }
}

/// True for the characters of a section number.
const fn is_digit_or_stop(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.')
}

/// True for a space and a full stop that is not followed by a letter or digit.
fn is_spaced_stop(bytes: &[u8]) -> bool {
    bytes.starts_with(b" .") && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric)
}

/// Returns the length of a footnote number in brackets at the start of `bytes`.
fn note_length(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.strip_prefix(b"[")?;
    let n_digits = digits
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    ((1..=3).contains(&n_digits) && digits.get(n_digits) == Some(&b']')).then_some(n_digits + 2)
}

/// True if the text begins with the number of a figure or section that has a letter: "S1", or "A" before a bracket.
fn is_reference(text: &str) -> bool {
    let rest = text.trim_start_matches(|first: char| first.is_ascii_uppercase());
    match text.len() - rest.len() {
        1 => rest.starts_with(|next: char| next.is_ascii_digit() || ").,;".contains(next)),
        2 => rest.starts_with(|next: char| next.is_ascii_digit()),
        _ => false,
    }
}

/// Returns the length of a footnote number or smiley at the start of `bytes`, or of a guillemet that closes a quotation:
/// French sets a space before it.
fn trailer_length(bytes: &[u8]) -> Option<usize> {
    const SMILEYS: [&[u8]; 14] = [
        b":)", b":-)", b";)", b";-)", b"=)", b":(", b":-(", b":D", b":-D", b"=D", b":P", b":-P",
        b"<3", b"^_^",
    ];
    match bytes.first()? {
        b'[' => note_length(bytes),
        0xC2 if bytes.starts_with("»".as_bytes()) => Some("»".len()),
        0xE2 if bytes.starts_with("›".as_bytes()) => Some("›".len()),
        b':' | b';' | b'=' | b'<' | b'^' => {
            let mut smileys = SMILEYS.into_iter();
            smileys
                .find(|smiley| bytes.starts_with(smiley))
                .map(<[u8]>::len)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fast_path_equals_the_rules(
            parts in prop::collection::vec("(word|Gen|U\\.S|p\\.m|I|Yahoo|no|et al|12|a|é|[a-z]{0,9})[.!?)\n…]{1,2} ?(The|A|Roe|Monday|x|12|\\.)?", 1..8),
        ) {
            let text = parts.join(" ");
            for (at, _) in text.match_indices(['.', '!', '?', ')', '\n']) {
                let language = TextLanguage::given(None);
                let mut news = News::of(&text, &language);
                if let Some(decision) = news.fast_path(0, at) {
                    prop_assert_eq!(decision, news.terminator(0, at), "{:?} at {}", text, at);
                }
            }
        }
    }

    #[test]
    fn the_fast_path_is_used() {
        let text = "Gen. Rell left. It rained! Why? Nobody knows.";
        let language = TextLanguage::given(None);
        let places = text.match_indices(['.', '!', '?']).map(|(at, _)| at);
        let n_taken = places
            .filter(|&at| News::of(text, &language).fast_path(0, at).is_some())
            .count();
        assert_eq!(n_taken, 4);
    }
}
