"""Names of months and weekdays in nine languages, from the Unicode consortium's data (Babel)."""

import re
import unicodedata
from functools import cache

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "zh", "ja")
WORD = re.compile(r"[^\W\d_]+\.?")
CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])月")
CHINESE_YEAR = re.compile(r"([一二]?[〇零一二三四五六七八九]{3,4})年")
CHINESE_DAY = re.compile(r"([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日(?!曜)")
ERA = re.compile(r"(令和|平成|昭和|大正|明治|民[國国])(\d{1,3}|元)年")
# R2.1 and H30/1/5; H1/20 may be a half of a year, so other letters need all three parts.
ERA_LETTER = re.compile(
    r"^(?:(r)|[mtsh](?=\d{1,2}[./-]\d{1,2}[./-]))(?<=([mtshr]))(\d{1,2})(?=[./-])"
)
EASTERN_CLOCK = re.compile(r"(\d{1,2})[時时點点](?:(\d{1,2})分?)?(?:(\d{1,2})秒)?")
LATIN_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?h(?![a-z]) ?(\d{2}(?!\d))?()")
EASTERN_WEEK = re.compile(r"年?第?(\d{1,2})[周週]")
WEEKDAY_BEFORE = re.compile(r"^~\d{1,2}~ (?=\d{1,2}\.? ~)")  # mar. 5 mai: mardi, no mars
EASTERN_QUARTER = re.compile(r"年?第?([1-4一二三四]|i{1,3}|iv)(?:季度|季|四半期)")
ORDINAL = re.compile(r"\b([1-4])(?:e|eme|ème|de) (?=kwartaal|trim|half)")  # 1e kwartaal
NO_NOTES = str.maketrans("", "", "¹²³⁴⁵⁶⁷⁸⁹†‡")
AM_PM = re.compile(r"\b([ap])\.? ?m\b\.?")
BRACKETS = re.compile(r"[\[(][^\[\]()]{0,30}[\])]")
WEEKDAY_EAST = re.compile(r"(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?")
KOREAN_WEEKDAY = re.compile(r"[월화수목금토일]요일|\([월화수목금토일]\)")
TAIWANESE_YEAR = re.compile(r"^(1[0-4]\d)(?=[./-]\d{1,2}[./-]\d{1,2}\b|年\d{1,2}月)")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民國": 1911,
    "民国": 1911,
    "r": 2018,
    "h": 1988,
    "s": 1925,
    "t": 1911,
    "m": 1867,
}  # the year before the first of each
SPREADSHEETS = {"mrz": 3}  # what they write that the Unicode consortium does not
INITIALS = "JFMAMJJASOND"
THREE_MONTHS = {
    "".join(INITIALS[(n + step) % 12] for step in (-1, 0, 1)): n + 1 for n in range(12)
}  # DJF is the winter around January
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
ROMAN = str.maketrans({"ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"})
ROMAN_QUARTER = re.compile(r"\bq([1-4])[. ]+q\b|\bq[. ]+q([1-4])\b")  # III. Quartal
DAY_HALVES = {
    "上午": "am", "午前": "am", "下午": "pm", "午後": "pm", "오전": "am", "오후": "pm",
}  # fmt: skip
KOREAN = str.maketrans("년월일시분초", "年月日时分秒")
FLAGS = frozenset("preb")  # behind a time: provisional, revised, estimated, break
NOTHING = frozenset(
    {"de", "del", "of", "the", "di", "du", "do", "den", "der", "le", "el", "il", "at", "um", "à",
     "kl", "uhr", "st", "th", "nd", "rd", "er", "º", "ª", "and", "hrs"}
)  # fmt: skip
MEANING = {
    **dict.fromkeys(
        ("quarter", "qtr", "quartal", "trimestre", "trim", "kwartaal", "qtr.", "quartier"), "q"
    ),
    **dict.fromkeys(("week", "wk", "kw", "cw", "woche", "semaine", "semana", "settimana"), "w"),
    **dict.fromkeys(("sem", "周", "週", "第"), "w"),
    **dict.fromkeys(("half", "halbjahr", "halfjaar", "semestre", "semester", "semestri"), "h"),
    "i": " q1 ", "ii": " q2 ", "iii": " q3 ", "iv": " q4 ",
}  # fmt: skip


@cache
def months() -> dict[str, int]:
    """Month by name, small letters without accents and points; what names two months is none.

    >>> months()["januar"], months()["fev"], months()["ago"], months()["maart"]
    (1, 2, 8, 3)
    """
    return {**_numbers("months", range(1, 13)), **SPREADSHEETS}


