"""What a set-up may be, as far as it can be said without looking further. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from tracker.core.colour import contrast, mixed
from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.setup.terms import DARK, LIGHT, Colleague, Looks, NormRow, NormValue, Scheme, Seat, Unseated
from tracker.trajectory.rules import Norms

STANDARD: Mapping[str, int] = asdict(Norms())
"""What Opweg begins with (knowledge.md 4.2, grade C: our own)."""


def colleagues(
    seats: Iterable[Seat], unseated: Iterable[Unseated], last: Mapping[UUID, date]
) -> list[Colleague]:
    """One line per person, by name; the roles of each in the order of the seats."""
    by_user: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_user[seat.user_id].append(seat)
    seated = [
        Colleague(user, own[0].name, own[0].email, own[0].has_password, tuple(own), last.get(user))
        for user, own in by_user.items()
    ]
    others = [
        Colleague(one.id, one.name, one.email, one.has_password, (), last.get(one.id)) for one in unseated
    ]
    return sorted(seated + others, key=lambda one: fold(one.name))


def lengthens(until_on: date | None, present: date | None) -> bool:
    """Whether a role goes on for longer than it would; None is no end."""
    return present is not None and (until_on is None or until_on > present)


def norm_rows(values: Sequence[NormValue], today: date) -> list[NormRow]:
    """Every number of the method; the values are in the order of their days."""
    rows = []
    for key, standard in STANDARD.items():
        own = [value for value in values if value.key == key]
        begun = [value for value in own if value.holds_from <= today]
        coming = tuple(value for value in own if value.holds_from > today)
        present, since = (begun[-1].value, begun[-1].holds_from) if begun else (standard, None)
        rows.append(NormRow(key, standard, present, since, coming))
    return rows


LEAST = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""


def unreadable(colour: str, scheme: Scheme, action: str = "") -> Sentence | None:
    """Why a colour cannot be that of what one presses: it is text on every ground, and under text.

    What is chosen has a ground that follows from the action colour.
    """
    grounds = (scheme.page, scheme.sunk, _tint(action or colour, scheme))
    worst = min(contrast(colour, ground) for ground in grounds)
    return None if worst >= LEAST else Sentence(scheme.too_weak, {"ratio": _told(worst)})


def unreadable_highlight(colour: str) -> Sentence | None:
    """Why a colour cannot be that of here and now: there is ink on it, in both schemes."""
    ratio = contrast(colour, LIGHT.text)
    text = N_("Ink on this colour has a contrast of %(ratio)s to 1; 4.5 is needed. Choose a lighter one.")
    return None if ratio >= LEAST else Sentence(text, {"ratio": _told(ratio)})


def stylesheet(looks: Looks) -> str:
    """What a browser gets after our own stylesheet; nothing when every colour is ours."""
    light, dark = _light(looks), _dark(looks)
    if looks.highlight:
        light["--basis-color-highlight-1-bg-active"] = looks.highlight
    rules = _rule(":root", light)
    if dark:
        rules += f"@media (prefers-color-scheme: dark) {{ {_rule(':root', dark)} }}"
    return f"@layer base {{ {rules} }}" if rules else ""


def digest(css: str) -> str:
    """What tells one stylesheet from another; empty for an empty one."""
    return hashlib.sha256(css.encode()).hexdigest()[:16] if css else ""


def examples(looks: Looks) -> str:
    """The same for a page that tries colours: of both schemes whatever the reader's own is, and in place of
    what was kept before."""
    now = looks.highlight or LIGHT.now
    light, dark = {**_whole(LIGHT, now), **_plain(_light(looks))}, {**_whole(DARK, now), **_dark(looks)}
    return (
        f"@layer base {{ {_rule(':root', light)} "
        f"@media (prefers-color-scheme: dark) {{ {_rule(':root', dark)} }} "
        f"{_rule('.sample.light', light)} {_rule('.sample.dark', dark)} }}"
    )


TOKENS = {
    "--basis-color-action-1-color-default": "--c-action",
    "--basis-color-action-1-color-hover": "--c-strong",
    "--basis-color-action-1-bg-subtle": "--c-tint",
}
"""The names of NL Design System that our stylesheet reads; in the dark it has names of its own."""


def _light(looks: Looks) -> dict[str, str]:
    own = _scheme(looks.action, looks.hover, LIGHT)
    return {next((token for token, name in TOKENS.items() if name == key), key): own[key] for key in own}


def _dark(looks: Looks) -> dict[str, str]:
    action = looks.dark_action or (looks.action and _lighter(looks.action))
    return _scheme(action, looks.dark_hover, DARK)


def _scheme(action: str, hover: str, scheme: Scheme) -> dict[str, str]:
    """The colours of one scheme; what was not chosen follows from the action colour."""
    if not action:
        return {"--c-strong": hover} if hover else {}
    return {
        "--c-action": action,
        "--c-strong": hover or mixed(action, scheme.text, 0.6),
        "--c-tint": _tint(action, scheme),
        **{f"--c-h{step}": _heat(action, scheme, step) for step in (1, 2, 3, 4)},
    }


def _heat(action: str, scheme: Scheme, step: int) -> str:
    """A step of the heat map: text is read on the first three, the page's colour on the fourth."""
    ink, share, less = (scheme.page, 0.85, 0.05) if step == 4 else (scheme.text, scheme.heat[step - 1], -0.05)
    while contrast(mixed(action, scheme.page, share), ink) < LEAST:
        share = min(1.0, max(0.0, share + less))
    return mixed(action, scheme.page, share)


def _lighter(action: str) -> str:
    """The same colour, with so much white that it can be read in the dark."""
    for share in range(100, -1, -5):
        colour = mixed(action, "#ffffff", share / 100)
        if not unreadable(colour, DARK):
            break
    return colour


def _tint(action: str, scheme: Scheme) -> str:
    return mixed(action, scheme.page, 0.1)


def _whole(scheme: Scheme, now: str) -> dict[str, str]:
    return {f"--c-{name}": getattr(scheme, name) for name in scheme.COLOURS} | {"--c-now": now}


def _plain(own: Mapping[str, str]) -> dict[str, str]:
    return {TOKENS.get(name, name): value for name, value in own.items()}


def _rule(selector: str, values: Mapping[str, str]) -> str:
    return (
        f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in values.items())} }}"
        if values
        else ""
    )


def _told(ratio: float) -> float:
    """Rounded down, so that no ratio that is too small reads as enough."""
    return int(ratio * 10) / 10
