use super::{
    super::{messages::did_you_mean, token::Token},
    cursor::{Parsed, Parser},
};
use crate::{home::normal_form, program::Lock};

impl Parser<'_> {
    /// True at the declaration of a lock. Before a bracket the word begins a step.
    pub fn is_at_lock(&self) -> bool {
        self.token == Token::Word("lock") && matches!(self.second(), Some(Token::Word(_)))
    }

    /// Reads a declaration: `lock door(permits: 2)`.
    pub fn lock(&mut self) -> Parsed<()> {
        const OPTION: &str = "permits";
        self.advance()?;
        let name = match self.token {
            Token::Word(name) => normal_form(name),
            _ => return Err(self.unexpected("a name for the lock")),
        };
        if self.lock_numbers.number(&name).is_some() {
            return Err(self.unexpected("a name for the lock that no other lock has"));
        }
        self.advance()?;
        let mut lock = Lock::new(name);
        if self.eat('(')? {
            match self.token {
                Token::Word(OPTION) => self.advance()?,
                Token::Word(word) => {
                    return Err(self.unexpected(format!("`{OPTION}`")).suggest(did_you_mean(word, [OPTION])));
                }
                _ => return Err(self.unexpected(format!("`{OPTION}`"))),
            };
            self.expect(':')?;
            lock.permits = self.count()?;
            self.expect(')')?;
        }
        self.lock_numbers.add_number(&lock.name, self.locks.len() as u32);
        self.locks.push(lock);
        Ok(())
    }
}
