//! Queries: words, with wildcards, or a regular expression.
//!
//! Words are searched among the terms of an analyzer, so that "the U.S.-led talks" is found as it is counted. Regular
//! expressions are searched in the characters of the text.

use hashbrown::{HashMap, HashSet};
use regex::{Regex, RegexBuilder};

use crate::corpus::{Language, TextLanguage};
use crate::error::{Error, Result};
use crate::span::Span;
use crate::tokens::{
    Analysis, Analyzer, ByLanguage, PreparedAnalyzer, Step, StopWordList, contains_ignorable,
    sentence_spans,
};

/// Maximum length of a phrase in terms: the number of bits of the matcher's state.
const MAX_TERMS: usize = 64;

/// Up to this number of phrases, all are compared with each term.
const MAX_COMPARED: usize = 4;

/// Caseless letters that replace `*` while a query is tokenized.
const PLACEHOLDERS: [char; 4] = ['\u{A78F}', '\u{0294}', '\u{01BB}', '\u{A7F7}'];

/// Characters that fold to ASCII letters by rules that a case-insensitive regular expression does not know: those that
/// fold to several letters, and one of Unicode 18.
const LIGATURES: &str = "ßẞİŉǰẖẗẘẙẚ\u{FB00}-\u{FB06}\u{1DF95}";

/// A query: words or a regular expression.
#[derive(Clone, Debug)]
pub struct Query(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Terms(Box<Terms>),
    ByLanguage(Box<TermsByLanguage>),
    Characters(Regex),
}

/// The terms that are searched.
#[derive(Clone, Debug)]
struct Terms {
    analyzer: PreparedAnalyzer,
    phrases: Vec<Vec<Pattern>>,
    /// The phrases that a term may begin.
    beginnings: Beginnings,
    /// Single words, if there are too many to compare each.
    words: Words,
    /// Matches every text that contains one of the phrases; `None` if there is no such expression.
    hint: Option<Regex>,
}

/// The terms that are searched in documents of each language.
#[derive(Clone, Debug)]
struct TermsByLanguage {
    queries: Vec<String>,
    analyzer: Analyzer,
    /// `None` if the analyzer keeps no word of a query in that language.
    terms: ByLanguage<Option<Terms>>,
}

impl TermsByLanguage {
    fn get(&self, language: Language) -> Option<&Terms> {
        let terms = self.terms.get(language, || {
            let analyzer = self.analyzer.in_language(language);
            let parser = Parser::new(&analyzer).ok()?;
            let kept = self.queries.iter();
            let kept = kept.filter(|query| parser.parse(query).is_ok());
            let kept: Vec<String> = kept.cloned().collect();
            Terms::new(&kept, &analyzer).ok()
        });
        terms.as_ref()
    }
}

type Words = HashSet<String, foldhash::fast::RandomState>;

/// A pattern for one term of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    Exact(String),
    /// The literals between the wildcards.
    Wildcard(Vec<String>),
}

impl Query {
    /// Search for words or phrases, analyzed by `analyzer`. A `*` matches any number of characters within a term.
    ///
    /// If terms depend on the language, the words are analyzed for each language of documents; a query that is all stop
    /// words in a language matches nothing there.
    ///
    /// # Errors
    ///
    /// If a phrase has no term or more than 64 terms, if the analyzer makes n-grams, or if there are no stop words for
    /// its language.
    ///
    /// ```
    /// use lexicount::span::Span;
    /// use lexicount::statistics::Query;
    /// use lexicount::tokens::Analyzer;
    ///
    /// let query = Query::of_words(["kill* in"], &Analyzer::default())?;
    /// assert_eq!(query.spans("Killed in Kabul"), [Span::new(0, 9)]);
    /// # Ok::<(), lexicount::Error>(())
    /// ```
    pub fn of_words<S: AsRef<str>>(
        words: impl IntoIterator<Item = S>,
        analyzer: &Analyzer,
    ) -> Result<Self> {
        if !analyzer.grams.is_unigram() {
            return Err(Error::config(format!(
                "an analyzer whose terms are {}: words are searched one by one; use an analyzer without n-grams",
                analyzer.grams
            )));
        }
        let queries: Vec<String> = words
            .into_iter()
            .map(|one| one.as_ref().to_owned())
            .collect();
        if !analyzer.is_automatic() {
            return Ok(Self(Kind::Terms(Box::new(Terms::new(&queries, analyzer)?))));
        }
        // What is wrong with a query in every language.
        let plain = Analyzer {
            stop_words: StopWordList::None,
            stemmer: None,
            ..analyzer.in_language(Language::ENGLISH)
        };
        Terms::new(&queries, &plain)?;
        Ok(Self(Kind::ByLanguage(Box::new(TermsByLanguage {
            queries,
            analyzer: analyzer.clone(),
            terms: ByLanguage::default(),
        }))))
    }

