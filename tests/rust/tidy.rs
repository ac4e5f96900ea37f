//! Rules of the tree that no compiler checks.

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn files_with(needle: &str) -> Vec<String> {
    let src = super::package().join("src");
    let mut found: Vec<String> = sources(&src)
        .into_iter()
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            text.lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(needle))
        })
        .map(|path| {
            path.strip_prefix(&src)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_core_knows_nothing_of_python() {
    for file in files_with("pyo3") {
        assert!(file.starts_with("python/"), "{file} names pyo3");
    }
}

#[test]
fn one_module_names_rayon() {
    assert_eq!(files_with("rayon"), ["parallel.rs"]);
}

#[test]
fn two_modules_have_unsafe() {
    let modules = ["python/arrow.rs", "tokens/word/masks.rs"];
    assert_eq!(files_with("unsafe_code"), modules);
}
