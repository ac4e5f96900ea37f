//! Boundary correction: where a recognised name begins and ends, as far as the text around it shows.

use super::offices::{is_office, without_office};
use crate::entities::mentions::{Label, Mention};
use crate::entities::names::{Cues, key, n_honorific_words, starts_upper, words};
use crate::span::Span;

/// Corrects the boundaries of a recognised name, which must end before byte `limit`. Returns `None` for what is not a
/// name.
pub(super) fn corrected(text: &str, mut mention: Mention, limit: usize) -> Option<Mention> {
    let mut span = without_punctuation(text, mention.span);
    let name = span.slice(text);
    if name.is_empty() || is_rank(name) || is_contraction(name) || is_office(text, span, &mention) {
        return None;
    }
    let text = &text[..limit];
    if mention.label == Label::PERSON {
        span = without_office(text, without_title(text, span));
        span = without_honorifics(text, span)?;
        span = with_second_surname(text, with_second_syllable(text, span));
        span = with_particle(text, span);
    }
    if mention.label == Label::ORG {
        span = with_purpose(text, span);
    }
    if mention.label == Label::LOC {
        span = without_strait(text, span);
    }
    mention.span = span;
    mention.name = with_single_spaces(span.slice(text));
    Some(mention)
}

/// A name with each run of white space, line breaks too, as one space.
fn with_single_spaces(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        name.push(' ');
        name.push_str(word);
    }
    name
}

/// A name without punctuation at its ends, up to the first quotation mark or bracket that is not closed in it.
fn without_punctuation(text: &str, span: Span) -> Span {
    const PAIRS: [(char, char); 6] = [
        ('“', '”'),
        ('"', '"'),
        ('«', '»'),
        ('„', '“'),
        ('(', ')'),
        ('[', ']'),
    ];
    let name = span.slice(text);
    let unclosed = name.char_indices().find(|&(byte, mark)| {
        let pair = PAIRS.iter().find(|(open, _)| *open == mark);
        pair.is_some_and(|(_, close)| !name[byte + mark.len_utf8()..].contains(*close))
    });
    // The text after the mark belongs to a quotation or a remark.
    let end = unclosed.map_or(name.len(), |(byte, _)| byte);
    let name = &name[..end];
    let start = name.len()
        - name
            .trim_start_matches(|mark: char| !mark.is_alphanumeric())
            .len();
    let is_trimmed = |mark: char| {
        !mark.is_alphanumeric() && !matches!(mark, '.' | '!' | '+' | ')' | ']' | '”' | '"' | '»')
    };
    let end = name.trim_end_matches(is_trimmed).len().max(start);
    Span::new(span.start + start, span.start + end)
}

/// True for two or more titles and nothing else, "Rear Adm"; a single one may be a surname.
fn is_rank(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_title = |word: &str| {
        let plain = word.trim_end_matches('.');
        plain.eq_ignore_ascii_case("rear") || Cues::is_title(plain)
    };
    words.clone().nth(1).is_some() && words.all(is_title)
}

/// True for contractions, "I’ve" or "Don't", which may be capitalised.
fn is_contraction(name: &str) -> bool {
    let parts = name.rsplit_once(['\'', '’']);
    parts.is_some_and(|(_, ending)| matches!(ending, "ve" | "m" | "ll" | "d" | "re" | "t"))
}

/// "Oleh Kiper" of "Odesa Gov. Oleh Kiper".
fn without_title(text: &str, span: Span) -> Span {
    let name = span.slice(text);
    let title = name.rmatch_indices(". ").find(|(stop, _)| {
        let word = name[..*stop].rsplit(char::is_whitespace).next();
        word.is_some_and(Cues::is_title)
    });
    title.map_or(span, |(stop, mark)| {
        Span::new(span.start + stop + mark.len(), span.end)
    })
}

/// "Anwar Ibrahim" of "Datuk Seri Anwar Ibrahim"; `None` if there is nothing else.
fn without_honorifics(text: &str, span: Span) -> Option<Span> {
    let name = span.slice(text);
    // "Dato' Sri" is cut at its apostrophe.
    let is_cut = ["Dato' ", "Dato’ "]
        .iter()
        .any(|title| text[..span.start].ends_with(title));
    let rest = ["Sri ", "Seri "]
        .iter()
        .find_map(|title| name.strip_prefix(title));
    if let Some(rest) = rest.filter(|_| is_cut) {
        return Some(Span::new(span.end - rest.len(), span.end));
    }
    match n_honorific_words(&key(name)) {
        0 => Some(span),
        n_words => {
            let first = words(name).nth(n_words)?;
            Some(Span::new(span.start + first.span.start, span.end))
        }
    }
}

