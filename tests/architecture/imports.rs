//! Finds files of `src` that import each other in a circle.
//!
//! An edge leads from a file to the file that defines an item it uses, through any re-exports. Declaring or re-exporting a
//! child module is no use of it. Test modules are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

type ModulePath = Vec<String>;

/// A file as a module: the names it defines, and the paths that its `use` lines and its code mention.
#[derive(Default)]
struct Module {
    file: String,
    items: BTreeSet<String>,
    /// Names in scope through `use`, each with the path it stands for.
    imports: BTreeMap<String, ModulePath>,
    reexports: BTreeSet<String>,
    globs: Vec<ModulePath>,
    /// Paths that the code depends on.
    uses: Vec<ModulePath>,
}

/// Returns the groups of files that reach each other, sorted. `sources` are paths relative to `src`, with their text.
pub fn circles(sources: &[(PathBuf, String)]) -> Vec<Vec<String>> {
    let modules = Modules::read(sources);
    let edges = modules.edges();
    let mut groups = BTreeSet::new();
    let reachable: BTreeMap<_, _> = edges.keys().map(|file| (file, reachable(&edges, file))).collect();
    for (file, others) in &reachable {
        let group: Vec<_> =
            others.iter().filter(|other| reachable.get(other).is_some_and(|back| back.contains(*file))).collect();
        if group.len() > 1 {
            groups.insert(group.into_iter().cloned().collect::<Vec<_>>());
        }
    }
    groups.into_iter().collect()
}

/// Returns the direct imports within a group, for the message of a failed test.
pub fn edges_within(sources: &[(PathBuf, String)], group: &[String]) -> Vec<String> {
    let edges = Modules::read(sources).edges();
    let within = |(from, to): (&String, &BTreeSet<String>)| {
        let to: Vec<_> = to.iter().filter(|to| group.contains(to)).cloned().collect();
        (group.contains(from) && !to.is_empty()).then(|| format!("{from} uses {}", to.join(", ")))
    };
    edges.iter().filter_map(within).collect()
}

