"""`make demo`: the main job on the two example briefs, with no key and no network, in a home of its own."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tui.launch import main

EXAMPLES = Path(__file__).parent
NEXT = """
What you saw is real: the same commands work for the person you have in mind.
  fika init                                   say who you are, once
  fika people add "Their Name"                then: fika facts suggest "Their Name" bio.txt
  fika draft "Their Name"                     you are asked for what is missing
  fika guide "hon har inte svarat på tre veckor"
Here in the clone the command is .venv/bin/fika. Nothing is ever sent by Fika: you copy, and you send.
"""


def run() -> int:
    """Write the three documents for both examples, each with its sources and its review."""
    for name in [name for name in os.environ if name.startswith(("FIKA_", "OPENAI_"))]:
        del os.environ[name]
    worst = 0
    with tempfile.TemporaryDirectory(prefix="fika-demo-") as home:
        os.environ["FIKA_HOME"] = home
        os.environ["FIKA_CONFIG"] = str(Path(home) / "config.toml")
        for language in ("sv", "en"):
            brief = EXAMPLES / f"{language}.toml"
            for kind in ("outreach", "questions", "followup"):
                print(f"\n{'=' * 78}\n$ fika write {kind} --brief examples/{brief.name} --explain\n", flush=True)
                arguments = ["--ui-language", language, "write", kind, "--brief", str(brief), "--explain"]
                worst = max(worst, main(arguments))
    print(NEXT)
    return worst


if __name__ == "__main__":
    sys.exit(run())
