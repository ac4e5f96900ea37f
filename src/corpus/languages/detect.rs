//! The language of a text by its letters and words.

use super::english::{Evidence, words};
use super::function_words::plainly;
use super::language::Language;

/// The size of a part of a text that is read, in bytes.
const WINDOW: usize = 600;

/// The least confidence of the detector, from 0 to 1, for its answer to be used.
const LEAST_CONFIDENCE: f64 = 0.4;

/// The least confidence for text in Latin letters without function words that are known.
const CERTAIN: f64 = 0.9;

/// The length of such a text from which the detector is asked, in bytes.
const LONG: usize = 100;

/// The length from which the detector is asked about any text, in bytes.
const LEAST_LENGTH: usize = 12;

/// What the letters and words of a text show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The language; `None` if the text is too short or too mixed to say, or has no letters.
    pub language: Option<Language>,
    /// Whether the text is written in Latin letters, or has no letters.
    pub is_latin: bool,
}

impl Detected {
    /// True for English, and for text in Latin letters whose language is unknown: most often it is too short, a headline
    /// of names.
    #[must_use]
    pub fn may_be_english(self) -> bool {
        match self.language {
            Some(language) => language == Language::ENGLISH,
            None => self.is_latin,
        }
    }
}

/// Detects the language of a text.
///
/// Reads the first 600 bytes of the text, and 600 bytes from its middle if it is longer than both.
#[must_use]
pub fn detect(text: &str) -> Detected {
    let windows = windows(text);
    let evidence = windows.iter().map(|window| Evidence::of(window));
    if evidence.clone().all(Evidence::is_plainly_english) {
        return Detected {
            language: Some(Language::ENGLISH),
            is_latin: true,
        };
    }
    let words = || windows.iter().flat_map(|window| words(window));
    let evidence = evidence.fold(Evidence::default(), Evidence::and);
    if !evidence.favours_english()
        && let Some((language, is_latin)) = plainly(words())
    {
        return Detected {
            language: Some(language),
            is_latin,
        };
    }
    let script = Scripts::of(words().flat_map(str::chars)).main();
    // Nothing but hashtags and addresses.
    let script = script.or_else(|| Scripts::of(windows.iter().flat_map(|one| one.chars())).main());
    Detected {
        language: script.and_then(|script| match script {
            Script::One(code) => Language::parse(code),
            Script::Latin => in_latin(&letters(words(), script), evidence),
            Script::Shared(_) => by_trigrams(&letters(words(), script), LEAST_CONFIDENCE),
            Script::Han | Script::Kana | Script::Other => None,
        }),
        is_latin: matches!(script, Some(Script::Latin) | None),
    }
}

/// Returns the parts of a text that are read.
fn windows(text: &str) -> Vec<&str> {
    if text.len() <= 2 * WINDOW {
        return vec![text];
    }
    let middle = text.len() / 2;
    vec![window(text, 0), window(text, middle)]
}

fn window(text: &str, start: usize) -> &str {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &text[boundary(start)..boundary((start + WINDOW).min(text.len()))]
}

/// Returns the letters of one script, with a space for all between them.
fn letters<'t>(words: impl Iterator<Item = &'t str>, script: Script) -> String {
    let mut letters = String::new();
    for word in words {
        letters.push(' ');
        for character in word.chars() {
            if Script::of(character) == Some(script) {
                letters.push(character);
            } else if !letters.ends_with(' ') {
                letters.push(' ');
            }
        }
    }
    letters
}

/// Returns the language of text in Latin letters. An answer of the detector needs the support of function words, or a
/// long text.
fn in_latin(letters: &str, evidence: Evidence) -> Option<Language> {
    if evidence.favours_english() {
        return evidence.is_english().then_some(Language::ENGLISH);
    }
    if !evidence.is_none() {
        return by_trigrams(letters, LEAST_CONFIDENCE);
    }
    (letters.len() >= LONG).then(|| by_trigrams(letters, CERTAIN))?
}

/// Asks the detector, which compares trigrams and alphabets.
fn by_trigrams(letters: &str, least_confidence: f64) -> Option<Language> {
    let found = whatlang::detect(letters)?;
    let is_sure = letters.len() >= LEAST_LENGTH && found.confidence() >= least_confidence;
    is_sure
        .then(|| Language::parse(found.lang().code()))
        .flatten()
}

