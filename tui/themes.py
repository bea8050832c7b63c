"""Three themes of our own: dark, light and high contrast, with one accent each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

_SHARED: Final = {
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-text-style": "none",
    "button-focus-text-style": "bold reverse",
    "link-style": "underline",
}

DARK: Final = Theme(
    name="fika-dark",
    dark=True,
    primary="#7fb8a4",
    secondary="#8fa8c8",
    accent="#e0a96d",
    warning="#e6b455",
    error="#f28b82",
    success="#8ccf9b",
    foreground="#e6e3dc",
    background="#1b1d1f",
    surface="#232629",
    panel="#2b2f33",
    variables={
        **_SHARED,
        "footer-background": "#1b1d1f",
        "footer-description-background": "#1b1d1f",
        "footer-key-background": "#1b1d1f",
        "input-selection-background": "#7fb8a4 40%",
        "footer-foreground": "#c9c5bb",
        "footer-description-foreground": "#c9c5bb",
        "footer-key-foreground": "#e0a96d",
        "block-cursor-background": "#7fb8a4",
        "block-cursor-foreground": "#14181a",
        "block-cursor-blurred-background": "#3a4744",
        "block-cursor-blurred-foreground": "#e6e3dc",
        "input-cursor-background": "#e6e3dc",
        "input-cursor-foreground": "#1b1d1f",
        "button-color-foreground": "#14181a",
        "text-muted": "#aca99f",
        "text-disabled": "#aca99f",
        "text-primary": "#8fc6b2",
        "text-secondary": "#a3b9d6",
        "text-accent": "#e0a96d",
        "text-warning": "#e6b455",
        "text-error": "#f28b82",
        "text-success": "#8ccf9b",
    },
)

LIGHT: Final = Theme(
    name="fika-light",
    dark=False,
    primary="#1f6b55",
    secondary="#35557f",
    accent="#8a4b08",
    warning="#7a5200",
    error="#a8201a",
    success="#1d6b34",
    foreground="#23211d",
    background="#faf8f3",
    surface="#f2efe7",
    panel="#e8e4d9",
    variables={
        **_SHARED,
        "footer-background": "#faf8f3",
        "footer-description-background": "#faf8f3",
        "footer-key-background": "#faf8f3",
        "footer-foreground": "#47433b",
        "footer-description-foreground": "#47433b",
        "footer-key-foreground": "#8a4b08",
        "block-cursor-background": "#1f6b55",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#cfdcd5",
        "block-cursor-blurred-foreground": "#23211d",
        "input-cursor-background": "#23211d",
        "input-cursor-foreground": "#faf8f3",
        "input-selection-background": "#1f6b55 25%",
        "button-color-foreground": "#ffffff",
        "text-muted": "#5b574d",
        "text-disabled": "#5b574d",
        "text-primary": "#1a5c49",
        "text-secondary": "#35557f",
        "text-accent": "#8a4b08",
        "text-warning": "#7a5200",
        "text-error": "#a8201a",
        "text-success": "#1d6b34",
    },
)

CONTRAST: Final = Theme(
    name="fika-contrast",
    dark=True,
    primary="#ffd84d",
    secondary="#9fd3ff",
    accent="#ffd84d",
    warning="#ffd84d",
    error="#ff9a8f",
    success="#8ff0a4",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    text_alpha=1.0,
    variables={
        **_SHARED,
        "footer-background": "#000000",
        "footer-description-background": "#000000",
        "footer-key-background": "#000000",
        "footer-foreground": "#ffffff",
        "footer-description-foreground": "#ffffff",
        "footer-key-foreground": "#ffd84d",
        "block-cursor-background": "#ffd84d",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#3d3d3d",
        "block-cursor-blurred-foreground": "#ffffff",
        "input-cursor-background": "#ffd84d",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#005a9e",
        "button-color-foreground": "#000000",
        "text-muted": "#e0e0e0",
        "text-disabled": "#d0d0d0",
        "text-primary": "#ffd84d",
        "text-secondary": "#9fd3ff",
        "text-accent": "#ffd84d",
        "text-warning": "#ffd84d",
        "text-error": "#ff9a8f",
        "text-success": "#8ff0a4",
        "border": "#ffffff",
        "border-blurred": "#a0a0a0",
    },
)

THEMES: Final = (DARK, LIGHT, CONTRAST)

_LIGHT_BACKGROUNDS: Final = {"7", "15"}
"""White and bright white, as terminals name their background in COLORFGBG."""


def chosen_theme(choice: str, environment: Mapping[str, str] = os.environ) -> str:
    """Give the theme's name for a setting; "auto" follows the terminal where it tells its background."""
    if choice == "auto":
        background = environment.get("COLORFGBG", "").rpartition(";")[2]
        choice = "light" if background in _LIGHT_BACKGROUNDS else "dark"
    return f"fika-{choice}"
