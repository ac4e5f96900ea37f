//! What somebody says, and who.

use crate::registry::registry;
use crate::span::Span;

registry!(
    /// How words are reported.
    #[derive(PartialOrd, Ord)]
    pub enum QuoteKind: "kind of quote" {
        /// Words in quotation marks, as they were said.
        Direct = "direct",
        /// A clause in the words of the writer: "police said that the bridge was shut".
        Indirect = "indirect",
        /// A clause of the writer that holds words in quotation marks: "he called it a \"disgrace\"".
        Mixed = "mixed",
    }
);

registry!(
    /// What the verb says about the words.
    #[derive(PartialOrd, Ord)]
    pub enum Manner: "manner of speech" {
        /// A report that takes no side: say, tell, announce, according to.
        Said = "said",
        /// The writer does not vouch for it: claim, allege, insist, accuse.
        Claimed = "claimed",
        /// The speaker says that it is not so: deny, reject.
        Denied = "denied",
        /// It may happen: warn, threaten.
        Warned = "warned",
        /// The speaker wants to know or to have it: ask, urge, demand.
        Asked = "asked",
        /// The speaker means to do it: promise, pledge, vow.
        Promised = "promised",
    }
);

/// The words that show that somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The verb, or a phrase such as "according to".
    pub span: Span,
    /// The base form of the verb; `None` for a phrase.
    pub verb: Option<&'static str>,
    /// What the verb says about the words.
    pub manner: Manner,
}

/// What somebody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words: without quotation marks if they are direct, else the clause.
    pub span: Span,
    /// How they are reported.
    pub kind: QuoteKind,
    /// The words that show it; `None` for words in quotation marks alone.
    pub cue: Option<Cue>,
    /// The noun phrase of the speaker.
    pub speaker: Option<Span>,
    /// True if the quote has no cue of its own and its speaker is that of the quote before.
    pub is_continued: bool,
}
