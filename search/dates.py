"""Dates as people write them, in the three languages."""

from __future__ import annotations

from search.types import Language

_MONTHS: dict[Language, tuple[str, ...]] = {
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
           "november", "desember"),
    "nn": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
           "november", "desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def told_period(period: tuple[str, str], language: Language) -> str:
    """``13. desember 2023 til 13. juni 2024``, of a period's first and last day."""
    since, until = (written(day, language) for day in period)
    return f"{since} {'to' if language == 'en' else 'til'} {until}"


def written(iso: str | None, language: Language) -> str:
    """``2020-05-13`` as ``13. mai 2020``; cut dates as far as they go; "" for None."""
    if not iso:
        return ""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = _MONTHS[language][int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = int(rest[1])
    return f"{day} {month} {year}" if language == "en" else f"{day}. {month} {year}"
