"""Colours that can be read: contrast is computed, and nothing depends on it."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from assistant.domain.brief import Sender
from assistant.store import SqliteStore
from tests.tui_desk import at_the_screen, seen
from tui.themes import CONTRAST, DARK, LIGHT, THEMES, chosen_theme

GROUNDS = ("background", "surface", "panel")
WORDS = (
    "foreground",
    "text-muted",
    "text-disabled",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-warning",
    "text-error",
    "text-success",
    "primary",
    "accent",
    "warning",
    "error",
    "success",
)
PAIRS = (
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-description-background"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("button-color-foreground", "primary"),
    ("foreground", "input-selection-background"),
)


def ratio(front: Color, behind: Color) -> float:
    """Contrast as WCAG 2 computes it."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted([luminance(front), luminance(behind)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def painted(value: str, ground: Color) -> Color:
    """Give a colour as it is seen on a ground it may let through."""
    plain, _space, share = value.partition(" ")
    colour = Color.parse(plain)
    if share:
        colour = colour.with_alpha(float(share.rstrip("%")) / 100)
    return ground.blend(colour, colour.a, alpha=1.0) if colour.a < 1 else colour


def weak(theme: Theme, least: float) -> dict[str, float]:
    """Give the pairs of colours that are too close."""
    variables = theme.to_color_system().generate()
    surface = Color.parse(variables["surface"])
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS] + list(PAIRS)
    found = {}
    for word, ground in pairs:
        behind = painted(variables[ground], surface)
        seen_ratio = ratio(painted(variables[word], behind), behind)
        if seen_ratio < least:
            found[f"{word} on {ground}"] = round(seen_ratio, 2)
    return found


def test_the_ratio_is_the_standards() -> None:
    """Black on white is 21, grey #767676 on white 4.54."""
    assert ratio(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert ratio(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_is_readable(theme: Theme) -> None:
    """WCAG AA."""
    assert weak(theme, 4.5) == {}


def test_high_contrast_is_high() -> None:
    """WCAG AAA."""
    assert weak(CONTRAST, 7.0) == {}


@pytest.mark.parametrize(
    ("choice", "terminal", "name"),
    [
        ("auto", "", "fika-dark"),
        ("auto", "15;0", "fika-dark"),
        ("auto", "0;15", "fika-light"),
        ("auto", "0;default;7", "fika-light"),
        ("contrast", "0;15", "fika-contrast"),
        ("light", "15;0", "fika-light"),
    ],
)
def test_the_theme_follows_the_setting_then_the_terminal(choice: str, terminal: str, name: str) -> None:
    assert chosen_theme(choice, {"COLORFGBG": terminal}) == name


@pytest.mark.anyio
@pytest.mark.parametrize("theme", [theme.name.removeprefix("fika-") for theme in THEMES])
async def test_the_setting_chooses(theme: str, store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save_sender(Sender(name="Sara Ek"))
    monkeypatch.setenv("FIKA_THEME", theme)
    async with at_the_screen() as pilot:
        assert pilot.app.theme == f"fika-{theme}"


@pytest.mark.anyio
async def test_without_colour_everything_is_still_said(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: no red, green or blue is left, and the words stand as they did."""
    store.save_sender(Sender(name="Sara Ek"))
    async with at_the_screen() as pilot:
        in_colour = seen(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_the_screen() as pilot:
        assert seen(pilot) == in_colour
        strips = pilot.app.screen._compositor.render_strips()
        styles = [
            segment.style
            for strip in strips
            for segment in strip.apply_filter(pilot.app._filters[-1], Color(0, 0, 0))
        ]
        tints = [style.color.triplet for style in styles if style and style.color and style.color.triplet]
        assert all(len({tint.red, tint.green, tint.blue}) == 1 for tint in tints)
