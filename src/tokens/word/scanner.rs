//! The segments of a text, block by block, with the machine where a block cannot tell.

use std::marker::PhantomData;

use super::block::{Block, Found, ScanOptions, Stop};
use super::machine::{Machine, Segment};
use super::masks::{Lanes, Native};
use super::properties::{ALPHABETIC, CLASS, Class, Properties, is_for_dictionary};
use crate::span::Span;
use crate::tokens::dictionary::{Cutter, script_of};

/// The machine works at most on so many bytes before it gives out what it found.
const MACHINE_BYTES: usize = 1 << 12;

/// What takes the segments.
pub(super) trait Sink {
    /// Takes one segment.
    fn segment(&mut self, segment: Segment);

    /// Takes the segments of a block at byte `at`.
    #[inline]
    fn block(&mut self, at: usize, found: &Found) {
        found.for_each(|start, end, properties| {
            self.segment(Segment {
                start: at + start,
                end: at + end,
                properties,
            });
        });
    }
}

/// Segments one by one, for iterators.
impl Sink for Vec<Segment> {
    #[inline]
    fn segment(&mut self, segment: Segment) {
        self.push(segment);
    }
}

/// The number of segments, for which a block is one instruction.
impl Sink for usize {
    #[inline]
    fn segment(&mut self, _segment: Segment) {
        *self += 1;
    }

    #[inline]
    fn block(&mut self, _at: usize, found: &Found) {
        if let Some(n_segments) = found.count() {
            *self += n_segments;
        } else {
            found.for_each(|_, _, _| *self += 1);
        }
    }
}

/// A call for the place of each.
pub(super) struct Each<F>(pub(super) F);

impl<F: FnMut(Span)> Sink for Each<F> {
    #[inline]
    fn segment(&mut self, segment: Segment) {
        (self.0)(segment.span());
    }

    #[inline]
    fn block(&mut self, at: usize, found: &Found) {
        found.for_each_place(|start, end| (self.0)(Span::new(at + start, at + end)));
    }
}

/// Where the scan of a text stands.
pub(super) struct Scanner<'t, L = Native> {
    text: &'t str,
    at: usize,
    /// The machine, while it has not come to a boundary that a block may begin at.
    machine: Option<Machine>,
    /// The machine goes on at least up to here.
    until: usize,
    cutter: Cutter,
    options: ScanOptions,
    properties: &'static Properties,
    lanes: PhantomData<L>,
}

impl<'t, L: Lanes> Scanner<'t, L> {
    pub(super) fn new(text: &'t str, options: ScanOptions) -> Self {
        Self {
            text,
            at: 0,
            machine: None,
            until: 0,
            cutter: Cutter::default(),
            options,
            properties: Properties::get(),
            lanes: PhantomData,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len() && self.machine.is_none()
    }

    /// Goes on by a block, or by what the machine or a dictionary takes.
    #[inline]
    pub(super) fn step(&mut self, sink: &mut impl Sink) {
        if self.machine.is_none() {
            let rest = &self.text.as_bytes()[self.at..];
            let block = Block::new::<L>(rest, self.options, self.properties);
            if block.cut > 0 {
                sink.block(self.at, &block.found);
                self.at += block.cut;
            }
            match block.stop {
                Stop::Dictionary => return self.by_dictionary(sink),
                _ if block.cut > 0 => return,
                Stop::Machine(place) => self.until = self.at + place,
                Stop::End => self.until = self.at,
            }
        }
        self.by_machine(sink);
    }

    /// Cuts some words of the run that begins or goes on here; where it is longer, the next step comes here again.
    #[inline(never)]
    fn by_dictionary(&mut self, sink: &mut impl Sink) {
        let run = &self.text[self.at..];
        let first = run.chars().next();
        let script = first
            .and_then(script_of)
            .expect("the class is that of characters with a script");
        let (at, options, table) = (self.at, self.options, self.properties);
        let mut start = 0;
        self.at += self.cutter.cut(script, run, &mut |end| {
            let segment = Segment {
                start: at + start,
                end: at + end,
                properties: properties_of(&run[start..end], table),
            };
            start = end;
            if options.all_segments || segment.is_word() {
                sink.segment(segment);
            }
        });
    }

    #[inline(never)]
    fn by_machine(&mut self, sink: &mut impl Sink) {
        let bytes = self.text.as_bytes();
        let come_from = self.at;
        let mut machine = self.machine.take().unwrap_or_else(|| {
            self.at = self.segment_start();
            Machine::new(self.at)
        });
        let options = self.options;
        let mut found = |segment: Segment| {
            if options.all_segments || segment.is_word() {
                sink.segment(segment);
            }
        };
        while self.at < bytes.len() {
            if self.at >= come_from + MACHINE_BYTES {
                self.machine = Some(machine);
                return;
            }
            if self.at > self.until && is_boundary(bytes, self.at) {
                break;
            }
            let tail = |place: usize| bytes[self.at + place];
            let (properties, length) = self.properties.of_encoded(bytes[self.at], tail);
            if options.dictionary && is_for_dictionary(properties) {
                break;
            }
            machine.push(self.at, properties, &mut found);
            self.at += length;
        }
        machine.finish(self.at, &mut found);
    }

    /// Where the segment begins that goes on here: blocks that are cut into words may begin within a run of spaces,
    /// which makes no difference unless a letter extends the last.
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

/// The properties of a dictionary's word: those of all its characters, unless the first has told enough.
fn properties_of(word: &str, table: &Properties) -> u8 {
    let mut all = 0;
    for character in word.chars() {
        all |= table.of(character as usize) & !CLASS;
        if all & ALPHABETIC != 0 {
            break;
        }
    }
    all
}

/// True where two bytes of ASCII are enough to see that a boundary stands between them.
#[inline]
fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let (before, after) = (bytes[at - 1], bytes[at]);
    let may_join = before.is_ascii_alphanumeric() || b"_.':,;".contains(&before);
    before.is_ascii()
        && after.is_ascii()
        && !may_join
        && !matches!((before, after), (b' ', b' ') | (b'\r', b'\n'))
}
