//! What to look for in texts: words, with wildcards, or a regular expression.
//!
//! Words are looked for among the terms that an analyzer makes, so that "the U.S.-led talks" is found as it is counted;
//! a regular expression among the characters.

use hashbrown::HashSet;
use regex::{Regex, RegexBuilder};

use crate::error::{Error, Result};
use crate::span::Span;
use crate::tokens::{Analysis, Analyzer, PreparedAnalyzer, Step, sentence_spans};

/// The longest phrase, in terms: as many as a number has bits.
const LONGEST: usize = 64;

/// So many words are compared one by one.
const FEW: usize = 4;

/// Letters without case that may stand for `*` while a query is cut into words.
const STAND_INS: [char; 4] = ['\u{A78F}', '\u{0294}', '\u{01BB}', '\u{A7F7}'];

/// Characters that fold to ASCII letters, by rules that a regular expression without case does not know: those that fold
/// to several, and one of Unicode 18.
const LIGATURES: &str = "ßẞİŉǰẖẗẘẙẚ\u{FB00}-\u{FB06}\u{1DF95}";

/// What to look for.
#[derive(Clone, Debug)]
pub struct Query(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Terms {
        analyzer: Box<PreparedAnalyzer>,
        phrases: Vec<Vec<Pattern>>,
        /// Single words, where there are too many to be compared one by one.
        words: Words,
        /// Finds something in every text that holds one of the phrases; `None` where that cannot be told.
        hint: Option<Regex>,
    },
    Characters(Regex),
}

type Words = HashSet<String, foldhash::fast::RandomState>;

/// What one term of a phrase may be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    Exact(String),
    /// The pieces between the wildcards.
    Wild(Vec<String>),
}

impl Query {
    /// Words, or phrases of several, each looked for as `analyzer` makes terms of it. A `*` stands for any number of
    /// characters of one term.
    ///
    /// # Errors
    ///
    /// Where a phrase holds no term, or more than 64, the analyzer joins terms to n-grams or has no stop words for its
    /// language.
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
                "an analyzer whose terms are {}: words are looked for one by one; give one with ngram_range=(1, 1)",
                analyzer.grams
            )));
        }
        let parser = Parser {
            prepared: analyzer.prepare()?,
            wild: Analyzer {
                stemmer: None,
                phrases: Vec::new(),
                ..analyzer.clone()
            }
            .prepare()?,
        };
        let phrases = words.into_iter().map(|words| parser.parse(words.as_ref()));
        let phrases = phrases.collect::<Result<Vec<_>>>()?;
        if phrases.is_empty() {
            return Err(Error::config("no query: give at least one word"));
        }
        let hint = hint(&phrases, analyzer);
        let (words, phrases) = if phrases.len() > FEW {
            parted(phrases)
        } else {
            (Words::default(), phrases)
        };
        Ok(Self(Kind::Terms {
            hint,
            analyzer: Box::new(parser.prepared),
            phrases,
            words,
        }))
    }

    /// A regular expression by the rules of the crate `regex`, which is searched in linear time. Matches of nothing do
    /// not count.
    ///
    /// # Errors
    ///
    /// Where it is not one, asks for what cannot be had in linear time (back-references, look-around), or is too large.
    pub fn of_regex(pattern: &str, is_case_sensitive: bool) -> Result<Self> {
        let built = RegexBuilder::new(pattern)
            .case_insensitive(!is_case_sensitive)
            .build();
        let regex = built.map_err(|error| {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default().trim();
            let reason = reason.strip_prefix("error: ").unwrap_or(reason);
            Error::config(format!(
                "regular expression {pattern:?}: {reason}; use the syntax of the Rust crate regex, which has no look-around and no back-references"
            ))
        })?;
        Ok(Self(Kind::Characters(regex)))
    }

    /// Where it stands in a text: ascending, those of one phrase without overlap.
    #[must_use]
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let found = self.searcher().search(text, || Ok(()));
        found.expect("nothing stops the search")
    }

    /// What one thread needs to search.
    pub(super) fn searcher(&self) -> Searcher<'_> {
        Searcher {
            analysis: match &self.0 {
                Kind::Terms { analyzer, .. } => Some(analyzer.analysis()),
                Kind::Characters(_) => None,
            },
            query: self,
        }
    }
}

