"""What a page offers somebody about a demand; what is done is gated where it is done."""

from infra import clock
from schema.initiatives import visibility
from schema.initiatives.words import DemandAct
from services.initiatives import rules, service
from services.initiatives.models import Demand
from services.initiatives.service import OwnVoice
from services.initiatives.vocabulary import AnswerKind, DemandKind, DemandState
from services.initiatives.workflow import Turn
from tenants.authorization.permissions import Permission
from tenants.viewer import Viewer


def acts_of(viewer: Viewer, row: Demand, voice: OwnVoice | None) -> list[DemandAct]:
    """Return what the viewer may do with a demand now."""
    gathering, reached = row.state == DemandState.GATHERING, row.state == DemandState.REACHED
    place, above = row.village_code, visibility.is_above(viewer, row.village_code)
    signed = voice is not None and voice.signed_at is not None
    signs = gathering and voice is not None and viewer.may(Permission.INITIATIVE_SIGN, place)
    answers = reached and viewer.may(Permission.INITIATIVE_ANSWER, place)
    silent = service.is_overdue(row) and row.duty_owner != "township" and row.ordered_at is None
    kind = DemandKind(row.kind)
    acts = answers and (above or row.duty_owner != "township")
    until = service.disputable_until(row)
    fresh = row.state == DemandState.FULFILLED and until is not None and clock.now() < until
    checks = viewer.may(Permission.INITIATIVE_CHECK, place)
    offered = {
        DemandAct.SIGN: signs and not signed,
        DemandAct.WITHDRAW: signs and signed,
        DemandAct.ENTER: gathering and viewer.may(Permission.INITIATIVE_ENTER, place),
        DemandAct.ANSWER: acts,
        DemandAct.NAME: acts and kind in rules.BODIES,
        DemandAct.DRAFT: acts and AnswerKind.BULLETIN in rules.ANSWERS[kind],
        DemandAct.CONVENE: above
        and kind in rules.BODIES
        and service.turn_above(row) is Turn.CONVENE,
        DemandAct.ORDER: above and silent,
        DemandAct.CHECK: checks,
        DemandAct.STRIKE: checks and gathering,
        DemandAct.DISPUTE: fresh and signed and viewer.may(Permission.INITIATIVE_SIGN, place),
        DemandAct.JUDGE: row.state == DemandState.FULFILLED and visibility.judges(viewer, row),
    }
    return [act for act, is_offered in offered.items() if is_offered]
