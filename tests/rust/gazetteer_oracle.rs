//! The gazetteer compared with a matcher that tries every name at every sequence of tokens.

use std::cmp::Reverse;

use lexicount::entities::{
    BoundaryRules, CaseRule, Entry, Gazetteer, GazetteerBuilder, HyphenPolicy, Label, MatchKind,
    PossessivePolicy,
};
use lexicount::span::Span;
use lexicount::tokens::{Normalizer, Token, Tokenizer};
use proptest::prelude::*;

/// A name with its properties; entries are numbered in order.
#[derive(Clone, Debug)]
struct ListedName {
    entry: u32,
    text: String,
    rule: CaseRule,
    priority: i32,
    is_blocked: bool,
}

/// A name at a span.
#[derive(Clone, Copy, Debug)]
struct Candidate {
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

fn is_hyphen(character: char) -> bool {
    "-\u{2010}\u{2011}\u{2012}\u{2013}".contains(character)
}

/// Returns the significant text between two tokens; `None` for a blank line.
fn joint(between: &str) -> Option<String> {
    if between.is_empty() {
        return Some("+".into());
    }
    let counts = |&character: &char| {
        !character.is_whitespace() && !is_hyphen(character) && !"'’".contains(character)
    };
    (between.matches('\n').count() < 2).then(|| between.chars().filter(counts).collect())
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
    name: &ListedName,
) -> bool {
    let names = words(&name.text);
    if names.len() != run.len() {
        return false;
    }
    (0..names.len()).all(|index| {
        let at = run.start + index;
        let word = if at + 1 == run.end {
            last
        } else {
            all[at].text
        };
        let own = names[index].text;
        let same_joint = index == 0 || {
            let between = &text[all[at - 1].span.end..all[at].span.start];
            let own_between = &name.text[names[index - 1].span.end..names[index].span.start];
            joint(between).is_some_and(|between| between == joint(own_between).unwrap_or_default())
        };
        let case_matches = match name.rule {
            CaseRule::Folded => true,
            CaseRule::Exact => word == own,
            CaseRule::Capitalised | CaseRule::Common => !is_upper(own) || is_upper(word),
        };
        let normalizer = Normalizer::default();
        same_joint && case_matches && normalizer.to_term(own) == normalizer.to_term(word)
    })
}

/// The end of the token before number `at`.
fn end_before(all: &[Token<'_>], at: usize) -> usize {
    if at == 0 { 0 } else { all[at - 1].span.end }
}

/// True if a name at `start`, from token number `at` on, begins a sentence.
fn begins_sentence(text: &str, all: &[Token<'_>], at: usize, start: usize) -> bool {
    let between = &text[end_before(all, at)..start];
    at == 0 || between.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '„', '«', '…', '•'])
}

fn is_not_compound(text: &str, span: Span) -> bool {
    let before: Vec<char> = text[..span.start].chars().rev().take(2).collect();
    let after: Vec<char> = text[span.end..].chars().take(2).collect();
    let joins = |characters: &[char]| matches!(characters, [character, letter] if is_hyphen(*character) && letter.is_alphanumeric());
    !joins(&before) && !joins(&after)
}

/// The signs of this test.
fn is_sign(character: char) -> bool {
    "+#!&".contains(character)
}

/// Returns the signs of a name before its first and after its last word.
fn signs(name: &str) -> (String, String) {
    let all = words(name);
    let (first, last) = (all[0].span.start, all[all.len() - 1].span.end);
    let is_before = |&mark: &char| is_sign(mark) || mark == '.' || mark.is_whitespace();
    let is_after = |&mark: &char| is_sign(mark) || mark.is_whitespace();
    let before: Vec<char> = name[..first].chars().rev().take_while(is_before).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = name[last..].chars().take_while(is_after).collect();
    (before.trim_start().into(), after.trim_end().into())
}

/// Returns the span of words with the signs of a name, if the text has just these there.
fn with_signs(
    text: &str,
    from: usize,
    span: Span,
    name: &str,
    possessive: PossessivePolicy,
) -> Option<Span> {
    let (before, after) = signs(name);
    let (left, right) = (&text[from..span.start], &text[span.end..]);
    if !left.ends_with(&before) || !right.starts_with(&after) {
        return None;
    }
    let left = &left[..left.len() - before.len()];
    let right = &right[after.len()..];
    for (sign, next) in [
        (before.chars().next(), left.chars().next_back()),
        (after.chars().next_back(), right.chars().next()),
    ] {
        if sign.is_some() && sign == next && sign != Some('!') {
            return None;
        }
    }
    let next = right.chars().nth(2);
    let is_possessive = ["'s", "'S", "’s", "’S"]
        .iter()
        .any(|ending| right.starts_with(ending) && !next.is_some_and(char::is_alphanumeric));
    let keeps = possessive == PossessivePolicy::Keep && !after.is_empty();
    (!(keeps && is_possessive))
        .then(|| Span::new(span.start - before.len(), span.end + after.len()))
}

/// Returns every name at every sequence of tokens.
fn candidates(names: &[ListedName], boundaries: BoundaryRules, text: &str) -> Vec<Candidate> {
    let all = words(text);
    let mut candidates = Vec::new();
    for (first, last) in
        (0..all.len()).flat_map(|first| (first..all.len()).map(move |last| (first, last)))
    {
        for (number, name) in names.iter().enumerate() {
            let word = all[last].text;
            let bare = without_possessive(word)
                .filter(|_| boundaries.possessive == PossessivePolicy::Strip);
            for (read, is_bare) in [(Some(word), false), (bare, true)] {
                let Some(read) = read else { continue };
                if !is_name(text, &all, first..last + 1, read, name) {
                    continue;
                }
                let end = all[last].span.start + read.len();
                let own = Span::new(all[first].span.start, end);
                let from = end_before(&all, first);
                let Some(mut span) = with_signs(text, from, own, &name.text, boundaries.possessive)
                else {
                    continue;
                };
                if name.rule == CaseRule::Common && begins_sentence(text, &all, first, span.start) {
                    continue;
                }
                let includes_stop = name.text.ends_with('.') && text[span.end..].starts_with('.');
                span.end += usize::from(includes_stop && !is_bare);
                if boundaries.hyphen == HyphenPolicy::Edge || is_not_compound(text, span) {
                    candidates.push(Candidate {
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
    candidates
}

fn leftmost_longest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|item| {
        let Span { start, end } = item.span;
        (
            Reverse(item.priority),
            start,
            Reverse(end),
            !item.is_blocked,
            item.name,
        )
    });
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if !kept
            .iter()
            .any(|before| before.span.overlaps(candidate.span))
        {
            kept.push(candidate);
        }
    }
    kept.retain(|candidate| !candidate.is_blocked);
    kept.sort_by_key(|candidate| candidate.span);
    kept
}

fn not_blocked(candidates: &[Candidate]) -> Vec<Candidate> {
    let hides = |blocking: &Candidate, candidate: &Candidate| {
        blocking.is_blocked
            && blocking.span.contains(candidate.span)
            && blocking.priority >= candidate.priority
    };
    let kept = candidates.iter().filter(|candidate| {
        !candidate.is_blocked && !candidates.iter().any(|blocking| hides(blocking, candidate))
    });
    kept.copied().collect()
}

fn brute_force(
    names: &[ListedName],
    boundaries: BoundaryRules,
    text: &str,
    kind: MatchKind,
) -> Vec<(Span, u32)> {
    let candidates = candidates(names, boundaries, text);
    let mut kept = match kind {
        MatchKind::LeftmostLongest => leftmost_longest(candidates),
        MatchKind::All | MatchKind::Overlapping => not_blocked(&candidates),
    };
    kept.sort_by_key(|item| (item.span, Reverse(item.priority), item.name));
    if kind == MatchKind::All {
        let all = kept.clone();
        kept.retain(|item| {
            !all.iter()
                .any(|other| other.span.start == item.span.start && other.span.end > item.span.end)
        });
        kept.dedup_by_key(|item| item.span);
    }
    let mut found: Vec<(Span, u32)> = Vec::new();
    for item in kept {
        if !found.contains(&(item.span, item.entry)) {
            found.push((item.span, item.entry));
        }
    }
    found
}

fn gazetteer(names: &[ListedName], boundaries: BoundaryRules) -> Gazetteer {
    let mut builder = GazetteerBuilder::new(boundaries);
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
    edges: (&'static str, &'static str),
    priorities: std::ops::Range<i32>,
) -> impl Strategy<Value = Vec<ListedName>> {
    let words = prop::collection::vec(word, 1..4);
    let text = (edges.0, words, joint, edges.1)
        .prop_map(|(before, words, joint, after)| before + &words.join(&joint) + &after);
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
            all.extend(names.into_iter().map(|(text, rule)| ListedName {
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

fn boundaries() -> impl Strategy<Value = BoundaryRules> {
    let possessive = prop::sample::select(vec![PossessivePolicy::Strip, PossessivePolicy::Keep]);
    let hyphen = prop::sample::select(vec![HyphenPolicy::Edge, HyphenPolicy::Part]);
    (possessive, hyphen).prop_map(|(possessive, hyphen)| BoundaryRules { possessive, hyphen })
}

fn check(names: &[ListedName], boundaries: BoundaryRules, text: &str) -> Result<(), TestCaseError> {
    let gazetteer = gazetteer(names, boundaries);
    let loaded = Gazetteer::from_bytes(gazetteer.to_bytes().to_vec()).unwrap();
    for kind in [
        MatchKind::LeftmostLongest,
        MatchKind::All,
        MatchKind::Overlapping,
    ] {
        let expected = brute_force(names, boundaries, text, kind);
        for gazetteer in [&gazetteer, &loaded] {
            let found = gazetteer.find(text, kind);
            let found: Vec<_> = found
                .iter()
                .map(|item| (item.span, item.entry.number))
                .collect();
            prop_assert_eq!(&found, &expected, "{:?}", kind);
        }
    }
    Ok(())
}

/// Hostile words: letters that fold to several characters, combining marks, long words, other scripts.
const HOSTILE: &str =
    "(a|B|é|É|ß|ﬁ|İ|e\u{301}|U\\.S|it's|a’s|A'S|ABCDEFGHIJKLMNOPq|ñandú|人|عر|٣|7)";

fn hostile_text() -> impl Strategy<Value = String> {
    let separators = "('s|’s)?( | |-|, | & |\\. |\n|\n\n|–|' |\u{0}|)";
    let text = proptest::string::string_regex(&format!("({HOSTILE}{separators}){{0,16}}"));
    text.expect("a regular expression")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(700))]
    #[test]
    fn plain_names_equal_brute_force(
        names in listed("[abAB]{1,2}", "[ -]", ("", "[.]?"), 0..1),
        boundaries in boundaries(),
        text in "([abAB]{1,2}('s)?[ \\-,.]){0,24}",
    ) {
        check(&names, boundaries, &text)?;
    }

    #[test]
    fn priorities_equal_brute_force(
        names in listed("[abA]", "[ -]", ("", "[.]?"), -1..2),
        boundaries in boundaries(),
        text in "([abA][ \\-,]){0,16}",
    ) {
        check(&names, boundaries, &text)?;
    }

    #[test]
    fn names_with_signs_equal_brute_force(
        names in listed("[abA]", "( |\\+|!|& )", ("([.]|#|\\+|# )?", "(\\+|\\+\\+|!| \\+|#)?[.]?"), 0..2),
        boundaries in boundaries(),
        text in "([ .]?(#|\\.|\\+|# )?[abA](('s)?[,.]?|\\+{1,2}|!{1,2}|#)(’s)?[ \\-]?){0,16}",
    ) {
        check(&names, boundaries, &text)?;
    }

    #[test]
    fn hostile_names_equal_brute_force(
        names in listed(HOSTILE, "( |-|, | & |\\. |–|’ |\n|)", ("", "[.]?"), 0..2),
        boundaries in boundaries(),
        text in hostile_text(),
    ) {
        check(&names, boundaries, &text)?;
    }
}

/// Consecutive windows of tokens give the same result as a single one.
#[test]
fn long_texts_equal_brute_force() {
    let names: Vec<ListedName> = ["a b c", "b", "c a b c d a b", "d’s", "É é", "b. a"]
        .iter()
        .zip(0..)
        .map(|(text, entry)| ListedName {
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
    let boundaries = BoundaryRules::default();
    let gazetteer = gazetteer(&names, boundaries);
    let all = words(&text);
    let candidates = short_candidates(&names, &text, &all);
    for kind in [MatchKind::LeftmostLongest, MatchKind::Overlapping] {
        let found = gazetteer.find(&text, kind);
        let found: Vec<_> = found
            .iter()
            .map(|item| (item.span, item.entry.number))
            .collect();
        let mut expected = match kind {
            MatchKind::LeftmostLongest => leftmost_longest(candidates.clone()),
            _ => candidates.clone(),
        };
        expected.sort_by_key(|item| (item.span, item.name));
        let expected: Vec<_> = expected
            .iter()
            .map(|item| (item.span, item.entry))
            .collect();
        assert_eq!(found, expected, "{kind:?}");
    }
}

/// Returns every name at every sequence of up to eight tokens.
fn short_candidates(names: &[ListedName], text: &str, all: &[Token<'_>]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for first in 0..all.len() {
        let end = all[(first + 8).min(all.len()) - 1].span.end;
        let start = all[first].span.start;
        for candidate in candidates(names, BoundaryRules::default(), &text[start..end]) {
            if candidate.span.start == 0 {
                found.push(Candidate {
                    span: candidate.span.shifted(start),
                    ..candidate
                });
            }
        }
    }
    found
}
