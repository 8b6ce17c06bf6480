# The home: helpers that log each step, and simulated devices.
# It is the same for every program and could be a module of its own.
import json
# if scopes
import math
# end
# if cancel leave limit race
import queue
# end
# if increment
import random
# end
import sys
import threading
import time
# if rounds
from collections import Counter
# end
# if ensure
from contextlib import contextmanager, suppress
# else
from contextlib import contextmanager
# end

# Messages to one device whose order matters.
CONFLICTS = [
    {"switch_on", "switch_off"},
    {"switch_off", "play_song"},
    {"open", "close"},
    {"flush", "clean"},
]
# One thread at a time looks at the home, changes it and writes the log.
home = threading.Condition()
# Of each thread: the block that it runs, and the place of the next step in it.
local = threading.local()
# if rounds
# The number of runs of each step so far, by path.
occurrences = Counter()
# end
# if scopes
# The steps that have not ended.
open_steps = []
# end
# if strays start
# What outlives its block. It is cancelled at the end.
strays = []
# end
# if names
# All tasks, futures and promises.
named = []
# end


class Failed(Exception):
    pass


# if scopes
class Cancelled(BaseException):
    pass


class Scope:
    # Steps that are cancelled together, by another thread or at a deadline.
    # What a shield is around goes on: a cleanup.
    def __init__(self, outer=None, deadline=math.inf, shields=False):
        self.outer, self.deadline, self.shields = outer, deadline, shields
        self.is_cancelled = False

    def around(self, shields=True):
        each = self
        while each:
            yield each
            each = None if shields and each.shields else each.outer

    def cancel(self):
        # Of what is open inside, the log says so at once: cleanups come later.
        with home:
            self.is_cancelled = True
            inside = [each for each in open_steps if self in each.scope.around()]
            # if work work_on_thread
            # Who works goes on, and so does what is around it.
            busy = {outer for each in inside if each.works for outer in each.around()}
            inside = [each for each in inside if each not in busy]
            # end
            for each in reversed(inside):
                each.end("cancelled")
            home.notify_all()


@contextmanager
def within(scope):
    # Steps on this thread are in the scope.
    outside = getattr(local, "scope", None)
    local.scope = scope
    try:
        yield
    finally:
        local.scope = outside


def is_cancelled():
    return any(each.is_cancelled for each in local.scope.around())


def check():
    # A thread cannot be stopped from outside: it looks whether it should stop.
    if is_cancelled():
        raise Cancelled


def next_deadline():
    # Cancels what is due, and returns the time until something else is.
    rest, now = threading.TIMEOUT_MAX, time.perf_counter()
    for each in local.scope.around(shields=False):
        if each.deadline > now:
            rest = min(rest, each.deadline - now)
        elif not each.is_cancelled:
            each.cancel()
    return rest


def wait(is_over, end=math.inf):
    # Waits until it is over, or until the end. It stops earlier if it is cancelled.
    with home:
        while True:
            if is_cancelled():
                raise Cancelled
            rest = end - time.perf_counter()
            if is_over() or rest <= 0:
                return
            rest = min(rest, next_deadline())
            if not is_cancelled():
                home.wait(rest)


# else
# if await
def wait(is_over):
    with home:
        home.wait_for(is_over)


# end
# end
def sleep(seconds):
    # if scopes
    wait(lambda: False, time.perf_counter() + seconds)
    # else
    time.sleep(seconds)
    # end


