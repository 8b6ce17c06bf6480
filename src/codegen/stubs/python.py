# The home: helpers that log each step, and simulated devices.
# It is the same for every program and could be a module of its own.
import itertools
import json
import sys
import time
import warnings
# if control
from collections import Counter
# end
# if offload
from contextlib import contextmanager, suppress
# else
from contextlib import contextmanager
# end
from contextvars import ContextVar

# Messages to one device whose order matters.
CONFLICTS = [
    {"switch_on", "switch_off"},
    {"switch_off", "play_song"},
    {"open", "close"},
    {"flush", "clean"},
]
# if control
# The step that runs. Tasks inherit it from the step that makes them.
current = ContextVar("current", default=None)
# The number of runs of each step so far, by path.
occurrences = Counter()
# if blocking offload
# True where waiting does not give way to others: inside blocking, and on a thread of its own.
holds = ContextVar("holds", default=False)
# end
# if strays names
# Steps that have outlived their block.
strays = set()
# end
# if names
# All tasks, futures and promises.
named = []
# end
# else
# The paths of the next steps inside the current block.
paths = ContextVar("paths", default=iter([""]))
# end
# When a step of a sequence fails, the steps after it are never awaited.
warnings.filterwarnings("ignore", message="coroutine .* was never awaited")


class Failed(Exception):
    pass


# if control
class Step:
    def __init__(self, name, message):
        self.outer = current.get()
        self.path = self.outer.next_path() if self.outer else ""
        self.name, self.message = name, message
        # if names
        # The task, future or promise that it has made.
        self.made = None
        # end
        self.state = "open"
        # True while it cancels what is inside it, and while its cleanup runs.
        self.cancels = lambda: False
        self.cleans = False
        self.begin_again()
        occurrences[self.path] += 1
        if occurrences[self.path] > 1:
            self.message = message | {"occurrence": occurrences[self.path]}
        self.log("started")

    def begin_again(self):
        self.inner = itertools.count()

    def next_path(self):
        return f"{self.path}.{next(self.inner)}".lstrip(".")

    # if volume names increment
    def log(self, kind, reason="", **value):
        # else
    def log(self, kind, reason=""):
        # end
        t = time.perf_counter() - started
        if "--json" in sys.argv:
            event = {"t_ms": t * 1000, "kind": kind, "step": self.path}
            # if volume names increment
            line = json.dumps(event | self.message | value)
            # else
            line = json.dumps(event | self.message)
            # end
        else:
            line = f"{t:.2f} s  {self.name} {kind}{reason}"
        # if offload
        # In one piece: threads take turns anywhere.
        sys.stdout.write(line + "\n")
        # else
        print(line)
        # end

    def end(self, kind):
        if self.state == "open":
            self.state = kind
            self.log(kind)
            # if names
            # A task keeps its failure for who awaits it.
            is_stray = self.outer and self.outer.state != "open" and not self.outer.made
            # else
            is_stray = self.outer and self.outer.state != "open"
            # end
            if kind == "failed" and is_stray:
                self.log("hazard", ": nobody saw this fail")

    def cancelled(self):
        # The exception comes to blocks around only after cleanups. Their log is at once.
        steps = [self]
        while (outer := steps[-1].outer) and not outer.cleans:
            # if future
            # The steps of a future are inside the await that runs them.
            outer = getattr(outer.made, "runs_in", outer)
            # end
            if outer.state in ("finished", "failed"):
                break
            steps.append(outer)
        # The outermost block that cancels goes on.
        ends = [place for place, each in enumerate(steps) if each.cancels()]
        for each in steps[: ends[-1] if ends else None]:
            each.end("cancelled")


@contextmanager
def step(name, **message):
    own = Step(name, message)
    outside = current.set(own)
    try:
        yield own
        own.end("finished")
    except Failed:
        own.end("failed")
        raise
    except asyncio.CancelledError:
        own.cancelled()
        raise
    finally:
        current.reset(outside)
# else
@contextmanager
def step(name, **message):
    # if volume
    def log(kind, reason="", **value):
        # else
    def log(kind, reason=""):
        # end
        t = time.perf_counter() - started
        if "--json" in sys.argv:
            # if volume
            event = {"t_ms": t * 1000, "kind": kind, "step": path}
            print(json.dumps(event | message | value))
            # else
            print(json.dumps({"t_ms": t * 1000, "kind": kind, "step": path} | message))
            # end
        else:
            print(f"{t:.2f} s  {name} {kind}{reason}")

    path = next(paths.get())
    outside = paths.set(f"{path}.{n}".lstrip(".") for n in itertools.count())
    log("started")
    try:
        yield log
        log("finished")
    except Failed:
        log("failed")
        raise
    finally:
        paths.reset(outside)
