"""How gunicorn serves Opweg; it reads this file by itself in the folder where it starts."""

import os
from pathlib import Path

from config import Serving
from tracker.web.log import logging_of

serving = Serving.from_environment(os.environ)

wsgi_app = "wsgi:app"
bind = serving.bind
workers = serving.workers
worker_class = "sync"
threads = 1
"""One thread per process: threads take turns around SQLite and make it slower (performance.md, part 2)."""

preload_app = True
"""A wrong setting or an old database stops the start once, with one sentence; the processes share memory.
wsgi.py closes its connection before they part. New code needs a restart, which the socket of
deploy/opweg.socket bridges."""

timeout = 120
"""Seconds in which a request must be done: a large import or export takes half a minute."""

graceful_timeout = 60
"""Seconds that running requests get at a restart."""

max_requests = 10_000
max_requests_jitter = 1_000
"""A process makes room for a fresh one now and then, so that a leak would stay small."""

worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
"""The heartbeat of a process must not wait for a slow disk."""

umask = 0o077
"""What is written is for the service alone."""

secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
"""What a proxy may say is decided by tracker/web/proxy.py alone."""

control_socket_disable = True
logconfig_dict = logging_of(serving.talkative)
"""The application writes the line of each request itself (tracker/web/log.py)."""
