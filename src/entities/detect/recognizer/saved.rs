//! Models as bytes, to keep or to send.
//!
//! The form is a mark and a version, a checksum, then the parts of the model, tables as they stand in memory: nothing is
//! hashed when a model is read.

use std::path::Path;
use std::sync::Arc;

use super::calibration::Calibration;
use super::crf::{Tags, Transitions};
use super::lexicon::Lexicon;
use super::model::{Recognizer, WIDE};
use super::slots::{Reader, Writer, occupied};
use crate::error::{Error, Result};
use crate::saving::write_whole;

const MARK: &[u8; 8] = b"lexnames";
const VERSION: u8 = 1;

impl Recognizer {
    /// The model as bytes: equal models are equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.length(self.labels.len());
        for (label, emitted) in self.labels.iter().zip(&self.emitted) {
            out.raw(label.as_bytes());
            out.raw(&[u8::from(*emitted)]);
        }
        out.floats(&[self.scale, self.calibration.slope, self.calibration.offset]);
        out.floats(&self.transitions.free());
        out.slots(&self.keys);
        let n_tags = self.n_tags();
        let rows =
            occupied(&self.keys).flat_map(|slot| &self.weights[slot * n_tags..(slot + 1) * n_tags]);
        out.raw(
            &rows
                .map(|weight| weight.to_le_bytes()[0])
                .collect::<Vec<u8>>(),
        );
        self.lexicon.write(&mut out);
        let mut bytes = MARK.to_vec();
        bytes.push(VERSION);
        bytes.extend(crate::counts::checksum(&out.bytes));
        bytes.extend(out.bytes);
        bytes
    }

    /// The model that [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, of another version, damaged or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let Some(rest) = bytes.strip_prefix(MARK) else {
            return Err(Error::saved(
                "these bytes are not a model saved by lexicount; use what save or to_bytes wrote",
            ));
        };
        match rest.first() {
            Some(&VERSION) | None => {}
            Some(version) => {
                return Err(Error::saved(format!(
                    "a model of version {version}; this lexicount reads version {VERSION}"
                )));
            }
        }
        let sound = rest.get(1..).and_then(|rest| rest.split_first_chunk::<8>());
        let sound = sound.is_some_and(|(sum, data)| crate::counts::checksum(data) == *sum);
        sound
            .then(|| Self::parse(bytes))
            .flatten()
            .ok_or_else(|| Error::saved("the saved model is damaged or cut short; save it anew"))
    }

    /// The model in bytes whose checksum was looked at.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Reader::new(bytes.get(MARK.len() + 1 + 8..)?);
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
        let free = bytes
            .floats()
            .filter(|free| free.len() == (n_tags + 1) * n_tags)?;
        let keys = bytes.slots()?;
        let mut weights = vec![0; keys.len() * n_tags + WIDE];
        let mut rows = bytes.raw()?.chunks_exact(n_tags);
        for slot in occupied(&keys) {
            for (weight, byte) in weights[slot * n_tags..].iter_mut().zip(rows.next()?) {
                *weight = i8::from_le_bytes([*byte]);
            }
        }
        let lexicon = Arc::new(Lexicon::read(&mut bytes)?);
        bytes.is_at_end().then(|| Self {
            labels,
            emitted,
            lexicon,
            keys,
            weights,
            scale,
            transitions: Transitions::new(n_tags, &free),
            calibration: Calibration { slope, offset },
        })
    }

    /// Writes the model to a file, whole or not at all.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        write_whole(path, &self.to_bytes())
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or holds no sound model of this version.
    pub fn load(path: &Path) -> Result<Self> {
        Self::from_bytes(&std::fs::read(path).map_err(|error| Error::io(path, error))?)
    }
}
