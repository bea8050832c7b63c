"""Types for options that argparse does not have: a number in a range, a moment."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import datetime

from assistant.wording import _


def number_between(least: int, most: int) -> Callable[[str], int]:
    """Give an argparse type for a whole number in a range."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                _("'{text}' is not a whole number from {least} to {most}").format(
                    text=text, least=least, most=most
                )
            )
        return int(text)

    return read


def whole_number(text: str) -> int:
    """Read a whole number, as an argparse type."""
    if not re.fullmatch(r"-?[0-9]{1,100}", text):
        raise argparse.ArgumentTypeError(_("'{text}' is not a number").format(text=text))
    return int(text)


def draft_number(text: str) -> int:
    """Read a draft's number, as an argparse type; whoever gives a name is told where the numbers are."""
    try:
        return whole_number(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            _("'{text}' is not a draft's number; fika show lists them").format(text=text)
        ) from None


def moment(text: str) -> datetime:
    """Read a time; without an offset it is in the machine's own zone."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            _("'{text}' is not a time such as 2026-03-12T15:00").format(text=text)
        ) from error


def clock_time(text: str) -> datetime:
    """Read a time as it was typed; without an offset it has no zone yet."""
    try:
        read = datetime.fromisoformat(text)
        return read.astimezone() if read.tzinfo else read
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            _("'{text}' is not a time such as 2026-03-12T15:00").format(text=text)
        ) from error


def hour(text: str) -> datetime:
    """Read a time that names its hour, as `clock_time`; a bare day would mean midnight."""
    read = clock_time(text)
    if ":" not in text and "T" not in text.upper():
        raise argparse.ArgumentTypeError(
            _("'{text}' says the day but not the time; write it as 2026-03-12T15:00").format(text=text)
        )
    return read
