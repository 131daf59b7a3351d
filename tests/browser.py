"""A visitor who reads pages the way a careful person does."""

import secrets
from datetime import timedelta
from typing import Any

import html5lib
from bs4 import BeautifulSoup
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.make import NOW
from tracker.accounts.models import SignIn
from tracker.accounts.work import Work
from tracker.sign_in.queries import hash_of

CSRF = "the token of this test"


class Browser:
    """A test client, signed in as the actor of a work, or as nobody."""

    def __init__(self, app: Flask, session: Session, work: Work | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        with self.client.session_transaction() as cookie:
            cookie["csrf_token"] = CSRF
            if work:
                cookie["_user_id"] = begin_session(session, work)
        self.csrf_token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(CSRF)

    def open(self, path: str, method: str = "GET", **fields: Any) -> TestResponse:
        """The bare answer, unread; a form gets its token."""
        data = {**fields, "csrf_token": self.csrf_token} if method == "POST" else None
        return self.client.open(path, method=method, data=data)

    def get(self, path: str, status: int = 200) -> BeautifulSoup:
        return self._read(self.client.get(path), status)

    def post(self, path: str, status: int = 302, **fields: Any) -> BeautifulSoup:
        return self._read(self.open(path, "POST", **fields), status)

    def htmx_post(self, path: str, status: int = 200, **fields: Any) -> BeautifulSoup:
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
        data = {**fields, "csrf_token": self.csrf_token}
        response = self.client.post(path, data=data, headers=headers)
        assert response.status_code == status, response.text
        assert b"<html" not in response.data, "a fragment is a part of a page, not a page"
        return BeautifulSoup(response.text, "html.parser")

    def _read(self, response: TestResponse, status: int) -> BeautifulSoup:
        assert response.status_code == status, response.text
        page = BeautifulSoup(response.text, "html.parser")
        if not 300 <= status < 400:
            html5lib.HTMLParser(strict=True).parse(response.text)
            assert len(page.select("h1")) == 1
            assert_unique_ids(page)
            assert_labelled(page)
            assert_no_inline_code(page)
        return page


def begin_session(session: Session, work: Work) -> str:
    """A session of the actor; gives the token that goes into the cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=hash_of(token),
            user_id=work.actor.user_id,
            organisation_id=work.actor.organisation_id,
            role=work.actor.role,
            started_at=NOW,
            ends_at=NOW + timedelta(hours=10),
        )
    )
    session.commit()
    return token


def assert_unique_ids(page: BeautifulSoup) -> None:
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


def assert_labelled(page: BeautifulSoup) -> None:
    for control in page.select("input:not([type=hidden]), textarea, select"):
        named = control.get("aria-label") or control.find_parent("label")
        assert named or page.select_one(f"label[for='{control.get('id')}']"), f"{control} has no label"


def assert_no_inline_code(page: BeautifulSoup) -> None:
    assert not page.select("[style], style, script:not([src])")
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on")], element