    /// Search for a regular expression in the syntax of the crate `regex`, which searches in linear time. Empty matches
    /// are ignored.
    ///
    /// # Errors
    ///
    /// If the pattern is invalid, uses features that linear-time search does not support (backreferences, look-around),
    /// or is too large.
    pub fn of_regex(pattern: &str, is_case_sensitive: bool) -> Result<Self> {
        let built = RegexBuilder::new(pattern)
            .case_insensitive(!is_case_sensitive)
            .build();
        let regex = built.map_err(|error| {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default().trim();
            let reason = reason.strip_prefix("error: ").unwrap_or(reason);
            Error::config(format!(
                "regular expression {pattern:?}: {reason}; use the syntax of the Rust crate regex, without look-around and backreferences"
            ))
        })?;
        Ok(Self(Kind::Characters(regex)))
    }

    /// Return the spans of the matches in a text, in ascending order. Matches of one phrase do not overlap.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let language = match self.language() {
            None => TextLanguage::of_text(text),
            language => TextLanguage::given(language),
        };
        let found = self.searcher().search(text, &language, || Ok(()));
        found.expect("the search is never stopped")
    }

    /// Return the language that the query is for; `None` if it is that of each document.
    pub(super) fn language(&self) -> Option<Language> {
        match &self.0 {
            Kind::Terms(terms) => terms.analyzer.analyzer().language,
            Kind::ByLanguage(terms) => terms.analyzer.language,
            Kind::Characters(_) => None,
        }
    }

    /// Return the state that one thread needs to search.
    pub(super) fn searcher(&self) -> Searcher<'_> {
        Searcher {
            query: self,
            state: None,
        }
    }
}

impl Terms {
    fn new(queries: &[String], analyzer: &Analyzer) -> Result<Self> {
        let parser = Parser::new(analyzer)?;
        let phrases = queries.iter().map(|words| parser.parse(words));
        let phrases = phrases.collect::<Result<Vec<_>>>()?;
        if phrases.is_empty() {
            return Err(Error::config("no query: give at least one word"));
        }
        let hint = hint(&phrases, analyzer);
        let (words, phrases) = if phrases.len() > MAX_COMPARED {
            split_single_words(phrases)
        } else {
            (Words::default(), phrases)
        };
        Ok(Self {
            hint,
            analyzer: parser.prepared,
            beginnings: Beginnings::of(&phrases),
            phrases,
            words,
        })
    }
}

/// Separate single words from all other phrases.
fn split_single_words(phrases: Vec<Vec<Pattern>>) -> (Words, Vec<Vec<Pattern>>) {
    let mut words = Words::default();
    let mut others = Vec::new();
    for phrase in phrases {
        match <[Pattern; 1]>::try_from(phrase) {
            Ok([Pattern::Exact(word)]) => drop(words.insert(word)),
            Ok(pattern) => others.push(pattern.into()),
            Err(phrase) => others.push(phrase),
        }
    }
    (words, others)
}

/// The numbers of phrases by their first term, so that each term is compared with few of many phrases.
#[derive(Clone, Debug, Default)]
struct Beginnings {
    by_term: HashMap<String, Vec<usize>, foldhash::fast::RandomState>,
    /// The phrases that begin with a wildcard.
    others: Vec<usize>,
}

