//! Mentions on their way to their names, and at the end of it.

use super::rules::Link;
use crate::entities::mentions::{Label, Source};
use crate::span::Span;

/// The number of a form.
pub(super) type FormId = usize;
/// The number of an identity.
pub(super) type IdentityId = usize;

/// A place in a document.
pub(in crate::entities) type Place = (usize, Span);

/// A mention with the document it stands in and the entity it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedMention {
    /// The number of the document.
    pub document: usize,
    /// Which of the document's mentions it is.
    pub number: usize,
    /// Where it stands.
    pub span: Span,
    /// The number of the entity.
    pub entity: usize,
    /// What found it.
    pub source: Source,
    /// Why it belongs to the entity.
    pub link: Link,
    /// Where a text says so, for links that one document teaches.
    pub evidence: Option<Place>,
}

/// Names with their labels, and the mentions that belong to them, in order.
pub(in crate::entities) struct Linked {
    pub(in crate::entities) names: Vec<(Label, String)>,
    pub(in crate::entities) mentions: Vec<LinkedMention>,
}

/// A mention on its way to its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) document: usize,
    pub(super) number: usize,
    pub(super) span: Span,
    pub(super) form: FormId,
    pub(super) identity: IdentityId,
    /// The reason, where it is not told by how the mention is written.
    pub(super) link: Option<Link>,
    pub(super) evidence: Option<Place>,
}

/// So many mentions between two looks at the stop flag.
pub(super) const MENTIONS_PER_CHECK: usize = 1 << 10;
