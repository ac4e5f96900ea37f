//! The three structures of the interface.

use std::ffi::{c_char, c_int, c_void};
use std::ptr;

#[repr(C)]
pub(super) struct ArrowSchema {
    pub(super) format: *const c_char,
    pub(super) name: *const c_char,
    pub(super) metadata: *const c_char,
    pub(super) flags: i64,
    pub(super) n_children: i64,
    pub(super) children: *mut *mut ArrowSchema,
    pub(super) dictionary: *mut ArrowSchema,
    pub(super) release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    pub(super) private_data: *mut c_void,
}

#[repr(C)]
pub(super) struct ArrowArray {
    pub(super) length: i64,
    pub(super) null_count: i64,
    pub(super) offset: i64,
    pub(super) n_buffers: i64,
    pub(super) n_children: i64,
    pub(super) buffers: *mut *const c_void,
    pub(super) children: *mut *mut ArrowArray,
    pub(super) dictionary: *mut ArrowArray,
    pub(super) release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    pub(super) private_data: *mut c_void,
}

#[repr(C)]
pub(super) struct ArrowArrayStream {
    pub(super) get_schema:
        Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowSchema) -> c_int>,
    pub(super) get_next:
        Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowArray) -> c_int>,
    pub(super) get_last_error: Option<unsafe extern "C" fn(*mut ArrowArrayStream) -> *const c_char>,
    pub(super) release: Option<unsafe extern "C" fn(*mut ArrowArrayStream)>,
    pub(super) private_data: *mut c_void,
}

/// What the three structures share: an empty form, and a `release` to be called once by the owner.
macro_rules! owned_structure {
    ($name:ident { $($field:ident: $empty:expr),* $(,)? }) => {
        impl $name {
            pub(super) fn empty() -> Self {
                Self { $($field: $empty,)* release: None, private_data: ptr::null_mut() }
            }

            /// Moves the structure out of a place that C code owns and marks that place as released.
            ///
            /// # Safety
            ///
            /// `place` points to a valid structure that nobody else uses meanwhile.
            pub(super) unsafe fn take(place: *mut Self) -> Self {
                // SAFETY: the caller vouches for the place; the interface says that a structure is moved by copying it
                // and setting the source's `release` to null.
                unsafe { ptr::replace(place, Self::empty()) }
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if let Some(release) = self.release {
                    // SAFETY: not released before, for release sets the field to null; the producer gave the function
                    // for this structure.
                    unsafe { release(self) }
                }
            }
        }

        // SAFETY: the interface asks producers to allow release from any thread; nothing else is written after import.
        unsafe impl Send for $name {}
    };
}

owned_structure!(ArrowSchema {
    format: ptr::null(),
    name: ptr::null(),
    metadata: ptr::null(),
    flags: 0,
    n_children: 0,
    children: ptr::null_mut(),
    dictionary: ptr::null_mut(),
});
owned_structure!(ArrowArray {
    length: 0,
    null_count: 0,
    offset: 0,
    n_buffers: 0,
    n_children: 0,
    buffers: ptr::null_mut(),
    children: ptr::null_mut(),
    dictionary: ptr::null_mut(),
});
owned_structure!(ArrowArrayStream {
    get_schema: None,
    get_next: None,
    get_last_error: None,
});
