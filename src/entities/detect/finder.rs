//! Runs all sources over one text.

use std::sync::Arc;

use super::addressed::with_addressed;
use super::boundaries::corrected;
use super::clubs::with_clubs;
use super::countries::Countries;
use super::datelines::{state_mentions, without_states};
use super::explained::explained_names;
use super::foreign_agencies::{remove_own_agencies, with_foreign_agencies};
use super::gazetteer::{Buffers, Gazetteer, MatchKind, Searcher};
use super::institutions::with_institutions;
use super::markets::{is_price, without_prices};
use super::ministries::with_states;
use super::overlaps::{
    Recognition, SpanSet, ambiguous_abbreviations, is_doubtful, merge_recognized, overlaps_any,
    without_overlaps,
};
use super::own_possessives::settle_own_possessives;
use super::patterns::pattern_mentions;
use super::peoples::named_after_peoples;
use super::pool::Pool;
use super::recognizer::{Recognized, Recognizer};
use super::repeats::repeat_mentions;
use super::short_forms::with_short_forms;
use super::text_words::TextWords;
use crate::corpus::{Date, Detected, Language};
use crate::entities::mentions::{Found, Label, Mention, Source, Sources};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// What to find.
///
/// The sources are independent of each other. Short forms that a text defines and repeat mentions are found for the
/// names of all sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinderConfig {
    /// Find the names of the built-in lists.
    pub gazetteer: bool,
    /// Find dates, figures, addresses, institutions after a nationality or a possessive place name that another source
    /// finds ("Ukraine's State Emergency Service"), and persons after a form of address ("Mrs May").
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
    buffers: Arc<Pool<Buffers>>,
}

