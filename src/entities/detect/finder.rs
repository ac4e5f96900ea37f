//! All sources over one text.

use std::sync::Arc;

use super::boundaries::mended;
use super::gazetteer::{Gazetteer, MatchKind, Searcher};
use super::institutions::with_institutions;
use super::overlaps::{Places, keep_disjoint, overlaps_any, settled, shouted};
use super::patterns::pattern_mentions;
use super::recognizer::{Recognized, Recognizer};
use super::repeats::echoes;
use super::short_forms::with_short_forms;
use crate::corpus::Date;
use crate::entities::mentions::{Found, Label, Mention, Source};
use crate::entities::names::{Piece, pieces};
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
}

impl Default for FinderConfig {
    fn default() -> Self {
        Self {
            gazetteer: true,
            patterns: true,
        }
    }
}

/// Finds the mentions of one text.
#[derive(Clone, Debug)]
pub struct EntityFinder {
    builtin: Option<Arc<Gazetteer>>,
    user: Option<Arc<Gazetteer>>,
    recognizer: Option<Arc<Recognizer>>,
    config: FinderConfig,
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

    /// Looks only for some of the built-in tables: see [`BUILTIN_TABLES`](crate::entities::BUILTIN_TABLES).
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
    /// Where sources overlap: the user's list wins, then the longer mention, then list before pattern.
    #[must_use]
    pub fn find(&self, text: &str) -> Found {
        self.find_dated(text, None)
    }

    /// As [`find`](Self::find), with the date of the text, beside which "Friday" and "last month" mean something.
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
        self.find_watched(
            text,
            None::<std::iter::Empty<Span>>,
            date,
            &Workers::serial(),
        )
        .expect("nobody stops these workers")
    }

    /// As [`find`](Self::find), looking at the stop flag now and then, without mentions in the spans `skipped`, in
    /// ascending order.
    pub(in crate::entities) fn find_watched(
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
        let recognized = match &self.recognizer {
            Some(recognizer) => recognized(text, recognizer, workers)?,
            None => Vec::new(),
        };
        mentions.retain(|mention| {
            !shouted.contains(&mention.span) || overlaps_any(mention.span, &recognized)
        });
        if let Some(recognizer) = &self.recognizer {
            // A model of other kinds of names says nothing of cities.
            let doubtful = if recognizer.emits(Label::LOC.as_str()) {
                &cities
            } else {
                &Places::default()
            };
            mentions = settled(text, mentions, recognized, doubtful);
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
        let found = with_short_forms(text, mentions);
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
    with_short_forms(text, mentions)
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
