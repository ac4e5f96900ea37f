//! From paths, folders and patterns to files.

use std::fs::{FileType, Metadata};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::format::{FileFormat, known_endings};
use super::options::{OnError, ReadOptions};
use super::skipped::Skipped;
use crate::error::{Error, Result};

/// As in a shell: wildcards match neither separators nor the dot of a hidden file.
const LIKE_A_SHELL: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// The folder of resource forks in archives made by macOS.
const RESOURCE_FORKS: &str = "__MACOSX";

/// The files that paths, folders and patterns stand for.
#[derive(Default)]
pub(super) struct Expanded {
    pub(super) paths: Vec<PathBuf>,
    /// The size of all files on disk.
    pub(super) n_bytes: u64,
    pub(super) skipped: Vec<Skipped>,
}

/// Which files below a folder are wanted.
#[derive(Clone, Copy)]
struct Wanted<'p> {
    /// Those that match, or all.
    pattern: Option<&'p Pattern>,
    hidden: bool,
}

impl Wanted<'_> {
    fn matches(self, path: &Path) -> bool {
        self.pattern
            .is_none_or(|pattern| pattern.matches_path_with(path, LIKE_A_SHELL))
    }
}

impl Expanded {
    /// Find the files.
    ///
    /// # Errors
    ///
    /// If a path does not exist or cannot be read, or a pattern is malformed or matches nothing.
    pub(super) fn of<S: AsRef<str>>(patterns: &[S], options: &ReadOptions) -> Result<Self> {
        let mut all = Self::default();
        for pattern in patterns {
            let pattern = pattern.as_ref();
            let path = Path::new(pattern);
            if path.is_dir() {
                all.add_folder(path, options)?;
            } else if path.exists() || !pattern.contains(['*', '?', '[']) {
                all.add_named(path, options)?;
            } else {
                all.add_matches(pattern, options)?;
            }
        }
        Ok(all)
    }

    /// Add a file that the caller named: an error if it cannot be read.
    fn add_named(&mut self, path: &Path, options: &ReadOptions) -> Result<()> {
        match checked(path, options) {
            Ok(found) => self.add(path.to_path_buf(), &found),
            Err(error) => self.fail(error, options)?,
        }
        Ok(())
    }

    /// Add a file that was found: it is passed over if it cannot be read.
    fn add_found(&mut self, path: PathBuf, options: &ReadOptions) {
        match checked(&path, options) {
            Ok(found) => self.add(path, &found),
            Err(error) => self.skipped.extend(Skipped::of(&error)),
        }
    }

    fn add(&mut self, path: PathBuf, found: &Metadata) {
        self.n_bytes += found.len();
        self.paths.push(path);
    }

    fn fail(&mut self, error: Error, options: &ReadOptions) -> Result<()> {
        match Skipped::of(&error) {
            Some(skipped) if options.on_error == OnError::Skip => self.skipped.push(skipped),
            _ => return Err(error),
        }
        Ok(())
    }

    fn add_folder(&mut self, folder: &Path, options: &ReadOptions) -> Result<()> {
        let (n_paths, n_skipped) = (self.paths.len(), self.skipped.len());
        let wanted = Wanted {
            pattern: None,
            hidden: false,
        };
        self.walk(folder, wanted, options)?;
        if self.paths.len() > n_paths || options.on_error == OnError::Skip {
            return Ok(());
        }
        let reason = match self.skipped.get(n_skipped) {
            Some(skipped) => format!(", for instance {skipped}"),
            None => format!("; {}", known_endings()),
        };
        Err(Error::config(format!(
            "{}: no file below this folder can be read{reason}",
            folder.display()
        )))
    }

    fn add_matches(&mut self, pattern: &str, options: &ReadOptions) -> Result<()> {
        let (n_paths, n_skipped) = (self.paths.len(), self.skipped.len());
        let malformed = |error| Error::config(format!("pattern {pattern:?}: {error}"));
        if pattern.contains("**") {
            let parsed = Pattern::new(pattern).map_err(malformed)?;
            let mut components = Path::new(pattern).components();
            let wanted = Wanted {
                pattern: Some(&parsed),
                hidden: components.any(|one| is_hidden(&one.as_os_str().to_string_lossy())),
            };
            // The library would follow links to folders, which may lead back.
            self.walk(&base_of(pattern), wanted, options)?;
        } else {
            for path in glob::glob_with(pattern, LIKE_A_SHELL).map_err(malformed)? {
                match path {
                    Ok(path) => self.add_found(path, options),
                    Err(error) => {
                        let path = error.path().to_path_buf();
                        self.fail(Error::io(&path, error.into()), options)?;
                    }
                }
            }
        }
        if self.paths.len() > n_paths || options.on_error == OnError::Skip {
            return Ok(());
        }
        Err(Error::config(match self.skipped.get(n_skipped) {
            Some(skipped) => {
                format!("pattern {pattern:?}: no file can be read, for instance {skipped}")
            }
            None => format!(
                "pattern {pattern:?}: no file matches; give a path, a folder or a glob such as news/*.txt"
            ),
        }))
    }

