//! A trained model that recognises persons, organisations and locations without a list of names.
//!
//! [`Recognizer::builtin`] returns the model that comes with the library. [`Recognizer::train`] trains a model from
//! [`TaggedSentence`]s. `tokens` tokenizes text, `words` holds what is known of a word alone, `features` extracts
//! features, `scratch` keeps sums of weights by word, and `lexicon` holds word classes and word lists. `scored` holds the
//! scores of the tags of a text, from which `crf` computes their probabilities and the best sequence. `training`, with
//! `examples` and `learner`, learns the weights, and `model` applies them. `saved` and `slots` define the file format, and
//! `evaluation` and `calibration` measure the quality of a model.
//!
//! ```
//! use lexicount::entities::Recognizer;
//!
//! let text = "Mara Ellingworth of the Harbour Institute flew to Lisbon.";
//! let model = Recognizer::builtin();
//! let found: Vec<_> = model.recognize(text).iter().map(|name| (name.span.slice(text), name.label)).collect();
//! let label = |label: &str| model.labels().iter().position(|one| one == label).unwrap();
//! assert_eq!(
//!     found,
//!     [("Mara Ellingworth", label("PERSON")), ("Harbour Institute", label("ORG")), ("Lisbon", label("LOC"))],
//! );
//! ```

mod calibration;
mod config;
mod conll;
mod crf;
mod evaluation;
mod examples;
mod feature_table;
mod features;
mod hashing;
mod learner;
mod lexicon;
mod model;
mod saved;
mod scored;
mod scratch;
mod slots;
mod tokens;
mod training;
mod words;

pub use config::TrainingConfig;
pub use conll::{
    TaggedSentence, TrainingSet, parse_conll, parse_conll_documents, possessive_parts,
};
pub use evaluation::{Evaluation, Score};
pub use lexicon::Lexicon;
pub use model::{Recognized, Recognizer};
