//! The tense of the clause around a date: does it speak of the past or of the future?
//!
//! A date takes the tense of the verb of its own clause: in "said on Tuesday that it will cut jobs", that is "said". The
//! nearest verb before the date wins, then the first one after it, then those of the clauses before. There is no
//! part-of-speech tagger: verbs are known by a table and by the ending "-ed".

use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::lexicon::WordClass;
use super::tokens::TokenView;

/// Whether an event lies before or after the document's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// A tense with its distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) tense: Tense,
    /// True if the verb is in the clause of the date.
    pub(super) is_near: bool,
}

/// What a word says about the tense of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    /// "will", "due", "expected".
    Future,
    /// Future before "to": "agreed to", "is to".
    FutureBeforeTo,
    /// The present of what is planned: "begins".
    Planned,
    /// The same in the plural, which is often a noun: "talks resume".
    PlannedPlural,
    /// "said", "fell".
    Past,
    /// Past or a participle: "held", "made".
    Participle,
    /// Present, past and participle alike: "cut", "put".
    Unchanged,
    /// "was", "had".
    PastAuxiliary,
    /// "is", "are".
    PresentAuxiliary,
    /// "be", "been".
    Be,
    /// A word that begins another clause.
    Boundary,
    /// An event that nobody plans: "attack".
    Unplanned,
}

const WORDS: &[(Hint, &str)] = &[
    (
        Hint::Future,
        "will shall would won't won’t wouldn't due scheduled slated expected expects expecting planned planning \
         upcoming tomorrow must can could may might should intends hopes hoping poised likely forthcoming awaits \
         expect",
    ),
    (
        Hint::FutureBeforeTo,
        "set going agreed vowed pledged promised threatened supposed bound ready about preparing prepared decided voted \
         aims wants want hope intend plan plans forecast deal bid call calls urged invited",
    ),
    (
        Hint::Planned,
        "runs reports begins starts opens expires ends closes faces meets votes visits plays hosts resumes returns arrives leaves goes \
         kicks launches reopens concludes takes comes debuts departs airs convenes lapses",
    ),
    (
        Hint::PlannedPlural,
        "begin start open expire end close face meet vote visit play host resume return arrive leave go kick launch \
         reopen conclude take come convene run",
    ),
    (
        Hint::Past,
        "said told fell rose took gave went came became began saw wrote spoke broke flew drew threw grew knew blew drove \
         ate sank swore chose froze stole tore shook rang did",
    ),
    (
        Hint::Participle,
        "won lost made met left held shot found brought bought sold kept led paid sent spent caught fought sought taught \
         thought built dealt felt fled heard laid lay lit meant read slept stood stuck struck swept swung understood \
         withdrew woke beat bit bled hung fed hid",
    ),
    (
        Hint::Unchanged,
        "cut put hit shut let hurt cost spread quit split burst bet",
    ),
    (Hint::PastAuxiliary, "was were had has have having"),
    (Hint::PresentAuxiliary, "is are 's ’s am"),
    (Hint::Be, "be been being get gets"),
    (
        Hint::Boundary,
        "and but or that which who whose whom when while because although though after before whether where if as than \
         unless so",
    ),
    (
        Hint::Unplanned,
        "attack attacks blast blasts explosion explosions crash killing killings shooting shootings bombing bombings raid \
         raids quake earthquake earthquakes fire accident collapse arrest arrests death deaths massacre ambush violence \
         clashes riot riots assault airstrike airstrikes stabbing disaster murder coup losses gains",
    ),
];

/// Words in "-ed" that are not verbs.
const NOT_VERBS: &[&str] = &[
    "hundred",
    "indeed",
    "sacred",
    "naked",
    "wicked",
    "bed",
    "red",
    "shed",
    "need",
    "seed",
    "speed",
    "feed",
    "weed",
    "breed",
    "greed",
    "creed",
    "armed",
    "unarmed",
    "so-called",
    "alleged",
    "limited",
    "united",
    "detailed",
    "aged",
];

/// Words that make the "-ed" form after them an adjective: "a postponed match".
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "this", "these", "some", "no", "more",
];

/// Verbs of what went on until a date: "lasted until Monday". Other verbs set an end that is ahead.
const LASTED: &[&str] = &[
    "lasted",
    "continued",
    "ran",
    "stayed",
    "remained",
    "fought",
    "lived",
    "worked",
    "served",
    "was",
    "were",
    "had",
    "waited",
    "kept",
    "raged",
    "went",
    "held",
    "ruled",
    "led",
    "played",
    "reigned",
    "not",
    "didn't",
    "wasn't",
    "never",
];
/// Participles after "was" whose end is ahead: "was postponed until Monday".
const ENDED: &[&str] = &[
    "postponed",
    "delayed",
    "adjourned",
    "extended",
    "deferred",
    "suspended",
    "banned",
    "barred",
    "closed",
    "remanded",
    "prolonged",
    "rescheduled",
    "cancelled",
    "halted",
    "given",
    "put",
    "off",
    "ordered",
];

