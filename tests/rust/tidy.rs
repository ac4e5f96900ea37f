//! Rules of the tree that no compiler checks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::imports::{Imports, imports};

/// The stages in the order in which data passes. Each imports only from earlier ones.
const STAGES: [&str; 13] = [
    "error.rs",
    "registry.rs",
    "span.rs",
    "table.rs",
    "saving.rs",
    "parallel.rs",
    "corpus/",
    "tokens/",
    "counts/",
    "statistics/",
    "entities/",
    "incidents/",
    "python/",
];

/// The rooms of `entities`, in the same way.
const ROOMS: [&str; 7] = [
    "entities/mentions/",
    "entities/names/",
    "entities/detect/",
    "entities/link/",
    "entities/structure/",
    "entities/count/",
    "entities/quotes/",
];

/// Names and phrases that were replaced and must not come back.
const REPLACED: [&str; 8] = [
    "TokenClock",
    "KeywordConfig",
    "interval_width",
    "chi2_tail",
    "ln_chance",
    "truth value",
    "for who needs",
    "wholes",
];

/// The longest that a source file may be.
const MOST_LINES: usize = 800;

/// The folders that are built or fetched.
const BUILT: [&str; 6] = ["target", "dist", "site", "corpus", "artifacts", "coverage"];

/// All files below a folder, but for what is built or fetched.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_built = BUILT.contains(&&*name)
            && !path.starts_with(super::package().join("src"))
            && !path.starts_with(super::package().join("python"));
        let is_hidden = name.starts_with('.') && name != ".ci" && name != ".github";
        if is_built || is_hidden || name == "__pycache__" {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The text files below a folder of the package by their paths from there, with forward slashes.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let folder = super::package().join(folder);
    let text_of = |path: PathBuf| {
        let text = String::from_utf8(std::fs::read(&path).unwrap()).ok()?;
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy();
        Some((name.replace('\\', "/"), text))
    };
    files(&folder).into_iter().filter_map(text_of).collect()
}

/// The sources of the core and of the bindings.
fn sources() -> BTreeMap<String, String> {
    let mut sources = texts("src");
    sources.retain(|name, _| has_ending(name, &["rs"]));
    sources
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| endings.contains(&ending))
}

/// The sources whose code, without comments, holds a text.
fn files_with(needle: &str) -> Vec<String> {
    let holds = |text: &str| {
        text.lines()
            .any(|line| !line.trim_start().starts_with("//") && line.contains(needle))
    };
    let sources = sources().into_iter().filter(|(_, text)| holds(text));
    sources.map(|(name, _)| name).collect()
}

#[test]
fn the_core_knows_nothing_of_python() {
    for file in files_with("pyo3") {
        assert!(file.starts_with("python/"), "{file} names pyo3");
    }
}

#[test]
fn one_module_names_rayon() {
    assert_eq!(files_with("rayon"), ["parallel.rs"]);
}

#[test]
fn two_modules_have_unsafe() {
    let modules = ["python/arrow/mod.rs", "tokens/word/masks.rs"];
    assert_eq!(files_with("unsafe_code"), modules);
}

/// The imports of the core that go against an order of folders, as "file -> file".
fn against_order(imports: &Imports, order: &[&str]) -> Vec<String> {
    let place = |file: &str| order.iter().position(|folder| file.starts_with(folder));
    let mut found = Vec::new();
    for (file, imported) in imports {
        for other in imported {
            if let (Some(own), Some(others)) = (place(file), place(other))
                && own < others
            {
                found.push(format!("{file} -> {other}"));
            }
        }
    }
    found
}

#[test]
fn stages_import_from_earlier_ones() {
    let imports = imports(&sources());
    for file in imports.keys().filter(|file| *file != "lib.rs") {
        let is_placed = STAGES.iter().any(|stage| file.starts_with(stage));
        assert!(is_placed, "{file} is in no stage");
    }
    assert_eq!(against_order(&imports, &STAGES), [""; 0]);
}

