//! Sentence boundaries of English news: what stands around a mark decides whether it ends a sentence.
//!
//! Begins from UAX #29 and differs where news does: see `docs/sentences.md`. Every look ahead or back is bounded by a
//! constant or ends at the place where the search for the next mark goes on, so no text costs more than linear time.

use super::Step;
use super::classes::{Class, Classes, class};
use super::lines::{Gap, is_meant};
use super::lists::{Item, bullet, is_first};
use super::words::{
    Abbreviation, abbreviation, begins_upper, goes_on_after_hour, is_opening, is_starter,
};

/// No word that matters here is longer, in characters.
const LONGEST_WORD: usize = 24;
/// What stands before a time of day and is no sentence is not longer, in bytes.
const LONGEST_OPENING: usize = 24;
/// So many bytes of an address are looked at.
const LONGEST_ADDRESS: usize = 200;

/// The rules, and what they keep of the sentences before.
pub(super) struct News<'t> {
    text: &'t str,
    classes: Classes<'t>,
    /// Where the white space at the front ends.
    front: usize,
    /// The last item of a list within lines.
    item: Option<Item>,
}

/// Terminators side by side.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
    /// Holds an exclamation or question mark.
    is_strong: bool,
    /// Two full stops or more, or their own character.
    is_ellipsis: bool,
    /// A full stop and an ellipsis of three spaced ones, which opens the next sentence if there is one.
    opens_next: bool,
}

