//! All sources over one text.

use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::candidates::candidate_mentions;
use super::gazetteer::{Gazetteer, WORDS_PER_CHECK};
use super::linking::{Explanation, explanations};
use super::patterns::pattern_mentions;
use super::pieces::{Piece, pieces};
use super::{Mention, Source};
use crate::corpus::{Date, boilerplate_spans};
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::Span;

/// What to look for.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches that do not depend on each other"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinderConfig {
    /// Names of the built-in lists.
    pub gazetteer: bool,
    /// Dates, figures, addresses.
    pub patterns: bool,
    /// Capitalised words that no list knows.
    pub candidates: bool,
    /// Leave out lines that a web page's frame left in the text.
    pub skip_boilerplate: bool,
}

impl Default for FinderConfig {
    fn default() -> Self {
        Self {
            gazetteer: true,
            patterns: true,
            candidates: true,
            skip_boilerplate: false,
        }
    }
}

/// A set of places in one text.
pub(super) type Places = HashSet<Span, RandomState>;

/// Finds the mentions of one text.
#[derive(Clone, Debug)]
pub struct EntityFinder {
    builtin: Option<Arc<Gazetteer>>,
    user: Option<Arc<Gazetteer>>,
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

    /// The mentions, in order.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }
}

impl EntityFinder {
    /// The sources that `config` names, and a list of the user's own, which wins over all else.
    #[must_use]
    pub fn new(config: FinderConfig, user: Option<Arc<Gazetteer>>) -> Self {
        Self {
            builtin: config.gazetteer.then(Gazetteer::builtin),
            user,
            config,
        }
    }

    /// All built-in sources.
    #[must_use]
    pub fn builtin() -> Self {
        Self::new(FinderConfig::default(), None)
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
        let lines = self
            .config
            .skip_boilerplate
            .then(|| boilerplate_spans(text));
        self.find_watched(text, lines, None, &Workers::serial())
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
        // Told to the patterns, which know what "yesterday" means.
        _date: Option<Date>,
        workers: &Workers,
    ) -> Result<Found> {
        let pieces = watched_pieces(text, workers)?;
        let (mut mentions, cities) = self.listed(text, &pieces, workers)?;
        if self.config.patterns {
            mentions.extend(pattern_mentions(text, workers)?);
        }
        mentions.sort_by_key(|mention| {
            (
                mention.source != Source::User,
                std::cmp::Reverse(mention.span.len()),
            )
        });
        let mut mentions = keep_disjoint(mentions);
        if self.config.candidates {
            mentions = candidate_mentions(&pieces, mentions, &cities);
        }
        if let Some(skipped) = skipped {
            drop_skipped(skipped, &mut mentions);
        }
        Ok(Found::new(text, mentions))
    }

    /// The names of both lists, and where those of cities stand, which may be surnames too.
    fn listed(
        &self,
        text: &str,
        pieces: &[Piece<'_>],
        workers: &Workers,
    ) -> Result<(Vec<Mention>, Places)> {
        let mut mentions = Vec::new();
        let mut cities = Places::default();
        let lists = [
            (&self.user, Source::User),
            (&self.builtin, Source::Gazetteer),
        ];
        for (gazetteer, source) in lists {
            let Some(gazetteer) = gazetteer else { continue };
            for found in gazetteer.matches_in(text, pieces, workers)? {
                if found.entry.kind == "city" {
                    cities.insert(found.span);
                }
                let entry = found.entry;
                mentions.push(Mention::new(
                    found.span,
                    entry.label.clone(),
                    &entry.name,
                    source,
                ));
            }
        }
        Ok((mentions, cities))
    }
}

fn drop_skipped(skipped: impl Iterator<Item = Span>, mentions: &mut Vec<Mention>) {
    let mut lines = skipped.peekable();
    mentions.retain(|mention| {
        while lines
            .next_if(|line| line.end <= mention.span.start)
            .is_some()
        {}
        !lines.peek().is_some_and(|line| line.overlaps(mention.span))
    });
}

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
