"""Search or do in a real browser: with the keyboard alone, and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

MANAGER = "klantmanager@opweg.example"


def test_somebody_is_opened_with_the_keyboard_alone(open_page: Callable[..., Page]):
    page = open_page(MANAGER)
    page.goto("/caseload")
    name = page.locator("tbody th bdi").first.inner_text()
    button = page.get_by_role("link", name="Zoek of doe")
    button.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#find-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#find")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    expect(page.locator("#found bdi").first).to_have_text(name)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)
    page.get_by_role("link", name="Zoek of doe").click()
    expect(page.locator("#found bdi").first).to_have_text(name)


def test_without_scripts_the_button_opens_a_page(open_page: Callable[..., Page]):
    page = open_page(MANAGER, scripts=False)
    page.goto("/caseload")
    page.get_by_role("link", name="Zoek of doe").click()
    page.get_by_label("Zoek of doe").last.fill("account")
    page.keyboard.press("Enter")
    page.locator("#found").get_by_role("link", name="account").first.click()
    expect(page).to_have_url("/account")
