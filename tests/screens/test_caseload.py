"""The caseload in a real browser: with and without scripts, on a phone and on paper."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

MANAGER, LEAD = "klantmanager@opweg.example", "teamleider@opweg.example"

Open = Callable[..., Page]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_filter_changes_the_list_and_the_address_and_nothing_else(open_page: Open):
    page = open_page(LEAD)
    page.goto("/caseload")
    before = page.locator("#count").inner_text()
    form = page.locator("#filters").element_handle()
    page.locator("input[value=matching]").check()

    expect(page.locator(".picked")).to_have_count(1)
    assert asked(page) == {"phase": ["matching"]}
    assert page.locator("#count").inner_text() != before
    assert form.evaluate("form => form.isConnected"), "the form stays, with what was typed in it"
    assert page.evaluate("document.activeElement.value") == "matching"

    page.go_back()
    expect(page.locator(".picked")).to_have_count(0)
    assert not page.locator("input[value=matching]").is_checked()


def test_a_button_sends_the_filters_without_scripts(open_page: Open):
    page = open_page(LEAD, scripts=False)
    page.goto("/caseload")
    page.locator("input[value=matching]").check()
    page.locator("#manager").select_option(index=1)
    chosen = page.locator("#manager option").nth(1).inner_text()
    page.locator("#filters").get_by_role("button", name="Toepassen").click()

    assert asked(page)["phase"] == ["matching"]
    assert page.locator("h1").inner_text() == chosen
    assert page.locator("input[value=matching]").is_checked()


def test_a_list_that_cannot_be_refreshed_stays_and_says_so(open_page: Open):
    page = open_page(MANAGER)
    page.goto("/caseload")
    rows = page.locator("#list tbody tr").count()
    page.context.set_offline(True)
    page.locator("input[name=phase]").first.check()

    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    assert "De lijst is niet vernieuwd" in alert.inner_text()
    assert page.locator("#list tbody tr").count() == rows

    page.context.set_offline(False)
    alert.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".picked")).to_have_count(1)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_who_was_signed_out_meanwhile_comes_to_the_door(open_page: Open):
    page = open_page(MANAGER)
    page.goto("/caseload")
    page.context.clear_cookies()
    page.locator("input[name=phase]").first.click()  # After `check` the page may be gone already.
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_filters_fold_and_every_line_is_a_card(open_page: Open, width: int):
    page = open_page(MANAGER, width=width)
    page.goto("/caseload")
    line = page.locator("#list tbody tr").first

    assert page.locator("#q").is_visible()
    assert not page.locator("input[name=phase]").first.is_visible()
    page.get_by_text("Filters", exact=True).click()
    assert page.locator("input[name=phase]").first.is_visible()
    tops = [cell.bounding_box()["y"] for cell in line.locator("td").all()]
    assert tops == sorted(set(tops)), "the cells stand below each other"


def test_on_paper_there_is_nothing_to_press_and_every_line_is_shown(open_page: Open):
    page = open_page(MANAGER)
    page.goto("/caseload")
    page.set_viewport_size({"width": 688, "height": 900})  # What an A4 leaves between its margins.
    page.emulate_media(media="print")

    for control in ("#filters", ".button", "summary", ".menu"):
        assert not any(one.is_visible() for one in page.locator(control).all()), control
    names = page.locator("#list th[scope=row] a")
    assert names.count() == int(page.locator("#count").inner_text().split()[0])
    assert all(name.is_visible() for name in names.all())
    cells = page.locator("#list tbody tr").first.locator("td[data-label]").all()
    assert len({cell.bounding_box()["y"] for cell in cells}) == 1, "a table stays a table"
