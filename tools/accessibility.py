"""What axe found, as content that is committed: var/axe/*.json becomes tracker/content/accessibility.toml.

.venv/bin/python -m pytest tests/screens/test_accessibility.py
.venv/bin/python -m tools.accessibility
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "var" / "axe"
CONTENT = ROOT / "tracker" / "content" / "accessibility.toml"
NOTE = "# Written by tools/accessibility.py from what axe found on every screen; never by hand.\n"


class Incomplete(Exception):  # noqa: N818  (the text is for whoever ran the tests)
    """The test did not look at every screen everywhere."""


def main() -> int:
    try:
        CONTENT.write_text(written([json.loads(file.read_text()) for file in sorted(FOUND.glob("*.json"))]))
    except Incomplete as why:
        print(f"{why} Run tests/screens/test_accessibility.py as a whole first.", file=sys.stderr)
        return 1
    return 0


def written(runs: list[dict[str, Any]]) -> str:
    """The runs of one test, each in one width and colour, as one TOML document. Raises Incomplete."""
    widths = sorted({run["width"] for run in runs}, reverse=True)
    colours = sorted({run["colour"] for run in runs}, reverse=True)
    screens = {tuple(run["screens"]) for run in runs}
    if len(screens) != 1 or len(runs) != len(widths) * len(colours):
        raise Incomplete(f"{len(runs)} runs, which saw {len(screens)} different lists of screens.")
    violations = {screen: what for run in runs for screen, what in run["violations"].items()}
    lines = [
        f"day = {min(run['day'] for run in runs)}",
        f'axe = "{runs[0]["axe"]}"',
        f"widths = {widths}",
        f"colours = {json.dumps(colours)}",
        "screens = [",
        *(f"  {json.dumps(screen)}," for screen in next(iter(screens))),
        "]",
        *(["", "[violations]"] if violations else []),
        *(f"{json.dumps(screen)} = {json.dumps(what)}" for screen, what in sorted(violations.items())),
    ]
    return NOTE + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
