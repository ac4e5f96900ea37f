//! Quotes: who says what.
//!
//! Takes a text and returns its [`Quote`]s: direct speech, which is in quotation marks, and indirect speech, "police said
//! that the bridge was shut", each with the noun phrase of the speaker and the [`Cue`] that shows it. [`Quotes`] are those
//! of documents, with the entities that speak.
//!
//! There is no model and no parser: `marks` finds quotation marks, `words` knows the reporting verbs
//! (`data/english.tsv`), `cues` finds them with their noun phrases (`speakers`), `attach` decides which words belong to
//! them, and `linking` finds the entity that speaks. Time is linear in the length of the text.
//!
//! ```
//! use lexicount::corpus::TextLanguage;
//! use lexicount::entities::find_quotes;
//!
//! let text = "\"The bridge is shut,\" said Ana Roe. Nobody was hurt, according to police.";
//! let quotes = find_quotes(text, &TextLanguage::of_text(text));
//! let speakers: Vec<_> = quotes.iter().map(|one| one.speaker.unwrap().slice(text)).collect();
//! assert_eq!(speakers, ["Ana Roe", "police"]);
//! assert_eq!(quotes[1].span.slice(text), "Nobody was hurt");
//! ```
//!
//! Out of scope: thoughts and hopes ("he believes"), passives without a speaker ("it was reported"), and languages whose
//! verbs are not in a table, of which only quotation marks are read.

mod attach;
mod cues;
mod linking;
mod marks;
mod quote;
mod results;
mod speakers;
mod tokens;
mod words;

pub use linking::SpeakerLink;
pub use quote::{Cue, Manner, Quote, QuoteKind};
pub use results::{QuotedSpeaker, Quotes, quotes};

use crate::corpus::TextLanguage;

/// Finds what is said in a text, in order of position.
///
/// Linear in the length of the text.
#[must_use]
pub fn find_quotes(text: &str, language: &TextLanguage<'_>) -> Vec<Quote> {
    attach::find(text, language)
}
