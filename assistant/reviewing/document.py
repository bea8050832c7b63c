"""A draft on the table: it is looked at while it is typed, mended, confirmed and saved as new versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from assistant.cleaning import clean
from assistant.confirming import Claim, claims_of
from assistant.domain.brief import Brief, grounds
from assistant.domain.draft import Draft, Origins
from assistant.domain.records import Version
from assistant.domain.review import Finding, Review
from assistant.errors import InputError, NotFoundError, RefusedError
from assistant.parsing import parse_plain
from assistant.reviewing.desk import Desk, taken_over
from assistant.reviewing.differences import Change, differences
from assistant.reviewing.flagged import confirm, flagged_in, keep_confirmed
from assistant.reviewing.limits import Limits, limits_of
from assistant.reviewing.marks import carried, renumbered
from assistant.reviewing.mend import mend_of
from assistant.reviewing.named_times import NamedTime, named_times
from assistant.reviewing.own_share import Told, history, own_share
from assistant.reviewing.phrases import phrases_for
from assistant.reviewing.place import Mend, Place
from assistant.reviewing.readable import require_readable
from assistant.reviewing.seen import Behind, Cited, Seen, sentence_at, skip_key, state_of
from assistant.wording import _

__all__ = ["Behind", "Change", "Cited", "Desk", "Document", "Limits", "Mend", "NamedTime", "Seen"]


@dataclass(frozen=True)
class _Table:
    """The versions as they were read, and what follows from them; replaced whole, so threads may share it."""

    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Every version's draft with its marks in the newest brief's numbers, newest first."""
        brief = self.newest.brief
        return tuple(renumbered(each.draft, each.brief, brief) for each in reversed(self.versions))

    @cached_property
    def told(self) -> Told:
        return history(self.versions, self.newest.brief.own_words)


