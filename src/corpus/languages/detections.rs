//! The detected languages of documents, each detected once.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use super::detect::Detected;
use super::language::Language;

/// Set in the slot of a document whose text was read.
const IS_READ: u32 = 1 << 24;

/// Set if the text is in Latin letters.
const IS_LATIN: u32 = 1 << 25;

/// What was detected in the texts of documents so far; clones share it. Several threads may ask at once: two that read
/// the same text find the same.
#[derive(Clone, Default)]
pub(in crate::corpus) struct Detections(Arc<OnceLock<Box<[AtomicU32]>>>);

impl Detections {
    /// Return what was detected in document `index` of `n_documents`, or what `detect` returns.
    pub(super) fn get(
        &self,
        index: usize,
        n_documents: usize,
        detect: impl FnOnce() -> Detected,
    ) -> Detected {
        let slots = || (0..n_documents).map(|_| AtomicU32::new(0)).collect();
        let slot = &self.0.get_or_init(slots)[index];
        let known = slot.load(Ordering::Relaxed);
        if known & IS_READ != 0 {
            return unpacked(known);
        }
        let detected = detect();
        slot.store(packed(detected), Ordering::Relaxed);
        detected
    }
}

impl fmt::Debug for Detections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Detections")
    }
}

fn packed(detected: Detected) -> u32 {
    let [a, b, c] = detected.language.map_or([0; 3], |one| one.letters);
    let is_latin = if detected.is_latin { IS_LATIN } else { 0 };
    u32::from_le_bytes([a, b, c, 0]) | is_latin | IS_READ
}

fn unpacked(slot: u32) -> Detected {
    let [a, b, c, _] = slot.to_le_bytes();
    Detected {
        language: (a != 0).then_some(Language { letters: [a, b, c] }),
        is_latin: slot & IS_LATIN != 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_once() {
        let detections = Detections::default();
        for (index, code) in [Some("en"), Some("gsw"), None].into_iter().enumerate() {
            let detected = Detected {
                language: code.and_then(Language::parse),
                is_latin: index != 1,
            };
            assert_eq!(detections.get(index, 3, || detected), detected);
            let again = detections.clone().get(index, 3, || unreachable!());
            assert_eq!(again, detected);
        }
    }
}
