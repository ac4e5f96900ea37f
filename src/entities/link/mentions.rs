//! Mentions before and after they are linked.

use super::clusters::ClusterId;
use super::rules::Link;
use crate::entities::mentions::{Label, Source};
use crate::span::Span;

/// The number of a surface form.
pub(super) type FormId = usize;

/// A span of a document: the document's number and the span of its text.
pub(in crate::entities) type DocumentSpan = (usize, Span);

/// A mention with its document and its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedMention {
    /// The number of the document.
    pub document: usize,
    /// The number of the mention within its document.
    pub number: usize,
    /// The span of the mention.
    pub span: Span,
    /// The number of the entity.
    pub entity: usize,
    /// What found the mention.
    pub source: Source,
    /// Why it belongs to the entity.
    pub link: Link,
    /// The passage that shows the reason, if a document gives one.
    pub evidence: Option<DocumentSpan>,
}

/// Entities with their labels, and their mentions in order.
pub(in crate::entities) struct LinkedEntities {
    pub(in crate::entities) names: Vec<(Label, String)>,
    pub(in crate::entities) mentions: Vec<LinkedMention>,
}

/// A mention whose entity is still to be decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct PendingMention {
    pub(super) document: usize,
    pub(super) number: usize,
    pub(super) span: Span,
    pub(super) form: FormId,
    pub(super) cluster: ClusterId,
    /// The reason, unless the spelling of the mention shows it.
    pub(super) link: Option<Link>,
    pub(super) evidence: Option<DocumentSpan>,
}

/// The number of mentions between two checks for cancellation.
pub(super) const MENTIONS_PER_CHECK: usize = 1 << 10;
