//! The segments of a text: bit masks block by block, and the state machine where they cannot decide.

use std::marker::PhantomData;

use super::block::{Block, BlockSegments, ScanOptions, Stop};
use super::exceptions;
use super::masks::{Lanes, Native};
use super::properties::{CLASS, Class, Properties, uses_dictionary};
use super::state_machine::{Segment, StateMachine};
use crate::span::Span;
use crate::tokens::dictionary::{RunSegmenter, script_of};

/// The number of bytes after which the state machine hands over the segments found so far.
const MAX_STATE_MACHINE_BYTES: usize = 1 << 12;

/// A consumer of segments.
pub(super) trait Sink {
    /// Consumes one segment.
    fn segment(&mut self, segment: Segment);

    /// Consumes the segments of the block that begins at byte `at`.
    #[inline]
    fn block(&mut self, at: usize, segments: &BlockSegments) {
        segments.for_each(|start, end, properties| {
            self.segment(Segment {
                start: at + start,
                end: at + end,
                properties,
            });
        });
    }
}

/// Collects segments, for iterators.
impl Sink for Vec<Segment> {
    #[inline]
    fn segment(&mut self, segment: Segment) {
        self.push(segment);
    }
}

/// Counts segments. For a block this is one instruction.
impl Sink for usize {
    #[inline]
    fn segment(&mut self, _segment: Segment) {
        *self += 1;
    }

    #[inline]
    fn block(&mut self, _at: usize, segments: &BlockSegments) {
        if let Some(n_segments) = segments.count() {
            *self += n_segments;
        } else {
            segments.for_each(|_, _, _| *self += 1);
        }
    }
}

/// Calls a function with the span of each segment.
pub(super) struct SpanVisitor<F>(pub(super) F);

impl<F: FnMut(Span)> Sink for SpanVisitor<F> {
    #[inline]
    fn segment(&mut self, segment: Segment) {
        (self.0)(segment.span());
    }

    #[inline]
    fn block(&mut self, at: usize, segments: &BlockSegments) {
        segments.for_each_span(|start, end| (self.0)(Span::new(at + start, at + end)));
    }
}

/// Calls a function with each segment.
pub(super) struct SegmentVisitor<F>(pub(super) F);

impl<F: FnMut(Segment)> Sink for SegmentVisitor<F> {
    #[inline]
    fn segment(&mut self, segment: Segment) {
        (self.0)(segment);
    }
}

/// The state of a scan through a text.
pub(super) struct Scanner<'t, L = Native> {
    text: &'t str,
    at: usize,
    /// The state machine, while the scan has not reached a boundary at which a block may begin.
    state_machine: Option<StateMachine>,
    /// The state machine runs at least up to this byte.
    machine_until: usize,
    dictionary_segmenter: RunSegmenter,
    /// The segments of one run of the state machine or the dictionary segmenter. They are handed over in one place, so
    /// that the sink is inlined where the segments of blocks are handed over.
    found: Vec<Segment>,
    options: ScanOptions,
    properties: &'static Properties,
    lanes: PhantomData<L>,
}

impl<'t, L: Lanes> Scanner<'t, L> {
    pub(super) fn new(text: &'t str, options: ScanOptions) -> Self {
        Self {
            text,
            at: 0,
            state_machine: None,
            machine_until: 0,
            dictionary_segmenter: RunSegmenter::default(),
            found: Vec::new(),
            options,
            properties: Properties::get(),
            lanes: PhantomData,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len() && self.state_machine.is_none()
    }

    /// Advances by one block, or by one run of the state machine or the dictionary segmenter.
    #[inline]
    pub(super) fn step(&mut self, sink: &mut impl Sink) {
        if self.state_machine.is_none() {
            let rest = &self.text.as_bytes()[self.at..];
            let block = Block::new::<L>(rest, self.options, self.properties);
            if block.length > 0 {
                sink.block(self.at, &block.segments);
                self.at += block.length;
            }
            match block.stop {
                Stop::Dictionary => {}
                _ if block.length > 0 => return,
                Stop::StateMachine(offset) => self.machine_until = self.at + offset,
                Stop::End => self.machine_until = self.at,
            }
            self.run(block.stop == Stop::Dictionary);
        } else {
            self.run(false);
        }
        for segment in self.found.drain(..) {
            sink.segment(segment);
        }
    }

    /// Fills `found` by the dictionary segmenter or by the state machine.
    #[inline(never)]
    fn run(&mut self, by_dictionary: bool) {
        if by_dictionary {
            self.segment_by_dictionary();
        } else {
            self.run_state_machine();
        }
    }

    /// Segments words of the dictionary-script run at the current position. A long run takes several steps.
    fn segment_by_dictionary(&mut self) {
        let run = &self.text[self.at..];
        let first = run.chars().next();
        let script = first
            .and_then(script_of)
            .expect("characters of a dictionary class have a script");
        let (at, options, table) = (self.at, self.options, self.properties);
        let (mut start, found) = (0, &mut self.found);
        self.at += self.dictionary_segmenter.segment(script, run, &mut |end| {
            let segment = Segment {
                start: at + start,
                end: at + end,
                properties: table.of_word(&run[start..end]),
            };
            start = end;
            if options.all_segments || segment.is_word() {
                found.push(segment);
            }
        });
    }

    fn run_state_machine(&mut self) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut machine = self.state_machine.take().unwrap_or_else(|| {
            self.at = self.segment_start();
            StateMachine::new(self.at)
        });
        let (text, options, table) = (self.text, self.options, self.properties);
        let found = &mut self.found;
        let mut emit = |segment: Segment| {
            exceptions::split(text, segment, options, table, &mut |segment| {
                if options.all_segments || segment.is_word() {
                    found.push(segment);
                }
            });
        };
        while self.at < bytes.len() {
            if self.at >= start + MAX_STATE_MACHINE_BYTES {
                self.state_machine = Some(machine);
                return;
            }
            if self.at > self.machine_until && is_boundary(bytes, self.at) {
                break;
            }
            let continuation = |offset: usize| bytes[self.at + offset];
            let (properties, length) = self.properties.of_encoded(bytes[self.at], continuation);
            if options.dictionary && uses_dictionary(properties) {
                break;
            }
            let properties = exceptions::properties_at(text, self.at, properties, options);
            machine.push(self.at, properties, &mut emit);
            self.at += length;
        }
        machine.finish(self.at, &mut emit);
    }

    /// Returns the start of the segment that contains the current position.
    ///
    /// A block that looks for words only may begin inside a run of spaces. This makes no difference unless the last
    /// space is followed by an extending character.
    fn segment_start(&self) -> usize {
        let is_space = |character: char| {
            self.properties.of(character as usize) & CLASS == Class::WSegSpace as u8
        };
        let (before, after) = self.text.split_at(self.at);
        if !after.starts_with(is_space) {
            return self.at;
        }
        before.trim_end_matches(is_space).len()
    }
}

/// True if there is a boundary at byte `at` that can be recognised from two ASCII bytes.
#[inline]
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (bytes[at - 1], bytes[at]);
    let may_join = before.is_ascii_alphanumeric() || b"_.':,;".contains(&before);
    before.is_ascii()
        && after.is_ascii()
        && !may_join
        && !matches!((before, after), (b' ', b' ') | (b'\r', b'\n'))
}
