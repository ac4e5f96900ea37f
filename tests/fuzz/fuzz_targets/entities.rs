//! Mentions do not overlap and are on character boundaries, numbers and dates do not cross blank lines, and totals add
//! up.
#![no_main]

mod text;

use std::sync::LazyLock;

use lexicount::corpus::{Date, Documents};
use lexicount::entities::{EntityFinder, FinderConfig, Within, count_entities};
use lexicount::parallel::Workers;
use libfuzzer_sys::fuzz_target;

/// Parts of names, dates and amounts, and text that occurs between them.
const WORDS: &str = "Moscow|ISIS-K|ISIS Khorasan|ISIS|Khorasan|Mr.|Dr|Sanders|Bernie|Jane|J.|de la|van|Federal Security \
    Service|(FSB)|FSB|(|)|, or|Bank of|and|the|Inc.|University of|York|New|U.S.|US|Russian|St.|O'Brien|Al-Shabaab|group|said|\
    MOSCOW|jane|’s|'s|s'|’S|.|,|;|:|!|“|”|\"|-|–|—|/|%|$|€|US$|£|°|C|km|kg|m²|per|an|hour|cents|pounds|dollars|USD|\
    0|1|2|7|12|13|21st|35|90s|1990s|2019|2021|2024|10:30|p.m.|o'clock|GMT|1,200|2.5m|5bn|½|34.5553|69.2075|°31′|N|E|٣|\
    one|two|twenty|five|hundred|thousand|million|dozens|half|third|quarter|at least|up to|more than|or|between|to|from|\
    about|nearly|January|March|May|may|Friday|Monday|last|next|this|ago|yesterday|years|old|aged|century|BC|AD|early|mid|\
    late|Q1|summer|202-555-0143|+44 20 7946 0958|a@b.org|https://x.org/a_(b)|@name|#tag|é|e\u{301}|\u{200D}|\u{301}|東京|\
    İ|ß|ﬁ|\u{A0}|\u{0}|\u{FFFD}|\t|\r\n|\n|\n\n|\u{2028}|a|x|\u{AD}";

fn words(data: &[u8]) -> String {
    let words: Vec<&str> = WORDS.split('|').collect();
    let mut text = String::new();
    for pair in data.chunks(2) {
        text.push_str(words[usize::from(pair[0]) % words.len()]);
        let separators = [" ", " ", " ", " ", " ", "", "-", ", "];
        text.push_str(separators[usize::from(pair.get(1).copied().unwrap_or(0)) % separators.len()]);
    }
    text
}

static ALL: LazyLock<EntityFinder> = LazyLock::new(EntityFinder::builtin);

static PATTERNS: LazyLock<EntityFinder> = LazyLock::new(|| {
    let config = FinderConfig { gazetteer: false, ..FinderConfig::default() };
    EntityFinder::new(config, None, None)
});

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else {
        return;
    };
    let text = if first % 4 == 0 { text::text(data) } else { words(data) };
    let date = (first & 16 == 0).then(|| Date::parse("2024-03-23")).flatten();
    let found = ALL.find_dated(&text, date);
    for mention in found.mentions() {
        assert!(!mention.span.slice(&text).is_empty() && !mention.name.is_empty());
    }
    for pair in found.mentions().windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    paragraphs(&text, date);
    linked(&text);
});

/// The pattern matches of a text are those of its paragraphs.
fn paragraphs(text: &str, date: Option<Date>) {
    let mut start = 0;
    let mut parts = Vec::new();
    for paragraph in text.split("\n\n") {
        parts.extend(PATTERNS.find_dated(paragraph, date).mentions().iter().map(|mention| {
            (start + mention.span.start, start + mention.span.end, mention.name.clone())
        }));
        start += paragraph.len() + 2;
    }
    let whole = PATTERNS.find_dated(text, date);
    let whole = whole.mentions().iter().map(|mention| (mention.span.start, mention.span.end, mention.name.clone()));
    assert!(whole.eq(parts), "{text:?}");
}

fn linked(text: &str) {
    let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let documents = Documents::from_texts([&text[..half], text, &text[half..]]);
    let workers = Workers::serial();
    let entities = count_entities(&documents, &ALL, &workers).expect("the work is not cancelled");
    let total: u64 = entities.entities().iter().map(|one| one.n_mentions).sum();
    assert_eq!(total, entities.mentions().len() as u64);
    for one in entities.entities() {
        assert_eq!(one.surface_forms.iter().map(|(_, n)| n).sum::<u64>(), one.n_mentions);
    }
    for within in [Within::Document, Within::Sentence, Within::Window(5)] {
        entities.network(&documents, within, None, 1, &workers).expect("the work is not cancelled");
    }
}
