//! The names of institutions, which say whose they are: "Russia's Foreign Ministry" is the Russian Foreign Ministry.
//!
//! Institutions of different states are different, those of one state are the same however they are written. One without
//! its state belongs to the only state of which the text names such an institution; a ministry belongs to the state that
//! the text settles on, if it does.

use std::collections::BTreeMap;

use super::countries::{Countries, adjective};
use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Word, without_article};
use crate::span::Span;

/// Words that make the name of an institution one that every state has.
const OF_EVERY_STATE: [&str; 27] = [
    "administration",
    "agency",
    "army",
    "assembly",
    "authority",
    "board",
    "bureau",
    "cabinet",
    "command",
    "commission",
    "committee",
    "congress",
    "council",
    "court",
    "department",
    "directorate",
    "force",
    "forces",
    "guard",
    "government",
    "ministry",
    "navy",
    "office",
    "parliament",
    "police",
    "senate",
    "service",
];

/// The subjects of ministries that are written in several ways.
const SUBJECTS: [(&str, &str); 9] = [
    ("Foreign Affairs", "Foreign"),
    ("Defence", "Defense"),
    ("National Defence", "Defense"),
    ("National Defense", "Defense"),
    ("Internal Affairs", "Interior"),
    ("Interior Affairs", "Interior"),
    ("the Interior", "Interior"),
    ("Labour", "Labor"),
    ("Home Affairs", "Home"),
];

/// A text settles on a state if it alone is mentioned, or this many times, ...
const LEAST_MENTIONS: usize = 4;
/// ... and in this share of the mentions of all states: 3 of 4.
const SHARE: (usize, usize) = (3, 4);

/// The maximum number of words before "Ministry".
const MOST_WORDS: usize = 3;

/// Returns the name of an institution that a mention begins or possesses, written `base` without it.
pub(super) fn owned_name(owner: &Mention, base: &str, countries: Countries<'_>) -> String {
    let table = countries.table(owner);
    let is_ministry = is_ministry(base);
    let is_state =
        table == "country" || table == "nationality" || table == "capital" && is_ministry;
    // "American Cancer Society" is not "U.S. Cancer Society".
    let is_translated = is_state && (is_ministry || owner.label != Label::NORP);
    match adjective(countries.of(owner)).filter(|_| is_translated) {
        Some(adjective) => format!("{adjective} {}", canonical(base)),
        None => format!("{} {}", owner.name, canonical(base)),
    }
}

/// True if every state may have an institution with this name, so that it needs its state.
pub(super) fn is_of_every_state(base: &str) -> bool {
    let last = base.rsplit(' ').next().unwrap_or_default().to_lowercase();
    OF_EVERY_STATE.contains(&last.as_str()) || is_ministry(base) || base == "Central Bank"
}

fn is_ministry(text: &str) -> bool {
    text.ends_with(" Ministry")
        || ["Ministry of ", "Ministry for "]
            .iter()
            .any(|start| text.starts_with(start))
}

/// One spelling for the names of ministries: "Defense Ministry" for "Ministry of Defence".
fn canonical(base: &str) -> String {
    let after = ["Ministry of ", "Ministry for "]
        .iter()
        .find_map(|start| base.strip_prefix(start));
    let Some(subject) = after.or_else(|| base.strip_suffix(" Ministry")) else {
        return base.to_owned();
    };
    let known = SUBJECTS.iter().find(|(written, _)| *written == subject);
    let subject = known.map_or(subject, |(_, subject)| subject);
    format!(
        "{} Ministry",
        subject.strip_prefix("the ").unwrap_or(subject)
    )
}

