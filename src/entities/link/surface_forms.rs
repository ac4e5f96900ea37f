//! Surface forms: the distinct spellings of a corpus, each with the cluster that its spelling puts it in.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::clusters::{Cluster, ClusterId, ClusterKey};
use super::label_votes::{FULL_VOTE, LabelVotes};
use super::mentions::{FormId, MENTIONS_PER_CHECK, PendingMention};
use super::parsed_form::{Aliases, ParsedForm};
use super::rules::{Link, LinkConfig};
use crate::corpus::Documents;
use crate::entities::mentions::{Found, Label, Mention, Source};
use crate::entities::names::key;
use crate::error::Result;
use crate::parallel::Workers;

/// Mentions that have the same text, name, label and source, and are all repeats or not.
pub(super) struct SurfaceForm<'f> {
    /// The text of the mentions.
    pub(super) text: &'f str,
    /// The name that their source gives them.
    pub(super) name: &'f str,
    pub(super) label: &'f Label,
    pub(super) source: Source,
    /// True if a list has the text.
    pub(super) is_listed: bool,
    /// The spelling that may be shown as the name of the entity.
    pub(super) shown: &'f str,
    /// The cluster that the spelling alone puts it in.
    pub(super) cluster: ClusterId,
    /// The number of the name in the user's aliases.
    pub(super) alias: Option<usize>,
}

impl SurfaceForm<'_> {
    /// The text, if it is an abbreviation by which a built-in list knows an organisation.
    pub(super) fn listed_abbreviation(&self) -> Option<&str> {
        let is_abbreviation = self.text.len() > 1
            && self.text != self.name
            && self
                .text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'.');
        (is_abbreviation
            && self.source == Source::Gazetteer
            && *self.label == Label::ORG
            && self.alias.is_none())
        .then_some(self.text)
    }

    /// True if nothing but the spelling decides the cluster, so that a document may decide otherwise.
    pub(super) fn is_open(&self) -> bool {
        self.label.is_named_entity() && !self.is_listed && self.alias.is_none()
    }
}

/// All surface forms and clusters of a corpus.
pub(super) struct SurfaceForms<'f> {
    pub(super) all: Vec<SurfaceForm<'f>>,
    pub(super) clusters: Vec<Cluster>,
    pub(super) config: &'f LinkConfig,
    cluster_ids: HashMap<(ClusterKey, Label), ClusterId, RandomState>,
}

/// What makes two mentions one surface form: text, name, label, source, whether they are repeats.
type FormKey<'f> = (&'f str, &'f str, &'f Label, u8, bool);

/// The distinct forms of all mentions: the text and first mention of each, and its votes on its label.
#[derive(Default)]
struct DistinctForms<'f> {
    ids: HashMap<FormKey<'f>, FormId, RandomState>,
    firsts: Vec<(&'f str, &'f Mention)>,
    votes: Vec<u64>,
}

impl<'f> DistinctForms<'f> {
    fn add(&mut self, text: &'f str, mention: &'f Mention) -> FormId {
        let name = mention.name.as_str();
        let source = mention.source as u8;
        let form_key = (text, name, &mention.label, source, mention.is_repeat);
        let form = *self.ids.entry(form_key).or_insert_with(|| {
            self.firsts.push((text, mention));
            self.votes.push(0);
            self.firsts.len() - 1
        });
        self.votes[form] += votes_of(mention);
        form
    }
}

impl<'f> SurfaceForms<'f> {
    /// The surface forms of all mentions, and the mentions in the clusters of their spelling.
    pub(super) fn new(
        documents: &'f Documents,
        found: &'f [Found],
        config: &'f LinkConfig,
        workers: &Workers,
    ) -> Result<(Self, Vec<PendingMention>)> {
        let mut distinct = DistinctForms::default();
        let n_mentions = found.iter().map(|found| found.mentions.len()).sum();
        let mut pending = Vec::with_capacity(n_mentions);
        for (document, found) in found.iter().enumerate() {
            for (number, mention) in found.mentions.iter().enumerate() {
                if pending.len().is_multiple_of(MENTIONS_PER_CHECK) {
                    workers.check()?;
                }
                let text = documents.slice(document, mention.span);
                pending.push(PendingMention {
                    document,
                    number,
                    span: mention.span,
                    form: distinct.add(text, mention),
                    cluster: 0,
                    link: None,
                    evidence: None,
                });
            }
        }
        let forms = Self::of(&distinct, config);
        for mention in &mut pending {
            let form = &forms.all[mention.form];
            mention.cluster = form.cluster;
            mention.link = form.alias.map(|_| Link::User);
        }
        Ok((forms, pending))
    }

    fn of(distinct: &DistinctForms<'f>, config: &'f LinkConfig) -> Self {
        let aliases = aliases(config);
        let firsts = &distinct.firsts;
        let mut vote_ids: HashMap<ClusterKey, usize, RandomState> = HashMap::default();
        let mut votes: Vec<LabelVotes> = Vec::new();
        let mut parsed_forms = Vec::with_capacity(firsts.len());
        for (&(text, mention), &n_votes) in firsts.iter().zip(&distinct.votes) {
            let parsed = ParsedForm::new(text, mention, config.rules, &aliases);
            let next = vote_ids.len();
            let vote_id = *vote_ids.entry(parsed.key.clone()).or_insert(next);
            if vote_id == votes.len() {
                votes.push(LabelVotes::default());
            }
            votes[vote_id].add(&parsed.label, parsed.choice, n_votes);
            parsed_forms.push((vote_id, parsed));
        }
        let mut forms = Self {
            all: Vec::with_capacity(parsed_forms.len()),
            clusters: Vec::new(),
            config,
            cluster_ids: HashMap::default(),
        };
        for (&(text, mention), (vote_id, parsed)) in firsts.iter().zip(parsed_forms) {
            let label = votes[vote_id].label_of(&parsed.label, parsed.choice);
            let cluster = forms.cluster(parsed.key, label);
            forms.all.push(SurfaceForm {
                text,
                name: &mention.name,
                label: &mention.label,
                source: mention.source,
                is_listed: mention.is_listed(),
                shown: parsed.shown,
                cluster,
                alias: parsed.alias,
            });
        }
        forms
    }

    /// The number of the cluster with this key and label, which is added if there is none.
    pub(super) fn cluster(&mut self, key: ClusterKey, label: Label) -> ClusterId {
        let next = self.clusters.len();
        let known = (key.clone(), label.clone());
        let id = *self.cluster_ids.entry(known).or_insert(next);
        if id == next {
            self.clusters.push(Cluster {
                key,
                label,
                is_literal: false,
            });
        }
        id
    }
}

/// The votes of a mention: its confidence in thousandths, so that sums do not depend on their order.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "from 0 to 1000"
)]
fn votes_of(mention: &Mention) -> u64 {
    let confidence = mention.confidence.unwrap_or(1.0).clamp(0.0, 1.0);
    (confidence * FULL_VOTE as f32).round() as u64
}

/// The user's aliases by key.
fn aliases(config: &LinkConfig) -> Aliases {
    let names = config.aliases.iter().enumerate();
    names
        .flat_map(|(number, (name, forms))| {
            let everywhere = forms.iter().filter(|form| form.context.is_none());
            let forms = everywhere.map(|form| form.text.as_str());
            let forms = std::iter::once(name.as_str()).chain(forms);
            forms.map(move |form| (key(form), number))
        })
        .collect()
}
