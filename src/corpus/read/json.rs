//! Parses JSON values as people have them.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

/// The message for a value that is not a document.
pub(super) const NOT_AN_OBJECT: &str = "not an object";

/// Integers from this size on may be read as floats; 2^63.
const LARGE: f64 = 9_223_372_036_854_775_808.0;

/// Parse a value.
///
/// Half a surrogate pair, which UTF-8 cannot represent, becomes U+FFFD. An integer of more than 64 bits becomes a string
/// of its digits.
pub(super) fn parse_value(text: &str) -> serde_json::Result<Value> {
    let value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => match without_lone_surrogates(text) {
            Some(mended) => return parse_value(&mended),
            None => return Err(error),
        },
    };
    if has_large_float(&value) {
        return serde_json::from_str(&with_quoted_integers(text));
    }
    Ok(value)
}

/// Return the text with U+FFFD in place of each half of a surrogate pair, which has the same length, if there is any.
pub(super) fn without_lone_surrogates(text: &str) -> Option<String> {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(d[89a-f][0-9a-f]{2})|.)",
        )
        .expect("a constant pattern")
    });
    let mended = ESCAPES.replace_all(text, |found: &Captures<'_>| {
        if found.get(3).is_some() {
            r"\ufffd".to_owned()
        } else {
            found[0].to_owned()
        }
    });
    (mended != text).then(|| mended.into_owned())
}

fn has_large_float(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.is_f64() && number.as_f64().is_some_and(|float| float.abs() >= LARGE)
        }
        Value::Array(items) => items.iter().any(has_large_float),
        Value::Object(fields) => fields.values().any(has_large_float),
        _ => false,
    }
}

/// Return JSON with each integer of more than 64 bits as a string.
fn with_quoted_integers(text: &str) -> String {
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#""(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"#)
            .expect("a constant pattern")
    });
    let quoted = PARTS.replace_all(text, |found: &Captures<'_>| {
        let part = &found[0];
        let is_integer = part
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_digit());
        if is_integer && part.parse::<i64>().is_err() && part.parse::<u64>().is_err() {
            format!("\"{part}\"")
        } else {
            part.to_owned()
        }
    });
    quoted.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn integers_keep_their_digits() {
        let value = parse_value(
            r#"{"a": 18446744073709551615, "b": [-9223372036854775809], "c": "18446744073709551617 \" 2", "d": 1e30, "e": 340282366920938463463374607431768211456}"#,
        );
        let expected = json!({
            "a": 18_446_744_073_709_551_615_u64,
            "b": ["-9223372036854775809"],
            "c": "18446744073709551617 \" 2",
            "d": 1e30,
            "e": "340282366920938463463374607431768211456",
        });
        assert_eq!(value.unwrap(), expected);
    }
}
