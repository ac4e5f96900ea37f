//! Where a name that the recogniser found begins and ends, as far as the letters around it tell.

use crate::entities::mentions::{Label, Mention};
use crate::entities::names::{Cues, starts_upper};
use crate::span::Span;

/// A mention within better edges, before byte `barrier`; `None` where it is no name at all.
pub(super) fn mended(text: &str, mut mention: Mention, barrier: usize) -> Option<Mention> {
    let mut span = balanced(text, mention.span);
    let name = span.slice(text);
    if name.is_empty() || is_rank(name) || is_contraction(name) {
        return None;
    }
    if mention.label == Label::PERSON {
        let text = &text[..barrier];
        span = behind_title(text, span);
        span = with_second_surname(text, with_syllable(text, span));
        span = with_particle(text, span);
    }
    if mention.label == Label::ORG {
        span = with_object(&text[..barrier], span);
    }
    mention.span = span;
    mention.name = as_shown(span.slice(text));
    Some(mention)
}

/// A name as it is shown: white space, line ends too, as one space.
fn as_shown(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        name.push(' ');
        name.push_str(word);
    }
    name
}

/// A name without the marks at its edges, and up to the first quotation mark or bracket that opens in it and does not
/// close.
fn balanced(text: &str, span: Span) -> Span {
    const PAIRS: [(char, char); 6] = [
        ('“', '”'),
        ('"', '"'),
        ('«', '»'),
        ('„', '“'),
        ('(', ')'),
        ('[', ']'),
    ];
    let name = span.slice(text);
    let opens = name.char_indices().find(|&(place, mark)| {
        let closes = PAIRS.iter().find(|(open, _)| *open == mark);
        closes.is_some_and(|(_, close)| !name[place + mark.len_utf8()..].contains(*close))
    });
    // What is behind the mark is part of a quotation or a remark.
    let end = opens.map_or(name.len(), |(place, _)| place);
    let name = &name[..end];
    let start = name.len()
        - name
            .trim_start_matches(|mark: char| !mark.is_alphanumeric())
            .len();
    let is_edge = |mark: char| {
        !mark.is_alphanumeric() && !matches!(mark, '.' | '!' | '+' | ')' | ']' | '”' | '"' | '»')
    };
    let end = name.trim_end_matches(is_edge).len().max(start);
    Span::new(span.start + start, span.start + end)
}

/// True for titles and nothing else, "Rear Adm": one alone may be a surname.
fn is_rank(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_title = |word: &str| {
        let plain = word.trim_end_matches('.');
        plain.eq_ignore_ascii_case("rear") || Cues::is_title(plain)
    };
    words.clone().nth(1).is_some() && words.all(is_title)
}

/// "I’ve", "Don't": no name, though it is capitalised.
fn is_contraction(name: &str) -> bool {
    let parts = name.rsplit_once(['\'', '’']);
    parts.is_some_and(|(_, ending)| matches!(ending, "ve" | "m" | "ll" | "d" | "re" | "t"))
}

/// "Odesa Gov. Oleh Kiper": the name stands behind the title.
fn behind_title(text: &str, span: Span) -> Span {
    let name = span.slice(text);
    let title = name.rmatch_indices(". ").find(|(stop, _)| {
        let word = name[..*stop].rsplit(char::is_whitespace).next();
        word.is_some_and(Cues::is_title)
    });
    title.map_or(span, |(stop, mark)| {
        Span::new(span.start + stop + mark.len(), span.end)
    })
}

/// Given names of two syllables whose second is small: "Moon Jae-in", "Tsai Ing-wen".
///
/// A word of a compound is none: "the Donald Trump-led party".
fn with_syllable(text: &str, span: Span) -> Span {
    let Some((_, first)) = span.slice(text).rsplit_once(char::is_whitespace) else {
        return span;
    };
    let Some(rest) = text[span.end..].strip_prefix('-') else {
        return span;
    };
    let (second, behind) = word_and_rest(rest);
    let is_alone = !behind.starts_with(|mark: char| mark == '-' || mark.is_alphanumeric());
    let is_name = is_alone
        && starts_upper(first)
        && is_syllable(&first.to_ascii_lowercase())
        && is_syllable(second)
        && !COMPOUNDING.contains(&second);
    if is_name {
        Span::new(span.start, span.end + 1 + second.len())
    } else {
        span
    }
}

