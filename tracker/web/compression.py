"""Pages travel in gzip, but never where their length could tell a stranger what they say."""

import gzip

from flask import Response, request

SMALLEST = 1000
"""Bytes; what is shorter fits in one packet anyway."""


def packed(content: bytes, level: int = 5) -> bytes:
    """In gzip, the same bytes for the same content."""
    return gzip.compress(content, level, mtime=0)


def accepts_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0


def pack_page(response: Response) -> Response:
    """A page in gzip, when one of our own pages asked for it.

    Whoever can make a browser ask for `/caseload?q=a name` and sees how long the answer is learns whether it
    holds that name (the BREACH attack). A browser tells in Sec-Fetch-Site who made it ask, and no page of
    another site can have it say same-origin.
    """
    if response.mimetype != "text/html":
        return response
    response.vary.update(["Accept-Encoding", "Sec-Fetch-Site"])
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not ours or response.is_streamed or "Content-Encoding" in response.headers or not accepts_gzip():
        return response
    content = response.get_data()
    if len(content) >= SMALLEST:
        response.set_data(packed(content))
        response.content_encoding = "gzip"
    return response
