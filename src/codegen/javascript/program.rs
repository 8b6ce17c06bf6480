use super::{
    super::{
        devices::Devices,
        literal::{Escapes, decimal, string},
        writer::{Call, Writer, closes, opens},
    },
    BREAKS,
};
use crate::{
    home::Action,
    program::BlockKind,
    runtime::{Plan, StepId, Work},
};

/// Writes the steps as prettier lays calls out.
pub(super) struct Program<'a> {
    plan: &'a Plan,
    devices: Devices<'a>,
    writer: &'a mut Writer,
    /// How wide each step is on one line; `None` for one that prettier never keeps on one.
    widths: Vec<Option<usize>>,
}

impl<'a> Program<'a> {
    pub(super) fn new(plan: &'a Plan, devices: Devices<'a>, writer: &'a mut Writer) -> Self {
        Self { plan, devices, writer, widths: vec![None; plan.len()] }
    }

    /// Measures all steps. Children come after their block, so from the last on each block finds its own measured.
    fn measure(&mut self) {
        for id in self.plan.ids().rev() {
            self.widths[id.index()] = self.width(id);
        }
    }

    fn width(&self, id: StepId) -> Option<usize> {
        let Work::Block(kind) = self.plan.step(id).work else {
            let (head, arguments) = self.leaf(id);
            return Some(THUNK.len() + Call { head: &head, arguments: &arguments, tail: "" }.width());
        };
        if self.composes(id) {
            return None;
        }
        let children = || self.plan.children(id);
        let commas = 2 * (self.plan.step(id).child_count as usize).saturating_sub(1);
        let inside = children().try_fold(0, |sum, child| Some(sum + self.widths[child.index()]?))?;
        Some(function(kind).len() + inside + commas + 1)
    }

    fn leaf(&self, id: StepId) -> (String, Vec<String>) {
        let work = &self.plan.step(id).work;
        let (action, latency) = match work {
            Work::Delay(duration) => return ("delay".into(), vec![decimal(*duration, 6)]),
            Work::Block(_) => unreachable!("a block is no leaf"),
            Work::UnknownDevice { action, .. } => (action, None),
            Work::Message { device, action, latency } => {
                (action, (self.plan.device(*device).latency != *latency).then_some(*latency))
            }
        };
        let mut arguments = Vec::new();
        let method = match action {
            Action::Connect | Action::Disconnect => action.name().as_str(),
            _ => {
                arguments.push(["\"", action.name().as_str(), "\""].concat());
                match action.data() {
                    Some(data) => arguments.push(string(data, Escapes::JavaScript)),
                    None if latency.is_some() => arguments.push("undefined".into()),
                    None => {}
                }
                "sendMessage"
            }
        };
        arguments.extend(latency.map(|latency| decimal(latency, 6)));
        ([self.devices.identifier(work), ".", method].concat(), arguments)
    }

    pub(super) fn write(&mut self) {
        self.measure();
        let id = StepId::ROOT;
        if let Work::Block(kind) = self.plan.step(id).work {
            self.block(id, kind, 2, "const program = ", ";");
            return self.writer.line(2, &["await program();"], None);
        }
        let (head, arguments) = self.leaf(id);
        let call = Call { head: &["await ", &head].concat(), arguments: &arguments, tail: ";" };
        self.writer.call(2, &call, &BREAKS, Some(0..1));
    }

    /// Writes a step inside a block.
    fn step(&mut self, id: StepId, indent: usize) {
        if let Work::Block(kind) = self.plan.step(id).work {
            return self.block(id, kind, indent, "", ",");
        }
        let (head, arguments) = self.leaf(id);
        let numbers = id.0..id.0 + 1;
        let call = Call { head: &[THUNK, &head].concat(), arguments: &arguments, tail: "," };
        if indent + call.width() <= BREAKS.columns {
            return self.writer.call(indent, &call, &BREAKS, Some(numbers));
        }
        self.writer.line(indent, &[THUNK.trim_end()], opens(numbers.clone()));
        self.writer.call_further(indent + BREAKS.indent, &Call { head: &head, ..call }, &BREAKS, numbers);
    }

    fn block(&mut self, id: StepId, kind: BlockKind, indent: usize, before: &str, after: &str) {
        let all = id.0..self.plan.end_of(id);
        let used = indent + before.len() + after.len();
        if self.widths[id.index()].is_some_and(|width| used + width <= BREAKS.columns) || all.len() == 1 {
            let mut line = before.to_string();
            self.flat(id, &mut line);
            return self.writer.line(indent, &[&line, after], opens(all));
        }
        let mut open = [before, function(kind)].concat();
        let hugged = self.plan.children(id).last().filter(|&last| self.hugs(id, last, indent, &mut open));
        if let Some(last) = hugged {
            self.writer.line(indent, &[&open], opens(id.0..last.0));
            let (head, arguments) = self.leaf(last);
            let call = Call { head: &head, arguments: &arguments, tail: "," };
            self.writer.call(indent + BREAKS.indent, &call, &BREAKS, Some(last.0..last.0 + 1));
        } else {
            self.writer.line(indent, &[before, function(kind)], opens(id.0..id.0 + 1));
            for child in self.plan.children(id) {
                self.step(child, indent + BREAKS.indent);
            }
        }
        self.writer.line(indent, &[")", after], closes(id.0));
    }

    /// Whether prettier keeps all of a broken call but the work of its last function on the first line, which is added
    /// to `open` then.
    fn hugs(&self, id: StepId, last: StepId, indent: usize, open: &mut String) -> bool {
        let others = || self.plan.children(id).take_while(|&child| child != last);
        if !self.is_leaf(last) || self.composes(id) || others().any(|child| self.widths[child.index()].is_none()) {
            return false;
        }
        for child in others() {
            self.flat(child, open);
            open.push_str(", ");
        }
        open.push_str(THUNK.trim_end());
        indent + open.len() <= BREAKS.columns
    }

    /// Whether prettier always breaks a call: one with several functions, or with a function inside a call beside
    /// another argument.
    fn composes(&self, id: StepId) -> bool {
        let mut functions = self.plan.children(id).filter(|&child| self.is_leaf(child));
        let has_function = |child| self.plan.children(child).any(|inner| self.is_leaf(inner));
        self.plan.step(id).child_count > 1 && (functions.nth(1).is_some() || self.plan.children(id).any(has_function))
    }

    /// Writes a step on the line that is being written.
    fn flat(&self, id: StepId, line: &mut String) {
        let Work::Block(kind) = self.plan.step(id).work else {
            let (head, arguments) = self.leaf(id);
            return line.extend([THUNK, &head, "(", &arguments.join(", "), ")"]);
        };
        line.push_str(function(kind));
        for child in self.plan.children(id) {
            if child.0 > id.0 + 1 {
                line.push_str(", ");
            }
            self.flat(child, line);
        }
        line.push(')');
    }

    fn is_leaf(&self, id: StepId) -> bool {
        !matches!(self.plan.step(id).work, Work::Block(_))
    }
}

/// What makes a promise wait until it is wanted.
const THUNK: &str = "() => ";

fn function(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Sequence => "sequence(",
        BlockKind::Parallel => "parallel(",
    }
}
