//! Figures of texts, by kind.

use super::{
    Casualties, Figure, Implied, Quantifier, Relation, Side, SourceKind, Status, When,
    count_casualties,
};
use crate::corpus::Documents;
use crate::entities::{EntityFinder, FinderConfig, count_entities};
use crate::parallel::Workers;

fn casualties(text: &str) -> (Documents, Casualties) {
    let config = FinderConfig {
        gazetteer: false,
        patterns: true,
    };
    let finder = EntityFinder::new(config, None, None);
    let documents = Documents::from_texts([text]);
    let workers = Workers::serial();
    let entities = count_entities(&documents, &finder, &workers).unwrap();
    let found = count_casualties(&documents, &entities, None, &workers).unwrap();
    (documents, found)
}

fn read(text: &str) -> Vec<Figure> {
    casualties(text).1.figures().to_vec()
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
        ("A two-year-old was hurt.", "injured 1"),
        ("How many people were killed is unknown.", ""),
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
        ("A year ago 20 people died here.", "killed 20 earlier event"),
        ("Two days ago 20 people died.", "killed 20"),
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

#[test]
fn people_may_be_taken_by_force() {
    check(&[
        (
            "Five staff were taken from their vehicle at gunpoint.",
            "kidnapped 5",
        ),
        (
            "Two drivers were held for three days by a militia and later released.",
            "kidnapped 2; released 2",
        ),
        (
            "Gunmen abducted Rev. Luka Danjuma and three parishioners.",
            "kidnapped 1; kidnapped 3",
        ),
        (
            "Militants seized eight oil workers from a barge.",
            "kidnapped 8",
        ),
        ("Gunmen seized 12 rifles and a truck.", ""),
        ("Police seized two suspects.", "detained 2 attackers"),
        ("The kidnappers are holding six pupils.", "kidnapped 6"),
        (
            "Unknown men forced a doctor into a car and drove away.",
            "kidnapped 1",
        ),
        (
            "He was dragged from his house by masked men.",
            "kidnapped 1",
        ),
        ("He was dragged from his car to a hospital.", ""),
        (
            "Four nurses were taken hostage and remain in captivity.",
            "kidnapped 4",
        ),
    ]);
}

#[test]
fn one_person_with_a_name_and_a_noun_is_one() {
    check(&[
        ("A teacher, Tin New Yee, 59, died.", "killed 1"),
        (
            "Gunmen killed the mayor, Ana Ruiz, and two guards.",
            "killed 1; killed 2",
        ),
        (
            "A waiter, a cook and two guards were killed.",
            "killed 1; killed 1; killed 2",
        ),
        (
            "A clerk, Ana Ruiz and two guards were killed.",
            "killed 1; killed 1; killed 2",
        ),
        (
            "Two boys, Ava Romero, 6, and Kayla Salas, 13, and a man were killed.",
            "killed 2; killed 1",
        ),
    ]);
}

#[test]
fn parts_stand_before_and_after_their_whole() {
    check(&[
        (
            "Six people, a soldier among them, were killed.",
            "killed 6; killed 1 part",
        ),
        (
            "Ten people, including two women, and a guard were killed.",
            "killed 10; killed 2 part; killed 1",
        ),
        (
            "The toll rose to 105, including 17 children, and 68 people were injured.",
            "killed 105; killed 17 part; injured 68",
        ),
        (
            "Nine people, including a nurse, a driver, a clerk and two cooks, were killed.",
            "killed 9; killed 1 part; killed 1 part; killed 1 part; killed 2 part",
        ),
        (
            "The strike claimed 14 lives, including a mother and child.",
            "killed 14; killed 1 part; killed 1 part",
        ),
        ("20 were hurt, seven badly.", "injured 20; injured 7 part"),
        ("Two people were shot, one fatally.", "injured 2; killed 1"),
        (
            "36 people were wounded, 4 by gunfire.",
            "injured 36; injured 4 part",
        ),
        (
            "Dozens of whom are missing were on board.",
            "missing some 24",
        ),
        (
            "One of the four nurses abducted on Monday was found dead.",
            "killed 1; kidnapped 4",
        ),
        (
            "17 casualties, including 9 wounded soldiers, were counted.",
            "casualties 17; injured 9",
        ),
    ]);
}

#[test]
fn a_verb_may_be_left_out() {
    check(&[
        (
            "Eleven were killed in Kryvyi Rih and one in Pokrovsk.",
            "killed 11; killed 1",
        ),
        (
            "Nineteen people were killed: seven in Punjab, five in Sindh and seven in Peshawar.",
            "killed 19; killed 7 part; killed 5 part; killed 7 part",
        ),
        (
            "Three of the men died at once and the fourth on Sunday.",
            "killed 3; killed 1",
        ),
        (
            "The mother was killed, as were her two sons.",
            "killed 1; killed 2",
        ),
        ("Ten were killed and one man was in the house.", "killed 10"),
    ]);
}

#[test]
fn those_who_die_later_are_not_counted_twice() {
    check(&[
        ("A clerk was shot. He died in hospital.", "killed 1"),
        (
            "A clerk was shot. The gunman was killed by police.",
            "injured 1; killed 1 attackers",
        ),
        ("He stabbed a student and killed her.", "killed 1"),
        (
            "Three died and 9 were hurt. One of the injured died on Sunday.",
            "killed 3; injured 9; killed 1 addition",
        ),
        (
            "Three died. A driver was also killed.",
            "killed 3; killed 1 addition",
        ),
        (
            "The bodies of three women who had been missing were found.",
            "killed 3",
        ),
    ]);
}

#[test]
fn a_sum_may_be_stated_again() {
    check(&[(
        "A man, his wife and two sons were kidnapped. The four were snatched by a gang.",
        "kidnapped 1; kidnapped 1; kidnapped 2; kidnapped 4 repeat",
    )]);
}

#[test]
fn headlines_have_a_grammar_of_their_own() {
    check(&[
        ("Clash claims 4 in Taraba", "killed 4"),
        ("Sources claim 4", ""),
        (
            "2 Abu Sayyaf 'bandits' killed in Sulu clash",
            "killed 2 attackers",
        ),
        ("Militants behead kidnapped soldier", "killed 1"),
        ("Troops kill alleged bomb expert", "killed 1"),
        ("Bomber kills self and 3", "killed 1 attackers; killed 3"),
        (
            "Gunmen kill pastor, wife, six others",
            "killed 1; killed 1; killed 6 addition",
        ),
        (
            "Raising to 12 the number of dead, rescuers found three bodies.",
            "killed 12; killed 3",
        ),
    ]);
}

#[test]
fn couples_and_ordinals_are_numbers() {
    check(&[
        ("An elderly couple died.", "killed 2"),
        ("A couple of soldiers died.", "killed some 2"),
        ("The couple's daughter died.", "killed 1"),
        ("A third of the city was destroyed, killing hopes.", ""),
        ("A farmer lost a leg.", "injured 1"),
        ("Dozens of soldiers fled over the wall.", ""),
    ]);
}

#[test]
fn earlier_events_are_known_by_their_context() {
    check(&[
        (
            "A court sentenced two men for an attack that killed 31 people.",
            "killed 31 earlier event",
        ),
        (
            "He was convicted of killing two clerks.",
            "killed 2 earlier event",
        ),
        (
            "A similar bombing killed 40. An earlier suicide attack killed 9.",
            "killed 40 earlier event; killed 9 earlier event",
        ),
        (
            "They attacked to avenge the death of a commander.",
            "killed 1 earlier event attackers",
        ),
        (
            "Nine reporters have died since the war began.",
            "killed 9 running total",
        ),
        (
            "More than 1,800 people have perished on the route this year.",
            "killed >1800 running total",
        ),
        (
            "Families of 51 people killed in March 2019 met. A gunman murdered 44 at one place.",
            "killed 51 earlier event; killed 44 earlier event",
        ),
        (
            "In March 2019 a gunman killed 51 people. On Friday a bomb killed 3.",
            "killed 51 earlier event; killed 3",
        ),
    ]);
}

/// Checks rows of a text and its figures with their sources: number, source, kind and manner.
fn check_sources(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let figures = read(text);
        let found: Vec<String> = figures
            .iter()
            .map(|figure| match figure.attribution {
                Some(source) => {
                    let kind = source.kind.map_or("unknown", SourceKind::name);
                    let words = source.span.slice(text);
                    format!(
                        "{} {words}, {kind}, {}",
                        figure.number(),
                        source.manner.name()
                    )
                }
                None => figure.number().to_string(),
            })
            .collect();
        assert_eq!(found.join("; "), *expected, "{text}");
    }
}

