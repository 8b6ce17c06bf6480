//! Sentences of the page about threads in Python and JavaScript, each as a program that shows it.

use std::process::Command;

use super::{python, succeeds, write};

/// Two threads that read a number and write it, one higher. The interpreter is asked to switch as often as it can.
const INCREMENTS: &str = "\
import sys
import threading

sys.setswitchinterval(1e-6)


class Number:
    value = 0


def count():
    for _ in range(200_000):
        read = Number.value
        Number.value = read + 1


threads = [threading.Thread(target=count) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(Number.value)
";

/// Two threads that compute for 200 ms each.
const COMPUTING: &str = "\
import threading
import time


def work():
    end = time.thread_time() + 0.2
    while time.thread_time() < end:
        pass


began = time.perf_counter()
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(round((time.perf_counter() - began) * 1000))
";

/// A worker that changes an object and a shared buffer that it was given.
const WORKER: &str = "\
const { Worker, isMainThread, workerData } = require(\"node:worker_threads\");

if (isMainThread) {
  const given = { knob: { value: 0 }, shared: new SharedArrayBuffer(1) };
  new Worker(__filename, { workerData: given }).on(\"exit\", () =>
    console.log(given.knob.value, new Uint8Array(given.shared)[0]),
  );
} else {
  workerData.knob.value = 1;
  new Uint8Array(workerData.shared)[0] = 1;
}
";

#[test]
#[ignore = "slow: make code-test"]
fn cpython_does_not_switch_between_a_read_and_a_write_without_a_call() {
    let file = write("claims", "increments.py", INCREMENTS);
    assert_eq!(succeeds(python().arg(file)).trim(), "400000");
}

#[test]
#[ignore = "slow: make code-test"]
fn threads_of_cpython_compute_one_at_a_time() {
    let file = write("claims", "computing.py", COMPUTING);
    let took: u32 = succeeds(python().arg(file)).trim().parse().expect("milliseconds");
    assert!(took >= 390, "{took} ms");
}

#[test]
#[ignore = "slow: make code-test"]
fn a_worker_of_javascript_gets_copies_of_objects_and_shares_buffers() {
    let file = write("claims", "worker.cjs", WORKER);
    assert_eq!(succeeds(Command::new("node").arg(file)).trim(), "0 1");
}
