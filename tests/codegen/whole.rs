//! Random programs of the whole language, in which no two events at one instant decide what happens: clocks of programs
//! that are run for real are never that exact, and languages differ in when a branch begins.

use std::{collections::BTreeSet, time::Duration};

use homeloop::{
    home::{Action, StartState},
    program::{Arguments, BlockKind, ChildOrder, Control, Errors, Fail, Key, Scene, Step, Value},
    runtime::{Event, EventKind, EventLog, Plan, Settled, StepId, Work, predict},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::{
    hostile::make_hostile,
    programs::{Program, arbitrary, each_duration, meet_in},
};

/// The number of these programs.
pub const COUNT: usize = 300;

pub const UNIT: Duration = Duration::from_millis(40);

/// The numbers of those in which a block waits for a lock, and of those whose cleanups are dropped in Rust: few random
/// programs do either.
const WAITING_COUNT: usize = 24;
const DROPPED_COUNT: usize = 12;

/// The same programs every time.
pub fn programs() -> Vec<Program> {
    let chosen = |change: fn(&mut Scene), count, is_chosen: fn(&Plan) -> bool| {
        scenes(change).filter(move |scene| is_chosen(&plan(scene, 0)) && is_robust(scene)).take(count)
    };
    let any = chosen(|_| {}, COUNT - WAITING_COUNT - DROPPED_COUNT, |_| true);
    let waiting = chosen(|scene| wrap_branches(&mut scene.step, locked), WAITING_COUNT, waits_for_a_lock);
    let dropped = chosen(|scene| wrap_branches(&mut scene.step, cleaned_up), DROPPED_COUNT, is_dropped);
    any.chain(waiting)
        .chain(dropped)
        .enumerate()
        .map(|(number, scene)| Program::new(format!("whole_{number}"), scene))
        .collect()
}

fn scenes(change: fn(&mut Scene)) -> impl Iterator<Item = Scene> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, b"homeloop's code, as a whole.....");
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (1..).map(move |number| {
        // `threads.rs` has programs that hold the thread: a language may serve in another order what was due meanwhile.
        let mut scene = arbitrary::scene_without_threads().new_tree(&mut runner).expect("a scene").current();
        scene.devices.iter_mut().for_each(|device| device.jitter = Duration::ZERO);
        each_duration(&mut scene, &mut |duration| {
            *duration = Duration::from_secs(duration.as_millis() as u64 / 10 % 6);
        });
        if number % 4 > 0 {
            let mut leaf = number;
            connect(&mut scene);
            fail_now_and_then(&mut scene.step, &mut leaf);
        }
        change(&mut scene);
        make_hostile(&mut scene, number);
        scene
    })
}

/// True if Rust runs other steps, since a future that is dropped cannot await a cleanup.
fn is_dropped(plan: &Plan) -> bool {
    predict(&plan.dropping()).events().len() != predict(plan).events().len()
}

fn waits_for_a_lock(plan: &Plan) -> bool {
    let log = predict(plan);
    let mut asked = log.events().iter().filter(|it| it.kind.is_start() && plan.step(it.step).lock.is_some());
    asked.any(|asked| {
        let is_own = |it: &&Event| (it.step, it.occurrence) == (asked.step, asked.occurrence);
        let acquired = log.events().iter().filter(is_own).find(|it| it.kind == EventKind::Acquired);
        acquired.is_some_and(|acquired| acquired.t > asked.t)
    })
}

/// Connects all devices: refused messages fail at once, when a block can hardly tell which of its branches was first.
fn connect(scene: &mut Scene) {
    let disconnected = scene.devices.iter_mut().filter(|device| device.start == StartState::Disconnected);
    disconnected.for_each(|device| device.start = device.kind.default_start());
    scene.step.for_each_message_mut(&mut |message| {
        if message.action == Action::Disconnect {
            message.action = Action::Connect;
        }
    });
}

