"""Office packages written again with a few parts changed; every other part stays as it is, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from perfrules.errors import TableError


def refuse_signed(archive: zipfile.ZipFile, name: str) -> None:
    """Raise :class:`~perfrules.errors.TableError` for a package with a digital signature, which any change would break."""
    if any(part.startswith("_xmlsignatures/") for part in archive.namelist()):
        raise TableError(
            f"“{name}”有数字签名，写入得分会使签名失效；请用未签名的文件，或加 --national 另写全国统一格式。",
            f"“{name}” bears a digital signature, which any change would break; use an unsigned file, or --national.",
        )


def with_parts(archive: zipfile.ZipFile, new: Mapping[str, bytes | None]) -> bytes:
    """Return the package with the parts of ``new`` in the place of its own; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for item in archive.infolist():
            data = new.get(item.filename, archive.read(item.filename))
            if data is not None:
                copy.writestr(item, data)
    return out.getvalue()


def computed_anew(archive: zipfile.ZipFile, book: str) -> dict[str, bytes | None]:
    """Return the parts that change where a workbook is to be computed when it is opened, as cells that its formulas go by were filled."""
    text = archive.read(book).decode("utf-8")
    own = re.search(r"<(?P<tag>(?:\w+:)?calcPr)\b(?P<attributes>[^>]*?)/?>", text)
    if own:
        kept = re.sub(r"\s+fullCalcOnLoad=[\"'][^\"']*[\"']", "", own["attributes"])
        text = text[: own.start("attributes")] + kept + ' fullCalcOnLoad="1"' + text[own.end("attributes") :]
    else:
        last = [*re.finditer(r"</(?P<p>(?:\w+:)?)(?:sheets|functionGroups|externalReferences|definedNames)>", text)][-1]
        text = f'{text[: last.end()]}<{last["p"]}calcPr fullCalcOnLoad="1"/>{text[last.end() :]}'
    return {book: text.encode("utf-8"), **_without_calculation_chain(archive)}


def _without_calculation_chain(archive: zipfile.ZipFile) -> dict[str, bytes | None]:
    """Return the parts that change where the calculation chain is dropped, so that a program computes its formulas anew."""
    chain = "xl/calcChain.xml"
    if chain not in archive.namelist():
        return {}
    new: dict[str, bytes | None] = {chain: None}
    for part, element in (
        ("[Content_Types].xml", rb"<Override\b[^>]*\bcalcChain[^>]*/>"),
        ("xl/_rels/workbook.xml.rels", rb"<Relationship\b[^>]*\bcalcChain[^>]*/>"),
    ):
        if part in archive.namelist():
            new[part] = re.sub(element, b"", archive.read(part))
    return new
