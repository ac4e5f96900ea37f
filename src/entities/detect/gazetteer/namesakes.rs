//! Namesakes: which of several entries with one spelling a match means.
//!
//! A spelling belongs to one entry by default: "Georgia" to the country, "Paris" to the city in France. A namesake is
//! another entry with the spelling, which only the context shows:
//!
//! 1. Next to each other, a city and the country or state after it belong together: "Atlanta, Georgia", "Paris, Texas".
//! 2. What one mention of a spelling is decided to mean holds for the others in the text, if all decisions agree.
//! 3. The other names of the text decide between entries of our own table: Tbilisi is in one Georgia, Savannah in the
//!    other.
//!
//! If nothing decides, the match has the default entry and is not certain. Linear in the number of matches.

use std::collections::BTreeMap;

use super::Gazetteer;
use super::matcher::{Hit, NAMESAKE, View};
use crate::span::Span;

/// A match with its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entities::detect) struct Settled {
    pub(in crate::entities::detect) span: Span,
    pub(in crate::entities::detect) entry: u32,
    /// False if another entry has the spelling, too, and nothing decides between them.
    pub(in crate::entities::detect) is_certain: bool,
}

/// The evidence for one reading must be this many times that for another.
const CLEAR: u32 = 2;

/// Returns the other entries that have the spelling of a name; they follow it in the order of the trie.
pub(super) fn namesakes(view: &View<'_>, name: u32) -> impl Iterator<Item = u32> {
    (name + 1..).take_while(move |&next| view.flags(next) & NAMESAKE != 0)
}

/// Decides between namesakes; `hits` are in order and without overlaps.
pub(super) fn settle(gazetteer: &Gazetteer, text: &str, hits: &[Hit]) -> Vec<Settled> {
    let view = gazetteer.view();
    let mut settled: Vec<Settled> = hits
        .iter()
        .map(|hit| Settled {
            span: hit.span,
            entry: view.entry(hit.name),
            is_certain: true,
        })
        .collect();
    let is_open = |number: usize| {
        let hit = hits.get(number);
        hit.is_some_and(|hit| namesakes(&view, hit.name).next().is_some())
    };
    if (0..hits.len()).any(is_open) {
        let is_town = |name: u32| gazetteer.entry(view.entry(name)).kind == "city";
        let has_others = |hit: &Hit| namesakes(&view, hit.name).any(|name| !is_town(name));
        let needs_all = hits.iter().any(has_others);
        let readings = hits.iter().enumerate().map(|(number, hit)| {
            let is_near =
                is_open(number) || is_open(number + 1) || number > 0 && is_open(number - 1);
            if !needs_all && !is_near {
                return Vec::new();
            }
            let entries = std::iter::once(hit.name).chain(namesakes(&view, hit.name));
            let readings = entries.map(|name| Reading::new(gazetteer, view.entry(name)));
            readings.collect()
        });
        let mut context = Context {
            text,
            hits,
            readings: readings.collect(),
            decided: vec![None; hits.len()],
        };
        context.decide_neighbours();
        context.spread();
        context.decide_by_names();
        for (number, settled) in settled.iter_mut().enumerate() {
            context.apply(number, settled);
        }
    }
    settled
}

/// An entry that a match may mean.
#[derive(Clone, Copy, Debug)]
struct Reading<'g> {
    entry: u32,
    kind: &'g str,
    /// ISO 3166-1 alpha-2, or empty.
    country: &'g str,
    /// ISO 3166-2 of a US state, or empty.
    state: &'g str,
}

impl<'g> Reading<'g> {
    fn new(gazetteer: &'g Gazetteer, entry: u32) -> Self {
        let code = gazetteer.text_of(entry, "code");
        Self {
            entry,
            kind: gazetteer.entry(entry).kind,
            country: gazetteer.text_of(entry, "country"),
            state: if code.contains('-') { code } else { "" },
        }
    }

    fn is_city(&self) -> bool {
        self.kind == "city" || self.kind == "capital"
    }

