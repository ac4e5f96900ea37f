//! Offices in and around recognised names: "U.S. Secretary of State Ann Blount", "U.S. Defense Secretary Carl Ostin".

use crate::entities::mentions::{Label, Mention};
use crate::entities::names::{Cues, starts_upper};
use crate::span::Span;

/// What an office is of, in lowercase.
const DEPARTMENTS: [&str; 41] = [
    "affairs",
    "agriculture",
    "attorney",
    "cabinet",
    "climate",
    "commerce",
    "culture",
    "defence",
    "defense",
    "deputy",
    "economic",
    "economy",
    "education",
    "energy",
    "environment",
    "external",
    "finance",
    "foreign",
    "health",
    "home",
    "homeland",
    "housing",
    "immigration",
    "industry",
    "information",
    "interior",
    "justice",
    "labor",
    "labour",
    "national",
    "planning",
    "press",
    "prime",
    "security",
    "state",
    "supreme",
    "trade",
    "transport",
    "transportation",
    "treasury",
    "vice",
];

/// The holders of offices, in lowercase. Words that are names, too, such as "King", are left out.
const HOLDERS: [&str; 27] = [
    "adviser",
    "advisor",
    "ambassador",
    "chairman",
    "chairwoman",
    "chancellor",
    "commissioner",
    "congressman",
    "congresswoman",
    "envoy",
    "gov",
    "governor",
    "leader",
    "minister",
    "ministers",
    "president",
    "rep",
    "representative",
    "sec",
    "secretary",
    "sen",
    "senator",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "undersecretary",
    "secretary-general",
];

/// True if a recognised name is an office or a part of one: "U.S. Sen", "U.S. Defense" before "Secretary".
pub(super) fn is_office(text: &str, span: Span, mention: &Mention) -> bool {
    let name = span.slice(text);
    let last = last_word(name);
    if mention.label == Label::PERSON {
        let is_part = |word: &str| is_initials(word) || is_title(word) || is_department(word);
        return is_holder(last) && name.split(' ').all(is_part);
    }
    let next = text[span.end..].strip_prefix(' ').map(first_word);
    mention.label == Label::ORG
        && is_department(last)
        && next.is_some_and(|next| starts_upper(next) && is_holder(next))
}

/// "Ann Blount" of "U.S. Secretary of State Ann Blount".
pub(super) fn without_office(text: &str, span: Span) -> Span {
    let name = span.slice(text);
    let words: Vec<&str> = name.split(' ').collect();
    let Some(holder) = words.iter().rposition(|word| is_holder(word)) else {
        return span;
    };
    let mut first = holder + 1;
    if words.get(first) == Some(&"of") {
        first += 1 + usize::from(words.get(first + 1) == Some(&"the"));
        while words.get(first).is_some_and(|word| is_department(word)) {
            first += 1;
        }
    }
    // The holder is the surname, or the words before it are a name.
    let is_part = |word: &&str| {
        is_initials(word) || is_title(word) || is_department(word) || !starts_upper(word)
    };
    let is_office = holder == 0 || words[..holder].iter().all(is_part);
    match words
        .get(first)
        .filter(|word| is_office && starts_upper(word))
    {
        Some(_) => {
            let n_bytes: usize = words[..first].iter().map(|word| word.len() + 1).sum();
            Span::new(span.start + n_bytes, span.end)
        }
        None => span,
    }
}

/// True for titles, offices and what they are of: "Prime", "Foreign", "Secretary".
pub(super) fn is_office_word(word: &str) -> bool {
    is_title(word) || is_department(word)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|mark: char| !mark.is_alphanumeric() && mark != '-');
    &text[..end.unwrap_or(text.len())]
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

fn is_holder(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    HOLDERS.contains(&word.as_str())
}

fn is_title(word: &str) -> bool {
    Cues::is_title(word.trim_end_matches('.')) || is_holder(word)
}

fn is_department(word: &str) -> bool {
    DEPARTMENTS.contains(&word.to_lowercase().as_str())
}

/// True for the abbreviation of a country or a body: "U.S.", "UN".
fn is_initials(word: &str) -> bool {
    word.len() > 1
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
