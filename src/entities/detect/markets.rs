//! Share indices, oil prices and shares, which a recogniser takes for persons or places: "Brent rose 2%".
//!
//! An index or a price is not reported. Another name whose price moves is an organisation.

use super::text_words::TextWords;
use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::Word;

/// Share indices, oil prices and interest rates with no other meaning.
const INDICES: [&str; 29] = [
    "bovespa",
    "cac",
    "chinext",
    "csi",
    "euribor",
    "eurostoxx",
    "ftse",
    "ibex",
    "ibovespa",
    "kosdaq",
    "kospi",
    "libor",
    "merval",
    "micex",
    "msci",
    "nasdaq",
    "nifty",
    "nikkei",
    "nymex",
    "omx",
    "sensex",
    "sofr",
    "stoxx",
    "taiex",
    "topix",
    "tsx",
    "vix",
    "wti",
    "hang seng",
];

/// The same that are also names of persons, places or companies: they need a price next to them.
const AMBIGUOUS: [&str; 7] = ["brent", "dax", "dow", "dubai", "russell", "sonia", "urals"];

/// Words after an oil price or an index.
const OF_PRICES: [&str; 11] = [
    "average",
    "benchmark",
    "blend",
    "composite",
    "contract",
    "contracts",
    "crude",
    "futures",
    "index",
    "price",
    "prices",
];

/// How prices move.
const MOVES: [&str; 30] = [
    "added",
    "advanced",
    "climbed",
    "closed",
    "declined",
    "dipped",
    "dived",
    "dropped",
    "eased",
    "edged",
    "ended",
    "fell",
    "firmed",
    "gained",
    "jumped",
    "lost",
    "plunged",
    "rallied",
    "retreated",
    "rose",
    "settled",
    "shed",
    "slid",
    "slipped",
    "slumped",
    "soared",
    "surged",
    "traded",
    "tumbled",
    "was",
];

/// The maximum number of words between a move and its figure.
const NEAR: usize = 4;

/// Drops the recognised indices and prices, and corrects the label of shares.
pub(super) fn without_prices(words: &TextWords<'_>, mut names: Vec<Mention>) -> Vec<Mention> {
    names.retain_mut(|name| {
        let text = name.span.slice(words.text());
        if is_one_of(&INDICES, text) || is_price(words, name) {
            return false;
        }
        let next = words.first_from(name.span.end);
        if name.label == Label::PERSON && !text.contains(' ') && moves(words, next) {
            name.label = Label::ORG;
        }
        true
    });
    names
}

/// True for a name that is also that of an index or a price, and is one here.
pub(super) fn is_price(words: &TextWords<'_>, name: &Mention) -> bool {
    if !is_one_of(&AMBIGUOUS, name.span.slice(words.text())) || name.source == Source::User {
        return false;
    }
    let next = words.first_from(name.span.end);
    let is_named = |word: Word<'_>| word.before == " " && OF_PRICES.contains(&word.text);
    words.get(next).is_some_and(is_named) || moves(words, next)
}

/// True if one of `names` is `text` in some case.
fn is_one_of(names: &[&str], text: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// True if the words from `next` on say how a price moved: "rose 2%", "fell to $80".
fn moves(words: &TextWords<'_>, next: usize) -> bool {
    let is_move = |word: Word<'_>| word.before == " " && MOVES.contains(&word.text);
    if !words.get(next).is_some_and(is_move) {
        return false;
    }
    let figure = words
        .from(next + 1)
        .take(NEAR)
        .take_while(|word| !word.before.contains(['.', ';', ',']))
        .find(|word| word.text.starts_with(|mark: char| mark.is_ascii_digit()));
    let Some(figure) = figure else { return false };
    let rest = &words.text()[figure.span.end..];
    let rest = rest.trim_start_matches([' ', '-']);
    figure.before.ends_with(['$', '€', '£', '¥'])
        || ["%", "percent", "per cent", "cents", "pence"]
            .iter()
            .any(|unit| rest.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Workers;
    use crate::span::Span;

    fn check(text: &str, name: &str, expected: Option<&Label>) {
        let words = TextWords::new(text, &Workers::serial()).unwrap();
        let start = text.find(name).unwrap();
        let span = Span::new(start, start + name.len());
        let mention = Mention::new(span, Label::PERSON, name, Source::Recognizer);
        let found = without_prices(&words, vec![mention]);
        let label = found.first().map(|one| &one.label);
        assert_eq!(label, expected, "{text:?}");
    }

    #[test]
    fn indices_and_prices_are_not_names() {
        check("Brent rose 2% today", "Brent", None);
        check("Brent settled down at $80.12", "Brent", None);
        check("Brent crude is up", "Brent", None);
        check("while the Kospi fell", "Kospi", None);
    }

    #[test]
    fn shares_are_of_organisations() {
        check("Hallam fell 3.1 percent", "Hallam", Some(&Label::ORG));
        check("Hallam fell 3 times", "Hallam", Some(&Label::PERSON));
        check("Brent fell ill", "Brent", Some(&Label::PERSON));
    }
}