/// Adds the ministries that other sources miss, and names institutions after their states.
pub(super) fn with_states(
    words: &TextWords<'_>,
    mentions: Vec<Mention>,
    countries: Countries<'_>,
) -> Vec<Mention> {
    let mut mentions = with_ministries(words, mentions);
    let text = words.text();
    let mut bare: Vec<(usize, String)> = Vec::new();
    let mut owners: BTreeMap<String, Option<String>> = BTreeMap::new();
    for number in 0..mentions.len() {
        let mention = &mentions[number];
        let is_found = matches!(mention.source, Source::Recognizer | Source::Pattern);
        if !is_found || mention.label != Label::ORG {
            continue;
        }
        let written = without_article(mention.span.slice(text));
        if mention.name != written && mention.source == Source::Pattern {
            add_owner(&mut owners, &mention.name, written);
            continue;
        }
        let previous = number.checked_sub(1).map(|before| &mentions[before]);
        let next = mentions.get(number + 1);
        let state = state_in(written, countries)
            .or_else(|| state_after(text, mention, next, countries))
            .or_else(|| state_before(text, mention, previous, countries));
        match state {
            Some((state, base)) => {
                let name = format!("{} {}", adjective(state).unwrap_or(state), canonical(base));
                add_owner(&mut owners, &name, base);
                rename(&mut mentions[number], name);
            }
            None if is_of_every_state(written) => bare.push((number, canonical(written))),
            None => {}
        }
    }
    let settled = bare.iter().any(|(_, name)| is_ministry(name));
    let settled = settled
        .then(|| settled_state(&mentions, countries))
        .flatten();
    for (number, base) in bare {
        let name = match owners.get(&base) {
            Some(owner) => owner.clone(),
            None => settled
                .filter(|_| is_ministry(&base))
                .map(|state| format!("{state} {base}")),
        };
        if let Some(name) = name {
            rename(&mut mentions[number], name);
        }
    }
    mentions
}

/// Keeps the name of an institution for later mentions without their state; `None` if several states have it.
fn add_owner(owners: &mut BTreeMap<String, Option<String>>, name: &str, base: &str) {
    let known = owners
        .entry(canonical(base))
        .or_insert_with(|| Some(name.to_owned()));
    *known = known.take().filter(|known| known == name);
}

fn rename(mention: &mut Mention, name: String) {
    mention.name = name;
    mention.source = Source::Pattern;
}

/// The state that the name of an institution holds, and the name without it: "Ministry of Defence of Ukraine".
fn state_in<'g, 't>(written: &'t str, countries: Countries<'g>) -> Option<(&'g str, &'t str)> {
    if let Some((base, of)) = written
        .rsplit_once(" of ")
        .filter(|(base, _)| is_of_every_state(base))
    {
        let of = of.strip_prefix("the ").unwrap_or(of);
        let (country, end) = countries.at_start(of)?;
        return (end == of.len()).then_some((country, base));
    }
    let may_be_ministry = written.contains("Ministry");
    if !may_be_ministry {
        return None;
    }
    let (country, end) = countries.at_start(written)?;
    let rest = &written[end..];
    let rest = rest
        .strip_prefix("'s")
        .or_else(|| rest.strip_prefix("’s"))
        .unwrap_or(rest);
    let base = rest.strip_prefix(' ')?;
    is_ministry(base).then_some((country, base))
}

/// The state right after an institution: "the Defence Ministry of Ukraine".
fn state_after<'g, 't>(
    text: &'t str,
    mention: &Mention,
    next: Option<&Mention>,
    countries: Countries<'g>,
) -> Option<(&'g str, &'t str)> {
    let written = without_article(mention.span.slice(text));
    let next = next.filter(|next| countries.table(next) == "country")?;
    let between = &text[mention.span.end..next.span.start];
    (is_of_every_state(written) && matches!(between, " of " | " of the "))
        .then(|| (countries.of(next), written))
}

/// The state that possesses an institution: "Poland's Senate".
fn state_before<'g, 't>(
    text: &'t str,
    mention: &Mention,
    previous: Option<&Mention>,
    countries: Countries<'g>,
) -> Option<(&'g str, &'t str)> {
    let written = mention.span.slice(text);
    let previous = previous.filter(|previous| countries.table(previous) == "country")?;
    let between = &text[previous.span.end..mention.span.start];
    (is_of_every_state(written) && matches!(between, "'s " | "’s "))
        .then(|| (countries.of(previous), written))
}

