"""Bytes of a file to text: what the bytes are, and which encoding they are in."""

import re

from rnnviz.errors import RnnvizError
from rnnviz.words import N_, _

MAX_BYTES = 10_000_000
ENCODINGS = ("utf-8", "utf-16", "gb18030", "shift_jis", "big5", "cp949", "cp1252", "latin-1")

# First bytes of files that are not tables of text, and what to do about each.
NOT_A_TABLE = {
    b"\xd0\xcf\x11\xe0": N_("an old Excel workbook (.xls); save it as .xlsx, .ods or .csv"),
    b"%PDF": N_("a PDF document; upload the table itself as .csv or .xlsx"),
    b"\x1f\x8b": N_("a gzip archive; unpack it and upload the .csv file inside"),
    b"PAR1": N_("a Parquet file; save it as .csv or .xlsx"),
    b"\x89PNG": N_("a picture; upload the table itself as .csv or .xlsx"),
    b"\xff\xd8\xff": N_("a picture; upload the table itself as .csv or .xlsx"),
}
HTML = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml)", re.IGNORECASE)
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
EASTERN = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]+")
ALONE = frozenset("年月日時分秒円元週季")  # characters that stand between digits
PER_LONE = 8  # signs in words for each that stands alone, as accents do
HANGUL = re.compile(r"[\uac00-\ud7a3]+")
LEAST_HANGUL = 7  # different ones: half of all Chinese signs have the bytes of one
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*")


def is_zip(data: bytes) -> bool:
    """Say whether the bytes are a zip archive, which every .xlsx file is."""
    return data[:4] == b"PK\x03\x04"


def refuse_other_files(data: bytes) -> None:
    """Refuse what cannot be a table of text: nothing at all, too much, a web page, a picture."""
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise RnnvizError(_("The file is empty; choose one with at least one column of numbers."))
    if len(data) > MAX_BYTES:
        raise RnnvizError(
            _("The file has {size:.1f} MB and the limit is 10 MB; keep the rows you need.").format(
                size=len(data) / 1e6
            )
        )
    if HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise RnnvizError(
            _("The file is a web page, not a table; open it, save the table as .csv, try again.")
        )
    if _is_json(data):
        raise RnnvizError(_("The file is not a text table but JSON; save it as .csv or .xlsx."))
    for first, what in NOT_A_TABLE.items():
        if data.lstrip()[: len(first)] == first:
            raise RnnvizError(_("The file is not a text table but {what}.").format(what=_(what)))


def _is_json(data: bytes) -> bool:
    """Brackets around everything; a line of names such as [date],[rate] has numbers below it."""
    text = data.strip()
    return (text[:1], text[-1:]) in ((b"{", b"}"), (b"[", b"]"))


def guess_encoding(data: bytes) -> str:
    """Name the encoding: by its mark, by strict UTF-8, by pairs of high bytes, or cp1252.

    >>> guess_encoding("débit".encode("cp1252")), guess_encoding("产量".encode("gb18030"))
    ('cp1252', 'gb18030')
    >>> guess_encoding("2020年1月,売上".encode("shift_jis")), guess_encoding("產量".encode("big5"))
    ('shift_jis', 'big5')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _half_zeros(data):
        return "utf-16"
    if _decodes(data, "utf-8"):
        return "utf-8"
    if _looks_korean(data):
        return "cp949"
    if _looks_chinese(data):
        return "gb18030"
    for codec in ("shift_jis", "big5"):
        if _looks_eastern(data, codec):
            return codec
    return "cp1252" if _decodes(data, "cp1252") else "latin-1"


def decode(data: bytes, encoding: str = "auto") -> tuple[str, str]:
    """Give the text (byte-order mark taken off) and the name of the encoding."""
    name = guess_encoding(data) if encoding == "auto" else encoding
    codec = "utf-8-sig" if name == "utf-8" else _utf16(data) if name == "utf-16" else name
    try:
        return data.decode(codec).lstrip("\ufeff"), name
    except (UnicodeError, LookupError) as error:
        raise RnnvizError(
            _("The file cannot be read as {name}; choose another encoding, or automatic.").format(
                name=name
            )
        ) from error


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _half_zeros(data: bytes) -> bool:
    """UTF-16 without a mark: plain text then has a zero in every other byte."""
    head = data[:2000]
    return len(head) >= 4 and max(head[::2].count(0), head[1::2].count(0)) > 0.4 * len(head) / 2


def _utf16(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-16-be" if data[:2000:2].count(0) > data[1:2000:2].count(0) else "utf-16-le"


def _looks_chinese(data: bytes) -> bool:
    """GB text has its high bytes in pairs, and the pairs are Chinese characters."""
    runs = HIGH_BYTES.findall(data)
    if any(len(run) % 2 for run in runs) or not _decodes(data, "gb18030"):
        return False
    return all(CHINESE.fullmatch(run.decode("gb18030", "replace")) for run in runs)


def _looks_korean(data: bytes) -> bool:
    """Nothing but Hangul, which Chinese text would have to be by chance, sign by sign."""
    if not _decodes(data, "cp949"):
        return False
    runs = BEYOND_ASCII.findall(data.decode("cp949"))
    return all(map(HANGUL.fullmatch, runs)) and len(set("".join(runs))) >= LEAST_HANGUL


def _looks_eastern(data: bytes, codec: str) -> bool:
    """Japanese or Chinese characters, hardly ever one alone: an accent would look like that."""
    if not _decodes(data, codec):
        return False
    runs = BEYOND_ASCII.findall(data.decode(codec))
    lone = sum(len(run) == 1 and run not in ALONE for run in runs)
    several = sum(len(run) for run in runs if len(run) > 1)
    return all(map(EASTERN.fullmatch, runs)) and several >= PER_LONE * lone
