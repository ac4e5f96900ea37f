//! URLs, e-mail addresses, handles and hashtags.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::Match;
use crate::tokens::token::TokenKind;

const SCHEMES: [&str; 8] = ["http", "https", "ftp", "ftps", "sftp", "file", "ws", "wss"];

/// Top-level domains that are recognised without a scheme. Others are as likely to be a missing space ("end.The").
const DOMAINS: [&str; 36] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "io", "co", "news", "tv", "eu", "uk",
    "de", "fr", "it", "es", "nl", "se", "ch", "at", "pl", "ru", "ua", "cn", "jp", "kr", "in", "br",
    "ca", "au", "nz", "za", "ie", "us",
];

/// The maximum length of a host name, and of the local part of an e-mail address (RFC 1035, RFC 5321).
const MAX_HOST_BYTES: usize = 253;
const MAX_LOCAL_BYTES: usize = 64;

/// True if the byte after a word allows the word to begin an e-mail address.
pub(super) fn starts_like_email(next_byte: Option<u8>) -> bool {
    matches!(next_byte, Some(b'@' | b'-' | b'+' | b'%' | b'.' | b'_'))
}

/// Returns the e-mail address at the start of `text`.
pub(super) fn email(text: &str) -> Option<Match> {
    let local = run(text, MAX_LOCAL_BYTES, |c| {
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

/// True if a word may begin a URL, given the byte after it.
pub(super) fn starts_like_url(word: &str, next_byte: Option<u8>) -> bool {
    matches!(next_byte, Some(b':' | b'-'))
        || word
            .as_bytes()
            .iter()
            .any(|byte| matches!(byte, b'.' | b':'))
}

/// Returns the URL at the start of `text`. `word` is the length of its first word in bytes.
pub(super) fn url(text: &str, word: usize) -> Option<Match> {
    if let Some(found) = mail_url(text) {
        return Some(found);
    }
    let scheme = &text[..word];
    let is_scheme = SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let end = match text[word..].strip_prefix("://") {
        // Do not scan further without a known scheme: the candidate may be as long as the text.
        Some(_) if !is_scheme => return None,
        Some(rest) => word + 3 + Some(url_length(rest)).filter(|&length| length > 0)?,
        None => without_scheme(text)?,
    };
    Some(Match {
        end,
        kind: TokenKind::Url,
    })
}

/// Returns the URL of an e-mail address at the start of `text` (RFC 6068).
fn mail_url(text: &str) -> Option<Match> {
    const SCHEME: &str = "mailto:";
    let scheme = text.get(..SCHEME.len())?;
    let is_scheme = scheme.eq_ignore_ascii_case(SCHEME);
    let address = is_scheme.then(|| email(&text[SCHEME.len()..])).flatten()?;
    let end = SCHEME.len() + address.end;
    let query = text[end..].strip_prefix('?').map_or(0, url_length);
    Some(Match {
        end: if query > 0 { end + 1 + query } else { end },
        kind: TokenKind::Url,
    })
}

/// Returns the length of a URL without a scheme, if its host name is recognisable as one.
fn without_scheme(text: &str) -> Option<usize> {
    let length = host_length(text);
    let (host, rest) = text.split_at(length);
    let is_www = host.len() > 4 && host.as_bytes()[..4].eq_ignore_ascii_case(b"www.");
    let (_, last) = host.rsplit_once('.')?;
    let is_known = DOMAINS.iter().any(|known| last.eq_ignore_ascii_case(known));
    if !(is_www || is_known) || rest.starts_with('@') {
        return None;
    }
    let has_path = rest.starts_with(['/', '?', '#'])
        || rest.starts_with(':') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    Some(if has_path {
        length + url_length(rest)
    } else {
        length
    })
}

/// Returns the length of the host name at the start of `text`: labels of letters, digits and hyphens, separated by
/// dots.
fn host_length(text: &str) -> usize {
    let length = run(text, MAX_HOST_BYTES, |c| {
        c.is_alphanumeric() || ".-".contains(c)
    });
    text[..length].trim_end_matches(['.', '-']).len()
}

fn ends_in_letters(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    last.chars().count() >= 2 && last.chars().all(char::is_alphabetic)
}

/// Returns the length of the rest of a URL, without punctuation that belongs to the sentence.
fn url_length(text: &str) -> usize {
    let length = run(text, usize::MAX, is_url_character);
    let mut url = &text[..length];
    let n_open = url.matches('(').count();
    let mut n_closed = url.matches(')').count();
    let has_bracket = url.contains('[');
    while let Some(last) = url.chars().next_back() {
        let is_trailing = match last {
            ')' => n_closed > n_open,
            ']' => !has_bracket,
            _ => ".,;:!?'*_~…’".contains(last),
        };
        if !is_trailing {
            break;
        }
        n_closed -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}

fn is_url_character(character: char) -> bool {
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

/// Returns the handle at the start of `text`, which begins with `@`, including its server if it has one.
pub(super) fn handle(text: &str) -> Option<Match> {
    let end = name_end(text, MAX_LOCAL_BYTES)?;
    let server = text[end..].strip_prefix('@').map_or(0, host_length);
    Some(Match {
        end: if server > 0 { end + 1 + server } else { end },
        kind: TokenKind::Handle,
    })
}

/// Returns the hashtag at the start of `text`, which begins with `#`. It must contain a letter.
pub(super) fn hashtag(text: &str) -> Option<Match> {
    let end = name_end(text, usize::MAX)?;
    let has_letter = text[1..end].contains(char::is_alphabetic);
    has_letter.then_some(Match {
        end,
        kind: TokenKind::Hashtag,
    })
}

/// Returns the end of the name after `@` or `#`. After any underscores it must begin as a word does.
fn name_end(text: &str, max: usize) -> Option<usize> {
    let end = 1 + run(&text[1..], max, is_name_character);
    let name = text[1..end].trim_start_matches('_');
    let begins = name.starts_with(|first: char| is_name_character(first) && !is_extending(first));
    begins.then_some(end)
}

/// Letters, digits, underscores, and the vowel signs and joiners that words of many scripts contain.
fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || is_extending(character)
}

fn is_extending(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
        || character.general_category_group() == GeneralCategoryGroup::Mark
}

/// Returns the length of the leading run of characters that satisfy `belongs`, at most about `max` bytes.
fn run(text: &str, max: usize, belongs: impl Fn(char) -> bool) -> usize {
    text.char_indices()
        .find(|&(offset, character)| offset >= max || !belongs(character))
        .map_or(text.len(), |(offset, _)| offset)
}
