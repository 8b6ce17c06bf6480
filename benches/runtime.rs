//! Parsing, printing, predicting and running large programs, beside the same tree on tokio's paused clock.
//!
//! `cargo bench` prints times and steps per second for each size. Our runs include planning and the event log, the
//! peer's run has neither.

use std::{future::Future, pin::Pin, time::Duration};

use divan::{Bencher, black_box, counter::ItemsCount};
use homeloop::{
    home::Action,
    program::{BlockKind, Limits, Scene, Step, parse_within, print},
    runtime::{Plan, predict},
};

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// A program of `messages` messages with assorted latencies: sequences of ten in parallels of ten in sequences of ten …
fn tree(messages: usize) -> Step {
    let mut level: Vec<_> = (0..messages as u64).map(message).collect();
    let mut kinds = [BlockKind::Sequence, BlockKind::Parallel].into_iter().cycle();
    while level.len() > 1 {
        let kind = kinds.next().expect("a cycle does not end");
        let block = |children: &[Step]| match kind {
            BlockKind::Sequence => Step::sequence(children),
            BlockKind::Parallel => Step::parallel(children),
        };
        level = level.chunks(10).map(block).collect();
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

/// From the program to its event log, jitter, hazards and all.
#[divan::bench(args = SIZES, sample_count = 5)]
fn run_homeloop(bencher: Bencher, messages: usize) {
    let scene = scene(messages);
    bencher.counter(ItemsCount::new(messages)).bench(|| predict(&Plan::new(black_box(&scene), 1)));
}

/// The same tree of the same latencies, without a log.
#[divan::bench(args = SIZES, sample_count = 5)]
fn run_tokio_paused(bencher: Bencher, messages: usize) {
    let step = tree(messages);
    bencher.counter(ItemsCount::new(messages)).bench(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime can be built")
            .block_on(on_tokio(black_box(&step)));
    });
}

fn on_tokio(step: &Step) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        match step {
            Step::Message(message) => tokio::time::sleep(message.latency.unwrap_or_default()).await,
            Step::Delay(duration) => tokio::time::sleep(*duration).await,
            Step::Block(block) => match block.kind {
                BlockKind::Sequence => {
                    for child in &block.children {
                        on_tokio(child).await;
                    }
                }
                BlockKind::Parallel => _ = futures::future::join_all(block.children.iter().map(on_tokio)).await,
            },
        }
    })
}