/// Single words, and all else.
fn parted(phrases: Vec<Vec<Pattern>>) -> (Words, Vec<Vec<Pattern>>) {
    let mut words = Words::default();
    let mut others = Vec::new();
    for phrase in phrases {
        match <[Pattern; 1]>::try_from(phrase) {
            Ok([Pattern::Exact(word)]) => drop(words.insert(word)),
            Ok(wild) => others.push(wild.into()),
            Err(phrase) => others.push(phrase),
        }
    }
    (words, others)
}

/// Cuts queries into terms.
struct Parser {
    prepared: PreparedAnalyzer,
    /// Makes terms of what has wildcards: those of stems are told by the stem.
    wild: PreparedAnalyzer,
}

impl Parser {
    fn parse(&self, query: &str) -> Result<Vec<Pattern>> {
        let mut patterns = Vec::new();
        let mut plain: Vec<&str> = Vec::new();
        for piece in query.split_whitespace() {
            if piece.contains('*') {
                self.push_plain(&mut plain, &mut patterns);
                self.push_wild(piece, &mut patterns);
            } else {
                plain.push(piece);
            }
        }
        self.push_plain(&mut plain, &mut patterns);
        match patterns.len() {
            0 => Err(Error::config(format!(
                "query {query:?} holds no word that the analyzer keeps; give a word, several, or regex=True"
            ))),
            n if n > LONGEST => Err(Error::config(format!(
                "query of {n} words: too long; use at most {LONGEST}"
            ))),
            _ => Ok(patterns),
        }
    }

    /// Words that follow each other are looked at together, so that phrases are joined as in a text.
    fn push_plain(&self, pieces: &mut Vec<&str>, patterns: &mut Vec<Pattern>) {
        self.prepared.for_each(&pieces.join(" "), |term, _| {
            patterns.push(Pattern::Exact(term.to_owned()));
        });
        pieces.clear();
    }

