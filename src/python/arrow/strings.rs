//! Strings of other programs, read where they are.

use std::ffi::{CStr, c_int};

use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::interface::{ArrowArray, ArrowArrayStream, ArrowSchema};
use crate::corpus::TextSource;
use crate::python::error::input_error;

/// How the values of an array stand in its buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Offsets of 32 bits, then bytes.
    Small,
    /// Offsets of 64 bits, then bytes.
    Large,
    /// Views of 16 bytes, then any number of byte buffers.
    View,
    /// No value at all.
    Null,
    /// Floating-point numbers, all of which have to be missing: null or NaN.
    Float32,
    /// As above.
    Float64,
    /// Values of another type, all of which have to be null.
    Other,
}

impl Layout {
    /// The layout of a type, if its arrays have a validity bitmap or no value at all.
    fn of(format: &[u8]) -> Option<Self> {
        match format {
            b"u" => Some(Self::Small),
            b"U" => Some(Self::Large),
            b"vu" => Some(Self::View),
            b"n" => Some(Self::Null),
            b"f" => Some(Self::Float32),
            b"g" => Some(Self::Float64),
            [b'+', b'u' | b'r' | b's', ..] => None,
            _ => Some(Self::Other),
        }
    }

    /// The number of buffers that are read.
    fn n_buffers(self) -> i64 {
        match self {
            // Validity, offsets, bytes; or validity, views, and at last the lengths of the byte buffers.
            Self::Small | Self::Large | Self::View => 3,
            Self::Float32 | Self::Float64 => 2,
            Self::Other => 1,
            Self::Null => 0,
        }
    }
}

/// The name of a type, as the Arrow project writes it in its documentation.
fn type_name(format: &[u8]) -> &'static str {
    match format {
        b"b" => "boolean",
        b"c" | b"s" | b"i" | b"l" => "integers",
        b"C" | b"S" | b"I" | b"L" => "unsigned integers",
        b"e" | b"f" | b"g" => "floating-point numbers",
        [b'z' | b'Z', ..] | [b'w', b':', ..] | b"vz" => "binary data: decode it first",
        [b'd', b':', ..] => "decimal numbers",
        [b't', b'd', ..] => "dates",
        [b't', b't', ..] => "times",
        [b't', b's', ..] => "timestamps",
        [b't', ..] => "durations",
        [b'+', b's'] => "structs: give the field that holds the text",
        [b'+', b'm'] => "maps",
        [b'+', b'u', ..] => "unions",
        [b'+', b'r'] => "run-end encoded values: cast it to strings first",
        [b'+', ..] => "lists: join the strings of each first",
        _ => "values of another type",
    }
}

/// The type of the elements of an array, and how dictionary-encoded ones are looked up.
#[derive(Clone, Copy)]
struct Elements {
    layout: Layout,
    /// The type of the elements, for messages.
    name: &'static str,
    /// The format of the indices into a dictionary, if there is one.
    index: Option<u8>,
}

impl Elements {
    fn of(schema: &ArrowSchema) -> Result<Self, String> {
        // SAFETY: a valid schema's strings and its dictionary live as long as the schema.
        let (format, dictionary) = unsafe {
            let format = CStr::from_ptr(schema.format).to_bytes();
            let dictionary = schema.dictionary.as_ref();
            (
                format,
                dictionary.map(|schema| CStr::from_ptr(schema.format).to_bytes()),
            )
        };
        let index = match (format, dictionary) {
            (_, None) => None,
            ([index @ (b'c' | b'C' | b's' | b'S' | b'i' | b'I' | b'l' | b'L')], _) => Some(*index),
            _ => return Err("a dictionary without integers as indices".into()),
        };
        let format = dictionary.unwrap_or(format);
        let name = type_name(format);
        let layout = Layout::of(format).ok_or_else(|| format!("an Arrow array of {name}"))?;
        Ok(Self {
            layout,
            name,
            index,
        })
    }
}

/// One array of strings, kept with its owner.
struct Chunk {
    array: ArrowArray,
    elements: Elements,
}

// SAFETY: after import the array is only read, and its buffers do not change while it is held.
unsafe impl Sync for Chunk {}