/// "Kerch" of "Kerch strait".
fn without_strait(text: &str, span: Span) -> Span {
    let name = span.slice(text);
    let rest = [" strait", " straits"]
        .iter()
        .find_map(|noun| name.strip_suffix(noun));
    rest.map_or(span, |rest| Span::new(span.start, span.start + rest.len()))
}

/// Extends a name by the second syllable of a given name: "Moon Jae-in", "Tsai Ing-wen".
///
/// The second part of a compound is not a syllable: "the Donald Trump-led party".
fn with_second_syllable(text: &str, span: Span) -> Span {
    let Some((_, first)) = span.slice(text).rsplit_once(char::is_whitespace) else {
        return span;
    };
    let Some(rest) = text[span.end..].strip_prefix('-') else {
        return span;
    };
    let (second, after) = split_word(rest);
    let is_whole_word = !after.starts_with(|mark: char| mark == '-' || mark.is_alphanumeric());
    let is_name = is_whole_word
        && starts_upper(first)
        && is_syllable(&first.to_ascii_lowercase())
        && is_syllable(second)
        && !COMPOUND_ENDINGS.contains(&second);
    if is_name {
        Span::new(span.start, span.end + 1 + second.len())
    } else {
        span
    }
}

/// Splits a text after the letters that it begins with.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|mark: char| !mark.is_alphabetic());
    text.split_at(end.unwrap_or(text.len()))
}

/// Extends a name by the second part of a double surname: "Sam Bankman-Fried".
fn with_second_surname(text: &str, span: Span) -> Span {
    let is_full_name = span.slice(text).contains(char::is_whitespace);
    let rest = text[span.end..].strip_prefix('-');
    let Some(rest) = rest.filter(|rest| is_full_name && starts_upper(rest)) else {
        return span;
    };
    let (second, after) = split_word(rest);
    // "Joe Biden-EU talks"
    let is_surname = second.chars().skip(1).all(char::is_lowercase)
        && second.len() > 2
        && !after.starts_with('-');
    if is_surname {
        Span::new(span.start, span.end + 1 + second.len())
    } else {
        span
    }
}

/// Short words that form compounds with names.
const COMPOUND_ENDINGS: [&str; 14] = [
    "ban", "day", "deal", "fan", "free", "hit", "law", "man", "on", "plan", "pro", "run", "show",
    "win",
];