impl Beginnings {
    fn of(phrases: &[Vec<Pattern>]) -> Self {
        let mut beginnings = Self::default();
        for (number, phrase) in phrases.iter().enumerate() {
            match phrase.first() {
                Some(Pattern::Exact(term)) => beginnings
                    .by_term
                    .entry(term.clone())
                    .or_default()
                    .push(number),
                _ => beginnings.others.push(number),
            }
        }
        beginnings
    }

    /// Add the phrases that a term may begin to those that are begun, in order.
    fn extend(&self, begun: &mut Vec<usize>, term: &str) {
        let n_begun = begun.len();
        begun.extend(self.by_term.get(term).into_iter().flatten());
        begun.extend(&self.others);
        if n_begun > 0 {
            begun.sort_unstable();
            begun.dedup();
        }
    }
}

/// Parses queries into patterns of terms.
struct Parser {
    prepared: PreparedAnalyzer,
    /// Analyzes words with wildcards, without stemming: wildcards match the stems.
    wildcard: PreparedAnalyzer,
}

impl Parser {
    fn new(analyzer: &Analyzer) -> Result<Self> {
        let wildcard = Analyzer {
            stemmer: None,
            phrases: Vec::new(),
            ..analyzer.clone()
        };
        Ok(Self {
            prepared: analyzer.prepare()?,
            wildcard: wildcard.prepare()?,
        })
    }

    fn parse(&self, query: &str) -> Result<Vec<Pattern>> {
        let mut patterns = Vec::new();
        let mut plain: Vec<&str> = Vec::new();
        for word in query.split_whitespace() {
            if word.contains('*') {
                self.push_plain(&mut plain, &mut patterns);
                self.push_wildcard(word, &mut patterns);
            } else {
                plain.push(word);
            }
        }
        self.push_plain(&mut plain, &mut patterns);
        match patterns.len() {
            0 => Err(Error::config(format!(
                "query {query:?} holds no word that the analyzer keeps; use another word, or a regular expression"
            ))),
            n if n > MAX_TERMS => Err(Error::config(format!(
                "query of {n} words: use at most {MAX_TERMS}"
            ))),
            _ => Ok(patterns),
        }
    }

    /// Analyze consecutive words together, so that phrases are joined as in a text.
    fn push_plain(&self, words: &mut Vec<&str>, patterns: &mut Vec<Pattern>) {
        self.prepared.for_each(&words.join(" "), |term, _| {
            patterns.push(Pattern::Exact(term.to_owned()));
        });
        words.clear();
    }

    fn push_wildcard(&self, word: &str, patterns: &mut Vec<Pattern>) {
        let placeholder = PLACEHOLDERS.into_iter().find(|&one| !word.contains(one));
        let placeholder = placeholder.unwrap_or(PLACEHOLDERS[0]);
        let written = word.replace('*', placeholder.encode_utf8(&mut [0; 4]));
        self.wildcard.for_each(&written, |term, _| {
            patterns.push(if term.contains(placeholder) {
                Pattern::Wildcard(term.split(placeholder).map(str::to_owned).collect())
            } else {
                Pattern::Exact(term.to_owned())
            });
        });
    }
}

impl Pattern {
    fn matches(&self, term: &str) -> bool {
        match self {
            Self::Exact(text) => text == term,
            Self::Wildcard(literals) => matches_literals(literals, term),
        }
    }

    /// Return the longest literal that a matching term contains.
    fn longest_literal(&self) -> &str {
        match self {
            Self::Exact(text) => text,
            Self::Wildcard(literals) => literals
                .iter()
                .max_by_key(|literal| literal.len())
                .map_or("", String::as_str),
        }
    }
}

