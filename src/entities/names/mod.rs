//! The morphology of names: their words and keys, and the titles, legal forms, articles, possessive endings and ways of
//! transliteration in which variants of a name differ.

mod articles;
mod cues;
mod initials;
mod key;
mod legal_forms;
mod persons;
mod possessive;
mod signs;
mod titles;
mod transliteration;
mod words;

pub(in crate::entities) use articles::without_article;
pub(in crate::entities) use cues::Cues;
pub(in crate::entities) use initials::{LONGEST_SHORT_FORM, is_initials_of, may_be_short_for};
pub(in crate::entities) use key::key;
pub(in crate::entities) use legal_forms::{adds_legal_form, without_legal_form};
pub(in crate::entities) use persons::{FullName, LastWord, NameParts, PersonName};
pub(in crate::entities) use possessive::without_possessive;
pub(in crate::entities) use signs::Signs;
pub(in crate::entities) use titles::{n_honorific_words, without_titles};
pub(in crate::entities) use transliteration::transliterated;
pub(in crate::entities) use words::{Word, begins_sentence, is_hyphen, joint, starts_upper, words};
