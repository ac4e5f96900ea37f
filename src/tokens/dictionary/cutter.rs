//! The cheapest way to cut a run into words.
//!
//! A run is cut stretch by stretch. A stretch ends at the first place that no word of the dictionary spans, so the
//! cheapest way through the run passes there; the cheapest way to each place of a stretch follows from those to the
//! places before it (Bellman's equation, as ICU's engine in C has it for a whole run). Stretches are a few characters
//! long. One of so many beginnings of words that it can only be made up is ended by force, which bounds memory and keeps
//! the work linear.

use super::lexicon::Lexicon;
use super::script::{Script, binding, script_of};
use super::trie::{LONGEST_WORD, Node, Trie};

/// A stretch with so many places where a word may begin is ended by force.
const MOST_BEGINNINGS: usize = 256;

/// So many bound characters in a row are in no word; more are taken with the last.
const MOST_BOUND: usize = LONGEST_WORD;

/// So many units are read in one go, or twice as many where a stretch needs it, and so on.
const UNITS_AT_ONCE: usize = 1024;

/// What the units behind may still change: one may close a syllable, three alike fold into one.
const LOOK_AHEAD: usize = 2;

/// Stands for what is in no word, being no character.
const NO_CHARACTER: u32 = 0x1F_FFFF;

/// A character of the run, with those that extend or only repeat it.
#[derive(Clone, Copy, Debug)]
struct Unit {
    character: u32,
    /// What words begin with it. All are looked up as they are read: none waits for another then.
    node: Node,
    /// A word may begin here.
    begins: bool,
    /// The byte behind it, of those that were read.
    end: usize,
}

impl Unit {
    /// What is behind the last unit.
    const NONE: Self = Self {
        character: NO_CHARACTER,
        node: Node::NOWHERE,
        begins: true,
        end: 0,
    };

    #[inline]
    fn new(trie: &Trie, character: char, end: usize) -> Self {
        let character = u32::from(character);
        Self {
            character,
            node: trie.child(trie.root(), character).unwrap_or(Node::NOWHERE),
            begins: true,
            end,
        }
    }
}

/// A way from the front of a stretch, as one number that is smaller for a better way: cheaper; of the same cost, with a
/// word of the dictionary rather than none at its end; then with a shorter one, so that the words before it are longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u64);

impl Way {
    const NONE: Self = Self(u64::MAX);
    const UNKNOWN: u64 = 1 << 31;
    const LATEST: u64 = Self::UNKNOWN - 1;

    /// The way of a cost whose last word begins with unit `from`.
    #[inline]
    const fn new(cost: u32, from: usize) -> Self {
        Self(((cost as u64) << 32) | (Self::LATEST - from as u64))
    }

    /// The same where what begins with unit `from` is no word.
    #[inline]
    const fn unknown(self) -> Self {
        Self(self.0 | Self::UNKNOWN)
    }

    const fn cost(self) -> u32 {
        (self.0 >> 32) as u32
    }

    const fn is_unknown(self) -> bool {
        self.0 & Self::UNKNOWN != 0
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low half")]
    const fn from(self) -> usize {
        (Self::LATEST - (self.0 & Self::LATEST)) as usize
    }
}

/// Cuts runs; keeps its memory from one run to the next.
#[derive(Debug, Default)]
pub(in crate::tokens) struct Cutter {
    /// Those that were read, and [`Unit::NONE`].
    units: Vec<Unit>,
    /// The best way to the front of each unit, from the front of its stretch.
    ways: Vec<Way>,
    /// The words of a stretch, the last first.
    words: Vec<(usize, bool)>,
}

impl Cutter {
    /// Calls `found` with the end, in bytes, of each word at the front of `run`, and returns the last such end.
    ///
    /// All of `run` should be of one `script`, as [`script_of`] tells, with characters of no script (what UAX #29 calls
    /// Extend, Format and ZWJ) anywhere but at its front; these go with the character before them. At most about
    /// a thousand characters are cut, or as many more as one piece of no word may have. To cut the rest afterwards is to
    /// get the words that one call for all would find.
    ///
    /// Linear in what is cut; the memory kept is bounded.
    pub(in crate::tokens) fn cut(
        &mut self,
        script: Script,
        run: &str,
        found: &mut impl FnMut(usize),
    ) -> usize {
        let lexicon = Lexicon::of(script);
        let mut at = 0;
        let mut n_units = UNITS_AT_ONCE;
        // The end of the last cluster that is no word, while more of its kind may join it.
        let mut unknown = None;
        while at < run.len() && (at == 0 || unknown.is_some()) {
            let base = at;
            let is_whole = self.read(script, &lexicon.trie, &run[base..], n_units);
            n_units *= 2;
            let mut start = 0;
            while start + 1 < self.units.len() {
                let end = self.stretch(lexicon, start);
                if !is_whole && end + LONGEST_WORD + LOOK_AHEAD >= self.units.len() {
                    break;
                }
                n_units = UNITS_AT_ONCE;
                self.trace(start, end);
                for (to, is_unknown) in self.words.drain(..).rev() {
                    at = base + self.units[to - 1].end;
                    if is_unknown && lexicon.joins_unknown {
                        unknown = Some(at);
                    } else {
                        unknown.take().into_iter().for_each(&mut *found);
                        found(at);
                    }
                }
                start = end;
            }
        }
        unknown.into_iter().for_each(found);
        at
    }

