//! Names that no list knows: runs of capitalised words.
//!
//! A run is cut where a sentence begins and at words that are capitalised for other reasons; what kind of thing it names
//! is told by a title before it ("Gen.") or a head noun in it ("Committee"), else it stands under `NAME`. This serves
//! until a trained recogniser takes its place.

use hashbrown::HashSet;

use super::cues::Cues;
use super::finder::{Places, keep_disjoint};
use super::pieces::{Piece, is_hyphen};
use super::{Label, Mention, Source};
use crate::span::Span;
use crate::tokens::{Normalizer, TokenKind};

/// Of a headline's words at least this share is capitalised.
const HEADLINE_SHARE: f64 = 0.6;

/// Adds to `mentions` the names that no source knows. `cities` are the places of mentions that may be surnames too.
pub(super) fn candidate_mentions(
    pieces: &[Piece<'_>],
    mentions: Vec<Mention>,
    cities: &Places,
) -> Vec<Mention> {
    let words = Words::new(pieces, &mentions, cities);
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let end = words.run_end(start);
        if end > start {
            found.extend(words.name_in(start, end));
        }
        start = end.max(start + 1);
    }
    // A run swallows the mentions inside it; where it must not, it was cut before.
    found.extend(mentions);
    keep_disjoint(found)
}

/// The words of a text, with what each may be in a name.
struct Words<'p, 't> {
    pieces: &'p [Piece<'t>],
    /// Folded words, without a possessive ending.
    terms: Vec<String>,
    /// For each word, the kind of mention that it is part of.
    known: Vec<Known>,
    headline: Vec<bool>,
    cues: &'static Cues,
    /// Words that stand in small letters somewhere in the text.
    small: HashSet<&'p str, foldhash::fast::RandomState>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    No,
    City,
    Place,
    Other,
}

impl<'p, 't> Words<'p, 't> {
    fn new(pieces: &'p [Piece<'t>], mentions: &[Mention], cities: &Places) -> Self {
        let terms: Vec<String> = pieces
            .iter()
            .map(|piece| {
                let word = piece.without_possessive().unwrap_or(piece.token.text);
                Normalizer::default().to_term(word)
            })
            .collect();
        Self {
            pieces,
            terms,
            known: known_words(pieces, mentions, cities),
            headline: headlines(pieces),
            cues: Cues::get(),
            small: pieces
                .iter()
                .map(|piece| piece.token.text)
                .filter(|word| !super::pieces::starts_upper(word))
                .collect(),
        }
    }

    fn is_name_word(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        piece.token.kind == TokenKind::Word
            && piece.is_capitalised()
            && !self.headline[at]
            && self.known[at] != Known::Other
            && !(self.begins_sentence(at) && self.is_function_word(at))
            && self.terms[at] != "i"
            && !self.terms[at].starts_with("i'")
    }

    /// "The" and "US" are both folded to function words; only the first is one.
    fn is_function_word(&self, at: usize) -> bool {
        let word = self.pieces[at].token.text;
        let shouted = word.chars().nth(1).is_some_and(char::is_uppercase);
        !shouted && !self.is_initial(at) && self.cues.function.contains(self.terms[at].as_str())
    }

    /// A single letter with a full stop behind it.
    fn is_initial(&self, at: usize) -> bool {
        let next = self.pieces.get(at + 1);
        self.pieces[at].token.text.chars().count() == 1
            && next.is_some_and(|next| next.gap.starts_with('.'))
    }

    fn begins_sentence(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        piece.begins_sentence()
            && !(at > 0
                && piece.gap == ". "
                && (self.cues.abbreviation.contains(self.terms[at - 1].as_str())
                    || self.is_initial(at - 1)))
    }

    /// True where word `at` may go on a name that word `at - 1` belongs to.
    fn joins(&self, at: usize) -> bool {
        let gap = self.pieces[at].gap;
        let hyphen = gap.len() <= 3 && !gap.is_empty() && gap.chars().all(is_hyphen);
        let initial = gap == ". " && !self.begins_sentence(at);
        (gap == " " || hyphen || initial || gap == "\u{a0}")
            && self.pieces[at - 1].without_possessive().is_none()
    }

    /// The end of the run of words that begins at `start`; `start` where none begins.
    fn run_end(&self, start: usize) -> usize {
        if !self.is_name_word(start) {
            return start;
        }
        let mut end = start + 1;
        while end < self.pieces.len() {
            if self.is_name_word(end) && self.joins(end) {
                end += 1;
            } else if let Some(after) = self.connected(end) {
                end = after;
            } else {
                break;
            }
        }
        end
    }

    /// Where "of (the) Name" goes on a name whose last word before it is a head noun: "Bank of England".
    fn connected(&self, at: usize) -> Option<usize> {
        let head = self.terms[at - 1].as_str();
        if self.terms[at] != "of" || !self.joins(at) {
            return None;
        }
        if !self.cues.organisation.contains(head) && !self.cues.place.contains(head) {
            return None;
        }
        let next = if self.terms.get(at + 1)? == "the" {
            at + 2
        } else {
            at + 1
        };
        (next < self.pieces.len() && self.is_name_word(next) && self.joins(next))
            .then_some(next + 1)
    }

    /// The name in the words `start..end`, where there is one that is not known already.
    fn name_in(&self, start: usize, end: usize) -> Option<Mention> {
        let mut start = start;
        while start + 1 < end && self.is_function_word(start) {
            start += 1;
        }
        let whole = self.kind(start, end);
        let mut titled = self.title_before(start);
        if whole == Label::NAME {
            while start < end && self.is_dropped(start) {
                titled |= self.cues.title.contains(self.terms[start].as_str());
                start += 1;
            }
        }
        let words = start..end;
        if words.is_empty() || words.clone().all(|at| self.known[at] != Known::No) {
            return None;
        }
        if whole == Label::NAME && !self.may_be_name(start, end) {
            return None;
        }
        let label = if titled && whole == Label::NAME {
            Label::PERSON
        } else {
            whole
        };
        self.mention(start, end, label)
    }

    fn mention(&self, start: usize, end: usize, label: Label) -> Option<Mention> {
        let last = &self.pieces[end - 1].token;
        let bare = self.pieces[end - 1]
            .without_possessive()
            .unwrap_or(last.text);
        let first = self.pieces.get(start)?.token.span.start;
        let mut name = String::new();
        for (place, piece) in self.pieces[start..end].iter().enumerate() {
            if place > 0 {
                let wraps = piece.gap.trim().is_empty();
                name.push_str(if wraps { " " } else { piece.gap });
            }
            let is_last = start + place + 1 == end;
            name.push_str(if is_last { bare } else { piece.token.text });
        }
        let span = Span::new(first, last.span.start + bare.len());
        Some(Mention::new(span, label, name, Source::Candidate))
    }

    fn kind(&self, start: usize, end: usize) -> Label {
        let is_of = |at: usize| self.terms.get(at).is_some_and(|term| term == "of");
        let heads = (start..end).filter(|&at| at + 1 == end || is_of(at + 1));
        for head in heads {
            let term = self.terms[head].as_str();
            if end - start > 1 && self.cues.organisation.contains(term) {
                return Label::ORG;
            }
            if end - start > 1 && self.cues.place.contains(term) {
                return Label::LOC;
            }
        }
        Label::NAME
    }

    fn title_before(&self, start: usize) -> bool {
        start > 0
            && self.cues.title.contains(self.terms[start - 1].as_str())
            && self.pieces[start - 1].is_capitalised()
    }

    /// Words at the front of a run that are not part of the name.
    fn is_dropped(&self, at: usize) -> bool {
        let term = self.terms[at].as_str();
        self.cues.title.contains(term)
            || self.cues.qualifier.contains(term)
            || self.is_function_word(at)
            || self.known[at] == Known::Place
            || (self.begins_sentence(at) && self.small.contains(term))
    }

    /// A single word that begins a sentence, or ends in a known place, is no name of its own.
    fn may_be_name(&self, start: usize, end: usize) -> bool {
        let single = end - start == 1;
        let last_known = self.known[end - 1] != Known::No;
        if single {
            let word = self.pieces[start].token.text;
            return !self.begins_sentence(start)
                && word.chars().count() > 1
                && !self.small.contains(self.terms[start].as_str());
        }
        !last_known || self.known[end - 1] == Known::City
    }
}

