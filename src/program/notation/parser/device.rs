use super::{
    super::{
        messages::{did_you_mean, one_of},
        token::Token,
        words::RESERVED,
    },
    cursor::{Parsed, Parser},
};
use crate::home::{Device, DeviceId, DeviceKind, Names, StartState, default_home, normal_form};

impl Parser<'_> {
    /// Reads the lines that declare devices and locks. Returns the number of those that declare devices.
    pub fn declarations(&mut self) -> Parsed<usize> {
        let (mut is_empty_home, mut lock_lines) = (false, Vec::new());
        loop {
            match self.token {
                Token::Word("device") if !is_empty_home => {
                    self.lines.push(self.start);
                    self.advance()?;
                    match self.device()? {
                        Some(device) => self.add_device(device),
                        None => is_empty_home = true,
                    }
                }
                _ if self.is_at_lock() => {
                    lock_lines.push(self.start);
                    self.lock()?;
                }
                _ => break,
            }
        }
        if self.devices.is_empty() && !is_empty_home {
            self.devices = default_home();
            self.names = Names::of(&self.devices);
        }
        let device_lines = self.lines.len();
        self.lines.append(&mut lock_lines);
        Ok(device_lines)
    }

    fn add_device(&mut self, device: Device) {
        let index = u32::try_from(self.devices.len()).expect("a text of a megabyte has fewer devices");
        self.names.add(&device.name, DeviceId(index));
        self.devices.push(device);
    }

    /// Reads a device, or `None` after `device none`: a home without devices.
    fn device(&mut self) -> Parsed<Option<Device>> {
        let name_error = |parser: &Self, why: &str| Err(parser.unexpected(format!("a name for the device{why}")));
        match self.token {
            Token::Word(name) if RESERVED.contains(&name) => return name_error(self, " that is not a keyword"),
            Token::Word(name) if self.names.find(&normal_form(name)).is_some() => {
                return name_error(self, " that no other device has");
            }
            _ => {}
        }
        let name = self.word(|| "a name for the device".into())?;
        // A device can have the name as well: `device none = light`.
        if name == "none" && self.devices.is_empty() && !self.at('=') {
            return Ok(None);
        }
        self.expect('=')?;
        let kinds = || DeviceKind::ALL.map(DeviceKind::as_str);
        let kind = match self.token {
            Token::Word(word) => DeviceKind::from_name(word)
                .ok_or_else(|| self.unexpected(one_of(kinds())).suggest(did_you_mean(word, kinds())))?,
            _ => return Err(self.unexpected(one_of(kinds()))),
        };
        self.advance()?;
        let mut device = Device::new(name, kind);
        if self.eat('(')? {
            self.options(&mut device)?;
        }
        Ok(Some(device))
    }

    fn options(&mut self, device: &mut Device) -> Parsed<()> {
        const OPTIONS: [&str; 5] = ["latency", "jitter", "state", "fails", "capacity"];
        let mut given: Vec<&str> = Vec::new();
        loop {
            let Token::Word(option) = self.token else {
                return Err(self.unexpected(one_of(OPTIONS)));
            };
            if given.contains(&option) {
                return Err(self.unexpected(format!("`{option}` only once")));
            }
            if !OPTIONS.contains(&option) {
                return Err(self.unexpected(one_of(OPTIONS)).suggest(did_you_mean(option, OPTIONS)));
            }
            given.push(option);
            self.advance()?;
            self.expect(':')?;
            match option {
                "latency" => device.latency = self.duration()?,
                "jitter" => device.jitter = self.duration()?,
                "state" => device.start = self.start_state(device.kind)?,
                "fails" => device.fails = self.count()?,
                _ => device.capacity = Some(self.count()?),
            }
            if !self.eat(',')? {
                break;
            }
        }
        if self.eat(')')? { Ok(()) } else { Err(self.unexpected("`,` or `)`")) }
    }

    fn start_state(&mut self, kind: DeviceKind) -> Parsed<StartState> {
        let states = || kind.start_states().iter().map(|state| state.as_str());
        let expected = || format!("a state of a {}: {}", kind.as_str(), one_of(states()));
        let Token::Word(word) = self.token else {
            return Err(self.unexpected(expected()));
        };
        let state = StartState::from_name(word)
            .filter(|state| kind.start_states().contains(state))
            .ok_or_else(|| self.unexpected(expected()).suggest(did_you_mean(word, states())))?;
        self.advance()?;
        Ok(state)
    }
}
