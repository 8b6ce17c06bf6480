# The home: simulated devices that log each message.
# It is the same for every program and could be a module of its own.
import json
import sys
# if collect limit ensure
from contextlib import suppress
# end


class Failed(Exception):
    pass


def log(kind, name, **message):
    t = time.perf_counter() - started
    if "--json" in sys.argv:
        print(json.dumps({"t_ms": t * 1000, "kind": kind} | message))
    else:
        print(f"{t:.2f} s  {name} {kind}")


def delay(seconds):
    log("started", "delay")
    time.sleep(seconds)
    log("finished", "delay")


class Device:
    # if fails capacity
    def __init__(self, name, state=None, latency=0.5, fails=0, capacity=None):
        # The first messages fail. A capacity is never exceeded: there is one at a time.
        self.fails = fails
        # else
    def __init__(self, name, state=None, latency=0.5):
        # end
        self.name = name
        self.latency = latency
        self.missing = state == "missing"
        self.connected = state not in ("disconnected", "missing")
        self.on = state in ("on", "playing")
        # if volume
        self.volume = 5
        # end

    def connect(self, latency=None):
        self.send_message("connect", latency=latency)

    def disconnect(self, latency=None):
        self.send_message("disconnect", latency=latency)

    def send_message(self, action, data=None, latency=None):
        name = f"{self.name} {action.replace('_', ' ')}"
        message = {"device": self.name, "action": action}
        if data is not None:
            message["data"] = data
        log("started", name, **message)
        if self.missing or not self.connected and action != "connect":
            log("failed", name, **message)
            reason = "the device is not connected"
            if self.missing:
                reason = "the home has no device of that name"
            raise Failed(f"{name}: {reason}")
        if action == "play_song" and not self.on:
            log("hazard", name, **message)
        # if volume
        if action in ("louder", "quieter"):
            log("read", name, **message, value=self.volume)
        # end
        time.sleep(self.latency if latency is None else latency)
        # if fails capacity
        self.fails -= 1
        if self.fails >= 0:
            log("failed", name, **message)
            raise Failed(f"{name}: the device did not take it")
        # end
        if action in ("connect", "disconnect"):
            self.connected = action == "connect"
        if action in ("switch_on", "switch_off", "disconnect"):
            self.on = action == "switch_on" and self.connected
        # if volume
        if action in ("louder", "quieter"):
            changed = self.volume + (1 if action == "louder" else -1)
            self.volume = max(0, min(10, changed))
            log("written", name, **message, value=self.volume)
        # end
        log("finished", name, **message)


class Light(Device):
    pass


class Speaker(Device):
    pass


class Toilet(Device):
    pass


started = time.perf_counter()
try:
    main()
except Failed as failure:
    sys.exit(f"failed: {failure}")