fn reachable(edges: &BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from.to_string()]);
    while let Some(file) = open.pop() {
        for next in edges.get(&file).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

struct Modules(BTreeMap<ModulePath, Module>);

impl Modules {
    fn read(sources: &[(PathBuf, String)]) -> Self {
        let mut modules = BTreeMap::new();
        for (path, text) in sources {
            let module_path = module_path(path);
            if path.ends_with("main.rs") || module_path.iter().any(|name| name == "tests" || name.ends_with("_tests")) {
                continue;
            }
            let module = Module::read(path.to_string_lossy().replace('\\', "/"), &module_path, text);
            modules.insert(module_path, module);
        }
        let is_declared = |path: &ModulePath| match path.split_last() {
            Some((name, parent)) if !parent.is_empty() => {
                modules.get(parent).is_none_or(|parent: &Module| parent.imports.contains_key(name))
            }
            _ => true,
        };
        let undeclared: Vec<_> = modules.keys().filter(|path| !is_declared(path)).cloned().collect();
        modules.retain(|path, _| !undeclared.iter().any(|undeclared| path.starts_with(undeclared)));
        Self(modules)
    }

    fn edges(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for module in self.0.values() {
            let to = module.uses.iter().flat_map(|used| self.resolve(used, 0));
            let to = to.filter(|file| *file != module.file).collect();
            edges.insert(module.file.clone(), to);
        }
        edges
    }

    /// The file that defines what an absolute path names. A path to a folder alone names nothing.
    fn resolve(&self, path: &[String], depth: u32) -> Option<String> {
        let modules_in_path = (0..=path.len()).rev().find(|&length| self.0.contains_key(&path[..length]))?;
        let (module_path, rest) = path.split_at(modules_in_path);
        let module = &self.0[module_path];
        let Some((name, more)) = rest.split_first() else {
            return (!module.file.ends_with("mod.rs")).then(|| module.file.clone());
        };
        if module.items.contains(name) || depth > 8 {
            return Some(module.file.clone());
        }
        let through = |target: &ModulePath| [target, more].concat();
        if let Some(target) = module.imports.get(name) {
            return self.resolve(&through(target), depth + 1);
        }
        let globbed = module.globs.iter().map(|glob| [&glob[..], rest].concat());
        let defined = globbed.into_iter().find(|path| self.defines(path));
        defined.and_then(|path| self.resolve(&path, depth + 1))
    }

    fn defines(&self, path: &[String]) -> bool {
        let Some((name, module)) = path.split_last() else { return false };
        self.0.get(module).is_some_and(|module| module.items.contains(name) || module.reexports.contains(name))
    }
}

impl Module {
    fn read(file: String, path: &[String], text: &str) -> Self {
        let code = without_comments_and_tests(text);
        let mut module = Self { file, items: defined_names(&code), ..Self::default() };
        module.imports =
            declared_modules(&code).into_iter().map(|child| (child.clone(), [path, &[child]].concat())).collect();
        let mut rest = String::new();
        let mut remaining = code.as_str();
        while let Some(at) = find_use(remaining) {
            let statement = &remaining[at..];
            let end = statement.find(';').map_or(statement.len(), |end| end + 1);
            rest += &remaining[..at];
            module.read_use(path, &statement[..end]);
            remaining = &statement[end..];
        }
        rest += remaining;
        module.read_inline_paths(path, &rest);
        module
    }

    fn read_use(&mut self, path: &[String], statement: &str) {
        let is_public = statement.trim_start().starts_with("pub");
        let tree = statement.split_once("use ").map_or("", |(_, tree)| tree).trim_end_matches(';');
        for mut leaf in expand(&tree.split_whitespace().collect::<Vec<_>>().join(" ")) {
            let last = leaf.pop().expect("a path has a last name");
            let (name, alias) = last.split_once(" as ").unwrap_or((&last, &last));
            let is_child = leaf.first().is_some_and(|first| self.imports.contains_key(first));
            let leaf = if is_child { ["self".to_string()].into_iter().chain(leaf).collect() } else { leaf };
            let Some(mut target) = absolute(path, &leaf, name) else { continue };
            match name {
                "*" => {
                    target.pop();
                    self.globs.push(target);
                    continue;
                }
                "self" => _ = target.pop(),
                _ => {}
            }
            let alias = if name == "self" { target.last().cloned().unwrap_or_default() } else { alias.to_string() };
            if is_public {
                self.reexports.insert(alias.clone());
            } else {
                self.uses.push(target.clone());
            }
            self.imports.insert(alias, target);
        }
    }

    /// Reads paths such as `super::name` or `module::name` in the code below the `use` lines.
    fn read_inline_paths(&mut self, path: &[String], code: &str) {
        let is_name = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
        for word in code.split(|character| !is_name(character)).filter(|word| word.contains("::")) {
            let mut names: Vec<_> = word.split("::").filter(|name| !name.is_empty()).map(str::to_string).collect();
            let Some(last) = names.pop() else { continue };
            let Some(first) = names.first() else { continue };
            if let Some(target) = self.imports.get(first) {
                self.uses.push([target, &names[1..], &[last]].concat());
            } else if let Some(target) = absolute(path, &names, &last) {
                self.uses.push(target);
            }
        }
    }
}

/// The path from the crate's root; `None` for paths into other crates.
fn absolute(module: &[String], leaf: &[String], name: &str) -> Option<ModulePath> {
    let mut names: Vec<_> = leaf.iter().cloned().chain([name.to_string()]).collect();
    let mut base = match names.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" if name != names[0] || names.len() > 1 => module.to_vec(),
        _ => return None,
    };
    while names.first().is_some_and(|name| ["crate", "self", "super"].contains(&name.as_str())) && names.len() > 1 {
        if names.remove(0) == "super" {
            base.pop();
        }
    }
    Some([base, names].concat())
}

/// The paths in a tree such as `a::{b, c::d}`.
fn expand(tree: &str) -> Vec<ModulePath> {
    let Some(open) = tree.find('{') else {
        return vec![tree.split("::").map(|name| name.trim().to_string()).collect()];
    };
    let prefix: ModulePath =
        tree[..open].split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect();
    let inside = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(expand).map(|path| [prefix.clone(), path].concat()).collect()
}

