//! Text of the timeline panel: its tools, bars, table and exports.

use std::time::Duration;

use super::{
    describe_hazard,
    numbers::{exact, number, seconds, with_plain_spaces},
    transport::Label,
};
use crate::{
    browser::files::SavedPicture,
    home::Hazard,
    runtime::{History, StepSlack, StepState},
};

pub const WHAT_IF: Label = Label { name: "What if", title: "What if a device were faster?" };
pub const EVENT_LOOP: Label = Label { name: "Event loop", title: "What the one thread does" };
pub const COMPARE: Label = Label { name: "Compare", title: "Beside another run" };
pub const TABLE: Label = Label { name: "Table", title: "The same as a table" };

pub const PRESS_RUN: &str = "Press Run, and see here what happens when.";
/// The accessible name of the buttons that choose a view.
pub const BACK_TO_CHART: &str = "Back to the chart";
pub const VIEWS: &str = "View";
pub const ZOOM: &str = "Zoom";
pub const ZOOM_OUT: Label = Label { name: "Zoom out", title: "Zoom out (-)" };
pub const ZOOM_IN: Label = Label { name: "Zoom in", title: "Zoom in (+)" };
pub const SHOW_ALL: Label = Label { name: "Show all", title: "Show all (0)" };

pub const SAVE_AS: Label = Label { name: "Save as", title: "Save as a picture or a log" };
pub const DOWNLOAD_SVG: &str = "Download SVG";
pub const DOWNLOAD_PNG: &str = "Download PNG";
pub const COPY_SVG: &str = "Copy SVG";
pub const DOWNLOAD_LOG: &str = "Download log (JSON)";
pub const COPIED_SVG: &str = "The timeline was copied as SVG.";

/// The result of saving a PNG, if it is not what was asked for.
pub fn saved_picture(saved: SavedPicture) -> Option<&'static str> {
    match saved {
        SavedPicture::Whole => None,
        SavedPicture::ScaledDown => Some(
            "The picture was scaled down: this browser draws no larger one. Download SVG saves it in its full size.",
        ),
        SavedPicture::Failed => Some("This browser could not draw the picture. Download SVG saves it."),
    }
}

/// The name of the lane for steps that belong to no device, and of that for those of them that are no blocks.
pub const BLOCKS: &str = "blocks";
pub const OTHER_STEPS: &str = "others";
/// The key to the line under bars that decide the duration of the run.
pub const CRITICAL_PATH: &str = "[critical path]";

/// The table and its columns, with words of the glossary.
pub const SPANS: &str = "Spans";
pub const COLUMNS: [&str; 7] =
    ["Step", "Starts", "Ends", "Duration", "[Slack|slack]", "At the [cursor]", "[Hazard|hazard]"];

/// The prediction of a run: "1.00 s predicted", "gets stuck at 0.50 s".
pub fn predicted(prediction: &History) -> String {
    match (prediction.is_stuck(), seconds(prediction.end())) {
        (true, end) => format!("gets stuck at {end}"),
        (false, end) => format!("{end} predicted"),
    }
}

/// "the first 2.00 s are drawn": the part of a long run that the chart shows.
pub fn shown_part(end: Duration) -> String {
    format!("the first {} are drawn", seconds(end))
}

/// Adds the measured time to a prediction: "2.00 s predicted, 0.21 s measured at 10×". `speed` is that of the whole run; `None` if there
/// was none, since the run was paused, stepped or slowed down on its way.
///
/// The measured time shows that timers keep up with the prediction. A run that was held up, or that a person slows down
/// to look at it, shows nothing of that kind, so its time is not told.
pub fn predicted_and_measured(predicted: String, measured: Duration, speed: Option<f64>) -> String {
    let measured = seconds(measured);
    match speed {
        Some(1.0) => format!("{predicted}, {measured} measured"),
        Some(speed) if speed > 1.0 => format!("{predicted}, {measured} measured at {}×", number(speed)),
        _ => predicted,
    }
}

/// A label of the time axis: "0", "500 ms".
pub fn tick(t: Duration) -> String {
    if t.is_zero() { "0".into() } else { exact(t) }
}

/// "0.50 s slack"
pub fn slack(slack: Duration) -> String {
    format!("{} slack", seconds(slack))
}

/// The same with the word of the glossary.
pub fn slack_with_word(slack: Duration) -> String {
    format!("{} [slack]", seconds(slack))
}

/// The accessible name of a bar: "toilet flush: 0.00 s to 0.50 s, done, 0.50 s slack". The state is told in the words of
/// `state`, and `details` are more of them.
pub fn bar(
    name: &str,
    [start, end]: [Duration; 2],
    state: &str,
    details: &[String],
    hazard: Option<Hazard>,
    slack: Option<Duration>,
) -> String {
    let mut text = format!("{name}: {} to {}", seconds(start), seconds(end));
    let words = [state].into_iter().chain(details.iter().map(String::as_str));
    for words in words.filter(|words| !words.is_empty()) {
        text += &format!(", {words}");
    }
    if let Some(hazard) = hazard {
        text += &format!(", {}", describe_hazard(hazard));
    }
    if let Some(slack) = slack {
        text += &format!(", {}", self::slack(slack));
    }
    with_plain_spaces(&text)
}

