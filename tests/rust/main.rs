//! The suite of the core: shared cases, Unicode's own tests, properties, and the rules of the tree.

mod analyzer_oracle;
mod cases;
mod conformance;
mod count_oracle;
mod dictionary_oracle;
mod gazetteer_oracle;
mod imports;
mod keyphrase_oracle;
mod language_oracle;
mod matrix_oracle;
mod measures;
mod normalizer_oracle;
mod pattern_oracle;
mod plain_sentences;
mod plain_words;
mod properties;
mod seeds;
mod sentence_oracle;
mod shared_data;
mod tidy;
mod word_oracle;

use std::path::Path;

/// The folder of the package.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
