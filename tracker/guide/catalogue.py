"""What was measured of the accessibility, as it was committed."""

from pathlib import Path

from tracker.core.catalogue import load_whole
from tracker.guide.terms import Measured

CONTENT = Path(__file__).parents[1] / "content"
MEASURED = load_whole(CONTENT / "accessibility.toml", Measured)