#[test]
fn who_is_quoted_is_the_source() {
    check_sources(&[
        ("Two died, police said.", "2 police, police, said"),
        (
            "\"Three are dead. Nine more were hurt,\" the police spokesman said.",
            "3 the police spokesman, police, said; 9 the police spokesman, police, said",
        ),
        (
            "The army said that two died. It added that 9 people were hurt.",
            "2 The army, military, said; 9 It, military, said",
        ),
        (
            "Rebels claimed that 20 soldiers were killed.",
            "20 Rebels, attackers, claimed",
        ),
        ("A bomb killed 4. Police said the area was closed.", "4"),
    ]);
}

#[test]
fn what_is_not_verified_is_unconfirmed() {
    check_sources(&[
        (
            "Police said 3 people died. The figure could not be verified.",
            "3 Police, police, unconfirmed",
        ),
        (
            "An unconfirmed report spoke of 40 dead.",
            "40 unconfirmed, unknown, unconfirmed",
        ),
        (
            "Three people died; this has not been verified.",
            "3 verified, unknown, unconfirmed",
        ),
        ("Police verified that 3 people died.", "3"),
    ]);
}

#[test]
fn any_line_end_parts_headlines() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("Bomb kills four{end}Two held in Delta raid");
        let found: Vec<String> = read(&text).iter().map(shown).collect();
        assert_eq!(found, ["killed 4", "detained 2"]);
    }
}

