use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    runtime::{EventLoop, LoopState, Plan},
    ui::{
        render::reactive::effect,
        state::{Document, Phase, Run, use_document, use_run},
        text::event_loop as text,
    },
};

/// The longest list that is drawn.
const MAX_TICKETS: usize = 24;

/// State of the view. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct LoopView {
    pub document: Document,
    pub run: Run,
    /// The state to show: after the chosen poll, or else after all polls up to the cursor.
    pub state: RwSignal<LoopState>,
    /// The poll that a person has gone to, by its number. It may be one that the run has yet to come to.
    chosen: RwSignal<Option<usize>>,
    index: StoredValue<EventLoop>,
}

impl LoopView {
    pub fn new() -> Self {
        let (document, run) = (use_document(), use_run());
        let index = StoredValue::new(EventLoop::new(document.plan()));
        let chosen = RwSignal::new(None);
        let state = untrack(|| find_state(run, index, chosen));
        let view = Self { document, run, state: RwSignal::new(state), chosen, index };
        effect(move || view.state.set(find_state(run, index, chosen)));
        view
    }

    /// True while the view follows a run that goes on.
    pub fn follows(self) -> bool {
        follows(self.run)
    }

    pub fn plan(self) -> Arc<Plan> {
        self.index.with_value(|index| index.plan().clone())
    }

    pub fn sentence(self) -> String {
        self.state.with(|state| text::describe(&self.plan(), state))
    }

    pub fn poll_number(self) -> String {
        let place = self.state.with(|state| state.place);
        let last = self.run.with_log(|log| self.index.with_value(|index| index.rest_at(log, place.t))).polls;
        text::poll_number(place.polls, place.is_rest, last)
    }

    /// The number of the poll before the one that is shown.
    pub fn previous(self) -> Option<usize> {
        let place = self.state.with(|state| state.place);
        place.polls.checked_sub(if place.is_rest { 1 } else { 2 })
    }

    /// The number of the poll after the one that is shown; `None` after the last poll of a run that is over.
    pub fn next(self) -> Option<usize> {
        let next = self.state.with(|state| state.place.polls);
        let is_last = self.run.with_log(|log| next >= log.polls().len());
        (!is_last || !self.run.is_over()).then_some(next)
    }

    /// Goes to a poll: the cursor moves to its time, or the run goes on to it.
    pub fn go(self, number: usize) {
        self.chosen.set(Some(number));
        let place = untrack(|| self.run.with_log(|log| self.index.with_value(|index| index.after_poll(log, number))));
        match place {
            Some(place) => self.run.seek(place.t),
            None => self.run.step(),
        }
    }
}

fn follows(run: Run) -> bool {
    run.phase.get() == Phase::Running || run.replaying.get()
}

fn find_state(run: Run, index: StoredValue<EventLoop>, chosen: RwSignal<Option<usize>>) -> LoopState {
    let (moment, follows, number) = (run.moment.get(), follows(run), chosen.get());
    let plan = run.history.with(|history| history.plan().clone());
    run.with_log(|log| {
        index.update_value(|index| {
            if !Arc::ptr_eq(index.plan(), &plan) {
                *index = EventLoop::new(plan);
            }
            index.read(log);
        });
        index.with_value(|index| {
            let place = number.and_then(|number| index.after_poll(log, number));
            // The cursor was moved elsewhere.
            if follows || place.is_some_and(|place| place.t != moment) {
                chosen.update_untracked(|chosen| *chosen = None);
            }
            let place = place.filter(|place| place.t == moment && !follows);
            index.state_at(log, place.unwrap_or_else(|| index.rest_at(log, moment)), MAX_TICKETS)
        })
    })
}
