"""A method that is being written: its mistakes, how it stands to the law, a dry run, a picture."""

from datetime import date, datetime
from typing import Self

import strawberry

from infra import clock
from schema.core.context import Info
from schema.decisions.names import body_name, in_language
from schema.decisions.types.method import MethodStep, WorkMethod
from schema.decisions.words import (
    Base,
    Body,
    Cadence,
    Evidence,
    MatterType,
    Population,
    Publication,
    RuleKind,
    Stricter,
    Verdict,
)
from services.decisions import (
    comparing,
    law,
    method_checking,
    models,
    picture,
    routing,
    service,
    trial,
)
from services.decisions.law import Rule
from services.decisions.method_types import Method, Step
from services.decisions.parameters import Setting
from services.decisions.yaml_reading import Problem
from tenants.viewer import Locale


@strawberry.type(description="A mistake in a method's text.")
class MethodProblem:
    line: int = strawberry.field(description="The line, from 1; 0: the whole.")
    message: str = strawberry.field(description="What is wrong, in the viewer's language.")

    @classmethod
    def of(cls, problem: Problem, locale: Locale) -> Self:
        """Show one mistake."""
        return cls(line=problem.line, message=in_language(locale, (problem.zh, problem.en)))


@strawberry.type(description="One number of a method beside one rule of the law.")
class FloorComparison:
    step_key: str = strawberry.field(description="The step.")
    step_name: str = strawberry.field(description="Its name, in the viewer's language.")
    kind: RuleKind = strawberry.field(description="What the rule speaks about.")
    own: str = strawberry.field(description="The method's number; empty: it has none.")
    legal: str = strawberry.field(description="The law's number; empty: the law is silent.")
    citation: str = strawberry.field(description="Where the law says so.")
    verdict: Verdict = strawberry.field(description="How the one stands to the other.")

    @classmethod
    def of(cls, line: comparing.Comparison, locale: Locale) -> Self:
        """Show one line."""
        rule = line.rule
        cited = (rule.citation_zh, rule.citation_en) if rule else ("", "")
        return cls(
            step_key=line.step.key,
            step_name=in_language(locale, (line.step.name_zh, line.step.name_en)),
            kind=line.kind,
            own=line.own,
            legal=comparing.rule_words(rule) if rule else "",
            citation=in_language(locale, cited),
            verdict=line.verdict,
        )


@strawberry.type(description="One step of a dry run.")
class TrialStep:
    key: str = strawberry.field(description="The step.")
    name: str = strawberry.field(description="Its name, in the viewer's language.")
    body: str = strawberry.field(description="Who meets; empty where nobody does.")
    opens_at: datetime = strawberry.field(description="When it opens at the earliest.")
    closes_at: datetime = strawberry.field(description="When it can be closed at the earliest.")
    days: int = strawberry.field(description="Days between.")
    why: str = strawberry.field(description="What takes the time; empty: nothing does.")


@strawberry.type(description="A dry run: if everybody acts at once, how long does it take?")
class MethodTrial:
    body_name: str = strawberry.field(description="The body that the kind of matter asks.")
    fits: bool = strawberry.field(description="Whether the method lets that body decide.")
    steps: list[TrialStep] = strawberry.field(description="The steps in order.")
    ends_at: datetime | None = strawberry.field(description="The earliest end.")
    extra_steps: list[str] = strawberry.field(description="What else this kind of matter needs.")


@strawberry.type(description="A share as a form has it.")
class Share:
    numerator: int = strawberry.field(description="Of two thirds: 2.")
    denominator: int = strawberry.field(description="Of two thirds: 3.")
    strict: bool = strawberry.field(description="More than the share.")
    base: Base = strawberry.field(description="What it is taken of.")
    of: Population = strawberry.field(description="Whom it counts.")

    @classmethod
    def of_rule(cls, rule: Rule | None) -> Self | None:
        """Show one threshold."""
        if rule is None:
            return None
        return cls(
            numerator=rule.numerator,
            denominator=rule.denominator,
            strict=rule.strict,
            base=rule.base,
            of=rule.of,
        )


