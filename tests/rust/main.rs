//! The suite of the core: shared cases, Unicode's own tests, properties, and the rules of the tree.

mod analyzer_oracle;
mod cases;
mod conformance;
mod count_oracle;
mod dictionary_oracle;
mod gazetteer_oracle;
mod keyphrase_oracle;
mod matrix_oracle;
mod normalizer_oracle;
mod pattern_oracle;
mod plain_sentences;
mod plain_words;
mod properties;
mod seeds;
mod sentence_oracle;
mod tidy;
mod word_oracle;

use std::path::{Path, PathBuf};

/// The folder of the package.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the data that stands beside the project and is not part of it; says so where it is missing.
fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LEXICOUNT_SHARED")
        .map_or_else(|| package().join("../shared"), PathBuf::from);
    let path = folder.join("data").join(file);
    if path.exists() {
        return Some(path);
    }
    let message =
        format!("SKIPPED: {file} is missing; set LEXICOUNT_SHARED to the folder that holds data/");
    std::io::Write::write_all(&mut std::io::stderr(), format!("{message}\n").as_bytes()).ok();
    None
}