static HINTS: LazyLock<HashMap<&str, Hint, RandomState>> = LazyLock::new(|| {
    let words = WORDS.iter();
    words
        .flat_map(|(hint, words)| words.split_whitespace().map(|word| (word, *hint)))
        .collect()
});

/// The longest word of the tables.
const MAX_LEN: usize = 14;
/// How many tokens are read before and after a date.
const BEFORE: usize = 24;
const AFTER: usize = 14;

/// Returns the tense of the clause around the tokens from `at` up to, but not including, `next`.
pub(super) fn cue(tokens: &TokenView<'_, '_>, at: usize, next: usize) -> Option<Cue> {
    let near = |tense| {
        Some(Cue {
            tense,
            is_near: true,
        })
    };
    if let Some(tense) = by_neighbours(tokens, at, next) {
        return near(tense);
    }
    let start = clause_start(tokens, at);
    if let Some(tense) = last_tense(tokens, start, at) {
        return near(at_end(tokens, at, tense));
    }
    if is_unplanned(tokens, at) {
        return near(Tense::Past);
    }
    if let Some(tense) = first_tense(tokens, next, is_opening(tokens, start, at)) {
        return near(tense);
    }
    let far = last_tense(tokens, sentence_start(tokens, at), start);
    let ahead = || is_until(tokens, at).then_some(Tense::Future);
    far.map(|tense| at_end(tokens, at, tense))
        .or_else(ahead)
        .map(|tense| Cue {
            tense,
            is_near: false,
        })
}

/// Parses "earlier", "later", "before" or "after" at `at`, after a length of time; true for a later date.
pub(super) fn direction(tokens: &TokenView<'_, '_>, at: usize) -> Option<bool> {
    if !tokens.after_space(at) {
        return None;
    }
    let is_later = tokens.is_any(at, &["later", "after", "afterwards", "on"]);
    let is_last = at + 1 >= tokens.len() || !tokens.after_space(at + 1);
    let ends_clause = is_last || tokens.is_any(at + 1, &["and", "but", "when", "as"]);
    let is_direction = match tokens.raw(at) {
        "earlier" => !tokens.is(at + 1, "than"),
        "later" => !tokens.is_any(at + 1, &["than", "this", "in"]),
        "previously" | "afterwards" => true,
        // "two weeks before the summit" is a length.
        "before" | "after" => ends_clause,
        _ => false,
    };
    is_direction.then_some(is_later)
}

/// The words right beside a date that decide alone: "since Monday", "ahead of Monday", "Monday's attack".
fn by_neighbours(tokens: &TokenView<'_, '_>, at: usize, next: usize) -> Option<Tense> {
    let before = before_determiner(tokens, at);
    let is_owner = next > 0 && tokens.is_possessive(next - 1);
    if tokens.is(before, "since") {
        return Some(Tense::Past);
    }
    if tokens.is(before, "of") && before > 0 && tokens.is(before - 1, "ahead") {
        return Some(Tense::Future);
    }
    let is_event = |at: usize| hint(tokens, at) == Some(Hint::Unplanned);
    let is_attribute = is_owner || tokens.after_space(next) && !tokens.is(before, "on");
    if is_attribute && (is_event(next) || tokens.after_space(next + 1) && is_event(next + 1)) {
        return Some(Tense::Past);
    }
    if !is_owner {
        return None;
    }
    if tokens.is_any(before, &["after", "following"]) {
        return Some(Tense::Past);
    }
    tokens
        .is_any(before, &["before", "for"])
        .then_some(Tense::Future)
}

/// The index of the token before a date and its article; `at` itself, if there is none.
fn before_determiner(tokens: &TokenView<'_, '_>, at: usize) -> usize {
    let before = at.saturating_sub(1);
    if at > 1 && tokens.is_any(before, &["the", "this", "early", "late"]) {
        at - 2
    } else {
        before
    }
}

/// "postponed until Monday" is ahead although the verb is past.
fn at_end(tokens: &TokenView<'_, '_>, at: usize, tense: Tense) -> Tense {
    let has = |words: &[&str]| (at.saturating_sub(8)..at).any(|word| tokens.is_any(word, words));
    if is_until(tokens, at) && (has(ENDED) || !has(LASTED)) {
        Tense::Future
    } else {
        tense
    }
}

fn is_until(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    tokens.is_any(before_determiner(tokens, at), &["until", "till"])
}

/// True if an unplanned event is right before the date: "the attack on Monday".
fn is_unplanned(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let event = before_determiner(tokens, at).checked_sub(1);
    event.is_some_and(|event| hint(tokens, event) == Some(Hint::Unplanned))
}