/// Wraps the branches of the outermost block of several.
fn wrap_branches(step: &mut Step, wrapped: fn(Step, u64) -> Step) {
    let Step::Block(block) = step else { return };
    if block.kind.child_order() == ChildOrder::Sequential || block.children.len() < 2 {
        return block.children.iter_mut().for_each(|child| wrap_branches(child, wrapped));
    }
    for (number, branch) in (1..).zip(&mut block.children) {
        *branch = wrapped(branch.clone(), number);
    }
}

/// A branch that asks for the lock of all, at a time of its own, and holds it for longer than the next one takes to ask.
fn locked(branch: Step, number: u64) -> Step {
    let [before, after] = [number, 2].map(|seconds| Step::Delay(Duration::from_secs(seconds)));
    Step::sequence([before, Step::block(BlockKind::Lock, [branch, after])])
}

/// A branch with a cleanup.
fn cleaned_up(branch: Step, number: u64) -> Step {
    Step::block(BlockKind::Ensure, [branch, Step::Delay(Duration::from_secs(number))])
}

/// Replaces a message now and then by a failure, and gives policies to parallels.
fn fail_now_and_then(step: &mut Step, number: &mut usize) {
    match step {
        Step::Message(_) => {
            *number += 1;
            if number.is_multiple_of(4) {
                *step = Step::Fail(Fail { reason: "so".into(), after: Duration::from_secs(*number as u64 / 4 % 3) });
            }
        }
        Step::Block(block) => {
            let is_plain = block.arguments == Arguments::default() && block.children.len() > 1;
            if block.kind == BlockKind::Sequence && is_plain && number.is_multiple_of(2) {
                block.kind = BlockKind::Parallel;
            }
            if block.kind == BlockKind::Parallel && is_plain {
                let errors = Errors::ALL[(*number / 2 + block.children.len()) % 4];
                block.arguments.set(block.kind, Key::Errors, Value::Word(errors.as_str()));
            }
            block.children.iter_mut().for_each(|child| fail_now_and_then(child, number));
        }
        Step::Delay(_) | Step::Fail(_) | Step::Work(_) | Step::OnTask(_) | Step::Increment(_) => {}
    }
}

/// The number of kinds of blocks in a program besides plain sequences and parallels.
fn variety(plan: &Plan) -> usize {
    let controls = plan.ids().filter_map(|id| plan.step(id).control.filter(|_| plan.step(id).child_count > 0));
    let is_plain = |control: &Control| {
        matches!(control, Control::Sequence | Control::Parallel { errors: Errors::Wait, limit: None })
    };
    let names = controls.filter(|control| !is_plain(control)).map(|control| control.kind().as_str());
    names.collect::<BTreeSet<_>>().len()
}

/// True if the same happens whatever the exact times, in every language with async. Of programs in which nothing is
/// cancelled, most are left out.
fn is_robust(scene: &Scene) -> bool {
    let plan = plan(scene, 0);
    let log = predict(&plan);
    let is_small = variety(&plan) > 1 && (8..200).contains(&log.events().len()) && log.end() <= 25 * UNIT;
    let is_cancelled = log.events().iter().any(|event| event.kind == EventKind::Cancelled);
    is_small
        && (is_cancelled || log.events().len().is_multiple_of(5))
        && is_robust_as(scene, &Plan::clone)
        && is_robust_as(scene, &Plan::dropping)
        && predict(&plan.sequential()).waits().is_empty()
}

/// True if the same happens whatever the exact times where a language runs the plan.
pub fn is_robust_as(scene: &Scene, as_run: &dyn Fn(&Plan) -> Plan) -> bool {
    let plan = |seed| as_run(&self::plan(scene, seed));
    let log = predict(&plan(0));
    log.waits().is_empty()
        && !ends_at_its_start(&plan(0), &log)
        && !ends_with_the_root(&log)
        && !is_close(&plan(0), &log)
        && !is_handed_on_and_decided(&plan(0), &log)
        && (1..24).all(|seed| happened(&predict(&plan(seed))) == happened(&log))
}

