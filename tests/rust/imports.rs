//! Who imports from whom: a reading of the paths in the sources of the core, for the rules in `tidy`.
//!
//! Files are read as tokens, without comments, literals and whatever is compiled for tests alone. A path counts as an
//! import of the file that defines what it names, also if it goes through a re-export. Names of other crates, of macros'
//! products and of methods are not followed.

use std::collections::{BTreeMap, BTreeSet};

/// From a file to the files that it imports from, each by its path below `src`.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// A module, which is a file or a block in one.
#[derive(Default)]
struct Module {
    /// The number of the file.
    file: usize,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    /// Names that a `use` brings in, and what each stands for.
    names: BTreeMap<String, Vec<String>>,
    /// Paths of which all names are brought in.
    globs: Vec<Vec<String>>,
    /// Names that the module hands on. This is an import only if the module's own code uses the name too.
    reexports: BTreeSet<String>,
    /// Names that the code uses without a path.
    bare: BTreeSet<String>,
    /// All paths that the code names, but for re-exports.
    paths: Vec<Vec<String>>,
}

/// The modules of a crate, the root first.
#[derive(Default)]
struct Crate {
    files: Vec<String>,
    modules: Vec<Module>,
}

/// Reads the imports of a crate from the paths of its files below `src` and their texts; `lib.rs` is the root.
///
/// # Panics
///
/// If a module has no file.
pub(super) fn imports(sources: &BTreeMap<String, String>) -> Imports {
    let mut all = Crate::default();
    all.add_file("lib.rs", None, sources);
    let mut found = Imports::new();
    for (number, module) in all.modules.iter().enumerate() {
        let own = &all.files[module.file];
        let entry = found.entry(own.clone()).or_default();
        let used = module.reexports.intersection(&module.bare);
        let used: Vec<_> = used.map(|name| module.names[name].clone()).collect();
        for path in module.paths.iter().chain(&used) {
            let files = all.resolve(number, path, 0);
            entry.extend(files.into_iter().map(|file| all.files[file].clone()));
        }
        entry.remove(own);
    }
    found
}

impl Crate {
    fn add_file(
        &mut self,
        file: &str,
        parent: Option<usize>,
        sources: &BTreeMap<String, String>,
    ) -> usize {
        let text = sources.get(file).unwrap_or_else(|| panic!("no {file}"));
        self.files.push(file.to_owned());
        let module = self.add_module(self.files.len() - 1, parent);
        let tokens = without_tests(&tokens(text));
        self.read(module, &tokens, sources);
        module
    }

    fn add_module(&mut self, file: usize, parent: Option<usize>) -> usize {
        let module = Module {
            file,
            parent,
            ..Module::default()
        };
        self.modules.push(module);
        self.modules.len() - 1
    }

