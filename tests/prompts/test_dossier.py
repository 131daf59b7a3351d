"""What could help here: the prompts of a dossier, and their answers in its story."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from tests.browser import Browser
from tests.make import Make, ago
from tests.prompts.test_actions import close, path
from tests.prompts.test_pages import words
from tracker.accounts.models import User
from tracker.accounts.terms import Language
from tracker.prompts.catalogue import ELEMENTS
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import ElementAnswer, LifeDomain, Phase, Severity

Visit = Callable[..., Browser]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    """In activation for 20 days, spoken to lately and with a next step: no signal fires."""
    trajectory = make.trajectory(manager)
    make.contact(trajectory)
    make.step(trajectory)
    return trajectory


def dossier(browser: Browser, trajectory: Trajectory) -> BeautifulSoup:
    return browser.get(f"/trajectories/{trajectory.id}")


def prompts(page: BeautifulSoup) -> list[Tag]:
    return page.select("section[aria-labelledby=prompts] .prompts > li")


def titles(page: BeautifulSoup) -> list[str]:
    return [prompt.h3.text for prompt in prompts(page)]


def test_a_dossier_asks_at_most_three_questions_and_says_why(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.barrier(trajectory, domain=LifeDomain.LANGUAGE, severity=Severity.BLOCKS, opened_on=ago(40))
    make.strength(trajectory, domain=LifeDomain.NETWORK)
    page = dossier(browser, trajectory)
    assert titles(page) == ["Language-rich place", "Taking part counts", "Side by side"]
    first, second, third = map(words, prompts(page))
    assert "Question now. ‘With whom do you speak Dutch at your place, and about what?’" in first
    assert "Why here. There is a barrier in language (blocks, open for 40 days)." in first
    assert "Divosa, Pilotprogramma inburgering: duale trajecten. Basis A: the source says so." in first
    assert "Why here. There is a strength in network and participation." in second
    assert "This belongs to the phase activation and was not answered yet." in third


def test_a_signal_gives_its_own_reason(browser: Browser, make: Make, manager: User):
    page = dossier(browser, make.trajectory(manager))
    assert titles(page)[0] == "Small steps"
    assert "Why here. No next step is planned." in words(prompts(page)[0])


def test_an_answer_makes_room_for_the_next_and_stands_in_the_story(browser: Browser, trajectory: Trajectory):
    before = titles(dossier(browser, trajectory))
    assert before == ["Side by side", "Small steps", "Rhythm of contact"]
    browser.post(path(trajectory), answer="planned")
    page = dossier(browser, trajectory)
    assert titles(page) == ["Small steps", "Rhythm of contact", "Language-rich place"]
    assert "Planned. The step stands under Steps" in page.select_one("[role=status]").text
    assert "Answered: Side by side, planned." in words(page.select_one("section[aria-labelledby=story]"))
    assert "Side by side" in words(page.select_one("section[aria-labelledby=steps]"))


def test_every_button_of_a_prompt_gives_its_answer(browser: Browser, make: Make, trajectory: Trajectory):
    """The forms are sent as they stand, as a browser without scripts does."""
    for value in ("planned", "done", "dismissed", "does_not_fit"):
        [prompt, *_] = prompts(dossier(browser, trajectory))
        button = prompt.select_one(f"button[value={value}]")
        form = button.find_parent("form")
        typed = {one["name"]: "Not now" for one in form.select("input:not([type=hidden])")}
        browser.post(form["action"], answer=value, **typed)
    story = words(dossier(browser, trajectory).select_one("section[aria-labelledby=story]"))
    for said in ("planned.", "done.", "not now.", "Not now, does not fit."):
        assert said in story


def test_an_answer_in_the_story_leads_to_another_answer(browser: Browser, make: Make, trajectory: Trajectory):
    make.element_use(trajectory, element="trust_first")
    [link] = dossier(browser, trajectory).select("section[aria-labelledby=story] .auto b a")
    assert (link.text, link["href"]) == ("Trust first", path(trajectory, "trust_first"))
    page = browser.get(link["href"])
    assert "How are you, and what is living here like so far?" in page.text
    assert len(page.select("[name=answer]")) == len(ElementAnswer)


def test_who_is_on_hold_or_closed_is_asked_nothing(browser: Browser, make: Make, manager: User):
    paused, closed = make.trajectory(manager), make.trajectory(manager)
    make.hold(paused)
    close(make, closed)
    for trajectory in (paused, closed):
        make.element_use(trajectory)
        page = dossier(browser, trajectory)
        assert page.select("#prompts, a[href$='/answer']") == []
        assert "Answered: Trust first, done." in words(page)


def test_when_all_is_answered_the_dossier_says_so(browser: Browser, make: Make, trajectory: Trajectory):
    for key, element in ELEMENTS.items():
        if element.phase is Phase.ACTIVATION:
            make.element_use(trajectory, element=key)
    page = dossier(browser, trajectory)
    assert prompts(page) == []
    assert "Everything that fits now was answered." in page.text


def test_a_prompt_leads_to_its_place_in_the_catalogue(browser: Browser, trajectory: Trajectory):
    [link] = prompts(dossier(browser, trajectory))[0].select("a")
    address, _, anchor = link["href"].partition("#")
    assert browser.get(address).select(f"#{anchor}")


def test_the_elements_speak_dutch(visit: Visit, make: Make):
    annelies = make.user(language=Language.DUTCH)
    trajectory = make.trajectory(annelies)
    make.barrier(trajectory, opened_on=ago(40))
    page = dossier(visit(annelies), trajectory)
    assert "Kleine stappen" in titles(page)
    second = words(prompts(page)[1])
    assert "Vraag nu. ‘Met wie praat u Nederlands op uw plek, en waarover?’" in second
    assert "Waarom hier. Er is een drempel bij taal (hindert, 40 dagen open)." in second
    assert "Basis A: staat zo in de bron." in second
