"""Citizen service numbers (BSN), which Opweg never keeps: recognised by their eleven test."""

import re

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_WRITTEN = re.compile(r"(?<!\d)\d{4}[ .-]?\d{2}[ .-]?\d{3}(?!\d)")
"""Nine digits, whole or in the usual groups; a longer row of digits is a phone or account number."""


def is_citizen_number(text: str) -> bool:
    """Whether nine digits (or eight, when a spreadsheet dropped the zero) pass the test of such a number."""
    digits = re.sub(r"[ .-]", "", text)
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits.zfill(9), strict=True))
    return int(digits) > 0 and total % 11 == 0


def holds_citizen_number(text: str) -> bool:
    """Whether such a number stands somewhere in what was written."""
    return any(is_citizen_number(found) for found in _WRITTEN.findall(text))