    /// Reads the tokens of a module: its items, its paths, the modules in it.
    fn read(&mut self, module: usize, tokens: &[String], sources: &BTreeMap<String, String>) {
        let mut depth = 0_usize;
        let mut at = 0;
        while at < tokens.len() {
            let next = tokens.get(at + 1).map_or("", String::as_str);
            match tokens[at].as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "use" if next != "<" => {
                    let is_reexport = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                    at = self.read_use(module, tokens, at + 1, is_reexport);
                }
                "mod" if depth == 0 => at = self.read_mod(module, tokens, at + 1, sources),
                "struct" | "enum" | "union" | "trait" | "fn" | "const" | "static" | "type"
                    if depth == 0 =>
                {
                    self.modules[module].items.insert(next.to_owned());
                }
                "macro_rules" if depth == 0 => {
                    let name = tokens[at + 2].clone();
                    self.modules[module].items.insert(name);
                }
                "pub" if next == "(" => at = visibility_end(tokens, at),
                token if is_name(token) && next == "::" => {
                    let path = path_from(tokens, at);
                    at += path.len() * 2 - 2;
                    self.modules[module].paths.push(path);
                }
                token if is_bare(tokens, at) => {
                    self.modules[module].bare.insert(token.to_owned());
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads `name;` or `name { ... }` and returns where it ends.
    fn read_mod(
        &mut self,
        module: usize,
        tokens: &[String],
        at: usize,
        sources: &BTreeMap<String, String>,
    ) -> usize {
        let name = &tokens[at];
        let end = item_end(tokens, at);
        let child = if tokens[at + 1] == ";" {
            let file = child_file(&self.files[self.modules[module].file], name, sources);
            self.add_file(&file, Some(module), sources)
        } else {
            let child = self.add_module(self.modules[module].file, Some(module));
            self.read(child, &tokens[at + 2..end], sources);
            child
        };
        self.modules[module].children.insert(name.clone(), child);
        end
    }

    /// Reads the tree of a `use` and returns where it ends.
    fn read_use(
        &mut self,
        module: usize,
        tokens: &[String],
        at: usize,
        is_reexport: bool,
    ) -> usize {
        let end = at + tokens[at..].iter().position(|token| token == ";").unwrap();
        for (name, path) in leaves(&[], &tokens[at..end]) {
            let module = &mut self.modules[module];
            match name.as_str() {
                "*" => module.globs.push(path.clone()),
                _ => drop(module.names.insert(name.clone(), path.clone())),
            }
            if is_reexport {
                module.reexports.insert(name);
            } else {
                module.paths.push(path);
            }
        }
        end
    }

    /// The files that define what a path names; none for a path into another crate.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        if let Some(module) = self.follow(from, path, depth, &mut found) {
            found.insert(self.modules[module].file);
        }
        found
    }

    /// Goes along a path and returns the module it ends at; if it ends at an item, adds the item's file.
    fn follow(
        &self,
        from: usize,
        path: &[String],
        depth: usize,
        found: &mut BTreeSet<usize>,
    ) -> Option<usize> {
        if depth > 20 {
            return None;
        }
        let mut module = from;
        for (n_steps, name) in path.iter().enumerate() {
            let here = &self.modules[module];
            module = match name.as_str() {
                "crate" => 0,
                "self" => module,
                "super" => here.parent.expect("the root has no super"),
                _ if here.children.contains_key(name) => here.children[name],
                _ if here.items.contains(name) => {
                    found.insert(here.file);
                    return None;
                }
                _ if here.names.get(name).is_some_and(|to| to != path) => {
                    self.follow(module, &here.names[name], depth + 1, found)?
                }
                _ => {
                    for glob in here.globs.iter().filter(|glob| *glob != path) {
                        self.through_glob(module, glob, name, depth, found);
                    }
                    if found.is_empty() && n_steps > 0 {
                        found.insert(here.file);
                    }
                    return None;
                }
            };
        }
        Some(module)
    }

    fn through_glob(
        &self,
        module: usize,
        glob: &[String],
        name: &str,
        depth: usize,
        found: &mut BTreeSet<usize>,
    ) {
        let mut ignored = BTreeSet::new();
        let Some(there) = self.follow(module, glob, depth + 1, &mut ignored) else {
            return;
        };
        let there_is = &self.modules[there];
        if there_is.items.contains(name)
            || there_is.names.contains_key(name)
            || there_is.children.contains_key(name)
        {
            found.extend(self.resolve(there, &[name.to_owned()], depth + 1));
        }
    }
}

/// The file of a module that another file declares.
fn child_file(parent: &str, name: &str, sources: &BTreeMap<String, String>) -> String {
    let folder = match parent.rsplit_once('/') {
        _ if parent == "lib.rs" => String::new(),
        Some((folder, "mod.rs")) => format!("{folder}/"),
        _ => format!("{}/", parent.trim_end_matches(".rs")),
    };
    let file = format!("{folder}{name}.rs");
    if sources.contains_key(&file) {
        return file;
    }
    format!("{folder}{name}/mod.rs")
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Whether a token is a type or a call of a function, without a path before it.
fn is_bare(tokens: &[String], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| &tokens[before]);
    let is_call = tokens.get(at + 1).is_some_and(|next| next == "(");
    is_name(&tokens[at])
        && !matches!(before, "." | "::" | "fn")
        && (is_call || tokens[at].starts_with(char::is_uppercase))
}

/// The names of a path that begins at a token.
fn path_from(tokens: &[String], at: usize) -> Vec<String> {
    let mut path = vec![tokens[at].clone()];
    let mut at = at + 1;
    while at + 1 < tokens.len() && tokens[at] == "::" && is_name(&tokens[at + 1]) {
        path.push(tokens[at + 1].clone());
        at += 2;
    }
    path
}

/// The names that a `use` brings in, each with its path; `*` is the name of all that a path leads to.
fn leaves(before: &[String], tree: &[String]) -> Vec<(String, Vec<String>)> {
    let mut path = before.to_vec();
    for (at, token) in tree.iter().enumerate() {
        match token.as_str() {
            "{" => {
                let parts = parts(&tree[at + 1..tree.len() - 1]);
                return parts
                    .into_iter()
                    .flat_map(|part| leaves(&path, part))
                    .collect();
            }
            "as" | "*" => return vec![(tree[tree.len() - 1].clone(), path)],
            "::" => {}
            "self" if !path.is_empty() => {}
            _ => path.push(token.clone()),
        }
    }
    vec![(path[path.len() - 1].clone(), path)]
}

/// Splits the inside of a group at the commas that are not within another group.
fn parts(tokens: &[String]) -> Vec<&[String]> {
    let mut depth = 0_i32;
    let parts = tokens.split(|token| {
        depth += i32::from(token == "{") - i32::from(token == "}");
        token == "," && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Where `pub(crate)` or `pub(in path)` ends; a field of a tuple may begin with a bracket too.
fn visibility_end(tokens: &[String], at: usize) -> usize {
    match tokens[at + 2].as_str() {
        "crate" | "super" | "self" | "in" if tokens[at + 3] != "::" => {
            at + tokens[at..].iter().position(|token| token == ")").unwrap()
        }
        _ => at,
    }
}

/// Where an item ends: at its `;`, or at the brace that closes its body.
fn item_end(tokens: &[String], from: usize) -> usize {
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        depth += match token.as_str() {
            "{" | "(" | "[" => 1,
            "}" | ")" | "]" => -1,
            _ => 0,
        };
        if depth == 0 && (token == ";" || token == "}") {
            return at;
        }
    }
    tokens.len() - 1
}

/// Leaves out each item that is marked `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&mark.map(str::to_owned)) {
            at = item_end(tokens, at + mark.len());
        } else {
            kept.push(tokens[at].clone());
        }
        at += 1;
    }
    kept
}

