//! What finds mentions.

/// What found a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A list of the user's own.
    User,
    /// The built-in lists.
    Gazetteer,
    /// A pattern.
    Pattern,
    /// The trained recogniser.
    Recognizer,
    /// Another program.
    Given,
}

impl Source {
    /// The name that tables show.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Gazetteer => "gazetteer",
            Self::Pattern => "pattern",
            Self::Recognizer => "recognizer",
            Self::Given => "given",
        }
    }
}
