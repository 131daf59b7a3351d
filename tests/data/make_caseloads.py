"""Three caseloads as three people keep them; nobody in them is real.

.venv/bin/python -m tests.data.make_caseloads    # writes them anew beside this file
"""

from datetime import date
from pathlib import Path

from tests.make_files import ods, xlsx

HERE = Path(__file__).parent

NOORD = [
    ["Caseload Team Noord", "", "", "stand 20-11-2026"],
    [],
    ["Persoon", "", "", "", "", "Traject"],
    [
        *(
            "Dossiernr.",
            "Naam klant",
            "Geb.datum",
            "BSN",
            "Tel.",
            "Klantmanager",
            "Fase traject",
            "Fase sinds",
        ),
        *("Datum instroom", "Status sinds", "Laatste contact", "Leefgebied / belemmering"),
        *("Volgende stap", "Deadline", "Kleur"),
    ],
    [
        *("2024-001", "Al-Khatib, Fatima", date(1988, 3, 4), 123456782, 612345678, "Annelies de Vries"),
        *("3. Activering", date(2026, 2, 9), "3 april 2025", date(2024, 6, 1), date(2026, 11, 2)),
        *("Taal; kinderopvang op vrijdag\nwachtlijst", "Bellen met DUO", "03/12/26", "rood"),
    ],
    [
        *(2024002, "dhr. Tekle Yonas", "12-5-85", "", "06 - 0000 1234", "vacature"),
        *("oriëntatiefase", 46054, 45750, "", "gisteren", "geen", "", "", ""),
    ],
    [],
    ["2024-003", "Haile, Selam", 1990, "", "", "", "Traject B", "", date(2025, 9, 1)],
    ["2024-001", "Fatima Al Khatib", 1988, "", "", "", "Matching", "", date(2025, 4, 3)],
    ["2024-004", "Saleh, Omar", "1-1-3025", "", "", "", "intake", "", "31-2-2025"],
    ["2024-005", "Vries, Hanna de", "1979", "", "", "Vries, Annelies de", "Uitgestroomd", "", "1-9-2023"],
    ["", "Wijk Zuid"],
    ["Totaal", 6],
]
"""3 new, 4 refused: an unknown phase, the same person twice, days that do not exist, a name alone."""

HEADINGS = (
    "Voornaam;Tussenvoegsel;Achternaam;Geboortejaar;Fase;Instroom;Laatst gesproken;Knelpunten;Vervolgactie;"
    "Actiedatum;Tolk nodig;Talen;E-mailadres;Opmerkingen"
)
ZUID = [
    "sep=;",
    "Overzicht zuid",
    HEADINGS,
    "José;;Núñez;1991;2;15 september 2025;2-11-26;taal en financiën;Naar taalschool;10-12-26;nee;Spaans;;",
    'Amira;al;Nazari;1984;4 - matching;01-02-2024;20/10/2026;"rugklachten, tilt niet";;;ja;Dari;am@x.nl;€',
    ";;;;;;;;;;;;;",
    HEADINGS,
    "Mohamed;;Osman;1995;Intake;03.11.2026;;;=2+3 gesprekken;1-12-2026;soms;Somalisch;geen mail;",
    "Muhammad;;Osman;1995;Intake;04.11.2026;;;;;;;;",
    "Rahel;van den;Berg;;Nazorg;1-3-2022;1-12-2027;;;;;;;",
    ";;;1990;Intake;1-1-2026;;;;;;;;",
    "Aantal: 6;;;;;;;;;;;;;",
]
"""4 new, 2 refused: a name that sounds like the one above it, and a row without a name."""

PARTICIPATIE = [
    [
        *("Naam (voornaam achternaam)", "Geb. jaar", "Stadium", "Startdatum", "Einddatum", "Reden uitstroom"),
        *("Leefgebied", "Drempel"),
    ],
    ["Lina Demir", 1982, "jobcoach", date(2021, 3, 1), date(2025, 5, 30), "Betaald werk", "", ""],
    ["Khaled Ibrahim", 1975, "5", date(2022, 3, 1), date(2027, 1, 31), "", "gezondheid", "wachtlijst"],
    ["Samir Hassan", 1999, "", date(2026, 10, 1), "", "n.v.t.", "wonen; geld", "inwoning; brieven"],
    ["Zahra Rahimi", 1968, "activering", date(2024, 3, 1), date(2023, 3, 1), "verhuisd", "", ""],
    ["Samir Hassan", 1999, "intake", date(2026, 10, 1), "", "", "", ""],
    ["Gemiddelde", 44, "", "", "", "", "", ""],
]
"""3 new, 2 refused: an end before the start, and the same person twice."""


def make(folder: Path) -> None:
    legend = [["Kleur", "Betekenis"], ["rood", "deze week bellen"]]
    xlsx(folder / "noord.xlsx", Legenda=legend, Caseload=NOORD)
    (folder / "zuid.csv").write_bytes("\r\n".join(ZUID).encode("cp1252"))
    ods(folder / "participatie.ods", PARTICIPATIE)


if __name__ == "__main__":
    make(HERE)
