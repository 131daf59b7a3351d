"""The translations: one catalogue per language, made of the features' own files.

    .venv/bin/python tools/messages.py            writes build/translations/<language>/…/messages.mo
    .venv/bin/python tools/messages.py --check    says what is missing, unused or wrong

English is the language of the msgids, so it has no files of its own.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
MARKS = {"_", "gettext", "lazy", "N_"}
JINJA = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
"""How tracker/web/language.py sets up gettext in the templates; a template that is broken is an error."""

PLACE = re.compile(r"%\((\w+)\)")
ENTRY = re.compile(r'^msgid ((?:"[^\n]*"\n)+)', re.MULTILINE)


class Clash(Exception):  # noqa: N818  (the text is for whoever wrote the files)
    """The files of a language cannot become one catalogue; one line per reason."""


@dataclass(frozen=True, slots=True)
class Use:
    """A text that the code or a template shows; `many` is its plural form, if it has one."""

    text: str
    many: str | None
    where: str


def main(arguments: list[str]) -> int:
    try:
        catalogues = {folder.name: merged(folder) for folder in languages(ROOT)}
    except Clash as clash:
        print(clash, file=sys.stderr)
        return 1
    if arguments == ["--check"]:
        return _report(list(uses(ROOT)), catalogues)
    for language, catalogue in catalogues.items():
        write(catalogue, ROOT / "build" / "translations" / language / "LC_MESSAGES" / "messages.mo")
    return 0


def languages(root: Path) -> list[Path]:
    return sorted(path for path in (root / "tracker" / "translations").iterdir() if path.is_dir())


def merged(folder: Path) -> Catalog:
    """All files of one language as one catalogue, named after the folder.

    Raises Clash when two entries give one text different translations, or a file cannot be read.
    """
    whole = Catalog(locale=folder.name, fuzzy=False)
    origin: dict[str, Path] = {}
    clashes: list[str] = []
    for path in sorted(folder.glob("*.po")):
        for message in _read(path, folder.name):
            known = whole.get(message.id)
            if known is None:
                origin[singular(message)] = path
                whole[message.id] = message
            elif (known.id, known.string) != (message.id, message.string):
                clashes.append(f"{origin[singular(message)]} and {path} differ on {singular(message)!r}")
    if clashes:
        raise Clash("\n".join(clashes))
    return whole


def _read(path: Path, language: str) -> list[Message]:
    text = path.read_text(encoding="utf-8")
    twice = [entry.strip() for entry, times in Counter(ENTRY.findall(text)).items() if times > 1]
    if twice:
        raise Clash("\n".join(f"{path} has msgid {entry} twice" for entry in twice))
    with path.open("rb") as file:
        try:
            catalogue = read_po(file, language, ignore_obsolete=True, charset="utf-8", abort_invalid=True)
        except PoFileError as error:
            raise Clash(f"{path}: {error}") from error
    return [message for message in catalogue if message.id]


def singular(message: Message) -> str:
    """What gettext looks a message up by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def write(catalogue: Catalog, to: Path) -> None:
    """Compile in one move, so that a server that starts meanwhile reads the old one or the new one."""
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_suffix(".new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(to)


def uses(root: Path) -> Iterator[Use]:
    """Every text that the code and the templates mark for translation."""
    for path in sorted((root / "tracker").rglob("*.py")):
        yield from _in_code(path.read_text(encoding="utf-8"), str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*.html")):
        for line, message, _, _ in extract_from_file("jinja2", path, options=JINJA):
            text, many = (message, None) if isinstance(message, str) else message[:2]
            yield Use(text, many, f"{path.relative_to(root)}:{line}")


def _in_code(source: str, where: str) -> Iterator[Use]:
    """N_("…") and its like, ngettext("…", "…"), and Sentence(N_("…"), many=N_("…"))."""
    inside: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or id(node) in inside:
            continue
        pair = _plural(node)
        if pair:
            inside |= {id(part) for part in ast.walk(node) if part is not node}
            yield Use(*pair, f"{where}:{node.lineno}")
        elif _name(node) in MARKS and (text := _text(node)) is not None:
            yield Use(text, None, f"{where}:{node.lineno}")


def _plural(call: ast.Call) -> tuple[str, str] | None:
    """The two forms of an ngettext, or of a Sentence with `many`."""
    parts: list[ast.expr | None] = []
    if _name(call) == "ngettext":
        parts = list(call.args[:2])
    elif _name(call) == "Sentence":
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        parts = [call.args[0] if call.args else named.get("text"), named.get("many")]
    texts = [text for part in parts if (text := _text(part)) is not None]
    return (texts[0], texts[1]) if len(texts) == 2 else None


def _text(node: ast.expr | None) -> str | None:
    """The text of "…", or of N_("…")."""
    if isinstance(node, ast.Call) and _name(node) in MARKS and node.args:
        node = node.args[0]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def problems(used: Iterable[Use], language: str, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a language: texts without translation, doubtful ones, unused ones, lost places."""
    seen: dict[str, Use] = {}
    for use in used:
        known = seen.get(use.text)
        if known is None or known.many is None:
            seen[use.text] = use
        elif use.many not in {None, known.many}:
            yield f"{use.where}: {use.text!r} has another plural at {known.where}"
    for use in seen.values():
        yield from (f"{use.where}: {language}: {why}" for why in _wrong(use, catalogue.get(use.text)))
    unused = (singular(message) for message in catalogue if message.id and singular(message) not in seen)
    yield from (f"{language}: nothing shows {text!r} any more" for text in unused)


def _wrong(use: Use, message: Message | None) -> Iterator[str]:
    if not use.text.strip():
        yield "an empty text cannot be translated"
    elif message is None or not all(_strings(message)):
        yield f"no translation for {use.text!r}"
    elif use.many is not None and message.id != (use.text, use.many):
        yield f"the entry for {use.text!r} needs msgid_plural {use.many!r}"
    elif message.fuzzy:
        yield f"the translation of {use.text!r} is fuzzy"
    else:
        forms = zip(_strings(message), [use.text, *[use.many or use.text] * 5], strict=False)
        if any(set(PLACE.findall(ours)) != set(PLACE.findall(text)) for ours, text in forms):
            yield f"the translation of {use.text!r} has other %(places)s"


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _report(used: list[Use], catalogues: dict[str, Catalog]) -> int:
    wrong = [line for name, catalogue in catalogues.items() for line in problems(used, name, catalogue)]
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    texts = len({use.text for use in used})
    print(f"messages: {texts} texts in en, {', '.join(catalogues)}; {len(wrong)} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