/// True if the date opens its clause, so that a comma may follow it: "On Monday, the court ...".
fn is_opening(tokens: &TokenView<'_, '_>, start: usize, at: usize) -> bool {
    at - start <= 3 && !tokens.is_possessive(at)
}

/// The index of the first token of the clause that ends before `at`.
fn clause_start(tokens: &TokenView<'_, '_>, at: usize) -> usize {
    let limit = at.saturating_sub(BEFORE);
    let mut start = at;
    while start > limit && !ends_clause(tokens, start) {
        start -= 1;
        // "until", "before" and "after" next to the date are its prepositions.
        if start + 1 < at && hint(tokens, start) == Some(Hint::Boundary) {
            return start + 1;
        }
    }
    start
}

fn sentence_start(tokens: &TokenView<'_, '_>, at: usize) -> usize {
    let limit = at.saturating_sub(BEFORE);
    let mut start = at;
    while start > limit && !ends_sentence(tokens, start) {
        start -= 1;
    }
    start
}

/// True if punctuation before the token ends a clause.
fn ends_clause(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let between = tokens.text_before(at);
    between.len() > 1
        && (between.contains([',', '(', ')', '–', '—', '"', '“', '”']) || between == " - ")
        || ends_sentence(tokens, at)
}

fn ends_sentence(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let between = tokens.text_before(at);
    if between.len() < 2 {
        return between == "\n";
    }
    if between.contains(['!', '?', ';', ':', '\n']) {
        return true;
    }
    // A full stop before a lowercase word belongs to an abbreviation: "at 9 p.m. on Monday".
    let is_abbreviation = || {
        let word = tokens.raw(at - 1);
        word.len() < 4 && word.starts_with(char::is_uppercase) || word.contains('.')
    };
    between.contains('.') && tokens.is_capitalised(at) && (at == 0 || !is_abbreviation())
}

/// The tense of the last verb among the tokens from `start` up to `end`.
fn last_tense(tokens: &TokenView<'_, '_>, start: usize, end: usize) -> Option<Tense> {
    let mut infinitive = false;
    for at in (start..end).rev() {
        let Some(hint) = hint(tokens, at) else {
            infinitive |= tokens.is(at, "to") && is_infinitive(tokens, at, end);
            continue;
        };
        let tense = match hint {
            Hint::Future => Some(Tense::Future),
            Hint::FutureBeforeTo if is_before_to(tokens, at) => Some(Tense::Future),
            Hint::FutureBeforeTo if tokens.raw(at).ends_with("ed") => {
                past_unless_passive(tokens, at)
            }
            Hint::Planned => is_verb(tokens, at).then_some(Tense::Future),
            Hint::PlannedPlural => has_plural_subject(tokens, at).then_some(Tense::Future),
            Hint::Past => Some(Tense::Past),
            Hint::Participle => past_unless_passive(tokens, at),
            Hint::Unchanged => unchanged(tokens, at),
            Hint::PastAuxiliary | Hint::PresentAuxiliary => {
                auxiliary(tokens, at, at + 1 >= end.saturating_sub(1))
            }
            _ => None,
        };
        if tense.is_some() {
            return tense;
        }
    }
    infinitive.then_some(Tense::Future)
}

/// The tense of the first verb from `next` on, in the same clause.
fn first_tense(tokens: &TokenView<'_, '_>, next: usize, is_opening: bool) -> Option<Tense> {
    let last = (next + AFTER).min(tokens.len());
    for at in next..last {
        let is_comma = at == next && is_opening && tokens.text_before(at) == ", ";
        if ends_clause(tokens, at) && !is_comma || at >= tokens.len() {
            return None;
        }
        let Some(hint) = hint(tokens, at) else {
            continue;
        };
        let tense = match hint {
            Hint::Future => Some(Tense::Future),
            Hint::FutureBeforeTo if is_before_to(tokens, at) => Some(Tense::Future),
            Hint::FutureBeforeTo if tokens.raw(at).ends_with("ed") => Some(Tense::Past),
            Hint::Planned => is_verb(tokens, at).then_some(Tense::Future),
            Hint::Past => Some(Tense::Past),
            Hint::Participle | Hint::Unchanged => past_unless_passive(tokens, at),
            Hint::PastAuxiliary | Hint::PresentAuxiliary => auxiliary(tokens, at, false),
            Hint::Boundary if at > next => return None,
            _ => None,
        };
        if tense.is_some() {
            return tense;
        }
    }
    None
}

/// True for "to" before a verb in the base form, as in "to meet on Monday".
fn is_infinitive(tokens: &TokenView<'_, '_>, at: usize, end: usize) -> bool {
    let next = at + 1;
    next < end
        && matches!(tokens.class(next), WordClass::Other | WordClass::Ordinal(_))
        && !tokens.is_capitalised(next)
        && !tokens.is_any(next, DETERMINERS)
}

