"""`fika check`: review any text, also one that Fika did not write."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.wording import _

if TYPE_CHECKING:
    from assistant.domain.brief import Brief
    from tui.console import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the text, what it is, and what it may rest on."""
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("the text; - or nothing reads standard input")
    )
    parser.add_argument(
        "--kind", metavar=_("KIND"), help=_("what the text is: outreach, nudge, questions, followup")
    )
    parser.add_argument("--language", choices=("sv", "en"), help=_("language the text should be in"))
    parser.add_argument(
        "--channel",
        choices=("mail", "linkedin-note", "linkedin", "sms"),
        default="mail",
        help=_("where it will be sent"),
    )
    parser.add_argument("--brief", metavar=_("FILE"), help=_("the brief that its claims may rest on"))
    parser.add_argument("--json", action="store_true", help=_("give the review as JSON"))
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--batch", metavar=_("FILE"), help=_("review JSON Lines, a review a line; - is standard input")
    )
    other.add_argument(
        "--explain",
        metavar=_("CHECK"),
        help=_("tell what a check means: its rule, its source, examples and how well it does"),
    )


def run(arguments: argparse.Namespace, session: Session) -> int:
    """Review the text: 0 clean or warnings, 1 blocked."""
    if arguments.explain:
        return _explain(arguments.explain, session)
    if arguments.batch:
        from tui.batch import answer_lines, review_answer
        from tui.console import MAX_BATCH, read_input

        text, _name = read_input(arguments.batch, most=MAX_BATCH)
        return answer_lines(text, review_answer(session.services), session)
    return _review(arguments, session)


def _review(arguments: argparse.Namespace, session: Session) -> int:
    from assistant.errors import InputError, UsageError
    from tui.console import read_input
    from tui.outputs import review_output
    from tui.showing import review_lines

    services = session.services
    if not arguments.kind or not arguments.language:
        raise UsageError(
            _("Say what the text is and in which language."),
            hint=_("For example: fika check mail.txt --kind outreach --language sv."),
        )
    kind = services.kind(arguments.kind)
    if arguments.channel not in kind.channels:
        raise UsageError(
            _("'{kind}' has no channel '{channel}'.").format(kind=kind.id, channel=arguments.channel)
        )
    if arguments.brief == "-" and arguments.file in {None, "-"}:
        raise UsageError(
            _("Text and brief cannot both come from standard input."), hint=_("Give one as a file.")
        )
    brief = _brief(arguments, session)
    if arguments.file is None and session.interactive:
        session.say(_("Paste the text, then press Ctrl-D on a line of its own."))
    text, name = read_input(arguments.file)
    if not text.strip():
        raise InputError(_("'{name}' is empty.").format(name=name), hint=_("Give the text to review."))
    _draft, review = services.review(
        text, kind=kind.id, language=arguments.language, channel=arguments.channel, brief=brief
    )
    if arguments.json:
        session.json(review_output(review).model_dump(mode="json"))
    else:
        session.out("\n".join(review_lines(review, services.why)), wrap=True)
        if brief is None:
            session.say(_("Without --brief, what the text claims about people and works was not checked."))
    return 1 if review.blocked else 0


def _explain(check_id: str, session: Session) -> int:
    from assistant.errors import NotFoundError
    from tui.explaining import explanation

    services = session.services
    known = services.checks()
    if check_id not in known:
        raise NotFoundError(
            _("There is no check '{check}'.").format(check=check_id),
            hint=_("Checks: {checks}.").format(checks=", ".join(known)),
        )
    for line in explanation(known[check_id], services.ui, services.why):
        session.out(line, wrap=True)
    return 0


def _brief(arguments: argparse.Namespace, session: Session) -> Brief | None:
    from assistant.importing.brief_file import load_brief
    from tui.console import read_input

    if not arguments.brief:
        return None
    text, name = read_input(arguments.brief)
    return load_brief(text, name, language=arguments.language).brief
