//! A run of the threads model as stretches of time, by thread and by core: for pictures and figures.

use std::time::Duration;

use super::{EventKind, EventLog, StepId, Threads, records::ThreadState};

/// A run of threads as lanes: one for each thread, and one for each core.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// By the numbers of the threads.
    pub threads: Vec<Vec<Stretch<ThreadState>>>,
    /// By the numbers of the cores.
    pub cores: Vec<Vec<Stretch<OnCore>>>,
    /// The steps that the threads begin with.
    pub first_steps: Vec<StepId>,
    /// The number of switches.
    pub switches: usize,
    /// The time of the last event.
    pub end: Duration,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<T> {
    pub start: Duration,
    pub end: Duration,
    pub what: T,
}

/// The use of a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCore {
    /// It works for this thread.
    Thread(u32),
    /// It goes on with this thread, and needs time for that.
    Switch(u32),
}

impl Lanes {
    /// Reads the log of a run as far as it has come.
    pub fn of(log: &EventLog, settings: &Threads) -> Self {
        let end = log.end();
        let mut now = vec![Some((Duration::ZERO, ThreadState::Running(0)))];
        let mut lanes = Self { end, ..Self::default() };
        lanes.threads.push(Vec::new());
        for record in log.threads() {
            let thread = record.thread as usize;
            now.resize(now.len().max(thread + 1), None);
            lanes.threads.resize(now.len(), Vec::new());
            let before = now[thread].replace((record.t, record.state));
            add(&mut lanes.threads[thread], before, record.t);
        }
        for (thread, state) in lanes.threads.iter_mut().zip(now) {
            add(thread, state.filter(|&(_, state)| state != ThreadState::Ended), end);
        }
        lanes.first_steps = (0..lanes.threads.len() as u32).filter_map(|thread| log.first_step(thread)).collect();
        lanes.cores = vec![Vec::new(); settings.cores as usize];
        for (thread, stretches) in lanes.threads.iter().enumerate() {
            for &Stretch { start, end, what } in stretches {
                if let ThreadState::Running(core) = what {
                    lanes.cores[core as usize].push(Stretch { start, end, what: OnCore::Thread(thread as u32) });
                }
            }
        }
        let switches = log.events().iter().filter(|event| event.kind == EventKind::Switched);
        lanes.switches = switches.clone().count();
        for event in switches.filter(|_| !settings.switch.is_zero()) {
            let Some((thread, core)) = event.on.and_then(|on| Some((on.thread, on.core?))) else { continue };
            let what = OnCore::Switch(thread);
            lanes.cores[core as usize].push(Stretch {
                start: event.t,
                end: (event.t + settings.switch).min(end),
                what,
            });
        }
        lanes.cores.iter_mut().for_each(|core| core.sort_by_key(|stretch| stretch.start));
        lanes
    }

    /// The time for which threads have existed, added up.
    pub fn thread_time(&self) -> Duration {
        let life = |thread: &Vec<Stretch<ThreadState>>| Some(thread.last()?.end - thread.first()?.start);
        self.threads.iter().filter_map(life).sum()
    }

    /// The state of a thread at a time; `None` before it was started and after its end.
    pub fn state_at(&self, thread: u32, t: Duration) -> Option<ThreadState> {
        let stretches = self.threads.get(thread as usize)?;
        let at = stretches.iter().rfind(|stretch| stretch.start <= t)?;
        (t < at.end || at.end == stretches.last()?.end && t == at.end).then_some(at.what)
    }
}

/// Adds the stretch that ends now. Those that take no time are left out, and like ones that touch are one.
fn add(lane: &mut Vec<Stretch<ThreadState>>, before: Option<(Duration, ThreadState)>, end: Duration) {
    let Some((start, what)) = before.filter(|&(start, _)| start < end) else { return };
    match lane.last_mut() {
        Some(last) if last.end == start && last.what == what => last.end = end,
        _ => lane.push(Stretch { start, end, what }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{Model, Plan, predict},
    };

    fn lanes(text: &str, threads: Threads) -> Lanes {
        let plan = Plan::new(&parse(text).unwrap(), 1).in_model(&Model::Threads(threads.clone()));
        Lanes::of(&predict(&plan), &threads)
    }

    fn ms<T: Copy>(lane: &[Stretch<T>]) -> Vec<(u128, u128, T)> {
        lane.iter().map(|stretch| (stretch.start.as_millis(), stretch.end.as_millis(), stretch.what)).collect()
    }

    #[test]
    fn a_thread_runs_waits_for_a_core_or_waits_for_something_else() {
        use ThreadState::{Runnable, Running, Waiting};
        let lanes = lanes("parallel(work(15ms), sequence(work(5ms), delay(20ms)))", Threads::default());
        assert_eq!(ms(&lanes.threads[0]), [(0, 35, Waiting)]);
        assert_eq!(ms(&lanes.threads[1]), [(0, 10, Running(0)), (10, 15, Runnable), (15, 20, Running(0))]);
        assert_eq!(ms(&lanes.threads[2]), [(0, 10, Runnable), (10, 15, Running(0)), (15, 35, Waiting)]);
        use OnCore::Thread;
        assert_eq!(ms(&lanes.cores[0]), [(0, 10, Thread(1)), (10, 15, Thread(2)), (15, 20, Thread(1))]);
        assert_eq!((lanes.switches, lanes.thread_time().as_millis()), (5, 35 + 20 + 35));
    }

    #[test]
    fn a_switch_that_costs_time_is_a_gap() {
        let switch = Duration::from_millis(2);
        let lanes = lanes("parallel(work(5ms), work(5ms))", Threads { switch, cores: 2, ..Threads::default() });
        let gaps = |core: usize| ms(&lanes.cores[core]).into_iter().filter(|it| matches!(it.2, OnCore::Switch(_)));
        assert_eq!(gaps(0).map(|(start, end, _)| (start, end)).collect::<Vec<_>>(), [(0, 2), (7, 9)]);
        assert_eq!(gaps(1).map(|(start, end, _)| (start, end)).collect::<Vec<_>>(), [(0, 2)]);
    }
}
