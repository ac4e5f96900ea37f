//! From paths, folders and patterns to files and their forms.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

const FORMS: &str = "use .txt, .jsonl, .ndjson, .csv or .tsv, each also with .gz or .zst behind it";

/// The files that folders and glob patterns stand for.
///
/// # Errors
///
/// Where a path does not exist, or a pattern is malformed or matches nothing.
pub fn expand_paths<S: AsRef<str>>(patterns: &[S]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let path = Path::new(pattern);
        if path.is_dir() {
            let before = paths.len();
            walk(path, &mut paths)?;
            if paths.len() == before {
                return Err(Error::config(format!(
                    "{pattern}: no file below this folder has a known ending; {FORMS}"
                )));
            }
        } else if path.exists() || !pattern.contains(['*', '?', '[']) {
            paths.push(path.to_path_buf());
        } else {
            glob_paths(pattern, &mut paths)?;
        }
    }
    Ok(paths)
}

fn glob_paths(pattern: &str, paths: &mut Vec<PathBuf>) -> Result<()> {
    let matches = glob::glob(pattern)
        .map_err(|error| Error::config(format!("pattern {pattern:?}: {error}")))?;
    let before = paths.len();
    for path in matches {
        let path = path.map_err(|error| {
            let path = error.path().to_path_buf();
            Error::io(&path, error.into())
        })?;
        if path.is_file() {
            paths.push(path);
        }
    }
    if paths.len() == before {
        return Err(Error::config(format!(
            "pattern {pattern:?}: no file matches; give a path, a folder or a glob such as news/*.txt"
        )));
    }
    Ok(())
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    let mut entries: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()
        .map_err(|error| Error::io(folder, error))?;
    entries.sort();
    for path in entries {
        // A link to a folder may lead back to where we are.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, paths)?;
        } else if path.is_file() && Form::of(&path).is_some() {
            paths.push(path);
        }
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    JsonLines,
    Separated(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Form {
    /// Form and packing of a file, or an error that says which there are.
    pub(super) fn checked(path: &Path) -> Result<(Self, Packing)> {
        Self::of(path)
            .ok_or_else(|| Error::config(format!("{}: unknown ending; {FORMS}", path.display())))
    }

    fn of(path: &Path) -> Option<(Self, Packing)> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (name, packing) = match name.rsplit_once('.') {
            Some((rest, "gz")) => (rest, Packing::Gzip),
            Some((rest, "zst")) => (rest, Packing::Zstd),
            _ => (name.as_str(), Packing::None),
        };
        let form = match name.rsplit_once('.')?.1 {
            "txt" => Self::Text,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Separated(b','),
            "tsv" => Self::Separated(b'\t'),
            _ => return None,
        };
        Some((form, packing))
    }
}