impl<'t> News<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let classes = Classes::of(text);
        Self {
            text,
            classes,
            front: Gap::at(classes, 0).end,
            item: None,
        }
    }

    /// What the mark at byte `at` does in the sentence that begins at byte `start`.
    #[inline]
    pub(super) fn step(&mut self, start: usize, at: usize) -> Step {
        if at < self.front {
            return Step::On(self.front);
        }
        let start = start.max(self.front);
        if let Some(step) = self.usual(start, at) {
            return step;
        }
        match self.classes.whole(at) {
            Some((class, _)) if class.is_terminator() => self.terminator(start, at),
            Some((class, _)) if class.is_line_end() => self.line_end(at),
            Some((_, end)) => self.other(start, at, end),
            None => Step::On(at),
        }
    }

    /// What most marks do: a short cut for one that stands between a word and the capital of the next.
    #[inline]
    fn usual(&self, start: usize, at: usize) -> Option<Step> {
        let before = self.text.as_bytes()[..at].last_chunk::<2>()?;
        let [mark, b' ', next] = self.text.as_bytes()[at..].first_chunk::<3>()? else {
            return None;
        };
        if !before.iter().all(u8::is_ascii_alphabetic) || !next.is_ascii_uppercase() {
            return None;
        }
        let next = at + 2;
        match mark {
            b'.' if !self.full_stop_ends(start, at, next) => Some(Step::On(next)),
            b'.' | b'!' | b'?' => Some(Step::Boundary(next)),
            _ => None,
        }
    }

    /// Nothing that ends a sentence stands before this line end.
    fn line_end(&mut self, at: usize) -> Step {
        let gap = Gap::at(self.classes, at);
        if gap.end < self.text.len() && is_meant(self.text, gap) {
            return self.boundary(gap);
        }
        Step::On(gap.end)
    }

    /// An ellipsis, a bullet, or the bracket behind an item's number.
    fn other(&mut self, start: usize, at: usize, end: usize) -> Step {
        let rest = &self.text[at..];
        if rest.starts_with(ELLIPSIS) {
            return self.terminator(start, at);
        }
        if rest.starts_with(')') {
            return self.item_mark(start, at, end).unwrap_or(Step::On(end));
        }
        let bullet_here = bullet(self.text, at);
        let stands_alone = self.text[..at].ends_with(char::is_whitespace);
        if at > start && stands_alone && bullet_here.is_some() {
            // A line of bullets; elsewhere they part the links of a menu.
            if bullet_here == bullet(self.text, start) {
                return Step::Boundary(at);
            }
        }
        Step::On(end)
    }

    fn terminator(&mut self, start: usize, at: usize) -> Step {
        let run = self.run(at);
        if run.is_full_stop()
            && let Some(step) = self.item_mark(start, at, run.end)
        {
            return step;
        }
        let gap = self.behind_tails(Gap::at(self.classes, self.closed(run.end)));
        if gap.end == self.text.len() {
            return Step::On(gap.end);
        }
        if gap.is_empty() {
            return self.tight(run, gap.end);
        }
        if run.opens_next && self.letter(gap.end) == Some(Class::Upper) {
            return Step::Boundary(run.start + ". ".len());
        }
        let ends = gap.has_blank_line()
            || self.ends(start, run, gap)
            || (is_meant(self.text, gap) && !self.is_bound(run));
        if ends {
            return self.boundary(gap);
        }
        Step::On(gap.end)
    }

    fn boundary(&mut self, gap: Gap) -> Step {
        if gap.has_blank_line() {
            self.item = None;
        }
        Step::Boundary(gap.end)
    }

    /// What the number of a list's item does whose mark stands from byte `at` to byte `end`.
    fn item_mark(&mut self, start: usize, at: usize, end: usize) -> Option<Step> {
        let bytes = &self.text.as_bytes()[..at];
        if let [.., before, last] = bytes
            && last.is_ascii_alphabetic()
            && before.is_ascii_alphabetic()
        {
            // The end of a word, as mostly.
            return None;
        }
        let end = end + usize::from(self.text[end..].starts_with(')'));
        let gap = Gap::at(self.classes, end);
        if gap.is_empty() || gap.has_blank_line() {
            return None;
        }
        let word = self.word_before(at);
        let is_section = || word.contains('.') && word.bytes().all(is_digit_or_stop);
        let item = Item::before(self.text, at, self.text[..end].ends_with(')'));
        if (item.is_some() || is_section()) && is_first(self.text, start, at - word.len()) {
            self.item = item;
            return Some(Step::On(gap.end));
        }
        let (item, last) = (item?, self.item?);
        let before = self.text[start..item.start].trim_end();
        if !item.follows(last) || before.ends_with([',', ';']) {
            return None;
        }
        Some(Step::Boundary(item.start))
    }

    /// The terminators from byte `at` on, and full stops with single spaces between them.
    fn run(&self, at: usize) -> Run {
        let bytes = self.text.as_bytes();
        let (mut end, mut n_stops, mut n_spaces) = (at, 0, 0);
        let (mut is_strong, mut is_ellipsis) = (false, false);
        loop {
            let is_dots = self.text[end..].starts_with(ELLIPSIS);
            match self.classes.whole(end) {
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
        Run {
            start: at,
            end,
            is_strong,
            is_ellipsis: is_ellipsis || n_stops > 1,
            opens_next: is_attached && n_spaces == 3 && n_stops == 4 && bytes[at + 1] == b' ',
        }
    }

    /// The place behind brackets and quotation marks, and behind the numbers of notes: "[12]".
    fn closed(&self, mut at: usize) -> usize {
        loop {
            if let Some(length) = note(&self.text.as_bytes()[at..]) {
                at += length;
            } else if let Some((Class::Close, end)) = self.classes.whole(at) {
                at = end;
            } else {
                return at;
            }
        }
    }

    /// The white space behind what still belongs to the sentence that ended: the numbers of notes, a smiley.
    fn behind_tails(&self, mut gap: Gap) -> Gap {
        while !gap.is_empty() && !gap.has_line_end() {
            let Some(length) = tail(&self.text.as_bytes()[gap.end..]) else {
                break;
            };
            let behind = Gap::at(self.classes, gap.end + length);
            if behind.is_empty() && behind.end < self.text.len() {
                break;
            }
            gap = behind;
        }
        gap
    }

    /// No white space follows: an address, a number, or a space that was lost.
    fn tight(&self, run: Run, close: usize) -> Step {
        let is_ascii = self.text.as_bytes()[run.start].is_ascii();
        let ends = match self.classes.at(close) {
            None | Some((Class::SContinue, _)) => false,
            Some((next, _)) if is_ascii => {
                self.is_lost_space(run, close, next) && !self.is_in_address(run.start)
            }
            // Scripts whose marks are not ASCII may have no spaces.
            Some(_) => run.is_strong,
        };
        if ends {
            Step::Boundary(close)
        } else {
            Step::On(close)
        }
    }

    /// "rained.The", "What?it": a space would stand before byte `close`, where a character of class `next` is.
    fn is_lost_space(&self, run: Run, close: usize, next: Class) -> bool {
        if run.is_strong {
            return next.is_letter();
        }
        let after = self.word_from(close);
        if run.is_ellipsis {
            return is_starter(after);
        }
        let behind = &self.text[close + after.len()..];
        match next {
            Class::Upper => {
                let before = self.word_before(run.start);
                before.len() > 1
                    && before.bytes().all(|byte| byte.is_ascii_lowercase())
                    && after.len() > 1
                    && is_starter(after)
                    && behind.starts_with([' ', '\'', '’'])
            }
            // Not between the letters of an acronym.
            Class::OLetter => !behind.starts_with('.'),
            _ => false,
        }
    }

    /// A full stop that goes on even over a line break: "Gen.", "vs.".
    fn is_bound(&self, run: Run) -> bool {
        run.is_full_stop() && abbreviation(self.word_before(run.start)) == Abbreviation::Never
    }

    /// True where a sentence ends before `gap`, which holds white space.
    fn ends(&self, start: usize, run: Run, gap: Gap) -> bool {
        let Some((next, _)) = self.classes.at(gap.end) else {
            return true;
        };
        let is_dash = self.text[gap.end..].starts_with(['-', '–', '—']);
        let goes_on = next == Class::SContinue && (run.is_ellipsis || !is_dash);
        if goes_on || next.is_terminator() || self.is_aside(run) {
            return false;
        }
        let is_lower = self.letter(gap.end) == Some(Class::Lower);
        if run.is_ellipsis {
            let opens = run.start == start;
            return !opens && !is_lower && self.next_word(gap.end) != "I";
        }
        if is_lower && run.end != gap.start {
            return false;
        }
        if run.is_strong {
            return !(is_lower && self.is_name(start, run));
        }
        self.full_stop_ends(start, run.start, gap.end)
    }

    /// True where the full stop at byte `at` is no part of an abbreviation, or the sentence ends in one.
    fn full_stop_ends(&self, start: usize, at: usize, next: usize) -> bool {
        let is_lower = || self.letter(next) == Some(Class::Lower);
        let is_number = || matches!(self.classes.at(next), Some((Class::Numeric, _)));
        match abbreviation(self.word_before(at)) {
            Abbreviation::None => true,
            Abbreviation::Never => false,
            Abbreviation::BeforeNumber => !is_number(),
            Abbreviation::Unit => !is_number() && !is_lower(),
            Abbreviation::Weak => self.is_start(next),
            Abbreviation::Initial => self.is_start(next) || (!is_lower() && self.is_pronoun(at)),
            Abbreviation::Hour => !is_lower() && self.hour_ends(&self.text[start..at], next),
        }
    }

    /// True where the sentence so far, which ends in a time of day, is whole.
    fn hour_ends(&self, sentence: &str, next: usize) -> bool {
        let opens = sentence.len() <= LONGEST_OPENING
            && is_opening(sentence.split(' ').next().unwrap_or_default());
        !opens && !goes_on_after_hour(self.next_word(next))
    }

    /// True where a word that mostly begins sentences stands at byte `at`, brackets and quotation marks aside.
    fn is_start(&self, at: usize) -> bool {
        let at = self.behind_openers(at);
        let word = self.word_from(at);
        // "A." is an initial.
        is_starter(word) && !(word.len() == 1 && self.text[at + 1..].starts_with('.'))
    }

    /// "you and I." and not "Albert I."
    fn is_pronoun(&self, at: usize) -> bool {
        if self.word_before(at) != "I" {
            return false;
        }
        let before = self.text[..at - 1].trim_end().len();
        let word = self.word_before(before);
        before < at - 1 && word.chars().next().map(class) == Some(Class::Lower)
    }

    /// A name that ends in an exclamation mark; the first word of a sentence may be any word.
    fn is_name(&self, start: usize, run: Run) -> bool {
        let word = self.word_before(run.start);
        let is_first = self.behind_openers(start) + word.len() == run.start;
        &self.text[run.start..run.end] == "!" && begins_upper(word) && !is_first
    }

    /// "[...]", "(!)": what somebody put in, and no end.
    fn is_aside(&self, run: Run) -> bool {
        self.text[..run.start].ends_with(['[', '(']) && self.text[run.end..].starts_with([']', ')'])
    }

    fn is_in_address(&self, at: usize) -> bool {
        let head = &self.text.as_bytes()[at.saturating_sub(LONGEST_ADDRESS)..at];
        let from = head.iter().rposition(u8::is_ascii_whitespace);
        let piece = &head[from.map_or(0, |place| place + 1)..];
        piece.contains(&b'@')
            || piece.windows(3).any(|bytes| bytes == b"://")
            || piece.windows(4).any(|bytes| bytes == b"www.")
    }

    /// The class of the first letter from byte `at` on, where only signs stand before it.
    fn letter(&self, mut at: usize) -> Option<Class> {
        const FARTHEST: usize = 8;
        for _ in 0..FARTHEST {
            let (class, end) = self.classes.at(at)?;
            match class {
                Class::Close | Class::Other | Class::Ignored => at = end,
                _ if class.is_letter() => return Some(class),
                _ => return None,
            }
        }
        None
    }

    fn behind_openers(&self, mut at: usize) -> usize {
        const MOST: usize = 4;
        for _ in 0..MOST {
            match self.classes.at(at) {
                Some((Class::Close, end)) => at = end,
                _ => break,
            }
        }
        at
    }

    fn next_word(&self, at: usize) -> &'t str {
        self.word_from(self.behind_openers(at))
    }

    /// The letters from byte `at` on.
    fn word_from(&self, at: usize) -> &'t str {
        let rest = &self.text[at..];
        let letters = rest
            .chars()
            .take(LONGEST_WORD)
            .take_while(|letter| letter.is_alphabetic());
        &rest[..letters.map(char::len_utf8).sum()]
    }

    /// The letters and digits before byte `at`, and full stops among them.
    fn word_before(&self, at: usize) -> &'t str {
        let head = &self.text[..at];
        let letters = head.bytes().rev().take(LONGEST_WORD);
        let n_ascii = letters
            .take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'.')
            .count();
        if n_ascii == at || n_ascii < LONGEST_WORD && head.as_bytes()[at - 1 - n_ascii].is_ascii() {
            return head[at - n_ascii..].trim_start_matches('.');
        }
        let belongs = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '°' | '§');
        let letters = head.chars().rev().take(LONGEST_WORD).take_while(belongs);
        let length: usize = letters.map(char::len_utf8).sum();
        head[at - length..].trim_start_matches('.')
    }
}

