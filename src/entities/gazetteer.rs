//! Many names looked for at once.
//!
//! Names and text are cut into words by the same rules; the words of all names form a tree, which is walked from every
//! word of the text. A match begins and ends at words, the leftmost and longest wins, and matches do not overlap. Case,
//! apostrophes, and whether a hyphen or a space joins two words do not part a name from its spelling in the text; the
//! name's [`CaseRule`] then decides. A possessive ending is not part of the match.
//!
//! ```
//! use lexicount::entities::{CaseRule, Entry, Gazetteer, Label, Name};
//!
//! let entry = Entry::new("Islamic State", Label::ORG);
//! let names = [Name::new("Islamic State", CaseRule::Capitalised), Name::new("IS", CaseRule::Exact)];
//! let gazetteer = Gazetteer::new([(entry, names)])?;
//! let text = "IS is what Islamic-State’s fighters say.";
//! let found: Vec<_> = gazetteer.matches(text).map(|found| found.span.slice(text)).collect();
//! assert_eq!(found, ["IS", "Islamic-State"]);
//! # Ok::<(), lexicount::Error>(())
//! ```

use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::Label;
use super::pieces::{Piece, joint, pieces, starts_upper};
use crate::counts::Vocabulary;
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;
use crate::tokens::Normalizer;

/// The built-in lists, made by `data/build_gazetteer.py`.
const TABLE: &str = include_str!("data/gazetteer.tsv");

/// How the letters of a text must stand for a name to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRule {
    /// Just as in the name: "US" is not "us".
    Exact,
    /// A word that is capitalised in the name is capitalised in the text.
    Capitalised,
    /// As [`Capitalised`](Self::Capitalised), and not where a sentence begins: "Nice" there is an ordinary word.
    Common,
    /// Any.
    Folded,
}

impl FromStr for CaseRule {
    type Err = Error;

    fn from_str(rule: &str) -> Result<Self> {
        match rule {
            "exact" => Ok(Self::Exact),
            "capitalised" => Ok(Self::Capitalised),
            "common" => Ok(Self::Common),
            "folded" => Ok(Self::Folded),
            _ => Err(Error::config(format!(
                "case rule {rule:?}: there is no such rule; use exact, capitalised, common or folded"
            ))),
        }
    }
}

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name to show.
    pub name: String,
    /// What kind of thing it is.
    pub label: Label,
    /// What list it comes from: country, capital, region, city, nationality, `armed_group`, or a user's own.
    pub kind: String,
}

impl Entry {
    /// An entry of a user's own list.
    pub fn new(name: impl Into<String>, label: Label) -> Self {
        Self {
            name: name.into(),
            label,
            kind: "user".into(),
        }
    }
}

/// A spelling of an entry's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    text: String,
    rule: CaseRule,
}

impl Name {
    /// A spelling and the rule for its letters.
    pub fn new(text: impl Into<String>, rule: CaseRule) -> Self {
        Self {
            text: text.into(),
            rule,
        }
    }
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Match<'g> {
    /// Where it stands.
    pub span: Span,
    /// Whose name it is.
    pub entry: &'g Entry,
}

const ROOT: u32 = 0;

/// So many words between two looks at the stop flag.
pub(super) const WORDS_PER_CHECK: usize = 1 << 12;

/// A set of entries and their names, ready to be looked for.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    words: Vocabulary,
    joints: Vocabulary,
    /// From node, joint and word to the next node.
    edges: HashMap<(u32, u32, u32), u32, RandomState>,
    /// The names that end at each node.
    ends: Vec<Vec<Ending>>,
}

#[derive(Clone, Debug)]
struct Ending {
    entry: usize,
    rule: CaseRule,
    /// The words as the name has them.
    words: Vec<String>,
    /// The name ends in a full stop, as "U.S." does.
    full_stop: bool,
}

impl Gazetteer {
    /// Builds the tree of all names, linear in their length together.
    ///
    /// Where one spelling belongs to two entries, the earlier entry wins.
    ///
    /// # Errors
    ///
    /// Where a name holds no letter and no digit.
    pub fn new<N: IntoIterator<Item = Name>>(
        entries: impl IntoIterator<Item = (Entry, N)>,
    ) -> Result<Self> {
        let mut gazetteer = Self {
            ends: vec![Vec::new()],
            ..Self::default()
        };
        for (entry, names) in entries {
            let number = gazetteer.entries.len();
            for name in names {
                gazetteer.add(number, &entry.name, &name)?;
            }
            gazetteer.entries.push(entry);
        }
        Ok(gazetteer)
    }

