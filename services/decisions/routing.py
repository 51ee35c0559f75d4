"""Which body must decide which kind of matter: chosen by the engine, before any work method."""

from dataclasses import dataclass, replace
from enum import StrEnum

from services.decisions import citations
from services.decisions.errors import MatterTypeOutsideMethods
from services.decisions.vocabulary import Body
from tenants.authorization.roles import is_seat


class MatterType(StrEnum):
    """The kinds of matters a village decides (organic law 23–24, collective law 26–28).

    The one kind of a township's own is `TOWNSHIP_AFFAIR`.
    """

    ANNUAL_REPORT = "annual_report"
    ASSET_DISPOSAL = "asset_disposal"
    CHARTER_AND_MEMBERSHIP = "charter_and_membership"
    COLLECTIVE_INVESTMENT = "collective_investment"
    COLLECTIVE_LAND_USE = "collective_land_use"
    COMMITTEE_ELECTION = "committee_election"
    CONSTRUCTION_CONTRACT = "construction_contract"
    DIRECTOR_ELECTION = "director_election"
    GROUP_AFFAIR = "group_affair"
    HOMESTEAD_PLAN = "homestead_plan"
    INCOME_DISTRIBUTION = "income_distribution"
    LAND_COMPENSATION = "land_compensation"
    LAND_CONTRACTING = "land_contracting"
    LAND_TO_OUTSIDERS = "land_to_outsiders"
    LEVY_BY_CASE = "levy_by_case"
    NON_MEMBER_BENEFITS = "non_member_benefits"
    PARTY_AFFAIR = "party_affair"
    PUBLIC_WELFARE = "public_welfare"
    SUBSIDY_STANDARD = "subsidy_standard"
    SUPERVISORY_BOARD = "supervisory_board"
    TOWNSHIP_AFFAIR = "township_affair"
    VILLAGE_PLAN = "village_plan"
    VILLAGE_RULES = "village_rules"


class Before(StrEnum):
    """What may not begin before something extra is on file."""

    VOTE = "vote"
    WORK = "work"


@dataclass(frozen=True)
class ExtraStep:
    """Something a matter of this kind needs beside its work method."""

    key: str
    zh: str
    en: str
    citation: str
    before: Before
    by_township: bool = False


@dataclass(frozen=True)
class Route:
    """The body that decides by itself, and the one that may if it was given the power."""

    type: MatterType
    zh: str
    en: str
    body: Body | None
    delegate: Body | None = None
    articles: str = ""
    extra: tuple[ExtraStep, ...] = ()
    collective: bool = False

    @property
    def basis(self) -> str:
        """The articles it rests on, as they stand on a notice."""
        return citations.in_words(self.articles)[0]

    @property
    def basis_en(self) -> str:
        """The same in English."""
        return citations.in_words(self.articles)[1]

    def chosen(self, *, delegated: bool) -> Body:
        """Return the body that decides; a delegation counts only where the law allows one."""
        if self.body is None:
            raise MatterTypeOutsideMethods(type_zh=self.zh, type_en=self.en)
        return self.delegate if delegated and self.delegate else self.body


_VOTE, _WORK = Before.VOTE, Before.WORK
_FILE = ExtraStep(
    "filing",
    "报乡镇备案并作合法性审查",
    "File with the township; legality check",
    "组织法27",
    _WORK,
    True,
)
_PRIOR = ExtraStep(
    "prior",
    "先经村党组织、乡镇党委研究讨论",
    "Discussed first by the party bodies",
    "集体法26",
    _VOTE,
)
_PAPERS = ExtraStep(
    "papers", "会前十日备好材料供成员查阅", "Papers open ten days before", "集体法46", _VOTE
)
_APPRAISAL = ExtraStep(
    "appraisal", "按规定进行资产评估", "Appraisal where a rule asks for it", "集体法26", _VOTE
)
_TOWNSHIP = ExtraStep(
    "approval", "报乡镇人民政府批准", "Township approval", "承包法52", _WORK, True
)
_LEVY = ExtraStep(
    "levy", "核对上限，乡镇、县级审核", "Cap; township and county review", "一事一议", _WORK, True
)
_KIN = ExtraStep("kin", "核对近亲属回避", "Check that no near relatives sit", "组织法32", _VOTE)
_AUDIT = ExtraStep(
    "audit", "选举前公布离任审计结果", "Leaving audit posted before", "组织法35", _VOTE
)
_COUNTY = ExtraStep(
    "registration",
    "县级登记；合并分立须批准",
    "County registration and approval",
    "集体法23",
    _WORK,
    True,
)
_WORK_GROUP = ExtraStep(
    "work_group", "成立工作小组并公布方案", "Working group; plan is posted", "承包法19", _VOTE
)

_VA, _VR = Body.VILLAGERS_ASSEMBLY, Body.REPRESENTATIVES_MEETING
_MA, _MR = Body.MEMBERS_ASSEMBLY, Body.MEMBER_REPRESENTATIVES
_T = MatterType

