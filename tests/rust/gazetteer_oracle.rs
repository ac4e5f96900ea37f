//! The gazetteer compared with a matcher that tries every name at every sequence of tokens.

use std::cmp::Reverse;

use lexicount::entities::{
    CaseRule, Edges, Entry, Gazetteer, GazetteerBuilder, HyphenPolicy, Label, MatchKind,
    PossessivePolicy,
};
use lexicount::span::Span;
use lexicount::tokens::{Normalizer, Token, Tokenizer};
use proptest::prelude::*;

/// A name with its properties; entries are numbered in order.
#[derive(Clone, Debug)]
struct Listed {
    entry: u32,
    text: String,
    rule: CaseRule,
    priority: i32,
    is_blocked: bool,
}

/// A name at a span.
#[derive(Clone, Copy, Debug)]
struct Claim {
    span: Span,
    /// The index of the name.
    name: usize,
    entry: u32,
    priority: i32,
    is_blocked: bool,
}

fn words(text: &str) -> Vec<Token<'_>> {
    Tokenizer::default().tokens(text).collect()
}

fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_hyphen(mark: char) -> bool {
    "-\u{2010}\u{2011}\u{2012}\u{2013}".contains(mark)
}

/// Returns the significant text between two tokens; `None` for a blank line.
fn joint(gap: &str) -> Option<String> {
    if gap.is_empty() {
        return Some("+".into());
    }
    let counts = |&mark: &char| !mark.is_whitespace() && !is_hyphen(mark) && !"'’".contains(mark);
    (gap.matches('\n').count() < 2).then(|| gap.chars().filter(counts).collect())
}

fn without_possessive(word: &str) -> Option<&str> {
    let endings = ["'s", "'S", "’s", "’S"];
    let bare = endings.iter().find_map(|ending| word.strip_suffix(ending));
    bare.filter(|bare| !bare.is_empty())
}

/// True if the tokens `run` of `text` are a name, with the last one read as `last`.
fn is_name(
    text: &str,
    all: &[Token<'_>],
    run: std::ops::Range<usize>,
    last: &str,
    name: &Listed,
) -> bool {
    let names = words(&name.text);
    if names.len() != run.len() {
        return false;
    }
    (0..names.len()).all(|place| {
        let at = run.start + place;
        let word = if at + 1 == run.end {
            last
        } else {
            all[at].text
        };
        let own = names[place].text;
        let joints_are_equal = place == 0 || {
            let gap = &text[all[at - 1].span.end..all[at].span.start];
            let own_gap = &name.text[names[place - 1].span.end..names[place].span.start];
            joint(gap).is_some_and(|gap| gap == joint(own_gap).unwrap_or_default())
        };
        let letters_fit = match name.rule {
            CaseRule::Folded => true,
            CaseRule::Exact => word == own,
            CaseRule::Capitalised | CaseRule::Common => !is_upper(own) || is_upper(word),
        };
        let normalizer = Normalizer::default();
        joints_are_equal && letters_fit && normalizer.to_term(own) == normalizer.to_term(word)
    })
}

fn begins_sentence(text: &str, all: &[Token<'_>], at: usize) -> bool {
    let before = if at == 0 { 0 } else { all[at - 1].span.end };
    let gap = &text[before..all[at].span.start];
    at == 0 || gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '…', '•'])
}

fn is_free(text: &str, span: Span) -> bool {
    let before: Vec<char> = text[..span.start].chars().rev().take(2).collect();
    let behind: Vec<char> = text[span.end..].chars().take(2).collect();
    let joins = |marks: &[char]| matches!(marks, [mark, letter] if is_hyphen(*mark) && letter.is_alphanumeric());
    !joins(&before) && !joins(&behind)
}

/// Returns every name at every sequence of tokens.
fn claims(names: &[Listed], edges: Edges, text: &str) -> Vec<Claim> {
    let all = words(text);
    let mut claims = Vec::new();
    for (first, last) in
        (0..all.len()).flat_map(|first| (first..all.len()).map(move |last| (first, last)))
    {
        for (number, name) in names.iter().enumerate() {
            let word = all[last].text;
            let bare =
                without_possessive(word).filter(|_| edges.possessive == PossessivePolicy::Strip);
            for (read, is_bare) in [(Some(word), false), (bare, true)] {
                let Some(read) = read else { continue };
                let common = name.rule == CaseRule::Common && begins_sentence(text, &all, first);
                if common || !is_name(text, &all, first..last + 1, read, name) {
                    continue;
                }
                let mut end = all[last].span.start + read.len();
                let takes_stop = name.text.ends_with('.') && text[end..].starts_with('.');
                end += usize::from(takes_stop && !is_bare);
                let span = Span::new(all[first].span.start, end);
                if edges.hyphen == HyphenPolicy::Edge || is_free(text, span) {
                    claims.push(Claim {
                        span,
                        name: number,
                        entry: name.entry,
                        priority: name.priority,
                        is_blocked: name.is_blocked,
                    });
                }
            }
        }
    }
    claims
}

