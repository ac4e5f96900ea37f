//! Dates of documents, and the time bins that contain them: decades, years, quarters, months, weeks and days.
//!
//! Takes strings and numbers in the forms in which metadata hold dates and returns [`TimeBin`]s, which are ordered, can
//! be incremented and have a label. A [`DateReader`] reads one value, [`DateBins`] a column. A date that is known to the
//! month only is the bin of that month: it has a quarter and a year, but no week.
//!
//! ```
//! use lexicount::corpus::{DateReader, Every};
//!
//! let read = |text| DateReader::default().read(text).unwrap();
//! let week = read("2023-07-14T09:30:00Z").within(Every::Week).unwrap();
//! assert_eq!(week.to_string(), "2023-W28");
//! assert_eq!(week.next().to_string(), "2023-W29");
//! assert_eq!(read("2023").within(Every::Month), None);
//! ```
//!
//! Not supported: conversion between time zones (the day is the one that is written), dates in words, years of two
//! digits except in RFC 2822.

mod bins;
mod calendar;
mod columns;
mod reader;

pub use bins::{Every, TimeBin};
pub use calendar::Date;
pub use columns::{DateBins, Undated};
pub use reader::{DateReader, Unread};