    /// Reads up to `n_units` from the front of `run`; true where that is all of it.
    fn read(&mut self, script: Script, trie: &Trie, run: &str, n_units: usize) -> bool {
        self.units.clear();
        let mut binds = Binds::default();
        let mut is_whole = true;
        for (place, character) in run.char_indices() {
            let end = place + character.len_utf8();
            if script_of(character) != Some(script)
                && let Some(last) = self.units.last_mut()
            {
                last.end = end;
            } else if self.units.len() == n_units {
                is_whole = false;
                break;
            } else if script == Script::Cj {
                self.units.push(Unit::new(trie, character, end));
            } else {
                binds.push(&mut self.units, Unit::new(trie, character, end));
            }
        }
        self.units.push(Unit::NONE);
        self.ways.clear();
        self.ways.resize(self.units.len(), Way::NONE);
        is_whole
    }

    /// Finds the best ways to all places of the stretch from unit `start` on, and returns the stretch's end.
    #[inline]
    fn stretch(&mut self, lexicon: &Lexicon, start: usize) -> usize {
        self.ways[start] = Way::new(0, start);
        let (mut at, mut reach) = (start, start);
        for _ in 0..MOST_BEGINNINGS {
            let cost = self.ways[at].cost();
            reach = reach.max(self.words_from(&lexicon.trie, at, cost));
            let mut next = at + 1;
            while !self.units[next].begins {
                next += 1;
            }
            let way = Way::new(cost + lexicon.unknown, at).unknown();
            self.ways[next] = way.min(self.ways[next]);
            at = next;
            if at >= reach {
                return at;
            }
        }
        // By force: what goes on behind the end is forgotten.
        self.ways[at + 1..=reach].fill(Way::NONE);
        at
    }

    /// Goes on from unit `from`, to where `cost` leads, by the words that begin there; the end of the longest.
    #[inline]
    fn words_from(&mut self, trie: &Trie, from: usize, cost: u32) -> usize {
        let mut longest = from;
        let mut node = self.units[from].node;
        let mut to = from + 1;
        loop {
            let next = self.units[to];
            // Written without branches, as they could not be foretold.
            let word = if next.begins { node.cost() } else { None };
            let way = word.map_or(Way::NONE, |word| Way::new(cost + word, from));
            self.ways[to] = way.min(self.ways[to]);
            longest = if word.is_some() { to } else { longest };
            let Some(children) = node.children() else {
                return longest;
            };
            let Some(longer) = trie.child(children, next.character) else {
                return longest;
            };
            node = longer;
            to += 1;
        }
    }

    /// Fills `words` with where the words of the best way to `end` end, the last first, and whether each is none.
    #[inline]
    fn trace(&mut self, start: usize, end: usize) {
        let mut to = end;
        while to > start {
            let way = self.ways[to];
            self.words.push((to, way.is_unknown()));
            to = way.from();
        }
    }
}

/// What the characters so far ask of the next, in an alphabet.
#[derive(Default)]
struct Binds {
    /// No word begins with the next.
    next: bool,
    last: u32,
    /// How often the last character stands in a row.
    n_alike: usize,
    /// How many characters in a row no word begins with.
    n_bound: usize,
    /// The last character is a unit of its own.
    is_unit: bool,
}

impl Binds {
    /// Adds a unit, or takes its character with the last.
    #[inline]
    fn push(&mut self, units: &mut Vec<Unit>, unit: Unit) {
        let binding = binding(unit.character);
        let begins = !(binding.before || self.next);
        self.next = binding.after;
        self.n_bound = if begins { 0 } else { self.n_bound + 1 };
        let is_alike = unit.character == self.last;
        self.n_alike = if is_alike { self.n_alike + 1 } else { 1 };
        self.last = unit.character;
        if self.n_alike == 3 && self.is_unit {
            units.pop();
        }
        if let Some(last) = units.last_mut() {
            self.is_unit = self.n_alike < 3 && self.n_bound <= MOST_BOUND;
            if !self.is_unit {
                last.end = unit.end;
                if self.n_alike < 3 {
                    last.character = NO_CHARACTER;
                    last.node = Node::NOWHERE;
                }
                return;
            }
            last.begins &= !binding.closes;
        }
        units.push(Unit { begins, ..unit });
    }
}
