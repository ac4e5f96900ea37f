//! Names and how often they are mentioned.

use std::collections::BTreeMap;

use super::Label;
use super::finder::{EntityFinder, Found};
use super::linking::{Linked, LinkedMention, link};
use super::pieces::key;
use crate::corpus::Documents;
use crate::error::Result;
use crate::parallel::Workers;
use crate::span::CodePoints;
use crate::table::{Column, ListValues, Table, TextValues, Values, cell};

/// A name with what was counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What kind of thing it is.
    pub label: Label,
    /// The name: a list's, a normal form, or the most frequent spelling.
    pub name: String,
    /// How often it is mentioned.
    pub n_mentions: u64,
    /// In how many documents.
    pub n_documents: u64,
    /// The spellings that stand in the texts, each with its count: the most frequent first, ties in code-point order.
    pub forms: Vec<(String, u64)>,
}

/// The entities of a corpus and every mention they were counted from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// Most mentioned first; ties by label, then name, in code-point order.
    entities: Vec<Entity>,
    /// In order of document and place.
    mentions: Vec<LinkedMention>,
}

/// Finds, links and counts the entities of all documents.
///
/// Linear in the length of the texts. The result is the same for any number of workers.
///
/// # Errors
///
/// Where the work was stopped.
pub fn count_entities(
    documents: &Documents,
    finder: &EntityFinder,
    workers: &Workers,
) -> Result<Entities> {
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let found = range.map(|index| match documents.text(index) {
                Some(text) => {
                    let skipped = documents.left_out(index, finder.skips_boilerplate());
                    finder.find_watched(text, skipped, None, workers)
                }
                None => Ok(Found::default()),
            });
            found.collect::<Result<Vec<_>>>()
        },
    )?;
    let found: Vec<Found> = parts.into_iter().flatten().collect();
    Entities::new(documents, &found, workers)
}

impl Entities {
    fn new(documents: &Documents, found: &[Found], workers: &Workers) -> Result<Self> {
        let Linked {
            names,
            mut mentions,
        } = link(documents, found, workers)?;
        let mut entities = tally(documents, names, &mentions);
        let mut order: Vec<usize> = (0..entities.len()).collect();
        order.sort_by(|&a, &b| rank(&entities[a]).cmp(&rank(&entities[b])));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        for mention in &mut mentions {
            mention.entity = place[mention.entity];
        }
        entities.sort_by(|a, b| rank(a).cmp(&rank(b)));
        Ok(Self { entities, mentions })
    }

    /// The entities, most mentioned first.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// All mentions, in order of document and place.
    #[must_use]
    pub fn mentions(&self) -> &[LinkedMention] {
        &self.mentions
    }

    /// The entity of that name, in any spelling of it, and of that label where one is given.
    ///
    /// Where several answer, a name that is equal to the letter wins, then the most mentioned.
    #[must_use]
    pub fn find(&self, name: &str, label: Option<&str>) -> Option<&Entity> {
        self.position(name, label)
            .map(|place| &self.entities[place])
    }

    /// The place of [`find`](Self::find)'s entity.
    #[must_use]
    pub fn position(&self, name: &str, label: Option<&str>) -> Option<usize> {
        let wanted = key(name);
        let fits = |entity: &Entity| label.is_none_or(|label| entity.label.as_str() == label);
        let by = |answers: &dyn Fn(&Entity) -> bool| {
            self.entities
                .iter()
                .position(|entity| fits(entity) && answers(entity))
        };
        by(&|entity| entity.name == name)
            .or_else(|| by(&|entity| entity.forms.iter().any(|(form, _)| form == name)))
            .or_else(|| by(&|entity| !wanted.is_empty() && key(&entity.name) == wanted))
    }