/// The state of a step in a word.
pub fn step_state(state: StepState) -> &'static str {
    state.as_str()
}

/// "cancelled by timeout"
pub fn cancelled_by(name: &str) -> String {
    format!("cancelled by {name}")
}

/// A step that waits in a run that is stuck: "waits for music for ever, held by lock music".
pub fn waits_for_ever(name: &str, holder: Option<&str>) -> String {
    let holder = holder.map(|holder| format!(", held by {holder}")).unwrap_or_default();
    format!("waits for {name} for ever{holder}")
}

/// A step that runs whether or not another has failed.
pub const CLEANUP: &str = "cleanup";

/// "2nd attempt"
pub fn attempt(number: u32) -> String {
    format!("{} attempt", ordinal(number))
}

/// "2nd round"
pub fn round(number: u32) -> String {
    format!("{} round", ordinal(number))
}

/// "1st", "2nd", "13th"
fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// "stray from 0.30 s on"
pub fn stray_since(t: Duration) -> String {
    format!("stray from {} on", seconds(t))
}

pub const WAITS_FOR_LOCK: &str = "waits for the lock";
pub const NEVER_HAD_LOCK: &str = "never had the lock";

/// "holds the lock from 0.50 s on"
pub fn holds(acquired: Duration) -> String {
    format!("holds the lock from {} on", seconds(acquired))
}

/// "held the lock from 0.50 s to 1.00 s"
pub fn held(acquired: Duration, released: Duration) -> String {
    format!("held the lock from {} to {}", seconds(acquired), seconds(released))
}

/// "arrived at 0.30 s, and waits for the thread"
pub fn arrived(delivered: Duration, is_over: bool) -> String {
    format!("arrived at {}, {} for the thread", seconds(delivered), if is_over { "then waited" } else { "and waits" })
}

/// "deadline at 1.00 s"
pub fn deadline(t: Duration) -> String {
    format!("deadline at {}", seconds(t))
}

/// The slack of a step in the table. A step that runs without slack is a stray, or was cancelled: nothing waits for its end.
pub fn slack_cell(slack: StepSlack, runs: bool) -> String {
    match slack.slack {
        None if runs => "nothing waits for it".into(),
        None => "never runs".into(),
        Some(_) if slack.is_critical => "decides the total".into(),
        Some(slack) => seconds(slack),
    }
}

/// The note below a table that is cut off.
pub fn rows_not_shown(count: usize) -> String {
    format!("{count} more steps are in the event log.")
}

/// The title of an exported picture: "Good night, 1.00 s".
pub fn export_title(name: &str, total: Duration) -> String {
    with_plain_spaces(&format!("{name}, {}", seconds(total)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_described_with_its_times_its_state_its_hazard_and_its_slack() {
        let times = [Duration::ZERO, Duration::from_millis(500)];
        let bar = |state, hazard, slack| bar("toilet flush", times, state, &[], hazard, slack);
        assert_eq!(bar("", None, None), "toilet flush: 0.00 s to 0.50 s");
        assert_eq!(
            bar("done", Some(Hazard::FlushDuringClean), Some(Duration::from_millis(250))),
            "toilet flush: 0.00 s to 0.50 s, done, the toilet is flushed with the brush inside, 0.25 s slack"
        );
    }

    #[test]
    fn rounds_are_counted_with_ordinals() {
        let words = [1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(ordinal);
        assert_eq!(words, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "113th"]);
        assert_eq!(attempt(2), "2nd attempt");
    }

    #[test]
    fn the_measured_time_is_told_of_a_run_that_went_through_and_was_not_slowed_down() {
        let totals = |speed| {
            predicted_and_measured(
                self::seconds(Duration::from_secs(2)) + " predicted",
                Duration::from_millis(2010),
                speed,
            )
        };
        assert_eq!(totals(Some(1.0)), "2.00\u{a0}s predicted, 2.01\u{a0}s measured");
        assert_eq!(totals(Some(0.1)), "2.00\u{a0}s predicted");
        assert_eq!(totals(None), "2.00\u{a0}s predicted");
    }

    #[test]
    fn the_table_tells_critical_steps_and_steps_that_never_run_from_others() {
        let cell = |is_critical, slack: Option<u64>| {
            slack_cell(StepSlack { is_critical, slack: slack.map(Duration::from_millis) }, false)
        };
        assert_eq!(cell(true, Some(0)), "decides the total");
        assert_eq!(cell(false, Some(500)), "0.50\u{a0}s");
        assert_eq!(cell(false, None), "never runs");
        assert_eq!(slack_cell(StepSlack { is_critical: false, slack: None }, true), "nothing waits for it");
    }
}
