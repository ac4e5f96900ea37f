//! Companies whose own name ends in 's: "Sotheby's sold it".
//!
//! A possessive needs what is possessed after it. A verb there shows that the ending belongs to the name. A company of a
//! list is meant unless the text has a person of that name, or the words after it look like a person's.

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Word, without_possessive};
use crate::span::Span;

/// Verbs that cannot be an adjective before what is possessed.
const VERBS: [&str; 34] = [
    "announces",
    "can",
    "climbed",
    "could",
    "did",
    "does",
    "expects",
    "fell",
    "grew",
    "had",
    "has",
    "hopes",
    "is",
    "jumped",
    "makes",
    "operates",
    "owns",
    "pays",
    "rallied",
    "rose",
    "runs",
    "said",
    "says",
    "sells",
    "sought",
    "surged",
    "took",
    "tumbled",
    "wants",
    "was",
    "went",
    "will",
    "won",
    "would",
];

/// Verbs that may be adjectives, "Anna's paid leave": something must follow that an adjective does not have after it.
const PARTICIPLES: [&str; 45] = [
    "acquired",
    "added",
    "agreed",
    "announced",
    "appointed",
    "asked",
    "auctioned",
    "bought",
    "closed",
    "confirmed",
    "cut",
    "declined",
    "denied",
    "dropped",
    "ended",
    "expanded",
    "filed",
    "gained",
    "hired",
    "introduced",
    "launched",
    "lost",
    "made",
    "named",
    "opened",
    "paid",
    "planned",
    "posted",
    "promised",
    "raised",
    "rates",
    "rated",
    "reduced",
    "refused",
    "released",
    "reported",
    "settled",
    "shed",
    "shut",
    "slid",
    "sold",
    "stopped",
    "sued",
    "unveiled",
    "warned",
];

/// Words after a verb and its adverbs, but not after an adjective.
const AFTER_VERBS: [&str; 36] = [
    "a", "about", "after", "all", "an", "and", "as", "at", "before", "but", "by", "down", "for",
    "from", "her", "his", "in", "into", "it", "its", "last", "more", "off", "on", "over", "some",
    "that", "the", "their", "this", "to", "two", "up", "when", "while", "with",
];

/// What companies have.
const OF_COMPANIES: [&str; 56] = [
    "analyst",
    "analysts",
    "app",
    "auction",
    "boss",
    "branch",
    "brand",
    "brands",
    "burger",
    "burgers",
    "catalogue",
    "ceo",
    "chain",
    "chief",
    "customers",
    "earnings",
    "employees",
    "factory",
    "flagship",
    "franchise",
    "franchises",
    "investors",
    "jeans",
    "menu",
    "outlet",
    "outlets",
    "parent",
    "pizza",
    "plant",
    "plants",
    "products",
    "profit",
    "profits",
    "rating",
    "ratings",
    "restaurant",
    "restaurants",
    "results",
    "revenue",
    "sales",
    "shareholders",
    "shares",
    "shop",
    "shops",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "staff",
    "stock",
    "store",
    "stores",
    "strike",
    "supermarket",
    "supermarkets",
    "website",
    "workers",
];

/// Decides between companies with 's, `listed` ones and others, and the persons whose possessive they may be.
pub(super) fn settle_own_possessives(
    words: &TextWords<'_>,
    listed: &mut Vec<Mention>,
    recognized: &mut [Mention],
) {
    let text = words.text();
    let stem = |company: &Mention| {
        let stem = without_possessive(company.span.slice(text));
        stem.filter(|stem| !stem.contains(' ') && company.source == Source::Gazetteer)
    };
    let enclosing_names: Vec<(usize, Span)> = recognized
        .iter()
        .enumerate()
        .filter_map(|(number, one)| Some((number, with_ending(words, one)?)))
        .collect();
    if enclosing_names.is_empty() && listed.iter().all(|company| stem(company).is_none()) {
        return;
    }
    let bearers = bearers(recognized);
    listed.retain(|company| {
        let Some(stem) = stem(company) else {
            return true;
        };
        let first = recognized.partition_point(|one| one.span.end <= company.span.start);
        let person = recognized
            .get(first)
            .filter(|one| one.label == Label::PERSON && one.span.overlaps(company.span));
        let is_strict = bearers.contains(stem);
        !is_strict && person.is_none() || is_company(words, company.span, !is_strict)
    });
    for (number, enclosing) in enclosing_names {
        let one = &mut recognized[number];
        if !bearers.contains(one.span.slice(text)) {
            one.label = Label::ORG;
            one.span = enclosing;
            enclosing.slice(text).clone_into(&mut one.name);
        }
    }
}