    /// The entities at these places: label, name, mentions, documents, forms.
    ///
    /// # Panics
    ///
    /// Where there is no such place.
    #[must_use]
    pub fn to_table(&self, places: &[usize]) -> Table {
        let chosen = || places.iter().map(|&place| &self.entities[place]);
        let mut forms = ListValues::<TextValues>::default();
        for entity in chosen() {
            for (form, _) in &entity.forms {
                forms.values.push(form);
            }
            let n_forms = forms.values.len();
            forms.end_row(n_forms);
        }
        Table::new(vec![
            Column::text("label", chosen().map(|entity| entity.label.as_str())),
            Column::text("name", chosen().map(|entity| &entity.name)),
            Column::ints(
                "mentions",
                chosen().map(|entity| cell(entity.n_mentions)).collect(),
            ),
            Column::ints(
                "documents",
                chosen().map(|entity| cell(entity.n_documents)).collect(),
            ),
            Column::new("forms", Values::TextList(forms)),
        ])
    }

    /// The mentions that `wanted` accepts, by number of their entity: document and metadata, label, name, the text
    /// with its place in code points, what found it and why it belongs to the name.
    ///
    /// # Panics
    ///
    /// Where `documents` are not those that were counted.
    #[must_use]
    pub fn mentions_table(&self, documents: &Documents, wanted: impl Fn(usize) -> bool) -> Table {
        let chosen: Vec<&LinkedMention> = self
            .mentions
            .iter()
            .filter(|mention| wanted(mention.entity))
            .collect();
        let rows: Vec<usize> = chosen.iter().map(|mention| mention.document).collect();
        let (starts, ends) = code_point_places(documents, &chosen);
        let entity = |mention: &&LinkedMention| &self.entities[mention.entity];
        let own = vec![
            Column::text("label", chosen.iter().map(|one| entity(one).label.as_str())),
            Column::text("name", chosen.iter().map(|one| &entity(one).name)),
            Column::text(
                "text",
                chosen
                    .iter()
                    .map(|one| documents.slice(one.document, one.span)),
            ),
            Column::ints("start", starts),
            Column::ints("end", ends),
            Column::text("found_by", chosen.iter().map(|one| one.source.name())),
            Column::text("link", chosen.iter().map(|one| one.link.name())),
        ];
        let taken: Vec<&str> = own.iter().map(|column| column.name.as_str()).collect();
        let mut columns = documents.columns_for(&rows, &taken);
        columns.extend(own);
        Table::new(columns)
    }
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
            forms: Vec::new(),
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
        entity.forms = forms
            .into_iter()
            .map(|(form, count)| (form.to_owned(), count))
            .collect();
        // Stable: equal counts stay in code-point order.
        entity
            .forms
            .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    entities
}

fn code_point_places(documents: &Documents, mentions: &[&LinkedMention]) -> (Vec<i64>, Vec<i64>) {
    let mut points: Option<(usize, CodePoints<'_>)> = None;
    mentions
        .iter()
        .map(|mention| {
            if points.as_ref().map(|(document, _)| *document) != Some(mention.document) {
                let text = documents.text(mention.document).unwrap_or_default();
                points = Some((mention.document, CodePoints::of(text)));
            }
            let (_, points) = points.as_mut().expect("set just above");
            let (start, end) = points.convert(mention.span);
            (cell(start as u64), cell(end as u64))
        })
        .unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(texts: &[&str]) -> Entities {
        let documents = Documents::from_texts(texts.iter().copied());
        count_entities(&documents, &EntityFinder::builtin(), &Workers::serial()).unwrap()
    }

    #[test]
    fn spellings_of_one_group_are_one_entity() {
        let entities = count(&[
            "ISIS-Khorasan claimed it. The name of the ISIS-K “Khorasan” is old.",
            "ISIS Khorasan’s men, and ISIS KHORASAN.",
        ]);
        let khorasan = entities.find("isis khorasan", Some("ORG")).unwrap();
        assert_eq!((khorasan.n_mentions, khorasan.n_documents), (4, 2));
        assert_eq!(khorasan.forms.len(), 4);
    }

    #[test]
    fn texts_teach_their_short_forms() {
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
