//! Arrow's C data interface, in and out.
//!
//! Source: the Arrow C data and stream interfaces and the `PyCapsule` protocol, as the Arrow project specifies them. Read
//! are strings (`Utf8`, `LargeUtf8`, `Utf8View`, plain or in a dictionary), in chunks, sliced, with nulls; their buffers
//! stay where they are. An array of another type is read if all its values are missing. Written
//! are our own tables, whose columns already have Arrow's form. Every producer's structure is owned by one Rust value
//! that calls its `release` once.
#![allow(
    unsafe_code,
    reason = "the interface is C structures and raw pointers; each block states its argument"
)]

mod export;
mod interface;
mod strings;

pub(super) use export::export_stream;
pub(super) use strings::{ArrowTexts, is_table_stream};
