//! Buffers that outlive the text they were made for.

use std::sync::Mutex;

/// Buffers that wait for the next text: as many as texts were read at once.
#[derive(Debug, Default)]
pub(super) struct Pool<T>(Mutex<Vec<T>>);

impl<T: Default> Pool<T> {
    /// Returns buffers that wait, or new ones. Waits for no other thread: the lock may be held for ever by a thread that a
    /// forked process does not have.
    pub(super) fn take(&self) -> T {
        let waiting = self.0.try_lock().ok();
        waiting
            .and_then(|mut waiting| waiting.pop())
            .unwrap_or_default()
    }

    /// Keeps buffers for the next text.
    pub(super) fn put_back(&self, buffers: T) {
        if let Ok(mut waiting) = self.0.try_lock() {
            waiting.push(buffers);
        }
    }
}
