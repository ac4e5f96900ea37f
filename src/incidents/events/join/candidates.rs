//! The pairs of events that are compared.

use std::collections::BTreeMap;

use super::super::event::Event;
use super::terms::Terms;

/// Words that more events share give no pairs.
const MOST_EVENTS: u32 = 48;
/// The number of following events that an event of the same place is compared with.
const NEIGHBOURS: usize = 24;

/// The pairs of events of different documents that share a rare word, or a place or country with few events between.
pub(super) fn candidates(events: &[Event], terms: &Terms, days: u32) -> Vec<(usize, usize)> {
    let mut pairs = of_words(events, terms, days);
    pairs.extend(of_places(events, days));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn of_words(events: &[Event], terms: &Terms, days: u32) -> Vec<(usize, usize)> {
    let mut events_of: Vec<Vec<usize>> = vec![Vec::new(); terms.n_words()];
    for index in 0..events.len() {
        for word in terms.words_of(index) {
            if terms.count(word) <= MOST_EVENTS {
                events_of[word as usize].push(index);
            }
        }
    }
    let mut pairs = Vec::new();
    for list in events_of {
        for (at, &own) in list.iter().enumerate() {
            let others = list[at + 1..].iter();
            pairs.extend(
                others
                    .filter(|&&other| may_join(events, own, other, days))
                    .map(|&other| (own, other)),
            );
        }
        // A pair that shares several words is kept once, so that memory is bounded.
        if pairs.len() > 1 << 22 {
            pairs.sort_unstable();
            pairs.dedup();
        }
    }
    pairs
}

fn of_places(events: &[Event], days: u32) -> Vec<(usize, usize)> {
    let mut by_place: BTreeMap<&str, Vec<(i64, usize)>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        let Some(place) = &event.place else { continue };
        let day = event
            .date
            .as_ref()
            .map_or(i64::MIN, |date| date.numbers().0);
        let names = [Some(&place.name), place.country.as_ref()];
        for name in names.into_iter().flatten() {
            by_place.entry(name).or_default().push((day, index));
        }
    }
    let mut pairs = Vec::new();
    for list in by_place.values_mut() {
        list.sort_unstable();
        list.dedup();
        for (at, &(_, own)) in list.iter().enumerate() {
            for &(_, other) in list[at + 1..].iter().take(NEIGHBOURS) {
                if may_join(events, own, other, days) {
                    pairs.push((own.min(other), own.max(other)));
                }
            }
        }
    }
    pairs
}

/// True if neither document nor date excludes a pair.
fn may_join(events: &[Event], a: usize, b: usize, days: u32) -> bool {
    let (own, other) = (&events[a], &events[b]);
    own.document != other.document && own.gap(other).is_none_or(|gap| gap <= i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Documents;
    use crate::entities::{EntityFinder, FinderConfig, count_entities};
    use crate::incidents::count_casualties;
    use crate::incidents::events::read::read_events;
    use crate::parallel::Workers;

    fn read(texts: Vec<String>) -> (Vec<Event>, Terms) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let documents = Documents::from_texts(texts);
        let workers = Workers::serial();
        let entities = count_entities(&documents, &finder, &workers).unwrap();
        let found = count_casualties(&documents, &entities, None, &workers).unwrap();
        let events = read_events(&documents, &entities, &found, None, &workers).unwrap();
        let terms = Terms::read(&documents, &events, &workers).unwrap();
        (events, terms)
    }

    #[test]
    fn all_pairs_that_share_a_rare_word_are_candidates() {
        let words = ["market", "bridge", "harbour", "school", "chapel", "depot"];
        let texts = (0..40).map(|n: usize| {
            let (day, word, other) = (1 + n % 28, words[n % 6], words[(n / 6) % 6]);
            format!(
                "A bomb killed {} people at a {word} near the {other} on {day} May 2024.",
                n + 2
            )
        });
        let (events, terms) = read(texts.collect());
        let found = candidates(&events, &terms, 7);
        for a in 0..events.len() {
            for b in a + 1..events.len() {
                let shared = terms.words_of(a).any(|word| {
                    terms.count(word) <= MOST_EVENTS && terms.words_of(b).any(|other| other == word)
                });
                let is_wanted = shared && may_join(&events, a, b, 7);
                assert!(!is_wanted || found.contains(&(a, b)), "{a} {b}");
            }
        }
        assert!(found.iter().all(|&(a, b)| may_join(&events, a, b, 7)));
    }

    #[test]
    fn the_number_of_pairs_grows_with_the_number_of_events() {
        let text = "A bomb killed 12 people at a market in Kirkuk on 6 May 2024.";
        let n_pairs = |n: usize| {
            let (events, terms) = read(vec![text.to_owned(); n]);
            candidates(&events, &terms, 7).len()
        };
        assert!(n_pairs(1000) <= 1000 * 2 * NEIGHBOURS);
        assert!(n_pairs(2000) <= 2 * n_pairs(1000) + 2 * NEIGHBOURS * NEIGHBOURS);
    }
}
