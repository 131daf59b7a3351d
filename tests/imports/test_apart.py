"""The tick of the report that says: this is somebody else."""

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.exchange.look import amount
from tests.imports.conftest import Sender
from tracker.trajectory.models import Trajectory

FATIMA = ["", "Fatima Al-Khatib", "1990", "Intake", "1-3-2026", ""]
FATMA = ["", "Fatma Al-Khatib", "1990", "Intake", "1-3-2026", ""]


def tick(page: BeautifulSoup) -> dict[str, str]:
    """As a browser sends it when it is ticked."""
    [one] = page.select("tbody input[type=checkbox]")
    return {str(one["name"]): str(one["value"])}


def verdicts(desk: Browser, found: str) -> list[str]:
    page = desk.get(f"{found}/mend-cells?shown=all")
    return [row.select("td")[1].text.strip() for row in page.select("tbody tr")]


def test_two_who_look_alike_go_in_as_two_and_the_tick_can_be_taken_back(
    sender: Sender, desk: Browser, session: Session
):
    found = sender.draft(FATIMA, FATMA)
    report, seen = desk.get(f"{found}/mend-cells"), sender.seen(found)
    assert verdicts(desk, found) == ["new", "refused"]
    desk.post(f"{found}/mend-cells", **tick(report))
    assert verdicts(desk, found) == ["new", "new"]
    assert sender.seen(found) != seen
    desk.post(f"{found}/run", 409, seen=seen)
    [box] = desk.get(f"{found}/mend-cells?shown=all").select("tbody input[type=checkbox]")
    assert box.has_attr("checked")
    desk.post(f"{found}/mend-cells", **{str(box["name"]): ""})
    assert verdicts(desk, found) == ["new", "refused"]
    desk.post(f"{found}/mend-cells", **tick(report))
    sender.run(found)
    assert amount(session, Trajectory) == 2


def test_a_tick_just_before_importing_is_looked_at_first(sender: Sender, desk: Browser, session: Session):
    found = sender.draft(FATIMA, FATMA)
    ticked = tick(desk.get(f"{found}/mend-cells"))
    answer = desk.open(f"{found}/run", "POST", seen=sender.seen(found), **ticked)
    assert (answer.location, amount(session, Trajectory)) == (f"{found}/mend-cells", 0)
    assert verdicts(desk, found) == ["new", "new"]


def test_a_ticked_row_that_is_wrong_elsewhere_stays_out_until_that_is_mended(sender: Sender, desk: Browser):
    found = sender.draft(FATIMA, FATMA)
    ticked = tick(desk.get(f"{found}/mend-cells"))
    desk.post(f"{found}/mend-cells", **ticked, **{"cell-3-3": "Zwemles"})
    assert verdicts(desk, found) == ["new", "refused"]
    desk.post(f"{found}/mend-cells", **{"cell-3-3": "Intake"})
    assert verdicts(desk, found) == ["new", "new"]


def test_what_is_no_answer_to_a_question_is_not_kept(sender: Sender, desk: Browser):
    found = sender.draft(FATIMA, FATMA)
    for wrong in ({"apart-3": "yes"}, {"apart-3": "0" * 16}, {"apart-9999999": "0" * 16}, {"apart-1": ""}):
        desk.post(f"{found}/mend-cells", **wrong)
        assert verdicts(desk, found) == ["new", "refused"]
