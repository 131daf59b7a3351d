"""Our files for the browser: asked for once, never old, never more than what is meant."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import nodes

from tests.browser import Browser
from tests.test_house_rules import TEMPLATES
from tracker.web import assets

GZIP = {"Accept-Encoding": "br, gzip"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for files."""
    (tmp_path / "static").mkdir()
    (tmp_path / "secret.css").write_text("not for the browser")
    monkeypatch.setattr(assets, "FOLDERS", (tmp_path / "static", *assets.FOLDERS))
    return tmp_path / "static"


def url(app: Flask, name: str) -> str:
    with app.test_request_context():
        return assets.asset_url(name)


def named_in(app: Flask, template: Path) -> Iterator[nodes.Expr]:
    for call in app.jinja_env.parse(template.read_text()).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "asset_url":
            yield call.args[0]


def test_every_file_that_a_template_names_exists(app: Flask):
    names = [
        named.value for path in TEMPLATES for named in named_in(app, path) if isinstance(named, nodes.Const)
    ]
    assert {"opweg.css", "icon.svg", "caseload.js", "htmx.min.js"}.issubset(names)
    for name in set(names) - {"htmx.min.js"}:
        assert assets.find_asset(name), name


def test_a_page_names_only_addresses_that_hold_forever(browser: Browser, client: FlaskClient):
    page = browser.get("/caseload")
    addresses = [link["href"] for link in page.select("link")] + [one["src"] for one in page.select("[src]")]
    assert len(addresses) >= 3
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, assets.FOREVER), address


def test_another_content_has_another_address(app: Flask, client: FlaskClient, folder: Path):
    (folder / "a.css").write_text("p { color: red }")
    before = url(app, "a.css")
    assert client.get(before).text == "p { color: red }"
    (folder / "a.css").write_text("p { color: blue }")
    after = url(app, "a.css")

    assert before != after
    assert client.get(after).headers["Cache-Control"] == assets.FOREVER
    of_an_old_page = client.get(before)
    assert (of_an_old_page.text, of_an_old_page.headers["Cache-Control"]) == ("p { color: blue }", "no-cache")


def test_a_text_travels_in_gzip_to_who_understands_it(app: Flask, client: FlaskClient):
    address = url(app, "opweg.css")
    plain, short = client.get(address), client.get(address, headers=GZIP)
    assert gzip.decompress(short.data) == plain.data == Path("static/opweg.css").read_bytes()
    assert len(short.data) < len(plain.data) / 3
    assert short.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Vary"] == short.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != short.headers["ETag"]
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_what_did_not_change_is_not_sent_again(app: Flask, client: FlaskClient):
    address = url(app, "opweg.css")
    tag = client.get(address, headers=GZIP).headers["ETag"]
    again = client.get(address, headers={**GZIP, "If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == assets.FOREVER
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200, "that is the other form"


def test_a_picture_is_sent_as_it_is(app: Flask, client: FlaskClient, folder: Path):
    (folder / "a.jpg").write_bytes(b"\xff\xd8" * 3000)
    answer = client.get(url(app, "a.jpg"), headers=GZIP)
    assert (answer.data, answer.mimetype) == (b"\xff\xd8" * 3000, "image/jpeg")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


def test_a_file_is_nobodys_and_carries_no_cookie(browser: Browser, app: Flask):
    answer = browser.open(url(app, "opweg.css"))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["../secret.css", "%2e%2e/secret.css", "..%2fsecret.css", "/etc/passwd", "x/../../secret.css", ".", "x"],
)
def test_nothing_outside_the_folder_is_given_away(client: FlaskClient, folder: Path, name: str):
    answer = client.get(f"/static/0/{name}")
    assert answer.status_code in {308, 404}
    assert "not for the browser" not in answer.text


def test_a_name_that_is_not_there_stops_the_page(app: Flask):
    with pytest.raises(LookupError, match=r"absent\.css is in none"):
        url(app, "absent.css")


@pytest.mark.parametrize("name", ["a" * 300, "a%00b", "a/" * 3000 + "b"])
def test_what_can_be_no_name_of_a_file_is_not_there(client: FlaskClient, name: str):
    assert client.get(f"/static/x/{name}").status_code == 404
