use std::{borrow::Cow, sync::Arc, time::Duration};

use super::{
    super::{
        ParseError,
        messages::{did_you_mean, expected_argument, one_of, shorten},
        token::Token,
        words::RESERVED,
    },
    cursor::{Parsed, Parser},
};
use crate::{
    home::{Action, ActionName, ArgumentError, DeviceKind, normal_form},
    program::{Block, BlockKind, Fail, INITIAL_NUMBER, LeafKind, Limit, Message, OnTask, Step, StepWord, task},
};

impl<'a> Parser<'a> {
    /// Reads a step inside this many blocks.
    pub fn step(&mut self, nesting: usize) -> Parsed<Step> {
        let start = self.start;
        self.lines.push(start);
        self.steps.push(start);
        if self.steps.len() > self.limits.steps {
            return Err(self.over(start, "one step more", Limit::Steps(self.limits.steps)));
        }
        let word = self.word(|| "a step: a message such as `light.switch_on`, a block or a delay".into())?;
        // A word that was not in the language from the start may also be the name of a device.
        let is_name = self.at('.') && !["sequence", "parallel", "delay"].contains(&word);
        match StepWord::from_name(word).filter(|_| !is_name) {
            Some(StepWord::Block(_)) if nesting >= self.limits.nesting => {
                Err(self.over(start, "one block more", Limit::Nesting(self.limits.nesting)))
            }
            Some(StepWord::Block(kind)) => self.block(kind, nesting).map(Step::Block),
            Some(StepWord::Leaf(kind)) => self.leaf(kind),
            None => self.message(word, start).map(Step::Message),
        }
    }

    fn leaf(&mut self, kind: LeafKind) -> Parsed<Step> {
        self.expect('(')?;
        if let Some(verb) = kind.task_verb() {
            let name = self.name_of(kind, &task::INITIAL_NAME)?;
            return Ok(Step::OnTask(OnTask { verb, name }));
        }
        match kind {
            LeafKind::Delay => {
                let duration = self.duration()?;
                self.expect(')')?;
                Ok(Step::Delay(duration))
            }
            LeafKind::Work => {
                let duration = self.duration()?;
                self.expect(')')?;
                Ok(Step::Work(duration))
            }
            LeafKind::Fail => {
                let reason = self.string()?.into();
                self.expect(')')?;
                Ok(Step::Fail(Fail { reason, after: self.time()?.unwrap_or_default() }))
            }
            LeafKind::Increment => self.name_of(kind, INITIAL_NUMBER).map(Step::Increment),
            LeafKind::Await | LeafKind::Cancel | LeafKind::Resolve => unreachable!("they have a verb"),
        }
    }

    /// Reads a name and the bracket after it.
    fn name_of(&mut self, kind: LeafKind, example: &str) -> Parsed<Arc<str>> {
        let name = normal_form(self.word(|| format!("a name, such as `{}({example})`", kind.as_str()))?);
        self.expect(')')?;
        Ok(name)
    }

    fn block(&mut self, kind: BlockKind, nesting: usize) -> Parsed<Block> {
        self.expect('(')?;
        let arguments = self.arguments(kind)?;
        let mut children = Vec::new();
        while !self.at(')') {
            self.no_argument(kind)?;
            children.push(self.step(nesting + 1)?);
            if !self.eat(',')? && !self.at(')') {
                return Err(self.unexpected("`,` or `)`"));
            }
        }
        self.lines.push(self.start);
        self.advance()?;
        Ok(Block { kind, arguments, children })
    }

    fn message(&mut self, name: &'a str, start: usize) -> Parsed<Message> {
        let normal_name = normal_form(name);
        let device = self.names.find(&normal_name).map(|device| &self.devices[device.0 as usize]);
        let kind = device.map(|device| device.kind);
        let device = match device {
            Some(device) => device.name.clone(),
            None if self.allows_unknown_devices && self.at('.') && !RESERVED.contains(&name) => normal_name,
            None => return Err(self.unknown_step(name, start)),
        };
        self.expect('.')?;
        let action = self.action_name(name, kind)?;
        let argument_start = self.start;
        let data = self.argument()?;
        let action = Action::new(action, data.as_deref())
            .map_err(|error| self.argument_error(error, data.as_deref(), argument_start))?;
        Ok(Message { device, action, latency: self.time()? })
    }

    /// Reads the time that a step takes, if it is written down.
    fn time(&mut self) -> Parsed<Option<Duration>> {
        if self.eat('@')? { self.duration().map(Some) } else { Ok(None) }
    }

    fn argument_error(&self, error: ArgumentError, data: Option<&str>, start: usize) -> ParseError {
        let expected = expected_argument(error);
        match data {
            Some(data) => ParseError::at(self.text, start, Token::String(data.into()).describe(), expected),
            None => self.unexpected(expected),
        }
    }

    fn unknown_step(&self, name: &str, start: usize) -> ParseError {
        let devices = self.devices.iter().map(|device| &*device.name).take(1000);
        let blocks = BlockKind::ALL.map(BlockKind::as_str);
        let (expected, near) = if self.at('(') {
            let words = StepWord::all().map(StepWord::as_str);
            (one_of(words.clone()), did_you_mean(name, words))
        } else {
            let expected = match one_of(devices.clone().take(8)) {
                listed if listed.is_empty() => "a block or a delay: this home has no devices".into(),
                listed => format!("a device of this home ({listed})"),
            };
            (expected, did_you_mean(name, devices.chain(blocks)))
        };
        ParseError::at(self.text, start, Token::Word(name).describe(), expected).suggest(near)
    }

    /// Reads the name of an action of a device kind, or of any action if the kind is not known.
    fn action_name(&mut self, device: &str, kind: Option<DeviceKind>) -> Parsed<ActionName> {
        let actions: &[_] = kind.map_or(&ActionName::ALL, DeviceKind::actions);
        let names = || actions.iter().map(|action| action.as_str());
        let expected = || format!("an action of `{}`: {}", shorten(device), one_of(names()));
        let Token::Word(word) = self.token else {
            return Err(self.unexpected(expected()));
        };
        let known = ActionName::from_name(word);
        if let Some(action) = known.filter(|action| actions.contains(action)) {
            return self.advance().map(|_| action);
        }
        let owner = known.and_then(|action| DeviceKind::ALL.into_iter().find(|kind| kind.actions().contains(&action)));
        let suggestion = match (kind, owner) {
            (Some(kind), Some(owner)) => {
                Some(format!("{} has no action `{word}`; {} has", kind.as_str(), owner.as_str()))
            }
            _ => did_you_mean(word, names()),
        };
        Err(self.unexpected(expected()).suggest(suggestion))
    }

    fn argument(&mut self) -> Parsed<Option<Cow<'a, str>>> {
        if !self.eat('(')? {
            return Ok(None);
        }
        let data = self.string()?;
        self.expect(')')?;
        Ok(Some(data))
    }

    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let Token::String(_) = self.token else {
            return Err(self.unexpected("a text in double quotes"));
        };
        let Token::String(data) = self.advance()? else { unreachable!("just seen") };
        Ok(data)
    }
}