fn known_words(pieces: &[Piece<'_>], mentions: &[Mention], cities: &Places) -> Vec<Known> {
    let mut mentions = mentions.iter().peekable();
    pieces
        .iter()
        .map(|piece| {
            let span = piece.token.span;
            while mentions
                .next_if(|mention| mention.span.end <= span.start)
                .is_some()
            {}
            match mentions.peek() {
                Some(mention) if mention.span.overlaps(span) => {
                    if cities.contains(&mention.span) {
                        Known::City
                    } else if mention.label == Label::GPE && mention.source == Source::Gazetteer {
                        Known::Place
                    } else {
                        Known::Other
                    }
                }
                _ => Known::No,
            }
        })
        .collect()
}

/// For each word, whether its line is a headline: no full stop at its end and most words capitalised.
fn headlines(pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut flags = Vec::with_capacity(pieces.len());
    let mut start = 0;
    while start < pieces.len() {
        let more = pieces[start + 1..]
            .iter()
            .take_while(|piece| !piece.gap.contains('\n'));
        let end = start + 1 + more.count();
        let line = &pieces[start..end];
        let words = line
            .iter()
            .filter(|piece| piece.token.kind == TokenKind::Word);
        let capitalised = words.clone().filter(|piece| piece.is_capitalised()).count();
        let n_words = words.count();
        let stops = pieces
            .get(end)
            .is_some_and(|next| next.gap.trim_start().starts_with(['.', '!', '?', ',', ';']));
        let inner_stop = line[1..].iter().any(|piece| piece.gap.contains(". "));
        let headline = n_words >= 4
            && !stops
            && !inner_stop
            && end < pieces.len()
            && capitalised as f64 >= HEADLINE_SHARE * n_words as f64;
        flags.resize(end, headline);
        start = end;
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::super::EntityFinder;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = EntityFinder::builtin().find(text);
        let found: Vec<_> = found
            .mentions()
            .iter()
            .map(|mention| (mention.label.as_str(), mention.span.slice(text)))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn head_nouns_and_titles_tell_the_kind() {
        check(
            "At the Crocus City Hall it burnt.",
            &[("LOC", "Crocus City Hall")],
        );
        check(
            "The Bank of England said so.",
            &[("ORG", "Bank of England")],
        );
        check(
            "Yesterday Gen. A. Rell spoke.",
            &[("DATE", "Yesterday"), ("PERSON", "A. Rell")],
        );
        check(
            "It hurt President Marek Voss and others.",
            &[("PERSON", "Marek Voss")],
        );
    }

    #[test]
    fn known_names_are_not_swallowed() {
        check(
            "The Russian Investigative Committee confirmed it.",
            &[("NORP", "Russian"), ("ORG", "Investigative Committee")],
        );
        check("It struck Northern Syria again.", &[("GPE", "Syria")]);
    }

    #[test]
    fn first_words_are_no_names() {
        check("Analysts point out that it rains.", &[]);
        check("The attack occurred. Analysts agree.", &[]);
    }
}
