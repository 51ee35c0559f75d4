"""What each field is asked with, about a thing of one place; a new field needs a sample here."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)
from strawberry.relay import to_base64

from infra import clock
from schema.schema import GRAPHQL
from tests.schema.authorization.world import Place
from tests.schema.decisions.asking import SHEET

KEY = "authorization matrix"


@dataclass(frozen=True)
class Aim:
    """The place that a question is about; `own` is the asker's, `unseen` what was not posted."""

    place: Place
    own: dict[str, UUID] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)

    def gid(self, name: str) -> str:
        """Return the global id of a thing of the place."""
        name = self.unseen.get(name, name)
        if name in self.own:
            return to_base64(name, str(self.own[name]))
        return self.place.gid(name)

    def account(self) -> str:
        """Return an account that is not the asker's."""
        return self.place.gid("Account")

    @property
    def village(self) -> str:
        return self.place.code

    @property
    def township(self) -> str:
        return self.place.code[:9]

    @property
    def county(self) -> str:
        return self.place.code[:6]


Given = dict[str, Any]
NO_KEY = "00000000-0000-7000-8000-000000000000"
Sample = Callable[[Aim], Given]


def _of(argument: str, name: str, /, **rest: Any) -> Sample:
    return lambda aim: {argument: aim.gid(name), **rest}


def _matter(name: str = "Matter", /, **rest: Any) -> Sample:
    return _of("matterId", name, **rest)


def _meeting(**rest: Any) -> Sample:
    return _of("meetingId", "Meeting", **rest)


def _bulletin(name: str = "Bulletin", /, **rest: Any) -> Sample:
    return _of("bulletinId", name, **rest)


def _village(**rest: Any) -> Sample:
    return lambda aim: {"villageCode": aim.village, **rest}


def _election(**rest: Any) -> Sample:
    return _of("electionId", "Election", **rest)


def _demand(name: str = "Demand", /, **rest: Any) -> Sample:
    return _of("demandId", name, **rest)


def _nothing(**rest: Any) -> Sample:
    return lambda _: rest


def _count(aim: Aim) -> Given:
    members = [aim.gid(f"MeetingMember.{number}") for number in range(3)]
    return {
        "voteId": aim.gid("Vote"),
        "tellers": members[:2],
        "scrutineer": members[2],
        "sheetBase64": SHEET,
        "inFavour": 1,
        "against": 0,
        "abstain": 0,
    }


def _role(aim: Aim) -> Given:
    return {"accountId": aim.account(), "role": "DEVELOPER", "place": aim.county}


def _held_role(aim: Aim) -> Given:
    account = aim.place.gid("Account.official")
    return {"accountId": account, "role": "TOWNSHIP_ADMIN", "place": aim.township}


_START = {"typeKey": "PUBLIC_WELFARE", "methodKey": "siquansizhi", "title": "修路"}
_CODE = "000000"
_PHONE = "13900000000"

