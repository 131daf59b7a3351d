"""One field for everything: people by any spelling, pages, and who was opened last."""
