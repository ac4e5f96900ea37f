//! The registry of sources: what finds mentions.

/// Declares the sources, a row each: the variant, the name that tables show, and the meaning, which is its
/// documentation too.
macro_rules! sources {
    ($($source:ident: $name:literal, $meaning:literal;)*) => {
        /// What found a mention.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Source {
            $(#[doc = $meaning] $source,)*
        }

        impl Source {
            /// All sources.
            pub const ALL: &[Self] = &[$(Self::$source,)*];

            /// The name that tables show.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$source => $name,)* }
            }

            /// What the source is, in a few words.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$source => $meaning,)* }
            }
        }
    };
}

sources! {
    User: "user", "The user's own list.";
    Gazetteer: "gazetteer", "The built-in lists.";
    Pattern: "pattern", "A pattern.";
    Recognizer: "recognizer", "The trained recogniser.";
    Given: "given", "Another program.";
}

impl Source {
    /// True for lists of names: the user's and the built-in ones.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(self, Self::User | Self::Gazetteer)
    }
}
