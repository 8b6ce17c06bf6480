//! Cancelling threads: one in the middle of work cannot be stopped before its work has ended.

use std::rc::Rc;

use super::{
    Execution,
    around_work::AroundWork,
    cores::{Cores, Inside, Need},
    run_state::RunState,
};

impl RunState<'_> {
    /// Cancels what is inside and need not wait for a thread that works: who waits or is at a boundary at once, and who works at
    /// the end of that work. Returns when nobody inside works; then the caller cancels the rest, which is around the work that
    /// ended last. No effect in the other models.
    pub(super) async fn stop(self: &Rc<Self>, inside: Inside, by: Execution) {
        let Some(cores) = &self.cores else { return };
        let mut around = self.around_work(cores, inside);
        if around.is_empty() {
            return;
        }
        let mut stop = cores.stops.stop(inside);
        cores.scheduler.borrow_mut().stop(|execution| self.is_to_stop(execution, inside));
        self.clean_up_early(self.cancel_but(&around, inside, by));
        loop {
            let (mut free, mut threads) = (Vec::new(), Vec::new());
            for work in stop.ended().await {
                if around.end(work.execution, &mut free) {
                    threads.extend(cores.scheduler.borrow().place_of(work.thread));
                }
            }
            if around.is_empty() {
                return;
            }
            self.clean_up_early(self.cancel_these(&free, threads, by));
        }
    }

    /// True if a thread works inside.
    pub(super) fn works_inside(&self, inside: Inside) -> bool {
        let works = |cores: &Cores| cores.stops.works().iter().any(|&work| self.is_to_stop(work, inside));
        self.cores.as_ref().is_some_and(works)
    }

    fn around_work(&self, cores: &Cores, inside: Inside) -> AroundWork {
        let (mut around, open) = (AroundWork::default(), self.open.borrow());
        for &work in cores.stops.works().iter().filter(|&&work| self.is_to_stop(work, inside)) {
            let parent = |execution: &Execution| open.get(*execution).map(|open| (*execution, open.parent));
            let up = std::iter::successors(parent(&work), |(_, up)| parent(&(*up)?));
            up.take_while(|&(execution, _)| inside != Inside::Block(execution)).for_each(|each| around.add(each));
        }
        around
    }

    /// True if a thread may not go on, since it is inside what is being cancelled.
    pub(super) fn is_stopped(&self, cores: &Cores, need: Need) -> bool {
        let is_inside = |&inside: &Inside| self.is_to_stop(need.execution, inside);
        need.can_stop() && cores.stops.stopped.borrow().iter().any(is_inside)
    }

    /// A thread that has not begun, or is between two steps, is known by the block that it is in.
    fn is_to_stop(&self, execution: Execution, inside: Inside) -> bool {
        let open = self.open.borrow();
        match inside {
            Inside::Block(block) => execution == block || open.is_around(execution, block),
            Inside::Strays => open.is_stray(execution),
        }
    }
}