@cache
def weekdays() -> dict[str, int]:
    """Weekday by name, Monday is 0."""
    return _numbers("days", range(7))


def _numbers(what: str, numbers: range) -> dict[str, int]:
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for use in getattr(Locale(language), what).values():
            for width in ("wide", "abbreviated"):
                for number in numbers:
                    found.setdefault(bare(use[width][number]), set()).add(number)
    return {name: min(which) for name, which in found.items() if len(which) == 1 and len(name) > 1}


def bare(word: str) -> str:
    """Small letters without accents and points.

    >>> bare("FÉVR."), bare("März")
    ('fevr', 'marz')
    """
    return _without_accents(word.lower().rstrip("."))


@cache
def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def _meaning(word: str) -> str:
    """What a word of a date says: ~3~ for March, nothing for a weekday, itself if unknown."""
    name = bare(word)
    if name in months():
        return f" ~{months()[name]}~ "
    if name in NOTHING or name in weekdays():
        return " "
    if name in MEANING:
        return MEANING[name]
    begun = {n for full, n in months().items() if len(name) >= 3 and full.startswith(name)}
    return f" ~{begun.pop()}~ " if len(begun) == 1 else word


def month_of(word: str) -> int:
    """1 to 12 for the name of a month, also cut short, or 0.

    >>> month_of("Sept."), month_of("juil"), month_of("十二月"), month_of("may be")
    (9, 7, 12, 0)
    """
    said = spoken(word).strip(" ~") if len(word) <= 20 else ""
    if said.removesuffix("月").isdecimal() and not word.strip()[:1].isdecimal():
        return int(said.removesuffix("月"))
    return 0


def spoken(cell: str) -> str:
    """A cell with its words put into signs that patterns know: months as ~3~, no weekdays.

    >>> spoken("Montag, 4. März 2020"), spoken("2020年一月5日 下午3时")
    ('4. ~3~ 2020', '2020年1月5日 pm3:00')
    """
    text = cell.lower()
    if not text.isascii():
        text = KOREAN_WEEKDAY.sub(" ", text).translate(KOREAN)
        for word, half in DAY_HALVES.items():
            text = text.replace(word, half)
        text = CHINESE_YEAR.sub(lambda m: f"{m[1].translate(CHINESE_DIGITS)}年", text)
        text = ERA.sub(_year_of_era, text.translate(ROMAN)).replace("年度", "年")
        text = CHINESE_DAY.sub(lambda m: f"{_chinese(m[1])}日", text)
        text = EASTERN_WEEK.sub(r"w\1", text)
        text = WEEKDAY_EAST.sub(" ", text)
        text = EASTERN_QUARTER.sub(lambda m: f"q{({**DIGITS, **QUARTERS}).get(m[1], m[1])}", text)
        text = CHINESE_MONTH.sub(lambda m: f"{_chinese(m[1])}月", text)
        text = EASTERN_CLOCK.sub(_clock, text).translate(NO_NOTES)
    elif "h" in text:
        text = LATIN_CLOCK.sub(_clock, text)
    text = TAIWANESE_YEAR.sub(lambda m: str(ERAS["民國"] + int(m[1])), text)
    text = ERA_LETTER.sub(lambda m: str(ERAS[m[2]] + int(m[3])), text)
    text = AM_PM.sub(r"\1m", BRACKETS.sub(" ", text))
    if "tr" in text or "al" in text:
        text = ORDINAL.sub(r"\1 ", text)
    text = WORD.sub(lambda m: _meaning(m[0]), text)
    if "q" in text:
        text = ROMAN_QUARTER.sub(lambda m: f"q{m[1] or m[2]}", " ".join(text.split()))
    text = " ".join(text.split()).strip(" ,.*")
    if text[-1:] in FLAGS and ":" not in text and text[:-1].rstrip()[-1:].isdigit():
        text = text[:-1].rstrip()
    return WEEKDAY_BEFORE.sub("", text)


def _clock(m: re.Match[str]) -> str:
    seconds = f":{int(m[3]):02}" if m[3] else ""
    return f"{m[1]}:{int(m[2] or 0):02}{seconds}"


def _year_of_era(m: re.Match[str]) -> str:
    return f"{ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年"


def _chinese(number: str) -> int:
    """1 to 99: 九, 十, 十二, 二十, 二十三."""
    tens, ten, ones = number.rpartition("十")
    return (10 * DIGITS.get(tens, 1) if ten else 0) + DIGITS.get(ones, 0)
