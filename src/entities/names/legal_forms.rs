//! Legal forms at the end of organisations' names. Works on keys.

use super::key::key;

/// Legal forms of companies, without full stops.
const LEGAL_FORMS: [&str; 36] = [
    "ab",
    "ag",
    "asa",
    "bhd",
    "bv",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "nv",
    "oao",
    "ooo",
    "oy",
    "oyj",
    "pjsc",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "se",
    "srl",
    "tbk",
    "ulc",
    "zao",
];

/// Legal forms that are also words of ordinary names, so that two words must be left: "Tobacco Company" is not tobacco.
const COMMON_FORMS: [&str; 2] = ["co", "company"];

/// The name of an organisation without legal forms at its end, unless nothing would be left.
pub(in crate::entities) fn without_legal_form(key: &str) -> &str {
    let mut rest = key;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let is_common = COMMON_FORMS.contains(&last) && before.contains(' ');
        if !is_common && !LEGAL_FORMS.contains(&last) {
            break;
        }
        rest = before;
    }
    // What is left of "The Company" is not a name.
    if rest == "the" || rest == "a" {
        key
    } else {
        rest
    }
}

/// True if the longer name is the shorter one with a legal form.
pub(in crate::entities) fn adds_legal_form(short: &str, long: &str) -> bool {
    may_end_in_legal_form(long) && adds_legal_form_by_key(short, long)
}

/// False if the last word of a name is of plain letters and not a legal form.
fn may_end_in_legal_form(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is = |form: &&str| last.eq_ignore_ascii_case(form);
    let is_plain = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    !is_plain || LEGAL_FORMS.iter().chain(&COMMON_FORMS).any(is)
}

fn adds_legal_form_by_key(short: &str, long: &str) -> bool {
    let (short, long) = (key(short), key(long));
    long.len() > short.len() && without_legal_form(&long) == short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn legal_forms_are_stripped_if_a_name_is_left() {
        for (key, expected) in [
            ("acme inc", "acme"),
            ("acme holdings co ltd", "acme holdings"),
            ("the company", "the company"),
            ("tobacco company", "tobacco company"),
            ("ford motor company", "ford motor"),
            ("limited", "limited"),
            ("wagner group", "wagner group"),
        ] {
            assert_eq!(without_legal_form(key), expected);
        }
    }

    proptest! {
        #[test]
        fn names_are_compared_with_and_without_their_last_word(
            words in prop::collection::vec("[A-Z][a-z]{2}|Inc|LTD|Co|company|S\\.A\\.|Inc\\.|AG’s|the|\\PC{1,3}", 1..4),
            gap in "[ ,.-]{0,2}",
            form in "Inc|Ltd|Co\\.|A\\.G\\.|GmbH|Bank|’s|[ .]|",
        ) {
            let short = words.join(" ");
            let long = format!("{short}{gap}{form}");
            prop_assert_eq!(adds_legal_form(&short, &long), adds_legal_form_by_key(&short, &long));
        }
    }
}
