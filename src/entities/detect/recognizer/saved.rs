//! Serialization of models.
//!
//! The format is the preamble of all saved results and the parts of the model. Hash tables are stored slot by slot,
//! so that reading a model computes no hashes.

use std::path::Path;
use std::sync::Arc;

use super::calibration::Calibration;
use super::crf::{Tags, Transitions};
use super::feature_table::FeatureTable;
use super::lexicon::Lexicon;
use super::model::Recognizer;
use super::scratch::LANES;
use super::slots::{Reader, Writer, occupied};
use crate::error::{Error, Result};
use crate::saving::{Format, PREAMBLE_LEN, write_whole};

const FORMAT: Format = Format {
    magic: b"lexnames",
    version: 2,
    name: "model",
};

impl Recognizer {
    /// Serializes the model. Equal models give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer {
            bytes: vec![0; PREAMBLE_LEN],
        };
        out.length(self.labels.len());
        for (label, emitted) in self.labels.iter().zip(&self.emitted) {
            out.raw(label.as_bytes());
            out.raw(&[u8::from(*emitted)]);
        }
        out.floats(&[self.scale, self.calibration.slope, self.calibration.offset]);
        out.floats(&self.transitions.unconstrained());
        let keys = self.table.keys();
        out.slots(&keys);
        let n_tags = self.n_tags();
        let rows = occupied(&keys).flat_map(|slot| &self.weights[slot * n_tags..][..n_tags]);
        out.raw(
            &rows
                .map(|weight| weight.to_le_bytes()[0])
                .collect::<Vec<u8>>(),
        );
        self.lexicon.write(&mut out);
        FORMAT.seal(&mut out.bytes);
        out.bytes
    }

    /// Reads the output of [`to_bytes`](Self::to_bytes).
    ///
    /// # Errors
    ///
    /// If the bytes are not a model, have another version, or are damaged or truncated.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Self::parse(FORMAT.open(bytes)?).ok_or_else(|| FORMAT.damaged())
    }

    /// Parses the payload of bytes whose checksum has been verified.
    fn parse(payload: &[u8]) -> Option<Self> {
        let mut bytes = Reader::new(payload);
        let n_labels = bytes.length().filter(|n| (1..=31).contains(n))?;
        let mut labels = Vec::new();
        let mut emitted = Vec::new();
        for _ in 0..n_labels {
            labels.push(String::from_utf8(bytes.raw()?.to_vec()).ok()?);
            emitted.push(bytes.raw()? == [1]);
        }
        let n_tags = Tags(n_labels).len();
        let [scale, slope, offset] = bytes.floats()?[..] else {
            return None;
        };
        let unconstrained = bytes
            .floats()
            .filter(|unconstrained| unconstrained.len() == (n_tags + 1) * n_tags)?;
        let keys = bytes.slots()?;
        let table = FeatureTable::from_keys(&keys)?;
        let weights = weights_by_slot(&keys, bytes.raw()?, n_tags)?;
        let lexicon = Arc::new(Lexicon::read(&mut bytes)?);
        bytes.is_at_end().then(|| Self {
            labels,
            emitted,
            lexicon,
            table,
            weights,
            scale,
            transitions: Transitions::new(n_tags, &unconstrained),
            calibration: Calibration { slope, offset },
            language: None,
            scratches: Arc::default(),
        })
    }

    /// Writes the model to a file, atomically.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        write_whole(path, &self.to_bytes())
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or does not contain a valid model of this version.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        Self::from_bytes(&bytes).map_err(|error| Error::format(path, error.to_string()))
    }
}

/// Returns the weights by slot, padded at the end, from the rows of the slots that are taken; `None` if there are more
/// or fewer rows.
fn weights_by_slot(keys: &[u16], rows: &[u8], n_tags: usize) -> Option<Vec<i8>> {
    let mut weights = vec![0; keys.len() * n_tags + LANES];
    let mut rows = rows.chunks(n_tags);
    for slot in occupied(keys) {
        let row = rows.next().filter(|row| row.len() == n_tags)?;
        for (weight, byte) in weights[slot * n_tags..].iter_mut().zip(row) {
            *weight = i8::from_le_bytes([*byte]);
        }
    }
    rows.next().is_none().then_some(weights)
}
