//! The mentions of documents as JSON, to save, send and merge them.
//!
//! Floats are written as text, so that they are read back bit by bit. Entities are not saved: linking again gives the
//! same.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::entities::Entities;
use super::readings::Reading;
use crate::corpus::{Date, Documents, Every, Language, TimeBin};
use crate::entities::link::LinkConfig;
use crate::entities::mentions::{Found, Label, Mention, Source, Value};
use crate::error::{Error, Result};
use crate::parallel::Workers;
use crate::span::Span;

/// A document: how it was read, and its mentions.
#[derive(Serialize, Deserialize)]
struct SavedDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    sources: Vec<String>,
    mentions: Vec<Saved>,
}

#[derive(Serialize, Deserialize)]
struct Saved {
    start: usize,
    end: usize,
    label: String,
    name: String,
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<SavedValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_repeat: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SavedValue {
    Amount {
        low: Option<String>,
        best: String,
        high: Option<String>,
        unit: Option<String>,
    },
    Period {
        first: String,
        last: String,
    },
}

impl Entities {
    /// Returns the mentions of each document as JSON, for [`from_json`](Self::from_json).
    #[must_use]
    pub fn to_json(&self) -> String {
        let documents = self.all_found().iter().zip(self.readings());
        let saved: Vec<SavedDocument> = documents
            .map(|(found, reading)| save_document(found, *reading))
            .collect();
        serde_json::to_string(&saved).expect("text and numbers are JSON")
    }

    /// Links and counts the mentions that [`to_json`](Self::to_json) wrote for the same documents.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::entities::{Entities, EntityFinder, LinkConfig, count_entities};
    /// use lexicount::parallel::Workers;
    ///
    /// let documents = Documents::from_texts(["Kabul shook in 2021."]);
    /// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
    /// let json = entities.to_json();
    /// let again = Entities::from_json(&documents, &json, LinkConfig::default(), &Workers::serial())?;
    /// assert_eq!(again, entities);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the JSON is not of this kind, if mentions exceed the documents, if two names have the same alias, or if the work
    /// was cancelled.
    pub fn from_json(
        documents: &Documents,
        json: &str,
        config: LinkConfig,
        workers: &Workers,
    ) -> Result<Self> {
        let saved: Vec<SavedDocument> = serde_json::from_str(json)
            .map_err(|error| Error::saved(format!("saved entities: {error}")))?;
        let loaded: Option<Vec<_>> = saved.into_iter().map(load_document).collect();
        let (mentions, readings): (Vec<_>, Vec<_>) = loaded
            .ok_or_else(|| Error::saved("saved entities: a mention is damaged"))?
            .into_iter()
            .unzip();
        let entities = Self::from_mentions(documents, mentions, config, workers)?;
        Ok(entities.with_readings(readings))
    }
}

fn save_document(found: &Found, reading: Reading) -> SavedDocument {
    let sources = reading
        .sources
        .iter()
        .map(|source| source.name().to_owned());
    SavedDocument {
        language: reading.language.map(|language| language.to_string()),
        sources: sources.collect(),
        mentions: found.mentions().iter().map(save).collect(),
    }
}

fn load_document(saved: SavedDocument) -> Option<(Vec<Mention>, Reading)> {
    let language = match saved.language {
        Some(code) => Some(Language::parse(&code)?),
        None => None,
    };
    let sources = saved.sources.iter().map(|name| source(name));
    let reading = Reading {
        language,
        sources: sources.collect::<Option<_>>()?,
    };
    let mentions = saved.mentions.into_iter().map(load);
    Some((mentions.collect::<Option<_>>()?, reading))
}

fn source(name: &str) -> Option<Source> {
    let mut sources = Source::ALL.iter().copied();
    sources.find(|one| one.name() == name)
}

fn save(mention: &Mention) -> Saved {
    Saved {
        start: mention.span.start,
        end: mention.span.end,
        label: mention.label.as_str().to_owned(),
        name: mention.name.clone(),
        source: mention.source.name().to_owned(),
        value: mention.value.as_ref().map(save_value),
        basis: mention.basis.map(|basis| basis.name().to_owned()),
        alternatives: mention.alternatives.clone(),
        relation: mention.relation.map(|relation| relation.name().to_owned()),
        entry: mention.entry,
        confidence: mention.confidence.map(|confidence| confidence.to_string()),
        is_repeat: mention.is_repeat,
    }
}

fn save_value(value: &Value) -> SavedValue {
    let text = |number: &f64| number.to_string();
    match value {
        Value::Amount {
            low,
            best,
            high,
            unit,
        } => SavedValue::Amount {
            low: low.as_ref().map(text),
            best: text(best),
            high: high.as_ref().map(text),
            unit: unit.as_deref().map(str::to_owned),
        },
        Value::Period { first, last } => SavedValue::Period {
            first: day(*first),
            last: day(*last),
        },
    }
}

fn day(date: Date) -> String {
    let bin = TimeBin::of(date, Every::Day);
    bin.map_or_else(String::new, |bin| bin.to_string())
}

fn load(saved: Saved) -> Option<Mention> {
    let source = source(&saved.source)?;
    if saved.start > saved.end {
        return None;
    }
    let value = match saved.value {
        Some(value) => Some(load_value(value)?),
        None => None,
    };
    let confidence = match saved.confidence {
        Some(confidence) => Some(confidence.parse().ok()?),
        None => None,
    };
    let span = Span::new(saved.start, saved.end);
    Some(Mention {
        value,
        basis: named(saved.basis.as_ref()).ok()?,
        alternatives: saved.alternatives,
        relation: named(saved.relation.as_ref()).ok()?,
        entry: saved.entry,
        confidence,
        is_repeat: saved.is_repeat,
        ..Mention::new(span, Label::new(saved.label), saved.name, source)
    })
}

/// Reads the name of an entry of a registry, if there is one.
fn named<T: FromStr>(name: Option<&String>) -> Result<Option<T>, T::Err> {
    name.map(|name| name.parse()).transpose()
}

fn load_value(value: SavedValue) -> Option<Value> {
    let number = |text: Option<String>| match text {
        Some(text) => text.parse().ok().map(Some),
        None => Some(None),
    };
    Some(match value {
        SavedValue::Amount {
            low,
            best,
            high,
            unit,
        } => Value::Amount {
            low: number(low)?,
            best: best.parse().ok()?,
            high: number(high)?,
            unit: unit.map(Into::into),
        },
        SavedValue::Period { first, last } => Value::Period {
            first: Date::parse(&first)?,
            last: Date::parse(&last)?,
        },
    })
}
