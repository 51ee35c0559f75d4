"""The verbs of elections: plan, list voters, nominate, count, decide, hand over."""

from services.elections.service.branch import approve_secretary
from services.elections.service.counts import Sheet, record_count, strike_count
from services.elections.service.deciding import decide, put_forward, totals
from services.elections.service.handover import record_handover
from services.elections.service.officials import Chosen, form_committee
from services.elections.service.planning import (
    Demand,
    SeatPlan,
    call_off,
    move,
    plan,
    plan_recall,
)
from services.elections.service.posting import post
from services.elections.service.preparing import (
    add_station,
    record_audit,
    record_proxy,
    strike_proxy,
)
from services.elections.service.reading import (
    find,
    late_steps,
    list_elections,
    load_many,
    own_entry,
    people_named,
    vacancies,
    voter_list,
)
from services.elections.service.renewals import list_renewals
from services.elections.service.standing import confirm, nominate, review, withdraw
from services.elections.service.todos import list_due
from services.elections.service.voters import (
    add_voter,
    decide_objection,
    draw,
    freeze,
    object_to_list,
    strike_voter,
)

__all__ = [
    "Chosen",
    "Demand",
    "SeatPlan",
    "Sheet",
    "add_station",
    "add_voter",
    "approve_secretary",
    "call_off",
    "confirm",
    "decide",
    "decide_objection",
    "draw",
    "find",
    "form_committee",
    "freeze",
    "late_steps",
    "list_due",
    "list_elections",
    "list_renewals",
    "load_many",
    "move",
    "nominate",
    "object_to_list",
    "own_entry",
    "people_named",
    "plan",
    "plan_recall",
    "post",
    "put_forward",
    "record_audit",
    "record_count",
    "record_handover",
    "record_proxy",
    "review",
    "strike_count",
    "strike_proxy",
    "strike_voter",
    "totals",
    "vacancies",
    "voter_list",
    "withdraw",
]
