"""What a spreadsheet is given: bytes that a Dutch Excel opens, and nothing in them that it works out."""

import csv
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.payloads import PAYLOADS
from tracker.core.spreadsheet import LONGEST, Table, is_like_a_formula, write_csv, write_xlsx

DAY = date(2026, 9, 5)
MOMENT = datetime(2026, 9, 5, 8, 3)  # noqa: DTZ001  (on the clock of the reader)


def written(write: Callable[[Any, Sequence[Table]], None], *tables: Table) -> bytes:
    file = BytesIO()
    write(file, tables)
    return file.getvalue()


def table(*rows: Sequence[Any], heads: Sequence[str] = ("Name", "Day")) -> Table:
    return Table("People", heads, rows)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet(content: bytes) -> Element:
    with ZipFile(BytesIO(content)) as book:
        return fromstring(book.read("xl/worksheets/sheet1.xml"))


def test_a_csv_file_is_what_a_dutch_excel_opens():
    content = written(write_csv, table(["Şirin; Yıldız", DAY], ['said "yes"', MOMENT], [None, 2.5], [12, -3]))
    assert content.decode() == (
        '\ufeffName;Day\r\n"Şirin; Yıldız";5-9-2026\r\n"said ""yes""";5-9-2026 08:03\r\n;2,5\r\n12;-3\r\n'
    )


def test_several_tables_stand_below_each_other():
    content = written(write_csv, table(["a", 1]), Table("Figures", ["n"], [[5]]))
    assert lines(content) == [["People"], ["Name", "Day"], ["a", "1"], [], ["Figures"], ["n"], ["5"]]


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_could_be_a_formula_is_text_in_both(text: str):
    (_, (cell, day)) = lines(written(write_csv, table([text, DAY])))
    assert cell == (f"'{text}" if is_like_a_formula(text) else text)
    assert day == "5-9-2026"

    page = sheet(written(write_xlsx, table([text, DAY])))
    assert not [*page.iterfind(".//{*}f"), *page.iterfind(".//{*}hyperlink")]
    (_, row) = page.iterfind(".//{*}row")
    assert [cell.get("t") for cell in row] == ["inlineStr", None]


@pytest.mark.parametrize("text", ["=", " =1", "\u200b@x", "＝1", "\t", "\0x", "+31 6", "-", "\u3000－1"])
def test_signs_of_a_formula_are_seen_in_any_disguise(text: str):
    assert is_like_a_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "Jan - Piet", "'=1", "فاطمة", "·", "—"])
def test_other_texts_stay_as_they_are(text: str):
    assert not is_like_a_formula(text)


def test_xlsx_cells_are_what_they_are():
    rows = CalamineWorkbook.from_filelike(
        BytesIO(written(write_xlsx, table(["فاطمة", DAY], ["0042", MOMENT], [7, None], [2.5, ""])))
    )
    assert rows.sheet_names == ["People"]
    assert rows.get_sheet_by_index(0).to_python() == [
        ["Name", "Day"],
        ["فاطمة", DAY],
        ["0042", MOMENT],
        [7.0, ""],
        [2.5, ""],
    ]


def test_the_head_is_bold_stays_in_view_and_filters():
    content = written(write_xlsx, table(["a" * 20, DAY], ["b" * 900, DAY]))
    page = sheet(content)
    assert [pane.get("state") for pane in page.iterfind(".//{*}pane")] == ["frozen"]
    assert [area.get("ref") for area in page.iterfind(".//{*}autoFilter")] == ["A1:B3"]
    widths = [float(column.get("width", "")) for column in page.iterfind(".//{*}col")]
    assert widths[0] == pytest.approx(60, abs=1)
    assert widths[1] == pytest.approx(10, abs=1)
    with ZipFile(BytesIO(content)) as book:
        assert b"<b/>" in book.read("xl/styles.xml")


def test_a_sheet_has_a_name_that_excel_takes():
    content = written(write_xlsx, Table("'Mensen / [drempels]: " + "lang " * 9, ["n"], []))
    (name,) = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert name == "Mensen    drempels   lang lang"


def test_a_text_longer_than_a_cell_is_cut_and_control_signs_survive():
    content = written(write_xlsx, table(["x" * (LONGEST + 5), "a\0b\x07c\ud7ff"]))
    ((_, _), (long, odd)) = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(long) == LONGEST
    assert odd.startswith("a")


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_memory_does_not_grow_with_the_rows(write: Any, tmp_path):
    def peak(number: int) -> int:
        rows = ([f"{n} " + "a long step to take " * 50, DAY, n] for n in range(number))
        with (tmp_path / "file").open("wb") as file:
            tracemalloc.start()
            write(file, [Table("People", ["Name", "Day", "n"], rows)])
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) < peak(500) + 1_000_000  # The rows themselves are four million bytes.
