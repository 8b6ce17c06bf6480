//! Times and steps as people read them.

use std::time::Duration;

use crate::{
    program::{BlockKind, Place, Step, print_duration},
    runtime::{DurationFormula, Plan, StepId, Work},
};

/// Seconds with two decimals: "0.50 s".
pub fn seconds(duration: Duration) -> String {
    let rounded = duration + Duration::from_millis(5);
    format!("{}.{:02} s", rounded.as_secs(), rounded.subsec_millis() / 10)
}

/// Milliseconds as a plain number, for custom properties.
pub fn ms(duration: Duration) -> String {
    let (ms, micros) = (whole_ms(duration), duration.subsec_micros() % 1000);
    format!("{ms}.{micros:03}")
}

/// Milliseconds, rounded down.
pub fn whole_ms(duration: Duration) -> u64 {
    duration.as_secs() * 1000 + u64::from(duration.subsec_millis())
}

/// A number as JavaScript writes it, which costs the page no code.
pub fn number(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// A duration as a step shows it: "500 ms", "1.5 s".
pub fn latency(duration: Duration) -> String {
    let text = print_duration(duration);
    let unit = text.find(char::is_alphabetic).unwrap_or(text.len());
    format!("{} {}", &text[..unit], &text[unit..])
}

/// Seconds as a term of a sum: "0.5", "1.0", "0.125".
pub fn term(duration: Duration) -> String {
    let micros = format!("{:06}", duration.subsec_micros());
    let (first, rest) = micros.split_at(1);
    format!("{}.{first}{}", duration.as_secs(), rest.trim_end_matches('0'))
}

/// How the time of a block comes about: "0.5 + 0.5 = 1.0 s", "max(0.5, 1.0) = 1.0 s".
pub fn sum(sum: &DurationFormula) -> String {
    const MAX_TERMS: usize = 5;
    let total = format!("{} s", term(sum.total));
    let same = sum.terms.windows(2).all(|pair| pair[0] == pair[1]);
    let count = sum.terms.len();
    let (between, times) = match sum.kind {
        BlockKind::Sequence => (" + ", format!("{count} × ")),
        BlockKind::Parallel => (", ", format!("{count} times ")),
    };
    let terms = match &sum.terms[..] {
        [] | [_] => return with_cut(total, sum),
        [first, ..] if same && count > MAX_TERMS => times + &term(*first),
        terms if count > MAX_TERMS => {
            let shown: Vec<_> = terms[..MAX_TERMS - 1].iter().map(|&duration| term(duration)).collect();
            format!("{}{between}… {} more", shown.join(between), count + 1 - MAX_TERMS)
        }
        terms => terms.iter().map(|&duration| term(duration)).collect::<Vec<_>>().join(between),
    };
    with_cut(
        match sum.kind {
            BlockKind::Sequence => format!("{terms} = {total}"),
            BlockKind::Parallel => format!("max({terms}) = {total}"),
        },
        sum,
    )
}

fn with_cut(words: String, sum: &DurationFormula) -> String {
    if sum.is_cut_short { words + ", then it stops" } else { words }
}

/// "1 step", "3 steps"
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Where a step would go: "into parallel, after toilet flush".
pub fn place(root: &Step, place: &Place) -> String {
    let Some(Step::Block(block)) = root.at(&place.block) else {
        return format!("{} this step", if place.index == 0 { "before" } else { "after" });
    };
    let kind = block.kind.as_str();
    match place.index.checked_sub(1).and_then(|before| block.children.get(before)) {
        Some(before) => format!("into {kind}, after {}", before.describe()),
        None if block.children.is_empty() => format!("into the empty {kind}"),
        None => format!("into {kind}, as the first"),
    }
}

/// A step's whole name: "parallel, 3 steps", "toilet flush, 500 ms".
pub fn step_name(plan: &Plan, id: StepId) -> String {
    let words = plan.describe(id);
    match &plan.step(id).work {
        Work::Block(_) => format!("{words}, {}", count(plan.step(id).child_count as usize, "step")),
        Work::Delay(duration) => format!("{words}, {}", latency(*duration)),
        Work::UnknownDevice { .. } => format!("{words}, no such device"),
        Work::Message { action, latency: time, .. } => {
            let data = action.data().map(|data| format!(" “{data}”")).unwrap_or_default();
            format!("{words}{data}, {}", latency(*time))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        program::parse,
        runtime::{History, predict},
    };

    #[test]
    fn the_time_of_a_block_is_told_as_a_sum_or_a_maximum() {
        let told = |text: &str| {
            let plan = std::sync::Arc::new(Plan::new(&parse(text).unwrap(), 1));
            sum(&DurationFormula::of(&History::of(plan.clone(), &predict(&plan)), StepId::ROOT).unwrap())
        };
        assert_eq!(told("sequence(toilet.flush, toilet.clean)"), "0.5 + 0.5 = 1.0 s");
        assert_eq!(told("parallel(toilet.flush, delay(1.25s))"), "max(0.5, 1.25) = 1.25 s");
        assert_eq!(told("sequence(toilet.flush)"), "0.5 s");
        assert_eq!(told("sequence()"), "0.0 s");
        assert_eq!(told(&format!("sequence({})", "delay(1s),".repeat(12))), "12 × 1.0 = 12.0 s");
        let seven = "parallel(delay(1s), delay(2s), delay(3s), delay(4s), delay(5s), delay(6s), delay(7s))";
        assert_eq!(told(seven), "max(1.0, 2.0, 3.0, 4.0, … 3 more) = 7.0 s");
        let off = "device light = light(state: disconnected) sequence(light.switch_on, delay(1s))";
        assert_eq!(told(off), "0.0 s, then it stops");
    }

    #[test]
    fn steps_are_named_with_what_matters_about_them() {
        let text = "parallel(toilet.flush, delay(1.5s), speaker.play_song(\"So What\"), sequence(light.connect @ 2s))";
        let plan = Plan::new(&parse(text).unwrap(), 1);
        let names: Vec<_> = plan.ids().map(|id| step_name(&plan, id)).collect();
        assert_eq!(
            names,
            [
                "parallel, 4 steps",
                "toilet flush, 500 ms",
                "delay, 1.5 s",
                "speaker play song “So What”, 500 ms",
                "sequence, 1 step",
                "light connect, 2 s",
            ]
        );
    }
}
