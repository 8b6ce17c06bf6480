use std::time::Duration;

use super::{
    About, Code, Construct, Difference, Target,
    devices::Devices,
    identifiers::Case,
    python::{BREAKS, RESERVED, SYNTAX, declare, leaf},
    writer::{Call, Writer, opens},
};
use crate::{
    program::BlockKind,
    runtime::{Plan, Work, predict},
};

/// Python as it was before async: each message runs to its end, and meanwhile nothing else can happen.
pub struct Blocking;

/// How long a program takes if nothing overlaps: the sum of all latencies and delays, up to a failure, which ends it.
pub fn blocking_time(plan: &Plan) -> Duration {
    predict(&plan.sequential()).end()
}

impl Target for Blocking {
    fn about(&self) -> &'static About {
        &About { id: "blocking", name: "Python before async", extension: "py", mime: "text/x-python" }
    }

    /// Blocks are comments: there is nothing to write for them.
    fn code(&self, plan: &Plan) -> Code {
        let mut writer = Writer::default();
        let devices = Devices::new(plan, Case::Snake, RESERVED);
        writer.plain("import time\n\n\ndef main():");
        declare(&mut writer, &devices);
        let mut has_code = false;
        for id in plan.ids() {
            let work = &plan.step(id).work;
            if let Work::Block(kind) = work {
                let comment = match kind {
                    BlockKind::Sequence => "# sequence",
                    BlockKind::Parallel => "# parallel, but nothing overlaps",
                };
                writer.line(4, &[comment], opens(id.0..id.0 + 1));
                continue;
            }
            let (head, arguments) = leaf(plan, &devices, work);
            writer.call(4, &Call { head: &head, arguments: &arguments, tail: "" }, &BREAKS, Some(id.0..id.0 + 1));
            has_code = true;
        }
        if !has_code {
            writer.line(4, &["pass"], None);
        }
        writer.plain("\n\n");
        writer.finish(include_str!("stubs/blocking.py"), &SYNTAX)
    }

    fn differences(&self) -> &'static [Difference] {
        &[
            Difference {
                construct: Construct::Message,
                text: "A call returns only when its message has arrived: time.sleep holds the one thread there is, so \
                       nothing else can run.",
            },
            Difference {
                construct: Construct::Parallel,
                text: "There is no way to say it: each call blocks the next, so nothing overlaps and the program \
                       takes the sum of all latencies and delays.",
            },
            Difference {
                construct: Construct::Sequence,
                text: "The order of the lines is the sequence; the first exception ends the whole program.",
            },
        ]
    }
}
