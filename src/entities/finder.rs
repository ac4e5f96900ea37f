//! All sources over one text.

use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::cues::Cues;
use super::echoes::echoes;
use super::edges::mended;
use super::gazetteer::{Gazetteer, MatchKind, Searcher};
use super::institutions::with_institutions;
use super::linking::{Explanation, adds_legal_form, explanations};
use super::patterns::pattern_mentions;
use super::pieces::{Piece, pieces};
use super::recognizer::{Recognized, Recognizer};
use super::{Label, Mention, Source};
use crate::corpus::{Date, boilerplate_spans};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinderConfig {
    /// Names of the built-in lists.
    pub gazetteer: bool,
    /// Dates, figures, addresses.
    pub patterns: bool,
    /// Leave out lines that a web page's frame left in the text.
    pub skip_boilerplate: bool,
}

impl Default for FinderConfig {
    fn default() -> Self {
        Self {
            gazetteer: true,
            patterns: true,
            skip_boilerplate: false,
        }
    }
}

/// A name with more confidence than this has the recogniser's label, though a city has it too.
const SURE: f32 = 0.5;

/// A name with no more confidence than this gives way to a listed one.
const DOUBT: f32 = 0.4;

/// A set of places in one text.
pub(super) type Places = HashSet<Span, RandomState>;

/// Finds the mentions of one text.
#[derive(Clone, Debug)]
pub struct EntityFinder {
    builtin: Option<Arc<Gazetteer>>,
    user: Option<Arc<Gazetteer>>,
    recognizer: Option<Arc<Recognizer>>,
    config: FinderConfig,
}

/// What was found in one text: mentions in order, none overlapping, and the short forms that the text explains.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub(super) mentions: Vec<Mention>,
    pub(super) explanations: Vec<Explanation>,
}

impl Found {
    /// The mentions of `text`, in order, with the short forms that it explains.
    pub(super) fn new(text: &str, mentions: Vec<Mention>) -> Self {
        let explanations = explanations(text, &mentions);
        Self {
            mentions,
            explanations,
        }
    }

    /// The short forms that the text explains, each with the mention of its full name.
    pub(super) fn short_forms(&self) -> impl Iterator<Item = (&str, &Mention)> {
        let explanations = self.explanations.iter();
        explanations.map(|one| (one.short(), &self.mentions[one.full()]))
    }

    /// The mentions, in order.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }
}

impl EntityFinder {
    /// The sources that `config` names, a list of the user's own, which wins over all else, and a trained recogniser.
    #[must_use]
    pub fn new(
        config: FinderConfig,
        user: Option<Arc<Gazetteer>>,
        recognizer: Option<Arc<Recognizer>>,
    ) -> Self {
        Self {
            builtin: config.gazetteer.then(Gazetteer::builtin),
            user,
            recognizer,
            config,
        }
    }

    /// Looks only for some of the built-in tables: see [`BUILTIN_TABLES`](super::BUILTIN_TABLES).
    ///
    /// ```
    /// use lexicount::entities::EntityFinder;
    ///
    /// let finder = EntityFinder::builtin().with_tables(&["nationality"])?;
    /// let found = finder.find("the French in Paris");
    /// let labels: Vec<_> = found.mentions().iter().map(|mention| mention.label.as_str()).collect();
    /// assert_eq!(labels, ["NORP", "LOC"]);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where there is no such table.
    pub fn with_tables<S: AsRef<str>>(mut self, tables: &[S]) -> Result<Self> {
        self.config.gazetteer = true;
        self.builtin = Some(Gazetteer::builtin_tables(tables)?);
        Ok(self)
    }

    /// The list that a source looks in, by which a mention's number of an entry is to be read.
    #[must_use]
    pub fn gazetteer(&self, source: Source) -> Option<&Gazetteer> {
        match source {
            Source::User => self.user.as_deref(),
            Source::Gazetteer => self.builtin.as_deref(),
            _ => None,
        }
    }

