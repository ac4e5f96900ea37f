//! The trained recogniser in Python.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::run::{Run, release};
use super::table::PyTable;
use crate::entities::{
    Evaluation, Lexicon, Recognizer, Score, TaggedSentence, TrainingConfig, TrainingSet,
    parse_conll,
};
use crate::error::Error;
use crate::parallel::Workers;
use crate::table::{Column, Table, cell};

/// `CoNLL` text and the name of its file.
type Conll = (String, Option<PathBuf>);

/// The number of confidence bins of a reliability table.
const N_BINS: usize = 10;

/// A trained recogniser of names.
#[pyclass(frozen, name = "Recognizer", module = "lexicount._core")]
pub(super) struct PyRecognizer(pub(super) Arc<Recognizer>);

#[pymethods]
impl PyRecognizer {
    /// Returns the built-in model.
    #[staticmethod]
    fn builtin(py: Python<'_>) -> Self {
        Self(py.detach(Recognizer::builtin))
    }

    /// Trains a model on sets of (`CoNLL` text, weight, labels that may be missing, annotation scheme), and calibrates it on `dev`.
    ///
    /// A text has the name of its file, which errors show, or None.
    ///
    /// `lexicon` is None for the lexicon of the built-in model, or three tables for `Lexicon::from_tables`; empty tables
    /// mean no lexicon. `report` is called with the index of each epoch and its loss.
    #[staticmethod]
    #[pyo3(signature = (sets, *, dev, lexicon, suppressed_labels, epochs, learning_rate, dropout, min_count, least_weight, case_augmentation, report, run))]
    #[expect(
        clippy::too_many_arguments,
        reason = "keyword arguments of a Python function"
    )]
    fn train(
        py: Python<'_>,
        sets: Vec<(Conll, f32, Vec<String>, usize)>,
        dev: Option<Vec<Conll>>,
        lexicon: Option<(String, String, String)>,
        suppressed_labels: Vec<String>,
        epochs: usize,
        learning_rate: f32,
        dropout: f32,
        min_count: u8,
        least_weight: f32,
        case_augmentation: bool,
        report: Option<Py<PyAny>>,
        run: Run,
    ) -> PyResult<Self> {
        let config = TrainingConfig {
            epochs,
            learning_rate,
            dropout,
            min_count,
            least_weight,
            case_augmentation,
            suppressed_labels,
        };
        // The exception of a report, which ends the training.
        let failed = Mutex::new(None);
        let tell = |workers: &Workers, epoch: usize, loss: f64| {
            if let Some(report) = &report
                && let Err(error) = Python::attach(|py| report.call1(py, (epoch, loss)))
            {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                workers.stop();
            }
        };
        let weight = sets.iter().map(|((text, _), ..)| text.len()).sum();
        let trained = release(py, &run, weight, |workers| {
            let lexicon = match &lexicon {
                Some((words, phrases, classes)) => {
                    Arc::new(Lexicon::from_tables(words, phrases, classes)?)
                }
                None => Arc::clone(Recognizer::builtin().lexicon()),
            };
            let sets = sets.iter().map(|(conll, weight, unannotated, scheme)| {
                Ok(TrainingSet {
                    sentences: sentences(std::slice::from_ref(conll))?,
                    weight: *weight,
                    unannotated: unannotated.clone(),
                    scheme: *scheme,
                })
            });
            let sets = sets.collect::<crate::Result<Vec<_>>>()?;
            let report = |epoch, loss| tell(workers, epoch, loss);
            let mut model = Recognizer::train(&sets, lexicon, &config, workers, report)?;
            if let Some(dev) = &dev {
                model.calibrate(&sentences(dev)?, workers)?;
            }
            Ok(model)
        });
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(Self(Arc::new(trained?))),
        }
    }

    /// The labels that the model emits.
    #[getter]
    fn labels(&self) -> Vec<&str> {
        let labels = self.0.labels().iter().zip(self.0.emitted());
        labels
            .filter(|(_, emitted)| **emitted)
            .map(|(label, _)| label.as_str())
            .collect()
    }

    /// The number of features that have a weight.
    #[getter]
    fn n_features(&self) -> usize {
        self.0.n_features()
    }

    /// Evaluates the model on `CoNLL` texts, each with the name of its file or None; returns a table of scores by label and in total, and a reliability table of confidences.
    #[pyo3(signature = (conll, *, run))]
    fn evaluate(
        &self,
        py: Python<'_>,
        conll: Vec<Conll>,
        run: Run,
    ) -> PyResult<(PyTable, PyTable)> {
        let weight = conll.iter().map(|(text, _)| text.len()).sum();
        let evaluation = release(py, &run, weight, |workers| {
            self.0.evaluate(&sentences(&conll)?, workers)
        })?;
        Ok((
            scores_table(&evaluation).into(),
            reliability_table(&evaluation).into(),
        ))
    }

    /// Returns the model as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// Reads the output of `to_bytes`.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Self> {
        Ok(Self(Arc::new(Recognizer::from_bytes(bytes)?)))
    }

    /// Writes the model to a file.
    fn save(&self, path: PathBuf) -> PyResult<()> {
        Ok(self.0.save(&path)?)
    }

    /// Reads a file written by `save`.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        Ok(Self(Arc::new(Recognizer::load(&path)?)))
    }
}

