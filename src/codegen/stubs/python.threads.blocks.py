def run_parallel(*steps):
    # A thread for each branch. A failure waits until the others have ended.
    with step("parallel") as own:
        run_threads(own, steps)
        if own.failures:
            raise own.failures[0]


def run_threads(own, steps):
    threads = [Branch(own, *each) for each in enumerate(steps)]
    for thread in threads:
        thread.join()
    # if scopes
    check()
    # end


def run_sequence(*steps):
    with step("sequence") as own:
        own.run_all(steps)


# if cancel
def run_parallel_cancel(*steps):
    # The first failure cancels the others, and waits for their cleanups.
    with step("parallel") as own:
        run_branches(own, steps)
        if own.failures:
            raise own.failures[0]


# end
# if leave
def run_parallel_leave(*steps):
    # The first failure ends it, and the others go on.
    with step("parallel") as own:
        run_branches(own, steps, others="leave")
        if own.failures:
            raise own.failures[0]


# end
# if collect
def run_parallel_collect(*steps):
    # A failure is a result like any other.
    with step("parallel") as own:
        run_threads(own, steps)


# end
# if limit
def run_parallel_limit(limit, errors="wait"):
    # A branch that waits gets its thread when another has ended.
    def run(*steps):
        with step("parallel") as own:
            decides = bool if errors in ("cancel", "leave") else lambda failure: False
            run_branches(own, steps, limit, decides, others=errors)
            if own.failures and errors != "collect":
                raise own.failures[0]

    return run


# end
# if race
def run_race(*steps, first="settled", losers="cancel"):
    # The first branch to end decides, or the first to succeed.
    with step("race") as own:
        if not steps:
            raise Failed("race: nobody runs")

        def decides(failure):
            return first == "settled" or not failure

        decisive = run_branches(own, steps, decides=decides, others=losers)
        if not decisive or decisive.failure:
            raise own.failures[0]


# end
# if race_with
def run_race_with(**policies):
    return lambda *steps: run_race(*steps, **policies)


# end
# if cancel leave limit race
def run_branches(own, steps, limit=None, decides=bool, others="cancel"):
    # Each thread that ends makes room for the next, until one decides. It is returned.
    inside, ended = Scope(local.scope), queue.SimpleQueue()
    waiting, running, decisive = list(enumerate(steps)), set(), None
    while not decisive and (waiting or running):
        while waiting and (not limit or len(running) < limit):
            running.add(Branch(own, *waiting.pop(0), inside, ended))
        branch = ended.get()
        running.remove(branch)
        decisive = branch if decides(branch.failure) else None
    # if strays
    with home:
        if others == "leave" and not is_cancelled():
            inside.outer = None
            strays.append(inside)
            return decisive
    # end
    inside.cancel()
    for branch in running:
        branch.join()
    check()
    return decisive


# end
# if timeout
def run_timeout(seconds):
    def run(*steps):
        with step("timeout") as own:
            inside = Scope(local.scope, time.perf_counter() + seconds)
            try:
                with within(inside):
                    own.run_all(steps)
            except Cancelled:
                raise Failed(f"timeout: not done after {seconds} s") from None

    return run


# end
# if retry
def run_retry(count, wait=0, grow=1):
    def run(*steps):
        with step("retry") as own:
            for pause in pauses(count, wait, grow):
                try:
                    return own.run_all(steps)
                except Failed as failed:
                    failure = failed
                if pause:
                    sleep(pause)
            raise failure

    return run


# end
# if repeat
def run_repeat(count, wait=0):
    def run(*steps):
        with step("repeat") as own:
            for pause in pauses(count, wait):
                own.run_all(steps)
                if pause:
                    sleep(pause)

    return run


# end
# if rounds
def pauses(count, wait, grow=1):
    # One after each round: they grow, up to ten minutes. None after the last.
    for _ in range(count - 1):
        yield wait
        wait = min(wait * grow, 600)
    yield 0


# end
# if fallback
def run_fallback(*steps):
    with step("fallback") as own:
        failure = None
        for index, each in enumerate(steps):
            try:
                return own.run(index, each)
            except Failed as failed:
                failure = failed
        if failure:
            raise failure


# end
# if ensure
def run_ensure(first=None, *cleanup):
    # The cleanup runs however the first step ends, and no cancellation reaches it.
    with step("ensure") as own:
        try:
            if first:
                own.run(0, first)
        except BaseException:
            with suppress(Failed):
                clean_up(own, cleanup)
            raise
        clean_up(own, cleanup)


def clean_up(own, cleanup):
    # if scopes
    with within(Scope(local.scope, shields=True)):
        own.run_all(cleanup, first=1)
    # else
    own.run_all(cleanup, first=1)
    # end


