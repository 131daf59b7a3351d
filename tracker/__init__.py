"""Opweg: a tracker for newcomers' trajectories to work."""
