"""A page travels in gzip when one of our own pages asked for it, and else as it is (BREACH)."""

import gzip

import pytest

from tests.browser import Browser
from tests.make import Make
from tracker.accounts.models import User

OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def full(browser: Browser, make: Make, manager: User) -> Browser:
    """Somebody with a caseload of a few people."""
    for days in range(12):
        make.trajectory(manager, days=days)
    return browser


def test_our_own_pages_get_it_in_gzip(full: Browser):
    plain = full.open("/caseload")
    answer = full.client.get("/caseload", headers=OURS)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(plain.data) / 3
    assert b"</html>" in gzip.decompress(answer.data)
    asked = {"Accept-Encoding", "Sec-Fetch-Site", "Cookie", "HX-Request"}
    assert asked <= set(answer.vary) & set(plain.vary)


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "none"},
        {"Accept-Encoding": "gzip;q=0, br", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_anybody_else_sees_no_length_that_depends_on_what_repeats(full: Browser, headers: dict[str, str]):
    answer = full.client.get("/caseload?q=tesfai", headers=headers)
    assert "Content-Encoding" not in answer.headers
    assert b"</html>" in answer.data


def test_what_is_short_stays_as_it_is(full: Browser):
    answer = full.client.get("/healthz", headers=OURS)
    assert (answer.data, "Content-Encoding" in answer.headers) == (b"ok\n", False)
    assert "Content-Encoding" not in full.client.get("/", headers=OURS).headers, "a redirect is short"


def test_a_head_has_the_headers_and_no_body(full: Browser):
    answer = full.client.head("/caseload", headers=OURS)
    assert (answer.status_code, answer.data) == (200, b"")
