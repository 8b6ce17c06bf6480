use std::{sync::Arc, time::Duration};

use crate::ui::text::what_if::Part;

/// State kept between input events, which is never rendered.
#[derive(Default)]
pub struct Interaction {
    pub is_scrubbing: bool,
    /// The touches that are down: pointer id and x.
    pub fingers: Vec<(i32, f64)>,
    /// True if the focused bar should get the focus once it is rendered.
    pub wants_focus: bool,
    pub probe: Option<LatencyProbe>,
}

/// State before a latency slider began to move.
#[derive(Clone)]
pub struct LatencyProbe {
    pub device: Arc<str>,
    pub latency: Duration,
    pub total: Duration,
    pub part: Part,
}
