"""The work of a day in a real browser, with and without scripts: what was done stands where it belongs."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from tests.screens.conftest import sign_in
from tracker.accounts.models import User
from tracker.accounts.work import HOME
from tracker.trajectory.models import Hold, Newcomer, PhaseStay, Trajectory
from tracker.trajectory.terms import Phase
from tracker.web.pages import db

MANAGER, LEAD, READER = "klantmanager@opweg.example", "teamleider@opweg.example", "cijferlezer@opweg.example"
OTHER_VOWELS = str.maketrans("aeiou", "eieuo")

Open = Callable[..., Page]

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def dossier(town: Flask, open_page: Open, scripts: bool) -> Page:
    """One of the newest people of the client manager, opened from the caseload; the oldest are for others."""
    reference, name = newest_people(town)[0 if scripts else 1]
    page = open_page(MANAGER, scripts=scripts)
    page.locator("#q").fill(reference)
    page.get_by_role("button", name="Zoek").click()
    page.locator("#list th[scope=row] a").click()
    assert page.locator("h1 bdi").first.inner_text() == name
    return page


def newest_people(town: Flask) -> list[tuple[str, str]]:
    """Number and name of who is on the way and awake, and not in the last phase yet."""
    open_ones = select(PhaseStay.trajectory_id).where(
        PhaseStay.left_on.is_(None), PhaseStay.phase != Phase.AFTERCARE
    )
    statement = (
        select(Trajectory.reference, Newcomer.given_name, Newcomer.family_name)
        .join(Newcomer, Newcomer.id == Trajectory.newcomer_id)
        .join(User, User.id == Trajectory.client_manager_id)
        .where(User.email == MANAGER, Trajectory.id.in_(open_ones))
        .where(Trajectory.id.not_in(select(Hold.trajectory_id)))
        .order_by(Trajectory.reference.desc())
    )
    with town.app_context():
        return [(row[0], f"{row[1]} {row[2]}") for row in db.session.execute(statement)]


def part(page: Page, heading: str) -> Locator:
    """The section under a heading."""
    return page.locator(f"section[aria-labelledby={heading}]")


def choose(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"input[name={name}][value={value}]").check()


def save(page: Page, *, says: str, button: str = "Opslaan") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status")).to_have_text(says)


def in_days(days: int) -> str:
    day = datetime.now(HOME).date() + timedelta(days)
    return f"{day.day}-{day.month}-{day.year}"


def happened_today(page: Page) -> str:
    return part(page, "story").locator(".day").first.inner_text()


@both_ways
def test_contact_another_phase_and_an_answer_stand_in_the_story(dossier: Page):
    page = dossier
    page.get_by_role("link", name="Contact vastleggen").first.click()
    choose(page, how="phone", follow_up="other")
    page.get_by_label("In één zin").fill("De bakker zoekt iemand.")
    page.get_by_label("Wat", exact=True).fill("Bel de bakker terug")
    page.get_by_label("Voor welke dag").fill(in_days(1))
    save(page, says="Contact vastgelegd.")

    page.get_by_role("link", name="Naar een andere fase").first.click()
    next_phase = page.locator("li.ahead .chip").first
    before = page.locator("li.here b").inner_text().split(",")[0].lower()
    after = next_phase.inner_text().strip().lower()
    next_phase.locator("input").check()
    page.get_by_role("button", name="Opslaan").click()
    asked = page.get_by_role("alert")
    assert "Bel de bakker terug" in asked.inner_text()
    assert "Er is nog niets opgeslagen" in asked.inner_text()
    save(page, button="Toch verder", says=f"Het traject is nu in de fase {after}.")

    prompt = part(page, "prompts").locator("li").first
    title = prompt.locator("h3").inner_text()
    prompt.get_by_role("button", name="Gedaan").click()
    expect(page.get_by_role("status")).to_have_text("Vastgelegd als gedaan.")
    expect(part(page, "prompts").get_by_role("heading", name=title, exact=True)).to_have_count(0)

    for told in ("De bakker zoekt iemand.", f"Van {before} naar {after}", title):
        assert told in happened_today(page)


@both_ways
def test_a_barrier_is_added_and_closed_and_stays_in_the_story(dossier: Page):
    page, text = dossier, "De bus rijdt niet op tijd."
    page.get_by_role("link", name="Drempel toevoegen").click()
    choose(page, domain="work", severity="hinders", cause_side="chain")
    page.get_by_label("Wat speelt er?").fill(text)
    page.get_by_label("Sinds wanneer").fill(in_days(-1))
    save(page, says="Drempel toegevoegd.")

    part(page, "domains").locator("tr", has_text=text).get_by_role("link", name="Is voorbij").click()
    choose(page, ending="solved")
    page.get_by_label("Wat hielp?").fill("Een fiets.")
    save(page, says="De drempel is voorbij.")

    assert text not in part(page, "domains").inner_text()
    assert text in part(page, "story").inner_text()
    assert "is voorbij" in happened_today(page)
    assert "Een fiets." in happened_today(page)


@both_ways
def test_a_step_is_planned_and_done(dossier: Page):
    page, title = dossier, "Schrijf een brief"
    page.get_by_role("link", name="Stap toevoegen").click()
    page.get_by_label("Wat", exact=True).fill(title)
    choose(page, owner="newcomer", domain="work")
    page.get_by_label("Voor welke dag").fill(in_days(7))
    save(page, says="Stap gepland.")

    step = part(page, "steps").locator("li", has_text=title)
    assert "Gepland" in step.inner_text()
    step.get_by_role("button", name="Gedaan").click()
    expect(page.get_by_role("status")).to_have_text("Stap gedaan.")

    assert step.get_by_role("button").count() == 0
    assert f"Stap gedaan: {title}" in happened_today(page)


@both_ways
def test_a_number_of_the_heat_map_opens_exactly_its_people(open_page: Open, scripts: bool):
    page = open_page(LEAD, scripts=scripts)
    page.get_by_role("link", name="Team", exact=True).click()
    figure = page.locator("#cause")
    figure.get_by_text("Toon tabel").click()
    heads = figure.locator("thead th").all_inner_texts()
    cells = figure.locator("tbody td a").all()
    largest = max(cells, key=lambda cell: int(cell.inner_text()))
    number = int(largest.inner_text())
    column = int(largest.evaluate("link => link.closest('td').cellIndex"))
    largest.click()

    people = page.locator("#list th[scope=row] a")
    expect(page.locator(".picked")).not_to_have_count(0)
    assert number > 1
    assert people.count() == number
    assert len({one.get_attribute("href") for one in people.all()}) == number
    assert page.locator("#count").inner_text().startswith(f"{number} van ")
    phases = {cell.text_content() or "" for cell in page.locator("#list tbody tr td:nth-child(2)").all()}
    assert all(phase.startswith(heads[column].split()[1]) for phase in phases)


@both_ways
def test_after_signing_out_the_old_cookie_opens_nothing(open_page: Open, scripts: bool):
    page = open_page(MANAGER, scripts=scripts)
    cookies = page.context.cookies()
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("status")).to_have_text("Je bent uitgelogd.")

    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    for path in ("/caseload", "/team/bottlenecks", "/elements"):
        page.goto(path)
        expect(page.get_by_role("button", name="Inloggen")).to_be_visible()
        assert page.get_by_role("button", name="Uitloggen").count() == 0


@both_ways
def test_a_language_is_kept_until_the_next_time(open_page: Open, scripts: bool):
    page = open_page(READER, scripts=scripts)
    assert page.locator("html").get_attribute("lang") == "nl"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do people wait?")

    later = open_page(scripts=scripts)
    sign_in(later, READER)
    expect(later.get_by_role("heading", level=1)).to_have_text("Where do people wait?")
    assert later.locator("html").get_attribute("lang") == "en"
    later.get_by_role("button", name="Nederlands").click()
    expect(later.locator("html")).to_have_attribute("lang", "nl")


@both_ways
def test_a_name_in_another_spelling_is_found_also_outside_the_filters(open_page: Open, scripts: bool):
    page = open_page(MANAGER, scripts=scripts)
    everybody = page.locator("#list th[scope=row] a")
    name = max((one.text_content() or "" for one in everybody.all()), key=consonants)
    row = page.locator("#list tbody tr", has=page.get_by_text(name, exact=True))
    phase = (row.locator("td").first.text_content() or "").split()[0]
    total = everybody.count()

    page.locator("#q").fill(name.lower().translate(OTHER_VOWELS))
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("#count")).to_contain_text(f"van {total} trajecten")
    expect(everybody).to_have_text([name])

    page.locator("#filters .check", has=page.locator("input[name=phase]"), has_not_text=phase).first.check()
    if not scripts:
        page.locator("#filters").get_by_role("button", name="Toepassen").click()
    expect(page.locator("#list .empty")).to_contain_text("Dit traject valt buiten de filters.")
    page.get_by_role("link", name="Wis de filters").click()
    expect(everybody).to_have_text([name])


def consonants(name: str) -> int:
    """How many every word of a plainly written name has at least."""
    words = name.lower().split() if name.isascii() and "-" not in name else [""]
    return min(len(re.sub("[aeiouy]", "", word)) for word in words)
