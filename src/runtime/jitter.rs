use std::time::Duration;

use super::Execution;
use crate::home::Device;

/// Draws a latency evenly from `latency ± jitter`, but not below zero. It depends on the seed and the execution alone, so
/// that jitter is the same in whatever order things happen.
pub(super) fn jittered_latency(device: &Device, seed: u64, execution: Execution) -> Duration {
    if device.jitter.is_zero() {
        return device.latency;
    }
    let number = u64::from(execution.occurrence - 1) << 32 | u64::from(execution.step.0);
    let random = splitmix64(seed ^ splitmix64(number));
    let width = 2 * device.jitter.as_nanos() + 1;
    let offset = (u128::from(random) * width) >> 64;
    let offset = Duration::from_nanos(u64::try_from(offset).unwrap_or(u64::MAX));
    (device.latency + offset).saturating_sub(device.jitter)
}

/// One output of the SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
pub(super) fn splitmix64(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use crate::{
        program::parse,
        runtime::{Plan, StepId, Work},
    };

    #[test]
    fn jitter_goes_to_both_sides_of_the_latency_of_the_device_but_not_of_one_in_the_program() {
        let messages = "a.switch_on,".repeat(1000);
        let text = format!("device a = light(latency: 100ms, jitter: 20ms) sequence({messages} a.switch_on @ 100ms)");
        let plan = Plan::new(&parse(&text).unwrap(), 1);
        let latency = |id: &StepId| match plan.step(*id).work {
            Work::Message { latency, .. } => latency.as_micros(),
            _ => unreachable!(),
        };
        let ids: Vec<_> = plan.children(StepId::ROOT).collect();
        let (last, drawn) = ids.split_last().unwrap();
        let drawn: Vec<_> = drawn.iter().map(latency).collect();
        assert_eq!(latency(last), 100_000);
        assert!((80_000..81_000).contains(drawn.iter().min().unwrap()));
        assert!((119_000..=120_000).contains(drawn.iter().max().unwrap()));
    }
}
