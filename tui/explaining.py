"""What a check means, in lines of text: its rule, its sources, examples, and how well it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.checks.examples import Example, examples
from assistant.checks.measured import Figures, figures
from assistant.checks.rule import Rule
from assistant.checks.weights import learned_from
from assistant.domain.value import Language
from assistant.wording import _
from tui.showing import severity_word

_MOST_SHOWN: Final = 240
"""Characters of an example."""


def explanation(rule: Rule, ui: Language, explain: Callable[[str], str]) -> list[str]:
    """Explain a check in the interface's language; `explain` puts a source's id into words."""
    lines = [f"{rule.check} ({severity_word(rule.severity)})", f"  {rule.rule[ui]}"]
    lines += [f"  {learned_from(each, ui)}" for each in rule.data.get("learned", ())]
    for source_id in (rule.why, *rule.data.get("also", ())):
        source = explain(source_id)
        if source:
            lines.append("  " + _("why: {source} [{id}]").format(source=source, id=source_id))
    lines += _example_lines(examples(rule.check, ui))
    return lines + _figure_lines(figures(rule.check))


def _example_lines(shown: tuple[Example, ...]) -> list[str]:
    lines: list[str] = []
    for title, found in ((_("Found, for example:"), True), (_("Left alone:"), False)):
        mine = [each for each in shown if each.found is found]
        if mine:
            lines += ["", title, *(f"  \u201c{_shortened(each.text)}\u201d" for each in mine)]
    return lines


def _figure_lines(measured: dict[Language, Figures]) -> list[str]:
    if not measured:
        return ["", _("It has not been measured yet.")]
    lines = ["", _("Measured on cases that nobody tuned on:")]
    for language, each in measured.items():
        name = _("Swedish") if language == "sv" else _("English")
        lines.append(
            "  "
            + _(
                "{language}: {hit} of {flawed} found (recall {recall}), "
                "{alarms} false alarms in {innocent} innocent texts (precision {precision})"
            ).format(
                language=name,
                hit=each.hit,
                flawed=each.hit + each.missed,
                recall=_share(each.recall),
                alarms=each.alarms,
                innocent=each.alarms + each.silent,
                precision=_share(each.precision),
            )
        )
    return lines


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1].rstrip() + "\u2026"
