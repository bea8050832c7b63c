"""The part of the review screen that answers findings: go there, mend, skip, confirm."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import TabbedContent

from assistant.errors import RefusedError
from assistant.wording import _
from tui.screens.review_versions import ReviewVersions
from tui.widgets.finding_actions import FindingActions
from tui.widgets.findings_list import Entry, FindingsList

if TYPE_CHECKING:
    from assistant.domain.review import Finding


class ReviewFindings(ReviewVersions):
    """Goes through what was found; every answer is one key."""

    @property
    def panes(self) -> TabbedContent:
        """The tabs beside or below the text."""
        return self.query_one("#review-panes", TabbedContent)

    @on(FindingsList.Chosen)
    def _show_place(self, event: FindingsList.Chosen) -> None:
        self.query_one(FindingActions).show(event.entry)
        self.look_for_answers()
        if event.by_person:
            self.editor.go_to(event.entry.finding.start)

    @on(FindingsList.Opened)
    def _go_to_place(self, event: FindingsList.Opened) -> None:
        self._go_to(event.finding)

    def _go_to(self, finding: Finding) -> None:
        self.editor.focus()
        self.editor.go_to(finding.start)

    def action_next(self, step: int) -> None:
        """Go to the next finding, or the one before, from where the cursor is."""
        entries, listed = self.findings.entries, self.findings
        self.panes.active = "findings"
        if self.seen is None:
            return
        if not entries:
            return
        at = self.editor.offset_at_cursor
        chosen = listed.chosen
        if chosen and chosen.finding.start == at:
            to = ((listed.highlighted or 0) + step) % len(entries)
        else:
            behind = [number for number, each in enumerate(entries) if each.finding.start > at]
            to = ((behind[0] if behind else 0) - (step < 0)) % len(entries)
        listed.choose(to)
        self._go_to(entries[to].finding)

    def action_mend(self) -> None:
        """Mend the chosen finding."""
        if self.findings.chosen and not self.is_writing:
            self.work(self._mend(self.findings.chosen), group="keep", exclusive=False)

    async def _mend(self, entry: Entry) -> None:
        seen = await self.looked_at_now()
        finding = next((each.finding for each in self.findings.entries if each.same == entry.same), None)
        if finding is None:
            return
        mend = await asyncio.to_thread(self.table.mend, seen, finding)
        if self.editor.text != seen.text:
            return  # typed on meanwhile; the next look shows whether it still stands
        if mend is None:
            self._go_to(finding)
            self.teller.say(_("This one is yours to mend: {fix}").format(fix=finding.fix or finding.message))
            return
        self.editor.put(mend.replacement, mend.start, mend.end)
        self.look()

    def action_skip(self) -> None:
        """Leave the chosen finding be while the draft is open."""
        entry = self.findings.chosen
        if entry is None or self.seen is None:
            return
        try:
            self.table.skip(entry.finding)
        except RefusedError as error:
            self.teller.tell(error)
            return
        open_now = {(each.check, each.start, each.excerpt) for each in self.seen.open_findings}
        self.show_seen(
            tuple(
                each
                for each in self.findings.entries
                if (each.finding.check, each.finding.start, each.finding.excerpt) in open_now
            )
        )

    def action_confirm(self) -> None:
        """Take the person's word for the chosen claim."""
        entry = self.findings.chosen
        if entry is not None and not self.is_writing:
            self.work(self._confirm(entry), group="keep", exclusive=False)

    async def _confirm(self, entry: Entry) -> None:
        seen = await self.looked_at_now()
        finding = next((each.finding for each in self.findings.entries if each.same == entry.same), None)
        if finding is None:
            return
        async with self._saving:
            version = await asyncio.to_thread(self.table.confirm, seen.text, finding)
        self._is_kept(seen.text)
        self.look()
        self.teller.say(
            _("Noted as true, with your word as its source. This is version {number}.").format(
                number=version.number
            )
        )
