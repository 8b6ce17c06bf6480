//! A person as the scheduler: choices one by one, along a schedule or towards a goal.

use std::time::Duration;

use leptos::prelude::*;

use super::{Document, Phase, Run};
use crate::runtime::{Goal, OpenChoice, Schedule, predict};

/// A handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// True while a person chooses who goes on.
    pub is_on: ReadSignal<bool>,
    /// The choice that the person has to make; `None` at the end of the run.
    pub choice: ReadSignal<Option<OpenChoice>>,
    /// The schedule that the person steps through, if they do not choose freely.
    pub followed: ReadSignal<Option<Followed>>,
    /// The goal that the person has set, if the program may have it.
    pub goal: Memo<Option<Goal>>,
    /// The goals that the present program may have.
    pub goals: Memo<Vec<Goal>>,
    document: Document,
    run: Run,
    write: Writers,
}

/// A schedule that is stepped through.
#[derive(Clone)]
pub struct Followed {
    given: Vec<u32>,
    /// The choices of the whole run: those that are given, and then those of round robin.
    all: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Writers {
    is_on: WriteSignal<bool>,
    choice: WriteSignal<Option<OpenChoice>>,
    followed: WriteSignal<Option<Followed>>,
    goal: WriteSignal<Option<Goal>>,
}

impl Choosing {
    pub fn new(document: Document, run: Run) -> Self {
        let (is_on, set_on) = signal(false);
        let (choice, set_choice) = signal(None);
        let (followed, set_followed) = signal(None);
        let (wanted, set_goal) = signal(None);
        let goals = Memo::new(move |_| document.program.with(|program| Goal::of(&program.plan)));
        let goal = Memo::new(move |_| wanted.get().filter(|goal| goals.read().contains(goal)));
        let write = Writers { is_on: set_on, choice: set_choice, followed: set_followed, goal: set_goal };
        let choosing = Self { is_on, choice, followed, goal, goals, document, run, write };
        // An edit or an ordinary run ends a person's choices.
        Effect::new(move || {
            if matches!(run.phase.get(), Phase::Idle | Phase::Running | Phase::Paused) {
                choosing.end();
            }
        });
        choosing
    }

    /// Lets a person choose who goes on, from the start of the run.
    pub fn begin(self) {
        self.write.followed.set(None);
        self.show(Vec::new());
    }

    /// Lets a person step through the run by the present schedule, from its start to its end.
    pub fn step_through(self) {
        let given = self.choices();
        let all = match untrack(|| self.document.is_predicted()) {
            true => predict(&self.document.plan()).choices().iter().map(|choice| choice.thread).collect(),
            false => given.clone(),
        };
        self.write.followed.set(Some(Followed { given, all }));
        self.show(Vec::new());
    }

    /// Lets a thread go on, if it could. A person who leaves the schedule that they step through chooses freely.
    pub fn choose(self, thread: u32) {
        let is_option =
            self.choice.with_untracked(|choice| choice.as_ref().is_some_and(|it| it.threads.contains(&thread)));
        if self.is_on.get_untracked() && is_option {
            if untrack(|| self.next()).is_some_and(|next| next != thread) {
                self.write.followed.set(None);
            }
            let mut choices = self.choices();
            choices.push(thread);
            self.show(choices);
        }
    }

    /// Returns the thread that goes on next in the schedule that the person steps through.
    pub fn next(self) -> Option<u32> {
        self.choice.track();
        self.followed.with(|followed| followed.as_ref()?.all.get(self.choices().len()).copied())
    }

    /// Lets the next thread of that schedule go on. Returns false without one.
    pub fn choose_next(self) -> bool {
        let next = untrack(|| self.next()).filter(|_| self.is_on.get_untracked());
        next.into_iter().for_each(|thread| self.choose(thread));
        next.is_some()
    }

    /// True if there is a choice to take back.
    pub fn can_undo(self) -> bool {
        self.choice.track();
        self.is_on.get() && !self.choices().is_empty()
    }

    /// Takes the last choice back. Returns false without one.
    pub fn undo(self) -> bool {
        let mut choices = self.choices();
        let is_possible = self.is_on.get_untracked() && choices.pop().is_some();
        if is_possible {
            self.show(choices);
        }
        is_possible
    }

    /// Leaves the rest of the run to the schedule that the person steps through, or to round robin.
    pub fn leave(self) {
        match self.followed.get_untracked() {
            None => {
                self.end();
                self.run.start();
            }
            Some(Followed { given, .. }) => {
                self.document.set_schedule(Schedule::Choices(given));
                self.run.show_at(Duration::MAX);
                self.write.choice.set(None);
            }
        }
    }

    /// Ends a person's choices, since another program or another run is shown.
    pub fn end(self) {
        if self.is_on.get_untracked() {
            self.write.is_on.set(false);
            self.write.choice.set(None);
            self.write.followed.set(None);
        }
    }

    /// Shows the run by a schedule, finished.
    pub fn show_schedule(self, schedule: Schedule) {
        self.end();
        self.document.set_schedule(schedule);
        self.run.show_at(Duration::MAX);
    }

    /// Shows the run by a seed of the jitter, finished.
    pub fn show_seed(self, seed: u64) {
        self.end();
        self.document.set_schedule(Schedule::default());
        self.document.set_seed(seed);
        self.run.show_at(Duration::MAX);
    }

    /// Sets what the person wants to reach, or nothing.
    pub fn set_goal(self, goal: Option<Goal>) {
        self.write.goal.set(goal);
    }

    /// The choices so far.
    pub fn choices(self) -> Vec<u32> {
        match untrack(|| self.document.threads()).schedule {
            Schedule::Choices(choices) => choices,
            Schedule::Seed(_) => Vec::new(),
        }
    }

    fn show(self, choices: Vec<u32>) {
        self.document.set_schedule(Schedule::Choices(choices));
        let choice = self.run.show_to_choice();
        self.write.choice.set(choice);
        self.write.is_on.set(true);
    }
}
