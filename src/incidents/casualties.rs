//! The figures of all documents.

use super::figure::Figure;
use super::read::DocumentReader;
use super::relations::related;
use crate::corpus::{Documents, Language, Languages};
use crate::entities::Entities;
use crate::error::Result;
use crate::parallel::Workers;

/// The figures of a corpus, in order of document and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Casualties {
    figures: Vec<Figure>,
    /// The number of documents in a language without a table of triggers.
    n_unread: usize,
}

impl Casualties {
    /// Returns the figures, in order of document and position.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Returns the number of documents that were not read, because they are in a language without a table of triggers.
    #[must_use]
    pub fn n_unread(&self) -> usize {
        self.n_unread
    }
}

/// Finds the figures of all documents, of which `entities` are the entities and `date` is the column with their dates.
///
/// Documents in another language than English are not read, and counted. Takes linear time in the length of the texts, and
/// quadratic time in the number of figures of one document. The result is the same for any number of threads.
///
/// # Errors
///
/// If there is no such column, or if the work was cancelled.
///
/// # Panics
///
/// If `entities` are not those of `documents`.
pub fn count_casualties(
    documents: &Documents,
    entities: &Entities,
    date: Option<&str>,
    workers: &Workers,
) -> Result<Casualties> {
    let dates = date
        .map(|name| documents.column_for("date", name))
        .transpose()?;
    let date_of = |index: usize| {
        let bin = documents.date_reader().read_row(dates?, index).ok()?;
        bin.date()
    };
    let languages = Languages::new(documents, None);
    let is_read = |index: usize| match entities.readings()[index].language {
        Some(language) => language == Language::ENGLISH,
        None => languages.of(index).may_be_english(),
    };
    let parts = workers.map_ranges(
        documents.len(),
        |index| documents.n_bytes(index),
        |range| {
            let mut reader = DocumentReader::new();
            let mut part = Casualties::default();
            for index in range.filter(|&index| documents.text(index).is_some()) {
                if !is_read(index) {
                    part.n_unread += 1;
                    continue;
                }
                reader.set_report(date_of(index));
                let found = of_document(documents, entities, index, &mut reader, workers)?;
                append(&mut part.figures, found);
            }
            Ok(part)
        },
    )?;
    let mut all = Casualties::default();
    for part in parts {
        append(&mut all.figures, part.figures);
        all.n_unread += part.n_unread;
    }
    Ok(all)
}

/// Appends figures, whose relations are numbered from 0.
fn append(figures: &mut Vec<Figure>, more: Vec<Figure>) {
    let first = figures.len();
    figures.extend(more.into_iter().map(|figure| Figure {
        of: figure.of.map(|of| first + of),
        ..figure
    }));
}

