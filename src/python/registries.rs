//! The registries of the core in Python.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

use crate::corpus::{Compression, Every, FileFormat, OnError};
use crate::counts::RowNorm;
use crate::entities::{Basis, Manner, QuoteKind, Relation, SpeakerLink};
use crate::incidents::{
    self, Implied, Outcome, Quantifier, Rule, SourceKind, Status, VictimClass, When,
};
use crate::registry::{Entry, Registry};
use crate::statistics::keyphrases::{Merge, MethodName, Numbers, RakeMetric, Similarity};
use crate::statistics::{
    AssociationMeasure, Bm25Variant, ChangeTest, Correction, DispersionMeasure, Expected, Measure,
    Scoring, Side, Statistic, Weights,
};
use crate::tokens::{ProtectedKind, SentenceRules, Step, WordRules};

const REGISTRIES: &[Registry] = &[
    FileFormat::REGISTRY,
    Compression::REGISTRY,
    OnError::REGISTRY,
    Every::REGISTRY,
    ProtectedKind::REGISTRY,
    WordRules::REGISTRY,
    SentenceRules::REGISTRY,
    Step::REGISTRY,
    RowNorm::REGISTRY,
    Basis::REGISTRY,
    Relation::REGISTRY,
    Measure::REGISTRY,
    Correction::REGISTRY,
    DispersionMeasure::REGISTRY,
    AssociationMeasure::REGISTRY,
    Expected::REGISTRY,
    Scoring::REGISTRY,
    Side::REGISTRY,
    MethodName::REGISTRY,
    RakeMetric::REGISTRY,
    Similarity::REGISTRY,
    Numbers::REGISTRY,
    Merge::REGISTRY,
    Bm25Variant::REGISTRY,
    ChangeTest::REGISTRY,
    Statistic::REGISTRY,
    Weights::REGISTRY,
    QuoteKind::REGISTRY,
    Manner::REGISTRY,
    SpeakerLink::REGISTRY,
    Outcome::REGISTRY,
    Quantifier::REGISTRY,
    Implied::REGISTRY,
    VictimClass::REGISTRY,
    incidents::Side::REGISTRY,
    incidents::Relation::REGISTRY,
    Status::REGISTRY,
    When::REGISTRY,
    Rule::REGISTRY,
    SourceKind::REGISTRY,
    incidents::Manner::REGISTRY,
    incidents::IncidentType::REGISTRY,
    incidents::WeaponClass::REGISTRY,
    incidents::TargetClass::REGISTRY,
    incidents::ActorKind::REGISTRY,
    incidents::Responsibility::REGISTRY,
    incidents::DatePrecision::REGISTRY,
    incidents::DateBasis::REGISTRY,
    incidents::PlacePrecision::REGISTRY,
    incidents::PlaceBasis::REGISTRY,
    incidents::Reason::REGISTRY,
];

/// Returns the concepts that have a registry.
#[pyfunction]
pub(super) fn registries() -> Vec<&'static str> {
    let all = REGISTRIES.iter();
    all.map(|registry| registry.concept).collect()
}

/// Returns the name and description of each entry of a registry.
#[pyfunction]
pub(super) fn registry(concept: &str) -> PyResult<Vec<(&'static str, &'static str)>> {
    let mut all = REGISTRIES.iter();
    let Some(found) = all.find(|registry| registry.concept == concept) else {
        return Err(PyKeyError::new_err(concept.to_owned()));
    };
    let row = |entry: &Entry| (entry.name, entry.description());
    Ok(found.entries.iter().map(row).collect())
}
