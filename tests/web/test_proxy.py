"""Who asked is told by the one proxy of the settings, and by nobody else; and only our names are ours."""

from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from config import Config
from tracker import create_app
from tracker.web import proxy

TOLD = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil",
}


def asked(setting: str | None, address: str) -> dict[str, Any]:
    """What an application behind the setting believes of a request that came from the address."""
    app = Flask("bare")
    app.add_url_rule(
        "/", view_func=lambda: {"who": request.remote_addr, "scheme": request.scheme, "host": request.host}
    )
    proxy.install(app, setting)
    answer = app.test_client().get("/", headers=TOLD, environ_overrides={"REMOTE_ADDR": address})
    return answer.get_json()


@pytest.mark.parametrize(("setting", "address"), [("10.0.0.5", "10.0.0.5"), ("unix", "")])
def test_the_proxy_says_who_asked_and_how(setting: str, address: str):
    assert asked(setting, address) == {"who": "198.51.100.7", "scheme": "https", "host": "localhost"}


@pytest.mark.parametrize(
    ("setting", "address"), [(None, "10.0.0.5"), ("10.0.0.5", "10.0.0.6"), ("unix", "10.0.0.5")]
)
def test_nobody_else_is_believed(setting: str | None, address: str):
    assert asked(setting, address) == {"who": address, "scheme": "http", "host": "localhost"}


@pytest.fixture
def client() -> FlaskClient:
    config = Config("k" * 32, "sqlite://", address="https://opweg.town.example", secure_cookies=True)
    return create_app(config).test_client()


@pytest.mark.parametrize("host", ["evil.example", "opweg.town.example.evil.example", "127.0.0.1"])
def test_a_request_for_another_name_is_refused(client: FlaskClient, host: str):
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_our_name_is_served_and_stays_on_tls(client: FlaskClient):
    answer = client.get("/sign-in", headers={"Host": "opweg.town.example"})
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "__Host-opweg=" in answer.headers["Set-Cookie"]