    /// All built-in sources.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(FinderConfig::default(), None, Some(Recognizer::builtin()))
    }

    /// The mentions of `text`.
    ///
    /// # Panics
    ///
    /// Never.
    ///
    /// Where sources overlap: the user's list wins, then the longer mention, then list before pattern.
    #[must_use]
    pub fn find(&self, text: &str) -> Found {
        self.find_dated(text, None)
    }

    /// As [`find`](Self::find), with the date of the text, beside which "Friday" and "last month" mean something.
    ///
    /// # Panics
    ///
    /// Never.
    ///
    /// ```
    /// use lexicount::corpus::Date;
    /// use lexicount::entities::EntityFinder;
    ///
    /// let found = EntityFinder::builtin().find_dated("It was shut on Friday.", Date::parse("2024-03-23"));
    /// assert_eq!(found.mentions()[0].name, "2024-03-22");
    /// ```
    #[must_use]
    pub fn find_dated(&self, text: &str, date: Option<Date>) -> Found {
        let lines = self
            .config
            .skip_boilerplate
            .then(|| boilerplate_spans(text));
        self.find_watched(text, lines, date, &Workers::serial())
            .expect("nobody stops these workers")
    }

    /// True where lines that a web page's frame left are to be left out.
    pub(super) fn skips_boilerplate(&self) -> bool {
        self.config.skip_boilerplate
    }

    /// As [`find`](Self::find), looking at the stop flag now and then, without mentions in the spans `skipped`, in
    /// ascending order.
    pub(super) fn find_watched(
        &self,
        text: &str,
        skipped: Option<impl Iterator<Item = Span>>,
        date: Option<Date>,
        workers: &Workers,
    ) -> Result<Found> {
        let skipped: Vec<Span> = skipped.into_iter().flatten().collect();
        let pieces = watched_pieces(text, workers)?;
        let (mut mentions, cities) = self.listed(text, workers)?;
        let shouted = shouted(&pieces, &mentions);
        if self.config.patterns {
            mentions.extend(pattern_mentions(text, &pieces, date, workers)?);
        }
        if let Some(recognizer) = &self.recognizer {
            let recognized = recognized(text, recognizer, workers)?;
            mentions.retain(|mention| {
                !shouted.contains(&mention.span) || overlaps_any(mention.span, &recognized)
            });
            // A model of other kinds of names says nothing of cities.
            let doubtful = if recognizer.tells(Label::LOC.as_str()) {
                &cities
            } else {
                &Places::default()
            };
            mentions = settled(text, mentions, recognized, doubtful);
        } else {
            mentions.retain(|mention| !shouted.contains(&mention.span));
        }
        mentions.sort_by_key(|mention| {
            (
                mention.source != Source::User,
                std::cmp::Reverse(mention.span.len()),
            )
        });
        let mut mentions = keep_disjoint(mentions);
        if self.config.patterns {
            mentions = with_institutions(text, &pieces, mentions);
        }
        drop_skipped(&skipped, &mut mentions);
        let found = Found::new(text, mentions);
        Ok(match self.recognizer {
            Some(_) => with_echoes(text, &pieces, found, &skipped),
            None => found,
        })
    }

    /// The names of both lists, and where those of cities stand, which may be surnames too.
    fn listed(&self, text: &str, workers: &Workers) -> Result<(Vec<Mention>, Places)> {
        let mut mentions = Vec::new();
        let mut cities = Places::default();
        let lists = [
            (&self.user, Source::User),
            (&self.builtin, Source::Gazetteer),
        ];
        for (gazetteer, source) in lists {
            let Some(gazetteer) = gazetteer else { continue };
            let mut searcher = Searcher::new(gazetteer, MatchKind::LeftmostLongest);
            searcher.search(text, workers, |span, number| {
                let entry = gazetteer.entry(number);
                if entry.kind == "city" {
                    cities.insert(span);
                }
                let mention = Mention::new(span, entry.label.clone(), entry.name, source);
                mentions.push(Mention {
                    entry: Some(number),
                    ..mention
                });
            })?;
        }
        Ok((mentions, cities))
    }
}

