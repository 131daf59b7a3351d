"""What somebody filled in on a form that could not be taken: it is shown, and can be sent again."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from flask import render_template, request
from werkzeug.exceptions import HTTPException

from tracker.core.sentence import Sentence

Fields = Sequence[tuple[str, str]]
NEVER_KEPT = ("csrf_token", "password", "again", "present")
"""The token of the page, and every password: a test looks at all forms."""
NOT_WRITTEN = ("seen", "key", "asked")
"""What a page sends along by itself."""


def filled_in() -> Fields:
    """What the form of this request held."""
    try:
        sent = request.form
    except HTTPException:  # It was too large to be read at all.
        return []
    return [(name, value) for name, value in sent.items(multi=True) if name not in NEVER_KEPT]


def texts(fields: Fields) -> list[str]:
    """What somebody wrote: more than one word; choices, days and ids are one."""
    return [value for name, value in fields if name not in NOT_WRITTEN and len(value.split()) > 1]


def as_text(fields: Fields) -> str:
    """As one text, for a page that carries it along."""
    return urlencode(fields)


def from_text(text: str) -> Fields:
    return parse_qsl(text, keep_blank_values=True)


def send_again(title: str, sentence: Sentence, fields: Fields, address: str, status: int) -> tuple[str, int]:
    """A page on which one press sends it again, to an address of our own."""
    return (
        render_template(
            "again.html",
            title=title,
            sentence=sentence,
            fields=fields,
            typed=texts(fields),
            address=address,
            status=status,
        ),
        status,
    )


def comes_from_us() -> bool:
    """Whether a page of ours sent this; browsers say so with every form."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
