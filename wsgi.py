"""What gunicorn serves: the application, once its database is ready for it."""

from tracker import create_app
from tracker.operations.queries import readiness
from tracker.operations.terms import Readiness
from tracker.web.pages import db

app = create_app()
with app.app_context():
    found = readiness(db.session())
    db.session.remove()
    db.engine.dispose()  # No worker may share a connection with another one.
if found is not Readiness.READY:
    raise SystemExit(found.value)