/// The names that the recogniser finds.
fn recognized(text: &str, recognizer: &Recognizer, workers: &Workers) -> Result<Vec<Mention>> {
    let mut names = recognizer
        .recognize_watched(text, workers)?
        .into_iter()
        .peekable();
    let mended = |name: Recognized, barrier: usize| {
        let label = Label::new(recognizer.labels()[name.label].as_str());
        let mention = Mention {
            confidence: Some(name.confidence),
            ..Mention::new(name.span, label, "", Source::Recognizer)
        };
        mended(text, mention, barrier)
    };
    let mut found = Vec::new();
    while let Some(name) = names.next() {
        let barrier = names.peek().map_or(text.len(), |next| next.span.start);
        found.extend(mended(name, barrier));
    }
    Ok(found)
}

/// Where abbreviations stand that are small words too, "IS" and "US", among words in capitals: there only a recogniser can
/// tell. The user's own names are what they are.
fn shouted(pieces: &[Piece<'_>], mentions: &[Mention]) -> Places {
    /// So many words to each side.
    const NEAR: usize = 4;
    let is_shouted = |word: &str| {
        word.len() > 1
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && Cues::get()
                .function
                .contains(word.to_ascii_lowercase().as_str())
    };
    let place_of = |span: Span| pieces.partition_point(|piece| piece.token.span.start < span.start);
    let is_word = |span: Span| {
        let piece = pieces.get(place_of(span));
        piece.is_some_and(|piece| piece.token.span == span && is_shouted(piece.token.text))
    };
    let mut words: Places = mentions
        .iter()
        .filter(|mention| mention.source != Source::User)
        .map(|mention| mention.span)
        .filter(|span| is_word(*span))
        .collect();
    let all = words.clone();
    words.retain(|span| {
        let place = place_of(*span);
        let near = (place.saturating_sub(NEAR)..place).chain(place + 1..=place + NEAR);
        // Of "the US and the WHO" neither shows that the other is shouted.
        near.filter_map(|other| pieces.get(other))
            .any(|piece| is_shouted(piece.token.text) && !all.contains(&piece.token.span))
    });
    words
}

/// True where one of the names, in order of place, overlaps what stands at `span`.
fn overlaps_any(span: Span, names: &[Mention]) -> bool {
    let first = names.partition_point(|one| one.span.end <= span.start);
    names
        .get(first)
        .is_some_and(|one| one.span.start < span.end)
}

/// True where the recogniser takes what stands at `span`, which a list knows as a city, for a name, and not for one of
/// another kind.
///
/// `recognized` is in order of place, without overlaps.
fn is_place(span: Span, recognized: &[Mention]) -> bool {
    let first = recognized.partition_point(|one| one.span.end <= span.start);
    let mut near = recognized[first..]
        .iter()
        .take_while(|one| one.span.start < span.end)
        .peekable();
    near.peek().is_some()
        && near.all(|one| {
            let is_sure = one.span == span && one.confidence > Some(SURE);
            one.label == Label::LOC || !is_sure
        })
}

/// True where nothing but listed names stands at `span`, and more than one: "Kabul Afghanistan" is two places.
///
/// `listed` is in order of place.
fn is_row(text: &str, span: Span, listed: &[Mention]) -> bool {
    let first = listed.partition_point(|one| one.span.start < span.start);
    let inside = listed[first..].iter();
    let inside = inside.take_while(|one| one.span.end <= span.end);
    let mut at = span.start;
    let mut n_inside = 0;
    for one in inside {
        if text[at.min(one.span.start)..one.span.start].contains(char::is_alphanumeric) {
            return false;
        }
        at = at.max(one.span.end);
        n_inside += 1;
    }
    n_inside > 1 && !text[at..span.end].contains(char::is_alphanumeric)
}

/// True where the last word shows that the name is an organisation's: "Iraqi Security Forces".
fn is_organisation(mention: &Mention) -> bool {
    mention.label == Label::ORG
        && mention.name.rsplit_once(' ').is_some_and(|(_, last)| {
            Cues::get()
                .organisation
                .contains(last.to_lowercase().as_str())
        })
}

/// The mentions of lists and patterns, in order, and those that the recogniser found, less those of either that the other
/// shows to be wrong.
///
/// A city's name counts where the recogniser sees a name too, and is not sure that it is of another kind: "Mobile" is
/// mostly no city. A name that the recogniser doubts gives way to one that
/// is listed. What else overlaps is settled by length.
fn settled(
    text: &str,
    mut listed: Vec<Mention>,
    recognized: Vec<Mention>,
    cities: &Places,
) -> Vec<Mention> {
    listed.retain(|mention| {
        mention.source == Source::User
            || !cities.contains(&mention.span)
            || is_place(mention.span, &recognized)
    });
    listed.sort_by_key(|mention| mention.span.start);
    let recognized = with_legal_forms(text, &mut listed, recognized);
    let overlaps_listed = |mention: &Mention| {
        let before = listed.partition_point(|one| one.span.start < mention.span.end);
        // Lists do not overlap themselves much: a look at the nearest few is enough.
        listed[..before]
            .iter()
            .rev()
            .take(4)
            .any(|one| one.span.overlaps(mention.span))
    };
    let kept: Vec<Mention> = recognized
        .into_iter()
        .filter(|mention| {
            mention.confidence > Some(DOUBT)
                || is_organisation(mention)
                || !overlaps_listed(mention)
        })
        .filter(|mention| mention.label != Label::LOC || !is_row(text, mention.span, &listed))
        .collect();
    listed.extend(kept);
    listed
}

/// Makes listed organisations as long as the recogniser sees them, where the rest is a legal form: "Samsung Electronics"
/// in "Samsung Electronics Co Ltd". Returns what else the recogniser found.
fn with_legal_forms(
    text: &str,
    listed: &mut [Mention],
    mut recognized: Vec<Mention>,
) -> Vec<Mention> {
    recognized.retain(|mention| {
        let place = listed.partition_point(|one| one.span.start < mention.span.start);
        let same = listed[place..]
            .iter_mut()
            .take_while(|one| one.span.start == mention.span.start)
            .find(|one| {
                one.source == Source::Gazetteer
                    && one.label == Label::ORG
                    && mention.label == Label::ORG
            });
        let Some(one) = same else { return true };
        let is_same = adds_legal_form(one.span.slice(text), mention.span.slice(text));
        if is_same {
            one.span = mention.span;
        }
        !is_same
    });
    recognized
}

/// What was found, and the places where what the text has made known stands again.
fn with_echoes(text: &str, pieces: &[Piece<'_>], found: Found, skipped: &[Span]) -> Found {
    let mut echoes = echoes(pieces, &found);
    drop_skipped(skipped, &mut echoes);
    if echoes.is_empty() {
        return found;
    }
    let mut mentions = found.mentions;
    mentions.extend(echoes);
    mentions.sort_by_key(|mention| mention.span.start);
    Found::new(text, mentions)
}

/// Takes out mentions, in order of place, that touch one of the spans, in ascending order.
fn drop_skipped(skipped: &[Span], mentions: &mut Vec<Mention>) {
    let mut lines = skipped.iter().peekable();
    mentions.retain(|mention| {
        while lines
            .next_if(|line| line.end <= mention.span.start)
            .is_some()
        {}
        !lines.peek().is_some_and(|line| line.overlaps(mention.span))
    });
}

/// So many words between two looks at the stop flag.
const WORDS_PER_CHECK: usize = 1 << 12;

fn watched_pieces<'t>(text: &'t str, workers: &Workers) -> Result<Vec<Piece<'t>>> {
    let mut words = Vec::new();
    for (n, piece) in pieces(text).enumerate() {
        if n.is_multiple_of(WORDS_PER_CHECK) {
            workers.check()?;
        }
        words.push(piece);
    }
    Ok(words)
}

/// Of mentions in order of preference, those that overlap none before them; returned in order of place.
pub(super) fn keep_disjoint(mentions: Vec<Mention>) -> Vec<Mention> {
    let mut kept: std::collections::BTreeMap<usize, Mention> = std::collections::BTreeMap::new();
    for mention in mentions {
        let before = kept.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, before)| before.span.end <= mention.span.start) {
            kept.insert(mention.span.start, mention);
        }
    }
    kept.into_values().collect()
}