fn of_document(
    documents: &Documents,
    entities: &Entities,
    index: usize,
    reader: &mut DocumentReader,
    workers: &Workers,
) -> Result<Vec<Figure>> {
    let Some(text) = documents.text(index) else {
        return Ok(Vec::new());
    };
    let language = entities.language_of(documents, index);
    let mentions = entities.all_found()[index].mentions();
    let (mut drafts, mut n_sentences) = (Vec::new(), 0);
    for part in documents.kept(index) {
        drafts.extend(reader.read(text, part, &language, mentions, &mut n_sentences, workers)?);
    }
    let mut figures = related(drafts);
    for figure in &mut figures {
        figure.document = index;
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{EntityFinder, FinderConfig, count_entities};
    use crate::incidents::{Implied, Quantifier, Relation, Side, Status, When};

    fn read(text: &str) -> Vec<Figure> {
        let config = FinderConfig {
            gazetteer: false,
            patterns: true,
        };
        let finder = EntityFinder::new(config, None, None);
        let documents = Documents::from_texts([text]);
        let workers = Workers::serial();
        let entities = count_entities(&documents, &finder, &workers).unwrap();
        let found = count_casualties(&documents, &entities, None, &workers).unwrap();
        found.figures().to_vec()
    }

    /// A figure in a few words: what is not stated is whole, actual and of this event.
    fn shown(figure: &Figure) -> String {
        let sign = match figure.quantifier {
            Quantifier::AtLeast => ">=",
            Quantifier::MoreThan => ">",
            Quantifier::UpTo => "<=",
            Quantifier::About => "~",
            Quantifier::Vague => "some ",
            Quantifier::Range => "from ",
            _ => "",
        };
        let mut words = vec![format!(
            "{} {sign}{}",
            figure.outcome.name(),
            figure.number()
        )];
        if figure.implied == Some(Implied::Plural) {
            words.push("implied".into());
        }
        if figure.relation != Relation::Whole {
            words.push(figure.relation.name().into());
        }
        if figure.status != Status::Actual {
            words.push(figure.status.name().into());
        }
        if figure.when != When::ThisEvent {
            words.push(figure.when.name().into());
        }
        if figure.victims.side == Side::Attackers {
            words.push("attackers".into());
        }
        words.join(" ")
    }

    /// Checks rows of a text and its figures, separated by semicolons.
    fn check(rows: &[(&str, &str)]) {
        let wrong: Vec<String> = rows
            .iter()
            .map(|(text, expected)| (text, expected, read(text)))
            .map(|(text, expected, figures)| {
                let found: Vec<String> = figures.iter().map(shown).collect();
                (text, expected, found.join("; "))
            })
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}\n  {expected}\n  {found}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn the_victims_of_a_verb_are_found() {
        check(&[
            (
                "Eleven people in the queue outside the office were killed.",
                "killed 11",
            ),
            (
                "Three were killed and nine were wounded.",
                "killed 3; injured 9",
            ),
            (
                "The blast killed 10 people and 20 were hurt.",
                "killed 10; injured 20",
            ),
            (
                "Four officers and a cook were killed.",
                "killed 4; killed 1",
            ),
            ("The fire killed or wounded 50.", "casualties 50"),
            ("7 dead, 20 hurt in bus blast", "killed 7; injured 20"),
            ("Bomb kills four", "killed 4"),
            ("Two shot dead", "killed 2"),
            (
                "A shell fell on the yard, killing 8 and wounding a teacher.",
                "killed 8; injured 1",
            ),
            (
                "The attack left 17 dead and dozens injured.",
                "killed 17; injured some 24",
            ),
            ("The men were taken to a field and shot dead.", ""),
            ("Three men were taken to a field and shot dead.", "killed 3"),
            (
                "Gunmen abducted and later killed two clerks.",
                "killed 2; kidnapped 2",
            ),
            (
                "At least 12 soldiers guarding the gate were wounded.",
                "injured >=12",
            ),
            ("Two women, who had come to shop, were killed.", "killed 2"),
            ("He stabbed two guards to death.", "killed 2"),
            ("Nine people sustained injuries.", "injured 9"),
            ("Five passengers were taken to hospital.", "injured 5"),
            ("A monk who was pulled from the rubble died.", "killed 1"),
            (
                "A guard wounded in the raid was captured.",
                "injured 1; detained 1",
            ),
            ("Around 50 gunmen burned a car.", ""),
            ("Two officers shot the man dead.", "killed 1"),
            (
                "Three clerks held by rebels were freed.",
                "kidnapped 3; released 3",
            ),
            ("The 3 attackers were all shot dead.", "killed 3 attackers"),
        ]);
    }

    #[test]
    fn nouns_and_states_count_victims() {
        check(&[
            (
                "It led to the death of two clerks and a driver.",
                "killed 2; killed 1",
            ),
            (
                "Officials confirmed 14 deaths and 3 arrests.",
                "killed 14; detained 3",
            ),
            (
                "The death toll rose from 84 to 115.",
                "killed 84 repeat; killed 115",
            ),
            ("The storm claimed 12 lives.", "killed 12"),
            ("Six sailors are missing.", "missing 6"),
            ("Rebels took 12 people hostage.", "kidnapped 12"),
            ("They held 800 visitors hostage.", "kidnapped 800"),
            ("The bodies of three men were found.", "killed 3"),
            ("Medics treated two wounded men.", "injured 2"),
            ("The flood left 300 families homeless.", "displaced 300"),
            ("Death threats against a judge alarmed five colleagues.", ""),
        ]);
    }

    #[test]
    fn a_number_may_be_implied_or_vague() {
        check(&[
            ("A constable was killed.", "killed 1"),
            ("The mayor and two aides were killed.", "killed 1; killed 2"),
            (
                "One was killed and another was wounded.",
                "killed 1; injured 1",
            ),
            ("Soldiers were killed.", "killed 2 implied"),
            ("Several villagers died.", "killed some 3"),
            ("Up to 170 people were hurt.", "injured <=170"),
            ("As many as 40 were missing.", "missing <=40"),
            ("About 50 people were detained.", "detained ~50"),
            ("Between 5 and 7 people died.", "killed from 5"),
            ("Some two dozen people were hurt.", "injured ~24"),
            ("A family of five died.", "killed 5"),
        ]);
    }

    #[test]
    fn what_is_no_victim_is_left_out() {
        check(&[
            ("20 gunmen killed a guard.", "killed 1"),
            (
                "Two vehicles were destroyed 3 km away and 40 houses burned.",
                "",
            ),
            ("A blast 20 minutes later killed two.", "killed 2"),
            ("The price of 12 houses fell, killing hopes.", ""),
            ("A two-year-old was hurt.", ""),
        ]);
    }

    #[test]
    fn figures_of_a_document_are_related() {
        check(&[
            (
                "Nine people, including two women, were killed.",
                "killed 9; killed 2 part",
            ),
            (
                "Nine people were killed, among them two women and a child.",
                "killed 9; killed 2 part; killed 1 part",
            ),
            (
                "It killed nine people, three of them children.",
                "killed 9; killed 3 part",
            ),
            (
                "23 were hurt, seven of them badly.",
                "injured 23; injured 7 part",
            ),
            (
                "Ten were killed. Three of the dead were children.",
                "killed 10; killed 3 part",
            ),
            (
                "Ten were killed. Among the dead were two nurses.",
                "killed 10; killed 2 part",
            ),
            (
                "Three people were killed: two guards and a driver died.",
                "killed 3; killed 2 part; killed 1 part",
            ),
            (
                "Ten were killed and another 12 died later.",
                "killed 10; killed 12 addition",
            ),
            (
                "Ten people died. Police said ten people were killed.",
                "killed 10; killed 10 repeat",
            ),
            (
                "32 people and 3 bombers were killed.",
                "killed 32; killed 3 attackers",
            ),
        ]);
    }

    #[test]
    fn what_did_not_happen_is_marked() {
        check(&[
            ("No one was hurt.", "injured 0 none"),
            ("There were no reported injuries.", "injured 0 none"),
            ("There were no casualties.", "killed 0 none; injured 0 none"),
            (
                "The army denied that 12 people were killed.",
                "killed 12 denied",
            ),
            ("The army denied killing 12 people.", "killed 12 denied"),
            (
                "He denied a role in the attack that killed 12 people.",
                "killed 12",
            ),
            ("The storm could kill 300 people.", "killed 300 feared"),
            (
                "They threatened to kill two hostages.",
                "killed 2 threatened",
            ),
            ("He plotted to kill two judges.", "killed 2 planned"),
            ("He tried to kill a judge.", "killed 1 attempted"),
            ("Twenty miners are feared dead.", "killed 20 feared"),
            (
                "The rebels claimed to have killed 13 soldiers.",
                "killed 13",
            ),
            ("Two people were not hurt.", "injured 2 denied"),
            ("If anyone is killed, he will resign.", "killed 1 feared"),
        ]);
    }

    #[test]
    fn earlier_events_are_background() {
        check(&[
            (
                "About 13,000 people have been killed since 1980.",
                "killed ~13000 running total",
            ),
            (
                "In August 2021 a bomb killed 13 soldiers.",
                "killed 13 earlier event",
            ),
            ("Two died on Sunday.", "killed 2"),
            ("In the past 24 hours 5 people were killed.", "killed 5"),
            (
                "In the last three years 12 guards died.",
                "killed 12 running total",
            ),
            (
                "Two men held by rebels since Friday were freed.",
                "kidnapped 2; released 2",
            ),
        ]);
    }

    #[test]
    fn headlines_are_sentences() {
        check(&[(
            "Bomb kills four\nTwo held in Delta raid",
            "killed 4; detained 2",
        )]);
    }
}
