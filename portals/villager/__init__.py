"""The villager's pages, for a phone: today, what is open, my say, and what is mine."""

from portals.villager import (
    choosing,
    evaluation,
    interests,
    matters,
    mine,
    needs,
    reading,
    record,
    today,
)

routes = [
    *today.routes,
    *needs.routes,
    *evaluation.routes,
    *matters.routes,
    *reading.routes,
    *mine.routes,
    *record.routes,
    *interests.routes,
    *choosing.routes,
]