QUERIES: dict[str, Sample] = {
    "accounts": _nothing(first=5),
    "apiTokens": _nothing(first=5),
    "assignmentFindings": _nothing(first=5),
    "barrableOffices": _nothing(),
    "auditChain": _nothing(),
    "auditEvents": lambda aim: {"subject": str(aim.place.ids["Matter"]), "first": 5},
    "bulletin": _of("id", "Bulletin"),
    "bulletinByCode": lambda aim: {"code": aim.place.texts["code"]},
    "bulletinDesk": _nothing(first=5),
    "bulletins": lambda aim: {"divisionCode": aim.village, "first": 5},
    "countyBars": _nothing(first=5),
    "countyParameters": _nothing(),
    "correctionRequests": _village(first=5),
    "delegations": _village(first=5),
    "demand": _of("id", "Demand"),
    "demandPaperTargets": _village(),
    "demandRules": _village(),
    "demandSheets": _demand(),
    "demandSignatories": _demand(first=5),
    "demandTargets": _village(),
    "demands": lambda aim: {"divisionCode": aim.village, "first": 5},
    "departedResidents": _village(first=5),
    "figures": lambda aim: {"divisionCode": aim.village, "period": "2026-2"},
    "election": _of("id", "Election"),
    "elections": lambda aim: {"divisionCode": aim.village, "first": 5},
    "households": _village(first=5),
    "identityNumber": _of("residentId", "Resident.numbered", purpose="核对补贴名册"),
    "identityNumbers": _nothing(),
    "interests": _of("residentId", "Resident", first=5),
    "rightsLosses": _of("residentId", "Resident.judged", first=5),
    "legalBars": _nothing(),
    "logCheckpoint": _nothing(),
    "logConsistency": _nothing(first=1, second=1),
    "logProof": lambda aim: {"code": aim.place.texts["code"]},
    "matter": _of("id", "Matter"),
    "matterTypes": _nothing(),
    "matters": _village(first=5),
    "me": _nothing(),
    "meeting": _of("id", "Meeting"),
    "methodDraft": _nothing(key="own_method"),
    "methodDrafts": _nothing(),
    "methodTemplates": _nothing(),
    "methods": _nothing(),
    "methodsInUse": _nothing(),
    "myHouseholds": _nothing(),
    "myHoldingRows": _nothing(key="office_term.resident_id", first=5),
    "myHoldings": _nothing(),
    "myInterests": _nothing(first=5),
    "myRecord": _nothing(),
    "myRepresentativeCertificate": _nothing(),
    "myMeetings": _nothing(first=5),
    "myOpinions": _nothing(first=5),
    "naturalVillages": _village(first=5),
    "node": _of("id", "Bulletin"),
    "memberRepresentation": _village(),
    "officeKinds": _nothing(),
    "officeTerms": _village(first=5),
    "opinions": _village(first=5),
    "postHolders": lambda aim: {"place": aim.village},
    "publicMatter": _of("id", "PublicMatter"),
    "publicMatters": _village(first=5),
    "questions": _nothing(first=5),
    "representation": _village(),
    "representativeCertificate": _of("termId", "OfficeTerm.representative"),
    "representativeChoice": _village(),
    "collectiveMembers": _village(first=5),
    "residents": _village(first=5),
    "rollCount": _village(),
    "rollEvents": _village(first=5),
    "rollExport": _village(format="CSV"),
    "rollTemplate": _nothing(),
    "todo": _nothing(first=5),
    "vacancies": lambda aim: {"townshipCode": aim.township},
    "townshipReviews": lambda aim: {"townshipCode": aim.township},
    "townshipMembers": lambda aim: {"townshipCode": aim.township, "first": 5},
    "townships": _nothing(first=5),
    "verification": lambda aim: {"code": aim.place.texts["code"]},
    "village": lambda aim: {"code": aim.village},
    "villagerGroups": _village(first=5),
    "villageFigures": lambda aim: {
        "divisionCode": aim.village,
        "period": "2026-2",
        "first": 5,
    },
    "villages": lambda aim: {"townshipCode": aim.township, "first": 5},
}
MUTATIONS: dict[str, Sample] = {
    "accountClaim": _nothing(phone=_PHONE, code=_CODE),
    "accountCreate": _nothing(name="张三", phone="13900000001"),
    "accountDisable": lambda aim: {"accountId": aim.account()},
    "accountEnable": lambda aim: {"accountId": aim.account()},
    "apiTokenCreate": lambda aim: {
        "name": "抄表",
        "permissions": ["DIVISION_READ"],
        "places": [aim.village],
    },
    "apiTokenRevoke": _of("apiTokenId", "ApiToken"),
    "ballotCast": _of("voteId", "Vote", choice="IN_FAVOUR"),
    "ballotCastSecret": _of("voteId", "Vote", choice="IN_FAVOUR"),
    "bulletinApprove": _bulletin("Bulletin.draft"),
    "bulletinCorrect": _bulletin(reason="写错了", changes=[{"field": "title", "value": "对"}]),
    "bulletinPostingReceipt": _bulletin(photo=SHEET, board="村部"),
    "bulletinWithdraw": _bulletin("Bulletin.draft", reason="写错了"),
    "claimSlipIssue": _of("residentId", "Resident"),
    "collectiveMemberEnd": _of(
        "collectiveMemberId", "CollectiveMember", until="2026-01-05", source="迁出"
    ),
    "collectiveMembersConfirm": _village(since="2026-01-05", source="成员大会决议"),
    "collectiveRecord": lambda aim: {
        "villageCode": aim.village,
        "exists": True,
        "since": f"{clock.today()}",
        "source": "登记簿",
    },
    "countyBarAdd": _nothing(
        oneOffice="CLERK",
        otherOffice="GROUP_HEAD",
        samePerson=True,
        nearRelatives=False,
        document="县发〔2026〕9 号",
        article="第四条",
        since="2026-01-01",
    ),
    "countyBarEnd": _of("barId", "CountyBar", document="县发〔2026〕10 号"),
    "countyParameterSet": _nothing(key="notice_days", value=5, source="县民发〔2026〕1 号"),
    "correctionDecide": _of("requestId", "CorrectionRequest", granted=False, answer="名册没有错"),
    "correctionRequest": _nothing(field="NAME", value="张三丰", words="写错了"),
    "delegationRecord": lambda aim: {
        "villageCode": aim.village,
        "typeKey": "PUBLIC_WELFARE",
        "since": f"{clock.today()}",
        "until": f"{clock.today()}",
        "source": "村民会议记录",
    },
    "demandAnswer": _demand("Demand.reached", text="账目已公开，见公告。"),
    "demandConvene": lambda aim: {
        "demandId": aim.gid("Demand.silent"),
        "matterId": aim.gid("Matter"),
        "scheduledAt": "2027-03-01T09:00:00+08:00",
        "place": "村部",
    },
    "demandDispute": _demand("Demand.reached", text="没有答复。"),
    "demandDisputeDecide": _demand("Demand.reached", upheld=True, decision="没有答复。"),
    "demandMatterName": lambda aim: {
        "demandId": aim.gid("Demand.reached"),
        "matterId": aim.gid("Matter"),
    },
    "demandNoticeDraft": _demand("Demand.reached", text="账目如下。"),
    "demandOpen": _village(kind="ASSEMBLY", title="开村民会议", text="请讨论土地发包。"),
    "demandOrder": _demand("Demand.silent", document="镇责令〔2026〕1 号"),
    "demandPaperOpen": _village(
        kind="ASSEMBLY",
        title="开村民会议",
        text="请讨论土地发包。",
        names=[{"name": "居民0036"}],
        sheetBase64=SHEET,
    ),
    "demandSheetRecord": _demand(names=[{"name": "居民0036"}], sheetBase64=SHEET),
    "demandSign": _demand(),
    "demandSignatureStrike": _demand(signatureKey=NO_KEY, reason=""),
    "demandWithdraw": _demand(),
    "electionAuditRecord": _election(residentKey=NO_KEY, auditor="农经站", result="合规"),
    "electionCallOff": _election(reason=""),
    "electionCandidateNominate": _election(contestKey=NO_KEY, residentKey=NO_KEY, nominations=1),
    "electionCandidateReview": _election(candidateKey=NO_KEY),
    "electionCandidateWithdraw": _election(candidateKey=NO_KEY, reason="不愿参选"),
    "electionCandidatesConfirm": _election(),
    "electionCommitteeForm": _election(members=[NO_KEY]),
    "electionCountRecord": _election(
        contestKey=NO_KEY,
        stationKey=NO_KEY,
        issued=1,
        returned=1,
        unreturned=0,
        valid=1,
        invalid=0,
        votes=[],
        tellers=[NO_KEY, NO_KEY],
        scrutineer=NO_KEY,
        sheetBase64=SHEET,
        place="村部",
        countedAt="2026-11-20T10:00:00+08:00",
    ),
    "electionCountStrike": _election(countKey=NO_KEY, reason="抄错"),
    "electionDecide": _election(),
    "electionHandoverRecord": _election(item="seals", note="已交"),
    "electionListObject": _election(aboutName="张三", wish="ADD", text="漏了"),
    "electionMove": _election(electionDay="2026-11-20"),
    "electionNoticePost": _election(step="ANNOUNCED"),
    "electionObjectionDecide": _election(objectionKey=NO_KEY, upheld=False, decision="不成立"),
    "electionPlan": _village(kind="VILLAGE_COMMITTEE", electionDay="2027-03-01", seats=[]),
    "electionProxyRecord": _election(
        principalKey=NO_KEY, holderKey=NO_KEY, relation="CHILD", sheetBase64=SHEET
    ),
    "electionProxyStrike": _election(proxyKey=NO_KEY, reason="本人回来投票"),
    "electionRecall": lambda aim: {
        "villageCode": aim.village,
        "demandId": aim.gid("Demand"),
        "electionDay": "2027-03-01",
        "reason": "不称职",
    },
    "electionResultPutForward": _election(),
    "electionSecretaryApprove": _election(residentKey=NO_KEY, document="1 号"),
    "electionStationAdd": _election(name="主会场", kind="MAIN", place="村部"),
    "electionVoterCorrect": _election(residentKey=NO_KEY, wish="ADD", reason="常住"),
    "electionVotersDraw": _election(),
    "electionVotersFreeze": _election(),
    "evaluationSubmit": _matter(answer="YES"),
    "executionStart": _matter(),
    "groupAdd": _village(name="九社"),
    "hearingRecord": _matter(
        heldOn="2026-01-05",
        experts=[{"name": "王工", "profession": "水利"}],
        conclusion="可行",
        feasible=True,
    ),
    "groupPlace": _of("groupId", "VillagerGroup"),
    "householdHead": lambda aim: {
        "householdId": aim.gid("Household"),
        "headId": aim.gid("Resident"),
        "reason": "年老",
    },
    "householdMerge": lambda aim: {
        "householdId": aim.gid("Household"),
        "intoId": aim.gid("Household"),
        "reason": "并户",
    },
    "householdMove": lambda aim: {
        "householdId": aim.gid("Household"),
        "groupId": aim.gid("VillagerGroup"),
        "reason": "",
    },
    "householdSplit": lambda aim: {
        "householdId": aim.gid("Household"),
        "residentIds": [aim.gid("Resident")],
        "headId": aim.gid("Resident"),
        "reason": "成家",
    },
    "identityNumbersAllow": _nothing(allowed=True, document="县发〔2026〕9 号"),
    "residentIdentityRecord": _of("residentId", "Resident", number="110101199003078515"),
    "interestDeclare": _nothing(interest={"name": "某某建筑公司"}),
    "interestEnd": _of("interestId", "Interest"),
    "rightsLossEnd": _of(
        "lossId", "RightsLoss", document="刑事裁定书〔2026〕8 号", until="2024-12-01"
    ),
    "rightsLossRecord": _of(
        "residentId",
        "Resident.on paper",
        document="刑事判决书〔2026〕7 号",
        since="2026-01-01",
        until="2027-01-01",
    ),
    "interestRecord": _of("residentId", "Resident", interest={"name": "某某合作社"}),
    "inspectionRecord": _matter(passed=True, opinion="合格"),
    "matterAdvance": _matter(),
    "matterAnnul": _matter(
        annuller="COURT",
        decidedOn="2026-11-20",
        document="县政函〔2026〕1 号",
        reason="违法",
    ),
    "matterAttach": _matter("Matter.draft", title="预算", file=SHEET),
    "matterComment": _matter(text="同意"),
    "matterDetach": lambda aim: {
        "matterId": aim.gid("Matter.draft"),
        "sha256": aim.place.texts["sha256"],
    },
    "matterDraft": _village(**_START),
    "matterEdit": _matter("Matter.draft", text="平整两个广场。"),
    "matterExtraRecord": _matter(
        "Matter.draft", key="filing", document="备案", heldOn="2026-01-05"
    ),
    "matterPartyEnd": _matter("Matter.draft", number=1),
    "matterPartyRecord": _matter("Matter.draft", kind="FIRM", name="某公司", part="投标"),
    "matterPropose": _matter("Matter.draft"),
    "matterReconsider": _matter(reason="有一户反对"),
    "matterRecordHeard": _matter("Matter.draft", name="李四", opinion="赞成"),
    "matterWithdraw": _matter("Matter.draft", reason="不修了"),
    "meetingAcknowledge": _meeting(),
    "meetingAdjourn": _meeting(reason="人不够"),
    "meetingAttach": _meeting(title="材料", file=SHEET),
    "meetingCall": lambda aim: {
        "matterId": aim.gid("Matter"),
        "place": "村部",
        "scheduledAt": (clock.now() + timedelta(days=9)).isoformat(),
    },
    "meetingExcuse": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
        "reason": "外出",
    },
    "meetingHandOver": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
        "reason": "回避",
    },
    "meetingProxyEnd": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
        "reason": "本人到会",
    },
    "meetingLeave": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
    },
    "meetingNotify": _meeting(channel="BOARD", toldAt="2026-01-05T10:00:00", note="村部公开栏"),
    "meetingOpen": _meeting(),
    "meetingProxyRecord": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
        "residentId": aim.gid("Resident"),
        "sheetBase64": SHEET,
    },
    "meetingRecuse": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
        "stake": "OWN",
        "reason": "承包人是本人",
    },
    "meetingSignIn": _meeting(),
    "meetingSignInMember": lambda aim: {
        "meetingId": aim.gid("Meeting"),
        "memberId": aim.gid("MeetingMember"),
    },
    "methodAllow": _nothing(methodKey="532", allowed=True, reason="恢复"),
    "methodBegin": _nothing(basedOn="532", methodKey="own_method"),
    "methodPublish": _nothing(methodKey="own_method"),
    "methodStepRemove": _nothing(methodKey="own_method", stepKey="joint"),
    "methodStepWrite": _nothing(
        methodKey="own_method",
        key="hear",
        kind="COLLECT",
        nameZh="听取意见",
        nameEn="Hear",
        actor="party_secretary",
    ),
    "methodWrite": _nothing(methodKey="own_method", text="id: own_method"),
    "milestonePlan": _matter(title="支管道"),
    "milestoneReport": _of("milestoneId", "Milestone", note="完工"),
    "minutesObject": _meeting(text="人数不对"),
    "minutesSign": _meeting(),
    "naturalVillageAdd": _village(name="后营子"),
    "objectorVisitRecord": _matter(visited="王五", words="同意了"),
    "officeHandoverRecord": _of("termId", "OfficeTerm", on="2026-06-01", note="公章已移交"),
    "officeTermEnd": _of("termId", "OfficeTerm", reason="RESIGNED", source="辞职报告"),
    "officeTermRecord": _of(
        "residentId", "Resident", office="GROUP_HEAD", source="选举", electedOn="2026-01-05"
    ),
    "oneTimeCodeRequest": _nothing(phone=_PHONE),
    "objectionAnswer": _matter(number=1, answer="已改线路", sendBack=False),
    "objectionRaise": _matter(text="管道别过菜地"),
    "opinionAnswer": _of("opinionId", "Opinion.open", answer="就修"),
    "opinionMerge": lambda aim: {
        "opinionId": aim.gid("Opinion.open"),
        "matterId": aim.gid("Matter.draft"),
    },
    "opinionRecord": _village(household="001", name="代表01", category="ROAD", text="修路"),
    "opinionSheetRecord": _matter(subject="001", stance="AGREE"),
    "opinionSheetSubmit": _matter(stance="AGREE"),
    "opinionSubmit": _village(category="ROAD", text="修路"),
    "opinionTakeUp": _of("opinionId", "Opinion.open", **_START),
    "passwordChange": _nothing(newPassword="1"),
    "questionAnswer": _of("questionId", "Question", text="下月"),
    "questionAsk": _bulletin(text="多少钱？"),
    "representationRecord": _of("residentId", "Resident", numbers=["001"]),
    "representativeConfirm": _village(nomineeKey=NO_KEY),
    "representativeListDecide": _village(listObjectionKey=NO_KEY, upheld=False, decision="不成立"),
    "representativeListDrop": _village(reason="写错"),
    "representativeListObject": _village(aboutName="代表01", text="不住村里"),
    "representativeListPost": _village(whole=True),
    "representativeNominate": lambda aim: {
        "villageCode": aim.village,
        "residentId": aim.gid("Resident"),
        "chosenOn": f"{clock.today()}",
        "source": "小组会议记录",
    },
    "representativeNomineeDrop": _village(nomineeKey=NO_KEY, reason="不愿意"),
    "representativesPost": _village(),
    "representativesSeat": _village(),
    "representativeSheetRecord": _village(nomineeKey=NO_KEY, numbers=["001"], sheetBase64=SHEET),
    "representativeSeatEnd": _of("termId", "OfficeTerm"),
    "residentAdd": lambda aim: {
        "householdId": aim.gid("Household"),
        "arrival": "ENTERED",
        "name": "新人",
        "reason": "迁入",
    },
    "residentAway": _of("residentId", "Resident", province="11", reason="务工"),
    "residentCorrect": _of(
        "residentId", "Resident", field="RELATION", value="本人", reason="写错了"
    ),
    "residentDepart": _of("residentId", "Resident", departure="MOVED", reason="迁往外县"),
    "residentErase": _of("residentId", "Resident"),
    "residentMove": lambda aim: {
        "residentIds": [aim.gid("Resident")],
        "intoId": aim.gid("Household"),
        "reason": "",
    },
    "resolutionSign": _of("resolutionId", "Resolution"),
    "resolutionSignPaper": lambda aim: {
        "resolutionId": aim.gid("Resolution"),
        "memberIds": [aim.gid("MeetingMember.0")],
        "sheetBase64": SHEET,
    },
    "reviewDecide": _matter(decision="APPROVE"),
    "roleGrant": _role,
    "roleRevoke": _held_role,
    "rollImport": _of("uploadId", "RollUpload", electedOn="2023-12-20", electionRecord="1 号"),
    "rollPreview": _village(filename="名册.xlsx", content=base64.b64encode(b"x").decode()),
    "secondFactorConfirm": _nothing(code=_CODE),
    "sessionRevoke": _of("sessionId", "Session"),
    "signInWithCode": _nothing(phone=_PHONE, code=_CODE),
    "signInWithPassword": _nothing(phone=_PHONE, password="wrong"),
    "signOut": _nothing(),
    "totpConfirm": _nothing(code=_CODE),
    "totpEnrol": _nothing(),
    "townshipExtraRecord": _matter(
        "Matter.draft", key="filing", document="备案", heldOn="2026-01-05"
    ),
    "townshipMemberEnd": _of(
        "townshipMemberId", "TownshipMember", until="2026-01-05", source="免职文件"
    ),
    "townshipMemberRecord": lambda aim: {
        "townshipCode": aim.township,
        "name": "新委员",
        "post": "委员",
        "since": "2026-01-05",
        "source": "任职文件",
    },
    "townshipReviewRecord": lambda aim: {
        "townshipCode": aim.township,
        "methodKey": "wuhuan_fujin",
        "key": "inspect",
        "period": "2026-M01",
        "finding": "按时办结",
    },
    "trackerName": lambda aim: {
        "matterId": aim.gid("Matter"),
        "residentId": aim.gid("Resident"),
    },
    "trackingReport": _matter(text="管道已经铺到三社"),
    "villageAdd": lambda aim: {"townshipCode": aim.township, "name": "丁村", "reason": "恢复"},
    "villageClose": _village(reason="撤销"),
    "villageMerge": lambda aim: {
        "villageCodes": [aim.village],
        "into": aim.village,
        "reason": "合并",
    },
    "villageRename": _village(name="戊村", reason="改名"),
    "voteClose": _of("voteId", "Vote"),
    "voteCountStrike": _of("voteId", "Vote", reason="数错了"),
    "voteOpen": _meeting(form="NAMED"),
    "voteRecordHands": _count,
    "voteRecordPaper": lambda aim: {
        **_count(aim),
        "issued": 1,
        "used": 1,
        "spoiled": 0,
        "unused": 0,
    },
    "workPlanWrite": _matter(text="四月开工"),
    "workReport": _matter(text="已完工"),
}
SAMPLES = {"Query": QUERIES, "Mutation": MUTATIONS}


