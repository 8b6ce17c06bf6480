use crate::ui::text::{futures, scheduler, timeline as text, transport::Label};

/// The views of the timeline's area, of which one is shown at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimelineView {
    #[default]
    Chart,
    /// The chart, with a slider for the latency of each device.
    WhatIf,
    /// The chart, with another run below on the same axis.
    Compare,
    EventLoop,
    Futures,
    Scheduler,
    Table,
}

impl TimelineView {
    /// The views that have a button, with its label. Without them the chart is shown.
    pub const WITH_BUTTON: [(Label, Self); 6] = [
        (text::WHAT_IF, Self::WhatIf),
        (text::COMPARE, Self::Compare),
        (text::EVENT_LOOP, Self::EventLoop),
        (futures::FUTURES, Self::Futures),
        (scheduler::SCHEDULER, Self::Scheduler),
        (text::TABLE, Self::Table),
    ];

    /// True if the chart is part of the view.
    pub fn has_chart(self) -> bool {
        match self {
            Self::Chart | Self::WhatIf | Self::Compare => true,
            Self::EventLoop | Self::Futures | Self::Scheduler | Self::Table => false,
        }
    }

    /// Returns the view whose button has a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::WITH_BUTTON.into_iter().find(|(label, _)| label.name == name).map(|(_, view)| view)
    }
}
