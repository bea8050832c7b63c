"""A total deadline for a call that blocks, whatever it blocks in: a name look-up, a server that drips."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

_T = TypeVar("_T")


def within(seconds: float, call: Callable[[], _T]) -> _T:
    """Give what `call` gives. Raises TimeoutError when it takes longer; it is then left to end by itself."""
    if seconds <= 0:
        raise TimeoutError("there was no time left")
    done: SimpleQueue[tuple[_T | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the call was made
            done.put((None, error))

    Thread(target=work, daemon=True, name="within").start()
    try:
        given, error = done.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"not done within {seconds:g} seconds") from None
    if error is not None:
        raise error
    return given  # type: ignore[return-value]  # without an error it is what the call gave
