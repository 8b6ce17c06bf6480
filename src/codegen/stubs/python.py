# The home: helpers that log each step, and simulated devices.
# It is the same for every program and could be a module of its own.
import itertools
import json
import sys
import time
import warnings
from contextlib import contextmanager
from contextvars import ContextVar

# Messages to one device whose order matters.
CONFLICTS = [
    {"switch_on", "switch_off"},
    {"switch_off", "play_song"},
    {"open", "close"},
    {"flush", "clean"},
]
# The paths of the next steps inside the current block.
paths = ContextVar("paths", default=iter([""]))
# When a step of a sequence fails, the steps after it are never awaited.
warnings.filterwarnings("ignore", message="coroutine .* was never awaited")


class Failed(Exception):
    pass


@contextmanager
def step(name, **message):
    def log(kind, reason=""):
        t = time.perf_counter() - started
        if "--json" in sys.argv:
            print(json.dumps({"t_ms": t * 1000, "kind": kind, "step": path} | message))
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


async def delay(seconds):
    with step("delay"):
        await asyncio.sleep(seconds)


class Device:
    def __init__(self, name, state=None, latency=0.5):
        self.name = name
        self.latency = latency
        self.missing = state == "missing"
        self.connected = state not in ("disconnected", "missing")
        self.on = state in ("on", "playing")
        self.in_flight = []

    async def connect(self, latency=None):
        await self.send_message("connect", latency=latency)

    async def disconnect(self, latency=None):
        await self.send_message("disconnect", latency=latency)

    async def send_message(self, action, data=None, latency=None):
        name = f"{self.name} {action.replace('_', ' ')}"
        extra = {} if data is None else {"data": data}
        with step(name, device=self.name, action=action, **extra) as log:
            if self.missing:
                raise Failed(f"{name}: the home has no device of that name")
            if not self.connected and action != "connect":
                raise Failed(f"{name}: the device is not connected")
            if hazard := self.hazard(action, data):
                log("hazard", f": {hazard}")
            self.in_flight.append((action, data))
            await asyncio.sleep(self.latency if latency is None else latency)
            self.in_flight.remove((action, data))
            if action in ("connect", "disconnect"):
                self.connected = action == "connect"
            if action in ("switch_on", "switch_off", "disconnect"):
                self.on = action == "switch_on" and self.connected

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


started = time.perf_counter()
try:
    asyncio.run(main())
except Failed as failure:
    sys.exit(f"failed: {failure}")
