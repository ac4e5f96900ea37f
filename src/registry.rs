//! Registries: the names that options accept, one table for each concept.
//!
//! A registry is an enum whose variants have a name and a description. All layers read it: the core parses names by it,
//! the bindings export it, and the command line and the documentation list its entries.
//!
//! ```
//! use lexicount::corpus::Every;
//!
//! assert_eq!("month".parse::<Every>()?, Every::Month);
//! assert_eq!(Every::Month.name(), "month");
//! let error = "fortnight".parse::<Every>().unwrap_err();
//! assert!(error.to_string().starts_with("unknown time bin \"fortnight\"; use one of year, quarter, "));
//! # Ok::<(), lexicount::Error>(())
//! ```

use crate::error::{Error, Result};

/// The entries of one concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registry {
    /// The concept, in the singular, as messages call it.
    pub concept: &'static str,
    /// The entries, in the order in which people are shown them.
    pub entries: &'static [Entry],
}

/// One entry of a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name, as options spell it.
    pub name: &'static str,
    /// The description as the source has it: with a space before each line.
    pub(crate) doc: &'static str,
}

impl Entry {
    /// Return the description: one or more sentences.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.doc.trim_start()
    }
}

impl Registry {
    /// Return the names of all entries.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.name)
    }

    /// Return the index of an entry.
    ///
    /// # Errors
    ///
    /// If there is no entry of this name. The message lists the names.
    pub(crate) fn index_of(&self, name: &str) -> Result<usize> {
        let found = self.names().position(|known| known == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.names().collect();
            Error::config(format!(
                "unknown {} {name:?}; use one of {}",
                self.concept,
                names.join(", ")
            ))
        })
    }
}

/// Declares an enum that is a registry: a row is the documentation of a variant, the variant and its name.
///
/// The documentation is also the description of the entry. The first group of attributes belongs to the enum.
macro_rules! registry {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident: $concept:literal $(, default $default:ident)? {
            $($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $type {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $type {
            /// All values, in the order of the registry.
            $visibility const ALL: [Self; [$($name),+].len()] = [$(Self::$variant,)+];

            /// The names and descriptions of all values.
            $visibility const REGISTRY: $crate::Registry = $crate::Registry {
                concept: $concept,
                entries: &[$($crate::registry::Entry {
                    name: $name,
                    doc: concat!($($doc),+),
                },)+],
            };

            /// Return the name, as options spell it.
            #[must_use]
            $visibility const fn name(self) -> &'static str {
                Self::REGISTRY.entries[self as usize].name
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::Error;

            /// Parse a name.
            ///
            /// # Errors
            ///
            /// If there is no entry of this name.
            fn from_str(name: &str) -> $crate::Result<Self> {
                Self::REGISTRY.index_of(name).map(|index| Self::ALL[index])
            }
        }

        $(
            impl Default for $type {
                fn default() -> Self {
                    Self::$default
                }
            }
        )?
    };
}

pub(crate) use registry;

#[cfg(test)]
mod tests {
    registry!(
        /// A shape.
        pub(super) enum Shape: "shape", default Square {
            /// Four sides
            /// of one length.
            Square = "square",
            /// No side.
            Circle = "circle",
        }
    );

    #[test]
    fn names_and_descriptions_belong_to_values() {
        assert_eq!(Shape::default(), Shape::Square);
        for shape in Shape::ALL {
            assert_eq!(shape.name().parse::<Shape>().unwrap(), shape);
        }
        let descriptions = Shape::REGISTRY
            .entries
            .iter()
            .map(super::Entry::description);
        let expected = ["Four sides of one length.", "No side."];
        assert!(descriptions.eq(expected));
    }
}
