//! Lines that a web page's frame leaves in scraped text.
//!
//! A line counts as such by what it says alone ("Leave a Reply", "Required fields are marked *"): no other document is
//! looked at. Spans stay those of the raw text.

use crate::span::Span;

/// Lines that say just this, case and closing marks aside.
const WHOLE: &[&str] = &[
    "add a comment",
    "advertisement",
    "cancel reply",
    "click to share",
    "leave a comment",
    "leave a reply",
    "like loading",
    "like this",
    "loading",
    "log in to comment",
    "post a comment",
    "post comment",
    "print",
    "related",
    "related articles",
    "related posts",
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
    "subscribe",
    "tweet",
];

/// Lines that begin like this.
const BEGINNINGS: &[&str] = &[
    "click here to share",
    "click to email",
    "click to share on",
    "email (required",
    "name (required",
    "required fields are marked",
    "save my name, email",
    "sign up for our newsletter",
    "subscribe to our newsletter",
    "this site uses akismet",
    "you must be logged in to post",
    "your email address will not be",
];

/// The lines of `text` that are a site's frame and not the article, without their line breaks.
///
/// ```
/// use lexicount::corpus::boilerplate_spans;
///
/// let text = "The fire is out.\n\nShare it...\n\nLeave a Reply\n";
/// let lines: Vec<_> = boilerplate_spans(text).map(|span| span.slice(text)).collect();
/// assert_eq!(lines, ["Share it...", "Leave a Reply"]);
/// ```
pub fn boilerplate_spans(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        is_boilerplate(line).then_some(span)
    })
}

fn is_boilerplate(line: &str) -> bool {
    let says = line.trim_matches(|mark: char| {
        mark.is_whitespace() || mark.is_ascii_punctuation() || mark == '…'
    });
    WHOLE.iter().any(|cue| says.eq_ignore_ascii_case(cue))
        || BEGINNINGS.iter().any(|cue| {
            says.get(..cue.len())
                .is_some_and(|begins| begins.eq_ignore_ascii_case(cue))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(is_boilerplate(line), expected, "{line:?}");
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
        check("", false);
    }
}