def missing() -> list[str]:
    """Say in words which fields of the live schema have no sample."""
    return [
        f"{kind}.{name}: say in tests/schema/authorization/samples.py with what it is asked"
        for kind, known in SAMPLES.items()
        for name in root(kind).fields
        if name not in known
    ]


def root(kind: str) -> GraphQLObjectType:
    found = GRAPHQL.type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    return found


def spelled(kind: Any, value: Any) -> str:
    """Return a value of an input type as GraphQL text."""
    if isinstance(kind, GraphQLNonNull):
        return spelled(kind.of_type, value)
    if isinstance(kind, GraphQLList):
        return f"[{', '.join(spelled(kind.of_type, one) for one in value)}]"
    if isinstance(kind, GraphQLEnumType):
        assert value in kind.values, f"{kind.name} has no {value}"
        return str(value)
    if isinstance(kind, GraphQLInputObjectType):
        inside = [f"{name}: {spelled(kind.fields[name].type, one)}" for name, one in value.items()]
        return "{" + ", ".join(inside) + "}"
    return json.dumps(value, ensure_ascii=False)


def _selection(kind: Any) -> str:
    named = get_named_type(kind)
    if not is_composite_type(named):
        return ""
    if isinstance(named, GraphQLObjectType):
        if "edges" in named.fields:
            return " { edges { cursor } }"
        if named.name.endswith("Payload"):
            return " { __typename errors { code message path } }"
    return " { __typename }"


def document(kind: str, name: str, aim: Aim) -> str:
    """Return an operation that asks one root field about the place."""
    made = root(kind).fields[name]
    given = SAMPLES[kind][name](aim)
    if kind == "Mutation":
        given = {"input": given, "idempotencyKey": KEY}
    said = ", ".join(f"{one}: {spelled(made.args[one].type, v)}" for one, v in given.items())
    arguments = f"({said})" if said else ""
    return f"{kind.lower()} {{ {name}{arguments}{_selection(made.type)} }}"


def nodes(ids: list[str], shown: str = "__typename") -> str:
    """Return a query for several objects by id; at most 15."""
    asked = [f'n{at}: node(id: "{one}") {{ {shown} }}' for at, one in enumerate(ids)]
    return "{ " + " ".join(asked) + " }"