#[test]
fn rooms_import_from_earlier_ones() {
    let imports = imports(&sources());
    let inside = imports.keys().filter(|file| file.starts_with("entities/"));
    for file in inside.filter(|file| *file != "entities/mod.rs") {
        let is_placed = ROOMS.iter().any(|room| file.starts_with(room));
        assert!(is_placed, "{file} is in no room");
    }
    assert_eq!(against_order(&imports, &ROOMS), [""; 0]);
}

/// The file of the module that declares the module of a file.
fn parent(file: &str) -> String {
    let module = file.strip_suffix("/mod.rs").unwrap_or(file);
    match module.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/mod.rs"),
        None => "lib.rs".to_owned(),
    }
}

/// The shortest way along imports from one file to another, leaving out the import of the one by the other if asked.
fn way(imports: &Imports, from: &str, to: &str, is_direct: bool) -> Option<Vec<String>> {
    let mut seen = BTreeSet::from([from]);
    let mut ways = vec![vec![from]];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way[way.len() - 1];
            for next in imports.get(last).into_iter().flatten() {
                let is_left_out = !is_direct && last == from && next == to;
                if is_left_out || (next != to && !seen.insert(next)) {
                    continue;
                }
                let extended = [&way[..], &[next.as_str()]].concat();
                if next == to {
                    return Some(extended.into_iter().map(str::to_owned).collect());
                }
                longer.push(extended);
            }
        }
        ways = longer;
    }
    None
}

/// A circle for each import that is part of one, but for a module and one of its children that import each other.
fn circles(imports: &Imports) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (file, imported) in imports {
        for other in imported {
            let is_family = parent(file) == *other || parent(other) == *file;
            found.extend(way(imports, other, file, !is_family));
        }
    }
    found
}

/// The imports between the entries of each folder: a file, or a folder with all in it. A folder's own module is not one.
fn entry_imports(imports: &Imports) -> Imports {
    let mut found = Imports::new();
    for (file, imported) in imports {
        for other in imported {
            let n_common = file
                .split('/')
                .zip(other.split('/'))
                .take_while(|(one, two)| one == two)
                .count();
            let entry = |file: &str| {
                let parts: Vec<&str> = file.split('/').take(n_common + 1).collect();
                parts.join("/")
            };
            let (own, others) = (entry(file), entry(other));
            let is_module = |entry: &str| entry == "lib.rs" || entry.ends_with("/mod.rs");
            if !is_module(&own) && !is_module(&others) {
                found.entry(own).or_default().insert(others);
            }
        }
    }
    found
}

#[test]
fn no_folders_import_each_other_in_a_circle() {
    assert_eq!(circles(&entry_imports(&imports(&sources()))), [[""; 0]; 0]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circles(&imports(&sources())), [[""; 0]; 0]);
}

/// The texts that people read and write: sources, the Python layer, the documentation, but for the list of changes.
fn prose() -> BTreeMap<String, String> {
    let mut prose = texts("");
    prose.retain(|name, _| {
        let is_part = ["src/", "python/", "docs/", "notebooks/"]
            .iter()
            .any(|folder| name.starts_with(folder));
        let is_page = !name.contains('/') && name != "CHANGELOG.md";
        (is_part || is_page) && has_ending(name, &["rs", "py", "pyi", "md", "ipynb"])
    });
    assert!(prose.contains_key("README.md") && prose.contains_key("src/lib.rs"));
    prose
}

/// The lines that hold one of the replaced words or phrases between word boundaries, in upper or lower case.
fn lines_with_replaced_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        let words = REPLACED.map(regex::escape).join("|").replace(' ', r"\s+");
        let edge = r"[^\p{L}\p{N}]";
        Regex::new(&format!("(?i)(?:^|{edge})(?:{words})(?:$|{edge})")).unwrap()
    });
    let lines = text.lines().enumerate();
    lines.filter(|(_, line)| WORDS.is_match(line))
}

