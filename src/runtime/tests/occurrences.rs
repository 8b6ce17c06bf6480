use std::{sync::Arc, time::Duration};

use super::{super::*, millis, plan, story};

const TEXT: &str = "device light = light(jitter: 100ms)
    sequence(light.switch_on, repeat(2, delay(5ms), light.switch_off @ 5ms))";

fn repeated() -> Plan {
    plan(TEXT)
}

#[test]
fn a_step_that_is_repeated_is_logged_with_its_occurrence() {
    let start = predict(&repeated()).events()[2].t.as_millis();
    let story = story(&repeated());
    let story: Vec<_> = story[3..].iter().map(|line| line.split_once(' ').unwrap()).collect();
    let t = |after: u128| (start + after).to_string();
    let times: Vec<_> = story.iter().map(|(t, _)| (*t).to_string()).collect();
    assert_eq!(times, [0, 0, 5, 5, 10, 10, 15, 15, 20, 20, 20].map(t));
    let events: Vec<_> = story.iter().map(|(_, event)| *event).collect();
    assert_eq!(
        events,
        [
            "started 1",
            "started 1.0",
            "finished 1.0",
            "started 1.1",
            "finished 1.1",
            "started 1.0#2",
            "finished 1.0#2",
            "started 1.1#2",
            "finished 1.1#2",
            "finished 1",
            "finished",
        ]
    );
}

#[test]
fn each_occurrence_draws_its_own_jitter_and_a_latency_in_the_program_draws_none() {
    let text = "device light = light(jitter: 100ms) repeat(20, light.switch_on, light.switch_off @ 5ms)";
    let plan = plan(text);
    let latencies = |step: u32| {
        let occurrences = 1..=20;
        occurrences
            .map(move |occurrence| Execution { step: StepId(step), occurrence })
            .map(|it| plan.latency(it).unwrap())
    };
    let mut drawn: Vec<_> = latencies(1).collect();
    let Work::Message { latency: first, .. } = plan.step(StepId(1)).work else { unreachable!() };
    assert_eq!(drawn[0], first);
    drawn.sort_unstable();
    drawn.dedup();
    assert!(drawn.len() > 15 && drawn[0] >= millis(400) && drawn[drawn.len() - 1] <= millis(600));
    assert!(latencies(2).all(|latency| latency == millis(5)));
}

#[test]
fn a_log_is_read_without_its_plan_by_latency_and_who_woke_whom() {
    let log = predict(&repeated());
    let started: Vec<_> = log.events().iter().filter(|event| event.kind.is_start()).collect();
    let woken_by: Vec<_> = started.iter().map(|event| event.woken_by.map(|by| (by.step.0, by.occurrence))).collect();
    assert_eq!(woken_by, [None, None, Some((1, 1)), None, Some((3, 1)), Some((4, 1)), Some((3, 2))]);
    let latency = |event: &Event| match event.kind {
        EventKind::Started { latency } => latency,
        _ => None,
    };
    assert_eq!(latency(started[4]), Some(millis(5)));
    assert_eq!(latency(started[0]), None);
}

#[test]
fn a_picture_shows_the_latest_occurrence_and_keeps_the_spans_of_all() {
    let plan = Arc::new(plan("repeat(3, delay(5ms), delay(3ms))"));
    let history = History::of(plan.clone(), &predict(&plan));
    let state = |ms, step| history.step_at(StepId(step), millis(ms)).as_str();
    assert_eq!([0, 5, 8, 13, 20, 24].map(|ms| state(ms, 1)), ["running", "done", "running", "done", "running", "done"]);
    let spans = |step| history.executions(StepId(step)).map(|execution| history.span(execution)).collect::<Vec<_>>();
    let starts: Vec<_> = spans(2).iter().map(|span| span.start.unwrap().as_millis()).collect();
    assert_eq!(starts, [5, 13, 21]);
    assert!(spans(1).iter().all(|span| span.duration() == millis(5)));
}

#[test]
fn the_slack_of_a_repeated_step_is_shared_by_its_occurrences() {
    let text = "parallel(repeat(2, delay(5ms), parallel(delay(1ms), delay(2ms))), delay(20ms))";
    let plan = plan(text);
    let forecast = Forecast::new(&plan, &predict(&plan));
    let slack: Vec<_> = plan.ids().map(|step| forecast.of(step).slack.unwrap()).collect();
    assert_eq!(slack, [0, 6000, 3000, 3000, 3500, 3000, 0].map(Duration::from_micros));
}