# end


# if blocking offload
async def sleep(seconds):
    if holds.get():
        time.sleep(seconds)
    else:
        await asyncio.sleep(seconds)


# end
async def delay(seconds):
    with step("delay"):
        # if blocking offload
        await sleep(seconds)
        # else
        await asyncio.sleep(seconds)
        # end


class Device:
    # if fails capacity
    def __init__(self, name, state=None, latency=0.5, fails=0, capacity=None):
        # The first messages fail, and so does one that is too many at once.
        self.fails = fails
        self.capacity = capacity
        # else
    def __init__(self, name, state=None, latency=0.5):
        # end
        self.name = name
        self.latency = latency
        self.missing = state == "missing"
        self.connected = state not in ("disconnected", "missing")
        self.on = state in ("on", "playing")
        self.in_flight = []
        # if volume
        self.volume = 5
        self.writes = 0
        # end

    async def connect(self, latency=None):
        await self.send_message("connect", latency=latency)

    async def disconnect(self, latency=None):
        await self.send_message("disconnect", latency=latency)

    async def send_message(self, action, data=None, latency=None):
        name = f"{self.name} {action.replace('_', ' ')}"
        extra = {} if data is None else {"data": data}
        # if control
        with step(name, device=self.name, action=action, **extra) as own:
            log = own.log
            # else
        with step(name, device=self.name, action=action, **extra) as log:
            # end
            if self.missing:
                raise Failed(f"{name}: the home has no device of that name")
            if not self.connected and action != "connect":
                raise Failed(f"{name}: the device is not connected")
            # if capacity
            if self.capacity and len(self.in_flight) >= self.capacity:
                raise Failed(f"{name}: the device is busy")
            # end
            # if fails
            self.fails -= 1
            fails = self.fails >= 0
            # end
            if hazard := self.hazard(action, data):
                log("hazard", f": {hazard}")
            # if volume
            if action in ("louder", "quieter"):
                # Read now, and written when it arrives.
                read, writes = self.volume, self.writes
                log("read", f": {read}", value=read)
            # end
            self.in_flight.append((action, data))
            # if control
            try:
                # if blocking offload
                await sleep(self.latency if latency is None else latency)
                # else
                await asyncio.sleep(self.latency if latency is None else latency)
                # end
            finally:
                # A cancelled message does not arrive.
                self.in_flight.remove((action, data))
            # else
            await asyncio.sleep(self.latency if latency is None else latency)
            self.in_flight.remove((action, data))
            # end
            # if fails
            if fails:
                raise Failed(f"{name}: the device did not take it")
            # end
            if action in ("connect", "disconnect"):
                self.connected = action == "connect"
            if action in ("switch_on", "switch_off", "disconnect"):
                self.on = action == "switch_on" and self.connected
            # if volume
            if action in ("louder", "quieter") and self.connected:
                changed = read + (1 if action == "louder" else -1)
                self.volume = max(0, min(10, changed))
                log("written", f": {self.volume}", value=self.volume)
                if self.writes != writes:
                    log("hazard", ": a change is lost")
                self.writes += 1
            # end

    def hazard(self, action, data):
        if action == "play_song" and not self.on:
            return "the speaker is off"
        for other, other_data in self.in_flight:
            both = {action, other}
            if (
                (action == other and data != other_data)
                or both > {"disconnect"}
                or both in CONFLICTS
            ):
                return f"{other.replace('_', ' ')} is still under way"


class Light(Device):
    pass


class Speaker(Device):
    pass


class Toilet(Device):
    pass


# if strays names
async def run(program):
    try:
        await program
    finally:
        # Steps that are left are cancelled, and clean up.
        # if names
        strays.update(each.task for each in named if each.task)
        # end
        await cancel(list(strays))
        while any(not task.done() for task in strays):
            await ended(list(strays))
            # if names
            strays.update(each.task for each in named if each.task)
            # end
        # if names
        for each in named:
            if each.steps is not None:
                each.own.log("hazard", ": it was never awaited, so it never ran")
            elif each.end.result()[0] == "failed" and not each.is_received:
                each.own.log("hazard", ": nobody saw this fail")
        # end


# end
started = time.perf_counter()
try:
    # if strays names
    asyncio.run(run(main()))
    # else
    asyncio.run(main())
    # end
except Failed as failure:
    sys.exit(f"failed: {failure}")