impl EntityFinder {
    /// Returns a finder with the sources of `config`, the user's own list, which wins over all others, and a trained
    /// recogniser.
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
            buffers: Arc::default(),
        }
    }

    /// Limits the built-in lists to some of their tables: see [`BUILTIN_TABLES`](crate::entities::BUILTIN_TABLES).
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
    /// If there is no such table.
    pub fn with_tables<S: AsRef<str>>(mut self, tables: &[S]) -> Result<Self> {
        self.config.gazetteer = true;
        self.builtin = Some(Gazetteer::builtin_tables(tables)?);
        Ok(self)
    }

    /// Returns the list of a source, which the entry numbers of its mentions refer to.
    #[must_use]
    pub fn gazetteer(&self, source: Source) -> Option<&Gazetteer> {
        match source {
            Source::User => self.user.as_deref(),
            Source::Gazetteer => self.builtin.as_deref(),
            _ => None,
        }
    }

    /// Returns the labels that the user's list and the recogniser can give.
    pub fn labels(&self) -> impl Iterator<Item = Label> {
        let listed = self.user.iter().flat_map(|list| list.labels());
        let models = self.recognizer.iter();
        let recognized = models.flat_map(|model| model.labels().iter().zip(model.emitted()));
        let emitted = recognized.filter(|(_, is_emitted)| **is_emitted);
        listed
            .chain(emitted.map(|(label, _)| label.as_str()))
            .map(Label::new)
    }

    /// Returns a finder with all built-in sources.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(FinderConfig::default(), None, Some(Recognizer::builtin()))
    }

    /// Finds the mentions of `text`, which is taken to be in the language of the recogniser.
    ///
    /// If two mentions overlap, that of the user's list wins, else the longer one, else that of a list.
    #[must_use]
    pub fn find(&self, text: &str) -> Found {
        self.find_dated(text, None)
    }

    /// Does the same as [`find`](Self::find), and resolves "Friday" and "last month" against the date of the text.
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
        self.find_watched(text, &[], date, self.sources(), &Workers::serial())
            .expect("serial workers are never cancelled")
    }

    /// Returns true if the recogniser reads documents of one language only.
    pub(in crate::entities) fn depends_on_language(&self) -> bool {
        let recognizer = self.recognizer.as_ref();
        recognizer.is_some_and(|recognizer| recognizer.language().is_some())
    }

    /// Returns the sources.
    fn sources(&self) -> Sources {
        let has = |source: &Source| match source {
            Source::User => self.user.is_some(),
            Source::Gazetteer => self.builtin.is_some(),
            Source::Pattern => self.config.patterns,
            Source::Recognizer => self.recognizer.is_some(),
            Source::Given => false,
        };
        Source::ALL.iter().copied().filter(has).collect()
    }

    /// Returns the sources that read a document of this language: all but a recogniser for another language.
    pub(in crate::entities) fn sources_for(&self, detected: Detected) -> Sources {
        let language = self.recognizer.as_ref().and_then(|one| one.language());
        let is_read = match language {
            Some(Language::ENGLISH) => detected.may_be_english(),
            Some(language) => detected.language == Some(language),
            None => true,
        };
        let sources = self.sources();
        let sources = sources.iter();
        sources
            .filter(|source| is_read || *source != Source::Recognizer)
            .collect()
    }

    /// Does the same as [`find_dated`](Self::find_dated), without mentions in the spans `skipped`, which are in order, and
    /// checks for cancellation.
    ///
    /// The recogniser is left out if it is not one of `sources`.
    pub(in crate::entities) fn find_watched(
        &self,
        text: &str,
        skipped: &[Span],
        date: Option<Date>,
        sources: Sources,
        workers: &Workers,
    ) -> Result<Found> {
        let recognizer = self
            .recognizer
            .as_deref()
            .filter(|_| sources.contains(Source::Recognizer));
        let words = match recognizer {
            Some(_) => TextWords::with_segments(text, workers)?,
            None => TextWords::new(text, workers)?,
        };
        let mut mentions = self.all_mentions(&words, date, recognizer, workers)?;
        if self.config.patterns {
            mentions = self.with_patterns(&words, mentions);
        }
        drop_skipped(skipped, &mut mentions);
        let found = with_short_forms(text, mentions);
        Ok(with_repeats(&words, found, skipped))
    }

    /// Adds the institutions and persons that the words next to other mentions show, and corrects what they show wrong.
    fn with_patterns(&self, words: &TextWords<'_>, mentions: Vec<Mention>) -> Vec<Mention> {
        let countries = Countries(self.builtin.as_deref());
        let mentions = with_institutions(words, mentions, countries);
        let mentions = with_states(words, mentions, countries);
        let mentions = with_foreign_agencies(words.text(), mentions, |one| countries.of(one));
        with_clubs(words, with_addressed(words, mentions))
    }

    /// The mentions of all sources, in order and without overlaps.
    fn all_mentions(
        &self,
        words: &TextWords<'_>,
        date: Option<Date>,
        recognizer: Option<&Recognizer>,
        workers: &Workers,
    ) -> Result<Vec<Mention>> {
        let (mut mentions, cities) = self.listed(words, workers)?;
        let ambiguous = ambiguous_abbreviations(words, &mentions);
        if self.config.patterns {
            mentions.extend(pattern_mentions(words, date, workers)?);
        }
        let mut recognition = match recognizer {
            Some(recognizer) => recognized(words, recognizer, workers)?,
            None => Recognition::default(),
        };
        if self.config.patterns {
            self.correct_by_context(words, &mut mentions, &mut recognition);
        }
        mentions.retain(|mention| {
            !ambiguous.contains(&mention.span) || overlaps_any(mention.span, &recognition.names)
        });
        if let Some(recognizer) = recognizer {
            // A model without places has nothing to say about cities.
            let cities = if recognizer.emits(Label::LOC.as_str()) {
                cities
            } else {
                SpanSet::default()
            };
            mentions = merge_recognized(words.text(), mentions, recognition, &cities);
        }
        Ok(without_overlaps(mentions))
    }

    /// Adds the names that the words of a text show next to others, and corrects what the words show wrong, before
    /// overlaps are resolved.
    fn correct_by_context(
        &self,
        words: &TextWords<'_>,
        mentions: &mut Vec<Mention>,
        recognition: &mut Recognition,
    ) {
        let states = state_mentions(words);
        let names = std::mem::take(&mut recognition.names);
        let names = without_states(words.text(), names, &states);
        recognition.names = without_prices(words, names);
        let countries = Countries(self.builtin.as_deref());
        let names = &mut recognition.names;
        remove_own_agencies(words.text(), names, mentions, |one| countries.of(one));
        mentions.retain(|mention| !is_price(words, mention));
        settle_own_possessives(words, mentions, &mut recognition.names);
        mentions.extend(states);
        let known = mentions.iter().chain(&recognition.names);
        let explained = explained_names(words, known, &recognition.suppressed);
        let (names, suppressed) = (&recognition.names, &recognition.suppressed);
        let peoples = named_after_peoples(words, mentions, names, suppressed);
        mentions.extend(explained.into_iter().chain(peoples));
    }

    /// The mentions of both lists, and the spans of cities, whose names may be surnames too.
    fn listed(&self, words: &TextWords<'_>, workers: &Workers) -> Result<(Vec<Mention>, SpanSet)> {
        let mut mentions = Vec::new();
        let mut cities = SpanSet::default();
        let lists = [
            (&self.user, Source::User),
            (&self.builtin, Source::Gazetteer),
        ];
        let mut buffers = self.buffers.take();
        for (gazetteer, source) in lists {
            let Some(gazetteer) = gazetteer else { continue };
            let mut searcher =
                Searcher::with_buffers(gazetteer, MatchKind::LeftmostLongest, buffers);
            searcher.search_words(words, workers, |one| {
                let (span, entry) = (one.span, gazetteer.entry(one.entry));
                if entry.kind == "city" {
                    cities.insert(span);
                }
                // A spelling of several entries stays a name of its own if nothing decides.
                let name = if one.is_certain {
                    entry.name
                } else {
                    span.slice(words.text())
                };
                let mention = Mention::new(span, entry.label.clone(), name, source);
                mentions.push(Mention {
                    entry: one.is_certain.then_some(one.entry),
                    ..mention
                });
            })?;
            buffers = searcher.into_buffers();
        }
        self.buffers.put_back(buffers);
        Ok((mentions, cities))
    }
}

