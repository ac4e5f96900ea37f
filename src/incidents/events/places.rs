//! Where an incident was.

use super::event::{EventPlace, PlaceBasis, PlacePrecision};
use super::gazetteer::{Atlas, Kind, Known, distance};
use super::lexicon::Cue;
use super::scene::{Item, Passage, Scene, Token};
use super::votes::most_frequent;
use crate::span::Span;

/// Places in one country that are closer are not told apart, in kilometres.
const NEAR: f64 = 60.0;

/// Names of places that belong together, the narrowest first: "Hulugho in Garissa County, Kenya".
#[derive(Clone, Debug)]
pub(super) struct Chain<'d> {
    pub(super) items: Vec<Item<'d>>,
    /// How much the words before it say that something happened there, from 0 ("officials in Kabul said") to 3.
    pub(super) weight: i32,
    pub(super) passage: Passage,
}

impl Chain<'_> {
    pub(super) fn start(&self) -> usize {
        self.items[0].span.start
    }

    /// The code of its country, if the lists have it.
    pub(super) fn country(&self) -> Option<&'static str> {
        let mut known = self.items.iter().filter_map(|item| item.known);
        known.find_map(|known| known.country.as_deref())
    }

    fn precision(&self) -> PlacePrecision {
        precision(&self.items[0])
    }

    /// True if words say that something happened there, and it is not a whole country.
    pub(super) fn is_scene(&self) -> bool {
        self.weight >= 3 && self.precision() != PlacePrecision::Country
    }
}

fn precision(item: &Item) -> PlacePrecision {
    match item.known.map(|known| known.kind) {
        Some(Kind::Country) => PlacePrecision::Country,
        Some(Kind::Region | Kind::Feature) => PlacePrecision::Region,
        _ => PlacePrecision::Locality,
    }
}

/// The places that a sentence names, in order, without those of who speaks.
pub(super) fn chains<'d>(scene: &Scene<'d>, passage: &Passage) -> Vec<Chain<'d>> {
    let mut found: Vec<Chain> = Vec::new();
    let mut end = usize::MAX;
    for item in scene.items_of(passage).iter().filter(|item| {
        item.is_place() && !scene.is_in_dateline(item.span) && !is_broad(scene, item)
    }) {
        let is_inside = end != usize::MAX && continues(&scene.text[end..item.span.start]);
        match found.last_mut() {
            Some(chain) if is_inside && is_broader(chain, item) => chain.items.push(*item),
            _ => found.push(Chain {
                items: vec![*item],
                weight: weight(scene, passage.sentence, item),
                passage: passage.clone(),
            }),
        }
        end = item.span.end;
    }
    found.retain(|chain| chain.weight > 0);
    found
}

/// True for the words between a place and the broader one that it is in.
fn continues(between: &str) -> bool {
    let words = between
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']'));
    let lower = words.to_lowercase();
    let mut words = lower.split_whitespace();
    between.len() < 60
        && words.all(|word| {
            matches!(
                word,
                "in" | "of"
                    | "the"
                    | "district"
                    | "province"
                    | "state"
                    | "region"
                    | "county"
                    | "department"
                    | "city"
                    | "town"
                    | "village"
                    | "area"
                    | "municipality"
                    | "northern"
                    | "southern"
                    | "eastern"
                    | "western"
                    | "central"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "northeastern"
                    | "northwestern"
                    | "southeastern"
                    | "southwestern"
                    | "country's"
                    | "governorate"
                    | "prefecture"
                    | "neighbourhood"
                    | "neighborhood"
            )
        })
}

/// True if a place can hold those of a chain.
fn is_broader(chain: &Chain, item: &Item) -> bool {
    let last = chain.items.last().expect("a chain is not empty");
    let country = |one: &Item| one.known.and_then(|known| known.country.as_deref());
    let is_known_city = item.known.is_some_and(|known| known.kind == Kind::City);
    let agree = match (country(last), country(item)) {
        (Some(own), Some(other)) => own == other,
        _ => true,
    };
    agree && precision(last) <= precision(item) && !(is_known_city && last.known.is_some())
}

/// True for a part of the world that is wider than a country: "Africa".
fn is_broad(scene: &Scene, item: &Item) -> bool {
    let at = scene
        .tokens
        .partition_point(|token| token.span.end < item.span.end);
    scene
        .tokens
        .get(at)
        .is_some_and(|token| token.cue.is(Cue::BROAD))
}

/// How much the words before a place say that something happened there.
fn weight(scene: &Scene, sentence: usize, item: &Item) -> i32 {
    let tokens = scene.tokens_of(&scene.sentences[sentence]);
    let at = tokens.partition_point(|token| token.span.start < item.span.start);
    let mut before = tokens[..at].iter().rev().take(5);
    while let Some(token) = before.next() {
        if token.cue.is(Cue::LOCATIVE) {
            // "officials in Kabul said".
            let is_of_source = before.next().is_some_and(|noun| noun.word.source.is_some());
            return if is_of_source { 0 } else { 3 };
        }
        if token.cue.is(Cue::NOT_PLACE) || !token.is_word {
            break;
        }
    }
    let text = item.span.slice(scene.text);
    let is_possessive = text.ends_with("'s") || scene.text[item.span.end..].starts_with("'s");
    if is_possessive { 2 } else { 1 }
}