    /// Countries, capitals, regions, large cities, nationalities and designated armed groups.
    ///
    /// Built on first use and then shared.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
            Arc::new(Gazetteer::from_table(TABLE).expect("the built-in table is well formed"))
        });
        Arc::clone(&BUILTIN)
    }

    fn from_table(table: &str) -> Result<Self> {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let entries: Result<Vec<_>> = lines.map(parse_line).collect();
        Self::new(entries?)
    }

    /// The number of entries.
    #[must_use]
    pub fn n_entries(&self) -> usize {
        self.entries.len()
    }

    /// The entries, in the order in which they were given.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn add(&mut self, entry: usize, of: &str, name: &Name) -> Result<()> {
        let pieces: Vec<Piece<'_>> = pieces(&name.text).collect();
        if pieces.is_empty() {
            return Err(Error::config(format!(
                "name {:?} of {of:?} holds no letter and no digit; use at least one word",
                name.text
            )));
        }
        let mut node = ROOT;
        let mut buffer = String::new();
        for (place, piece) in pieces.iter().enumerate() {
            let joint = if place == 0 {
                String::new()
            } else {
                joint(piece.gap).unwrap_or_default()
            };
            let joint = self.joints.intern(&joint);
            let word = Normalizer::default().term(piece.token.text, &mut buffer);
            let word = self.words.intern(word);
            node = self.step_or_grow(node, joint, word);
        }
        self.ends[node as usize].push(Ending {
            entry,
            rule: name.rule,
            words: pieces
                .iter()
                .map(|piece| piece.token.text.to_owned())
                .collect(),
            full_stop: name.text.ends_with('.'),
        });
        Ok(())
    }

    fn step_or_grow(&mut self, node: u32, joint: u32, word: u32) -> u32 {
        let next = u32::try_from(self.ends.len()).expect("fewer than 2^32 nodes");
        let found = *self.edges.entry((node, joint, word)).or_insert(next);
        if found == next {
            self.ends.push(Vec::new());
        }
        found
    }

    /// The names in `text`, in order.
    ///
    /// Linear in the number of words, times the length of the longest name that begins at each.
    ///
    /// # Panics
    ///
    /// Never.
    pub fn matches<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Match<'s>> {
        let pieces: Vec<Piece<'_>> = pieces(text).collect();
        let matches = self.matches_in(text, &pieces, &Workers::serial());
        matches.expect("nobody stops these workers").into_iter()
    }

    /// The names in a text that is cut already.
    pub(super) fn matches_in(
        &self,
        text: &str,
        pieces: &[Piece<'_>],
        workers: &Workers,
    ) -> Result<Vec<Match<'_>>> {
        let words = self.word_ids(pieces);
        let mut matches = Vec::new();
        let mut start = 0;
        let mut next_check = 0;
        while start < pieces.len() {
            if start >= next_check {
                workers.check()?;
                next_check = start + WORDS_PER_CHECK;
            }
            match self.longest(text, pieces, &words, start) {
                Some((found, next)) => {
                    matches.push(found);
                    start = next;
                }
                None => start += 1,
            }
        }
        Ok(matches)
    }

    /// For each word its number, in full and without a possessive ending.
    fn word_ids(&self, pieces: &[Piece<'_>]) -> Vec<(Option<u32>, Option<u32>)> {
        let mut buffer = String::new();
        let mut id = |word: &str| {
            let term = Normalizer::default().term(word, &mut buffer).to_owned();
            self.words.id(&term)
        };
        pieces
            .iter()
            .map(|piece| {
                let bare = piece.without_possessive();
                (id(piece.token.text), bare.and_then(&mut id))
            })
            .collect()
    }

    fn longest(
        &self,
        text: &str,
        pieces: &[Piece<'_>],
        words: &[(Option<u32>, Option<u32>)],
        start: usize,
    ) -> Option<(Match<'_>, usize)> {
        let mut node = ROOT;
        let mut best = None;
        for place in start..pieces.len() {
            let joint = if place == start {
                self.joints.id("")
            } else {
                joint(pieces[place].gap).and_then(|joint| self.joints.id(&joint))
            };
            let Some(joint) = joint else { break };
            let step = |word: Option<u32>| Some(*self.edges.get(&(node, joint, word?))?);
            let (full, bare) = words[place];
            if let Some(end) = step(bare)
                && let Some(found) = self.accept(text, &pieces[start..=place], end, true)
            {
                best = Some((found, place + 1));
            }
            let Some(next) = step(full) else { break };
            node = next;
            if let Some(found) = self.accept(text, &pieces[start..=place], node, false) {
                best = Some((found, place + 1));
            }
        }
        best
    }

    /// The match of these words, where a name ends at `node` whose rule they keep.
    fn accept(
        &self,
        text: &str,
        words: &[Piece<'_>],
        node: u32,
        possessive: bool,
    ) -> Option<Match<'_>> {
        let ending = self.ends[node as usize]
            .iter()
            .find(|ending| ending.allows(words, possessive))?;
        let last = words.last()?;
        let mut end = last.token.span.end;
        if possessive {
            let bare = last.without_possessive()?;
            end = last.token.span.start + bare.len();
        } else if ending.full_stop && text[end..].starts_with('.') {
            end += 1;
        }
        Some(Match {
            span: Span::new(words[0].token.span.start, end),
            entry: &self.entries[ending.entry],
        })
    }
}

impl Ending {
    fn allows(&self, words: &[Piece<'_>], possessive: bool) -> bool {
        let last = words.len() - 1;
        let mut pairs = self.words.iter().zip(words).enumerate();
        match self.rule {
            CaseRule::Folded => true,
            CaseRule::Exact => pairs.all(|(place, (name, piece))| {
                let bare = piece
                    .without_possessive()
                    .filter(|_| possessive && place == last);
                name == bare.unwrap_or(piece.token.text)
            }),
            CaseRule::Common if words[0].begins_sentence() => false,
            CaseRule::Common | CaseRule::Capitalised => {
                pairs.all(|(_, (name, piece))| !starts_upper(name) || piece.is_capitalised())
            }
        }
    }
}

fn parse_line(line: &str) -> Result<(Entry, Vec<Name>)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [kind, label, rule, name, aliases, _country] = columns[..] else {
        return Err(Error::saved(format!(
            "gazetteer line {line:?} has not six columns"
        )));
    };
    let rule: CaseRule = rule.parse()?;
    let entry = Entry {
        name: name.to_owned(),
        label: Label::new(label),
        kind: kind.to_owned(),
    };
    let aliases = aliases.split('|').filter(|alias| !alias.is_empty());
    let aliases = aliases.map(|alias| match alias.strip_prefix('=') {
        Some(exact) => Name::new(exact, CaseRule::Exact),
        None => Name::new(alias, rule),
    });
    let names = std::iter::once(Name::new(name, rule))
        .chain(aliases)
        .collect();
    Ok((entry, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[(&str, CaseRule)], text: &str, expected: &[&str]) {
        let entries = names
            .iter()
            .map(|&(name, rule)| (Entry::new(name, Label::new("X")), [Name::new(name, rule)]));
        let gazetteer = Gazetteer::new(entries).unwrap();
        let found: Vec<_> = gazetteer
            .matches(text)
            .map(|found| found.span.slice(text))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn the_longest_name_wins() {
        let names = [
            ("New York", CaseRule::Capitalised),
            ("New York Times", CaseRule::Capitalised),
            ("York", CaseRule::Capitalised),
        ];
        check(
            &names,
            "New York Times, New York, York",
            &["New York Times", "New York", "York"],
        );
        check(&names, "New\nYork and New\n\nYork", &["New\nYork", "York"]);
        check(&names, "New Yorkers", &[]);
    }

    #[test]
    fn a_failed_longer_name_leaves_the_shorter() {
        let names = [
            ("a b c d", CaseRule::Folded),
            ("a b", CaseRule::Folded),
            ("b c", CaseRule::Folded),
        ];
        check(&names, "a b c e", &["a b"]);
        check(&names, "b c d", &["b c"]);
    }

    #[test]
    fn case_rules() {
        check(&[("US", CaseRule::Exact)], "US us Us US's", &["US", "US"]);
        check(
            &[("Nice", CaseRule::Common)],
            "Nice. Nice try in Nice",
            &["Nice"],
        );
        check(
            &[("Bank of Rome", CaseRule::Capitalised)],
            "BANK OF ROME, bank of Rome",
            &["BANK OF ROME"],
        );
        check(
            &[("Hamas", CaseRule::Folded)],
            "HAMAS hamas",
            &["HAMAS", "hamas"],
        );
    }

    #[test]
    fn marks_in_names() {
        check(
            &[("U.S.", CaseRule::Capitalised)],
            "The U.S. and U.S troops",
            &["U.S.", "U.S"],
        );
        check(
            &[("St. John's", CaseRule::Capitalised)],
            "St. John’s and St John's",
            &["St. John’s"],
        );
        check(
            &[("Workers' Party", CaseRule::Capitalised)],
            "Workers’ Party, Workers Party",
            &["Workers’ Party", "Workers Party"],
        );
        check(
            &[("Al-Shabaab", CaseRule::Capitalised)],
            "Al Shabaab's men",
            &["Al Shabaab"],
        );
        check(
            &[("Kabul", CaseRule::Capitalised)],
            "Kabul-based",
            &["Kabul"],
        );
    }

    #[test]
    fn names_without_words_are_refused() {
        let entry = Entry::new("dash", Label::ORG);
        let error = Gazetteer::new([(entry, [Name::new("--", CaseRule::Folded)])]).unwrap_err();
        assert!(error.is_config());
    }

    #[test]
    fn the_builtin_lists_are_well_formed() {
        assert!(Gazetteer::builtin().n_entries() > 4000);
    }
}