/// The adjective of the state that a text settles on.
fn settled_state(mentions: &[Mention], countries: Countries<'_>) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions {
        let table = countries.table(mention);
        let country = countries.of(mention);
        if matches!(table, "country" | "capital" | "nationality") && !country.is_empty() {
            *counts.entry(country).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let (country, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let is_most = *most >= LEAST_MENTIONS && most * SHARE.1 >= all * SHARE.0;
    adjective(country).filter(|_| counts.len() == 1 || is_most)
}

/// Adds the ministries after an article that no mention overlaps: "the Interior Ministry said".
fn with_ministries(words: &TextWords<'_>, mut mentions: Vec<Mention>) -> Vec<Mention> {
    let mut added = Vec::new();
    for (index, span) in words.capitalised() {
        if !span.slice(words.text()).starts_with("Ministry") {
            continue;
        }
        let ministry = ministry_at(words, index).filter(|span| {
            let first = mentions.partition_point(|one| one.span.end <= span.start);
            mentions
                .get(first)
                .is_none_or(|one| one.span.start >= span.end)
        });
        if let Some(span) = ministry {
            let name = span.slice(words.text());
            added.push(Mention::new(span, Label::ORG, name, Source::Pattern));
        }
    }
    if !added.is_empty() {
        mentions.extend(added);
        mentions.sort_by_key(|mention| mention.span.start);
    }
    mentions
}

/// The span of the ministry whose word "Ministry" is at `index`.
fn ministry_at(words: &TextWords<'_>, index: usize) -> Option<Span> {
    let ministry = words.get(index).filter(|word| word.bare() == "Ministry")?;
    let end = ministry.span.start + ministry.bare().len();
    let joins = |word: &Word<'_>| word.before == " ";
    if let Some(end) = purpose_end(words, index + 1) {
        return Some(Span::new(ministry.span.start, end));
    }
    let mut first = index;
    for _ in 0..=MOST_WORDS {
        let word = words.get(first).filter(joins)?;
        let before = words.get(first.checked_sub(1)?)?;
        if before.text.eq_ignore_ascii_case("the") {
            return (first < index).then(|| Span::new(word.span.start, end));
        }
        if !before.is_capitalised() {
            return None;
        }
        first -= 1;
    }
    None
}

/// The end of " of Foreign Affairs", " of the Interior" from the word `index` on.
pub(super) fn purpose_end(words: &TextWords<'_>, index: usize) -> Option<usize> {
    let joins = |word: &Word<'_>| word.before == " ";
    let of = words.get(index).filter(joins)?;
    if of.text != "of" && of.text != "for" {
        return None;
    }
    let is_the = |word: Word<'_>| joins(&word) && word.text == "the";
    let mut next = index + 1 + usize::from(words.get(index + 1).is_some_and(is_the));
    let mut end = None;
    loop {
        let word = words.get(next).filter(joins)?;
        if word.is_capitalised() {
            end = Some(word.span.start + word.bare().len());
            next += 1;
        } else if end.is_some()
            && word.text == "and"
            && words
                .get(next + 1)
                .is_some_and(|word| joins(&word) && word.is_capitalised())
        {
            next += 1;
        } else {
            return end;
        }
        if words.get(next).is_none_or(|word| !joins(&word)) {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    /// Checks the institutions that lists and patterns find, with their names.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let institutions = found
            .mentions()
            .iter()
            .filter(|one| one.label.as_str() == "ORG");
        let names: Vec<_> = institutions
            .map(|one| (one.span.slice(text), one.name.as_str()))
            .collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn institutions_of_one_state_have_one_name() {
        check(
            "Peru's Foreign Ministry met the Peruvian Ministry of Foreign Affairs.",
            &[
                ("Foreign Ministry", "Peruvian Foreign Ministry"),
                (
                    "Peruvian Ministry of Foreign Affairs",
                    "Peruvian Foreign Ministry",
                ),
            ],
        );
        check(
            "The Ministry of Defence of Peru left.",
            &[("Ministry of Defence", "Peruvian Defense Ministry")],
        );
        check(
            "the American Cancer Society",
            &[("American Cancer Society", "American Cancer Society")],
        );
    }

    #[test]
    fn institutions_of_one_word_have_their_state() {
        check(
            "Peru's Senate met Chile's Senate.",
            &[("Senate", "Peruvian Senate"), ("Senate", "Chilean Senate")],
        );
    }

    #[test]
    fn ministries_belong_to_the_state_of_the_text() {
        check(
            "In Peru, the Interior Ministry said 12 died.",
            &[("Interior Ministry", "Peruvian Interior Ministry")],
        );
        check(
            "The Interior Ministry said so. Chile and Peru did not.",
            &[("Interior Ministry", "Interior Ministry")],
        );
        check(
            "Peru's Interior Ministry wrote to Chile. The Interior Ministry said so.",
            &[
                ("Interior Ministry", "Peruvian Interior Ministry"),
                ("Interior Ministry", "Peruvian Interior Ministry"),
            ],
        );
        check(
            "Peru's Interior Ministry and Chile's Interior Ministry met. The Interior Ministry left.",
            &[
                ("Interior Ministry", "Peruvian Interior Ministry"),
                ("Interior Ministry", "Chilean Interior Ministry"),
                ("Interior Ministry", "Interior Ministry"),
            ],
        );
    }
}
