"""How long the door stays shut."""

from datetime import timedelta

import pytest

from tests.make import NOW
from tracker.sign_in.rules import LONGEST_WAIT, network_of, seconds_shut, wait_after


def test_an_attacker_gets_nine_guesses_in_the_first_quarter_and_then_one_in_each():
    moment, guesses = timedelta(0), []
    while moment < timedelta(hours=1):
        guesses.append(moment)
        moment += wait_after(len(guesses))
    quarter = timedelta(minutes=15)
    assert [sum(i * quarter <= guess < (i + 1) * quarter for guess in guesses) for i in range(4)] == [
        9,
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 0), (2, 0), (3, 10), (4, 20), (9, 640), (10, 900), (10**6, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(tries: int, seconds: int):
    assert wait_after(tries) == timedelta(seconds=seconds) <= LONGEST_WAIT


def test_the_door_opens_to_the_second():
    last = NOW - timedelta(seconds=9, milliseconds=1)
    assert seconds_shut(3, last, NOW) == 1
    assert seconds_shut(3, NOW - timedelta(seconds=10), NOW) == 0
    assert seconds_shut(0, None, NOW) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::8", "2001:db8:1:2::/64"),
        ("a socket", ""),
        (None, ""),
    ],
)
def test_an_address_stands_for_its_network(address: str | None, network: str):
    assert network_of(address) == network