/// True for what may be a Korean or Chinese syllable in Latin letters: consonants, vowels, and a final sound that such
/// syllables have.
fn is_syllable(word: &str) -> bool {
    let is_vowel = |mark: char| matches!(mark, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    if !(2..=6).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    let rest = word.trim_start_matches(|mark| !is_vowel(mark));
    let ending = rest.trim_start_matches(is_vowel);
    rest.len() > ending.len()
        && word.len() - rest.len() <= 3
        && matches!(
            ending,
            "" | "n" | "ng" | "k" | "l" | "m" | "p" | "t" | "h" | "r" | "w"
        )
}

/// The last words of organisations that are named after their purpose or subject. Clubs are not: "played at the Football
/// Club for Essex".
const NAMED_BY_PURPOSE: [&str; 20] = [
    "agency",
    "alliance",
    "association",
    "center",
    "centre",
    "coalition",
    "commission",
    "committee",
    "congress",
    "council",
    "court",
    "department",
    "federation",
    "institute",
    "ministry",
    "movement",
    "observatory",
    "organisation",
    "organization",
    "society",
];

/// Extends the name of an organisation by its purpose: "Syrian Observatory for Human Rights".
fn with_purpose(text: &str, span: Span) -> Span {
    let last = span.slice(text).rsplit(char::is_whitespace).next();
    let has_purpose = last.is_some_and(|last| {
        let last = last.to_lowercase();
        NAMED_BY_PURPOSE.contains(&last.as_str())
    });
    let rest = &text[span.end..];
    let purpose = [" of ", " for "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let Some(purpose) = purpose.filter(|_| has_purpose) else {
        return span;
    };
    let purpose = purpose.strip_prefix("the ").unwrap_or(purpose);
    let mut rest = purpose;
    let mut length = 0;
    while starts_upper(rest) {
        let end = rest.find(|mark: char| !mark.is_alphanumeric() && mark != '-');
        let after = &rest[end.unwrap_or(rest.len())..];
        length = purpose.len() - after.len();
        let Some(next) = after.strip_prefix(' ') else {
            break;
        };
        rest = next;
    }
    if length == 0 {
        return span;
    }
    Span::new(span.start, text.len() - purpose.len() + length)
}

/// Extends a name by a particle that looks like a number: "Erik ten Hag".
fn with_particle(text: &str, span: Span) -> Span {
    let Some(rest) = text[span.end..].strip_prefix(" ten ") else {
        return span;
    };
    let (surname, _) = split_word(rest);
    // "In Kabul ten Americans died."
    if starts_upper(surname) && !surname.ends_with('s') {
        Span::new(span.start, span.end + " ten ".len() + surname.len())
    } else {
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::mentions::Source;

    fn check(label: Label, text: &str, name: &str, expected: Option<&str>) {
        let start = text.find(name).expect("the text contains the name");
        let span = Span::new(start, start + name.len());
        let mention = Mention::new(span, label, "", Source::Recognizer);
        let found = corrected(text, mention, text.len());
        let name = found.as_ref().map(|mention| mention.span.slice(text));
        assert_eq!(name, expected, "{text:?}");
    }

    #[test]
    fn unclosed_marks_end_a_name() {
        check(Label::ORG, "the Acme (UK", "Acme (UK", Some("Acme"));
        check(Label::ORG, "the “Acme”", "“Acme”", Some("Acme”"));
        check(Label::ORG, "the —", "—", None);
    }

    #[test]
    fn second_syllables_belong_to_names() {
        let person = Label::PERSON;
        for (text, name, expected) in [
            ("Moon Jae-in met", "Moon Jae", "Moon Jae-in"),
            ("Tsai Ing-wen.", "Tsai Ing", "Tsai Ing-wen"),
            ("a Donald Trump-led party", "Donald Trump", "Donald Trump"),
            ("a Xi-run state", "Xi", "Xi"),
            (
                "the Bernie Sanders-in-chief",
                "Bernie Sanders",
                "Bernie Sanders",
            ),
            (
                "Odesa Gov. Oleh Kiper said",
                "Odesa Gov. Oleh Kiper",
                "Oleh Kiper",
            ),
            ("J. R. Ewing said", "J. R. Ewing", "J. R. Ewing"),
            ("Sam Bankman-Fried, 31", "Sam Bankman", "Sam Bankman-Fried"),
            ("the Joe Biden-EU talks", "Joe Biden", "Joe Biden"),
            ("the Trump-Biden debate", "Trump", "Trump"),
            ("Erik ten Hag left", "Erik", "Erik ten Hag"),
            ("Erik ten Americans", "Erik", "Erik"),
            (
                "Tan Sri Datuk Seri Anwar Ibrahim",
                "Tan Sri Datuk Seri Anwar Ibrahim",
                "Anwar Ibrahim",
            ),
            ("Dato' Sri Najib left", "Sri Najib", "Najib"),
            (
                "U.S. Secretary of State Ann Blount flew",
                "U.S. Secretary of State Ann Blount",
                "Ann Blount",
            ),
        ] {
            check(person.clone(), text, name, Some(expected));
        }
    }

    #[test]
    fn names_of_organisations_include_their_purpose() {
        for (text, name, expected) in [
            (
                "Syrian Observatory for Human Rights, which",
                "Syrian Observatory",
                "Syrian Observatory for Human Rights",
            ),
            (
                "the Court of the Hague's men",
                "Court",
                "Court of the Hague",
            ),
            ("the Court of Appeal. The", "Court", "Court of Appeal"),
            ("the Court of appeal", "Court", "Court"),
            ("Gazprom of Russia", "Gazprom", "Gazprom"),
        ] {
            check(Label::ORG, text, name, Some(expected));
        }
    }

    #[test]
    fn ranks_alone_are_not_names() {
        check(Label::LOC, "Rear Adm. Hagari", "Rear Adm", None);
        check(Label::PERSON, "Prime Minister Kaja", "Prime Minister", None);
        check(Label::PERSON, "King said", "King", Some("King"));
        check(Label::PERSON, "Datuk Seri is", "Datuk Seri", None);
        check(Label::PERSON, "U.S. Sen. Mara", "U.S. Sen", None);
        check(
            Label::ORG,
            "U.S. Defense Secretary Carl",
            "U.S. Defense",
            None,
        );
        check(
            Label::ORG,
            "U.S. Defense Department",
            "U.S. Defense",
            Some("U.S. Defense"),
        );
    }

    #[test]
    fn a_common_noun_is_not_part_of_a_strait() {
        check(
            Label::LOC,
            "the Kerch strait",
            "Kerch strait",
            Some("Kerch"),
        );
        check(
            Label::LOC,
            "the Kerch Strait",
            "Kerch Strait",
            Some("Kerch Strait"),
        );
    }

    #[test]
    fn contractions_are_not_names() {
        check(Label::PERSON, "Labor, I’ve had", "I’ve", None);
        check(Label::PERSON, "O’Brien had", "O’Brien", Some("O’Brien"));
    }
}