fn module_path(file: &std::path::Path) -> ModulePath {
    let mut names: ModulePath =
        file.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
        names.pop();
    }
    names
}

/// Leaves out comments, and each item under `#[cfg(test)]`: the rest of the file, or a declaration.
fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut kept = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            _ = lines.find(|line| line.ends_with([';', '}']));
        } else {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// The start of the first line that is a `use` statement.
fn find_use(code: &str) -> Option<usize> {
    let mut starts = code.match_indices("use ").filter_map(|(at, _)| {
        let line = code[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let before = code[line..at].trim_start();
        let is_visibility = before.starts_with("pub") && before.ends_with(' ') && !before.trim_end().contains(' ');
        (before.is_empty() || is_visibility).then_some(line)
    });
    starts.next()
}

fn declared_modules(code: &str) -> Vec<String> {
    let names = code.lines().filter(|line| line.ends_with(';') && !line.starts_with(' '));
    names.filter_map(|line| line.trim_end_matches(';').split_once("mod ")).map(|(_, name)| name.to_string()).collect()
}

/// The names of the items that begin in the first column.
fn defined_names(code: &str) -> BTreeSet<String> {
    const KINDS: [&str; 9] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "macro_rules!"];
    let name = |line: &str| {
        let mut words = line.split_whitespace().skip_while(|word| !KINDS.contains(word));
        let mut name = words.nth(1)?;
        while KINDS.contains(&name) {
            name = words.next()?;
        }
        Some(name.split(|character: char| !(character.is_alphanumeric() || character == '_')).next()?.to_string())
    };
    let items = code.lines().filter(|line| line.starts_with(|first: char| first.is_alphabetic()));
    items.filter(|line| !line.starts_with("impl") && !line.contains("use ")).filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        circles(&files.iter().map(|&(path, text)| (PathBuf::from(path), text.to_string())).collect::<Vec<_>>())
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle() {
        let circle = [
            ("ui/mod.rs", "mod a;\nmod b;"),
            ("ui/a.rs", "use super::b::B;\npub struct A;"),
            ("ui/b.rs", "pub struct B;\nfn f(_: crate::ui::a::A) {}"),
        ];
        assert_eq!(found(&circle), [["ui/a.rs", "ui/b.rs"]]);
    }

    #[test]
    fn a_re_export_leads_to_the_file_that_defines_the_item() {
        let files = |parent: &'static str, child: &'static str| {
            found(&[("ui/mod.rs", parent), ("ui/a.rs", child), ("ui/b.rs", "pub struct B;")])
        };
        let none: [Vec<String>; 0] = [];
        assert_eq!(files("mod a;\nmod b;\npub use self::{a::A, b::B};", "use super::B;\npub struct A;"), none);
        assert_eq!(files("mod a;\nmod b;\nuse self::{a::A, b::B};", "use super::B;\npub struct A;"), none);
        let globs = "mod a;\nmod b;\npub use a::*;\npub use b::*;";
        assert_eq!(files(globs, "use super::B;\npub struct A;"), none);
        let circle = [
            ("ui/mod.rs", globs),
            ("ui/a.rs", "use super::B;\npub struct A;"),
            ("ui/b.rs", "use super::A;\npub struct B;"),
        ];
        assert_eq!(found(&circle), [["ui/a.rs", "ui/b.rs"]]);
        let own = "mod a;\nmod b;\nuse self::a::A;\npub fn helper() {}";
        assert_eq!(files(own, "use super::helper;\npub struct A;"), [["ui/a.rs", "ui/mod.rs"]]);
    }

    #[test]
    fn what_only_tests_import_is_no_edge() {
        let files = [
            ("ui/a.rs", "use super::b::B;\npub struct A;"),
            ("ui/b.rs", "pub struct B;\n#[cfg(test)]\nmod tests {\n    use crate::ui::a::A;\n}"),
        ];
        assert!(found(&files).is_empty());
    }

    #[test]
    fn a_field_whose_name_ends_in_use_is_no_import() {
        let files = [
            ("ui/a.rs", "pub struct A {\n    pub cause: u8,\n    pub(super) reuse : super::b::B,\n}"),
            ("ui/b.rs", "pub struct B;"),
        ];
        assert!(found(&files).is_empty());
    }
}