#[test]
fn a_document_may_have_many_figures() {
    let lines: Vec<String> = (0..20_000)
        .map(|number| format!("{} people died in it.", number % 500 + 3))
        .collect();
    let text = lines.join("\n");
    let (documents, found) = casualties(&text);
    assert_eq!(found.figures().len(), 20_000);
    assert_eq!(found.totals()[0].best, Some(3));
    assert_eq!(found.totals_table(&documents).columns().len(), 8);
}

#[test]
fn totals_are_not_added_up_twice() {
    let total = |text: &str| casualties(text).1.totals()[0].best;
    for (text, expected) in [
        ("Bus crash: 16 hurt\nFive died and 16 others were hurt.", 5),
        (
            "98 dead in flood\nTwelve more bodies brought the number of dead to 98.",
            98,
        ),
        (
            "At least 11 die\nHe was killed. She is dead. He was killed.",
            11,
        ),
        (
            "Eleven people have died. An early count had put the dead at eight.",
            11,
        ),
        (
            "A bomb killed an officer. At least 1 militant was also killed.",
            2,
        ),
        (
            "19 people were killed: seven in Punjab, five in Sindh and seven in Peshawar.",
            19,
        ),
    ] {
        assert_eq!(total(text), Some(expected), "{text}");
    }
}

#[test]
fn bodies_and_ages_say_who_is_hurt() {
    check(&[
        ("A 19-year-old was struck by gunfire and died.", "killed 1"),
        ("The girl was hit in both legs.", "injured 1"),
        ("The house was hit by a shell.", ""),
        (
            "Five people were shot, two of them fatally.",
            "injured 5; killed 2",
        ),
        ("Four of the hostages were killed.", "killed 4"),
        (
            "Five clerks were detained by police and released.",
            "detained 5; released 5",
        ),
        (
            "Armed men took three health workers with them.",
            "kidnapped 3",
        ),
    ]);
}