/// Return true if `term` consists of the literals in order, with anything between them: the first at its start, the
/// last at its end.
fn matches_literals(literals: &[String], term: &str) -> bool {
    let [first, between @ .., last] = literals else {
        return false;
    };
    let Some(mut rest) = term.strip_prefix(first.as_str()) else {
        return false;
    };
    for literal in between {
        let Some(at) = rest.find(literal.as_str()) else {
            return false;
        };
        rest = &rest[at + literal.len()..];
    }
    rest.ends_with(last.as_str())
}

/// Return a regular expression that matches every text that contains one of the phrases.
///
/// It must not miss a term that is written differently from the query. Therefore it is limited to ASCII letters and
/// digits, and to analyzers that normalize only case and equivalent spellings. Text with ignorable characters, which may be
/// between two letters, must be searched in any case.
fn hint(phrases: &[Vec<Pattern>], analyzer: &Analyzer) -> Option<Regex> {
    let is_plain =
        |step: &Step| matches!(step, Step::Casefold | Step::Apostrophes | Step::Equivalents);
    if analyzer.stemmer.is_some()
        || !analyzer.phrases.is_empty()
        || !analyzer.normalizer.steps().iter().all(is_plain)
    {
        return None;
    }
    let mut pattern = format!("[{LIGATURES}]");
    for phrase in phrases {
        let parts = phrase.iter().map(Pattern::longest_literal);
        let part = parts.max_by_key(|part| part.len())?;
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        pattern.push('|');
        pattern.push_str(part);
    }
    let built = RegexBuilder::new(&pattern).case_insensitive(true).build();
    built.ok()
}

/// The search state of one thread.
pub(super) struct Searcher<'q> {
    query: &'q Query,
    /// For the terms that were searched last.
    state: Option<TermSearch<'q>>,
}

impl<'q> Searcher<'q> {
    /// Return the spans of the matches in `text`, which is in `language`. `check` is called at intervals; its error ends
    /// the search.
    pub(super) fn search(
        &mut self,
        text: &str,
        language: &TextLanguage<'_>,
        check: impl FnMut() -> Result<()>,
    ) -> Result<Vec<Span>> {
        let terms = match &self.query.0 {
            Kind::Characters(regex) => return search_characters(regex, text, check),
            Kind::Terms(terms) => Some(&**terms),
            Kind::ByLanguage(terms) => terms.get(language.or_fallback()),
        };
        match terms {
            None => Ok(Vec::new()),
            Some(terms) => self.state_for(terms).search(text, language, check),
        }
    }

    fn state_for(&mut self, terms: &'q Terms) -> &mut TermSearch<'q> {
        let state = self.state.take();
        let state = state.filter(|state| std::ptr::eq(state.terms, terms));
        self.state.insert(state.unwrap_or_else(|| TermSearch {
            terms,
            analysis: terms.analyzer.analysis(),
        }))
    }
}

/// A search for terms.
struct TermSearch<'q> {
    terms: &'q Terms,
    analysis: Analysis<'q>,
}

impl TermSearch<'_> {
    fn search(
        &mut self,
        text: &str,
        language: &TextLanguage<'_>,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<Vec<Span>> {
        let Terms { phrases, hint, .. } = self.terms;
        if hint.as_ref().is_some_and(|hint| !hint.is_match(text)) && !contains_ignorable(text) {
            return Ok(Vec::new());
        }
        let analyzer = self.terms.analyzer.analyzer();
        let needs_sentences =
            !analyzer.cross_sentences && phrases.iter().any(|phrase| phrase.len() > 1);
        let found = self.search_terms(text, language, std::iter::empty(), &mut check)?;
        if found.is_empty() || !needs_sentences {
            return Ok(found);
        }
        // Sentences are segmented only if there is a match.
        let sentences = sentence_spans(text, analyzer.sentences, language);
        let ends = sentences.map(|sentence| sentence.end);
        self.search_terms(text, language, ends, &mut check)
    }

    fn search_terms(
        &mut self,
        text: &str,
        language: &TextLanguage<'_>,
        ends: impl Iterator<Item = usize>,
        check: &mut impl FnMut() -> Result<()>,
    ) -> Result<Vec<Span>> {
        let Terms {
            phrases,
            beginnings,
            words,
            ..
        } = self.terms;
        let mut matchers: Vec<Matcher> = phrases.iter().map(|one| Matcher::new(one)).collect();
        // The phrases whose first terms have just been read.
        let mut begun: Vec<usize> = Vec::new();
        let mut ends = ends.peekable();
        let mut found = Vec::new();
        let mut n_read = 0_u32;
        let read = |_| {
            n_read = n_read.wrapping_add(1);
            if n_read.is_multiple_of(1 << 12) {
                check()
            } else {
                Ok(())
            }
        };
        let nothing = None::<std::iter::Empty<Span>>;
        self.analysis
            .run(text, nothing, language, read, |term, span| {
                while ends.next_if(|&end| end <= span.start).is_some() {
                    for number in begun.drain(..) {
                        matchers[number].state = 0;
                    }
                }
                if !words.is_empty() && words.contains(term) {
                    found.push(span);
                }
                beginnings.extend(&mut begun, term);
                begun.retain(|&number| {
                    let matcher = &mut matchers[number];
                    found.extend(matcher.push(term, span));
                    matcher.state != 0
                });
            })?;
        if phrases.len() > 1 || !words.is_empty() {
            found.sort_unstable();
            found.dedup();
        }
        Ok(found)
    }
}