fn leftmost_longest(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|one| {
        let Span { start, end } = one.span;
        (
            Reverse(one.priority),
            start,
            Reverse(end),
            !one.is_blocked,
            one.name,
        )
    });
    let mut kept: Vec<Claim> = Vec::new();
    for claim in claims {
        if !kept.iter().any(|before| before.span.overlaps(claim.span)) {
            kept.push(claim);
        }
    }
    kept.retain(|claim| !claim.is_blocked);
    kept.sort_by_key(|claim| claim.span);
    kept
}

fn unhidden(claims: &[Claim]) -> Vec<Claim> {
    let hides = |blocking: &Claim, claim: &Claim| {
        blocking.is_blocked
            && blocking.span.contains(claim.span)
            && blocking.priority >= claim.priority
    };
    let kept = claims
        .iter()
        .filter(|claim| !claim.is_blocked && !claims.iter().any(|blocking| hides(blocking, claim)));
    kept.copied().collect()
}

fn brute_force(names: &[Listed], edges: Edges, text: &str, kind: MatchKind) -> Vec<(Span, u32)> {
    let claims = claims(names, edges, text);
    let mut kept = match kind {
        MatchKind::LeftmostLongest => leftmost_longest(claims),
        MatchKind::All | MatchKind::Overlapping => unhidden(&claims),
    };
    kept.sort_by_key(|one| (one.span, Reverse(one.priority), one.name));
    if kind == MatchKind::All {
        let all = kept.clone();
        kept.retain(|one| {
            !all.iter()
                .any(|other| other.span.start == one.span.start && other.span.end > one.span.end)
        });
        kept.dedup_by_key(|one| one.span);
    }
    let mut found: Vec<(Span, u32)> = Vec::new();
    for one in kept {
        if !found.contains(&(one.span, one.entry)) {
            found.push((one.span, one.entry));
        }
    }
    found
}

fn gazetteer(names: &[Listed], edges: Edges) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(edges);
    let mut n_entries = 0;
    for name in names {
        if name.entry == n_entries {
            let entry = Entry {
                is_blocked: name.is_blocked,
                ..Entry::new(&name.text, Label::ORG).with_priority(name.priority)
            };
            assert_eq!(builder.entry(&entry).unwrap(), n_entries);
            n_entries += 1;
        }
        builder.name(name.entry, &name.text, name.rule).unwrap();
    }
    builder.build().unwrap()
}

/// Generates entries with one or two names each.
fn listed(
    word: &'static str,
    joint: &'static str,
    priorities: std::ops::Range<i32>,
) -> impl Strategy<Value = Vec<Listed>> {
    let text = (prop::collection::vec(word, 1..4), joint, "[.]?")
        .prop_map(|(words, joint, stop)| words.join(&joint) + &stop);
    let rule = prop::sample::select(vec![
        CaseRule::Exact,
        CaseRule::Capitalised,
        CaseRule::Common,
        CaseRule::Folded,
    ]);
    let names = prop::collection::vec((text, rule), 1..3);
    let entry = (names, priorities, prop::bool::weighted(0.2));
    prop::collection::vec(entry, 1..10).prop_map(|entries| {
        let mut all = Vec::new();
        for (entry, (names, priority, is_blocked)) in (0..).zip(entries) {
            all.extend(names.into_iter().map(|(text, rule)| Listed {
                entry,
                text,
                rule,
                priority,
                is_blocked,
            }));
        }
        all
    })
}

fn edges() -> impl Strategy<Value = Edges> {
    let possessive = prop::sample::select(vec![PossessivePolicy::Strip, PossessivePolicy::Keep]);
    let hyphen = prop::sample::select(vec![HyphenPolicy::Edge, HyphenPolicy::Part]);
    (possessive, hyphen).prop_map(|(possessive, hyphen)| Edges { possessive, hyphen })
}

