use super::{Execution, completion::Completion, outcome::BodyEnd};

/// The cleanup of an execution, and how far it has come.
#[derive(Clone, Debug, Default)]
pub(super) enum Cleanup {
    #[default]
    None,
    /// It runs when the execution is cancelled, or when the first step has ended.
    Pending,
    /// The execution waits for these: its own, or those of steps that it has cancelled. They run in tasks of their own, so
    /// that cancelling the execution does not stop them.
    Running(Cleanups),
}

/// Cleanups that have started, or will once those inside have ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Cleanups(Vec<Completion<BodyEnd>>);

impl Cleanups {
    pub(super) fn extend(&mut self, others: &Self) {
        self.0.extend(others.0.iter().cloned());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Waits until all cleanups have ended. Returns the execution that was waited for last. A cleanup that fails is
    /// logged; whoever waits goes on.
    pub(super) async fn wait(&self) -> Option<Execution> {
        let mut last = None;
        for cleanup in &self.0 {
            let is_over = cleanup.is_set();
            let BodyEnd { woken_by, .. } = cleanup.wait().await;
            if !is_over || last.is_none() {
                last = woken_by.or(last);
            }
        }
        last
    }
}

impl From<Completion<BodyEnd>> for Cleanups {
    fn from(completion: Completion<BodyEnd>) -> Self {
        Self(vec![completion])
    }
}
