//! The ways in which a block can treat its branches: the words that one of its arguments may be.

use crate::program::{Key, Path, Scene, Step, Value, ValueKind};

/// An argument of a block that is one of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub block: Path,
    pub key: Key,
    /// The word that the block has.
    pub present: &'static str,
    /// All words, in the order of the table of kinds.
    pub words: &'static [&'static str],
}

/// Returns the policies of the block that a person most likely asks about: the chosen one, the innermost around it that has
/// any, or else the first of the program.
pub fn policies(root: &Step, chosen: &Path) -> Vec<Policy> {
    let up = std::iter::successors(Some(chosen.clone()), |path| path.parent().map(|(block, _)| block));
    let around = up.map(|path| policies_of(root, path)).find(|found| !found.is_empty());
    around.or_else(|| first(root, Path::ROOT, root)).unwrap_or_default()
}

fn first(step: &Step, path: Path, root: &Step) -> Option<Vec<Policy>> {
    let own = policies_of(root, path.clone());
    let inside = || {
        let children = step.children().iter().enumerate();
        children.into_iter().find_map(|(index, child)| first(child, path.child(index), root))
    };
    if own.is_empty() { inside() } else { Some(own) }
}

fn policies_of(root: &Step, path: Path) -> Vec<Policy> {
    let Some(block) = root.at(&path).and_then(Step::as_block) else { return Vec::new() };
    let policy = |key: Key, words: &'static [&'static str]| {
        let present = block.argument(key).and_then(Value::as_word)?;
        Some(Policy { block: path.clone(), key, present, words })
    };
    let parameters = block.kind.parameters().iter();
    let words = parameters.filter_map(|parameter| match parameter.kind {
        ValueKind::Word(words) => policy(parameter.key, words),
        _ => None,
    });
    words.collect()
}

impl Policy {
    /// A word of the policy as the notation writes it: "errors: cancel".
    pub fn written(&self, word: &str) -> String {
        format!("{}: {word}", self.key.as_str())
    }

    /// All words of the policy: "errors: wait, cancel, leave, collect".
    pub fn all_written(&self) -> String {
        self.written(&self.words.join(", "))
    }

    /// Returns the scene under each of the other words.
    pub fn alternatives(&self, scene: &Scene) -> Vec<(&'static str, Scene)> {
        let others = self.words.iter().filter(|word| **word != self.present);
        let with = |word: &&'static str| {
            let mut scene = scene.clone();
            let step = scene.step.at_mut(&self.block)?;
            *step = step.clone().with(self.key, Value::Word(word));
            Some((*word, scene))
        };
        others.filter_map(with).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{parse, print};

    fn keys(text: &str, chosen: &[usize]) -> Vec<(String, &'static str, &'static str)> {
        let found = policies(&parse(text).unwrap().step, &chosen.to_vec().into());
        found.into_iter().map(|policy| (policy.block.to_string(), policy.key.as_str(), policy.present)).collect()
    }

    #[test]
    fn the_policies_are_those_of_the_chosen_block_or_of_the_innermost_around_it() {
        let text = "parallel(errors: leave, race(delay(1s)), delay(1s))";
        let race = vec![("0".to_string(), "first", "settled"), ("0".to_string(), "losers", "cancel")];
        assert_eq!(keys(text, &[0]), race);
        assert_eq!(keys(text, &[0, 0]), race);
        assert_eq!(keys(text, &[1]), [(String::new(), "errors", "leave")]);
    }

    #[test]
    fn without_a_policy_around_the_chosen_step_the_first_of_the_program_counts() {
        assert_eq!(keys("sequence(delay(1s), repeat(2, parallel()))", &[0]), [("1.0".into(), "errors", "wait")]);
        assert!(keys("sequence(delay(1s))", &[0]).is_empty());
    }

    #[test]
    fn the_alternatives_are_the_program_under_all_other_words() {
        let scene = parse("sequence(parallel(errors: cancel, delay(1s)))").unwrap();
        let policy = policies(&scene.step, &Path::ROOT).remove(0);
        let printed: Vec<_> =
            policy.alternatives(&scene).into_iter().map(|(word, scene)| (word, print(&scene))).collect();
        assert_eq!(printed.iter().map(|(word, _)| *word).collect::<Vec<_>>(), ["wait", "leave", "collect"]);
        assert!(!printed[0].1.contains("errors"), "wait is the default: {}", printed[0].1);
        assert!(printed[1].1.contains("errors: leave"), "{}", printed[1].1);
    }
}
