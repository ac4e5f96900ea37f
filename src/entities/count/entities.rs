//! Entities and how often they are mentioned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::readings::Reading;
use crate::corpus::{Date, DateBins, Documents, Language, Languages, TextLanguage, TimeBin};
use crate::entities::detect::{EntityFinder, with_short_forms};
use crate::entities::link::{LinkConfig, LinkedEntities, LinkedMention, link};
use crate::entities::mentions::{Found, LABELS, Label, Mention, Source};
use crate::entities::names::key;
use crate::error::{Error, Result};
use crate::parallel::Workers;

/// An entity and its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The label.
    pub label: Label,
    /// The name: that of a list, the normal form of a figure, or the most frequent spelling.
    pub name: String,
    /// The number of mentions.
    pub n_mentions: u64,
    /// The number of documents with a mention.
    pub n_documents: u64,
    /// The surface forms in the texts and their counts: the most frequent first, ties in code-point order.
    pub surface_forms: Vec<(String, u64)>,
}

/// The entities of a corpus, and all mentions behind the counts.
#[expect(
    clippy::struct_field_names,
    reason = "what the whole is called after is one of its fields"
)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// Most mentioned first; ties by label, then name, in code-point order.
    entities: Vec<Entity>,
    /// In order of document and position.
    mentions: Vec<LinkedMention>,
    /// The mentions of each document before linking, so that they can be linked again.
    found: Arc<Vec<Found>>,
    /// How each document was read.
    readings: Arc<Vec<Reading>>,
    config: LinkConfig,
    /// The labels of the user's own that mentions have, or that a source could have given.
    own_labels: BTreeSet<Label>,
}

/// How entities are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityConfig {
    /// How mentions are linked to entities.
    pub link: LinkConfig,
    /// The metadata column with the date of each document, which "yesterday" is resolved against.
    pub date: Option<String>,
    /// The language of all documents; by default that of each, from metadata or detected.
    pub language: Option<Language>,
}

/// Finds, links and counts the entities of all documents.
///
/// Takes linear time in the length of the texts. The result is the same for any number of threads.
///
/// # Errors
///
/// If the work was cancelled.
pub fn count_entities(
    documents: &Documents,
    finder: &EntityFinder,
    workers: &Workers,
) -> Result<Entities> {
    count_entities_with(documents, finder, EntityConfig::default(), workers)
}

/// Does the same as [`count_entities`] with options.
///
/// # Errors
///
/// If two names have the same alias, if there is no such column, or if the work was cancelled.
pub fn count_entities_with(
    documents: &Documents,
    finder: &EntityFinder,
    config: EntityConfig,
    workers: &Workers,
) -> Result<Entities> {
    config.link.check()?;
    let dates = config
        .date
        .map(|name| dates(documents, &name))
        .transpose()?;
    let languages = Languages::new(documents, config.language);
    let read = |index: usize| {
        let Some(text) = documents.text(index) else {
            return Ok((Found::default(), Reading::default()));
        };
        let detected = if finder.depends_on_language() {
            languages.of(index)
        } else {
            languages.given(index)
        };
        let sources = finder.sources_for(detected);
        let skipped = documents.skipped_spans(index);
        let date = dates.as_ref().and_then(|dates| dates[index]);
        let found = finder.find_watched(text, skipped, date, sources, workers)?;
        let language = detected.language;
        Ok((found, Reading { language, sources }))
    };
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| range.map(read).collect::<Result<Vec<_>>>(),
    )?;
    let (found, readings) = parts.into_iter().flatten().unzip();
    let (found, readings) = (Arc::new(found), Arc::new(readings));
    let entities = Entities::new(documents, found, readings, config.link, workers)?;
    Ok(entities.with_own_labels(finder.labels()))
}

/// The date of each document, if it has one.
fn dates(documents: &Documents, name: &str) -> Result<Vec<Option<Date>>> {
    let column = documents.column_for("date", name)?;
    let dates = DateBins::as_written(column, documents.date_reader());
    let dates = dates.bins.into_iter();
    Ok(dates.map(|bin| bin.and_then(TimeBin::date)).collect())
}

