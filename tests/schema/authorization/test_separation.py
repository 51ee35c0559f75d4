"""Every line of the separation of duties in the checked-in matrix, tried over HTTP."""

import base64
import re
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from strawberry.relay import to_base64

from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.unit_of_work import unit_of_work
from tests.schema.authorization import asking, samples, sheet, state
from tests.schema.authorization.samples import Aim, Given
from tests.schema.authorization.world import World


class Try:
    """Somebody tries something; every answer is kept by its code."""

    def __init__(self, world: World, client: httpx.AsyncClient) -> None:
        self.world, self.client = world, client
        self.codes: set[str] = set()
        self.here = world.here

    def session(self, who: str | Role) -> str:
        """Return the session of the holder of a role, or of a person of the story."""
        return self.world.people[who].token if isinstance(who, Role) else self.world.hands[who]

    async def do(self, who: str | Role, name: str, given: Given, kind: str = "Mutation") -> None:
        """Ask one field by its own input, as a person of the story or as the holder of a role."""
        session = self.session(who)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(samples.SAMPLES[kind], name, lambda _: given)
            asked = samples.document(kind, name, Aim(self.here))
        body = await asking.post(self.client, self.world.county, asked, session=session)
        answer = asking.read(kind, name, body)
        code = re.search(r'"code":"(\w+)"', answer.told)
        self.codes.add(code.group(1) if code else answer.verdict)

    async def sample(self, who: str | Role, name: str, kind: str = "Mutation") -> None:
        """Ask one field by its sample."""
        await self.do(who, name, samples.SAMPLES[kind][name](Aim(self.here)), kind)

    async def grant(self, account: UUID, role: Role, place: str = "") -> None:
        """Let the security administrator grant a role."""
        given = {
            "accountId": to_base64("Account", str(account)),
            "role": role.name,
            "place": place or self.world.county.code,
        }
        await self.do(Role.COUNTY_SECURITY, "roleGrant", given)

    async def both(self, one: Role, other: Role) -> None:
        """Give each of two administrators the other's role, and neither to whoever gives it."""
        county = self.world.county
        holders = {role: self.world.people[role].account_id for role in Role}
        for role in (Role.COUNTY_SECURITY, Role.COUNTY_AUDITOR):
            holders[role] = self.here.ids[f"Account.{role.value}"]
        for held, given in ((one, other), (other, one)):
            await self.grant(holders[held], given, county.code)

    async def approve(self, bulletin: str) -> None:
        await self.do("proposed", "bulletinApprove", {"bulletinId": self.here.gid(bulletin)})

    async def review(self, who: str | Role) -> None:
        matter = self.here.gid("Matter.review")
        await self.do(who, "reviewDecide", {"matterId": matter, "decision": "APPROVE"})

    async def inspect(self, who: str) -> None:
        given = {"matterId": self.here.gid("Matter"), "passed": True, "opinion": "合格"}
        await self.do(who, "inspectionRecord", given)

    async def scrutinise(self) -> None:
        given = samples.MUTATIONS["voteRecordHands"](Aim(self.here))
        one, other = given["tellers"]
        await self.do("clerk", "voteRecordHands", {**given, "scrutineer": one})
        for tellers in ([one], [one, other, other]):
            await self.do("clerk", "voteRecordHands", {**given, "tellers": tellers})

    async def see(self, who: str | Role, name: str, field: str) -> None:
        """Ask for one field of an object by its id; keep whether it was shown."""
        text = samples.nodes(
            [self.here.gid(name)], f"... on {name.partition('.')[0]} {{ it: {field} }}"
        )
        body = await asking.post(self.client, self.world.county, text, session=self.session(who))
        found = body["data"]["n0"] or {}
        self.codes.add("shown" if found.get("it") else "not shown")

    async def find(self, who: str, *names: str) -> None:
        """Ask for objects by their ids, as a person of the story or as a program."""
        ids, county = [self.here.gid(name) for name in names], self.world.county
        program = self.world.programs.get(who, "")
        shown = {"token": program} if program else {"session": self.session(who)}
        found = await asking.ask_nodes(self.client, county, ids, **shown)
        self.codes |= {answer.verdict for answer in found}

    async def run_election(self, who: Role) -> None:
        """Try every act of an election's committee, on the election of the village."""
        for name, make in samples.MUTATIONS.items():
            gates = sheet.lines()["Mutation", name]
            everybody = name == "electionListObject" or not name.startswith("election")
            if gates.needs == Permission.ELECTION_TAKE_PART and not everybody:
                await self.do(who, name, make(Aim(self.here)))

    async def see_nominees(self, who: Role) -> None:
        """Look whether those are shown of whom nobody knows yet whether they may stand."""
        asked = "... on Election { contests { candidates { state name } } }"
        text = samples.nodes([self.here.gid("Election")], asked)
        session = self.session(who)
        body = await asking.post(self.client, self.world.county, text, session=session)
        shown = [one for c in body["data"]["n0"]["contests"] for one in c["candidates"]]
        assert "STANDING" in {one["state"] for one in shown}
        known = any(one["state"] == "NOMINATED" or one["name"] for one in shown)
        self.codes.add("shown" if known else "not shown")

    async def list_elections(self, who: Role) -> None:
        """Look whether the list of the village's elections holds the branch's."""
        place, branch = self.here.code, self.here.gid("Election.branch")
        text = (
            f'{{ elections(divisionCode: "{place}", first: 50) {{ edges {{ node {{ id }} }} }} }}'
        )
        session = self.session(who)
        body = await asking.post(self.client, self.world.county, text, session=session)
        shown = {edge["node"]["id"] for edge in body["data"]["elections"]["edges"]}
        self.codes.add("shown" if branch in shown else "not shown")

    async def export(self, who: Role) -> None:
        """Look whether the exported roll holds a whole phone number."""
        asked = samples.document("Query", "rollExport", Aim(self.here))
        session = self.session(who)
        with asking.rehearsal():  # what leaves is recorded
            body = await asking.post(self.client, self.world.county, asked, session=session)
        found = base64.b64decode(body["data"]["rollExport"]).decode()
        self.codes.add("shown" if re.search(r"\b1\d{10}\b", found) else "not shown")

    async def be_asked(self) -> None:
        """Look whether the author of bulletins is asked to approve them."""
        text = "{ todo(first: 50) { bulletinId } }"
        own = {self.here.gid(f"Bulletin.{one}") for one in ("proposal", "draft", "correction")}
        session = self.session("proposed")
        body = await asking.post(self.client, self.world.county, text, session=session)
        asked = {one["bulletinId"] for one in body["data"]["todo"]}
        self.codes.add("shown" if asked & own else "not shown")

    async def program(self, who: str, name: str) -> None:
        """Ask a query by its sample, as a program."""
        asked, token = ("Query", name), self.world.programs[who]
        county, aim = self.world.county, Aim(self.here)
        answer = await asking.ask(self.client, county, asked, aim, token=token)
        self.codes.add(answer.verdict)

    async def read_elsewhere(self) -> None:
        await self.find("auditor of there", "AuditEvent")
        await self.program("auditor of there", "auditEvents")

    async def replace_factor(self) -> None:
        await self.do("authenticator", "totpEnrol", {"replace": True})
        await self.do("authenticator", "totpConfirm", {"code": "000000"})

    async def take_office(self, office: str) -> None:
        """Let members of the board take an office, one with an account and one without."""
        for name in ("Resident.监委01", "Resident.on paper"):
            given = {"residentId": self.here.gid(name), "office": office, "source": "选举"}
            await self.do(Role.COUNTY_CIVIL_AFFAIRS, "officeTermRecord", given)

    async def take_own_office(self) -> None:
        own = self.here.gid("Resident.registers")
        given = {"residentId": own, "office": "CLERK", "source": "任命"}
        await self.do("registers", "officeTermRecord", given)
        async with unit_of_work(self.world.county) as uow:
            query = text("SELECT id FROM office_term WHERE resident_id = :id LIMIT 1")
            values = {"id": self.here.ids["Resident.registers"]}
            term = (await uow.session.execute(query, values)).scalar_one()
        ended = {
            "termId": to_base64("OfficeTerm", str(term)),
            "reason": "RESIGNED",
            "source": "辞职报告",
        }
        await self.do("registers", "officeTermEnd", ended)

    async def edit_draft(self) -> None:
        for name in ("matterEdit", "matterPropose", "matterWithdraw"):
            await self.sample(Role.REPRESENTATIVE, name)

    async def excuse(self) -> None:
        given = {
            "meetingId": self.here.gid("Meeting"),
            "memberId": self.here.gid("MeetingMember.0"),
            "reason": "外出",
        }
        for role in (Role.VILLAGER, Role.PARTY_MEMBER, Role.REPRESENTATIVE, Role.SUPERVISOR):
            await self.do(role, "meetingExcuse", given)

    async def recuse(self) -> None:
        given = samples.MUTATIONS["meetingRecuse"](Aim(self.here))
        given["memberId"] = self.here.gid("MeetingMember.0")
        for role in (Role.REPRESENTATIVE, Role.SUPERVISOR):
            await self.do(role, "meetingRecuse", given)

    async def read_interest_elsewhere(self) -> None:
        ids = [self.world.there.gid("Interest")]
        session = self.session("registers")
        found = await asking.ask_nodes(self.client, self.world.county, ids, session=session)
        self.codes |= {answer.verdict for answer in found}

    async def end_own_interest(self) -> None:
        own = {"interestId": self.here.gid("Interest.registers")}
        await self.do("registers", "interestEnd", own)

    async def every_mutation(self) -> None:
        for name in samples.MUTATIONS:
            cells = sheet.lines()["Mutation", name].cells.values()
            if not {"public", "signed"} & set(cells):
                await self.sample(Role.COUNTY_AUDITOR, name)

    async def read_audit(self, who: Role) -> None:
        for name in ("auditEvents", "auditChain"):
            await self.sample(who, name, "Query")
        session = self.world.people[who].token
        [event] = await asking.ask_nodes(
            self.client, self.world.county, [self.here.gid("AuditEvent")], session=session
        )
        assert event.verdict == "nothing"

    async def mend_audit(self) -> None:
        assert [name for name in samples.MUTATIONS if name.startswith("audit")] == []
        for statement in ("DELETE FROM audit_event", "UPDATE audit_event SET actor = 'x'"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with unit_of_work(self.world.county) as uow:
                    await uow.session.execute(text(statement))
        self.codes.add("permission denied")

    async def widen(self) -> None:
        for permission, place in (
            (Permission.MATTER_READ, self.world.county.code),
            (Permission.DIVISION_READ, self.world.elsewhere.county.code),
            (Permission.DIVISION_READ, self.world.county.code[:2]),
        ):
            given = {"name": "抄表", "permissions": [permission.name], "places": [place]}
            await self.do(Role.DEVELOPER, "apiTokenCreate", given)

    async def appoint_elected(self) -> None:
        for role in (Role.CLERK, Role.COMMITTEE_DIRECTOR, Role.SUPERVISOR, Role.VILLAGER):
            await self.grant(self.here.ids["Account"], role, self.here.code)


Scenario = Callable[[Try], Awaitable[None]]


async def _accounts(one: Try) -> None:
    for name in ("accountCreate", "accountDisable", "accountEnable"):
        await one.sample(Role.COUNTY_SECURITY, name)


async def _grants(one: Try) -> None:
    for name in ("roleGrant", "roleRevoke"):
        await one.sample(Role.COUNTY_ADMIN, name)


async def _own_role(one: Try) -> None:
    account = one.world.people[Role.COUNTY_SECURITY].account_id
    await one.grant(account, Role.DEVELOPER)
    given = {"accountId": to_base64("Account", str(account)), "role": "COUNTY_SECURITY"}
    await one.do(Role.COUNTY_SECURITY, "roleRevoke", {**given, "place": one.world.county.code})


async def _own_account(one: Try) -> None:
    own = to_base64("Account", str(one.world.people[Role.COUNTY_ADMIN].account_id))
    for name in ("accountDisable", "accountEnable"):
        await one.do(Role.COUNTY_ADMIN, name, {"accountId": own})


async def _propose_review(one: Try) -> None:
    for who in ("proposed", "wrote it, lives elsewhere"):
        await one.review(who)


async def _count_early(one: Try) -> None:
    for role in (Role.VILLAGER, Role.SUPERVISOR, Role.TOWNSHIP_REVIEWER):
        await one.see(role, "Vote.open", "paperCount { used }")


async def _slip_other(one: Try) -> None:
    for role in (Role.COUNTY_CIVIL_AFFAIRS, Role.TOWNSHIP_ADMIN):
        await one.see(role, "ClaimSlip", "code")


async def _inside_elsewhere(one: Try) -> None:
    for who in ("party elsewhere", "township elsewhere"):
        await one.find(who, "Matter.draft", "Meeting.review", "Vote.review")


async def _minutes(one: Try) -> None:
    for who in ("party elsewhere", "township elsewhere"):
        await one.see(who, "Meeting", "minutes { title }")


async def _delegated(one: Try) -> None:
    given = {"villageCode": one.world.there.code}
    await one.do(Role.VILLAGER, "matterTypes", given, "Query")


async def _above(one: Try) -> None:
    above = to_base64("Account", str(one.world.people[Role.PROVINCE_VIEWER].account_id))
    for name in ("accountDisable", "accountEnable"):
        await one.do(Role.COUNTY_ADMIN, name, {"accountId": above})


async def _run(one: Try) -> None:
    for role in (Role.VILLAGER, Role.PARTY_SECRETARY, Role.SUPERVISOR):
        await one.run_election(role)
    await one.do(Role.PARTY_MEMBER, "electionVotersDraw", {"electionId": _branch(one)})


def _branch(one: Try) -> str:
    return one.here.gid("Election.branch")


async def _find_voters(one: Try) -> None:
    for role in (Role.VILLAGER, Role.COMMITTEE_DIRECTOR, Role.REPRESENTATIVE):
        await one.see(role, "Election", 'people(names: ["居民0036"]) { name }')
        await one.see(role, "Election", "missing { code }")
        await one.see_nominees(role)


async def _branch_outside(one: Try) -> None:
    given = samples.MUTATIONS["electionListObject"](Aim(one.here))
    for role in (Role.VILLAGER, Role.SUPERVISOR):
        await one.do(role, "electionListObject", {**given, "electionId": _branch(one)})


async def _branch_list(one: Try) -> None:
    for role in (Role.VILLAGER, Role.SUPERVISOR, Role.PARTY_MEMBER):
        await one.list_elections(role)


async def _answer_for_the_township(one: Try) -> None:
    given = {"demandId": one.here.gid("Demand.recalled"), "text": "不同意罢免。"}
    for role in (Role.COMMITTEE_DIRECTOR, Role.COMMITTEE_MEMBER):
        await one.do(role, "demandAnswer", given)


SCENARIOS: dict[str, Scenario] = {
    "draft-approve": lambda one: one.approve("Bulletin.proposal"),
    "answer-approve": lambda one: one.approve("Bulletin.draft"),
    "correct-approve": lambda one: one.approve("Bulletin.correction"),
    "draft-todo": lambda one: one.be_asked(),
    "propose-review": _propose_review,
    "village-review": lambda one: one.review("lives here"),
    "board-review": lambda one: one.review(Role.SUPERVISOR),
    "execute-inspect": lambda one: one.inspect("carried out"),
    "committee-inspect": lambda one: one.inspect("committee"),
    "count-scrutinise": lambda one: one.scrutinise(),
    "count-early": _count_early,
    "supervisor-committee": lambda one: one.take_office("COMMITTEE_MEMBER"),
    "supervisor-clerk": lambda one: one.take_office("CLERK"),
    "write-draft": lambda one: one.edit_draft(),
    "excuse-other": lambda one: one.excuse(),
    "recuse-other": lambda one: one.recuse(),
    "inside-elsewhere": _inside_elsewhere,
    "minutes-outside": _minutes,
    "delegated-elsewhere": _delegated,
    "export-phones": lambda one: one.export(Role.CLERK),
    "roll-names": lambda one: one.see("township elsewhere", "RollEvent", "people"),
    "committee-runs": _run,
    "committee-finds": _find_voters,
    "branch-outside": _branch_outside,
    "branch-list": _branch_list,
    "branch-elsewhere": lambda one: one.see(
        "secretary elsewhere", "Election.branch", "missing { code }"
    ),
    "demand-township": _answer_for_the_township,
    "appoint-elected": lambda one: one.appoint_elected(),
    "own-office": lambda one: one.take_own_office(),
    "own-interest": lambda one: one.end_own_interest(),
    "interest-elsewhere": lambda one: one.read_interest_elsewhere(),
    "slip-other": _slip_other,
    "replace-factor": lambda one: one.replace_factor(),
    "first-password": lambda one: one.sample("authenticator", "passwordChange"),
    "own-role": _own_role,
    "own-account": _own_account,
    "admin-above": _above,
    "admin-security": lambda one: one.both(Role.COUNTY_ADMIN, Role.COUNTY_SECURITY),
    "admin-auditor": lambda one: one.both(Role.COUNTY_ADMIN, Role.COUNTY_AUDITOR),
    "security-auditor": lambda one: one.both(Role.COUNTY_SECURITY, Role.COUNTY_AUDITOR),
    "auditor-changes": lambda one: one.every_mutation(),
    "admin-reads-audit": lambda one: one.read_audit(Role.COUNTY_ADMIN),
    "security-reads-audit": lambda one: one.read_audit(Role.COUNTY_SECURITY),
    "audit-elsewhere": lambda one: one.read_elsewhere(),
    "nobody-mends-audit": lambda one: one.mend_audit(),
    "admin-grants": _grants,
    "security-accounts": _accounts,
    "token-wider": lambda one: one.widen(),
    "token-outlives": lambda one: one.program("post ended here", "residents"),
}


def test_every_rule_of_the_matrix_is_tried() -> None:
    assert set(SCENARIOS) == set(sheet.separation())


@pytest.mark.parametrize("rule", SCENARIOS)
async def test_nobody_does_both(rule: str, the_world: World, client: httpx.AsyncClient) -> None:
    counties = (the_world.county, the_world.elsewhere.county)
    before = await state.of(*counties)
    one = Try(the_world, client)

    await SCENARIOS[rule](one)

    assert one.codes == {sheet.separation()[rule]}
    assert state.changed(before, await state.of(*counties)) == []