fn is_before_to(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    tokens.after_space(at + 1) && tokens.is_any(at + 1, &["to", "for"])
}

/// "was to meet" and "was due" are about the future; "is" alone says so only right before the date.
fn auxiliary(tokens: &TokenView<'_, '_>, at: usize, is_last: bool) -> Option<Tense> {
    let next = at + 1 + usize::from(is_adverb(tokens, at + 1));
    let is_present = hint(tokens, at) == Some(Hint::PresentAuxiliary);
    let planned = match hint(tokens, next) {
        Some(Hint::Future) => true,
        Some(Hint::FutureBeforeTo) => is_before_to(tokens, next),
        _ => tokens.is(next, "to") && !tokens.is_any(at, &["had", "has", "have"]),
    };
    if planned || is_present && is_last {
        return Some(Tense::Future);
    }
    (!is_present).then_some(Tense::Past)
}

fn is_adverb(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    tokens.raw(at).ends_with("ly")
        || tokens.is_any(
            at,
            &["not", "also", "now", "still", "then", "soon", "again"],
        )
}

/// The index of the token before a verb, over adverbs; `None` at the start.
fn before_verb(tokens: &TokenView<'_, '_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    if is_adverb(tokens, before) {
        before.checked_sub(1)
    } else {
        Some(before)
    }
}

/// Past, except for a passive without tense of its own ("be arrested", "are held") and adjectives ("a planned march").
fn past_unless_passive(tokens: &TokenView<'_, '_>, at: usize) -> Option<Tense> {
    let Some(before) = before_verb(tokens, at) else {
        return Some(Tense::Past);
    };
    let has_perfect = || {
        before_verb(tokens, before)
            .is_some_and(|auxiliary| hint(tokens, auxiliary) == Some(Hint::PastAuxiliary))
    };
    match hint(tokens, before) {
        // "after being delayed in December".
        Some(Hint::Be)
            if before > 0
                && tokens.is(before, "being")
                && tokens.is_any(before - 1, &["after", "since"]) =>
        {
            Some(Tense::Past)
        }
        Some(Hint::Be) => has_perfect().then_some(Tense::Past),
        Some(Hint::PresentAuxiliary) => None,
        _ if tokens.is_any(before, DETERMINERS) => None,
        _ => Some(Tense::Past),
    }
}

/// Past, unless "to" or a modal verb shows the base form.
fn unchanged(tokens: &TokenView<'_, '_>, at: usize) -> Option<Tense> {
    let before = before_verb(tokens, at)?;
    let is_base = tokens.is(before, "to") || hint(tokens, before) == Some(Hint::Future);
    if is_base {
        None
    } else {
        past_unless_passive(tokens, at)
    }
}

/// True unless the word before makes a noun of a word such as "ends".
fn is_verb(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let is_noun = tokens.is_any(before, DETERMINERS)
        || tokens.is_any(
            before,
            &[
                "of", "in", "for", "with", "by", "to", "on", "at", "from", "two", "three", "four",
            ],
        )
        || tokens.class(before) == WordClass::Digits;
    // "police reports on Monday", but "the bank reports results on Monday".
    let is_paper = tokens.is(at, "reports")
        && tokens.is_any(
            at + 1,
            &["on", "of", "that", "from", "in", "by", "and", "said", "say"],
        );
    !is_noun && !is_paper
}

/// True after a plural or a pronoun: "talks resume", "who play".
fn has_plural_subject(tokens: &TokenView<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    tokens.after_space(at)
        && (tokens.raw(before).ends_with('s')
            && !tokens.is_any(before, &["as", "is", "its", "this", "was", "has"])
            || tokens.is_any(
                before,
                &[
                    "who", "which", "they", "we", "you", "i", "people", "men", "women",
                ],
            ))
}

/// Looks a word up; a word in "-ed" that no table has is a participle.
fn hint(tokens: &TokenView<'_, '_>, at: usize) -> Option<Hint> {
    let word = tokens.raw(at);
    if word.ends_with("'ll") || word.ends_with("’ll") {
        return Some(Hint::Future);
    }
    let is_past_form = || {
        word.len() > 3 && word.ends_with("ed") && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let mut lower = [0; MAX_LEN];
    let known = lower.get_mut(..word.len()).and_then(|lower| {
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower)
            .ok()
            .and_then(|lower| HINTS.get(lower))
            .copied()
    });
    // "May" is a month or a name, "US" no pronoun.
    let known =
        known.filter(|hint| !(tokens.is_capitalised(at) && *hint == Hint::Future && word == "May"));
    known.or_else(|| (is_past_form() && !NOT_VERBS.contains(&word)).then_some(Hint::Participle))
}
