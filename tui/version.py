"""Fika's version, as a constant, because reading it from the installed package is slow."""

from typing import Final

VERSION: Final = "0.1.0"
