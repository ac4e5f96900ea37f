//! The fields of JSON objects and rows: text, id and metadata.

use std::path::Path;

use serde_json::{Map, Value};

use super::options::{ReadOptions, no_text_field};
use crate::error::Result;

/// Remove and return a field: the one of this name, or else `b` of the object in `a` if the name is `a.b`.
///
/// Objects that become empty are removed.
pub(super) fn take_field(object: &mut Map<String, Value>, name: &str) -> Option<Value> {
    if let Some(value) = object.shift_remove(name) {
        return Some(value);
    }
    for (at, _) in name.match_indices('.') {
        let (outer, rest) = (&name[..at], &name[at + 1..]);
        let Some(Value::Object(inner)) = object.get_mut(outer) else {
            continue;
        };
        if let Some(value) = take_field(inner, rest) {
            if inner.is_empty() {
                object.shift_remove(outer);
            }
            return Some(value);
        }
    }
    None
}

/// Which text fields a file has, to report those that no object has.
#[derive(Default)]
pub(super) struct TextFields {
    found: Vec<bool>,
    /// The fields of the first object that has any.
    known: Vec<String>,
    has_objects: bool,
}

impl TextFields {
    /// Remove the text from an object. The texts of several fields are joined by a blank line.
    pub(super) fn take(
        &mut self,
        object: &mut Map<String, Value>,
        options: &ReadOptions,
    ) -> std::result::Result<Option<String>, String> {
        self.has_objects = true;
        self.found.resize(options.text.len(), false);
        if self.known.is_empty() {
            add_names(object, "", &mut self.known);
        }
        let mut all: Option<String> = None;
        for (name, found) in options.text.iter().zip(&mut self.found) {
            let Some(value) = take_field(object, name) else {
                continue;
            };
            *found = true;
            match value {
                Value::Null => {}
                Value::String(text) => all = Some(joined(all, text)),
                other => {
                    let kind = kind(&other);
                    return Err(format!("field {name:?} holds {kind}; use a string or null"));
                }
            }
        }
        Ok(all)
    }

    /// Check at the end of a file that each text field was in some object.
    pub(super) fn check(&self, path: &Path, options: &ReadOptions) -> Result<()> {
        let mut missing = options.text.iter().zip(&self.found);
        match missing.find(|(_, found)| !**found) {
            Some((name, _)) if self.has_objects => Err(no_text_field(path, name, &self.known)),
            _ => Ok(()),
        }
    }
}

/// Return the text of several fields: the text of those before and the text of the next, separated by a blank line unless
/// one of them is empty.
pub(in crate::corpus) fn joined(before: Option<String>, text: String) -> String {
    match before {
        Some(mut all) if !all.is_empty() && !text.is_empty() => {
            all.push_str("\n\n");
            all.push_str(&text);
            all
        }
        Some(all) if text.is_empty() => all,
        _ => text,
    }
}

/// Add the names of fields, those of inner objects by their paths.
fn add_names(object: &Map<String, Value>, before: &str, names: &mut Vec<String>) {
    for (name, value) in object {
        let path = format!("{before}{name}");
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                add_names(inner, &format!("{path}."), names);
            }
            _ => names.push(path),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            _ => panic!("an object"),
        }
    }

    #[test]
    fn a_path_leads_into_objects() {
        let mut one = object(json!({"a": {"b": {"c": "x"}, "d": 1}, "a.b": "y"}));
        assert_eq!(take_field(&mut one, "a.b.c"), Some(json!("x")));
        assert_eq!(
            Value::Object(one.clone()),
            json!({"a": {"d": 1}, "a.b": "y"})
        );
        assert_eq!(take_field(&mut one, "a.b"), Some(json!("y")));
        assert_eq!(take_field(&mut one, "a.d"), Some(json!(1)));
        assert!(one.is_empty());
        assert_eq!(take_field(&mut one, "a.d"), None);
    }

    #[test]
    fn texts_of_several_fields_are_joined() {
        let options = ReadOptions {
            text: vec!["title".into(), "body".into()],
            ..ReadOptions::default()
        };
        let text = |value: Value| TextFields::default().take(&mut object(value), &options);
        assert_eq!(
            text(json!({"title": "A", "body": "b"})),
            Ok(Some("A\n\nb".into()))
        );
        assert_eq!(
            text(json!({"title": "", "body": "b"})),
            Ok(Some("b".into()))
        );
        assert_eq!(
            text(json!({"title": null, "body": "b"})),
            Ok(Some("b".into()))
        );
        assert_eq!(text(json!({"title": null})), Ok(None));
        assert!(
            text(json!({"title": 5}))
                .unwrap_err()
                .contains("holds a number")
        );
    }
}
