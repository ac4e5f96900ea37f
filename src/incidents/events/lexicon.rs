//! The words that distinguish incidents: `english.tsv`.

use std::sync::LazyLock;

use super::event::{ActorKind, IncidentType, TargetClass, WeaponClass};
use crate::incidents::words::WordTable;

static ENGLISH: LazyLock<WordTable<Cue>> =
    LazyLock::new(|| WordTable::parse(include_str!("english.tsv"), add));

/// What a word says of an incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) kind: Option<IncidentType>,
    /// A type that fits if nothing better is said.
    pub(super) perhaps: Option<IncidentType>,
    pub(super) weapon: Option<WeaponClass>,
    pub(super) target: Option<TargetClass>,
    pub(super) actor: Option<ActorKind>,
    roles: u16,
}

impl Cue {
    pub(super) const EVENT: u16 = 1;
    pub(super) const SUSPECT: u16 = 1 << 1;
    pub(super) const CLAIM: u16 = 1 << 2;
    pub(super) const DENIAL: u16 = 1 << 3;
    pub(super) const BLAME: u16 = 1 << 4;
    pub(super) const DONE_BY: u16 = 1 << 5;
    pub(super) const ANOTHER: u16 = 1 << 6;
    pub(super) const LOCATIVE: u16 = 1 << 7;
    pub(super) const UNIT: u16 = 1 << 8;
    pub(super) const NOT_PLACE: u16 = 1 << 9;
    pub(super) const BY: u16 = 1 << 10;
    pub(super) const DOES: u16 = 1 << 11;
    pub(super) const GROUP: u16 = 1 << 12;
    pub(super) const BROAD: u16 = 1 << 13;

    const NAMES: [(&'static str, u16); 14] = [
        ("event", Self::EVENT),
        ("suspect", Self::SUSPECT),
        ("claim", Self::CLAIM),
        ("denial", Self::DENIAL),
        ("blame", Self::BLAME),
        ("done_by", Self::DONE_BY),
        ("another", Self::ANOTHER),
        ("locative", Self::LOCATIVE),
        ("unit", Self::UNIT),
        ("not_place", Self::NOT_PLACE),
        ("by", Self::BY),
        ("does", Self::DOES),
        ("group", Self::GROUP),
        ("broad", Self::BROAD),
    ];

    /// True if the word has one of these roles.
    pub(super) const fn is(self, roles: u16) -> bool {
        self.roles & roles != 0
    }
}

/// The table for English.
pub(super) fn english() -> &'static WordTable<Cue> {
    &ENGLISH
}

/// Adds a row of the table to a word. What an earlier row says stays.
fn add(cue: &mut Cue, role: &str, value: &'static str, _: usize) {
    const KNOWN: &str = "the table has values of the registries";
    match role {
        "type" => cue.kind = cue.kind.or(Some(value.parse().expect(KNOWN))),
        "perhaps" => cue.perhaps = cue.perhaps.or(Some(value.parse().expect(KNOWN))),
        "weapon" => cue.weapon = cue.weapon.or(Some(value.parse().expect(KNOWN))),
        "target" => cue.target = cue.target.or(Some(value.parse().expect(KNOWN))),
        "actor" => cue.actor = cue.actor.or(Some(value.parse().expect(KNOWN))),
        _ => {
            let known = Cue::NAMES.iter().find(|(name, _)| *name == role);
            cue.roles |= known
                .unwrap_or_else(|| panic!("the table has the role {role}"))
                .1;
        }
    }
}