class Step:
    def __init__(self, name, message):
        self.outer, index = local.place
        self.path = f"{self.outer.path}.{index}".lstrip(".") if self.outer else ""
        self.name, self.message = name, message
        self.state = "open"
        # The failures of its branches, in the order in which they came.
        self.failures = []
        # if names
        # The task, future or promise that it has made.
        self.made = None
        # end
        with home:
            # if scopes
            check()
            self.scope = local.scope
            # if work work_on_thread
            self.works = False
            # end
            open_steps.append(self)
            # end
            # if rounds
            occurrences[self.path] += 1
            if occurrences[self.path] > 1:
                self.message = message | {"occurrence": occurrences[self.path]}
            # end
            self.log("started")

    # if work work_on_thread
    # if scopes
    def around(self):
        each = self
        while each:
            yield each
            each = each.outer

    # end
    # end
    def run(self, index, each):
        # Runs a step inside it, on the thread of the caller.
        local.place = self, index
        each()

    def run_all(self, steps, first=0):
        for index, each in enumerate(steps, first):
            self.run(index, each)

    def log(self, kind, reason="", **value):
        with home:
            t = time.perf_counter() - started
            if "--json" in sys.argv:
                event = {"t_ms": t * 1000, "kind": kind, "step": self.path}
                print(json.dumps(event | self.message | value))
            else:
                print(f"{t:.2f} s  {self.name} {kind}{reason}")

    def end(self, kind):
        with home:
            if self.state != "open":
                return
            self.state = kind
            # if scopes
            open_steps.remove(self)
            # end
            self.log(kind)
            # if strays names scopes
            # if names
            # A task keeps its failure for who awaits it.
            is_stray = self.outer and self.outer.state != "open" and not self.outer.made
            # else
            is_stray = self.outer and self.outer.state != "open"
            # end
            if kind == "failed" and is_stray:
                self.log("hazard", ": nobody saw this fail")
            # end


@contextmanager
def step(name, **message):
    own = Step(name, message)
    try:
        yield own
        own.end("finished")
    # if scopes
    except Cancelled:
        own.end("cancelled")
        raise
    # end
    except BaseException:
        own.end("failed")
        # if scopes
        check()
        # end
        raise


class Branch(threading.Thread):
    # A thread for a branch of a block.
    # if scopes
    def __init__(self, block, index, each, scope=None, ended=None):
        super().__init__()
        self.scope = scope or local.scope
        self.ended = ended
        self.failure = None
        # else
    def __init__(self, block, index, each):
        super().__init__()
        # end
        self.block, self.index, self.each = block, index, each
        self.start()

    def run(self):
        try:
            # if scopes
            with within(self.scope):
                self.block.run(self.index, self.each)
            # else
            self.block.run(self.index, self.each)
            # end
        # if scopes
        except Cancelled:
            pass
        # end
        except BaseException as failure:
            # if scopes
            self.failure = failure
            # end
            self.block.failures.append(failure)
        # if scopes
        if self.ended:
            self.ended.put(self)
        # end


def delay(seconds):
    with step("delay"):
        sleep(seconds)


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

    def connect(self, latency=None):
        self.send_message("connect", latency=latency)

    def disconnect(self, latency=None):
        self.send_message("disconnect", latency=latency)

    def send_message(self, action, data=None, latency=None):
        name = f"{self.name} {action.replace('_', ' ')}"
        extra = {} if data is None else {"data": data}
        with home, step(name, device=self.name, action=action, **extra) as own:
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
                own.log("hazard", f": {hazard}")
            # if volume
            if action in ("louder", "quieter"):
                # Read now, and written when it arrives.
                read, writes = self.volume, self.writes
                own.log("read", f": {read}", value=read)
            # end
            self.in_flight.append((action, data))
            # The wait lets others have the home.
            seconds = self.latency if latency is None else latency
            # if scopes
            # A cancelled message does not arrive.
            try:
                sleep(seconds)
            finally:
                self.in_flight.remove((action, data))
            # else
            home.wait_for(lambda: False, seconds)
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
                own.log("written", f": {self.volume}", value=self.volume)
                if self.writes != writes:
                    own.log("hazard", ": a change is lost")
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
def run(program):
    try:
        program()
    finally:
        # if strays start
        # Steps that are left are cancelled, and clean up.
        while others := set(threading.enumerate()) - {threading.current_thread()}:
            for each in strays:
                each.cancel()
            # One that has not quite begun cannot be joined yet.
            other = others.pop()
            if other.is_alive():
                other.join()
        # end
        # if names
        for each in named:
            if each.steps is not None:
                each.own.log("hazard", ": it was never awaited, so it never ran")
            elif each.outcome == "failed" and not each.is_received:
                each.own.log("hazard", ": nobody saw this fail")
        # end


# end
local.place = None, 0
# if scopes
local.scope = Scope()
# end
started = time.perf_counter()
try:
    # if strays names
    run(main)
    # else
    main()
    # end
except Failed as failure:
    sys.exit(f"failed: {failure}")
