"""Opweg: a tracker for newcomers' trajectories to work."""

import os
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response
from flask_login import current_user
from flask_wtf import CSRFProtect

from config import Config
from tracker import commands
from tracker.caseload import views as caseload
from tracker.core.database import listen
from tracker.dossier import views as dossier
from tracker.insight import views as insight
from tracker.own_account import views as own_account
from tracker.plan import views as plan
from tracker.prompts import views as prompts
from tracker.sign_in import views as sign_in
from tracker.trajectory import views as trajectory
from tracker.web import errors, language, pages

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "build" / "static" / "vendor"
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
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    _configure(app, config)
    _extend(app)
    for feature in (sign_in, own_account, caseload, dossier, trajectory, plan, prompts, insight):
        app.register_blueprint(feature.pages)
    app.register_blueprint(Blueprint("vendor", __name__, static_folder=VENDOR, static_url_path="/vendor"))
    for command in commands.ALL:
        app.cli.add_command(command)
    return app


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": not config.database_url.startswith("sqlite")},
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
        DEMO=config.demo,
        TESTING=config.testing,
        PROPAGATE_EXCEPTIONS=config.testing,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _extend(app: Flask) -> None:
    pages.db.init_app(app)
    with app.app_context():
        listen(pages.db.engine)
    app.before_request(pages.begin_request)
    app.teardown_request(pages.end_request)
    CSRFProtect(app)
    sign_in.manager.init_app(app)
    language.install(app)
    errors.install(app)
    app.jinja_env.globals["htmx"] = (VENDOR / "htmx.min.js").exists()
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers["Vary"] = "Cookie, HX-Request, HX-Request-Type"
        if current_user.is_authenticated or response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers["Cache-Control"] = "no-store"
    return response
