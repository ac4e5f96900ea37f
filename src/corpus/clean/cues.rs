//! Boilerplate lines recognized by their wording.
//!
//! A line is recognized by its wording alone ("Leave a Reply", "Required fields are marked *"); other documents are not
//! considered. Spans refer to the raw text.

use super::lines::line_spans;
use crate::span::Span;

/// Complete lines, ignoring case and final punctuation.
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

/// Beginnings of lines.
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

/// Endings of short lines, ignoring final punctuation.
const ENDINGS: &[&str] = &["all rights reserved"];

/// Beginnings of short lines that contain a year.
const NOTICES: &[&str] = &["©", "(c)", "copyright"];

/// Maximum length of a copyright notice in bytes; a longer line is a sentence about rights.
const MAX_NOTICE_BYTES: usize = 160;

/// Cues that introduce a list of links to other pages.
const LISTS: &[&str] = &[
    "related",
    "related articles",
    "related content",
    "related posts",
    "related stories",
    "you may also like",
    "you might also like",
];

/// Iterate over the boilerplate lines of `text`, without their line breaks.
///
/// Lines are recognized by their wording alone. [`clean`](super::clean) also compares lines across documents.
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

/// Return the boilerplate phrase that a line matches.
pub(super) fn cue(line: &str) -> Option<&'static str> {
    let trimmed = line.trim_matches(|c: char| {
        c.is_whitespace() || (c.is_ascii_punctuation() && c != '(') || c == '…'
    });
    let bare = trimmed.trim_start_matches('(');
    let equals = |cue: &&&str| bare.eq_ignore_ascii_case(cue);
    let begins = |cue: &&&str| starts_with(bare, cue);
    // A line may be the rest of a sentence ("... as follows, like this:"); boilerplate begins with an uppercase letter.
    let is_beginning = !bare.starts_with(char::is_lowercase);
    let whole = WHOLE.iter().find(equals).filter(|_| is_beginning);
    whole
        .or_else(|| BEGINNINGS.iter().find(begins))
        .or_else(|| copyright_notice(trimmed))
        .copied()
}

/// Return true for a cue that introduces a list of links to other pages.
pub(super) fn announces_list(cue: &str) -> bool {
    LISTS.contains(&cue)
}

fn copyright_notice(text: &str) -> Option<&'static &'static str> {
    if text.len() > MAX_NOTICE_BYTES {
        return None;
    }
    let has_year = || {
        let digits = text.as_bytes().windows(4);
        digits
            .into_iter()
            .any(|four| four.iter().all(u8::is_ascii_digit))
    };
    let ends = |cue: &&&str| {
        let at = text.len().checked_sub(cue.len());
        at.and_then(|at| text.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(cue))
    };
    // "Copyright law changed in 1976" is a sentence; in a notice the year follows the word.
    let claims = |cue: &&&str| {
        starts_with(text, cue)
            && text[cue.len()..]
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|first: char| first.is_ascii_digit())
    };
    ENDINGS
        .iter()
        .find(ends)
        .or_else(|| NOTICES.iter().find(claims).filter(|_| has_year()))
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
