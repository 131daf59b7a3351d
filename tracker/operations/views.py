"""What a monitor asks: does it work?"""

from http import HTTPStatus

from flask import Response

from tracker.accounts.terms import Can
from tracker.operations.queries import health
from tracker.operations.terms import Readiness
from tracker.web.log import logger
from tracker.web.pages import Pages, session

pages = Pages("operations", __name__)


@pages.get("/healthz", can=Can.ANYONE)
def healthz() -> Response:
    """Whether; the log says why not."""
    found = health(session())
    ready = found is Readiness.READY
    if not ready:
        logger.warning(found.value)
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    text = "ok\n" if ready else "not ok\n"
    return Response(text, status, {"Cache-Control": "no-store"}, mimetype="text/plain")
