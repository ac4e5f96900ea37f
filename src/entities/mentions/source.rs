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

/// A set of sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sources(u8);

impl Sources {
    /// True if there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True if `source` is one of them.
    #[must_use]
    pub fn contains(self, source: Source) -> bool {
        self.0 >> source as u8 & 1 == 1
    }

    /// Iterates over the sources, in the order of [`Source::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Source> {
        let all = Source::ALL.iter().copied();
        all.filter(move |source| self.contains(*source))
    }
}

impl FromIterator<Source> for Sources {
    fn from_iter<I: IntoIterator<Item = Source>>(sources: I) -> Self {
        let bits = sources.into_iter().map(|source| 1 << source as u8);
        Self(bits.fold(0, |all, bit| all | bit))
    }
}

impl Source {
    /// True for lists of names: the user's and the built-in ones.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(self, Self::User | Self::Gazetteer)
    }
}
