"""Colours as the web writes them, and how well one is read on another."""

import re

from tracker.core.days import Unreadable
from tracker.core.sentence import Sentence
from tracker.core.term import N_

_TYPED = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)


def read_colour(typed: str) -> str:
    """The colour in #0B5567, 0b5567 or #abc, as #0b5567."""
    found = _TYPED.fullmatch(typed.strip().lower())
    if found is None:
        raise Unreadable(Sentence(N_("Write the colour like #0b5567")))
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); text needs 4.5 (WCAG 2.2, 1.4.3 and "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour, from 0 to 1, on a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * ink + (1 - share) * paper):02x}" for ink, paper in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
