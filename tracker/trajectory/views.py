"""The pages of the deeds of a trajectory."""

from tracker.web.pages import Pages

pages = Pages("trajectory", __name__, url_prefix="/trajectories/<uuid:trajectory_id>")
