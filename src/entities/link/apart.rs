//! Names that the user keeps apart.

use super::forms::{Form, Forms};
use super::open::{IdentityId, Open};
use crate::entities::names::key;

/// Takes apart what was joined against the user's word.
///
/// Of each pair, a name and a form, the form leaves the name; where the form is the better name of the two, what leaves
/// is the other.
pub(super) fn keep_apart(pairs: &[(String, String)], forms: &mut Forms<'_>, open: &mut [Open]) {
    for (name, form) in pairs {
        let sides = Sides::new(name, form, forms);
        let mut present: Vec<(bool, bool)> = vec![(false, false); forms.identities.len()];
        for one in &*open {
            let (stays, leaves) = &mut present[one.identity];
            *stays |= sides.stays[one.form];
            *leaves |= sides.leaves[one.form];
        }
        for one in open.iter_mut() {
            // A name that a list or the user gives need not be written anywhere.
            let stays = present[one.identity].0 || is_called(forms, one.identity, name);
            if sides.leaves[one.form] && stays {
                one.identity = sides.own(forms, one);
                forms.identities[one.identity].literal = true;
                one.link = None;
                one.evidence = None;
            }
        }
    }
}

/// True where the user's table gives an identity that name.
fn is_called(forms: &Forms<'_>, identity: IdentityId, name: &str) -> bool {
    let own = &forms.identities[identity].key;
    if let Some(number) = own.strip_prefix('\u{2}') {
        let number: Option<usize> = number.parse().ok();
        return number.is_some_and(|number| key(&forms.config.aliases[number].0) == key(name));
    }
    *own == key(name)
}

/// For each form, whether it is the name or the form of a pair.
struct Sides {
    stays: Vec<bool>,
    leaves: Vec<bool>,
    /// The two differ in more than how they are spelled.
    by_key: bool,
}

impl Sides {
    fn new(name: &str, form: &str, forms: &Forms<'_>) -> Self {
        let by_key = key(name) != key(form);
        let which = |wanted: &str| {
            let wanted_key = key(wanted);
            let fits = |form: &Form<'_>| {
                form.label.is_named_entity()
                    && (form.written == wanted || (by_key && key(form.written) == wanted_key))
            };
            forms.all.iter().map(fits).collect::<Vec<bool>>()
        };
        Self {
            stays: which(name),
            leaves: which(form),
            by_key,
        }
    }

    /// The identity of a mention that left its name.
    fn own(&self, forms: &mut Forms<'_>, one: &Open) -> IdentityId {
        let form = &forms.all[one.form];
        let label = forms.identities[one.identity].label.clone();
        let own = key(form.written);
        let own = if self.by_key && own != forms.identities[one.identity].key {
            own
        } else {
            format!("={}", form.written)
        };
        forms.identity(own, label)
    }
}