#[test]
fn replaced_words_stay_away() {
    let mut found = Vec::new();
    for (name, text) in prose() {
        for (number, line) in lines_with_replaced_words(&text) {
            found.push(format!("{name}:{}: {}", number + 1, line.trim()));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_names_a_folder_of_a_machine() {
    for (name, text) in texts("") {
        for folder in ["tmp", "work", "root", "home"] {
            let path = format!("/{folder}/");
            assert!(!text.contains(&path), "{name} names {path}");
        }
    }
}

#[test]
fn no_source_is_too_long() {
    for (name, text) in texts("") {
        let n_lines = text.lines().count();
        let is_source = has_ending(&name, &["rs", "py"]);
        assert!(!is_source || n_lines <= MOST_LINES, "{name}: {n_lines}");
    }
}

#[test]
fn no_test_is_ignored() {
    let mark = concat!("#[", "ignore");
    for (name, text) in texts("") {
        let is_marked = has_ending(&name, &["rs"]) && text.contains(mark);
        assert!(!is_marked, "{name} ignores a test");
    }
}

#[test]
fn no_section_says_that_nothing_happens() {
    for (name, text) in sources() {
        let lines: Vec<&str> = text
            .lines()
            .map(|line| line.trim_start().trim_start_matches('/').trim())
            .collect();
        for (at, line) in lines.iter().enumerate() {
            let says = lines[at + 1..].iter().find(|line| !line.is_empty());
            let is_empty =
                line.starts_with("# ") && says.is_some_and(|says| says.starts_with("Never"));
            assert!(!is_empty, "{name}:{}: {line}", at + 1);
        }
    }
}

/// The circles of a tree, each by its sorted files, as "a b c".
fn circles_of(tree: &[(&str, &str)]) -> BTreeSet<String> {
    let circles = circles(&imports(&tree_of(tree))).into_iter();
    circles
        .map(|circle| {
            let files: BTreeSet<String> = circle.into_iter().collect();
            files.into_iter().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn tree_of(tree: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(file, text): &(&str, &str)| ((*file).to_owned(), (*text).to_owned());
    tree.iter().map(own).collect()
}

#[test]
fn what_breaks_the_order_is_seen() {
    let imports = imports(&tree_of(&[
        ("lib.rs", "mod early; mod late;"),
        ("early/mod.rs", "mod a;"),
        ("early/a.rs", "fn f() { crate::late::g() }"),
        ("late.rs", "pub fn g() {}"),
    ]));
    let found = against_order(&imports, &["early/", "late.rs"]);
    assert_eq!(found, ["early/a.rs -> late.rs"]);
}

#[test]
fn circles_are_seen() {
    let root = ("lib.rs", "mod a;");
    let parent_and_child = [
        root,
        ("a/mod.rs", "mod b; use b::B; struct A;"),
        ("a/b.rs", "use super::A; pub struct B;"),
    ];
    assert_eq!(circles_of(&parent_and_child), [].into());
    let siblings = [
        root,
        ("a/mod.rs", "mod b; mod c; pub use b::B; pub use c::C;"),
        ("a/b.rs", "use super::C; pub struct B;"),
        ("a/c.rs", "use super::B; pub struct C;"),
    ];
    assert_eq!(circles_of(&siblings), ["a/b.rs a/c.rs".to_owned()].into());
    let through_the_parent = [
        root,
        (
            "a/mod.rs",
            "mod b; mod c; pub use b::B; fn f(b: B) {} pub struct A;",
        ),
        ("a/b.rs", "use super::c::C; pub struct B;"),
        ("a/c.rs", "use super::A; pub struct C;"),
    ];
    assert_eq!(
        circles_of(&through_the_parent),
        ["a/b.rs a/c.rs a/mod.rs".to_owned()].into()
    );
}

#[test]
fn folders_in_a_circle_are_seen() {
    let imports = imports(&tree_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod x; mod y;"),
        ("a/x.rs", "use crate::b::x;"),
        ("a/y.rs", ""),
        ("b/mod.rs", "pub mod x; mod y;"),
        ("b/x.rs", ""),
        ("b/y.rs", "use crate::a::y;"),
    ]));
    assert_eq!(circles(&imports), [[""; 0]; 0]);
    assert_eq!(circles(&entry_imports(&imports)).len(), 2);
}
