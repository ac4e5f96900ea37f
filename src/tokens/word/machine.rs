//! The word rules as a machine: what the characters so far ask of the next.
//!
//! The rules WB6, `WB7b` and WB12 look past a mark at what follows it. The machine joins such a mark for the time being and
//! remembers where it stands; where the next character does not confirm it, the segment ends before the mark after all.

use super::properties::{ALPHABETIC, CLASS, CLASSES, Class, KEYCAP, NUMERIC};
use crate::span::Span;

/// A piece between two boundaries: its bytes, and the property bits of its characters together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) properties: u8,
}

impl Segment {
    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// True where it holds a letter, or a numeral that is not made an emoji.
    #[inline]
    pub(super) fn is_word(self) -> bool {
        self.properties & ALPHABETIC != 0 || self.properties & (NUMERIC | KEYCAP) == NUMERIC
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum State {
    /// Nothing joins but what extends.
    Other,
    /// The text begins, or a line has just ended: not even what extends joins.
    Hard,
    Cr,
    Space,
    Letter,
    Hebrew,
    Numeric,
    Katakana,
    ExtendNumLet,
    /// One regional indicator that waits for its other half.
    Indicator,
    /// A Hebrew letter and a single quote: joined, whatever follows.
    HebrewQuote,
    /// A letter and a mark that may join it to a letter.
    LetterMark,
    /// A Hebrew letter and a double quote that may join it to another.
    HebrewMark,
    /// A digit and a mark that may join it to a digit.
    NumericMark,
}

const STATES: [State; 14] = [
    State::Other,
    State::Hard,
    State::Cr,
    State::Space,
    State::Letter,
    State::Hebrew,
    State::Numeric,
    State::Katakana,
    State::ExtendNumLet,
    State::Indicator,
    State::HebrewQuote,
    State::LetterMark,
    State::HebrewMark,
    State::NumericMark,
];

/// States from here on wait for a mark to be confirmed.
const FIRST_WAITING: u8 = State::LetterMark as u8;

/// The bits of a step that hold the next state.
const NEXT: u8 = 0x1F;
/// A boundary stands before the character.
const BREAK: u8 = 0x20;
/// The mark did not join: a boundary stands before it, and another before the character.
const SPLIT: u8 = 0x40;
/// The character is a mark that waits to be confirmed.
const MARK: u8 = 0x80;

/// For each state and class, what to do and the next state.
static STEPS: [[u8; 32]; STATES.len()] = steps();

const fn steps() -> [[u8; 32]; STATES.len()] {
    let mut steps = [[0; 32]; STATES.len()];
    let mut state = 0;
    while state < STATES.len() {
        let mut class = 0;
        while class < CLASSES.len() {
            steps[state][class] = step(STATES[state], by_rules(CLASSES[class]));
            class += 1;
        }
        state += 1;
    }
    steps
}

/// The class that the rules know; dictionaries are none of the machine's business.
const fn by_rules(class: Class) -> Class {
    match class {
        Class::Dictionary => Class::Other,
        Class::DictionaryLetter => Class::ALetter,
        class => class,
    }
}

const fn step(state: State, class: Class) -> u8 {
    match joined(state, class) {
        Some(next) if is_mark(state, next) => next as u8 | MARK,
        Some(next) => next as u8,
        None if state as u8 >= FIRST_WAITING => alone(class) as u8 | SPLIT,
        None => alone(class) as u8 | BREAK,
    }
}

const fn is_mark(state: State, next: State) -> bool {
    next as u8 >= FIRST_WAITING && (state as u8) < FIRST_WAITING
}

/// The state after a boundary and one character.
const fn alone(class: Class) -> State {
    match class {
        Class::Cr => State::Cr,
        Class::Lf | Class::Newline => State::Hard,
        Class::RegionalIndicator => State::Indicator,
        Class::Katakana => State::Katakana,
        Class::HebrewLetter => State::Hebrew,
        Class::ALetter | Class::PictographLetter => State::Letter,
        Class::Numeric => State::Numeric,
        Class::ExtendNumLet => State::ExtendNumLet,
        Class::WSegSpace => State::Space,
        _ => State::Other,
    }
}

/// The next state where the rules join the character to what is before it; `WB3c` is left to the machine.
const fn joined(state: State, class: Class) -> Option<State> {
    use Class as C;
    use State as S;
    match (state, class) {
        // WB3, WB3a, WB3b
        (S::Cr, C::Lf) => Some(S::Hard),
        (S::Cr | S::Hard, _) | (_, C::Cr | C::Lf | C::Newline) => None,
        // WB3d, WB4: white space that is extended no longer stands beside white space
        (S::Space, C::WSegSpace) => Some(S::Space),
        (S::Space, C::Extend | C::Format | C::Zwj)
        // WB15, WB16
        | (S::Indicator, C::RegionalIndicator) => Some(S::Other),
        (_, C::Extend | C::Format | C::Zwj) => Some(state),
        // WB5, WB7, WB9, WB13b
        (
            S::Letter | S::Hebrew | S::Numeric | S::ExtendNumLet | S::HebrewQuote | S::LetterMark,
            C::ALetter | C::PictographLetter,
        ) => Some(S::Letter),
        // the same, and WB7c
        (
            S::Letter
            | S::Hebrew
            | S::Numeric
            | S::ExtendNumLet
            | S::HebrewQuote
            | S::LetterMark
            | S::HebrewMark,
            C::HebrewLetter,
        ) => Some(S::Hebrew),
        // WB7a, WB7b, WB6
        (S::Hebrew, C::SingleQuote) => Some(S::HebrewQuote),
        (S::Hebrew, C::DoubleQuote) => Some(S::HebrewMark),
        (S::Letter | S::Hebrew, C::MidLetter | C::MidNumLet | C::SingleQuote) => {
            Some(S::LetterMark)
        }
        // WB8, WB10, WB11, WB13b
        (S::Letter | S::Hebrew | S::Numeric | S::ExtendNumLet | S::NumericMark, C::Numeric) => {
            Some(S::Numeric)
        }
        // WB12
        (S::Numeric, C::MidNum | C::MidNumLet | C::SingleQuote) => Some(S::NumericMark),
        // WB13, WB13b
        (S::Katakana | S::ExtendNumLet, C::Katakana) => Some(S::Katakana),
        // WB13a
        (S::Letter | S::Hebrew | S::Numeric | S::Katakana | S::ExtendNumLet, C::ExtendNumLet) => {
            Some(S::ExtendNumLet)
        }
        _ => None,
    }
}

/// Takes characters one by one and gives out segments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine {
    state: u8,
    /// The last character is a zero width joiner.
    zwj: bool,
    start: usize,
    properties: u8,
    /// Where the mark stands that waits to be confirmed.
    mark: usize,
    mark_properties: u8,
}

impl Machine {
    /// At a boundary before byte `start`.
    pub(super) fn new(start: usize) -> Self {
        Self {
            state: State::Hard as u8,
            zwj: false,
            start,
            properties: 0,
            mark: start,
            mark_properties: 0,
        }
    }

