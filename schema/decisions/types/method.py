"""Work methods, kinds of matters and delegations: the rules of the house, open to everybody."""

from datetime import date
from typing import Self

import strawberry

from infra import clock
from infra.texts import standing_alone
from schema.core.context import Info
from schema.decisions.names import body_name, in_language
from schema.decisions.words import Body, MatterType, Source, StepKind
from services.decisions import comparing, law, models, picture, routing
from services.decisions.law import Rule
from services.decisions.method_types import Days, Method, Step
from services.decisions.routing import Route
from services.decisions.vocabulary import GIVERS, ROLE_NAMES, RuleKind
from tenants.viewer import Locale


@strawberry.type(description="One step of a work method, before any matter.")
class MethodStep:
    key: str = strawberry.field(description="The step's key.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    kind: StepKind = strawberry.field(description="What happens in it.")
    actor: str = strawberry.field(description="Whose turn it is, in the viewer's language.")
    body: str = strawberry.field(description="The body that meets; empty where nobody meets.")
    source: Source = strawberry.field(description="Where the step comes from.")
    notice_days: int | None = strawberry.field(description="Whole days of notice.")
    posting_days: int | None = strawberry.field(description="Days on the wall.")
    deadline_days: int | None = strawberry.field(description="Days until it should be closed.")
    quorum: str = strawberry.field(description="Its own rule for opening, if any.")
    passing: str = strawberry.field(description="Its own rule for passing, if any.")

    @classmethod
    def from_step(cls, step: Step, locale: Locale) -> Self:
        """Show one step."""
        return cls(
            key=step.key,
            name=in_language(locale, (step.name_zh, step.name_en)),
            kind=step.kind,
            actor=in_language(locale, ROLE_NAMES[step.actor]),
            body=_meets(step, locale),
            source=step.source,
            notice_days=_days(step.notice),
            posting_days=_days(step.posting),
            deadline_days=_days(step.deadline),
            quorum=_words(step.quorum),
            passing=_words(step.passing),
        )


def _meets(step: Step, locale: Locale) -> str:
    if step.routed:
        return in_language(locale, ("按事项类型确定", "by the kind of matter"))
    return body_name(step.body, locale)


def _days(days: Days | None) -> int | None:
    return days.days if days else None


def _words(rule: Rule | None) -> str:
    return comparing.rule_words(rule) if rule else ""


@strawberry.type(description="A work method: ordered steps that no matter can skip.")
class WorkMethod:
    key: str = strawberry.field(description="Its key.")
    version: str = strawberry.field(description="Its version.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    origin: str = strawberry.field(description="Where it comes from.")
    law_version: str = strawberry.field(description="The version of the law it stands on.")
    hash: str = strawberry.field(description="SHA-256 of its contents: it never changes in use.")
    steps: list[MethodStep] = strawberry.field(description="The steps in order.")
    whole: strawberry.Private[Method]

    @strawberry.field(description="It as a picture: SVG with a title and a description.")
    def picture_svg(self, info: Info) -> str:
        return picture.drawn(self.whole, chinese=info.context.viewer.locale == "zh")

    @classmethod
    def from_method(cls, method: Method, locale: Locale) -> Self:
        """Show one method."""
        return cls(
            key=method.id,
            version=method.version,
            name=in_language(locale, (method.name_zh, method.name_en)),
            origin=method.origin,
            law_version=method.law_version,
            hash=method.hash,
            steps=[MethodStep.from_step(step, locale) for step in method.steps],
            whole=method,
        )


@strawberry.type(description="A kind of matter and the body that the law makes decide it.")
class MatterTypeInfo:
    key: MatterType = strawberry.field(description="Its key.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    body: Body | None = strawberry.field(description="The body; null: an election of voters.")
    body_name: str = strawberry.field(description="The same in words.")
    delegate: Body | None = strawberry.field(description="The body it may be delegated to.")
    delegate_name: str = strawberry.field(description="The same in words; empty for none.")
    decider_name: str = strawberry.field(
        description="Who decides it today in the village asked for, a delegation considered."
    )
    basis: str = strawberry.field(description="The articles it rests on.")
    floor: list[str] = strawberry.field(description="What the law asks for opening and passing.")
    extra_steps: list[str] = strawberry.field(description="What else is needed beside the method.")

    @classmethod
    def from_route(cls, route: Route, locale: Locale, *, delegated: bool = False) -> Self:
        """Show one kind of matter."""
        decider = route.chosen(delegated=delegated) if route.body else None
        return cls(
            key=route.type,
            name=in_language(locale, (route.zh, route.en)),
            body=route.body,
            body_name=body_name(route.body, locale),
            delegate=route.delegate,
            delegate_name=body_name(route.delegate, locale),
            decider_name=body_name(decider, locale),
            basis=in_language(locale, (route.basis, route.basis_en)),
            floor=_floor(route, locale),
            extra_steps=[in_language(locale, (one.zh, one.en)) for one in route.extra],
        )


def _floor(route: Route, locale: Locale) -> list[str]:
    body = route.delegate or route.body
    if body is None:
        return []
    floor, on = law.load(law.DEFAULT_VERSION), clock.today()
    rules = [
        rule
        for kind in (RuleKind.QUORUM, RuleKind.PASS)
        for rule in floor.of(body, kind, place="", matter_type=route.type.value, on=on)
    ]
    return [
        in_language(locale, (f"{one.zh}（{one.citation_zh}）", f"{one.en} ({one.citation_en})"))
        for one in rules
    ]


@strawberry.type(
    description="A kind of matter that the assembly, or the collective's charter, lets "
    "representatives decide."
)
class Delegation:
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    type_name: str = strawberry.field(description="Its name in the viewer's language.")
    body_name: str = strawberry.field(description="Who may decide it, in the same language.")
    giver_name: str = strawberry.field(description="Who or what lets them, in the same language.")
    since: date = strawberry.field(description="The first day.")
    until: date = strawberry.field(description="The last day.")
    source: str = strawberry.field(description="The minutes or the charter.")
    recorded_by: str = strawberry.field(description="Who entered it.")

    @classmethod
    def from_row(cls, row: models.Delegation, locale: Locale, *, collective: bool) -> Self:
        """Show one delegation of a village that has a collective organisation, or has none."""
        route = routing.acting(routing.route(MatterType(row.matter_type)), collective=collective)
        giver = GIVERS[route.delegate] if route.delegate else ("", "")
        return cls(
            type_key=MatterType(row.matter_type),
            type_name=in_language(locale, (route.zh, route.en)),
            body_name=body_name(route.delegate, locale),
            giver_name=standing_alone(in_language(locale, giver)),
            since=row.since,
            until=row.until,
            source=row.source,
            recorded_by=row.recorded_by,
        )
