use super::{
    call::Call,
    devices::Devices,
    steps::{Brackets, Message, StepSyntax},
    writer::Writer,
};
use crate::runtime::{Plan, PlannedStep, StepId, Work};

/// A program on its way to becoming source code of one language.
pub(super) struct Program<'a> {
    pub plan: &'a Plan,
    pub devices: Devices<'a>,
    pub syntax: &'static dyn StepSyntax,
}

/// The code of a step, without that of the steps inside it.
pub(super) enum Piece {
    Call(Call),
    Block(Brackets),
}

impl Program<'_> {
    /// Writes the code of a step. No other place in this room lists the kinds of step.
    pub fn piece(&self, id: StepId) -> Piece {
        match &self.plan.step(id).work {
            Work::Message { device, action, latency } => {
                let latency = (self.plan.device(*device).latency != *latency).then_some(*latency);
                self.message(&Message { device: self.devices.known(*device), action, latency })
            }
            Work::UnknownDevice { name, action } => {
                self.message(&Message { device: self.devices.missing(name), action, latency: None })
            }
            Work::Delay(duration) => Piece::Call(self.syntax.delay(*duration)),
            Work::Busy(duration) => Piece::Call(self.syntax.work(*duration, self.plan.step(id).thread)),
            Work::Fail { reason, after } => Piece::Call(self.syntax.fail(reason, *after)),
            Work::OnTask(verb) => {
                let name = self.plan.step(id).name.expect("a step with a name");
                Piece::Call(self.syntax.on_task(*verb, self.devices.name(name)))
            }
            Work::Increment(number) => Piece::Call(self.syntax.increment(self.devices.number(*number))),
            Work::Block(_) => {
                let PlannedStep { control, lock, name, .. } = *self.plan.step(id);
                let named = lock.map(|lock| self.devices.lock(lock)).or(name.map(|name| self.devices.name(name)));
                Piece::Block(self.syntax.block(control.expect("a block has one"), named))
            }
        }
    }

    fn message(&self, message: &Message) -> Piece {
        Piece::Call(self.syntax.message(message))
    }

    /// True if the step is a block. Costs less than its piece.
    pub fn is_block(&self, id: StepId) -> bool {
        matches!(self.plan.step(id).work, Work::Block(_))
    }

    pub fn is_empty(&self, id: StepId) -> bool {
        self.plan.step(id).child_count == 0
    }

    /// Declares the devices, locks and names with `statement`, and adds an empty line if there are any.
    pub fn declare(&self, writer: &mut Writer, statement: impl Fn(&mut Writer, &str, &Call)) {
        let mut any = false;
        for device in self.devices.declared() {
            let (before, call) = self.syntax.device(&device);
            statement(writer, &before, &call);
            any = true;
        }
        for (variable, permits) in self.devices.declared_locks() {
            let (before, call) = self.syntax.lock(variable, permits);
            statement(writer, &before, &call);
            any = true;
        }
        for variable in self.devices.declared_names() {
            let (before, call) = self.syntax.ticket(variable);
            statement(writer, &before, &call);
            any = true;
        }
        for variable in self.devices.declared_numbers() {
            let (before, call) = self.syntax.number(variable);
            statement(writer, &before, &call);
            any = true;
        }
        if any {
            writer.plain("\n");
        }
    }
}
