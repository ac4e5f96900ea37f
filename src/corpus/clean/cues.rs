//! Lines that a web page's frame leaves in scraped text.
//!
//! A line counts as such by what it says alone ("Leave a Reply", "Required fields are marked *"): no other document is
//! looked at. Spans stay those of the raw text.

use super::lines::line_spans;
use crate::span::Span;

/// Lines that say just this, case and closing marks aside.
const WHOLE: &[&str] = &[
    "accept all cookies",
    "accept cookies",
    "add a comment",
    "advertisement",
    "all rights reserved",
    "back to top",
    "cancel reply",
    "click to share",
    "comments are closed",
    "comments are off for this post",
    "continue reading",
    "cookie policy",
    "cookie settings",
    "leave a comment",
    "leave a reply",
    "like loading",
    "like this",
    "loading",
    "loading comments",
    "log in to comment",
    "manage cookies",
    "newer posts",
    "next post",
    "older posts",
    "post a comment",
    "post comment",
    "previous post",
    "print",
    "privacy and cookies policy",
    "privacy policy",
    "read more",
    "related",
    "related articles",
    "related content",
    "related posts",
    "related stories",
    "reply",
    "save my name",
    "share",
    "share it",
    "share on facebook",
    "share on twitter",
    "share this",
    "share this article",
    "share this post",
    "share this story",
    "skip to content",
    "skip to main content",
    "subscribe",
    "subscribe to our newsletter",
    "terms and conditions",
    "terms of service",
    "terms of use",
    "tweet",
    "you may also like",
    "you might also like",
];

/// Lines that begin like this.
const BEGINNINGS: &[&str] = &[
    "click here to share",
    "click to email",
    "click to share on",
    "email (required",
    "enter your email address to",
    "fill in your details below or click an icon",
    "name (required",
    "notify me of follow-up comments",
    "notify me of new comments",
    "notify me of new posts",
    "proudly powered by wordpress",
    "required fields are marked",
    "save my name, email",
    "sign up for our newsletter",
    "subscribe to our newsletter",
    "this site uses akismet",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies",
    "you must be logged in to post",
    "your email address will not be",
];

/// Short lines that end like this, closing marks aside.
const ENDINGS: &[&str] = &["all rights reserved"];

/// Short lines that begin like this and name a year.
const RIGHTS: &[&str] = &["©", "(c)", "copyright"];

/// A line of rights is no longer than this, in bytes: what goes on is a sentence about them.
const LONGEST_RIGHTS: usize = 160;

/// Cues that a list of links to other pages follows.
const LISTS: &[&str] = &[
    "related",
    "related articles",
    "related content",
    "related posts",
    "related stories",
    "you may also like",
    "you might also like",
];

/// The lines of `text` that are a site's frame and not the article, without their line breaks.
///
/// Found by their words alone, so no other document is looked at; [`clean`](super::clean) also looks at what lines
/// stand in other documents.
///
/// ```
/// use lexicount::corpus::boilerplate_spans;
///
/// let text = "The fire is out.\n\nShare it...\n\nLeave a Reply\n";
/// let lines: Vec<_> = boilerplate_spans(text).map(|span| span.slice(text)).collect();
/// assert_eq!(lines, ["Share it...", "Leave a Reply"]);
/// ```
pub fn boilerplate_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    line_spans(text).filter(|span| cue(span.slice(text)).is_some())
}

/// What a line says that only a site's frame says.
pub(super) fn cue(line: &str) -> Option<&'static str> {
    let says = line.trim_matches(|mark: char| {
        mark.is_whitespace() || (mark.is_ascii_punctuation() && mark != '(') || mark == '…'
    });
    let bare = says.trim_start_matches('(');
    let equals = |cue: &&&str| bare.eq_ignore_ascii_case(cue);
    let begins = |cue: &&&str| starts_with(bare, cue);
    // "... as follows, like this:" may begin a line of its own; a frame's words begin with a capital.
    let is_begun = !bare.starts_with(char::is_lowercase);
    let whole = WHOLE.iter().find(equals).filter(|_| is_begun);
    whole
        .or_else(|| BEGINNINGS.iter().find(begins))
        .or_else(|| rights(says))
        .copied()
}

/// True for a cue that a list of links to other pages follows.
pub(super) fn announces_list(cue: &str) -> bool {
    LISTS.contains(&cue)
}

fn rights(says: &str) -> Option<&'static &'static str> {
    if says.len() > LONGEST_RIGHTS {
        return None;
    }
    let has_year = || {
        let digits = says.as_bytes().windows(4);
        digits
            .into_iter()
            .any(|four| four.iter().all(u8::is_ascii_digit))
    };
    let ends = |cue: &&&str| {
        let at = says.len().checked_sub(cue.len());
        at.and_then(|at| says.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(cue))
    };
    // "Copyright law changed in 1976" is a sentence: the year stands beside the word where rights are claimed.
    let claims = |cue: &&&str| {
        starts_with(says, cue)
            && says[cue.len()..]
                .trim_start_matches(|mark: char| !mark.is_alphanumeric())
                .starts_with(|first: char| first.is_ascii_digit())
    };
    ENDINGS
        .iter()
        .find(ends)
        .or_else(|| RIGHTS.iter().find(claims).filter(|_| has_year()))
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len())
        .is_some_and(|begins| begins.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(cue(line).is_some(), expected, "{line:?}");
    }

    #[test]
    fn cues() {
        check("Share this:", true);
        check("  LEAVE A REPLY  ", true);
        check(
            "Your email address will not be published. Required fields are marked *",
            true,
        );
        check("Like this:", true);
        check("Loading…", true);
        check("Share prices fell on Monday.", false);
        check("He left a reply on the door.", false);
        check("like this:", false);
        check("", false);
        check("© 2019 The Harbour Post. All rights reserved.", true);
        check("(c) 2019 The Harbour Post", true);
        check("Copyright © 2019 The Harbour Post", true);
        check("Copyright law changed in 1976.", false);
        check("We use cookies to make this site better.", true);
        check("Privacy Policy", true);
        check(
            "The privacy policy of the town is a matter of debate.",
            false,
        );
    }
}