fn search_characters(
    regex: &Regex,
    text: &str,
    mut check: impl FnMut() -> Result<()>,
) -> Result<Vec<Span>> {
    let mut found = Vec::new();
    for one in regex.find_iter(text).filter(|one| !one.is_empty()) {
        if found.len().is_multiple_of(1 << 12) {
            check()?;
        }
        found.push(Span::new(one.start(), one.end()));
    }
    Ok(found)
}

/// Matches one phrase. Bit n of the state is set if its first n + 1 terms have just been read.
struct Matcher<'q> {
    phrase: &'q [Pattern],
    state: u64,
    /// Start offsets of the last terms, as a ring buffer.
    starts: Vec<usize>,
    n_terms: usize,
}

impl<'q> Matcher<'q> {
    fn new(phrase: &'q [Pattern]) -> Self {
        Self {
            phrase,
            state: 0,
            starts: vec![0; phrase.len()],
            n_terms: 0,
        }
    }

    /// Read a term. Return the span of the phrase if this term completes it.
    #[inline]
    fn push(&mut self, term: &str, span: Span) -> Option<Span> {
        let length = self.phrase.len();
        if let [one] = self.phrase {
            return one.matches(term).then_some(span);
        }
        self.starts[self.n_terms % length] = span.start;
        self.n_terms += 1;
        let mut possible = (self.state << 1) | 1;
        for (index, pattern) in self.phrase.iter().enumerate() {
            if possible >> index & 1 == 1 && !pattern.matches(term) {
                possible &= !(1 << index);
            }
        }
        self.state = possible;
        if possible >> (length - 1) & 1 == 0 {
            return None;
        }
        self.state = 0;
        Some(Span::new(self.starts[self.n_terms % length], span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(query: &str, text: &str, expected: &[&str]) {
        let query = Query::of_words([query], &Analyzer::default()).unwrap();
        let found: Vec<&str> = query
            .spans(text)
            .iter()
            .map(|span| span.slice(text))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn phrases_and_wildcards_are_found() {
        check("MOSCOW", "Moscow, moscow's", &["Moscow"]);
        check(
            "the state",
            "The  State of the State",
            &["The  State", "the State"],
        );
        check("kill*", "He kills; killing skill", &["kills", "killing"]);
        check("*o*o", "Oslo polo o oo", &["Oslo", "polo", "oo"]);
        check("* in", "in a den in in", &["den in"]);
        check("a a", "a a a a. a", &["a a", "a a"]);
        check("u.s.-led", "the U.S.-led talks", &["U.S.-led"]);
        check(
            "end. of",
            "It is the end. Of course. The end of",
            &["end of"],
        );
        check("off", "oﬀ", &["oﬀ"]);
        check("kelvin", "300 \u{212A}elvin", &["\u{212A}elvin"]);
    }

    #[test]
    fn many_words_are_found_like_each_alone() {
        let analyzer = Analyzer::default();
        let text = "The fire killed two; fires of Kabul. The two fire";
        let all = [
            "fire",
            "Fire",
            "two",
            "the *",
            "of kabul",
            "fires",
            "none",
            "kill*",
            "fire killed two",
            "the two fire",
            "the two",
            "* two",
            "killed killed",
        ];
        let mut expected: Vec<Span> = all
            .into_iter()
            .flat_map(|one| Query::of_words([one], &analyzer).unwrap().spans(text))
            .collect();
        expected.sort_unstable();
        expected.dedup();
        let query = Query::of_words(all, &analyzer).unwrap();
        assert_eq!(query.spans(text), expected);
        assert_eq!(expected.len(), 12);
    }

    #[test]
    fn words_are_matched_by_their_stem() {
        let analyzer = Analyzer {
            stemmer: Some("en".parse().unwrap()),
            ..Analyzer::default()
        };
        let text = "house houses housing";
        let query = Query::of_words(["houses"], &analyzer).unwrap();
        assert_eq!(query.spans(text).len(), 3);
        let query = Query::of_words(["hou*", "hou*", "nothing"], &analyzer).unwrap();
        assert_eq!(query.spans(text).len(), 3);
    }

    #[test]
    fn invalid_queries_are_refused() {
        let analyzer = Analyzer::default();
        for query in ["", "...", &"a ".repeat(65)] {
            let error = Query::of_words([query], &analyzer).unwrap_err();
            assert!(error.is_config(), "{query:?}");
        }
        for (pattern, reason) in [
            (r"(?=a)", "look-around"),
            (r"(a)\1", "backreferences are not supported"),
            ("(", "unclosed group"),
            (r"\w{1000}{1000}", "size limit"),
        ] {
            let error = Query::of_regex(pattern, true).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
            assert!(!error.contains('\n'), "{error}");
        }
        let found = Query::of_regex("a*", false).unwrap().spans("Aab a");
        assert_eq!(found, [Span::new(0, 2), Span::new(4, 5)]);
    }

    /// A hint that misses a spelling would lose matches.
    #[test]
    fn hints_match_all_characters_that_fold_to_ascii() {
        let normalizer = crate::tokens::Normalizer::default();
        let mut missed = Vec::new();
        for character in '\u{80}'..=char::MAX {
            let term = normalizer.to_term(character.encode_utf8(&mut [0; 4]));
            for byte in term.bytes().filter(u8::is_ascii_alphanumeric) {
                let letter = char::from(byte).to_string();
                let phrase = vec![vec![Pattern::Exact(letter)]];
                let hint = hint(&phrase, &Analyzer::default()).unwrap();
                if !hint.is_match(character.encode_utf8(&mut [0; 4])) {
                    missed.push(character);
                }
            }
        }
        assert!(missed.is_empty(), "{missed:?}");
    }

    proptest! {
        #[test]
        fn many_phrases_are_found_like_each_alone(
            phrases in prop::collection::vec("[abc*]( [abc]){0,3}", 1..12),
            text in "([abc][ .] ?){0,30}",
        ) {
            let analyzer = Analyzer::default();
            let alone = phrases.iter().flat_map(|one| Query::of_words([one], &analyzer).unwrap().spans(&text));
            let mut expected: Vec<Span> = alone.collect();
            expected.sort_unstable();
            expected.dedup();
            let found = Query::of_words(&phrases, &analyzer).unwrap().spans(&text);
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn wildcards_match_like_a_regular_expression(pattern in "[ab*]{1,6}", term in "[ab]{0,8}") {
            let literals: Vec<String> = pattern.split('*').map(str::to_owned).collect();
            prop_assume!(literals.len() > 1);
            let plain = Regex::new(&format!("^{}$", pattern.replace('*', ".*"))).unwrap();
            prop_assert_eq!(matches_literals(&literals, &term), plain.is_match(&term));
        }
    }
}
