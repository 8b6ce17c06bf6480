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
# if lock
def run_lock(lock):
    # Nothing overlaps: it is free, unless a block around holds it.
    def run(*steps):
        with lock:
            run_sequence(*steps)

    return run


# end
