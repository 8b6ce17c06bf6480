async def run_parallel(*steps):
    # Concurrent, on one thread. A failure waits until the others have ended.
    with step("parallel"):
        for failure in await asyncio.gather(*steps, return_exceptions=True):
            if failure:
                raise failure


async def run_sequence(*steps):
    with step("sequence"):
        for each in steps:
            await each


# if cancel
async def run_parallel_cancel(*steps):
    # The first failure cancels the others, and their cleanups run.
    async def run():
        async with asyncio.TaskGroup() as group:
            for each in steps:
                group.create_task(decisive(each))

    with step("parallel"):
        # In a task of its own: a group that fails leaves its task marked as cancelled.
        task = asyncio.create_task(run())
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            await cancel([task])
            raise
        if failures := task.exception():
            raise failures.exceptions[0]


# end
# if leave
async def run_parallel_leave(*steps):
    # The first failure ends it, and the others go on.
    with step("parallel"):
        tasks = [asyncio.create_task(each) for each in steps]
        try:
            await asyncio.gather(*tasks)
        except Failed:
            strays.update(tasks)
            raise
        except asyncio.CancelledError:
            await cancel(tasks)
            raise


# end
# if collect
async def run_parallel_collect(*steps):
    # A failure is a result like any other.
    with step("parallel"):
        await asyncio.gather(*steps, return_exceptions=True)


# end
# if limit
def run_parallel_limit(limit, errors="wait"):
    # A branch that waits starts when another has ended.
    async def run(*steps):
        with step("parallel"):
            waiting, running, failures = list(steps), set(), []
            try:
                while waiting or running:
                    while waiting and len(running) < limit:
                        running.add(asyncio.create_task(waiting.pop(0)))
                    done, running = await asyncio.wait(
                        running, return_when=asyncio.FIRST_COMPLETED
                    )
                    failures += filter(None, (task.exception() for task in done))
                    if failures and errors in ("cancel", "leave"):
                        break
                await leave_or_cancel(running, errors)
            except asyncio.CancelledError:
                await cancel(running)
                raise
            if failures and errors != "collect":
                raise failures[0]

    return run


# end
# if race
async def run_race(*steps, first="settled", losers="cancel"):
    # The first branch to end decides, or the first to succeed.
    with step("race"):
        running = {asyncio.create_task(each) for each in steps}
        outcomes = [] if steps else [Failed("race: nobody runs")]
        try:
            while running:
                done, running = await asyncio.wait(
                    running, return_when=asyncio.FIRST_COMPLETED
                )
                outcomes += [task.exception() for task in done]
                if first == "settled" or None in outcomes:
                    break
            await leave_or_cancel(running, losers)
        except asyncio.CancelledError:
            await cancel(running)
            raise
        if outcomes[0] and (first == "settled" or None not in outcomes):
            raise outcomes[0]


# end
# if race_with
def run_race_with(**policies):
    return lambda *steps: run_race(*steps, **policies)


# end
# if timeout
def run_timeout(seconds):
    async def run(*steps):
        with step("timeout") as own:
            try:
                async with asyncio.timeout(seconds) as deadline:
                    own.cancels = deadline.expired
                    for each in steps:
                        await each
            except TimeoutError:
                raise Failed(f"timeout: not done after {seconds} s") from None

    return run


# end
# if retry
def run_retry(count, wait=0, grow=1):
    async def run(*steps):
        with step("retry") as own:
            for pause in pauses(count, wait, grow):
                try:
                    own.begin_again()
                    for each in steps:
                        await each()
                    return
                except Failed as failed:
                    failure = failed
                if pause:
                    # if blocking offload
                    await sleep(pause)
                    # else
                    await asyncio.sleep(pause)
                    # end
            raise failure

    return run


# end
# if repeat
def run_repeat(count, wait=0):
    async def run(*steps):
        with step("repeat") as own:
            for pause in pauses(count, wait):
                own.begin_again()
                for each in steps:
                    await each()
                if pause:
                    # if blocking offload
                    await sleep(pause)
                    # else
                    await asyncio.sleep(pause)
                    # end

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
async def run_fallback(*steps):
    with step("fallback"):
        failure = None
        for each in steps:
            try:
                return await each
            except Failed as failed:
                failure = failed
        if failure:
            raise failure


# end
# if ensure
async def run_ensure(first=None, *cleanup):
    # The cleanup runs however the first step ends, and no cancellation reaches it.
    with step("ensure") as own:
        try:
            if first:
                await first
        except BaseException:
            await clean_up(own, cleanup)
            raise
        if failure := await clean_up(own, cleanup):
            raise failure


