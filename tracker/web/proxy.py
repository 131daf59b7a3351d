"""Who asked, when a proxy stands between: only the one that the settings name may say so."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class BehindProxy:
    """The application behind its proxy; from anybody else, what X-Forwarded-… says counts for nothing."""

    def __init__(self, app: "WSGIApplication", proxy: str) -> None:
        self.app = app
        self.told = ProxyFix(app, x_for=1, x_proto=1, x_host=0)
        self.proxy = "" if proxy == "unix" else proxy  # Through a Unix socket nobody has an address.

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        known = environ.get("REMOTE_ADDR", "") == self.proxy
        return (self.told if known else self.app)(environ, start_response)


def install(app: Flask, proxy: str | None) -> None:
    if proxy is not None:
        app.wsgi_app = BehindProxy(app.wsgi_app, proxy)  # type: ignore[method-assign]