    fn push_wild(&self, piece: &str, patterns: &mut Vec<Pattern>) {
        let stand_in = STAND_INS.into_iter().find(|&one| !piece.contains(one));
        let stand_in = stand_in.unwrap_or(STAND_INS[0]);
        let written = piece.replace('*', stand_in.encode_utf8(&mut [0; 4]));
        self.wild.for_each(&written, |term, _| {
            patterns.push(if term.contains(stand_in) {
                Pattern::Wild(term.split(stand_in).map(str::to_owned).collect())
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
            Self::Wild(pieces) => matches_pieces(pieces, term),
        }
    }

    /// The longest part that a term must hold.
    fn longest_part(&self) -> &str {
        match self {
            Self::Exact(text) => text,
            Self::Wild(pieces) => pieces
                .iter()
                .max_by_key(|piece| piece.len())
                .map_or("", String::as_str),
        }
    }
}

/// True where the pieces stand in `term` in their order, the first at its start and the last at its end.
fn matches_pieces(pieces: &[String], term: &str) -> bool {
    let [first, between @ .., last] = pieces else {
        return false;
    };
    let Some(mut rest) = term.strip_prefix(first.as_str()) else {
        return false;
    };
    for piece in between {
        let Some(place) = rest.find(piece.as_str()) else {
            return false;
        };
        rest = &rest[place + piece.len()..];
    }
    rest.ends_with(last.as_str())
}

/// A regular expression that finds something wherever one of the phrases is.
///
/// It must not miss a term that is written otherwise than it is looked for: so only plain ASCII letters and digits, and
/// only where nothing but case is normalised.
fn hint(phrases: &[Vec<Pattern>], analyzer: &Analyzer) -> Option<Regex> {
    let is_plain = |step: &Step| matches!(step, Step::Casefold | Step::Apostrophes);
    if analyzer.stemmer.is_some()
        || !analyzer.phrases.is_empty()
        || !analyzer.normalizer.steps().iter().all(is_plain)
    {
        return None;
    }
    let mut pattern = format!("[{LIGATURES}]");
    for phrase in phrases {
        let parts = phrase.iter().map(Pattern::longest_part);
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

/// A search of one thread.
pub(super) struct Searcher<'q> {
    query: &'q Query,
    analysis: Option<Analysis<'q>>,
}

impl Searcher<'_> {
    /// Where the query stands in `text`; `check` is called now and then, and its error ends the work.
    pub(super) fn search(
        &mut self,
        text: &str,
        mut check: impl FnMut() -> Result<()>,
    ) -> Result<Vec<Span>> {
        let (analyzer, phrases, words, hint) = match &self.query.0 {
            Kind::Characters(regex) => return search_characters(regex, text, check),
            Kind::Terms {
                analyzer,
                phrases,
                words,
                hint,
            } => (analyzer.analyzer(), phrases, words, hint),
        };
        if hint.as_ref().is_some_and(|hint| !hint.is_match(text)) {
            return Ok(Vec::new());
        }
        let is_cut = !analyzer.cross_sentences && phrases.iter().any(|phrase| phrase.len() > 1);
        let found = self.search_terms(text, phrases, words, std::iter::empty(), &mut check)?;
        if found.is_empty() || !is_cut {
            return Ok(found);
        }
        // Sentences are looked for only where there is something to find.
        let ends = sentence_spans(text, analyzer.sentences).map(|sentence| sentence.end);
        self.search_terms(text, phrases, words, ends, &mut check)
    }

    fn search_terms(
        &mut self,
        text: &str,
        phrases: &[Vec<Pattern>],
        words: &Words,
        ends: impl Iterator<Item = usize>,
        check: &mut impl FnMut() -> Result<()>,
    ) -> Result<Vec<Span>> {
        let Some(analysis) = &mut self.analysis else {
            return Ok(Vec::new());
        };
        let mut matchers: Vec<Matcher> = phrases.iter().map(|one| Matcher::new(one)).collect();
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
        analysis.run(text, nothing, read, |term, span| {
            let mut is_new = false;
            while ends.next_if(|&end| end <= span.start).is_some() {
                is_new = true;
            }
            if !words.is_empty() && words.contains(term) {
                found.push(span);
            }
            for matcher in &mut matchers {
                if is_new {
                    matcher.state = 0;
                }
                found.extend(matcher.push(term, span));
            }
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

/// Looks for one phrase: bit n of the state says that the first n + 1 terms of it have just been read.
struct Matcher<'q> {
    phrase: &'q [Pattern],
    state: u64,
    /// Where the last terms began, in a ring.
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

    /// Takes a term; the span of the phrase where it is the last of it.
    #[inline]
    fn push(&mut self, term: &str, span: Span) -> Option<Span> {
        let length = self.phrase.len();
        if let [one] = self.phrase {
            return one.matches(term).then_some(span);
        }
        self.starts[self.n_terms % length] = span.start;
        self.n_terms += 1;
        let mut possible = (self.state << 1) | 1;
        for (place, pattern) in self.phrase.iter().enumerate() {
            if possible >> place & 1 == 1 && !pattern.matches(term) {
                possible &= !(1 << place);
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
    fn many_words_are_found_as_each_is() {
        let analyzer = Analyzer::default();
        let text = "The fire killed two; fires of Kabul. The two fire";
        let all = [
            "fire", "Fire", "two", "the *", "of kabul", "fires", "none", "kill*",
        ];
        let mut expected: Vec<Span> = all
            .into_iter()
            .flat_map(|one| Query::of_words([one], &analyzer).unwrap().spans(text))
            .collect();
        expected.sort_unstable();
        expected.dedup();
        let query = Query::of_words(all, &analyzer).unwrap();
        assert_eq!(query.spans(text), expected);
        assert_eq!(expected.len(), 9);
    }

    #[test]
    fn stems_are_told_by_the_stem() {
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
    fn what_cannot_be_looked_for_is_told() {
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

    /// A hint that misses a spelling would lose hits.
    #[test]
    fn hints_know_all_that_folds_to_ascii() {
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
        fn wildcards_are_those_of_a_regular_expression(pattern in "[ab*]{1,6}", term in "[ab]{0,8}") {
            let pieces: Vec<String> = pattern.split('*').map(str::to_owned).collect();
            prop_assume!(pieces.len() > 1);
            let plain = Regex::new(&format!("^{}$", pattern.replace('*', ".*"))).unwrap();
            prop_assert_eq!(matches_pieces(&pieces, &term), plain.is_match(&term));
        }
    }
}