/// The sentences of several texts.
fn sentences(texts: &[Conll]) -> crate::Result<Vec<TaggedSentence>> {
    let mut all = Vec::new();
    for (text, file) in texts {
        all.extend(parse_conll(text).map_err(|error| match file {
            Some(file) => Error::format(file, error.to_string()),
            None => error,
        })?);
    }
    Ok(all)
}

fn scores_table(evaluation: &Evaluation) -> Table {
    let scores = || evaluation.scores.iter();
    let count = |value: usize| cell(value as u64);
    Table::new(vec![
        Column::text("label", scores().map(|score| score.label.as_str())),
        Column::floats("precision", scores().map(Score::precision).collect()),
        Column::floats("recall", scores().map(Score::recall).collect()),
        Column::floats("f1", scores().map(Score::f1).collect()),
        Column::ints(
            "right",
            scores().map(|score| count(score.n_right)).collect(),
        ),
        Column::ints(
            "found",
            scores().map(|score| count(score.n_found)).collect(),
        ),
        Column::ints("gold", scores().map(|score| count(score.n_gold)).collect()),
    ])
}

/// For each bin of confidence: the number of names, their mean confidence and the proportion that is correct.
fn reliability_table(evaluation: &Evaluation) -> Table {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a chance times the number of bins"
    )]
    let bin = |confidence: f32| ((f64::from(confidence) * N_BINS as f64) as usize).min(N_BINS - 1);
    let mut bins = vec![(0_u64, 0.0_f64, 0_u64); N_BINS];
    for &(confidence, right) in &evaluation.names {
        let (count, sum, n_right) = &mut bins[bin(confidence)];
        *count += 1;
        *sum += f64::from(confidence);
        *n_right += u64::from(right);
    }
    let edge = |number: usize| number as f64 / N_BINS as f64;
    let taken: Vec<(usize, (u64, f64, u64))> = bins
        .into_iter()
        .enumerate()
        .filter(|(_, (count, ..))| *count > 0)
        .collect();
    let share = |of: fn(&(u64, f64, u64)) -> f64| taken.iter().map(|(_, bin)| of(bin)).collect();
    Table::new(vec![
        Column::floats(
            "from",
            taken.iter().map(|(number, _)| edge(*number)).collect(),
        ),
        Column::floats(
            "to",
            taken.iter().map(|(number, _)| edge(number + 1)).collect(),
        ),
        Column::ints(
            "names",
            taken.iter().map(|(_, (count, ..))| cell(*count)).collect(),
        ),
        Column::floats("confidence", share(|(count, sum, _)| sum / *count as f64)),
        Column::floats(
            "right",
            share(|(count, _, right)| *right as f64 / *count as f64),
        ),
    ])
}