/// The name that a chain gives, with what the lists and its own places add. A quarter of a city that no list has ("the
/// harbour district of Karachi") is in that city.
pub(super) fn place(chain: &Chain, home: Option<&'static str>) -> EventPlace {
    if let [quarter, city, ..] = chain.items.as_slice()
        && quarter.known.is_none()
        && city.known.is_some_and(|known| known.kind == Kind::City)
    {
        let rest = Chain {
            items: chain.items[1..].to_vec(),
            ..chain.clone()
        };
        return place(&rest, home);
    }
    let first = &chain.items[0];
    let atlas = Atlas::builtin();
    let code = chain
        .country()
        .or_else(|| first.known.is_none().then_some(home).flatten());
    let country = code
        .and_then(|code| atlas.country(code))
        .map(|one| one.name.clone());
    let is_region = |item: &&Item| precision(item) == PlacePrecision::Region;
    let listed = first.known.and_then(|known| known.region.as_deref());
    let region = chain
        .items
        .iter()
        .find(is_region)
        .map(|item| item.name.to_owned())
        .or_else(|| {
            listed
                .and_then(|code| atlas.region(code))
                .map(|one| one.name.clone())
        })
        .or_else(|| unlisted_region(chain));
    EventPlace {
        name: first.name.to_owned(),
        region,
        country,
        precision: chain.precision(),
        coordinates: first.known.and_then(|known| known.coordinates),
        basis: PlaceBasis::Text,
        span: Some(first.span),
    }
}

/// The second of three names that no list has: "Natogyi, Mandalay Region, Myanmar".
fn unlisted_region(chain: &Chain) -> Option<String> {
    let second = chain.items.get(1)?;
    (second.known.is_none()).then(|| second.name.to_owned())
}

/// True for a building and the like that no list has: "Crocus City Hall".
pub(super) fn is_site(scene: &Scene, chain: &Chain) -> bool {
    let item = &chain.items[0];
    let inside = |token: &&Token| item.span.contains(token.span);
    let mut words = scene.tokens_of(&chain.passage).iter().filter(inside);
    item.known.is_none()
        && words
            .next_back()
            .is_some_and(|token| token.cue.target.is_some())
}

/// The best of the places for an event: that with the strongest words, near its figures, and narrow.
pub(super) fn best<'c, 'd>(
    scene: &Scene,
    chains: &'c [Chain<'d>],
    figures: &[(usize, Span)],
) -> Option<&'c Chain<'d>> {
    let score = |chain: &Chain| {
        let same = figures
            .iter()
            .find(|(sentence, _)| *sentence == chain.passage.sentence);
        let near = match same {
            Some((_, trigger)) if chain.start().abs_diff(trigger.start) < 80 => 4,
            Some(_) => 3,
            None if scene.is_head(&chain.passage) || chain.passage.sentence < 2 => 2,
            None => 0,
        };
        let narrow = match chain.precision() {
            PlacePrecision::Locality => 3,
            PlacePrecision::Region => 2,
            PlacePrecision::Country => 0,
        };
        2 * chain.weight + near + narrow
    };
    // "US airstrikes": a country that no word places there is where the event was only if nothing else is known.
    let is_placed =
        |chain: &&Chain| chain.weight > 1 || chain.precision() != PlacePrecision::Country;
    let key = |chain: &&Chain| (score(chain), std::cmp::Reverse(chain.start()));
    chains.iter().filter(is_placed).max_by_key(key)
}

/// How two places relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same locality, or near.
    Same,
    /// One holds the other, or both are in one region or country and at least one is no more exact.
    Within,
    /// They cannot be the same.
    Apart,
    /// Nothing is known.
    Open,
}

/// How two places relate.
pub(super) fn relation(a: &EventPlace, b: &EventPlace) -> Relation {
    if let (Some(own), Some(other)) = (&a.country, &b.country)
        && own != other
    {
        return Relation::Apart;
    }
    if a.name == b.name {
        return Relation::Same;
    }
    let is_exact = |place: &EventPlace| place.precision == PlacePrecision::Locality;
    if let (Some(own), Some(other)) = (a.coordinates, b.coordinates) {
        let is_near = distance(own, other) <= NEAR;
        return if is_near {
            Relation::Same
        } else {
            Relation::Apart
        };
    }
    let names = |place: &EventPlace| [place.region.clone(), place.country.clone()];
    let holds =
        |broad: &EventPlace, narrow: &EventPlace| names(narrow).contains(&Some(broad.name.clone()));
    if holds(a, b) || holds(b, a) {
        return Relation::Within;
    }
    match (&a.region, &b.region) {
        (Some(own), Some(other)) if own != other => Relation::Apart,
        (Some(_), Some(_)) => Relation::Within,
        _ if is_exact(a) && is_exact(b) => Relation::Open,
        _ if a.country.is_some() && b.country.is_some() => Relation::Within,
        _ => Relation::Open,
    }
}

/// The code of the country that a document mentions most: places, peoples and agencies count.
pub(super) fn home(scene: &Scene) -> Option<&'static str> {
    let known = scene.items.iter().filter_map(|item| item.known);
    most_frequent(known.filter_map(|known: &'static Known| known.country.as_deref()))
}

/// The chain of all places within a span.
pub(super) fn chain_in<'d>(scene: &Scene<'d>, span: Span) -> Option<Chain<'d>> {
    let of = |one: &&Passage| one.span.overlaps(span);
    let sentence = scene.sentences.iter().find(of)?.sentence;
    let passage = scene.part(sentence, span);
    let items = scene.items_of(&passage).iter();
    let items: Vec<Item> = items.filter(|item| item.is_place()).copied().collect();
    (!items.is_empty()).then_some(Chain {
        items,
        weight: 0,
        passage,
    })
}

/// A country, which the document mentions most.
pub(super) fn country(code: &str) -> Option<EventPlace> {
    let known = Atlas::builtin().country(code)?;
    Some(EventPlace {
        name: known.name.clone(),
        region: None,
        country: Some(known.name.clone()),
        precision: PlacePrecision::Country,
        coordinates: None,
        basis: PlaceBasis::Document,
        span: None,
    })
}
