"""Why a list is empty, who may be meant, and the way on."""

from tests.browser import Browser
from tests.caseload.reading import PAGE, close, names, text
from tests.make import Make
from tracker.accounts.models import User
from tracker.trajectory.models import Trajectory


def test_an_empty_caseload_says_so(browser: Browser):
    page = browser.get(PAGE)
    assert text(page.select_one(".empty h2")) == "This caseload is empty"
    assert text(page.select_one("#count")).startswith("0 trajectories")
    assert not page.select(".needs, #list table")
    assert page.select_one("input[name=status][value=closed]")


def test_filters_that_leave_nobody_say_why_and_show_the_way_back(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory
):
    page = browser.get(f"{PAGE}?step=missing&phase=activation")
    assert text(page.select_one(".empty")).startswith(
        "Everyone in Activation has a next step That is why this list is empty."
    )
    assert len(names(browser.get(page.select(".empty a")[-1]["href"]))) == 2


def test_a_name_that_is_not_found_is_asked_back(browser: Browser, fatima: Trajectory, tesfay: Trajectory):
    page = browser.get(f"{PAGE}?q=Hobtamori")
    assert "Nobody is found for “Hobtamori” Did you mean Tesfay Habtemariam ?" in text(
        page.select_one(".empty")
    )

    page = browser.get(f"{PAGE}?q=Tesfai&status=standing_still")
    assert "Tesfay Habtemariam ? This trajectory is outside the filters." in text(page.select_one(".empty"))
    assert page.select_one(f".empty a[href='/trajectories/{tesfay.id}']")
    found = [names(browser.get(link["href"])) for link in page.select(".empty .row a")]
    both = ["Fatima Al-Khatib", "Tesfay Habtemariam"]
    assert found == [["Tesfay Habtemariam"], ["Fatima Al-Khatib"], [], both]


def test_a_closed_trajectory_is_found_from_the_empty_list(browser: Browser, make: Make, fatima: Trajectory):
    close(make, fatima)
    make.trajectory(make.session.get_one(User, fatima.client_manager_id), newcomer={"given_name": "Omar"})
    page = browser.get(f"{PAGE}?q=TR-0987")
    link = next(link for link in page.select(".empty a") if "closed" in link.text)
    assert names(browser.get(link["href"])) == ["Fatima Al-Khatib"]
