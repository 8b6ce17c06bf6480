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