/// Names, `::` and single marks; comments and literals are passed over.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let length = match name.unwrap_or(rest.len()) {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                length => length,
            };
            found.push(rest[..length].to_owned());
            length
        });
        rest = &rest[length..];
    }
    found
}

/// The length of what is passed over at the start: space, a comment, a literal, a lifetime.
fn skipped(text: &str) -> Option<usize> {
    let until = |from: usize, end: &str| {
        let found = text[from..].find(end);
        Some(found.map_or(text.len(), |at| from + at + end.len()))
    };
    let first = text.chars().next()?;
    if first.is_whitespace() {
        return Some(first.len_utf8());
    }
    if text.starts_with("//") {
        return until(0, "\n");
    }
    if text.starts_with("/*") {
        return until(2, "*/");
    }
    let quoted = text.strip_prefix('b').unwrap_or(text);
    if let Some(raw) = quoted.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let from = text.len() - raw.len() + hashes + 1;
            return until(from, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    let prefix = text.len() - quoted.len();
    if quoted.starts_with('"') {
        return Some(prefix + string_length(quoted));
    }
    if !quoted.starts_with('\'') {
        return None;
    }
    if quoted.starts_with("'\\") {
        return until(prefix + 3, "'");
    }
    let is_character = quoted.chars().nth(2) == Some('\'');
    if is_character {
        return until(prefix + 1, "'");
    }
    let lifetime = quoted[1..].find(|c: char| !c.is_alphanumeric() && c != '_');
    Some(prefix + 1 + lifetime.unwrap_or(quoted.len() - 1))
}

/// The length of a string literal with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Checks what one file imports in a small tree.
fn check(text: &str, expected: &[&str]) {
    let tree = [
        ("lib.rs", "mod a; mod b; pub use b::Deep; mod here;"),
        (
            "a.rs",
            "pub struct A; pub fn make() {} pub const SIZE: usize = 1;",
        ),
        (
            "b/mod.rs",
            "mod c; pub use c::*; pub mod d; pub(crate) use self::d::Other as Named; pub struct B;",
        ),
        ("b/c.rs", "pub struct Deep; pub enum Kind { One }"),
        ("b/d.rs", "pub struct Other;"),
        ("here.rs", text),
    ];
    let tree = tree.map(|(file, text)| (file.to_owned(), text.to_owned()));
    let found = imports(&BTreeMap::from(tree));
    let found: Vec<&str> = found["here.rs"].iter().map(String::as_str).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn paths_are_followed_to_the_file_that_defines() {
    check("use crate::a::A;", &["a.rs"]);
    check("use super::a;", &["a.rs"]);
    check(
        "use crate::{a::{self, make}, b::{B, d::Other as O}};",
        &["a.rs", "b/d.rs", "b/mod.rs"],
    );
    check("use crate::b::Deep;", &["b/c.rs"]);
    check("use crate::Deep;", &["b/c.rs"]);
    check("use crate::b::Named;", &["b/d.rs"]);
    check(
        "use crate::b; fn f() { b::Kind::One }",
        &["b/c.rs", "b/mod.rs"],
    );
    check(
        "fn f() -> [u8; crate::a::SIZE] { super::b::d::Other::new() }",
        &["a.rs", "b/d.rs"],
    );
    check("mod inner { use super::super::a::A; }", &["a.rs"]);
    check(
        "impl crate::a::A {} fn g<T>() where T: super::b::B {}",
        &["a.rs", "b/mod.rs"],
    );
}

#[test]
fn what_is_no_import_is_passed_over() {
    check(
        "use std::fmt; use regex::Regex; fn f() { std::mem::take(x); Vec::<u8>::new() }",
        &[],
    );
    check(
        "// use crate::a::A;\n/* crate::a::A */ /// [`crate::a::A`]\nstruct X;",
        &[],
    );
    check(
        r##"const S: [&str; 3] = ["crate::a::A", "\"crate::a::A", r#""crate::a::A"#];"##,
        &[],
    );
    check(
        "const C: [char; 3] = ['\"', '\\'', '{']; fn f<'a>(x: &'a u8) {} use crate::a;",
        &["a.rs"],
    );
    check(
        "#[cfg(test)] mod tests { use crate::a::A; } #[cfg(test)] use crate::b::B;",
        &[],
    );
    check(
        "pub(in crate::a) struct X; pub(super) fn f() -> impl Iterator + use<'_> {}",
        &[],
    );
    check("pub use crate::a::A;", &[]);
    check("pub use crate::a::{A, make}; fn f() { make() }", &["a.rs"]);
    check("pub(crate) use crate::a::A; fn f(a: A) {}", &["a.rs"]);
}
