"""Minutes and questions in words."""

from __future__ import annotations

from typing import Final

from assistant.domain.value import Language

_NUMBERS: Final = {
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"],
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


def counted_minutes(minutes: int, language: Language) -> str:
    """Give "15 minuter" or "15 minutes"."""
    if language == "sv":
        return "en minut" if minutes == 1 else f"{minutes} minuter"
    return "one minute" if minutes == 1 else f"{minutes} minutes"


def counted_questions(questions: int, language: Language) -> str:
    """Give "två frågor" or "two questions"."""
    number = _NUMBERS[language][questions]
    if language == "sv":
        return "en fråga" if questions == 1 else f"{number} frågor"
    return "one question" if questions == 1 else f"{number} questions"