    fn is_area(&self) -> bool {
        self.kind == "country" || self.kind == "region"
    }

    /// How well a city fits the area named after it: 2 for its state, 1 for its country.
    fn fits(&self, area: &Self) -> u32 {
        let is_pair = self.is_city() && area.is_area() && !self.country.is_empty();
        if !is_pair || self.country != area.country {
            0
        } else if !self.state.is_empty() && self.state == area.state {
            2
        } else {
            u32::from(self.state.is_empty() || area.state.is_empty())
        }
    }

    /// How much another name of the text speaks for this reading.
    fn evidence(&self, other: &Self) -> u32 {
        let is_state = !self.state.is_empty();
        if self.entry == other.entry {
            3
        } else if self.country.is_empty() || self.country != other.country {
            0
        } else if is_state && self.is_area() {
            // The country of a state says nothing about it.
            let is_local = other.is_city() || other.kind == "region";
            if self.state == other.state {
                2
            } else {
                u32::from(is_local)
            }
        } else {
            2
        }
    }
}

/// The matches of a text with all readings of each, the default first; none for matches that decide nothing.
struct Context<'c> {
    text: &'c str,
    hits: &'c [Hit],
    readings: Vec<Vec<Reading<'c>>>,
    /// The number of the reading that each match has.
    decided: Vec<Option<usize>>,
}

impl Context<'_> {
    fn is_open(&self, number: usize) -> bool {
        self.readings[number].len() > 1 && self.decided[number].is_none()
    }

    /// "Atlanta, Georgia": a city and its state or country.
    fn decide_neighbours(&mut self) {
        for number in 1..self.hits.len() {
            let (left, right) = (number - 1, number);
            let between = Span::new(self.hits[left].span.end, self.hits[right].span.start);
            let is_open = self.is_open(left) || self.is_open(right);
            if !is_open || between.slice(self.text).trim_end() != "," {
                continue;
            }
            let mut best = (0, 0, 0);
            for (l, city) in self.readings[left].iter().enumerate() {
                for (r, area) in self.readings[right].iter().enumerate() {
                    let fit = city.fits(area);
                    if fit > best.0 {
                        best = (fit, l, r);
                    }
                }
            }
            let (fit, l, r) = best;
            // "London, Canada and Japan" are three places.
            let is_list = self.text[self.hits[right].span.end..].starts_with([' ', ','])
                && is_list(&self.text[self.hits[right].span.end..]);
            if fit > 0 && (!is_list || (l, r) == (0, 0) || fit > 1) {
                self.decided[left] = Some(l);
                self.decided[right] = Some(r);
            }
        }
    }

    /// Gives the undecided matches of a spelling the reading of the decided ones, if those agree.
    fn spread(&mut self) {
        let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for (number, hit) in self.hits.iter().enumerate() {
            let decided = self.decided[number].filter(|_| self.readings[number].len() > 1);
            if let Some(reading) = decided {
                let spelling = hit.span.slice(self.text);
                let one = known.entry(spelling).or_insert(Some(reading));
                *one = one.filter(|one| *one == reading);
            }
        }
        for (number, hit) in self.hits.iter().enumerate() {
            if self.is_open(number) {
                let spelling = hit.span.slice(self.text);
                self.decided[number] = known.get(spelling).copied().flatten();
            }
        }
    }

    /// Decides by the other names of the text. A town that only shares its name is never meant without its state.
    fn decide_by_names(&mut self) {
        let mut of_spelling: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for (number, hit) in self.hits.iter().enumerate() {
            if self.is_open(number) {
                let spelling = hit.span.slice(self.text);
                if !of_spelling.contains_key(spelling) {
                    let reading = self.reading_by_names(&self.readings[number]);
                    of_spelling.insert(spelling, reading);
                }
                self.decided[number] = of_spelling[spelling];
            }
        }
    }

    fn reading_by_names(&self, readings: &[Reading<'_>]) -> Option<usize> {
        let is_town = |number: usize| number > 0 && readings[number].is_city();
        if (1..readings.len()).all(is_town) {
            return Some(0);
        }
        let names = self.readings.iter().zip(&self.decided);
        let certain: Vec<&Reading<'_>> = names
            .filter_map(|(all, decided)| match decided {
                Some(reading) => all.get(*reading),
                None => all.first().filter(|_| all.len() == 1),
            })
            .collect();
        let mut scores: Vec<(u32, usize)> = (0..readings.len())
            .filter(|number| !is_town(*number))
            .map(|number| {
                let evidence = certain.iter().map(|one| readings[number].evidence(one));
                (evidence.sum(), number)
            })
            .collect();
        scores.sort_by_key(|&(score, number)| (std::cmp::Reverse(score), number));
        let second = scores.get(1).map_or(0, |second| second.0);
        let (best, reading) = *scores.first()?;
        (best > 0 && best >= CLEAR * second).then_some(reading)
    }

    fn apply(&self, number: usize, settled: &mut Settled) {
        if self.readings[number].len() < 2 {
            return;
        }
        match self.decided[number] {
            Some(reading) => settled.entry = self.readings[number][reading].entry,
            None => settled.is_certain = false,
        }
    }
}

