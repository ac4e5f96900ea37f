//! The structure of a report: headline, byline, dateline, paragraphs and sentences.
//!
//! Takes a text. [`Units`] number its paragraphs and sentences, so that any offset has a number. [`Structure`] is what
//! comes before the body: the headline, "By Irina Volkova", and "KYIV, March 3 (Agency) -".
//!
//! ```
//! use lexicount::entities::Structure;
//!
//! let text = "Bridge shut\nBy Ana Roe\n\nOSLO, March 3 (North Wire) - The bridge is shut.";
//! let structure = Structure::of(text, &[]);
//! assert_eq!(structure.headline.unwrap().slice(text), "Bridge shut");
//! assert_eq!(structure.byline.unwrap().slice(text), "Ana Roe");
//! let dateline = structure.dateline.unwrap();
//! assert_eq!(dateline.place.slice(text), "OSLO");
//! assert_eq!(dateline.date.unwrap().slice(text), "March 3");
//! assert_eq!(dateline.agency.unwrap().slice(text), "North Wire");
//! ```
//!
//! Out of scope: the parts of the body (summaries, captions, lists).

mod head;
mod units;

pub use head::{Dateline, Structure};
pub use units::Units;
pub(in crate::entities) use units::paragraphs;
