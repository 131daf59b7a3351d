"""The pages of the deeds of the plan."""

from tracker.web.pages import Pages

pages = Pages("plan", __name__, url_prefix="/trajectories/<uuid:trajectory_id>")
