//! The error type of the crate.
//!
//! Decoded text never causes an error; only options and files do. A message states the value, what is wrong with it and
//! what would be accepted, in lowercase and without a full stop.
//!
//! ```
//! let error = lexicount::tokens::NgramRange::new(3, 1).unwrap_err();
//! assert!(error.is_config());
//! assert_eq!(error.to_string(), "ngram range (3, 1): lower bound exceeds upper bound; use 1 <= low <= high");
//! ```

use std::fmt;
use std::path::{Path, PathBuf};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error: an invalid option, or a file that cannot be read in the expected format.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
enum Kind {
    Config(String),
    Unreadable {
        path: PathBuf,
        message: String,
    },
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    Decode {
        path: PathBuf,
        line: Option<usize>,
        message: String,
    },
    Format {
        path: PathBuf,
        line: Option<usize>,
        message: String,
    },
    Saved(String),
    Interrupted,
}

impl Error {
    /// An invalid option.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Config(message.into())))
    }

    /// A file of a kind that is not read.
    pub(crate) fn unreadable(path: &Path, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Unreadable {
            path: path.to_path_buf(),
            message: message.into(),
        }))
    }

    /// A file that could not be opened, read or written.
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self(Box::new(Kind::Io {
            path: path.to_path_buf(),
            source,
        }))
    }

    /// Bytes that are not text in the expected encoding.
    pub(crate) fn decode(path: &Path, line: Option<usize>, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Decode {
            path: path.to_path_buf(),
            line,
            message: message.into(),
        }))
    }

    /// A file that does not have the format of its name.
    pub(crate) fn format(path: &Path, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Format {
            path: path.to_path_buf(),
            line: None,
            message: message.into(),
        }))
    }

    /// A line of a file that does not have the format of the file.
    pub(crate) fn format_at(path: &Path, line: usize, message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Format {
            path: path.to_path_buf(),
            line: Some(line),
            message: message.into(),
        }))
    }

    /// Bytes that are not a result saved by this library.
    pub(crate) fn saved(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Saved(message.into())))
    }

    /// The caller stopped the work.
    pub(crate) fn interrupted() -> Self {
        Self(Box::new(Kind::Interrupted))
    }

    /// Return true if an option was invalid, or a file of a kind that is not read.
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(*self.0, Kind::Config(_) | Kind::Unreadable { .. })
    }

    /// Return true if a file could not be opened, read or written.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Kind::Io { .. })
    }

    /// Return true if a file contains bytes that are not text in its encoding.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(*self.0, Kind::Decode { .. })
    }

    /// Return true if a file or a saved result does not have the expected format.
    #[must_use]
    pub fn is_format(&self) -> bool {
        matches!(*self.0, Kind::Format { .. } | Kind::Saved(_))
    }

    /// Return true if the work was stopped on request.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(*self.0, Kind::Interrupted)
    }

    /// Return the file and the line that the error is about, and what is wrong there, if it is about a file.
    pub(crate) fn place(&self) -> Option<(&Path, Option<usize>, String)> {
        match &*self.0 {
            Kind::Io { path, source } => Some((path, None, io_message(source))),
            Kind::Unreadable { path, message } => Some((path, None, message.clone())),
            Kind::Decode {
                path,
                line,
                message,
            }
            | Kind::Format {
                path,
                line,
                message,
            } => Some((path, *line, message.clone())),
            Kind::Config(_) | Kind::Saved(_) | Kind::Interrupted => None,
        }
    }

    /// Return the operating system's error number, if there is one.
    #[must_use]
    pub fn os_error(&self) -> Option<i32> {
        match &*self.0 {
            Kind::Io { source, .. } => source.raw_os_error(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&*self.0, self.place()) {
            (_, Some((path, Some(line), message))) => {
                write!(f, "{}: line {line}: {message}", path.display())
            }
            (_, Some((path, None, message))) => write!(f, "{}: {message}", path.display()),
            (Kind::Config(message) | Kind::Saved(message), None) => f.write_str(message),
            (_, None) => f.write_str("stopped on request"),
        }
    }
}

/// Return the message without the number of the error, which programs get from [`Error::os_error`].
fn io_message(error: &std::io::Error) -> String {
    let message = error.to_string();
    let message = message.split(" (os error").next().unwrap_or_default();
    message.to_owned()
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