impl Chunk {
    fn new(array: ArrowArray, elements: Elements) -> Result<Self, String> {
        let chunk = Self { array, elements };
        let dictionary = chunk.dictionary();
        let n_buffers = elements.index.map_or(elements.layout.n_buffers(), |_| 2);
        let is_whole = has_buffers(&chunk.array, n_buffers)
            && dictionary.is_none_or(|array| has_buffers(array, elements.layout.n_buffers()))
            && dictionary.is_some() == elements.index.is_some();
        if !is_whole {
            return Err("a malformed array: its lengths or buffers are missing".into());
        }
        chunk.check()?;
        Ok(chunk)
    }

    /// Check that all that is read later is there and UTF-8.
    fn check(&self) -> Result<(), String> {
        let name = self.elements.name;
        for row in 0..self.len() {
            let is_known = self.elements.index.is_none() || {
                let index = self.index(row);
                !self.is_valid_row(row) || index.is_some_and(|index| index < self.n_strings())
            };
            if !is_known {
                return Err(format!("an array whose row {row} is not in its dictionary"));
            }
        }
        let (strings, first) = self.strings();
        for place in 0..self.n_strings() {
            match strings.value(first + place) {
                Value::Missing => {}
                Value::Other if name.contains(':') => {
                    return Err(format!("an Arrow array of {name}"));
                }
                Value::Other => {
                    let advice = "not of strings: cast it to strings first";
                    return Err(format!("an Arrow array of {name}, {advice}"));
                }
                Value::Text(bytes) => {
                    std::str::from_utf8(bytes).map_err(|error| {
                        let byte = error.valid_up_to();
                        format!("an array whose row {place} is not valid UTF-8 (byte {byte})")
                    })?;
                }
            }
        }
        Ok(())
    }

    fn len(&self) -> usize {
        usize::try_from(self.array.length).unwrap_or(0)
    }

    fn dictionary(&self) -> Option<&ArrowArray> {
        // SAFETY: the dictionary of a valid array is null or lives as long as the array.
        unsafe { self.array.dictionary.as_ref() }
    }

    /// The array that holds the strings, and the place of its first one.
    fn strings(&self) -> (Strings<'_>, usize) {
        let array = self.dictionary().unwrap_or(&self.array);
        let layout = self.elements.layout;
        let first = usize::try_from(array.offset).unwrap_or(0);
        (Strings { array, layout }, first)
    }

    fn n_strings(&self) -> usize {
        let array = self.dictionary().unwrap_or(&self.array);
        usize::try_from(array.length).unwrap_or(0)
    }

    fn is_valid_row(&self, row: usize) -> bool {
        let array = &self.array;
        let layout = Layout::Other;
        Strings { array, layout }.is_valid(row + usize::try_from(array.offset).unwrap_or(0))
    }

    /// The index into the dictionary at `row`.
    fn index(&self, row: usize) -> Option<usize> {
        let place = row + usize::try_from(self.array.offset).ok()?;
        let array = &self.array;
        let indices = Strings {
            array,
            layout: Layout::Other,
        };
        // SAFETY: there is one index for each row, of the width that the format says.
        unsafe {
            match self.elements.index? {
                b'c' => usize::try_from(*indices.buffer::<i8>(1).add(place)).ok(),
                b'C' => Some(usize::from(*indices.buffer::<u8>(1).add(place))),
                b's' => usize::try_from(*indices.buffer::<i16>(1).add(place)).ok(),
                b'S' => Some(usize::from(*indices.buffer::<u16>(1).add(place))),
                b'i' => usize::try_from(*indices.buffer::<i32>(1).add(place)).ok(),
                b'I' => usize::try_from(*indices.buffer::<u32>(1).add(place)).ok(),
                b'l' => usize::try_from(*indices.buffer::<i64>(1).add(place)).ok(),
                _ => usize::try_from(*indices.buffer::<u64>(1).add(place)).ok(),
            }
        }
    }

    /// The bytes of the string at `row`; `None` where it is missing.
    fn bytes(&self, row: usize) -> Option<&[u8]> {
        let place = match self.elements.index {
            None => row,
            Some(_) if !self.is_valid_row(row) => return None,
            Some(_) => self.index(row)?,
        };
        let (strings, first) = self.strings();
        match strings.value(first + place) {
            Value::Text(bytes) => Some(bytes),
            Value::Missing | Value::Other => None,
        }
    }
}

fn has_buffers(array: &ArrowArray, n_buffers: i64) -> bool {
    array.length >= 0 && array.offset >= 0 && (array.length == 0 || array.n_buffers >= n_buffers)
}

