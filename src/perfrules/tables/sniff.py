"""What a file is, by its bytes. The extension is never asked."""

from __future__ import annotations

import io
import re
import zipfile

from perfrules.errors import TableError
from perfrules.tables.readers.encodings import unmarked_utf16

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_UNPACK, _UNPACK_EN = "请先解压，再读其中的表格文件", "unpack it and give the tables in it"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<table[\s>]|<body[\s>]", re.IGNORECASE)


def kind(data: bytes, name: str) -> str:
    """``xlsx xls docx pdf html text``; raises :class:`TableError` with advice for what cannot be read.

    >>> kind(b"%PDF-1.7", "a.xls")
    'pdf'
    """
    if not data.strip():
        raise TableError(f"“{name}”是空文件，请检查后重新提供。", f"“{name}” is empty.")
    head = data[:4096].lstrip()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        raise _refusal(name, "RTF 文档", "an RTF document", "请另存为 docx 后再读")
    if data.startswith(_IMAGES):
        raise _refusal(
            name, "图片", "an image", "请改用原来的表格，或先做文字识别再读", "give the table itself, or have its text recognised first"
        )
    if data.startswith(_ARCHIVES):
        raise _refusal(name, "压缩包", "an archive", _UNPACK, _UNPACK_EN)
    if head[:512].lower().startswith(b"mime-version:") or b"multipart/related" in head[:1024]:
        raise _refusal(name, "单一文件网页（MHTML）", "an MHTML page", "请另存为 xlsx 后再读")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise _refusal(name, "XML 电子表格 2003", "an XML Spreadsheet 2003", "请另存为 xlsx 后再读")
    if _HTML.search(data[:65536].replace(b"\x00", b"")):
        return "html"
    return _text(data, name)


def _refusal(name: str, zh: str, en: str, advice: str, advice_en: str = "save it in another form first") -> TableError:
    return TableError(f"“{name}”是{zh}，不能直接读取，{advice}。", f"“{name}” is {en}; {advice_en}.")


def _archive(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise TableError(
            f"“{name}”已损坏，打不开（压缩结构不完整），请用原程序打开后重新另存。",
            f"“{name}” is damaged and cannot be opened ({error}); save it again from its program.",
        ) from None
    if any(part.startswith("xl/") for part in parts):
        if "xl/workbook.bin" in parts:
            raise _refusal(name, "二进制工作簿（xlsb）", "a binary workbook (xlsb)", "请另存为 xlsx 后再读")
        return "xlsx"
    if "word/document.xml" in parts:
        return "docx"
    if "content.xml" in parts:
        raise _refusal(name, " OpenDocument 文件", "an OpenDocument file", "请另存为 xlsx 或 docx，然后再读")
    raise _refusal(name, "压缩包", "an archive", _UNPACK, _UNPACK_EN)


def _compound(data: bytes, name: str) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise TableError(
            f"“{name}”有打开密码，请在原程序中取消密码并另存为 xlsx 后再读。",
            f"“{name}” is protected by a password; remove it and save as xlsx.",
        )
    if holds("WordDocument"):
        raise _refusal(name, "旧版 Word 或 WPS 文字文档（.doc、.wps）", "an old Word or WPS document", "请另存为 docx 后再读")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise _refusal(name, "无法识别的旧版 Office 或 WPS 文件", "an unknown old Office or WPS file", "请另存为 xlsx 或 docx，然后再读")


_CONTROL = bytes({*range(9), 11, *range(14, 27), *range(28, 32), 127})


def _text(data: bytes, name: str) -> str:
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or unmarked_utf16(data):
        return "text"
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    if b"\x00" in sample or odd * 50 > len(sample):
        raise TableError(
            f"“{name}”不是可读取的表格文件（内容为二进制数据），请提供 xlsx、docx、pdf、html、csv 或文本文件。",
            f"“{name}” is no table that can be read (binary data); give xlsx, docx, pdf, html, csv or text.",
        )
    return "text"