# end
# if fail
def fail(reason, seconds=0):
    with step("fail"):
        if seconds:
            sleep(seconds)
        raise Failed(f"fail: {reason}")


# end
# if work work_on_thread
def work(seconds):
    # The interpreter's lock lets one thread compute at a time. Only that time counts.
    # if scopes
    with step("work") as own:
        own.works = True  # A thread that works looks at nothing else.
        # else
    with step("work"):
        # end
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass
        # if scopes
        with home:
            next_deadline()
        # end


# end
# if blocking
def run_blocking(*steps):
    # Each thread waits by itself: there is no other that it could hold.
    with step("blocking") as own:
        own.run_all(steps)


# end
# if offload
def run_offload(*steps):
    # Each thread waits by itself: there is no other that it had to spare.
    with step("offload") as own:
        own.run_all(steps)


# end
# if lock
def run_lock(lock):
    def run(*steps):
        with step("lock") as own:
            # if scopes
            with home:
                wait(lambda: lock.acquire(blocking=False))
                own.log("acquired")
            try:
                own.run_all(steps)
            finally:
                with home:
                    own.log("released")
                    lock.release()
                    home.notify_all()
            # else
            with lock:
                own.log("acquired")
                try:
                    own.run_all(steps)
                finally:
                    own.log("released")
            # end

    return run


# end
# if names
class Ticket:
    # A name: for the task, future or promise that was made last.
    latest = None

    def make(self, own, steps=None):
        with home:
            self.latest = Named(own, steps)
            home.notify_all()
        return self.latest


class Named:
    # A task, a future or a promise, made by a step.
    def __init__(self, own, steps):
        own.made = self
        self.own, self.steps = own, steps
        self.outcome = self.failure = None
        self.is_received = False
        # if scopes
        self.scope = Scope()
        # end
        named.append(self)

    # if start
    def start(self, steps):
        strays.append(self.scope)
        threading.Thread(target=self.run, args=[steps]).start()

    # end
    # if start future
    def run(self, steps):
        try:
            # if scopes
            with within(self.scope):
                check()
                self.own.run_all(steps)
            # else
            self.own.run_all(steps)
            # end
            self.settle("ok")
        # if scopes
        except Cancelled:
            self.settle("cancelled")
        # end
        except BaseException as failure:
            self.settle("failed", failure)

    # end
    def settle(self, outcome, failure=None):
        with home:
            self.outcome, self.failure = outcome, failure
            self.own.log("settled", f": {outcome}", outcome=outcome)
            home.notify_all()


# end
# if start
def run_start(ticket):
    # The task has a thread of its own.
    def run(*steps):
        with home, step("start") as own:
            ticket.make(own).start(steps)

    return run


# end
# if future
def run_future(ticket):
    # Functions that nobody calls never run.
    def run(*steps):
        with home, step("future") as own:
            ticket.make(own, steps)

    return run


# end
# if await
def await_ticket(ticket):
    with step("await") as own:
        wait(lambda: ticket.latest)
        named = ticket.latest
        # if future
        # The first to await a future runs its steps, on its own thread.
        with home:
            steps, named.steps = named.steps, None
        if steps is not None:
            # if scopes
            named.scope.outer = local.scope
            # end
            named.run(steps)
            # if scopes
            check()
            # end
        # end
        with home:
            wait(lambda: named.outcome)
            named.is_received = True
            own.end("finished" if named.outcome == "ok" else "failed")
        if named.outcome == "failed":
            raise named.failure
        if named.outcome == "cancelled":
            raise Failed("await: it was cancelled")


# end
# if cancel_ticket
def cancel_ticket(ticket):
    with home, step("cancel"):
        named = ticket.latest
        runs = named and not named.outcome
        # if future
        if runs and named.steps is not None:
            named.steps = None
            return named.settle("cancelled")
        # end
        is_own = runs and named.scope in local.scope.around()
        if runs and not is_own:
            named.scope.cancel()
    # A task that cancels itself ends this step first.
    if is_own:
        named.scope.cancel()


# end
# if resolve
def resolve_ticket(ticket):
    with home, step("resolve") as own:
        if ticket.latest:
            own.log("hazard", ": it has been resolved before")
        else:
            ticket.make(own).settle("ok")


# end
# if increment
class Number:
    value = 0
    writes = 0


def increment(number):
    # Two micro-steps, each in one piece with its log.
    with home, step("increment") as own:
        read, writes = number.value, number.writes
        own.log("read", f": {read}", value=read)
        # Others may run here. CPython hardly ever lets them by itself, but it may.
        home.wait(random.random() / 500)
        # if scopes
        check()
        # end
        number.value = read + 1
        own.log("written", f": {number.value}", value=number.value)
        if number.writes != writes:
            own.log("hazard", ": a change is lost")
        number.writes += 1


# end
