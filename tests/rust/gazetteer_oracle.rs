//! The tree of names against a matcher that tries everything.

use lexicount::entities::{CaseRule, Entry, Gazetteer, Label, Name};
use lexicount::span::Span;
use lexicount::tokens::Tokenizer;
use proptest::prelude::*;

/// From each word, the longest run of words that is a name; then on behind it.
fn brute_force(names: &[(String, CaseRule)], text: &str) -> Vec<Span> {
    let words: Vec<_> = Tokenizer::default().tokens(text).collect();
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let ends = (start..words.len()).rev();
        let matched = ends.into_iter().find(|&end| {
            let run: Vec<&str> = words[start..=end].iter().map(|word| word.text).collect();
            let gaps_join = words[start..=end]
                .windows(2)
                .all(|pair| matches!(&text[pair[0].span.end..pair[1].span.start], " " | "-"));
            gaps_join && names.iter().any(|(name, rule)| equals(name, *rule, &run))
        });
        match matched {
            Some(end) => {
                found.push(Span::new(words[start].span.start, words[end].span.end));
                start = end + 1;
            }
            None => start += 1,
        }
    }
    found
}

fn equals(name: &str, rule: CaseRule, run: &[&str]) -> bool {
    let name: Vec<&str> = name.split([' ', '-']).collect();
    name.len() == run.len()
        && name.iter().zip(run).all(|(name, word)| {
            let upper = |word: &str| word.starts_with(char::is_uppercase);
            match rule {
                CaseRule::Exact => name == word,
                CaseRule::Capitalised => {
                    name.to_lowercase() == word.to_lowercase() && (!upper(name) || upper(word))
                }
                _ => name.to_lowercase() == word.to_lowercase(),
            }
        })
}

fn name() -> impl Strategy<Value = (String, CaseRule)> {
    let words = prop::collection::vec("[abAB]{1,2}", 1..4);
    let rule = prop::sample::select(vec![
        CaseRule::Exact,
        CaseRule::Capitalised,
        CaseRule::Folded,
    ]);
    (words, "[ -]", rule).prop_map(|(words, joint, rule)| (words.join(&joint), rule))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn the_tree_equals_brute_force(
        names in prop::collection::vec(name(), 1..12),
        text in "([abAB]{1,2}[ \\-,]){0,24}",
    ) {
        let entries = names.iter().map(|(name, rule)| {
            (Entry::new(name, Label::ORG), [Name::new(name, *rule)])
        });
        let gazetteer = Gazetteer::new(entries).unwrap();
        let found: Vec<Span> = gazetteer.matches(&text).map(|found| found.span).collect();
        prop_assert_eq!(found, brute_force(&names, &text));
    }
}
