//! Institutions of a people or a place: "the Russian Defense Ministry", "Ukraine's State Emergency Service".
//!
//! The words behind tell them: capitalised ones, the last of which names an organisation. A recogniser sees most of
//! these, and has none of them where a list took the first word.

use crate::entities::mentions::{Label, Mention, Source};
use crate::entities::names::{Cues, Piece, starts_upper, without_possessive};
use crate::span::Span;

/// More capitalised words than this are a heading.
const MOST_WORDS: usize = 4;

/// Adds the institutions of the peoples and places in `mentions`, which are in order of place, and takes out the names
/// that became part of one.
pub(super) fn with_institutions(
    text: &str,
    pieces: &[Piece<'_>],
    mentions: Vec<Mention>,
) -> Vec<Mention> {
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut rest = mentions.into_iter().peekable();
    let mut place = 0;
    while let Some(mention) = rest.next() {
        let end = mention.span.end;
        place += pieces[place..].partition_point(|piece| piece.token.span.start < end);
        let barrier = rest.peek().map_or(usize::MAX, |next| next.span.start);
        match institution(pieces, place, &mention, barrier) {
            Some(span) => {
                if span.start >= end {
                    kept.push(mention);
                }
                let name = span.slice(text);
                kept.push(Mention::new(span, Label::ORG, name, Source::Pattern));
            }
            None => kept.push(mention),
        }
    }
    kept
}

/// The span of the institution that `owner` begins or owns, where there is one before `barrier`; `next` is the first
/// word behind the owner.
fn institution(pieces: &[Piece<'_>], next: usize, owner: &Mention, barrier: usize) -> Option<Span> {
    let last = pieces[next.checked_sub(1)?].token;
    let is_owned = last.span.end > owner.span.end;
    let (begin, needed) = if owner.label == Label::NORP && !is_owned {
        (owner.span.start, 1)
    } else if matches!(&owner.label, label if *label == Label::GPE || *label == Label::LOC)
        && is_owned
    {
        without_possessive(last.text)?;
        (pieces.get(next)?.token.span.start, 2)
    } else {
        return None;
    };
    if owner.source == Source::User {
        return None;
    }
    let is_joined = |piece: &&Piece<'_>| piece.gap == " " && starts_upper(piece.token.text);
    let n_words = pieces[next..]
        .iter()
        .take(MOST_WORDS + 1)
        .take_while(is_joined)
        .count();
    if !(needed..=MOST_WORDS).contains(&n_words) {
        return None;
    }
    let word = pieces[next + n_words - 1].token;
    // "the Russian Defense Ministry's spokesman"
    let bare = without_possessive(word.text).unwrap_or(word.text);
    let end = word.span.start + bare.len();
    (Cues::names_organisation(bare) && end <= barrier).then(|| Span::new(begin, end))
}

#[cfg(test)]
mod tests {
    use crate::entities::detect::finder::{EntityFinder, FinderConfig};

    /// Without a recogniser.
    fn check(text: &str, expected: &[&str]) {
        let finder = EntityFinder::new(FinderConfig::default(), None, None);
        let found = finder.find(text);
        let names: Vec<_> = found
            .mentions()
            .iter()
            .map(|mention| mention.span.slice(text))
            .collect();
        assert_eq!(names, expected, "{text:?}");
    }

    #[test]
    fn ministries_are_found_behind_their_people_or_place() {
        check(
            "the Russian Defense Ministry said",
            &["Russian Defense Ministry"],
        );
        check(
            "the Russian Defense Ministry’s men",
            &["Russian Defense Ministry"],
        );
        check(
            "Ukraine's State Emergency Service said",
            &["Ukraine", "State Emergency Service"],
        );
    }

    #[test]
    fn other_words_are_none() {
        check("the Russian Defense Minister said", &["Russian"]);
        check("the Russian ministry said", &["Russian"]);
        check("Ukraine's Ministry said", &["Ukraine"]);
        check("Israeli Army Chief Quits Defense Ministry", &["Israeli"]);
        check("to the Russian. Defense Ministry", &["Russian"]);
        check("Ukraine Emergency Service", &["Ukraine"]);
    }
}