/// A script, or several that one language mixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    /// A script of one language that the detector knows: the code of that language.
    One(&'static str),
    /// A script of several languages that the detector knows.
    Shared(&'static str),
    /// Chinese characters, which Japanese uses too.
    Han,
    /// The syllables of Japanese.
    Kana,
    /// Any other.
    Other,
}

/// Ranges of characters, in order, each with its script.
const BLOCKS: &[(char, char, Script)] = &[
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('\u{aa}', '\u{2af}', Script::Latin),
    ('\u{370}', '\u{3ff}', Script::One("el")),
    ('\u{400}', '\u{52f}', Script::Shared("Cyrl")),
    ('\u{530}', '\u{58f}', Script::One("hy")),
    ('\u{590}', '\u{5ff}', Script::Shared("Hebr")),
    ('\u{600}', '\u{6ff}', Script::Shared("Arab")),
    ('\u{750}', '\u{77f}', Script::Shared("Arab")),
    ('\u{8a0}', '\u{8ff}', Script::Shared("Arab")),
    ('\u{900}', '\u{97f}', Script::Shared("Deva")),
    ('\u{980}', '\u{9ff}', Script::One("bn")),
    ('\u{a00}', '\u{a7f}', Script::One("pa")),
    ('\u{a80}', '\u{aff}', Script::One("gu")),
    ('\u{b00}', '\u{b7f}', Script::One("or")),
    ('\u{b80}', '\u{bff}', Script::One("ta")),
    ('\u{c00}', '\u{c7f}', Script::One("te")),
    ('\u{c80}', '\u{cff}', Script::One("kn")),
    ('\u{d00}', '\u{d7f}', Script::One("ml")),
    ('\u{d80}', '\u{dff}', Script::One("si")),
    ('\u{e00}', '\u{e7f}', Script::One("th")),
    ('\u{e80}', '\u{eff}', Script::One("lo")),
    ('\u{f00}', '\u{fff}', Script::One("bo")),
    ('\u{1000}', '\u{109f}', Script::One("my")),
    ('\u{10a0}', '\u{10ff}', Script::One("ka")),
    ('\u{1100}', '\u{11ff}', Script::One("ko")),
    ('\u{1200}', '\u{139f}', Script::One("am")),
    ('\u{1780}', '\u{17ff}', Script::One("km")),
    ('\u{1e00}', '\u{1eff}', Script::Latin),
    ('\u{1f00}', '\u{1fff}', Script::One("el")),
    ('\u{3040}', '\u{30ff}', Script::Kana),
    ('\u{3130}', '\u{318f}', Script::One("ko")),
    ('\u{31f0}', '\u{31ff}', Script::Kana),
    ('\u{3400}', '\u{9fff}', Script::Han),
    ('\u{ac00}', '\u{d7af}', Script::One("ko")),
    ('\u{f900}', '\u{faff}', Script::Han),
    ('\u{fb1d}', '\u{fb4f}', Script::Shared("Hebr")),
    ('\u{fb50}', '\u{fdff}', Script::Shared("Arab")),
    ('\u{fe70}', '\u{feff}', Script::Shared("Arab")),
    ('\u{ff21}', '\u{ff5a}', Script::Latin),
    ('\u{ff66}', '\u{ff9f}', Script::Kana),
    ('\u{20000}', '\u{3ffff}', Script::Han),
];

impl Script {
    /// Returns the script of a letter; `None` for what is not a letter.
    fn of(character: char) -> Option<Self> {
        if !character.is_alphabetic() {
            return None;
        }
        let block = BLOCKS.partition_point(|&(_, last, _)| last < character);
        let found = BLOCKS.get(block).filter(|(first, ..)| *first <= character);
        Some(found.map_or(Self::Other, |&(_, _, script)| script))
    }

    /// Returns the number of Latin letters that say as much as one character.
    fn weight(self) -> usize {
        match self {
            Self::Han => 3,
            Self::Kana | Self::One("ko") => 2,
            _ => 1,
        }
    }
}

/// The letters of a text by script.
#[derive(Default)]
struct Scripts {
    /// Scripts in order of their first letter, and how much is written in each.
    counts: Vec<(Script, usize)>,
}

impl Scripts {
    fn of(letters: impl Iterator<Item = char>) -> Self {
        let mut scripts = Self::default();
        for script in letters.filter_map(Script::of) {
            let counts = &mut scripts.counts;
            if let Some(known) = counts.iter_mut().find(|(known, _)| *known == script) {
                known.1 += script.weight();
            } else {
                counts.push((script, script.weight()));
            }
        }
        scripts
    }

    fn count(&self, script: Script) -> usize {
        let found = self.counts.iter().find(|(known, _)| *known == script);
        found.map_or(0, |(_, count)| *count)
    }

    /// Returns the script of the text; `None` if it has no letters.
    ///
    /// Text in other scripts often has words in Latin letters, names and code, more than the other way round.
    fn main(&self) -> Option<Script> {
        let (han, kana) = (self.count(Script::Han), self.count(Script::Kana));
        let others = self.counts.iter().copied();
        let others = others
            .filter(|(script, _)| !matches!(script, Script::Latin | Script::Han | Script::Kana));
        let east_asian = (east_asian(han, kana), han + kana);
        let (script, count) = others.chain([east_asian]).max_by_key(|(_, count)| *count)?;
        let latin = self.count(Script::Latin);
        match (latin, count) {
            (0, 0) => None,
            _ if LATIN_PER_OTHER * count < latin => Some(Script::Latin),
            _ => Some(script),
        }
    }
}

/// The number of Latin letters per letter of another script up to which a text is in the other script.
const LATIN_PER_OTHER: usize = 2;

/// Japanese has many kana, Chinese hardly any.
fn east_asian(han: usize, kana: usize) -> Script {
    Script::One(if 10 * kana > han { "ja" } else { "zh" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = detect(text).language;
        let code = found.as_ref().map_or("", Language::code);
        assert_eq!(code, expected, "{text:?}");
    }

    #[test]
    fn sentences_show_their_language() {
        check("The mayor said that the bridge would open in May.", "en");
        check("Le maire a dit que le pont ouvrirait au mois de mai.", "fr");
        check(
            "Der Bürgermeister sagte, dass die Brücke im Mai öffnet.",
            "de",
        );
        check("El alcalde dijo que el puente se abriría en mayo.", "es");
        check("Мэр сказал, что мост откроется в мае этого года.", "ru");
        check("Мер сказав, що міст відкриють у травні цього року.", "uk");
        check("市長は橋が五月に開通すると述べた。", "ja");
        check("市长说大桥将于五月开通。", "zh");
        check("시장은 다리가 오월에 개통된다고 말했다.", "ko");
        check("นายกเทศมนตรีกล่าวว่าสะพานจะเปิดในเดือนพฤษภาคม", "th");
        check("قال رئيس البلدية إن الجسر سيفتح في مايو القادم", "ar");
        check("Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει.", "el");
    }

    #[test]
    fn what_does_not_show_a_language_is_unknown() {
        for text in [
            "",
            " ",
            "2024-03-01",
            "11:40 – 12:10",
            "😀",
            "Toyota",
            "Rhein Ruhr",
            "ᏣᎳᎩ",
        ] {
            check(text, "");
        }
        assert!(detect("Kyiv, Lviv").may_be_english());
        assert!(detect("11:40").may_be_english());
        assert!(!detect("ᏣᎳᎩ").may_be_english());
        assert!(!detect("Мост").may_be_english());
    }

    #[test]
    fn foreign_names_leave_a_text_english() {
        check("He liked Pedro Calderón and Núñez most.", "en");
        check("Los Angeles and Las Vegas were hit by the storm.", "en");
        assert!(detect("Rhubarb pioneer dies: grower Westwood has died aged 74").may_be_english());
    }

    #[test]
    fn code_and_names_in_latin_letters_do_not_decide() {
        check("#ร้านอร่อย #บอกต่อ https://example.org", "th");
        check("#travel #food", "");
        check(
            "アプリの `BrowserWindow` を開くには `app.whenReady()` を使います。",
            "ja",
        );
        check(
            "Модуль webpack собирает файлы проекта и ускоряет загрузку страницы.",
            "ru",
        );
        check(
            "https://example.org/the/and/of @the_and_of #theandof Мэр открыл новый мост в городе",
            "ru",
        );
    }

    #[test]
    fn long_texts_are_read_at_two_positions() {
        let english = "The ferry left the harbour and the people were on it. ".repeat(40);
        let french = "Le bateau a quitté le port avec tous les passagers à bord. ".repeat(400);
        check(&english, "en");
        check(&format!("{english}{french}"), "fr");
        // A window may begin within a character.
        check(&"é".repeat(5001), "");
        check(&format!(" {}", "橋".repeat(5001)), "zh");
    }
}
