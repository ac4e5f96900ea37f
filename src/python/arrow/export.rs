//! Our tables as Arrow streams, whose buffers they share.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use super::interface::{ArrowArray, ArrowArrayStream, ArrowSchema};
use crate::table::{Column, Table, TextValues, Values};

const NULLABLE: i64 = 2;

/// A stream of one batch: the rows of `table`, whose buffers it shares.
pub(in crate::python) fn export_stream(
    py: Python<'_>,
    table: Arc<Table>,
) -> PyResult<Bound<'_, PyCapsule>> {
    let private = Box::new(StreamPrivate { table, done: false });
    let stream = ArrowArrayStream {
        get_schema: Some(stream_schema),
        get_next: Some(stream_next),
        get_last_error: Some(stream_error),
        release: Some(release_stream),
        private_data: Box::into_raw(private).cast(),
    };
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

struct StreamPrivate {
    table: Arc<Table>,
    done: bool,
}

/// # Safety
///
/// Called by a consumer with the stream that `export_stream` made and a place to write to.
unsafe extern "C" fn stream_schema(stream: *mut ArrowArrayStream, out: *mut ArrowSchema) -> c_int {
    // SAFETY: the private data is the box of `export_stream` until release.
    let private = unsafe { &*(*stream).private_data.cast::<StreamPrivate>() };
    let children = private.table.columns().iter().map(column_schema).collect();
    // SAFETY: the consumer's place may be uninitialised, so nothing there is dropped.
    unsafe { out.write(schema(c"+s", "", 0, children)) };
    0
}

/// # Safety
///
/// As [`stream_schema`].
unsafe extern "C" fn stream_next(stream: *mut ArrowArrayStream, out: *mut ArrowArray) -> c_int {
    // SAFETY: as above; a stream is used by one thread at a time.
    let private = unsafe { &mut *(*stream).private_data.cast::<StreamPrivate>() };
    let next = if std::mem::replace(&mut private.done, true) {
        ArrowArray::empty()
    } else {
        let table = &private.table;
        let columns = (0..table.columns().len()).map(|index| column_array(table, index));
        array(table, table.n_rows(), None, vec![], columns.collect())
    };
    // SAFETY: as above.
    unsafe { out.write(next) };
    0
}

unsafe extern "C" fn stream_error(_stream: *mut ArrowArrayStream) -> *const c_char {
    ptr::null()
}

/// # Safety
///
/// Called once, with the stream that `export_stream` made.
unsafe extern "C" fn release_stream(stream: *mut ArrowArrayStream) {
    // SAFETY: the box is taken back once, for `release` is null from then on.
    unsafe {
        drop(Box::from_raw(
            (*stream).private_data.cast::<StreamPrivate>(),
        ));
        (*stream).release = None;
    }
}

/// What a schema's pointers point to.
struct SchemaPrivate {
    name: CString,
    children: Vec<*mut ArrowSchema>,
}

fn schema(
    format: &'static CStr,
    name: &str,
    flags: i64,
    children: Vec<ArrowSchema>,
) -> ArrowSchema {
    // A name with a NUL inside cannot be told in C; it ends there.
    let name = name.split('\0').next().unwrap_or_default();
    let name = CString::new(name).unwrap_or_default();
    let children = children
        .into_iter()
        .map(|child| Box::into_raw(Box::new(child)))
        .collect();
    let mut private = Box::new(SchemaPrivate { name, children });
    ArrowSchema {
        format: format.as_ptr(),
        name: private.name.as_ptr(),
        flags,
        n_children: count(private.children.len()),
        children: private.children.as_mut_ptr(),
        release: Some(release_schema),
        private_data: Box::into_raw(private).cast(),
        ..ArrowSchema::empty()
    }
}

/// # Safety
///
/// Called once, with a schema that [`schema`] made.
unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: the boxes are taken back once; a child that a consumer moved away is marked as released.
    unsafe {
        let private = Box::from_raw((*schema).private_data.cast::<SchemaPrivate>());
        for &child in &private.children {
            drop(Box::from_raw(child));
        }
        (*schema).release = None;
    }
}

fn column_schema(column: &Column) -> ArrowSchema {
    let (format, child) = match &column.values {
        Values::Text(_) => (c"U", None),
        Values::Int(_) => (c"l", None),
        Values::UInt(_) => (c"L", None),
        Values::Float(_) => (c"g", None),
        Values::Bool(_) => (c"b", None),
        Values::TextList(_) => (c"+L", Some(c"U")),
        Values::IntList(_) => (c"+L", Some(c"l")),
    };
    let children = child.map(|format| schema(format, "item", NULLABLE, vec![]));
    schema(
        format,
        &column.name,
        NULLABLE,
        children.into_iter().collect(),
    )
}