impl Entities {
    /// The language in which a document was read.
    pub(crate) fn language_of<'d>(
        &self,
        documents: &'d Documents,
        index: usize,
    ) -> TextLanguage<'d> {
        let reading = self.readings.get(index);
        documents.language_of(index, reading.and_then(|one| one.language))
    }

    fn new(
        documents: &Documents,
        found: Arc<Vec<Found>>,
        readings: Arc<Vec<Reading>>,
        config: LinkConfig,
        workers: &Workers,
    ) -> Result<Self> {
        let LinkedEntities {
            names,
            mut mentions,
        } = link(documents, &found, &config, workers)?;
        let entities = tally(documents, names, &mentions);
        let mut order: Vec<usize> = (0..entities.len()).collect();
        order.sort_by(|&a, &b| rank(&entities[a]).cmp(&rank(&entities[b])));
        let mut position = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            position[old] = new;
        }
        for mention in &mut mentions {
            mention.entity = position[mention.entity];
        }
        let mut ranked: Vec<(usize, Entity)> = position.into_iter().zip(entities).collect();
        ranked.sort_unstable_by_key(|(position, _)| *position);
        let entities: Vec<Entity> = ranked.into_iter().map(|(_, entity)| entity).collect();
        let labels: Vec<Label> = entities.iter().map(|one| one.label.clone()).collect();
        let all = Self {
            entities,
            mentions,
            found,
            readings,
            config,
            own_labels: BTreeSet::new(),
        };
        Ok(all.with_own_labels(labels))
    }

    /// Adds labels of the user's own that a source could have given, so that [`labels`](Self::labels) knows them.
    /// Built-in labels are known already.
    #[must_use]
    pub fn with_own_labels(mut self, labels: impl IntoIterator<Item = Label>) -> Self {
        let own = labels.into_iter().filter(|label| !label.is_builtin());
        self.own_labels.extend(own);
        self
    }

    /// Returns the labels of the user's own that mentions have, or that a source could have given.
    pub fn own_labels(&self) -> impl Iterator<Item = &Label> {
        self.own_labels.iter()
    }

    /// Returns the labels with these names: labels of the user's own, or built-in labels, in any case and by their other
    /// names.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::entities::{EntityFinder, Label, count_entities};
    /// use lexicount::parallel::Workers;
    ///
    /// let documents = Documents::from_texts(["Kabul shook."]);
    /// let entities = count_entities(&documents, &EntityFinder::builtin(), &Workers::serial())?;
    /// assert_eq!(entities.labels(&["gpe", "PER"])?, [Label::GPE, Label::PERSON]);
    /// assert!(entities.labels(&["PERSON,ORG"]).is_err());
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such label.
    pub fn labels<S: AsRef<str>>(&self, names: &[S]) -> Result<Vec<Label>> {
        names.iter().map(|name| self.label(name.as_ref())).collect()
    }

    fn label(&self, name: &str) -> Result<Label> {
        let own = |fits: &dyn Fn(&str) -> bool| {
            let mut all = self.own_labels.iter();
            all.find(|label| fits(label.as_str())).cloned()
        };
        own(&|label| label == name)
            .or_else(|| Label::builtin(name))
            .or_else(|| own(&|label| label.eq_ignore_ascii_case(name)))
            .ok_or_else(|| {
                let builtin = LABELS.iter().map(|info| info.name);
                let all: Vec<&str> = builtin
                    .chain(self.own_labels.iter().map(Label::as_str))
                    .collect();
                Error::config(format!(
                    "label {name:?}: unknown; use one of {}, or several in a list",
                    all.join(", ")
                ))
            })
    }

    /// Links and counts the mentions that another program found: for each document a list, in order and without overlaps.
    ///
    /// ```
    /// use lexicount::corpus::Documents;
    /// use lexicount::entities::{Entities, Label, LinkConfig, Mention, Source};
    /// use lexicount::parallel::Workers;
    /// use lexicount::span::Span;
    ///
    /// let documents = Documents::from_texts(["the group left"]);
    /// let mention = Mention::new(Span::new(0, 9), Label::ORG, "the group", Source::Given);
    /// let entities = Entities::from_mentions(&documents, vec![vec![mention]], LinkConfig::default(), &Workers::serial())?;
    /// assert_eq!(entities.entities()[0].name, "the group");
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is not one list for each document, if mentions are out of order, overlap or exceed their text, if two names
    /// have the same alias, or if the work was cancelled.
    pub fn from_mentions(
        documents: &Documents,
        mentions: Vec<Vec<Mention>>,
        config: LinkConfig,
        workers: &Workers,
    ) -> Result<Self> {
        config.check()?;
        if mentions.len() != documents.len() {
            return Err(Error::config(format!(
                "{} lists of spans for {} documents: give one for each",
                mentions.len(),
                documents.len()
            )));
        }
        let found = mentions
            .into_iter()
            .enumerate()
            .map(|(document, mentions)| {
                let text = documents.text(document).unwrap_or_default();
                check_spans(document, text, &mentions)?;
                Ok(with_short_forms(text, mentions))
            });
        let found = found.collect::<Result<Vec<_>>>()?;
        let given = Reading {
            language: None,
            sources: [Source::Given].into_iter().collect(),
        };
        let readings = documents
            .texts()
            .map(|text| text.map_or_else(Reading::default, |_| given));
        let readings = Arc::new(readings.collect());
        Self::new(documents, Arc::new(found), readings, config, workers)
    }

    /// The same entities, for documents that were read in this way.
    pub(super) fn with_readings(self, readings: Vec<Reading>) -> Self {
        Self {
            readings: Arc::new(readings),
            ..self
        }
    }

    /// Links the same mentions in another way.
    ///
    /// # Errors
    ///
    /// If two names have the same alias, or if the work was cancelled.
    ///
    /// # Panics
    ///
    /// If `documents` are not the counted documents.
    pub fn relinked(
        &self,
        documents: &Documents,
        config: LinkConfig,
        workers: &Workers,
    ) -> Result<Self> {
        config.check()?;
        let (found, readings) = (Arc::clone(&self.found), Arc::clone(&self.readings));
        let entities = Self::new(documents, found, readings, config, workers)?;
        Ok(entities.with_own_labels(self.own_labels.iter().cloned()))
    }

    /// Returns how mentions are linked to entities.
    #[must_use]
    pub fn link_config(&self) -> &LinkConfig {
        &self.config
    }

    /// Returns how each document was read.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The mentions of each document before linking.
    pub(crate) fn all_found(&self) -> &[Found] {
        &self.found
    }

    /// Returns a mention as it was found.
    ///
    /// # Panics
    ///
    /// If the mention is not one of these.
    #[must_use]
    pub fn found(&self, mention: &LinkedMention) -> &Mention {
        &self.found[mention.document].mentions[mention.number]
    }

    /// Returns the entities, the most frequent first.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns all mentions, in order of document and position.
    #[must_use]
    pub fn mentions(&self) -> &[LinkedMention] {
        &self.mentions
    }

    /// Returns the entity with this name or one of its surface forms, and with this label if one is given.
    ///
    /// An exact name wins, then an exact surface form, then a variant of the name; then the most frequent entity.
    #[must_use]
    pub fn find(&self, name: &str, label: Option<&Label>) -> Option<&Entity> {
        self.position(name, label.map(std::slice::from_ref))
            .map(|index| &self.entities[index])
    }

    /// Returns the index of the entity that [`find`](Self::find) returns, with one of several labels.
    #[must_use]
    pub fn position(&self, name: &str, labels: Option<&[Label]>) -> Option<usize> {
        let wanted = key(name);
        let fits = |entity: &Entity| labels.is_none_or(|labels| labels.contains(&entity.label));
        let by = |answers: &dyn Fn(&Entity) -> bool| {
            self.entities
                .iter()
                .position(|entity| fits(entity) && answers(entity))
        };
        by(&|entity| entity.name == name)
            .or_else(|| by(&|entity| entity.surface_forms.iter().any(|(form, _)| form == name)))
            .or_else(|| by(&|entity| !wanted.is_empty() && key(&entity.name) == wanted))
    }
}