/// The letters that a text begins with, and what is behind them.
fn word_and_rest(text: &str) -> (&str, &str) {
    let end = text.find(|mark: char| !mark.is_alphabetic());
    text.split_at(end.unwrap_or(text.len()))
}

/// Double surnames: "Sam Bankman-Fried".
fn with_second_surname(text: &str, span: Span) -> Span {
    let is_full = span.slice(text).contains(char::is_whitespace);
    let rest = text[span.end..].strip_prefix('-');
    let Some(rest) = rest.filter(|rest| is_full && starts_upper(rest)) else {
        return span;
    };
    let (second, behind) = word_and_rest(rest);
    // "Joe Biden-EU talks"
    let is_surname = second.chars().skip(1).all(char::is_lowercase)
        && second.len() > 2
        && !behind.starts_with('-');
    if is_surname {
        Span::new(span.start, span.end + 1 + second.len())
    } else {
        span
    }
}

/// Short words that make compounds with names.
const COMPOUNDING: [&str; 14] = [
    "ban", "day", "deal", "fan", "free", "hit", "law", "man", "on", "plan", "pro", "run", "show",
    "win",
];

/// A syllable of Korean or Chinese in Latin letters, as near as can be told: consonants, vowels, and an ending that
/// those have.
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

/// Bodies that are named by what they are for or of. A club is not, "played at the Football Club for Essex".
const FOR_SOMETHING: [&str; 20] = [
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

/// "Syrian Observatory for Human Rights": what an organisation is for, where its last word asks for it.
fn with_object(text: &str, span: Span) -> Span {
    let last = span.slice(text).rsplit(char::is_whitespace).next();
    let is_open = last.is_some_and(|last| {
        let last = last.to_lowercase();
        FOR_SOMETHING.contains(&last.as_str())
    });
    let rest = &text[span.end..];
    let object = [" of ", " for "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let Some(object) = object.filter(|_| is_open) else {
        return span;
    };
    let object = object.strip_prefix("the ").unwrap_or(object);
    let mut rest = object;
    let mut length = 0;
    while starts_upper(rest) {
        let end = rest.find(|mark: char| !mark.is_alphanumeric() && mark != '-');
        let behind = &rest[end.unwrap_or(rest.len())..];
        length = object.len() - behind.len();
        let Some(next) = behind.strip_prefix(' ') else {
            break;
        };
        rest = next;
    }
    if length == 0 {
        return span;
    }
    Span::new(span.start, text.len() - object.len() + length)
}

/// "Erik ten Hag": the number is a particle between parts of a name.
fn with_particle(text: &str, span: Span) -> Span {
    let Some(rest) = text[span.end..].strip_prefix(" ten ") else {
        return span;
    };
    let (surname, _) = word_and_rest(rest);
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
        let start = text.find(name).expect("the name stands in the text");
        let span = Span::new(start, start + name.len());
        let mention = Mention::new(span, label, "", Source::Recognizer);
        let found = mended(text, mention, text.len());
        let said = found.as_ref().map(|mention| mention.span.slice(text));
        assert_eq!(said, expected, "{text:?}");
    }

    #[test]
    fn marks_that_open_and_do_not_close_end_a_name() {
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
        ] {
            check(person.clone(), text, name, Some(expected));
        }
    }

    #[test]
    fn organisations_have_what_they_are_for() {
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
    fn ranks_alone_are_no_names() {
        check(Label::LOC, "Rear Adm. Hagari", "Rear Adm", None);
        check(Label::PERSON, "Prime Minister Kaja", "Prime Minister", None);
        check(Label::PERSON, "King said", "King", Some("King"));
    }

    #[test]
    fn contractions_are_no_names() {
        check(Label::PERSON, "Labor, I’ve had", "I’ve", None);
        check(Label::PERSON, "O’Brien had", "O’Brien", Some("O’Brien"));
    }
}