const ELLIPSIS: char = '…';

impl Run {
    /// One full stop alone.
    const fn is_full_stop(self) -> bool {
        !self.is_strong && !self.is_ellipsis
    }
}

/// What the number of a section is made of.
const fn is_digit_or_stop(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.')
}

/// A space and a full stop that no word or number follows.
fn is_spaced_stop(bytes: &[u8]) -> bool {
    bytes.starts_with(b" .") && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric)
}

/// The length of the number of a note in brackets at the front of `bytes`.
fn note(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.strip_prefix(b"[")?;
    let n_digits = digits
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    ((1..=3).contains(&n_digits) && digits.get(n_digits) == Some(&b']')).then_some(n_digits + 2)
}

/// The length of a note's number or a smiley at the front of `bytes`.
fn tail(bytes: &[u8]) -> Option<usize> {
    const SMILEYS: [&[u8]; 14] = [
        b":)", b":-)", b";)", b";-)", b"=)", b":(", b":-(", b":D", b":-D", b"=D", b":P", b":-P",
        b"<3", b"^_^",
    ];
    match bytes.first()? {
        b'[' => note(bytes),
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
        fn the_short_cut_does_as_all_the_rules(
            parts in prop::collection::vec("(word|Gen|U\\.S|p\\.m|I|Yahoo|no|et al|12|a|é|[a-z]{0,9})[.!?)\n…]{1,2} ?(The|A|Roe|Monday|x|12|\\.)?", 1..8),
        ) {
            let text = parts.join(" ");
            for (at, _) in text.match_indices(['.', '!', '?', ')', '\n']) {
                let mut news = News::of(&text);
                if let Some(step) = news.usual(0, at) {
                    prop_assert_eq!(step, news.terminator(0, at), "{:?} at {}", text, at);
                }
            }
        }
    }

    #[test]
    fn the_short_cut_is_taken() {
        let text = "Gen. Rell left. It rained! Why? Nobody knows.";
        let places = text.match_indices(['.', '!', '?']).map(|(at, _)| at);
        let n_taken = places
            .filter(|&at| News::of(text).usual(0, at).is_some())
            .count();
        assert_eq!(n_taken, 4);
    }
}
