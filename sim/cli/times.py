"""Times as people say them."""

from __future__ import annotations

from sim.report.words import Language, Text

MINUTE, HOUR = 60, 3_600
SECONDS = Text("{seconds} s", "{seconds}秒")
MINUTES = Text("{minutes} min {seconds} s", "{minutes}分{seconds}秒")
HOURS = Text("{hours} h {minutes} min", "{hours}小时{minutes}分")


def duration(seconds: float, lang: Language = "en") -> str:
    """Say how long something takes: 40 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < MINUTE:
        return SECONDS.say(lang, seconds=max(whole, 1))
    if whole < HOUR:
        return MINUTES.say(lang, minutes=whole // MINUTE, seconds=whole % MINUTE)
    return HOURS.say(lang, hours=whole // HOUR, minutes=whole % HOUR // MINUTE)
