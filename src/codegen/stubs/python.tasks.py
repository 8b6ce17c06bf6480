# if cancel
async def decisive(branch):
    # Its failure cancels the other branches of its block.
    try:
        await branch
    except Failed:
        current.get().cancels = lambda: True
        raise


# end
# if race limit
async def leave_or_cancel(tasks, policy):
    if policy == "leave":
        strays.update(tasks)
    elif tasks:
        current.get().cancels = lambda: True
        await cancel(tasks)


# end
# if race limit leave strays cancel names
async def cancel(tasks):
    if own := current.get():
        own.cancelled()
    for task in tasks:
        task.cancel()
    await ended(tasks)


# end
# if race limit leave ensure strays cancel names
async def ended(tasks):
    # Waits for all, even if it is cancelled meanwhile: cleanups run to their end.
    cancelled = False
    while running := [task for task in tasks if not task.done()]:
        try:
            await asyncio.wait(running)
        except asyncio.CancelledError:
            cancelled = True
            current.get().cancelled()
    for task in tasks:
        task.cancelled() or task.exception()  # Nothing more reports it.
    if cancelled:
        raise asyncio.CancelledError


# end