/// True if a list of names goes on: " and Japan", ", Japan and".
fn is_list(rest: &str) -> bool {
    let next = rest.trim_start_matches([',', ' ']);
    next.starts_with("and ") || next.starts_with("or ") || {
        rest.starts_with(',')
            && next.starts_with(char::is_uppercase)
            && next.contains([',', '.'])
            && next
                .split([',', '.', ';'])
                .next()
                .is_some_and(|part| part.contains(" and "))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::entities::detect::gazetteer::{Gazetteer, MatchKind};

    /// Checks the names of the entries that a text is found to mention.
    fn check(text: &str, expected: &[&str]) {
        let gazetteer: Arc<Gazetteer> = Gazetteer::builtin();
        let found = gazetteer.matches(text).map(|found| found.entry.name);
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn a_city_and_its_state_decide_each_other() {
        check(
            "in Atlanta, Georgia, today",
            &["Atlanta", "State of Georgia"],
        );
        check("in Tbilisi, Georgia.", &["Tbilisi", "Georgia"]);
        check("in Paris, Texas.", &["Paris, Texas", "Texas"]);
        check(
            "in Columbus, Georgia.",
            &["Columbus, Georgia", "State of Georgia"],
        );
        check("in Columbus, Ohio.", &["Columbus", "Ohio"]);
        check("in Seattle, Washington", &["Seattle", "Washington State"]);
        check(
            "to London, Canada and Japan",
            &["London", "Canada", "Japan"],
        );
    }

    #[test]
    fn a_decision_holds_for_the_text() {
        check(
            "in Paris, Texas. Paris is small.",
            &["Paris, Texas", "Texas", "Paris, Texas"],
        );
        check(
            "from Paris, Texas to Paris, France, and Paris again",
            &["Paris, Texas", "Texas", "Paris", "France", "Paris"],
        );
    }

    #[test]
    fn other_names_of_the_text_decide() {
        check(
            "Georgia voted; in Atlanta and Savannah it rained",
            &["State of Georgia", "Atlanta", "Savannah"],
        );
        check(
            "Georgia voted; in Tbilisi it rained",
            &["Georgia", "Tbilisi"],
        );
        check(
            "Reporters Without Borders said so. RSF counts it.",
            &["Reporters Without Borders", "Reporters Without Borders"],
        );
        check(
            "RSF shelled it, Sudan said.",
            &["Rapid Support Forces", "Sudan"],
        );
    }

    #[test]
    fn all_entries_of_a_spelling_are_overlapping_matches() {
        let gazetteer = Gazetteer::builtin();
        let found = gazetteer.find("the RSF", MatchKind::Overlapping);
        let names: Vec<&str> = found.iter().map(|found| found.entry.name).collect();
        assert_eq!(names, ["Rapid Support Forces", "Reporters Without Borders"]);
    }
}