/// Splits a name at its semicolons, which separate the members of a list.
fn split_at_semicolons(text: &str, name: &Recognized) -> impl Iterator<Item = Recognized> {
    let (name, mut start) = (*name, name.span.start);
    let parts = name.span.slice(text).split(';').map(move |part| {
        let span = Span::new(start, start + part.len());
        start = span.end + 1;
        Recognized { span, ..name }
    });
    parts.filter(|part| !part.span.is_empty())
}

/// What the recogniser finds: its names with corrected boundaries, and the spans of names whose label is suppressed.
fn recognized(
    words: &TextWords<'_>,
    recognizer: &Recognizer,
    workers: &Workers,
) -> Result<Recognition> {
    let text = words.text();
    let all = recognizer.recognize_words(words, workers)?;
    let is_emitted = |name: &Recognized| recognizer.emitted()[name.label];
    let (names, suppressed): (Vec<_>, Vec<_>) = all
        .iter()
        .flat_map(|name| split_at_semicolons(text, name))
        .partition(is_emitted);
    let mention = |name: &Recognized, limit: usize| {
        let label = Label::new(recognizer.labels()[name.label].as_str());
        let mention = Mention {
            confidence: Some(name.confidence),
            ..Mention::new(name.span, label, "", Source::Recognizer)
        };
        corrected(text, mention, limit)
    };
    let limits = names.iter().skip(1).map(|next| next.span.start);
    let limits = limits.chain([text.len()]);
    let mentions = names.iter().zip(limits);
    Ok(Recognition {
        names: mentions
            .filter_map(|(name, limit)| mention(name, limit))
            .collect(),
        suppressed: suppressed
            .into_iter()
            .filter(|name| !is_doubtful(Some(name.confidence)))
            .map(|name| name.span)
            .collect(),
    })
}

/// Adds the repeat mentions of what was found, and defines short forms again.
fn with_repeats(words: &TextWords<'_>, found: Found, skipped: &[Span]) -> Found {
    let mut repeats = repeat_mentions(words, &found);
    drop_skipped(skipped, &mut repeats);
    if repeats.is_empty() {
        return found;
    }
    let mut mentions = found.mentions;
    mentions.extend(repeats);
    mentions.sort_by_key(|mention| mention.span.start);
    with_short_forms(words.text(), mentions)
}

/// Drops the mentions that overlap one of `skipped`; both are in order.
fn drop_skipped(skipped: &[Span], mentions: &mut Vec<Mention>) {
    let mut skipped = skipped.iter().peekable();
    mentions.retain(|mention| {
        while skipped
            .next_if(|span| span.end <= mention.span.start)
            .is_some()
        {}
        !skipped
            .peek()
            .is_some_and(|span| span.overlaps(mention.span))
    });
}
