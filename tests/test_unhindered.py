"""What loads and what sweeps beside the typing: it gives way, and comes back to how Python was."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from tui.unhindered import Unhindered


class Clock:
    """A clock that only goes on when somebody pauses."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


class Garbage:
    """Something that only a sweep takes away."""

    gone: list[str]

    def __init__(self, gone: list[str]) -> None:
        self.itself = self
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append("gone")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def unhindered(clock: Clock) -> Iterator[Unhindered]:
    made = Unhindered(clock, clock.pause)
    with made.typing():
        yield made
    gc.unfreeze()


def _beside(call: Callable[[], object]) -> None:
    thread = Thread(target=call)
    thread.start()
    thread.join()


def test_python_sweeps_by_itself_again_when_the_app_has_ended(clock: Clock) -> None:
    unhindered = Unhindered(clock, clock.pause)
    with unhindered.typing():
        assert not gc.isenabled()
        assert unhindered in sys.meta_path
    assert gc.isenabled()
    assert unhindered not in sys.meta_path


def test_an_import_beside_waits_until_a_key_is_painted(unhindered: Unhindered, clock: Clock) -> None:
    unhindered.stir()
    _beside(lambda: unhindered.find_spec("some.module", None))
    assert 0.02 < sum(clock.pauses) < 0.05


def test_an_import_beside_goes_on_when_keys_never_end(unhindered: Unhindered, clock: Clock) -> None:
    def pause_and_type(seconds: float) -> None:
        clock.pause(seconds)
        typed.stir()

    typed = Unhindered(clock, pause_and_type)
    typed.stir()
    _beside(lambda: typed.find_spec("some.module", None))
    assert 0.04 < sum(clock.pauses) < 0.06


def test_an_import_beside_does_not_wait_when_no_one_types(unhindered: Unhindered, clock: Clock) -> None:
    _beside(lambda: unhindered.find_spec("some.module", None))
    assert not clock.pauses


def test_the_interface_never_waits_for_itself(unhindered: Unhindered, clock: Clock) -> None:
    unhindered.stir()
    assert unhindered.find_spec("some.module", None) is None
    assert not clock.pauses


def test_garbage_goes_when_the_keys_rest(unhindered: Unhindered, clock: Clock) -> None:
    gone: list[str] = []
    unhindered.sweep()  # what was loaded before
    Garbage(gone)
    unhindered.stir()
    unhindered.sweep()
    assert not gone
    clock.now += 1
    unhindered.sweep()
    assert gone


def test_garbage_goes_in_the_end_although_keys_never_rest(unhindered: Unhindered, clock: Clock) -> None:
    gone: list[str] = []
    unhindered.sweep()
    Garbage(gone)
    clock.now += 61
    unhindered.stir()
    unhindered.sweep()
    assert gone


def test_what_was_loaded_is_not_looked_at_again(unhindered: Unhindered) -> None:
    unhindered.sweep()
    assert gc.get_freeze_count() > 1000
