//! Names that no list knows, told by a trained model: persons, organisations and places.
//!
//! [`Recognizer::builtin`] comes with the library; [`Recognizer::train`] makes others from [`TaggedSentence`]s. `words` cuts
//! text, `features` says what is looked at, `lexicon` what is known of words beforehand, `crf` sums and searches chains
//! of tags, `training` (with `examples` and `learner`) learns weights, `model` uses them, `saved` and `slots` keep them, `evaluation` and `calibration` say how good it is.
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
mod features;
mod hashing;
mod learner;
mod lexicon;
mod model;
mod saved;
mod slots;
mod training;
mod words;

pub use config::TrainingConfig;
pub use conll::{TaggedSentence, TrainingSet, parse_conll};
pub use evaluation::{Evaluation, Score};
pub use lexicon::Lexicon;
pub use model::{Recognized, Recognizer};
