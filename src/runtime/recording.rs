//! Recording what happens to executions in a run.

use super::{Event, EventKind, Execution, open::Open, run_state::RunState};

impl RunState<'_> {
    /// Records an event of an open execution that is neither its start nor its end.
    pub(super) fn record(&self, execution: Execution, kind: EventKind) {
        let parent = self.open.borrow().get(execution).and_then(|open| open.parent);
        self.push(execution, parent, None, kind);
    }

    /// Records that executions were cancelled because of another, or because nothing can go on.
    pub(super) fn record_cancelled(&self, cancelled: &[Open], by: Option<Execution>) {
        for open in cancelled.iter().filter(|open| !open.is_future) {
            self.push_on(open.thread, open.execution, open.parent, by, EventKind::Cancelled);
        }
    }

    pub(super) fn push(
        &self,
        execution: Execution,
        parent: Option<Execution>,
        woken_by: Option<Execution>,
        kind: EventKind,
    ) {
        let thread = self.cores.as_ref().and_then(|_| self.thread_now().or_else(|| self.thread_of(execution)));
        self.push_on(thread, execution, parent, woken_by, kind);
    }

    /// Returns the thread that runs an execution, or that has made what the execution has made.
    fn thread_of(&self, execution: Execution) -> Option<u32> {
        let open = self.open.borrow().get(execution).and_then(|open| open.thread);
        open.or_else(|| self.names.borrow().made_by(execution)?.thread)
    }

    /// Records an event that happens to a thread.
    fn push_on(
        &self,
        thread: Option<u32>,
        execution: Execution,
        parent: Option<Execution>,
        woken_by: Option<Execution>,
        kind: EventKind,
    ) {
        let (t, wall) = (self.timers.now(), self.wall.get());
        let on = thread.and_then(|thread| self.on_thread(thread));
        self.log.borrow_mut().push(Event { on, ..Event::new(t, wall, execution, parent, woken_by, kind) });
    }
}