/// What an array has at a place.
enum Value<'a> {
    Missing,
    Text(&'a [u8]),
    /// A value that is not text.
    Other,
}

/// An array that was checked to have the buffers of its layout.
struct Strings<'a> {
    array: &'a ArrowArray,
    layout: Layout,
}

impl<'a> Strings<'a> {
    /// The start of buffer `index` as values of type `T`.
    fn buffer<T>(&self, index: usize) -> *const T {
        // SAFETY: `has_buffers` was asked for the layout, and views name no buffer beyond.
        unsafe { (*self.array.buffers.add(index)).cast() }
    }

    fn is_valid(&self, place: usize) -> bool {
        let bitmap: *const u8 = self.buffer(0);
        // SAFETY: where there is a bitmap it covers offset and length; `place` is below both together.
        bitmap.is_null() || unsafe { *bitmap.add(place / 8) } >> (place % 8) & 1 == 1
    }

    fn value(&self, place: usize) -> Value<'a> {
        if self.layout == Layout::Null || !self.is_valid(place) {
            return Value::Missing;
        }
        let bytes = match self.layout {
            Layout::Small => self.slice(|ends: *const i32| {
                // SAFETY: there is one offset more than there are strings.
                let (start, end) = unsafe { (*ends.add(place), *ends.add(place + 1)) };
                (i64::from(start), i64::from(end))
            }),
            Layout::Large => self.slice(|ends: *const i64| {
                // SAFETY: as above.
                unsafe { (*ends.add(place), *ends.add(place + 1)) }
            }),
            Layout::View => self.view(place),
            // SAFETY: there is one number for each row.
            Layout::Float32 if unsafe { *self.buffer::<f32>(1).add(place) }.is_nan() => None,
            // SAFETY: as above.
            Layout::Float64 if unsafe { *self.buffer::<f64>(1).add(place) }.is_nan() => None,
            Layout::Float32 | Layout::Float64 | Layout::Other => return Value::Other,
            Layout::Null => None,
        };
        bytes.map_or(Value::Missing, Value::Text)
    }

    fn slice<T>(&self, bounds: impl Fn(*const T) -> (i64, i64)) -> Option<&'a [u8]> {
        let (start, end) = bounds(self.buffer(1));
        let length = usize::try_from(end.checked_sub(start)?).ok()?;
        if length == 0 {
            return Some(&[]);
        }
        let bytes: *const u8 = self.buffer(2);
        // SAFETY: offsets ascend and end within the byte buffer, which lives as long as the array.
        Some(unsafe { std::slice::from_raw_parts(bytes.add(usize::try_from(start).ok()?), length) })
    }

    /// Up to 12 bytes stand in the view itself; longer strings in a buffer that the view names.
    fn view(&self, place: usize) -> Option<&'a [u8]> {
        let views: *const [u8; 16] = self.buffer(1);
        // SAFETY: there is one view for each string.
        let view: &'a [u8; 16] = unsafe { &*views.add(place) };
        let number =
            |at: usize| u32::from_le_bytes([view[at], view[at + 1], view[at + 2], view[at + 3]]);
        let length = number(0) as usize;
        if length <= 12 {
            return Some(&view[4..4 + length]);
        }
        let buffer = number(8) as usize + 2;
        // The last buffer holds lengths, not strings.
        if buffer + 1 >= usize::try_from(self.array.n_buffers).ok()? {
            return None;
        }
        let bytes: *const u8 = self.buffer(buffer);
        // SAFETY: the view names a buffer that exists and a range within it.
        Some(unsafe { std::slice::from_raw_parts(bytes.add(number(12) as usize), length) })
    }
}

/// The strings of an Arrow array or stream, where they are.
pub(in crate::python) struct ArrowTexts {
    chunks: Vec<Chunk>,
    /// The number of rows before each chunk, and at last the number of all.
    starts: Vec<usize>,
}

impl ArrowTexts {
    /// The strings behind the capsule of `__arrow_c_stream__` or the two capsules of `__arrow_c_array__`.
    pub(in crate::python) fn import(capsules: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = capsules.py();
        let chunks = if let Ok(pair) = capsules.cast::<PyTuple>() {
            import_array(&pair.get_item(0)?, &pair.get_item(1)?)?
        } else {
            import_stream(capsules)?
        };
        let chunks = chunks.map_err(|what| input_error(py, &format!("texts are {what}")))?;
        let mut starts = vec![0];
        for chunk in &chunks {
            starts.push(starts[starts.len() - 1] + chunk.len());
        }
        Ok(Self { chunks, starts })
    }
}

