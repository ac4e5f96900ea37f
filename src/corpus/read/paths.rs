//! From paths, folders and patterns to files.

use std::path::{Path, PathBuf};

use super::format::{FileFormat, known_endings};
use crate::error::{Error, Result};

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
                    "{pattern}: no file below this folder has a known ending; {}",
                    known_endings()
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
        } else if path.is_file() && FileFormat::of(&path).is_some() {
            paths.push(path);
        }
    }
    Ok(())
}
