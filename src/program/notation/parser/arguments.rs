use super::{
    super::{
        ParseError,
        messages::{did_you_mean, one_of},
        token::Token,
    },
    cursor::{Parsed, Parser},
};
use crate::{
    home::normal_form,
    program::{Arguments, BlockKind, Key, Parameter, Value, ValueKind},
};

impl Parser<'_> {
    /// Reads the arguments of a block, which come before its steps: those that must be there, then those with a key.
    pub fn arguments(&mut self, kind: BlockKind) -> Parsed<Arguments> {
        let mut arguments = Arguments::default();
        let mut is_separated = true;
        for parameter in kind.parameters().iter().filter(|parameter| parameter.is_required()) {
            if !is_separated || !self.is_at_value(parameter) {
                return Err(self.unexpected(describe(kind, parameter)));
            }
            let value = self.value(parameter)?;
            arguments.set(kind, parameter.key, value);
            is_separated = self.separator()?;
        }
        let mut given = Vec::new();
        while is_separated && self.is_at_key() {
            let parameter = self.key(kind, &given)?;
            given.push(parameter.key);
            let value = self.value(parameter)?;
            arguments.set(kind, parameter.key, value);
            is_separated = self.separator()?;
        }
        Ok(arguments)
    }

    /// True at a token that may begin a positional argument. Before a point or a bracket a word is no name: it begins a step.
    fn is_at_value(&self, parameter: &Parameter) -> bool {
        match (&self.token, parameter.kind) {
            (Token::Word(_), ValueKind::Name) => !matches!(self.second(), Some(Token::Sign('.' | '(' | ':'))),
            (Token::Number(_), kind) => kind != ValueKind::Name,
            _ => false,
        }
    }

    /// Refuses an argument in the place of a step.
    pub fn no_argument(&self, kind: BlockKind) -> Parsed<()> {
        let error = |expected: String| ParseError::at(self.text, self.start, self.token.describe(), expected);
        match self.token {
            Token::Number(_) if kind.parameters().iter().any(Parameter::is_required) => {
                Err(error(format!("a step: `{}` takes one such argument, before its steps", kind.as_str())))
            }
            Token::Number(_) => Err(error(format!("a step: `{}` takes no number", kind.as_str()))),
            Token::Word(_) if self.is_at_key() => {
                let place = "a step: the arguments of a block come before its steps";
                Err(error(place.into()))
            }
            _ => Ok(()),
        }
    }

    fn is_at_key(&self) -> bool {
        matches!(self.token, Token::Word(_)) && self.second() == Some(Token::Sign(':'))
    }

    /// Reads a key and the colon after it.
    fn key(&mut self, kind: BlockKind, given: &[Key]) -> Parsed<&'static Parameter> {
        let Token::Word(word) = self.token else { unreachable!("a key was seen") };
        let keys = || kind.parameters().iter().filter(|it| !it.is_required()).map(|parameter| parameter.key.as_str());
        let parameter = Key::from_name(word).and_then(|key| kind.parameter(key)).filter(|it| !it.is_required());
        let Some(parameter) = parameter else {
            let expected = match one_of(keys()) {
                none if none.is_empty() => format!("a step: `{}` takes no argument with a key", kind.as_str()),
                listed => listed,
            };
            return Err(self.unexpected(expected).suggest(did_you_mean(word, keys())));
        };
        if given.contains(&parameter.key) {
            return Err(self.unexpected(format!("`{word}` only once")));
        }
        self.advance()?;
        self.expect(':')?;
        Ok(parameter)
    }

    fn value(&mut self, parameter: &Parameter) -> Parsed<Value> {
        match parameter.kind {
            ValueKind::Duration => self.duration().map(Value::Duration),
            ValueKind::Count => self.count().map(Value::Count),
            ValueKind::Number => self.number().map(Value::Number),
            ValueKind::Word(words) => {
                let expected = || one_of(words.iter().copied());
                let Token::Word(word) = self.token else { return Err(self.unexpected(expected())) };
                let known = words.iter().find(|known| **known == word);
                let near = || did_you_mean(word, words.iter().copied());
                let known = known.ok_or_else(|| self.unexpected(expected()).suggest(near()))?;
                self.advance()?;
                Ok(Value::Word(known))
            }
            ValueKind::Name => {
                let name = normal_form(self.word(|| "a name".into())?);
                Ok(Value::Name(name.to_string().into()))
            }
        }
    }

    /// Skips the comma after an argument. Returns false at the end of the block.
    fn separator(&mut self) -> Parsed<bool> {
        match self.eat(',')? {
            true => Ok(true),
            false if self.at(')') => Ok(false),
            false => Err(self.unexpected("`,` or `)`")),
        }
    }
}

/// An argument that is missing, as an error names it.
fn describe(kind: BlockKind, parameter: &Parameter) -> String {
    let (what, example) = match parameter.kind {
        ValueKind::Duration => ("a duration", "1s"),
        ValueKind::Count => ("a count", "3"),
        ValueKind::Number => ("a number", "2"),
        ValueKind::Word(words) => ("a word", words[0]),
        ValueKind::Name => ("a name", parameter.initial().as_name().unwrap_or_default()),
    };
    let word = kind.as_str();
    format!("{what} as the first argument of `{word}`, such as `{word}({example}, …)`")
}
