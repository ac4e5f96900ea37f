//! The scripts that are segmented by dictionary, and the characters between which no word may end.

/// A script written without spaces, or two scripts that share a dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tokens) enum Script {
    /// Han and Hiragana, which share a dictionary of Chinese and Japanese.
    Cj,
    Thai,
    Lao,
    Khmer,
    Burmese,
}

/// Returns the script of a character that is segmented by dictionary, or `None` if the rules of UAX #29 apply.
///
/// The characters are, by Unicode's tables, those of the scripts Han (including radicals, numerals and iteration marks)
/// and Hiragana, and the letters and marks of Thai, Lao, Khmer and Burmese whose line breaks depend on context (not
/// their digits and punctuation). These are the ones of `icu_segmenter` and three that it lacks: U+0EA3, U+1B123 and
/// U+2B81E. Katakana, the sound mark ー, half-width kana and Bopomofo are left to the rules, which join runs of them.
///
/// Constant time.
#[inline]
pub(in crate::tokens) fn script_of(character: char) -> Option<Script> {
    match character {
        '\0'..'\u{E01}' | '\u{3347A}'.. => None,
        '\u{4E00}'..='\u{9FFF}' | '\u{3041}'..='\u{3096}' => Some(Script::Cj),
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' => Some(Script::Thai),
        _ => rare_script_of(character),
    }
}

#[inline(never)]
fn rare_script_of(character: char) -> Option<Script> {
    match character {
        '\u{E81}'
        | '\u{E82}'
        | '\u{E84}'
        | '\u{E86}'..='\u{E8A}'
        | '\u{E8C}'..='\u{EA3}'
        | '\u{EA5}'
        | '\u{EA7}'..='\u{EBD}'
        | '\u{EC0}'..='\u{EC4}'
        | '\u{EC6}'
        | '\u{EC8}'..='\u{ECE}'
        | '\u{EDC}'..='\u{EDF}' => Some(Script::Lao),
        '\u{1000}'..='\u{103F}'
        | '\u{1050}'..='\u{108F}'
        | '\u{109A}'..='\u{109F}'
        | '\u{A9E0}'..='\u{A9EF}'
        | '\u{A9FA}'..='\u{A9FE}'
        | '\u{AA60}'..='\u{AA7F}' => Some(Script::Burmese),
        '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}' | '\u{17DD}' => Some(Script::Khmer),
        _ if is_rare_cj(character) => Some(Script::Cj),
        _ => None,
    }
}

fn is_rare_cj(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{2E99}'
            | '\u{2E9B}'..='\u{2EF3}'
            | '\u{2F00}'..='\u{2FD5}'
            | '々'
            | '〇'
            | '\u{3021}'..='\u{3029}'
            | '\u{3038}'..='\u{303B}'
            | '\u{309D}'..='\u{309F}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{F900}'..='\u{FA6D}'
            | '\u{FA70}'..='\u{FAD9}'
            | '\u{16FE2}'
            | '\u{16FE3}'
            | '\u{16FF0}'..='\u{16FF6}'
            | '\u{1B001}'..='\u{1B11F}'
            | '\u{1B123}'
            | '\u{1B132}'
            | '\u{1B150}'..='\u{1B152}'
            | '\u{1F200}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B81E}'
            | '\u{2B820}'..='\u{2CEAD}'
            | '\u{2CEB0}'..='\u{2EBE0}'
            | '\u{2EBF0}'..='\u{2EE5D}'
            | '\u{2F800}'..='\u{2FA1D}'
            | '\u{30000}'..='\u{3134A}'
            | '\u{31350}'..='\u{33479}'
    )
}

/// The letters that a character binds to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Binding {
    /// Binds to the character before it: vowel signs, tone marks, and vowels that end a syllable.
    pub(super) before: bool,
    /// Binds to the character after it: vowels written first, and signs that stack the next consonant.
    pub(super) after: bool,
    /// Binds the character before it to the one before that: a mark that silences a final consonant.
    pub(super) closes: bool,
}

impl Binding {
    const NONE: Self = binding_of(0);
}

/// The code points from the first Thai letter to the last Khmer sign.
const ALPHABETS: std::ops::Range<u32> = 0xE00..0x1800;

/// The bindings of these code points.
static BINDINGS: [Binding; (ALPHABETS.end - ALPHABETS.start) as usize] = bindings();

const fn bindings() -> [Binding; (ALPHABETS.end - ALPHABETS.start) as usize] {
    let mut bindings = [Binding::NONE; (ALPHABETS.end - ALPHABETS.start) as usize];
    let mut code = ALPHABETS.start;
    while code < ALPHABETS.end {
        bindings[(code - ALPHABETS.start) as usize] = binding_of(code);
        code += 1;
    }
    bindings
}

/// Returns the binding of a character of an alphabet.
///
/// No word ends between characters that are bound. For Thai these are the character clusters of Theeramunkong et al.,
/// *Character cluster based Thai information retrieval*, 2000; Lao is written alike. For Khmer and Burmese these are
/// the marks and the signs that stack consonants.
#[inline]
pub(super) fn binding(code: u32) -> Binding {
    match BINDINGS.get(code.wrapping_sub(ALPHABETS.start) as usize) {
        Some(&binding) => binding,
        None => binding_of(code),
    }
}

const fn binding_of(code: u32) -> Binding {
    let (before, after, closes) = match code {
        0xE4C => (true, false, true),
        0xE31 | 0xEB1 | 0x17D2 | 0x1039 => (true, true, false),
        0xE40..=0xE44 | 0xEC0..=0xEC4 => (false, true, false),
        0xE30
        | 0xE32..=0xE3A
        | 0xE45
        | 0xE47..=0xE4E
        | 0xEB0
        | 0xEB2..=0xEBD
        | 0xEC8..=0xECE
        | 0x102B..=0x103E
        | 0x1056..=0x1059
        | 0x105E..=0x1060
        | 0x1062..=0x1064
        | 0x1067..=0x106D
        | 0x1071..=0x1074
        | 0x1082..=0x108D
        | 0x108F
        | 0x109A..=0x109D
        | 0xA9E5
        | 0xAA7B..=0xAA7D
        | 0x17B4..=0x17D3
        | 0x17DD => (true, false, false),
        _ => (false, false, false),
    };
    Binding {
        before,
        after,
        closes,
    }
}