@dataclass
class Document:
    """A draft on the table. `look` is pure and may run on any thread; one thread at a time saves."""

    draft_id: int
    desk: Desk
    _skipped: set[tuple[str, str]] = field(default_factory=set, init=False)
    _table: _Table = field(init=False)

    def __post_init__(self) -> None:
        self._read()

    @property
    def versions(self) -> tuple[Version, ...]:
        """All versions, oldest first, as of opening or the last change made here."""
        return self._table.versions

    @property
    def version(self) -> Version:
        """The newest version."""
        return self._table.newest

    def look(self, text: str) -> Seen:
        """Take a text apart and review it. Raises InputError for one that no one would read as a message."""
        table, desk = self._table, self.desk
        brief = table.newest.brief
        draft = self._parsed(text, table)
        review = self._review(draft, brief, table)
        return Seen(
            text=text,
            draft=draft,
            review=review,
            limit=limits_of(draft, review, desk.kind(draft.kind)),
            own_share=own_share(draft, table.told, brief.own_words),
            times=named_times(draft, brief, desk.now()),
            brief=brief,
            skipped=self._skipped,
        )

    def behind(self, seen: Seen, position: int) -> Behind:
        """Tell what stands behind the sentence at a character."""
        sentence = sentence_at(seen.draft, position)
        state = state_of(sentence, seen.review)
        if sentence is None:
            return Behind(None, (), (), state)
        known = {each.id: each for each in grounds(seen.brief)}
        facts = tuple(known[each] for each in sentence.facts if each in known)
        return Behind(sentence, facts, self._cited(seen.draft, sentence.passages), state)

    def mend(self, seen: Seen, finding: Finding) -> Mend | None:
        """Give the replacement that mends a finding, or None when it is mended by hand.

        It was tried: the finding is gone then, and nothing new blocks.
        """
        table, now = self._table, self.desk.now()
        kind, wording = self.desk.kind(seen.draft.kind), table.newest.origins.wording
        tone = wording.tone if wording else None
        place = Place(
            seen=seen,
            finding=finding,
            phrases=phrases_for(seen.draft, seen.brief, kind, tone, now),
            first_contact=kind.first_contact,
            today=now.date(),
        )

        def review(text: str) -> Review:
            return self._review(self._parsed(text, table), seen.brief, table)

        return mend_of(place, review)

    def skip(self, finding: Finding) -> None:
        """Leave a finding be while the document is open. Raises RefusedError for one that blocks."""
        if finding.severity == "block":
            raise RefusedError(
                _("What blocks cannot be skipped."),
                hint=_("Mend it, confirm it if it is true, or approve the draft with a reason."),
            )
        self._skipped.add(skip_key(finding))

    def is_skipped(self, finding: Finding) -> bool:
        """Whether a finding is left be."""
        return skip_key(finding) in self._skipped

    def save(self, text: str) -> Version:
        """Keep a text as the person's new version; the newest one is given back when it does not differ.

        Raises InputError for a text that is empty or too long.
        """
        text = clean(text).rstrip()
        if not text:
            raise InputError(
                _("The text is empty, so nothing was saved."),
                hint=_("To give up a draft, leave it; to erase it, forget its person."),
            )
        if text == self.version.draft.text.rstrip():
            return self.version
        seen = self.look(text)
        before = self.version.origins
        origins = Origins(writer="person", shown=before.shown, wording=before.wording)
        return self._keep(seen.draft, seen.brief, seen.review, origins)

    def restore(self, number: int) -> Version:
        """Make an old version's text the newest again, as a new version. Raises NotFoundError."""
        table = self._table
        old = next((each for each in table.versions if each.number == number), None)
        if old is None:
            raise NotFoundError(
                _("Draft {id} has no version {number}.").format(id=self.draft_id, number=number)
            )
        if old.draft.text == table.newest.draft.text:
            return table.newest
        brief = table.newest.brief
        draft = renumbered(old.draft, old.brief, brief)
        review = self.desk.review(draft, brief, written=old.origins.writer != "person")
        note = _("Version {version} again.").format(version=number)
        return self._keep(draft, brief, review, taken_over(old.origins, note))

    def difference(self, older: int, newer: int) -> tuple[Change, ...]:
        """Give what changed between two versions, word by word. Raises NotFoundError."""
        texts = {each.number: each.draft.text for each in self.versions}
        for number in (older, newer):
            if number not in texts:
                raise NotFoundError(
                    _("Draft {id} has no version {number}.").format(id=self.draft_id, number=number)
                )
        return differences(texts[older], texts[newer])

    def can_confirm(self, seen: Seen, finding: Finding) -> bool:
        """Whether the person's word can make a finding's sentence true: a claim, an address, an amount."""
        return self._claim(seen.draft, seen.review, finding) is not None

    def confirm(self, text: str, finding: Finding) -> Version:
        """Take the person's word that a flagged sentence is true: it becomes a fact, the text a new version.

        Raises RefusedError for a finding that is no claim, or when the draft was changed elsewhere;
        InputError for a sentence that is too long for a fact.
        """
        table = self._table
        flagged = flagged_in(self._parsed(text, table), table.newest, self.desk)
        claim = self._claim(flagged.draft, flagged.review, finding)
        if claim is None:
            raise RefusedError(
                _("There is nothing to confirm in “{excerpt}”.").format(excerpt=finding.excerpt),
                hint=_("Only what the text claims can be confirmed."),
            )
        keep_confirmed(confirm([claim], flagged), flagged)
        return self._read().newest

    @staticmethod
    def _claim(draft: Draft, review: Review, finding: Finding) -> Claim | None:
        found = claims_of(draft, review)
        return next((each for each in found if finding in (*each.findings, *each.gate)), None)

    def _parsed(self, text: str, table: _Table) -> Draft:
        newest = table.newest.draft
        if text == newest.text:
            return newest
        require_readable(text)
        plain = parse_plain(
            text,
            kind=newest.kind,
            language=newest.language,
            channel=newest.channel,
            sign_off=table.newest.brief.sender.sign_off,
        )
        return carried(plain, table.drafts)

    def _review(self, draft: Draft, brief: Brief, table: _Table) -> Review:
        newest = table.newest
        written = draft is newest.draft and newest.origins.writer != "person"
        return self.desk.review(draft, brief, written=written)

    def _cited(self, draft: Draft, ids: tuple[str, ...]) -> tuple[Cited, ...]:
        if not ids:
            return ()
        corpus, ui = self.desk.corpus_behind(draft), self.desk.ui
        passages = (corpus.passages[each] for each in ids if each in corpus.passages)
        return tuple(
            Cited(each.id, each.wording(ui).title, each.wording(ui).text, corpus.cite(each, ui))
            for each in passages
        )

    def _keep(self, draft: Draft, brief: Brief, review: Review, origins: Origins) -> Version:
        self.desk.keep(self.draft_id, draft, brief, review, origins)
        return self._read().newest

    def _read(self) -> _Table:
        self._table = _Table(self.desk.store.versions(self.draft_id))
        return self._table