fn check(names: &[Listed], edges: Edges, text: &str) -> Result<(), TestCaseError> {
    let gazetteer = gazetteer(names, edges);
    let loaded = Gazetteer::from_bytes(gazetteer.to_bytes().to_vec()).unwrap();
    for kind in [
        MatchKind::LeftmostLongest,
        MatchKind::All,
        MatchKind::Overlapping,
    ] {
        let expected = brute_force(names, edges, text, kind);
        for gazetteer in [&gazetteer, &loaded] {
            let found = gazetteer.find(text, kind);
            let found: Vec<_> = found
                .iter()
                .map(|one| (one.span, one.entry.number))
                .collect();
            prop_assert_eq!(&found, &expected, "{:?}", kind);
        }
    }
    Ok(())
}

/// Hostile words: letters that fold to several characters, combining marks, long words, other scripts.
const NASTY: &str = "(a|B|é|É|ß|ﬁ|İ|e\u{301}|U\\.S|it's|a’s|A'S|ABCDEFGHIJKLMNOPq|ñandú|人|عر|٣|7)";

fn nasty_text() -> impl Strategy<Value = String> {
    let gaps = "('s|’s)?( | |-|, | & |\\. |\n|\n\n|–|' |\u{0}|)";
    let text = proptest::string::string_regex(&format!("({NASTY}{gaps}){{0,16}}"));
    text.expect("a regular expression")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(700))]
    #[test]
    fn plain_names_equal_brute_force(
        names in listed("[abAB]{1,2}", "[ -]", 0..1),
        edges in edges(),
        text in "([abAB]{1,2}('s)?[ \\-,.]){0,24}",
    ) {
        check(&names, edges, &text)?;
    }

    #[test]
    fn priorities_equal_brute_force(
        names in listed("[abA]", "[ -]", -1..2),
        edges in edges(),
        text in "([abA][ \\-,]){0,16}",
    ) {
        check(&names, edges, &text)?;
    }

    #[test]
    fn nasty_names_equal_brute_force(
        names in listed(NASTY, "( |-|, | & |\\. |–|’ |\n|)", 0..2),
        edges in edges(),
        text in nasty_text(),
    ) {
        check(&names, edges, &text)?;
    }
}

/// Consecutive windows of tokens give the same result as a single one.
#[test]
fn long_texts_equal_brute_force() {
    let names: Vec<Listed> = ["a b c", "b", "c a b c d a b", "d’s", "É é", "b. a"]
        .iter()
        .zip(0..)
        .map(|(text, entry)| Listed {
            entry,
            text: (*text).to_owned(),
            rule: CaseRule::Folded,
            priority: 0,
            is_blocked: false,
        })
        .collect();
    let mut state = 7_u64;
    let mut text = String::new();
    for _ in 0..2500 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text += ["a", "b", "c", "d", "é", "d's"][(state >> 33) as usize % 6];
        text += [" ", " ", " ", " ", "-", ". "][(state >> 40) as usize % 6];
    }
    let edges = Edges::default();
    let gazetteer = gazetteer(&names, edges);
    let all = words(&text);
    let claims = short_claims(&names, &text, &all);
    for kind in [MatchKind::LeftmostLongest, MatchKind::Overlapping] {
        let found = gazetteer.find(&text, kind);
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.span, one.entry.number))
            .collect();
        let mut expected = match kind {
            MatchKind::LeftmostLongest => leftmost_longest(claims.clone()),
            _ => claims.clone(),
        };
        expected.sort_by_key(|one| (one.span, one.name));
        let expected: Vec<_> = expected.iter().map(|one| (one.span, one.entry)).collect();
        assert_eq!(found, expected, "{kind:?}");
    }
}

/// Returns every name at every sequence of up to eight tokens.
fn short_claims(names: &[Listed], text: &str, all: &[Token<'_>]) -> Vec<Claim> {
    let mut found = Vec::new();
    for first in 0..all.len() {
        let end = all[(first + 8).min(all.len()) - 1].span.end;
        let start = all[first].span.start;
        for claim in claims(names, Edges::default(), &text[start..end]) {
            if claim.span.start == 0 {
                found.push(Claim {
                    span: claim.span.shifted(start),
                    ..claim
                });
            }
        }
    }
    found
}
