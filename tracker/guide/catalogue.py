"""The help pages, and what was measured of the accessibility, as they were committed."""

from collections.abc import Mapping
from pathlib import Path

from tracker.core.catalogue import load_whole
from tracker.guide.terms import Help, Measured, Topic

CONTENT = Path(__file__).parents[1] / "content"
MEASURED = load_whole(CONTENT / "accessibility.toml", Measured)
TOPICS = load_whole(CONTENT / "help.toml", Help).topics
OF_SCREEN: Mapping[str, Topic] = {screen: topic for topic in TOPICS.values() for screen in topic.screens}
"""Which topic explains a screen."""