/// What an array's pointers point to.
struct ArrayPrivate {
    /// Owns the columns that the buffers are part of.
    _table: Arc<Table>,
    /// Buffers made for the export alone: bits for truth values.
    bits: Vec<Vec<u8>>,
    buffers: Vec<*const c_void>,
    children: Vec<*mut ArrowArray>,
}

/// An array over buffers of `table`, with `present` as its validity bitmap.
fn array(
    table: &Arc<Table>,
    length: usize,
    present: Option<&[bool]>,
    buffers: Vec<*const c_void>,
    children: Vec<ArrowArray>,
) -> ArrowArray {
    let bits = present.map(bitmap);
    let validity = bits
        .as_ref()
        .map_or(ptr::null(), |bits| bits.as_ptr().cast());
    let mut all = vec![validity];
    all.extend(buffers);
    let children = children
        .into_iter()
        .map(|child| Box::into_raw(Box::new(child)))
        .collect();
    let mut private = Box::new(ArrayPrivate {
        _table: Arc::clone(table),
        bits: bits.into_iter().collect(),
        buffers: all,
        children,
    });
    let missing = present.map_or(0, |present| present.iter().filter(|here| !**here).count());
    ArrowArray {
        length: count(length),
        null_count: count(missing),
        n_buffers: count(private.buffers.len()),
        n_children: count(private.children.len()),
        buffers: private.buffers.as_mut_ptr(),
        children: private.children.as_mut_ptr(),
        release: Some(release_array),
        private_data: Box::into_raw(private).cast(),
        ..ArrowArray::empty()
    }
}

/// # Safety
///
/// Called once, with an array that [`array`] made.
unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: as in `release_schema`.
    unsafe {
        let private = Box::from_raw((*array).private_data.cast::<ArrayPrivate>());
        for &child in &private.children {
            drop(Box::from_raw(child));
        }
        (*array).release = None;
    }
}

fn column_array(table: &Arc<Table>, index: usize) -> ArrowArray {
    let column = &table.columns()[index];
    let present = column.present.as_deref();
    let plain = |buffers| array(table, column.len(), present, buffers, vec![]);
    match &column.values {
        Values::Text(values) => plain(text_buffers(values)),
        Values::Int(values) => plain(vec![values.as_ptr().cast()]),
        Values::UInt(values) => plain(vec![values.as_ptr().cast()]),
        Values::Float(values) => plain(vec![values.as_ptr().cast()]),
        Values::Bool(values) => bool_array(table, column, values),
        Values::TextList(lists) => {
            let items = array(
                table,
                lists.values.len(),
                None,
                text_buffers(&lists.values),
                vec![],
            );
            let offsets = vec![lists.offsets().as_ptr().cast()];
            array(table, column.len(), present, offsets, vec![items])
        }
        Values::IntList(lists) => {
            let buffers = vec![lists.values.as_ptr().cast()];
            let items = array(table, lists.values.len(), None, buffers, vec![]);
            let offsets = vec![lists.offsets().as_ptr().cast()];
            array(table, column.len(), present, offsets, vec![items])
        }
    }
}

fn text_buffers(values: &TextValues) -> Vec<*const c_void> {
    let (offsets, bytes) = values.parts();
    vec![offsets.as_ptr().cast(), bytes.as_ptr().cast()]
}

/// Arrow keeps truth values as bits, so these are made anew.
fn bool_array(table: &Arc<Table>, column: &Column, values: &[bool]) -> ArrowArray {
    let bits = bitmap(values);
    let buffers = vec![bits.as_ptr().cast()];
    let made = array(
        table,
        column.len(),
        column.present.as_deref(),
        buffers,
        vec![],
    );
    // SAFETY: the private data is the box that `array` has just made; moving the vector leaves its bytes in place.
    unsafe {
        let private = &mut *made.private_data.cast::<ArrayPrivate>();
        private.bits.push(bits);
    }
    made
}

/// Truth values as bits, the first in the lowest.
fn bitmap(values: &[bool]) -> Vec<u8> {
    let mut bits = vec![0_u8; values.len().div_ceil(8)];
    for (place, _) in values.iter().enumerate().filter(|(_, value)| **value) {
        bits[place / 8] |= 1 << (place % 8);
    }
    bits
}

fn count(length: usize) -> i64 {
    i64::try_from(length).expect("memory holds fewer than 2^63 values")
}