@strawberry.type(description="One step as the form changes it.")
class MethodStepForm(MethodStep):
    name_zh: str = strawberry.field(description="Its name in Chinese.")
    name_en: str = strawberry.field(description="Its name in English.")
    actor_key: str = strawberry.field(description="The key of the role whose turn it is.")
    body_key: Body | None = strawberry.field(description="Who meets; null: by the kind, or none.")
    on_reject: str = strawberry.field(description="A step, suspend or reject; empty: none.")
    publishes: Publication | None = strawberry.field(description="What is posted.")
    evidence: list[Evidence] = strawberry.field(description="What must be on record first.")
    quorum_share: Share | None = strawberry.field(description="To open the meeting.")
    passing_share: Share | None = strawberry.field(description="To pass.")
    responses_share: Share | None = strawberry.field(description="Sheets to come in.")

    @classmethod
    def of_step(cls, step: Step, locale: Locale) -> Self:
        """Show one step with what a form needs."""
        shown = MethodStep.from_step(step, locale)
        return cls(
            **vars(shown),
            name_zh=step.name_zh,
            name_en=step.name_en,
            actor_key=step.actor.value,
            body_key=step.body,
            on_reject=step.on_reject,
            publishes=step.publishes,
            evidence=list(step.evidence),
            quorum_share=Share.of_rule(step.quorum),
            passing_share=Share.of_rule(step.passing),
            responses_share=Share.of_rule(step.responses),
        )


@strawberry.type(description="A version of a county's method that was published.")
class MethodVersion:
    number: int = strawberry.field(description="Its number, from 1.")
    hash: str = strawberry.field(description="SHA-256 of its contents.")
    text: str = strawberry.field(description="Its text; it never changes.")
    published_at: datetime = strawberry.field(description="When it was published.")
    published_by: str = strawberry.field(description="By whom.")

    @classmethod
    def from_row(cls, row: models.MethodVersion) -> Self:
        """Show one version."""
        return cls(
            number=row.number,
            hash=row.hash,
            text=row.text,
            published_at=row.at,
            published_by=row.published_by,
        )


@strawberry.type(description="A method that the county writes; its text is kept as typed.")
class MethodDraft:
    checked: strawberry.Private[method_checking.Checked]
    method_key: str = strawberry.field(description="Its key.")
    text: str = strawberry.field(description="The text in YAML.")
    changed_at: datetime = strawberry.field(description="When it was last changed.")
    author: str = strawberry.field(description="Who began it.")

    @strawberry.field(description="Its name as far as it can be read, in the viewer's language.")
    def name(self, info: Info) -> str:
        method = self.checked.method
        return in_language(info.context.viewer.locale, (method.name_zh, method.name_en))

    @strawberry.field(description="What is wrong with it; empty: it can be published.")
    def problems(self, info: Info) -> list[MethodProblem]:
        return [MethodProblem.of(one, info.context.viewer.locale) for one in self.checked.problems]

    @strawberry.field(description="Every number beside the law's, line by line.")
    def comparison(self, info: Info) -> list[FloorComparison]:
        locale = info.context.viewer.locale
        return [FloorComparison.of(one, locale) for one in self.checked.comparison]

    @strawberry.field(description="The steps as a form changes them; empty: it cannot be read.")
    def steps(self, info: Info) -> list[MethodStepForm]:
        locale = info.context.viewer.locale
        return [MethodStepForm.of_step(one, locale) for one in self.checked.method.steps]

    @strawberry.field(description="It as a picture: SVG with a title and a description.")
    def picture_svg(self, info: Info) -> str:
        return picture.drawn(self.checked.method, chinese=info.context.viewer.locale == "zh")

    @strawberry.field(description="A dry run with a kind of matter; null: it cannot be run yet.")
    def trial(
        self, info: Info, type_key: MatterType = MatterType.PUBLIC_WELFARE
    ) -> MethodTrial | None:
        if self.checked.problems:
            return None
        return trial_of(info, self.checked.method, type_key)

    @strawberry.field(description="What was published of it, oldest first.")
    async def versions(self, info: Info) -> list[MethodVersion]:
        async with info.context.unit_of_work() as uow:
            rows = await service.method_versions(uow, self.method_key)
        return [MethodVersion.from_row(row) for row in rows]

    @classmethod
    def from_row(cls, row: models.MethodDraft) -> Self:
        """Show a draft with its checks."""
        return cls(
            checked=method_checking.check(row.text),
            method_key=row.method_id,
            text=row.text,
            changed_at=row.changed_at,
            author=row.author,
        )


