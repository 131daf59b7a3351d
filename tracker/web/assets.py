"""Our files for the browser: their content is part of their address, so a browser asks for each once."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from mimetypes import guess_type
from os.path import isfile
from pathlib import Path

from flask import Flask, Response, abort, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.security import safe_join

from tracker.accounts.terms import Can
from tracker.web.compression import accepts_gzip, packed
from tracker.web.pages import Pages

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "static", ROOT / "build" / "static" / "vendor")
"""Our own, and what tools/assets.py fetched."""

TEXTS = {".css", ".js", ".svg"}
FOREVER = "public, max-age=31536000, immutable"
pages = Pages("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is now; `packed` is its content in gzip, for a kind of file that becomes smaller."""

    path: Path
    digest: str
    packed: bytes | None


class Cookies(SecureCookieSessionInterface):
    """What is everybody's carries nobody's cookie, and is no other file once the cookie changed."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def install(app: Flask) -> None:
    app.session_interface = Cookies()
    app.register_blueprint(pages)
    app.jinja_env.globals.update(asset_url=asset_url, htmx=find_asset("htmx.min.js") is not None)


def asset_url(name: str) -> str:
    """The address of a file of ours; another content has another address."""
    found = find_asset(name)
    if found is None:
        raise LookupError(f"{name} is in none of the folders for the browser")
    return url_for("assets.asset", digest=found.digest, name=name)


def find_asset(name: str) -> Asset | None:
    """The file of that name, read anew when it was written anew."""
    for folder in FOLDERS:
        path = Path(safe_join(str(folder), name) or folder)
        if isfile(path):  # of what can be no name it says no; Path raises
            return _read(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=512)
def _read(path: Path, written: int) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(path, digest, packed(content, level=9) if path.suffix in TEXTS else None)


@pages.get("/static/<digest>/<path:name>", can=Can.ANYONE)
def asset(digest: str, name: str) -> Response:
    """The file; a page of before an upgrade gets it as it is now, and must ask again next time."""
    found = find_asset(name) or abort(HTTPStatus.NOT_FOUND)
    short = found.packed if accepts_gzip() else None
    answer = Response(short or found.path.read_bytes(), mimetype=guess_type(name)[0])
    if short:
        answer.content_encoding = "gzip"
    if found.packed:
        answer.vary.add("Accept-Encoding")
    answer.set_etag(f"{found.digest}-gzip" if short else found.digest)
    answer.headers["Cache-Control"] = FOREVER if digest == found.digest else "no-cache"
    answer.make_conditional(request)
    return answer