/// The plan with a duration of its own for each step, up to a fifth of a unit shorter or longer; nothing is for seed 0.
fn plan(scene: &Scene, seed: u64) -> Plan {
    let (mut scene, mut random) = (scene.clone(), seed);
    each_duration(&mut scene, &mut |duration| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(seed);
        let longer = (UNIT / 5).mul_f64((random >> 41) as f64 / (1_u64 << 23) as f64);
        let duration_before = duration.as_secs() as u32 * UNIT;
        *duration = match random >> 40 & 1 {
            0 => duration_before + longer,
            _ => duration_before.saturating_sub(longer),
        };
    });
    Plan::new(&scene, 1)
}

/// All that happened, and after that who got a lock, in order.
pub fn happened(log: &EventLog) -> Vec<(StepId, u32, &'static str)> {
    let of = |event: &Event| (event.step, event.occurrence, event.kind.as_str());
    // The schedule decides where threads switch, and when a message arrives whose thread has no core.
    let is_of_schedule =
        |event: &&Event| event.kind == EventKind::Switched || event.kind == EventKind::Delivered && event.on.is_some();
    let mut events: Vec<_> = log.events().iter().filter(|event| !is_of_schedule(event)).map(of).collect();
    events.sort_unstable();
    events.extend(log.events().iter().filter(|event| event.kind == EventKind::Acquired).map(of));
    events
}

/// True if something is cancelled at the instant of its start, or if a branch that may decide about others ends then.
fn ends_at_its_start(plan: &Plan, log: &EventLog) -> bool {
    ends(log).any(|(start, end)| start.t == end.t && (decides(plan, end) || end.kind == EventKind::Cancelled))
}

/// True if a task or a future ends at the instant at which the run does: whether it is cancelled before depends on the order
/// of simultaneous events.
fn ends_with_the_root(log: &EventLog) -> bool {
    let is_end = |event: &&Event| event.step == StepId::ROOT && event.kind.is_end();
    let end = log.events().iter().find(is_end).map(|event| event.t);
    let settled =
        log.events().iter().filter(|event| matches!(event.kind, EventKind::Settled(it) if it != Settled::Cancelled));
    settled.into_iter().any(|event| Some(event.t) == end)
}

/// True for the end of a branch that may decide about others.
fn decides(plan: &Plan, end: &Event) -> bool {
    let parent = plan.step(end.step).parent.filter(|&parent| plan.step(parent).child_count > 1);
    match (parent.and_then(|parent| plan.step(parent).control), end.kind) {
        (_, kind) if !kind.is_end() => false,
        (Some(Control::Race { .. } | Control::Parallel { limit: Some(_), .. }), _) => true,
        (Some(Control::Parallel { errors, .. }), EventKind::Failed(_)) => {
            matches!(errors, Errors::Cancel | Errors::Leave)
        }
        _ => false,
    }
}

/// True if two messages to one device are sent or arrive at the same time, in branches that do not wait for each other, or
/// if two blocks ask for one lock.
fn is_close(plan: &Plan, log: &EventLog) -> bool {
    let locks: Vec<_> =
        log.events().iter().filter(|it| it.kind.is_start() && plan.step(it.step).lock.is_some()).collect();
    let ask_together = locks.iter().enumerate().any(|(number, asked)| {
        let is_same = |other: &Event| other.t == asked.t && plan.step(other.step).lock == plan.step(asked.step).lock;
        locks[..number].iter().any(|other| is_same(other))
    });
    if ask_together {
        return true;
    }
    let device = |event: &Event| match &plan.step(event.step).work {
        Work::Message { device, .. } => Some(*device),
        _ => None,
    };
    let messages: Vec<_> = ends(log).filter(|(start, _)| device(start).is_some()).collect();
    messages.iter().enumerate().any(|(number, (sent, arrived))| {
        messages[..number].iter().any(|(its_sent, its_arrived)| {
            let is_in_task = |step| plan.self_and_ancestors(step).any(|around| plan.step(around).makes_task());
            let meets =
                matches!(meet_control(plan, sent.step, its_sent.step), Control::Parallel { .. } | Control::Race { .. })
                    || is_in_task(sent.step)
                    || is_in_task(its_sent.step);
            let times = [sent.t, arrived.t];
            device(sent) == device(its_sent) && meets && (times.contains(&its_sent.t) || times.contains(&its_arrived.t))
        })
    })
}