/// Checks that mentions are in order, disjoint, and on character boundaries of their text.
fn check_spans(document: usize, text: &str, mentions: &[Mention]) -> Result<()> {
    let mut end = 0;
    for mention in mentions {
        let span = mention.span;
        if span.is_empty() || text.get(span.start..span.end).is_none() {
            return Err(Error::config(format!(
                "document {document}: bytes {} to {} are not part of its text",
                span.start, span.end
            )));
        }
        if span.start < end {
            return Err(Error::config(format!(
                "document {document}: a mention starts at byte {}, before the previous one ends at byte {end}",
                span.start
            )));
        }
        end = span.end;
    }
    Ok(())
}

fn rank(entity: &Entity) -> impl Ord + '_ {
    (
        std::cmp::Reverse(entity.n_mentions),
        &entity.label,
        &entity.name,
    )
}

fn tally(
    documents: &Documents,
    names: Vec<(Label, String)>,
    mentions: &[LinkedMention],
) -> Vec<Entity> {
    let mut entities: Vec<Entity> = names
        .into_iter()
        .map(|(label, name)| Entity {
            label,
            name,
            n_mentions: 0,
            n_documents: 0,
            surface_forms: Vec::new(),
        })
        .collect();
    let mut last_document = vec![None; entities.len()];
    let mut forms: Vec<BTreeMap<&str, u64>> = vec![BTreeMap::new(); entities.len()];
    for mention in mentions {
        let entity = &mut entities[mention.entity];
        entity.n_mentions += 1;
        if last_document[mention.entity] != Some(mention.document) {
            last_document[mention.entity] = Some(mention.document);
            entity.n_documents += 1;
        }
        *forms[mention.entity]
            .entry(documents.slice(mention.document, mention.span))
            .or_default() += 1;
    }
    for (entity, forms) in entities.iter_mut().zip(forms) {
        entity.surface_forms = forms
            .into_iter()
            .map(|(form, count)| (form.to_owned(), count))
            .collect();
        // The sort is stable, so equal counts stay in code-point order.
        entity
            .surface_forms
            .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::detect::{CaseRule, Entry, FinderConfig, Gazetteer, Name, Recognizer};
    use crate::entities::link::Link;
    use crate::entities::mentions::Source;

    fn count(texts: &[&str]) -> Entities {
        let documents = Documents::from_texts(texts.iter().copied());
        count_entities(&documents, &EntityFinder::builtin(), &Workers::serial()).unwrap()
    }

    #[test]
    fn variants_of_a_name_are_one_entity() {
        let entities = count(&[
            "ISIS-Khorasan claimed it. The name of the ISIS-K “Khorasan” is old.",
            "ISIS Khorasan’s men, and ISIS KHORASAN.",
        ]);
        let khorasan = entities.find("isis khorasan", Some(&Label::ORG)).unwrap();
        assert_eq!((khorasan.n_mentions, khorasan.n_documents), (4, 2));
        assert_eq!(khorasan.surface_forms.len(), 4);
    }

    #[test]
    fn defined_short_forms_are_counted_with_their_full_name() {
        let entities = count(&[
            "The Federal Security Service (FSB) said so. The FSB confirmed it.",
            "According to the FSB nobody fled.",
        ]);
        let service = entities.find("Federal Security Service", None).unwrap();
        assert_eq!(
            (
                service.label.as_str(),
                service.n_mentions,
                service.n_documents
            ),
            ("ORG", 4, 2)
        );
    }

    fn user_list() -> Arc<Gazetteer> {
        let entry = |name, label| {
            let names = [Name::new(name, CaseRule::Capitalised)];
            (Entry::new(name, label), names)
        };
        let entries = [
            entry("Quellmark Inc.", Label::ORG),
            entry("Harbour Workers Union", Label::ORG),
            entry("Ulla Quend", Label::PERSON),
        ];
        Arc::new(Gazetteer::new(entries).unwrap())
    }

    /// The finders that have a source, with all combinations of the others.
    fn finders_with(source: Source) -> Vec<EntityFinder> {
        let sources = [
            Source::User,
            Source::Gazetteer,
            Source::Pattern,
            Source::Recognizer,
        ];
        let finder = |switches: usize| {
            let has = |wanted: Source| {
                let bit = sources.iter().position(|one| *one == wanted).unwrap();
                wanted == source || switches >> bit & 1 == 1
            };
            let config = FinderConfig {
                gazetteer: has(Source::Gazetteer),
                patterns: has(Source::Pattern),
            };
            let user = has(Source::User).then(user_list);
            let recognizer = has(Source::Recognizer).then(Recognizer::builtin);
            EntityFinder::new(config, user, recognizer)
        };
        (0..16).map(finder).collect()
    }

    /// Checks that the last mention of a text is `repeat`, and linked to the first, which `source` finds.
    #[track_caller]
    fn check_repeat(finder: &EntityFinder, text: &str, source: Source, repeat: &str, link: Link) {
        let documents = Documents::from_texts([text]);
        let workers = Workers::serial();
        let entities = count_entities(&documents, finder, &workers).unwrap();
        let all = entities.mentions();
        let first = all.iter().find(|one| one.source == source).unwrap();
        let last = all.last().unwrap();
        assert_eq!(documents.slice(0, last.span), repeat, "{text:?}");
        assert_eq!((last.entity, last.link), (first.entity, link), "{text:?}");
        // The recogniser may find it by itself.
        let is_repeat = entities.found(last).is_repeat;
        let expected = if is_repeat {
            source
        } else {
            Source::Recognizer
        };
        assert_eq!(last.source, expected, "{text:?}");
        let json = entities.to_json();
        let again = Entities::from_json(&documents, &json, LinkConfig::default(), &workers);
        assert_eq!(again.unwrap(), entities);
    }

    #[test]
    fn names_of_every_source_are_repeated_whatever_else_is_on() {
        let acronym = "Shares of the Harbour Workers Union (HWU) fell, and HWU closed.";
        let company = "Shares of Quellmark Inc. fell, and Quellmark closed.";
        let person = "He met Ulla Quend again, and Quend left.";
        for finder in finders_with(Source::User) {
            check_repeat(&finder, acronym, Source::User, "HWU", Link::Acronym);
            check_repeat(&finder, company, Source::User, "Quellmark", Link::Suffix);
            check_repeat(&finder, person, Source::User, "Quend", Link::Surname);
        }
        let listed = "Shares of Adobe Inc. fell, and Adobe closed.";
        for finder in finders_with(Source::Gazetteer) {
            check_repeat(&finder, listed, Source::Gazetteer, "Adobe", Link::Suffix);
        }
        let acronym = "Shares of the Quarry Institute (QRI) fell, and QRI closed.";
        let person = "He met Marek Voss again, and Voss left.";
        for finder in finders_with(Source::Recognizer) {
            let source = Source::Recognizer;
            check_repeat(&finder, acronym, source, "QRI", Link::Acronym);
            check_repeat(&finder, person, source, "Voss", Link::Surname);
        }
        let institution = "Ukraine's State Emergency Service (SES) left, and SES closed.";
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        check_repeat(&finder, institution, Source::Pattern, "SES", Link::Acronym);
    }

    #[test]
    fn the_recogniser_reads_english_documents_only() {
        let english = "The mayor of the town, Marek Voss, said that the bridge was safe.";
        let french = "Cependant, le maire a dit à Marek Voss que le pont était fermé.";
        let thai = "ร้านนี้อร่อยมาก Marek Voss บอกว่าจะมาอีกแน่นอนเลย";
        let documents = Documents::from_optional_texts([
            Some(english),
            Some(french),
            Some(thai),
            Some("Marek Voss"),
            None,
        ]);
        let finder = EntityFinder::builtin();
        let counted = |language: Option<&str>| {
            let config = EntityConfig {
                language: language.map(|code| code.parse().unwrap()),
                ..EntityConfig::default()
            };
            count_entities_with(&documents, &finder, config, &Workers::serial()).unwrap()
        };
        let recognized = |language: Option<&str>| -> Vec<bool> {
            let entities = counted(language);
            let readings = entities.readings().iter();
            readings
                .map(|one| one.sources.contains(Source::Recognizer))
                .collect()
        };
        assert_eq!(recognized(None), [true, false, false, true, false]);
        assert_eq!(recognized(Some("English")), [true, true, true, true, false]);
        assert_eq!(recognized(Some("fr")), [false; 5]);
        let entities = counted(None);
        let voss = entities.find("Marek Voss", Some(&Label::PERSON)).unwrap();
        assert_eq!(voss.n_documents, 2);
        let table = entities.languages_table();
        assert_eq!(table.n_rows(), 4);
        assert!(table.to_json().contains("\"th\""));
        assert_eq!(entities.sources_table(&documents).n_rows(), 5);
    }

    #[test]
    fn a_model_that_is_not_the_built_in_one_reads_every_language() {
        let model = Recognizer::from_bytes(&Recognizer::builtin().to_bytes()).unwrap();
        let finder = EntityFinder::new(FinderConfig::default(), None, Some(Arc::new(model)));
        let documents = Documents::from_texts(["Le maire a dit que le pont était fermé."]);
        let entities = count_entities(&documents, &finder, &Workers::serial()).unwrap();
        assert!(entities.readings()[0].sources.contains(Source::Recognizer));
    }

    #[test]
    fn order_is_by_mentions_then_label_then_name() {
        let entities = count(&["It hurt Kabul, Moscow, Kabul, Iranians and Afghans."]);
        let names: Vec<_> = entities
            .entities()
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["Kabul", "Moscow", "Afghan", "Iranian"]);
    }
}