def trial_of(info: Info, method: Method, type_key: MatterType) -> MethodTrial:
    """Run a method on a sample matter of this county, decided by the body the law names."""
    locale, route = info.context.viewer.locale, routing.route(type_key)
    body = route.delegate or route.body or Body.VILLAGERS_ASSEMBLY
    ran = trial.run(
        method,
        law.load(method.law_version),
        body,
        place=info.context.tenant.code,
        about=type_key.value,
        start=clock.now(),
    )
    return MethodTrial(
        body_name=body_name(body, locale),
        fits=method_checking.fits(method, body),
        steps=[
            TrialStep(
                key=one.step.key,
                name=in_language(locale, (one.step.name_zh, one.step.name_en)),
                body=body_name(one.body, locale),
                opens_at=one.opens,
                closes_at=one.closes,
                days=one.days,
                why=in_language(locale, (one.why_zh, one.why_en)),
            )
            for one in ran.steps
        ],
        ends_at=ran.ends,
        extra_steps=[in_language(locale, (one.zh, one.en)) for one in route.extra],
    )


@strawberry.type(description="A method of the county with its use for new matters.")
class MethodInUse:
    method: WorkMethod = strawberry.field(description="The newest version.")
    own: bool = strawberry.field(description="Whether the county wrote it.")
    allowed: bool = strawberry.field(description="Whether new matters may choose it.")
    reason: str = strawberry.field(description="Why not, if not.")

    @classmethod
    def of(cls, one: service.InUse, locale: Locale) -> Self:
        """Show one method."""
        method = WorkMethod.from_method(one.method, locale)
        return cls(method=method, own=one.own, allowed=one.allowed, reason=one.reason)


@strawberry.type(description="A number that provinces set and a county may make stricter.")
class CountyParameter:
    key: str = strawberry.field(description="Its key.")
    name: str = strawberry.field(description="What it is, in the viewer's language.")
    value: int = strawberry.field(description="What holds in this county today.")
    floor: int = strawberry.field(description="What the province asks, or our default.")
    stricter: Stricter = strawberry.field(description="In which direction it may be moved.")
    most: int = strawberry.field(description="The greatest number that is taken.")
    citation: str = strawberry.field(description="The province's article; empty: our default.")
    source: str = strawberry.field(description="The county's paper; empty: it has set none.")
    since: date | None = strawberry.field(description="Since when the county's holds.")
    checked: bool = strawberry.field(
        description="Whether the system goes by it; else it is shown and cannot be set."
    )

    @classmethod
    def of(cls, one: Setting, locale: Locale) -> Self:
        """Show one number."""
        own, found = one.own, one.provision
        cited = ("", "")
        if found is not None:
            zh, en = found.authority_zh, found.authority_en
            cited = (f"《{zh}》第 {found.article} 条", f"{en} art. {found.article}")
        return cls(
            key=one.parameter.key,
            name=in_language(locale, (one.parameter.zh, one.parameter.en)),
            value=one.value,
            floor=one.floor,
            stricter=one.parameter.stricter,
            most=one.parameter.most,
            citation=in_language(locale, cited),
            source=own.source if own else "",
            since=own.since if own else None,
            checked=not one.parameter.unchecked,
        )


@strawberry.type(description="A township's review of a period: owed, done or late.")
class TownshipReview:
    method_key: str = strawberry.field(description="The township's method.")
    method_name: str = strawberry.field(description="Its name, in the viewer's language.")
    key: str = strawberry.field(description="The review's key.")
    name: str = strawberry.field(description="Its name, in the viewer's language.")
    every: Cadence = strawberry.field(description="How often it comes.")
    period: str = strawberry.field(description="The period: 2026-M03, 2026-Q01, 2026-H01.")
    ends_on: date = strawberry.field(description="The last day of the period.")
    due_on: date = strawberry.field(description="The day by which it is owed.")
    late: bool = strawberry.field(description="Whether that day has passed without it.")
    finding: str = strawberry.field(description="What was found; empty: not done yet.")
    done_at: datetime | None = strawberry.field(description="When it was done.")

    @classmethod
    def of(cls, one: service.Owed, locale: Locale) -> Self:
        """Show one duty."""
        duty, done = one.duty, one.done
        return cls(
            method_key=duty.method.id,
            method_name=in_language(locale, (duty.method.name_zh, duty.method.name_en)),
            key=duty.review.key,
            name=in_language(locale, (duty.review.name_zh, duty.review.name_en)),
            every=duty.review.every,
            period=duty.period,
            ends_on=duty.ends_on,
            due_on=duty.due_on,
            late=one.late,
            finding=done.finding if done else "",
            done_at=done.at if done else None,
        )