/// True if something is cancelled or decided at the instant at which a step that goes on gives a lock back: whether the
/// next has it by then depends on the order of simultaneous events.
fn is_handed_on_and_decided(plan: &Plan, log: &EventLog) -> bool {
    let is_decided = |t: Duration| {
        let mut at = log.events().iter().filter(|event| event.t == t);
        at.any(|event| event.kind == EventKind::Cancelled || decides(plan, event) || event.step == StepId::ROOT)
    };
    log.events().iter().filter(|event| event.kind == EventKind::Released).any(|released| {
        let is_own = |event: &&Event| (event.step, event.occurrence) == (released.step, released.occurrence);
        let is_cancelled = log.events().iter().filter(is_own).any(|event| event.kind == EventKind::Cancelled);
        let has_next =
            log.events().iter().any(|it| it.kind == EventKind::Acquired && it.t == released.t && it.woken_by.is_some());
        !is_cancelled && has_next && is_decided(released.t)
    })
}

fn meet_control(plan: &Plan, one: StepId, other: StepId) -> Control {
    plan.step(meet_in(plan, one, other)).control.unwrap_or(Control::Sequence)
}

/// The start and the end of each execution.
fn ends(log: &EventLog) -> impl Iterator<Item = (&Event, &Event)> {
    let starts = log.events().iter().filter(|event| event.kind.is_start());
    starts.filter_map(|start| {
        let is_end =
            |event: &&Event| (event.step, event.occurrence) == (start.step, start.occurrence) && event.kind.is_end();
        Some((start, log.events().iter().find(is_end)?))
    })
}

#[test]
fn the_whole_language_is_in_enough_of_its_random_programs() {
    let programs = programs();
    assert_eq!(programs.len(), COUNT);
    let plans: Vec<_> = programs.iter().map(|program| program.plan(Duration::from_millis(40))).collect();
    let code: Vec<_> = plans.iter().map(|plan| super::code("python", plan)).collect();
    for word in [
        "_cancel(",
        "_leave(",
        "_collect(",
        "_limit(",
        "_race(",
        "_race_with(",
        "_timeout(",
        "_retry(",
        "_repeat(",
        "_lock(",
        "_start(",
        "_future(",
    ] {
        let calls = format!("run_parallel{word}");
        let calls = if word.starts_with("_c") || word.starts_with("_le") || word.starts_with("_li") {
            calls
        } else {
            format!("run{word}")
        };
        let count = code.iter().filter(|code| code.contains(&calls)).count();
        assert!(count >= 8, "{count} programs have {calls}");
    }
    let waiting = plans.iter().filter(|plan| waits_for_a_lock(plan)).count();
    assert!(waiting >= WAITING_COUNT, "in {waiting} programs a block waits for its lock");
    let dropped = plans.iter().filter(|plan| is_dropped(plan)).count();
    assert!(dropped >= DROPPED_COUNT, "the cleanups of {dropped} programs are dropped in Rust");
    for (kind, least) in [("cancelled", 60), ("hazard", 20), ("failed", 150)] {
        let has = |plan: &&Plan| predict(plan).events().iter().any(|event| event.kind.as_str() == kind);
        let count = plans.iter().filter(has).count();
        assert!(count >= least, "{count} programs have {kind} events");
    }
}
