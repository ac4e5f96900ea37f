//! URLs, e-mail addresses, handles and hashtags.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::Match;
use crate::tokens::TokenKind;

const SCHEMES: [&str; 8] = ["http", "https", "ftp", "ftps", "sftp", "file", "ws", "wss"];

/// Ends of host names without a scheme that are believed: others are as likely a missing space ("end.The").
const DOMAINS: [&str; 36] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "io", "co", "news", "tv", "eu", "uk",
    "de", "fr", "it", "es", "nl", "se", "ch", "at", "pl", "ru", "ua", "cn", "jp", "kr", "in", "br",
    "ca", "au", "nz", "za", "ie", "us",
];

/// The longest host name, and the longest part of an address before its `@` (RFC 1035, RFC 5321).
const LONGEST_HOST: usize = 253;
const LONGEST_LOCAL: usize = 64;

/// True where the byte behind a word allows it to begin an e-mail address.
pub(super) fn starts_like_email(behind: Option<u8>) -> bool {
    matches!(behind, Some(b'@' | b'-' | b'+' | b'%' | b'.'))
}

/// The address that the text begins with.
pub(super) fn email(text: &str) -> Option<Match> {
    let local = run(text, LONGEST_LOCAL, |c| {
        c.is_alphanumeric() || "._%+-'".contains(c)
    });
    let host = text[local..].strip_prefix('@')?;
    let length = host_length(host);
    let is_host = host[..length].split_once('.').is_some() && ends_in_letters(&host[..length]);
    is_host.then(|| Match {
        end: local + 1 + length,
        kind: TokenKind::Email,
    })
}

/// True where a word may begin a URL.
pub(super) fn starts_like_url(word: &str, behind: Option<u8>) -> bool {
    matches!(behind, Some(b':' | b'-')) || word.as_bytes().contains(&b'.')
}

/// The URL that the text begins with, whose first word has `word` bytes.
pub(super) fn url(text: &str, word: usize) -> Option<Match> {
    let scheme = &text[..word];
    let is_scheme = SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let end = match text[word..].strip_prefix("://") {
        // What is no scheme is not looked behind: an address may be as long as the text.
        Some(_) if !is_scheme => return None,
        Some(rest) => word + 3 + Some(url_length(rest)).filter(|&length| length > 0)?,
        None => without_scheme(text)?,
    };
    Some(Match {
        end,
        kind: TokenKind::Url,
    })
}

/// The length of a host name that needs no scheme to be known, and what follows it.
fn without_scheme(text: &str) -> Option<usize> {
    let length = host_length(text);
    let (host, rest) = text.split_at(length);
    let is_www = host.len() > 4 && host.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let (_, last) = host.rsplit_once('.')?;
    let is_known = DOMAINS.iter().any(|known| last.eq_ignore_ascii_case(known));
    if !(is_www || is_known) || rest.starts_with('@') {
        return None;
    }
    let goes_on = rest.starts_with(['/', '?', '#'])
        || rest.starts_with(':') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    Some(if goes_on {
        length + url_length(rest)
    } else {
        length
    })
}

/// The length of the host name that the text begins with: labels of letters, digits and hyphens with stops between.
fn host_length(text: &str) -> usize {
    let length = run(text, LONGEST_HOST, |c| {
        c.is_alphanumeric() || ".-".contains(c)
    });
    text[..length].trim_end_matches(['.', '-']).len()
}

fn ends_in_letters(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    last.chars().count() >= 2 && last.chars().all(char::is_alphabetic)
}

/// The length of the rest of a URL, without the marks of the sentence that it stands in.
fn url_length(text: &str) -> usize {
    let length = run(text, usize::MAX, is_of_url);
    let mut url = &text[..length];
    let n_open = url.matches('(').count();
    let mut n_closed = url.matches(')').count();
    let has_bracket = url.contains('[');
    while let Some(last) = url.chars().next_back() {
        let is_mark = match last {
            ')' => n_closed > n_open,
            ']' => !has_bracket,
            _ => ".,;:!?'*_~…’".contains(last),
        };
        if !is_mark {
            break;
        }
        n_closed -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

fn is_of_url(character: char) -> bool {
    match character {
        '’' | '…' | '\u{200C}' | '\u{200D}' => true,
        '\0'..=' '
        | '"'
        | '<'
        | '>'
        | '\\'
        | '^'
        | '`'
        | '{'..='}'
        | '\u{7F}'..='\u{A0}'
        | '«'
        | '»'
        | '\u{2000}'..='\u{206F}'
        | '\u{3000}'..='\u{303F}'
        | '\u{FF00}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' => false,
        _ => !character.is_whitespace(),
    }
}

/// The handle that the text begins with, `@` first; with its server where it names one.
pub(super) fn handle(text: &str) -> Option<Match> {
    let end = name_end(text, LONGEST_LOCAL)?;
    let server = text[end..].strip_prefix('@').map_or(0, host_length);
    Some(Match {
        end: if server > 0 { end + 1 + server } else { end },
        kind: TokenKind::Handle,
    })
}

/// The hashtag that the text begins with, `#` first; a number alone is none.
pub(super) fn hashtag(text: &str) -> Option<Match> {
    let end = name_end(text, usize::MAX)?;
    let has_letter = text[1..end].contains(char::is_alphabetic);
    has_letter.then_some(Match {
        end,
        kind: TokenKind::Hashtag,
    })
}

/// Where the name behind a sign ends: it begins as a word does, but for some underscores.
fn name_end(text: &str, most: usize) -> Option<usize> {
    let end = 1 + run(&text[1..], most, is_of_name);
    let name = text[1..end].trim_start_matches('_');
    let begins = name.starts_with(|first: char| is_of_name(first) && !extends(first));
    begins.then_some(end)
}

/// Letters, digits, underscores, and the vowel signs and joiners that words of many scripts hold.
fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || extends(character)
}

fn extends(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
        || character.general_category_group() == GeneralCategoryGroup::Mark
}

/// The length of the run of such characters, up to `most` bytes.
fn run(text: &str, most: usize, is_of_run: impl Fn(char) -> bool) -> usize {
    text.char_indices()
        .find(|&(place, character)| place >= most || !is_of_run(character))
        .map_or(text.len(), |(place, _)| place)
}
