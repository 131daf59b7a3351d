"""gunicorn as it is served: it starts when all is well, answers, writes its lines, and stops politely."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.test_house_rules import ROOT

PATIENCE = 30
"""Seconds in which it must have started or stopped."""


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


class Server:
    """A running gunicorn on a Unix socket, as behind nginx."""

    def __init__(self, process: subprocess.Popen[str], door: Path) -> None:
        self.process = process
        self.door = door

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers)

    def ask(self, method: str, path: str, headers: dict[str, str], body: str | None = None) -> Answer:
        with closing(socket.socket(socket.AF_UNIX)) as line:
            line.connect(str(self.door))
            connection = http.client.HTTPConnection("localhost")
            connection.sock = line
            connection.request(method, path, body, headers)
            with connection.getresponse() as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())

    def stop(self) -> list[dict[str, object]]:
        """What it wrote, after it was asked to stop."""
        self.process.send_signal(signal.SIGTERM)
        out, _ = self.process.communicate(timeout=PATIENCE)
        return [json.loads(line) for line in out.splitlines()]


def environment(folder: Path, **more: str) -> dict[str, str]:
    given = {"SECRET_KEY": "k" * 40, "DATABASE_URL": f"sqlite:///{folder / 'opweg.db'}", "WORKERS": "2"}
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**bare, **given, "PROXY": "unix", "BIND": f"unix:{folder / 'door'}", **more}


ALONE = (sys.executable, "-m", "gunicorn")


def gunicorn(settings: dict[str, str], words: Sequence[str] = ALONE, **more: Any) -> subprocess.Popen[str]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(words, cwd=ROOT, env=settings, text=True, **pipes, **more)


def migrate(settings: dict[str, str]) -> None:
    words = [sys.executable, "-m", "flask", "--app", "tracker", "migrate"]
    subprocess.run(words, cwd=ROOT, env=settings, check=True, capture_output=True)


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[Server]:
    settings = environment(folder, **more)
    migrate(settings)
    with gunicorn(settings) as process:
        server = Server(process, folder / "door")
        try:
            _wait(server)
            yield server
        finally:
            process.kill()


def _wait(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            assert server.get("/healthz").status == 200
        except (ConnectionError, FileNotFoundError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("gunicorn did not start")


def output_of(settings: dict[str, str]) -> tuple[int, str]:
    with gunicorn(settings) as process:
        out, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, out


def test_a_database_without_tables_stops_the_start_with_one_sentence(tmp_path: Path):
    code, out = output_of(environment(tmp_path))
    assert code == 1
    assert out.strip() == "The database is not up to date: run flask --app tracker migrate first."


def test_a_missing_key_stops_the_start_with_one_sentence(tmp_path: Path):
    code, out = output_of(environment(tmp_path, SECRET_KEY=""))
    assert code == 1
    assert out.strip() == "SECRET_KEY is missing: set it to a long random text that only this server knows."


def test_it_serves_pages_and_writes_one_line_for_each(tmp_path: Path):
    with serving(tmp_path) as server:
        page = server.get("/sign-in?next=/caseload?q=Tesfai", **{"X-Request-ID": "0123456789abcdef"})
        assert page.status == 200
        assert page.headers["X-Request-ID"] == "0123456789abcdef"
        assert page.headers["Set-Cookie"].startswith("__Host-opweg=")
        lines = server.stop()
    asked = [line for line in lines if line["event"] == "request"]
    assert [line["route"] for line in asked] == ["/sign-in"], "a monitor's question is no line"
    assert asked[0]["trace"] == "0123456789abcdef"
    assert (asked[0]["method"], asked[0]["status"], asked[0]["user"]) == ("GET", 200, None)
    assert "Tesfai" not in json.dumps(lines)
    assert server.process.returncode == 0


def test_a_request_that_runs_is_answered_before_it_stops(tmp_path: Path):
    """A wrong try at the door waits for somebody who is writing; meanwhile the service is restarted."""
    with serving(tmp_path, WORKERS="1", ADDRESS="https://localhost") as server:
        holder = sqlite3.connect(tmp_path / "opweg.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(_post_at_the_door(server)))
        asking.start()
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert answers == []
        holder.rollback()
        holder.close()
        asking.join(PATIENCE)
        assert answers == [422]
        server.process.wait(PATIENCE)


def _post_at_the_door(server: Server) -> int:
    door = server.get("/sign-in")
    cookie = door.headers["Set-Cookie"].split(";")[0]
    token = door.text.split('name="csrf_token" value="')[1].split('"')[0]
    body = f"csrf_token={token}&email=a@b.example&password=wrong&kept="
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Referer": "https://localhost/"}
    return server.ask("POST", "/sign-in", headers, body).status


@pytest.mark.parametrize("line", ["GET /x?name=Tesfai HTTP/9.9", "GET /x?name=Tesfai"])
def test_a_broken_request_leaves_no_name_in_the_log(tmp_path: Path, line: str):
    with serving(tmp_path) as server:
        with closing(socket.socket(socket.AF_UNIX)) as door:
            door.connect(str(server.door))
            door.sendall(f"{line}\r\n\r\n".encode())
            assert door.recv(1000).startswith((b"HTTP/1.1 400", b"HTTP/1.1 505"))
        lines = server.stop()
    assert "Tesfai" not in json.dumps(lines)
    assert any(line["level"] == "warning" for line in lines)


def test_a_restart_behind_the_socket_of_systemd_refuses_nobody(tmp_path: Path):
    """The door is systemd's; one service hangs up, the next takes over, and who knocks meanwhile waits."""
    settings = environment(tmp_path)
    migrate(settings)
    answers: list[int | str] = []
    with closing(socket.socket(socket.AF_UNIX)) as door:
        door.bind(str(tmp_path / "door"))
        door.listen(256)
        with activated(settings, door) as first:
            server, enough = Server(first, tmp_path / "door"), threading.Event()
            asking = threading.Thread(target=lambda: _ask_until(enough, server, answers))
            asking.start()
            _wait_for(answers, 20, first)
            first.send_signal(signal.SIGTERM)
            first.communicate(timeout=PATIENCE)
        before = len(answers)
        with activated(settings, door) as second:
            _wait_for(answers, before + 20, second)
            enough.set()
            asking.join(PATIENCE)
            second.send_signal(signal.SIGTERM)
            second.communicate(timeout=PATIENCE)
    assert set(answers) == {200}
    assert len(answers) >= before + 20 >= 40


def _wait_for(answers: list[int | str], number: int, process: subprocess.Popen[str]) -> None:
    while len(answers) < number and process.poll() is None:
        time.sleep(0.05)


def _ask_until(enough: threading.Event, server: Server, answers: list[int | str]) -> None:
    while not enough.is_set():
        try:
            answers.append(server.get("/healthz").status)
        except (OSError, http.client.HTTPException) as refused:
            answers.append(repr(refused))


@contextmanager
def activated(settings: dict[str, str], door: socket.socket) -> Iterator[subprocess.Popen[str]]:
    """gunicorn as systemd starts it: the socket is its file 3, and LISTEN_PID its own number."""
    words = ["sh", "-c", f'LISTEN_PID=$$ exec "{sys.executable}" -m gunicorn']
    taken = {"pass_fds": (3,), "preexec_fn": lambda: os.dup2(door.fileno(), 3)}
    with gunicorn({**settings, "LISTEN_FDS": "1"}, words, **taken) as process:
        try:
            yield process
        finally:
            process.kill()