async def clean_up(own, cleanup):
    async def run():
        for each in cleanup:
            await each

    own.cleans = True
    task = asyncio.create_task(run())
    await ended([task])
    return task.exception()


# end
# if fail
async def fail(reason, seconds=0):
    with step("fail"):
        if seconds:
            # if blocking offload
            await sleep(seconds)
            # else
            await asyncio.sleep(seconds)
            # end
        raise Failed(f"fail: {reason}")


# end
# if work work_on_thread
async def work(seconds):
    # A loop without an await: nobody else runs before it ends.
    with step("work"):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pass


# end
# if blocking
async def run_blocking(*steps):
    # Inside, time.sleep waits: the thread waits with it, and the event loop too.
    with step("blocking"):
        outside = holds.set(True)
        try:
            for each in steps:
                await each
        finally:
            holds.reset(outside)


# end
# if offload
async def run_offload(*steps):
    # Another thread runs the steps. Who is cancelled here does not stop it.
    with step("offload"):
        await asyncio.to_thread(run_in_thread, steps)


def run_in_thread(steps):
    # There is no event loop: these coroutines wait by time.sleep, so each is a plain call.
    holds.set(True)
    for each in steps:
        with suppress(StopIteration):
            each.send(None)


# end
# if lock
def run_lock(lock):
    async def run(*steps):
        with step("lock") as own:
            async with lock:
                own.log("acquired")
                try:
                    for each in steps:
                        await each
                finally:
                    own.log("released")

    return run


# end
# if names
class Ticket:
    # A name: for the task, future or promise that was made last.
    def __init__(self):
        self.latest = None
        self.exists = asyncio.Event()

    def make(self, own, steps=None):
        self.latest = Named(own, steps)
        self.exists.set()
        return self.latest


class Named:
    # A task, a future or a promise, made by a step.
    def __init__(self, own, steps):
        own.made = self
        self.own, self.steps = own, steps
        self.task = None
        self.end = asyncio.get_running_loop().create_future()
        self.is_received = False
        named.append(self)

    # if start future
    def start(self, steps):
        self.task = asyncio.create_task(self.run(steps))

    async def run(self, steps):
        current.set(self.own)
        # if blocking offload
        holds.set(False)
        # end
        try:
            for each in steps:
                await each
            self.settle("ok")
        except Failed as failure:
            self.settle("failed", failure)
        except asyncio.CancelledError:
            self.settle("cancelled")

    # end
    def settle(self, outcome, failure=None):
        self.own.log("settled", f": {outcome}", outcome=outcome)
        self.end.set_result((outcome, failure))


# end
# if start
def run_start(ticket):
    # A task runs by itself. It begins when this one gives way to it.
    async def run(*steps):
        with step("start") as own:
            ticket.make(own).start(steps)
            # if blocking offload
            await sleep(0)
            # else
            await asyncio.sleep(0)
            # end

    return run


# end
# if future
def run_future(ticket):
    # A coroutine that nobody awaits never runs.
    async def run(*steps):
        with step("future") as own:
            ticket.make(own, steps)

    return run


# end
# if await
async def await_ticket(ticket):
    with step("await") as own:
        await ticket.exists.wait()
        named = ticket.latest
        # if future
        if named.steps is not None:
            # The first to await it runs its steps.
            steps, named.steps = named.steps, None
            named.runs_in = own
            named.start(steps)
            try:
                await asyncio.wait([named.task])
            except asyncio.CancelledError:
                await cancel([named.task])
                raise
        # end
        outcome, failure = await asyncio.shield(named.end)
        named.is_received = True
        if outcome == "failed":
            raise failure
        if outcome == "cancelled":
            raise Failed("await: it was cancelled")


# end
# if cancel_ticket
async def cancel_ticket(ticket):
    with step("cancel"):
        if (named := ticket.latest) and not named.end.done():
            # if future
            if named.steps is not None:
                named.steps = None
                return named.settle("cancelled")
            # end
            # The task is told at its next await, and cleans up.
            named.task.cancel()


# end
# if resolve
async def resolve_ticket(ticket):
    with step("resolve") as own:
        if ticket.latest:
            own.log("hazard", ": it has been resolved before")
        else:
            ticket.make(own).settle("ok")


# end
# if increment
class Number:
    value = 0


async def increment(number):
    with step("increment") as own:
        read = number.value
        own.log("read", f": {read}", value=read)
        # Others run only where somebody awaits: nothing comes between.
        number.value = read + 1
        own.log("written", f": {number.value}", value=number.value)


# end