/// The span of a recognised person of one word with a possessive ending, if the words around it make it a company's.
fn with_ending(words: &TextWords<'_>, person: &Mention) -> Option<Span> {
    let stem = person.span.slice(words.text());
    let rest = &words.text()[person.span.end..];
    let is_stem = person.label == Label::PERSON && rest.starts_with(['\'', '’']);
    if !is_stem || stem.contains(' ') {
        return None;
    }
    let ending: usize = rest.chars().take(2).map(char::len_utf8).sum();
    let enclosing = Span::new(person.span.start, person.span.end + ending);
    let has_ending = without_possessive(enclosing.slice(words.text())) == Some(stem);
    (has_ending && is_company(words, enclosing, false)).then_some(enclosing)
}

/// The words of the full names of persons.
fn bearers(recognized: &[Mention]) -> HashSet<String, RandomState> {
    let persons = recognized.iter().filter(|one| one.label == Label::PERSON);
    let full = persons.filter(|one| one.name.contains(' '));
    full.flat_map(|one| one.name.split(' ').map(str::to_owned))
        .collect()
}

/// True if the words around a name show that it is not a possessive.
fn is_company(words: &TextWords<'_>, name: Span, is_listed: bool) -> bool {
    let index = words.first_from(name.end);
    let next = words.get(index);
    let joins = |word: &Word<'_>| word.before == " ";
    let first = words.first_from(name.start);
    let before = first.checked_sub(1).and_then(|index| words.get(index));
    let is_at = before.is_some_and(|before| before.text == "at");
    let Some(next) = next.filter(joins) else {
        // Nothing is possessed.
        return is_listed || is_at;
    };
    if (is_listed || is_at) && AFTER_VERBS.contains(&next.text) {
        return true;
    }
    let lower = next.text.to_lowercase();
    if VERBS.contains(&next.text) || is_listed && OF_COMPANIES.contains(&lower.as_str()) {
        return true;
    }
    let is_adverbial = |after: Word<'_>| {
        !joins(&after)
            || AFTER_VERBS.contains(&after.text)
            || after.text.ends_with("ly")
            || after.is_capitalised()
            || after.text.starts_with(|mark: char| mark.is_ascii_digit())
    };
    PARTICIPLES.contains(&next.text) && (is_listed || words.get(index + 1).is_none_or(is_adverbial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;

    fn check(text: &str, stem: &str, expected: (&Label, &str)) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let start = text.find(stem).unwrap();
        let span = Span::new(start, start + stem.len());
        let mention = Mention::new(span, Label::PERSON, stem, Source::Recognizer);
        let mut names = vec![mention];
        settle_own_possessives(&words, &mut Vec::new(), &mut names);
        let found = (&names[0].label, names[0].span.slice(text));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_verb_shows_that_the_ending_belongs_to_the_name() {
        check("Hallam's rose.", "Hallam", (&Label::ORG, "Hallam's"));
        check("Hallam’s sold it", "Hallam", (&Label::ORG, "Hallam’s"));
        check("at Hallam's in Oslo", "Hallam", (&Label::ORG, "Hallam's"));
        check("Hallam's closed.", "Hallam", (&Label::ORG, "Hallam's"));
    }

    #[test]
    fn possessives_stay_persons() {
        check("Hallam's plan", "Hallam", (&Label::PERSON, "Hallam"));
        check("Hallam's paid leave", "Hallam", (&Label::PERSON, "Hallam"));
        check("Hallam's", "Hallam", (&Label::PERSON, "Hallam"));
        check("Hallam is", "Hallam", (&Label::PERSON, "Hallam"));
    }
}