_TABLE = (
    Route(
        _T.VILLAGE_RULES, "村民自治章程、村规民约", "Village rules", _VA, None, "组织法27", (_FILE,)
    ),
    Route(_T.SUBSIDY_STANDARD, "误工补贴人员与标准", "Lost-time pay", _VA, _VR, "组织法24"),
    Route(_T.ANNUAL_REPORT, "村委会年度报告与评议", "Annual report", _VA, _VR, "组织法23"),
    Route(_T.VILLAGE_PLAN, "村庄规划", "Village plan", _VA, _VR, "组织法24"),
    Route(_T.PUBLIC_WELFARE, "公益事业", "Public works", _VA, _VR, "组织法24"),
    Route(_T.CONSTRUCTION_CONTRACT, "建设承包方案", "Construction contract", _VA, _VR, "组织法24"),
    Route(_T.LEVY_BY_CASE, "一事一议筹资筹劳", "Levy for one case", _VA, _VR, "组织法24", (_LEVY,)),
    Route(
        _T.SUPERVISORY_BOARD, "推选监督委员会", "Supervisory board", _VA, _VR, "组织法32", (_KIN,)
    ),
    Route(
        _T.COMMITTEE_ELECTION,
        "村委会选举、罢免、补选",
        "Election and recall of the committee",
        None,
        None,
        "组织法11—20",
        (_AUDIT,),
    ),
    Route(
        _T.CHARTER_AND_MEMBERSHIP,
        "集体章程、成员确认、合并分立",
        "Charter, membership, merger",
        _MA,
        None,
        "集体法28",
        (_PRIOR, _COUNTY),
    ),
    Route(
        _T.LAND_CONTRACTING,
        "土地承包、延包方案",
        "Land contracting",
        _MA,
        None,
        "集体法28",
        (_PRIOR, _WORK_GROUP),
    ),
    Route(_T.HOMESTEAD_PLAN, "宅基地使用方案", "Homesteads", _MA, None, "集体法28", (_PRIOR,)),
    Route(_T.LAND_COMPENSATION, "土地补偿费分配", "Land money", _MA, None, "集体法28", (_PRIOR,)),
    Route(
        _T.COLLECTIVE_LAND_USE,
        "集体建设用地使用、出让、出租",
        "Use of collective building land",
        _MA,
        _MR,
        "集体法26",
        (_PRIOR, _PAPERS),
    ),
    Route(
        _T.COLLECTIVE_INVESTMENT,
        "对外投资等重大事项",
        "Investment",
        _MA,
        _MR,
        "集体法26",
        (_PRIOR, _PAPERS),
    ),
    Route(
        _T.INCOME_DISTRIBUTION,
        "年度预决算、收益分配",
        "Budget and distribution of income",
        _MA,
        _MR,
        "集体法26",
        (_PRIOR, _PAPERS),
    ),
    Route(
        _T.DIRECTOR_ELECTION,
        "理事、监事选举",
        "Directors and supervisors",
        _MA,
        _MR,
        "集体法26",
        (_KIN,),
    ),
    Route(
        _T.ASSET_DISPOSAL,
        "集体资产处置、租赁、借贷",
        "Disposal, lease or loan of assets",
        _MA,
        _MR,
        "集体法26、64",
        (_PRIOR, _APPRAISAL),
    ),
    Route(
        _T.LAND_TO_OUTSIDERS,
        "土地发包给本集体以外",
        "Land let to outsiders",
        _VA,
        _VR,
        "承包法52",
        (_TOWNSHIP,),
        collective=True,
    ),
    Route(_T.GROUP_AFFAIR, "村民小组事务", "Group affair", Body.GROUP_MEETING, None, "组织法28"),
    Route(_T.NON_MEMBER_BENEFITS, "非成员享有收益", "Non-member benefits", _MA, None, "集体法15"),
    Route(_T.PARTY_AFFAIR, "党内事项", "Party affair", Body.PARTY_MEMBERS, None, "支部条例11"),
    # No statute that was read says which body of a township decides; the method does (domain 1.5).
    Route(
        _T.TOWNSHIP_AFFAIR,
        "乡镇本级事项",
        "Township's own matter",
        Body.TOWNSHIP_PARTY_COMMITTEE,
        None,
        "乡镇五环·四步决策",
    ),
)

ROUTES: dict[MatterType, Route] = {route.type: route for route in _TABLE}


def belongs(matter_type: MatterType, place: str) -> bool:
    """Say whether a kind of matter is decided at a place: a village, or a township's own seat."""
    return (matter_type is MatterType.TOWNSHIP_AFFAIR) is is_seat(place)


def route(matter_type: MatterType) -> Route:
    """Return the route of a kind of matter."""
    return ROUTES[matter_type]


# Where a village has no collective economic organisation its own bodies act, and the collective
# law's floors apply by reference (collective law art. 64).
_IN_PLACE_OF = {_MA: _VA, _MR: _VR}
_REFERRED_TO = {village: collective for collective, village in _IN_PLACE_OF.items()}


def acting(found: Route, *, collective: bool) -> Route:
    """Return the route where the village has a collective organisation, or has none (art. 64)."""
    if collective or found.body not in _IN_PLACE_OF:
        return found
    delegate = _IN_PLACE_OF[found.delegate] if found.delegate else None
    return replace(found, body=_IN_PLACE_OF[found.body], delegate=delegate)


def referred(matter_type: str, body: Body) -> Body | None:
    """Return the collective's body whose floor this village body must keep as well, if any."""
    kind = next((one for one in MatterType if one.value == matter_type), None)
    if kind is None:
        return None
    found = route(kind)
    concerned = found.collective or found.body in _IN_PLACE_OF
    return _REFERRED_TO.get(body) if concerned else None


def decides(body: Body, wanted: Body) -> bool:
    """Say whether a body that a method names may decide what belongs to another body.

    The assembly may always decide what it could have left to the representatives (art. 23).
    """
    return body is wanted or (body is _VA and wanted is _VR)
