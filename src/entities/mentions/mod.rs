//! The types of this stage: a mention with its label, source and value, and the mentions of one text.

mod basis;
mod found;
mod labels;
mod mention;
mod source;
mod value;

pub use basis::{Basis, Relation};
pub use found::Found;
pub(in crate::entities) use found::ShortForm;
pub use labels::{LABELS, Label, LabelInfo};
pub use mention::Mention;
pub use source::{Source, Sources};
pub use value::Value;
