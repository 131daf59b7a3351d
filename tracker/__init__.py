"""Opweg: a tracker for newcomers' trajectories to work."""

import os
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app
from flask_wtf import CSRFProtect

from config import Config
from tracker import commands
from tracker.assignment import views as assignment
from tracker.caseload import views as caseload
from tracker.core.database import listen
from tracker.dossier import views as dossier
from tracker.find import views as find
from tracker.guide import views as guide
from tracker.history import views as history
from tracker.imports import views as imports
from tracker.insight import views as insight
from tracker.nightly import views as nightly
from tracker.operations import views as operations
from tracker.own_account import views as own_account
from tracker.people import views as people
from tracker.plan import views as plan
from tracker.prompts import views as prompts
from tracker.setup import views as setup
from tracker.setup import (  # noqa: F401  (their pages hang on those of the set-up)
    views_looks,
    views_norms,
    views_partners,
    views_people,
)
from tracker.sign_in import views as sign_in
from tracker.trajectory import views as trajectory
from tracker.transfer import views as transfer
from tracker.web import assets, compression, errors, language, log, pages, proxy

ROOT = Path(__file__).parent.parent
FEATURES = (
    sign_in,
    own_account,
    setup,
    caseload,
    dossier,
    trajectory,
    people,
    imports,
    assignment,
    nightly,
    history,
    plan,
    prompts,
    insight,
    operations,
    guide,
    transfer,
    find,
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def create_app(config: Config | None = None) -> Flask:
    config = config or Config.from_environment(os.environ)
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=None)
    _configure(app, config)
    _extend(app, config)
    for feature in FEATURES:
        app.register_blueprint(feature.pages)
    for command in commands.ALL:
        app.cli.add_command(command)
    return app


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(config.database_url),
        SESSION_LIFETIME=config.session_lifetime,
        CLOCK=config.clock,
        ADDRESS=config.address,
        SESSION_COOKIE_NAME="__Host-opweg" if config.secure_cookies else "opweg",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        PROVIDE_AUTOMATIC_OPTIONS=False,  # Nobody from another site has anything to ask.
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        TRUSTED_HOSTS=config.names,
        DEMO=config.demo,
        TESTING=config.testing,
        PROPAGATE_EXCEPTIONS=config.testing,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _engine_options(database_url: str) -> dict[str, Any]:
    """What is sent to the database stands in no message; a server that does not answer is given up soon."""
    options: dict[str, Any] = {"hide_parameters": True}
    if not database_url.startswith("sqlite"):
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
    return options


def _extend(app: Flask, config: Config) -> None:
    log.install(app, journal=config.journal)
    pages.db.init_app(app)
    with app.app_context():
        listen(pages.db.engine)
    app.before_request(pages.begin_request)
    app.teardown_request(pages.end_request)
    CSRFProtect(app)
    sign_in.manager.init_app(app)
    language.install(app)
    errors.install(app)
    assets.install(app)
    app.after_request(compression.pack_page)
    app.after_request(_headers)
    proxy.install(app, config.proxy)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if response.mimetype == "text/html":
        response.headers["Vary"] = "Cookie, HX-Request, HX-Request-Type"
        response.headers["Cache-Control"] = "no-store"
    return response
