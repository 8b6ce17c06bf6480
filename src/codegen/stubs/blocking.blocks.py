# if control
def run_parallel(*steps):
    # Nothing overlaps. The first failure ends it: there are no others to wait for.
    run_sequence(*steps)


def run_sequence(*steps):
    for each in steps:
        each()


# end
# if cancel
def run_parallel_cancel(*steps):
    # Nothing overlaps: when one fails there is nothing to cancel.
    run_sequence(*steps)


# end
# if leave
def run_parallel_leave(*steps):
    # Nothing overlaps: when one fails there is nothing to leave running.
    run_sequence(*steps)


# end
# if collect limit
def run_parallel_collect(*steps):
    # A failure is a result like any other.
    for each in steps:
        with suppress(Failed):
            each()


# end
# if limit
def run_parallel_limit(limit, errors="wait"):
    # Nothing overlaps: one at a time is within any limit.
    return run_parallel_collect if errors == "collect" else run_sequence


# end
# if race
def run_race(*steps):
    # Nothing overlaps, so nobody races: the first branch is over before another starts.
    if not steps:
        raise Failed("race: nobody runs")
    steps[0]()


# end
# if race_with
def run_race_with(first="settled", losers="cancel"):
    # Nothing overlaps: no loser is there to be cancelled or left.
    def run(*steps):
        failure = None
        for each in steps:
            try:
                return each()
            except Failed as failed:
                failure = failure or failed
        raise failure or Failed("race: nobody runs")

    return run if first == "success" else run_race


# end
# if timeout
def run_timeout(seconds):
    # Nothing can stop a call before it returns: the deadline cuts nothing, and is ignored.
    return run_sequence


# end
# if retry
def run_retry(count, wait=0, grow=1):
    def run(*steps):
        pause = wait
        for attempt in range(1, count + 1):
            try:
                return run_sequence(*steps)
            except Failed:
                if attempt == count:
                    raise
            time.sleep(pause)
            pause = min(pause * grow, 600)

    return run


# end
# if repeat
def run_repeat(count, wait=0):
    def run(*steps):
        for done in range(count):
            if done:
                time.sleep(wait)
            run_sequence(*steps)

    return run


# end
# if fallback
def run_fallback(*steps):
    failure = None
    for each in steps:
        try:
            return each()
        except Failed as failed:
            failure = failed
    if failure:
        raise failure


# end
# if ensure
def run_ensure(first=None, *cleanup):
    # The cleanup runs however the first step ends.
    try:
        if first:
            first()
    except Failed:
        with suppress(Failed):
            run_sequence(*cleanup)
        raise
    run_sequence(*cleanup)


# end
# if fail
def fail(reason, seconds=0):
    log("started", "fail")
    time.sleep(seconds)
    log("failed", "fail")
    raise Failed(f"fail: {reason}")


# end
# if work work_on_thread
def work(seconds):
    log("started", "work")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
    log("finished", "work")


# end
# if blocking
def run_blocking(*steps):
    # As everything here, its calls wait without giving way.
    run_sequence(*steps)


# end
# if offload
def run_offload(*steps):
    # Nobody waits beside it, so another thread would not make it faster.
    run_sequence(*steps)


# end
# if lock
def run_lock(lock):
    # Nothing overlaps: it is free, unless a block around holds it.
    def run(*steps):
        with lock:
            run_sequence(*steps)

    return run


# end
# if names
class Ticket:
    # A name: for the task, future or promise that was made last.
    def __init__(self):
        self.is_made = False

    # if start future
    def run(self, steps):
        try:
            run_sequence(*steps)
            self.make()
        except Failed as failure:
            self.make("failed", failure)

    # end
    def make(self, outcome="ok", failure=None, steps=None):
        self.is_made, self.outcome, self.failure = True, outcome, failure
        self.steps = steps


# end
# if start
def run_start(ticket):
    # Nothing runs beside anything: its steps are over before the next one starts.
    return lambda *steps: ticket.run(steps)


# end
# if future
def run_future(ticket):
    return lambda *steps: ticket.make(steps=steps)


# end
# if await
def await_ticket(ticket):
    if not ticket.is_made:
        # Nobody else is there to make it: this waits for ever.
        threading.Event().wait()
    # if future
    if ticket.steps is not None:
        ticket.run(ticket.steps)
    # end
    if ticket.outcome == "failed":
        raise ticket.failure
    if ticket.outcome == "cancelled":
        raise Failed("await: it was cancelled")


# end
# if cancel_ticket
def cancel_ticket(ticket):
    # if future
    # A future can be cancelled before it runs.
    if ticket.is_made and ticket.steps is not None:
        ticket.make("cancelled")
    # else
    pass  # What runs has ended when its call returns.
    # end


# end
# if resolve
def resolve_ticket(ticket):
    if not ticket.is_made:
        ticket.make()


# end
# if increment
class Number:
    value = 0


def increment(number):
    log("started", "increment")
    read = number.value
    log("read", "increment", value=read)
    number.value = read + 1
    log("written", "increment", value=number.value)
    log("finished", "increment")


# end
