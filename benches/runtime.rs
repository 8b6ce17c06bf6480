//! Parsing, printing, predicting and running large programs, beside the same tree on tokio's paused clock.
//!
//! `cargo bench` prints times and steps per second for each size. Our runs include planning and the event log, the
//! peer's run has neither.

use std::{future::Future, pin::Pin, time::Duration};

use divan::{Bencher, black_box, counter::ItemsCount};
use homeloop::{
    home::Action,
    program::{BlockKind, Control, Key, Limits, Scene, Step, Value, parse_within, print},
    runtime::{Plan, predict},
};

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// With the blocks around them, as many as a run may start.
const RUN_SIZES: [usize; 3] = [1_000, 100_000, 800_000];
/// The kinds of blocks that a run may cut short or repeat.
const CONTROLS: [BlockKind; 3] = [BlockKind::Race, BlockKind::Timeout, BlockKind::Retry];

fn main() {
    divan::main();
}

/// A program of `messages` messages with assorted latencies: sequences of ten in parallels of ten in sequences of ten …
fn tree(messages: usize) -> Step {
    let mut level: Vec<_> = (0..messages as u64).map(message).collect();
    let mut kinds = [BlockKind::Sequence, BlockKind::Parallel].into_iter().cycle();
    while level.len() > 1 {
        let kind = kinds.next().expect("a cycle does not end");
        level = level.chunks(10).map(|children| Step::block(kind, children)).collect();
    }
    level.remove(0)
}

fn message(number: u64) -> Step {
    let (device, action) = match number % 3 {
        0 => ("light", Action::SwitchOn),
        1 => ("speaker", Action::SwitchOn),
        _ => ("toilet", Action::Flush),
    };
    let Step::Message(mut message) = Step::message(device, action) else { unreachable!("just made") };
    message.latency = Some(latency(number));
    Step::Message(message)
}

fn latency(number: u64) -> Duration {
    Duration::from_millis(1 + number * 7919 % 500)
}

fn scene(messages: usize) -> Scene {
    Scene::at_default_home(tree(messages))
}

fn no_limits() -> Limits {
    Limits { steps: usize::MAX, text_bytes: usize::MAX, ..Limits::default() }
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn parse_notation(bencher: Bencher, messages: usize) {
    let text = print(&scene(messages));
    let limits = no_limits();
    bencher
        .counter(ItemsCount::new(messages))
        .bench(|| parse_within(black_box(&text), &limits).expect("it was printed"));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn print_notation(bencher: Bencher, messages: usize) {
    let scene = scene(messages);
    bencher.counter(ItemsCount::new(messages)).bench(|| print(black_box(&scene)));
}

/// A sequence of blocks of a kind, each with ten messages.
fn controls(kind: BlockKind) -> Step {
    let messages: Vec<_> = (0..50_000).map(message).collect();
    let long = Value::Duration(Duration::from_secs(600));
    let block = |children: &[Step]| Step::block(kind, children).with(Key::Duration, long.clone());
    Step::sequence(messages.chunks(10).map(block).collect::<Vec<_>>())
}

#[divan::bench(args = CONTROLS, sample_count = 5)]
fn run_controls_homeloop(bencher: Bencher, kind: BlockKind) {
    let scene = Scene::at_default_home(controls(kind));
    bencher.bench(|| predict(&Plan::new(black_box(&scene), 1)));
}

#[divan::bench(args = CONTROLS, sample_count = 5)]
fn run_controls_tokio_paused(bencher: Bencher, kind: BlockKind) {
    let step = controls(kind);
    bencher.bench(|| run_on_tokio(black_box(&step)));
}

/// Tasks that are started one after another, and wait together.
const STARTED: u32 = 100_000;
/// Branches that wait for one lock.
const WAITING: usize = 10_000;
const BRIEFLY: Duration = Duration::from_millis(1);

#[divan::bench(sample_count = 5)]
fn started_tasks_homeloop(bencher: Bencher) {
    let task = Step::block(BlockKind::Start, [message(0)]);
    let rounds = |count: u32, step| Step::block(BlockKind::Repeat, [step]).with(Key::Count, Value::Count(count));
    let all = rounds(STARTED / 1000, rounds(1000, task));
    let scene = Scene::at_default_home(Step::sequence([all, Step::Delay(Duration::from_secs(2))]));
    bencher.counter(ItemsCount::new(STARTED)).bench(|| predict(&Plan::new(black_box(&scene), 1)));
}

#[divan::bench(sample_count = 5)]
fn started_tasks_tokio_paused(bencher: Bencher) {
    bencher.counter(ItemsCount::new(STARTED)).bench(|| {
        let tasks = tokio::task::LocalSet::new();
        paused_runtime().block_on(tasks.run_until(async {
            for _ in 0..STARTED {
                drop(tokio::task::spawn_local(tokio::time::sleep(latency(0))));
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }));
    });
}

#[divan::bench(sample_count = 5)]
fn waiting_for_one_lock_homeloop(bencher: Bencher) {
    let branch = Step::block(BlockKind::Lock, [Step::Delay(BRIEFLY)]);
    let scene = Scene::at_default_home(Step::parallel(vec![branch; WAITING]));
    bencher.counter(ItemsCount::new(WAITING)).bench(|| predict(&Plan::new(black_box(&scene), 1)));
}

#[divan::bench(sample_count = 5)]
fn waiting_for_one_lock_tokio_paused(bencher: Bencher) {
    bencher.counter(ItemsCount::new(WAITING)).bench(|| {
        let lock = tokio::sync::Semaphore::new(1);
        let branch = || async {
            let permit = lock.acquire().await;
            tokio::time::sleep(BRIEFLY).await;
            drop(permit);
        };
        paused_runtime().block_on(futures::future::join_all((0..WAITING).map(|_| branch())));
    });
}

/// From the program to its event log, jitter, hazards and all.
#[divan::bench(args = RUN_SIZES, sample_count = 5)]
fn run_homeloop(bencher: Bencher, messages: usize) {
    let scene = scene(messages);
    bencher.counter(ItemsCount::new(messages)).bench(|| predict(&Plan::new(black_box(&scene), 1)));
}

/// The same tree of the same latencies, without a log.
#[divan::bench(args = RUN_SIZES, sample_count = 5)]
fn run_tokio_paused(bencher: Bencher, messages: usize) {
    let step = tree(messages);
    bencher.counter(ItemsCount::new(messages)).bench(|| run_on_tokio(black_box(&step)));
}

fn run_on_tokio(step: &Step) {
    paused_runtime().block_on(on_tokio(step));
}

fn paused_runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime can be built")
}

fn on_tokio(step: &Step) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        match step {
            Step::Message(message) => tokio::time::sleep(message.latency.unwrap_or_default()).await,
            Step::Delay(duration) => tokio::time::sleep(*duration).await,
            Step::Fail(_) | Step::Work(_) | Step::OnTask(_) | Step::Increment(_) => {
                unreachable!("no such step is in these programs")
            }
            Step::Block(block) => match block.control() {
                Control::Parallel { .. } => _ = futures::future::join_all(block.children.iter().map(on_tokio)).await,
                Control::Race { .. } => _ = futures::future::select_all(block.children.iter().map(on_tokio)).await,
                Control::Timeout(limit) => _ = tokio::time::timeout(limit, in_order(&block.children)).await,
                _ => in_order(&block.children).await,
            },
        }
    })
}

async fn in_order(steps: &[Step]) {
    for step in steps {
        on_tokio(step).await;
    }
}