    /// Takes the character at byte `at`.
    #[inline]
    pub(super) fn push(&mut self, at: usize, properties: u8, found: &mut impl FnMut(Segment)) {
        let class = properties & CLASS;
        if self.state == State::Letter as u8 && class == Class::ALetter as u8 {
            self.properties |= properties;
            self.zwj = false;
            return;
        }
        self.push_any(at, properties, found);
    }

    fn push_any(&mut self, at: usize, properties: u8, found: &mut impl FnMut(Segment)) {
        let class = properties & CLASS;
        let step = STEPS[usize::from(self.state)][usize::from(class)];
        let pictograph = class == Class::Pictograph as u8 || class == Class::PictographLetter as u8;
        // WB3c
        let zwj_joins = self.zwj && pictograph;
        self.zwj = class == Class::Zwj as u8;
        if step & SPLIT != 0 {
            self.end_segment(self.mark, found);
            self.properties = self.mark_properties;
        }
        if step & (SPLIT | BREAK) != 0 && !zwj_joins {
            self.end_segment(at, found);
        }
        if step & MARK != 0 {
            self.mark = at;
            self.mark_properties = 0;
        }
        let waited = self.state >= FIRST_WAITING;
        self.state = step & NEXT;
        if self.state >= FIRST_WAITING {
            self.mark_properties |= properties;
            return;
        }
        if waited && step & SPLIT == 0 {
            self.properties |= self.mark_properties;
        }
        self.properties |= properties;
    }

    /// Ends the text at byte `end`.
    pub(super) fn finish(&mut self, end: usize, found: &mut impl FnMut(Segment)) {
        if self.state >= FIRST_WAITING {
            self.end_segment(self.mark, found);
            self.properties = self.mark_properties;
        }
        self.end_segment(end, found);
    }

    fn end_segment(&mut self, end: usize, found: &mut impl FnMut(Segment)) {
        if self.start < end {
            found(Segment {
                start: self.start,
                end,
                properties: self.properties,
            });
        }
        self.start = end;
        self.properties = 0;
    }
}