    /// Add the files below a folder, in order of path.
    fn walk(&mut self, folder: &Path, wanted: Wanted<'_>, options: &ReadOptions) -> Result<()> {
        let mut entries = match entries_of(folder) {
            Ok(entries) => entries,
            Err(error) => return self.fail(Error::io(folder, error), options),
        };
        entries.sort();
        for (path, kind) in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if is_hidden(&name) && !wanted.hidden {
                // A pattern leaves out hidden files by itself.
                if wanted.pattern.is_none() {
                    let reason = "hidden: its name begins with a dot";
                    self.skipped.push(Skipped::file(&path, reason));
                }
            } else if wanted.pattern.is_none() && is_about_folder(&path) {
                let reason = "describes the folder, by its name; give its path to read it";
                self.skipped.push(Skipped::file(&path, reason));
            } else if name == RESOURCE_FORKS {
                let reason = "resource forks of macOS, which are not text";
                self.skipped.push(Skipped::file(&path, reason));
            } else if kind == Kind::Folder {
                self.walk(&path, wanted, options)?;
            } else if kind == Kind::LinkToFolder {
                // It may lead back to where we are, or to files that are read anyway.
                let reason = "a link to a folder; give its path to read the files in it";
                self.skipped.push(Skipped::file(&path, reason));
            } else if wanted.matches(&path) {
                self.add_found(path, options);
            }
        }
        Ok(())
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Folder,
    LinkToFolder,
    Other,
}

fn entries_of(folder: &Path) -> std::io::Result<Vec<(PathBuf, Kind)>> {
    // Without a name it is the current folder, and the paths are relative to it.
    let is_current = folder.as_os_str().is_empty();
    let entries = std::fs::read_dir(if is_current { Path::new(".") } else { folder })?;
    let entries = entries.map(|entry| {
        let path = folder.join(entry?.file_name());
        let kind = match (path.is_dir(), path.is_symlink()) {
            (true, false) => Kind::Folder,
            (true, true) => Kind::LinkToFolder,
            (false, _) => Kind::Other,
        };
        Ok((path, kind))
    });
    entries.collect()
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != "." && name != ".."
}

/// The names of Markdown files that describe the folder they are in, in capitals.
const ABOUT_FOLDERS: [&str; 10] = [
    "AUTHORS",
    "CHANGELOG",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "LICENCE",
    "LICENSE",
    "NOTICE",
    "README",
    "SECURITY",
    "SOURCE",
];

/// Return true for Markdown that people put next to data to describe them.
fn is_about_folder(path: &Path) -> bool {
    let is_markdown = matches!(
        FileFormat::of(path),
        Some((FileFormat::Markdown | FileFormat::MarkdownLong, _))
    );
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = name.to_uppercase();
    is_markdown && ABOUT_FOLDERS.contains(&name.as_str())
}

/// Return the folder before the first wildcard of a pattern.
fn base_of(pattern: &str) -> PathBuf {
    let components = Path::new(pattern).components();
    let has_wildcard =
        |one: &Component<'_>| one.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    components.take_while(|one| !has_wildcard(one)).collect()
}

/// Check that there is a file that can be read at `path`.
fn checked(path: &Path, options: &ReadOptions) -> Result<Metadata> {
    let found = std::fs::metadata(path).map_err(|error| Error::io(path, error))?;
    if !found.is_file() {
        return Err(Error::unreadable(path, kind_of(found.file_type())));
    }
    FileFormat::checked(path, options.format, &options.tables)?;
    Ok(found)
}

/// Return what a path is that is not a file, and what to do about it.
fn kind_of(file_type: FileType) -> &'static str {
    if file_type.is_dir() {
        return "a folder; give its path to read the files in it";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe, not a file; save its text to a file, or pipe it in";
        }
        if file_type.is_socket() {
            return "a socket, not a file";
        }
    }
    "a device, not a file"
}