impl TextSource for ArrowTexts {
    fn len(&self) -> usize {
        self.starts[self.chunks.len()]
    }

    fn text(&self, index: usize) -> Option<&str> {
        let chunk = self.starts.partition_point(|&start| start <= index) - 1;
        let bytes = self.chunks[chunk].bytes(index - self.starts[chunk])?;
        // SAFETY: all strings were checked on import, and the buffers do not change while the array is held.
        Some(unsafe { std::str::from_utf8_unchecked(bytes) })
    }
}

/// Chunks, or what is wrong with what came.
type Imported = Result<Vec<Chunk>, String>;

fn import_array(schema: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> PyResult<Imported> {
    let schema = pointer::<ArrowSchema>(schema, c"arrow_schema")?;
    let array = pointer::<ArrowArray>(array, c"arrow_array")?;
    // SAFETY: the capsules' names say what they hold; we hold the interpreter, so nobody else takes them now.
    let (schema, array) = unsafe { (ArrowSchema::take(schema), ArrowArray::take(array)) };
    if schema.release.is_none() || array.release.is_none() {
        return Ok(Err("an Arrow array that was taken already".into()));
    }
    Ok(Elements::of(&schema).and_then(|elements| Ok(vec![Chunk::new(array, elements)?])))
}

fn import_stream(capsule: &Bound<'_, PyAny>) -> PyResult<Imported> {
    let stream = pointer::<ArrowArrayStream>(capsule, c"arrow_array_stream")?;
    // SAFETY: as in `import_array`.
    let mut stream = unsafe { ArrowArrayStream::take(stream) };
    Ok(stream.chunks())
}

fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut T> {
    let capsule = capsule.cast::<PyCapsule>()?;
    Ok(capsule.pointer_checked(Some(name))?.as_ptr().cast())
}

/// Whether the stream of a capsule holds tables rather than arrays. Nothing is taken from it.
pub(in crate::python) fn is_table_stream(capsule: &Bound<'_, PyAny>) -> PyResult<bool> {
    let stream = pointer::<ArrowArrayStream>(capsule, c"arrow_array_stream")?;
    // SAFETY: the capsule's name says what it holds; we hold the interpreter, so nobody else uses it now.
    let schema = unsafe { &mut *stream }.schema();
    let schema = schema.map_err(|what| input_error(capsule.py(), &format!("texts are {what}")))?;
    // SAFETY: a valid schema's format is a C string.
    Ok(unsafe { CStr::from_ptr(schema.format) } == c"+s")
}

impl ArrowArrayStream {
    fn schema(&mut self) -> Result<ArrowSchema, String> {
        let get_schema = self.get_schema.filter(|_| self.release.is_some());
        let get_schema = get_schema.ok_or("an Arrow stream that was read already")?;
        let mut schema = ArrowSchema::empty();
        // SAFETY: the stream is valid and `schema` is ours to fill.
        let code = unsafe { get_schema(self, &raw mut schema) };
        self.check(code)?;
        Ok(schema)
    }

    fn chunks(&mut self) -> Imported {
        let schema = self.schema()?;
        let get_next = self
            .get_next
            .ok_or("an Arrow stream that was read already")?;
        let elements = Elements::of(&schema)?;
        let mut chunks = Vec::new();
        loop {
            let mut array = ArrowArray::empty();
            // SAFETY: as above; a released array marks the end.
            let code = unsafe { get_next(self, &raw mut array) };
            self.check(code)?;
            if array.release.is_none() {
                return Ok(chunks);
            }
            chunks.push(Chunk::new(array, elements)?);
        }
    }

    fn check(&mut self, code: c_int) -> Result<(), String> {
        if code == 0 {
            return Ok(());
        }
        let message = self.get_last_error.and_then(|get_last_error| {
            // SAFETY: called right after a failure, as the interface asks; the string lives until the next call.
            unsafe {
                let message = get_last_error(self);
                (!message.is_null()).then(|| CStr::from_ptr(message).to_string_lossy().into_owned())
            }
        });
        let message = message.unwrap_or_else(|| format!("error {code}"));
        Err(format!("an Arrow stream that failed: {message}"))
    }
}
