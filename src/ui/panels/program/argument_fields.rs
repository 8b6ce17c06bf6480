//! The fields of a block and of a step that fails: one for each argument, as the table of kinds has them.

use std::time::Duration;

use super::{
    field::{choice, name_field, text_field},
    lock_fields::NAMES,
};
use crate::{
    home::normal_form,
    program::{
        Block, BlockKind, Edit, Fail, Key, Limits, Number, Parameter, Path, Value, ValueKind, is_name, print_duration,
        print_value, read_count, read_duration,
    },
    ui::{
        render::vdom::VElement,
        text::{
            common::INVALID_DURATION,
            edit::NOT_A_NAME,
            step_fields::{
                AFTER, BLOCK_KIND, DURATION_TOO_LONG, NO_LIMIT, NOT_EMPTY, REASON, argument_label, argument_word,
                not_a_count, not_a_factor,
            },
        },
    },
};

const KIND: &str = "kind";
const FAIL_AFTER: &str = "after";

pub fn block_fields(block: &Block) -> Vec<VElement> {
    let kinds = BlockKind::ALL.map(|kind| (kind.as_str().to_string(), kind.as_str().to_string()));
    let kind = choice(KIND, BLOCK_KIND, kinds.to_vec(), block.kind.as_str());
    let argument = |parameter: &Parameter| {
        let label = argument_label(block.kind, parameter.key);
        let value = block.argument(parameter.key).map(print_value).unwrap_or_default();
        match parameter.kind {
            ValueKind::Word(words) => {
                let options = words.iter().map(|word| (word.to_string(), argument_word(parameter.key, word)));
                choice(parameter.key.as_str(), label, options.collect(), &value).attr("class", "wide")
            }
            ValueKind::Name => name_field(parameter.key.as_str(), label, value, NAMES),
            ValueKind::Duration | ValueKind::Count | ValueKind::Number => {
                let hint = match parameter.default() {
                    Some(Value::None) => NO_LIMIT.to_string(),
                    _ => print_value(parameter.initial()),
                };
                text_field(parameter.key.as_str(), label, value, hint)
            }
        }
    };
    std::iter::once(kind).chain(block.kind.parameters().iter().map(argument)).collect()
}

pub fn fail_fields(fail: &Fail) -> Vec<VElement> {
    let reason = text_field("reason", REASON, fail.reason.to_string(), String::new());
    vec![reason, text_field(FAIL_AFTER, AFTER, print_duration(fail.after), print_duration(Duration::ZERO))]
}

/// Returns the edit that a changed field of a block asks for; `None` if the block has that value.
///
/// # Errors
/// Returns the reason why the value is not accepted.
pub fn changed_block(block: &Block, path: Path, field: &str, typed: &str) -> Result<Option<Edit>, String> {
    if field == KIND {
        let kind = BlockKind::from_name(typed).filter(|kind| *kind != block.kind);
        return Ok(kind.map(|kind| Edit::Convert { block: path, kind }));
    }
    let Some(parameter) = Key::from_name(field).and_then(|key| block.kind.parameter(key)) else { return Ok(None) };
    let value = read(parameter, typed.trim())?;
    let is_new = block.argument(parameter.key) != Some(&value);
    Ok(is_new.then_some(Edit::SetArgument { block: path, key: parameter.key, value }))
}

/// # Errors
/// Returns the reason why the value is not accepted.
pub fn changed_fail(fail: Fail, field: &str, typed: &str) -> Result<Fail, String> {
    Ok(match field {
        FAIL_AFTER => Fail { after: read_within_limits(typed)?, ..fail },
        _ => Fail { reason: typed.into(), ..fail },
    })
}

/// # Errors
/// Returns the reason why the text is no duration that a program may have.
pub fn read_within_limits(typed: &str) -> Result<Duration, String> {
    match read_duration(typed) {
        Some(duration) if duration <= Limits::default().duration => Ok(duration),
        Some(_) => Err(DURATION_TOO_LONG.into()),
        None => Err(INVALID_DURATION.into()),
    }
}

/// Reads an argument. Nothing typed is the default.
fn read(parameter: &Parameter, typed: &str) -> Result<Value, String> {
    if typed.is_empty() {
        return parameter.default().cloned().ok_or_else(|| NOT_EMPTY.to_string());
    }
    let Limits { count, grow, .. } = Limits::default();
    match parameter.kind {
        ValueKind::Duration => read_within_limits(typed).map(Value::Duration),
        ValueKind::Count => read_count(typed).map(Value::Count).ok_or_else(|| not_a_count(count)),
        ValueKind::Number => {
            let value = Number::read(typed).map(Value::Number);
            value.filter(|value| Limits::default().exceeded_by(value).is_none()).ok_or_else(|| not_a_factor(grow))
        }
        ValueKind::Word(words) => {
            let word = words.iter().find(|word| **word == typed);
            Ok(word.map_or_else(|| parameter.initial().clone(), |word| Value::Word(word)))
        }
        ValueKind::Name => match is_name(typed) {
            true => Ok(Value::Name(normal_form(typed).to_string().into())),
            false => Err(NOT_A_NAME.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Step, parse};

    fn block(text: &str) -> Block {
        match parse(text).unwrap().step {
            Step::Block(block) => block,
            other => panic!("{other:?} is no block"),
        }
    }

    fn value(text: &str, field: &str, typed: &str) -> Result<Option<Value>, String> {
        changed_block(&block(text), Path::ROOT, field, typed).map(|edit| match edit {
            Some(Edit::SetArgument { value, .. }) => Some(value),
            None => None,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_field_of_a_block_sets_an_argument() {
        assert_eq!(value("retry(3)", "count", " 5 "), Ok(Some(Value::Count(5))));
        assert_eq!(value("retry(3)", "wait", "1.5s"), Ok(Some(Value::Duration(Duration::from_millis(1500)))));
        assert_eq!(value("retry(3)", "grow", "1.5"), Ok(Some(Value::Number(Number::read("1.5").unwrap()))));
        assert_eq!(value("parallel(limit: 2)", "limit", ""), Ok(Some(Value::None)));
        assert_eq!(value("parallel()", "errors", "leave"), Ok(Some(Value::Word("leave"))));
    }

    #[test]
    fn a_field_with_the_value_of_the_block_changes_nothing() {
        assert_eq!(value("retry(3)", "count", "3"), Ok(None));
        assert_eq!(value("parallel()", "limit", ""), Ok(None));
        assert!(changed_block(&block("retry(3)"), Path::ROOT, "kind", "retry").unwrap().is_none());
    }

    #[test]
    fn a_value_of_another_kind_or_beyond_its_limit_is_refused_with_a_reason() {
        for (field, typed) in [
            ("count", ""),
            ("count", "0"),
            ("count", "1001"),
            ("count", "two"),
            ("grow", "0.5"),
            ("grow", "10.1"),
            ("grow", "x"),
            ("wait", "1,5s"),
            ("wait", "11000s"),
        ] {
            assert!(value("retry(3)", field, typed).is_err(), "{field}: {typed}");
        }
        assert!(value("timeout(1s)", "duration", "").is_err());
    }

    #[test]
    fn a_failure_has_a_reason_and_a_time() {
        let fail = Fail { reason: "no".into(), after: Duration::ZERO };
        assert_eq!(changed_fail(fail.clone(), "reason", "lost").unwrap().reason, "lost".into());
        assert_eq!(changed_fail(fail.clone(), "after", "1s").unwrap().after, Duration::from_secs(1));
        assert!(changed_fail(fail, "after", "soon").is_err());
    }
}
