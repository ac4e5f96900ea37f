//! The word boundary rules of UAX #29 as a state machine.
//!
//! The rules WB6, `WB7b` and WB12 look past a punctuation character at the one after it. The state machine joins such a
//! character provisionally and stores its offset as pending. If the next character does not confirm it, the segment
//! ends before the pending character after all.

use super::properties::{ALPHABETIC, CLASS, CLASSES, Class, KEYCAP, NUMERIC};
use crate::span::Span;

/// The text between two boundaries: its byte offsets and the union of its characters' property bits.
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

    /// True if the segment contains a letter, or a numeral that is not part of a keycap emoji.
    #[inline]
    pub(super) fn is_word(self) -> bool {
        self.properties & ALPHABETIC != 0 || self.properties & (NUMERIC | KEYCAP) == NUMERIC
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum State {
    /// Only extending characters join.
    Other,
    /// Start of text or after a line break: not even extending characters join.
    Hard,
    Cr,
    Space,
    Letter,
    Hebrew,
    Numeric,
    Katakana,
    ExtendNumLet,
    /// One regional indicator that waits for a second one.
    Indicator,
    /// A Hebrew letter and a single quote, which join whatever follows.
    HebrewQuote,
    /// A letter and a pending character that may join it to another letter.
    LetterMid,
    /// A Hebrew letter and a pending double quote that may join it to another Hebrew letter.
    HebrewMid,
    /// A digit and a pending character that may join it to another digit.
    NumericMid,
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
    State::LetterMid,
    State::HebrewMid,
    State::NumericMid,
];

/// The first of the states with a pending character.
const FIRST_PENDING: u8 = State::LetterMid as u8;

/// The bits of a step that hold the next state.
const NEXT: u8 = 0x1F;
/// There is a boundary before the character.
const BREAK: u8 = 0x20;
/// The pending character does not join: there are boundaries before and after it.
const SPLIT: u8 = 0x40;
/// The character becomes pending.
const PENDING: u8 = 0x80;

/// The action and the next state for each state and class.
static STEPS: [[u8; 32]; STATES.len()] = steps();

const fn steps() -> [[u8; 32]; STATES.len()] {
    let mut steps = [[0; 32]; STATES.len()];
    let mut state = 0;
    while state < STATES.len() {
        let mut class = 0;
        while class < CLASSES.len() {
            steps[state][class] = step(STATES[state], uax29_class(CLASSES[class]));
            class += 1;
        }
        state += 1;
    }
    steps
}

/// The class that UAX #29 assigns. The state machine ignores dictionaries and exceptions.
const fn uax29_class(class: Class) -> Class {
    match class {
        Class::Dictionary => Class::Other,
        Class::DictionaryLetter => Class::ALetter,
        Class::NarrowSpace => Class::ExtendNumLet,
        class => class,
    }
}

const fn step(state: State, class: Class) -> u8 {
    match join(state, class) {
        Some(next) if becomes_pending(state, next) => next as u8 | PENDING,
        Some(next) => next as u8,
        None if state as u8 >= FIRST_PENDING => after_boundary(class) as u8 | SPLIT,
        None => after_boundary(class) as u8 | BREAK,
    }
}

const fn becomes_pending(state: State, next: State) -> bool {
    next as u8 >= FIRST_PENDING && (state as u8) < FIRST_PENDING
}

/// The state after a boundary and one character.
const fn after_boundary(class: Class) -> State {
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

/// The next state if the rules join the character to the text before it. `push_any` applies rule `WB3c`.
const fn join(state: State, class: Class) -> Option<State> {
    use Class as C;
    use State as S;
    match (state, class) {
        // WB3, WB3a, WB3b
        (S::Cr, C::Lf) => Some(S::Hard),
        (S::Cr | S::Hard, _) | (_, C::Cr | C::Lf | C::Newline) => None,
        // WB3d, WB4: WB3d no longer applies to a space with an extending character
        (S::Space, C::WSegSpace) => Some(S::Space),
        (S::Space, C::Extend | C::Format | C::Zwj)
        // WB15, WB16
        | (S::Indicator, C::RegionalIndicator) => Some(S::Other),
        (_, C::Extend | C::Format | C::Zwj) => Some(state),
        // WB5, WB7, WB9, WB13b
        (
            S::Letter | S::Hebrew | S::Numeric | S::ExtendNumLet | S::HebrewQuote | S::LetterMid,
            C::ALetter | C::PictographLetter,
        ) => Some(S::Letter),
        // as above, and WB7c
        (
            S::Letter
            | S::Hebrew
            | S::Numeric
            | S::ExtendNumLet
            | S::HebrewQuote
            | S::LetterMid
            | S::HebrewMid,
            C::HebrewLetter,
        ) => Some(S::Hebrew),
        // WB7a, WB7b, WB6
        (S::Hebrew, C::SingleQuote) => Some(S::HebrewQuote),
        (S::Hebrew, C::DoubleQuote) => Some(S::HebrewMid),
        (S::Letter | S::Hebrew, C::MidLetter | C::MidNumLet | C::SingleQuote) => {
            Some(S::LetterMid)
        }
        // WB8, WB10, WB11, WB13b
        (S::Letter | S::Hebrew | S::Numeric | S::ExtendNumLet | S::NumericMid, C::Numeric) => {
            Some(S::Numeric)
        }
        // WB12
        (S::Numeric, C::MidNum | C::MidNumLet | C::SingleQuote) => Some(S::NumericMid),
        // WB13, WB13b
        (S::Katakana | S::ExtendNumLet, C::Katakana) => Some(S::Katakana),
        // WB13a
        (S::Letter | S::Hebrew | S::Numeric | S::Katakana | S::ExtendNumLet, C::ExtendNumLet) => {
            Some(S::ExtendNumLet)
        }
        _ => None,
    }
}

/// Consumes characters one by one and emits segments.
#[derive(Clone, Copy, Debug)]
pub(super) struct StateMachine {
    state: u8,
    /// The last character is a zero width joiner.
    after_zwj: bool,
    start: usize,
    properties: u8,
    /// The offset of the pending character.
    pending: usize,
    pending_properties: u8,
}

impl StateMachine {
    /// Starts at a boundary before byte `start`.
    pub(super) fn new(start: usize) -> Self {
        Self {
            state: State::Hard as u8,
            after_zwj: false,
            start,
            properties: 0,
            pending: start,
            pending_properties: 0,
        }
    }

    /// Consumes the character at byte `at`.
    #[inline]
    pub(super) fn push(&mut self, at: usize, properties: u8, emit: &mut impl FnMut(Segment)) {
        let class = properties & CLASS;
        if self.state == State::Letter as u8 && class == Class::ALetter as u8 {
            self.properties |= properties;
            self.after_zwj = false;
            return;
        }
        self.push_any(at, properties, emit);
    }

    fn push_any(&mut self, at: usize, properties: u8, emit: &mut impl FnMut(Segment)) {
        let class = properties & CLASS;
        let step = STEPS[usize::from(self.state)][usize::from(class)];
        let pictograph = class == Class::Pictograph as u8 || class == Class::PictographLetter as u8;
        // WB3c
        let zwj_joins = self.after_zwj && pictograph;
        self.after_zwj = class == Class::Zwj as u8;
        if step & SPLIT != 0 {
            self.end_segment(self.pending, emit);
            self.properties = self.pending_properties;
        }
        if step & (SPLIT | BREAK) != 0 && !zwj_joins {
            self.end_segment(at, emit);
        }
        if step & PENDING != 0 {
            self.pending = at;
            self.pending_properties = 0;
        }
        let was_pending = self.state >= FIRST_PENDING;
        self.state = step & NEXT;
        if self.state >= FIRST_PENDING {
            self.pending_properties |= properties;
            return;
        }
        if was_pending && step & SPLIT == 0 {
            self.properties |= self.pending_properties;
        }
        self.properties |= properties;
    }

    /// Ends the text at byte `end`.
    pub(super) fn finish(&mut self, end: usize, emit: &mut impl FnMut(Segment)) {
        if self.state >= FIRST_PENDING {
            self.end_segment(self.pending, emit);
            self.properties = self.pending_properties;
        }
        self.end_segment(end, emit);
    }

    fn end_segment(&mut self, end: usize, emit: &mut impl FnMut(Segment)) {
        if self.start < end {
            emit(Segment {
                start: self.start,
                end,
                properties: self.properties,
            });
        }
        self.start = end;
        self.properties = 0;
    }
}
