"""Work methods: typed, checked line by line, never looser than the law, named by their hash."""

from datetime import date

import pytest

from services.decisions import law, method, method_reading, method_writing
from services.decisions.errors import (
    MethodEmpty,
    MethodInvalid,
    MethodLooserThanLaw,
    MethodOfTownships,
    MethodUnknown,
)
from services.decisions.vocabulary import Body, Population, Publication, RuleKind, StepKind

DAY = date(2026, 11, 22)


def text_of(name: str) -> str:
    return (method.FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def test_the_methods_are_there_with_their_steps() -> None:
    steps = {key: [step.key for step in m.steps] for key, m in method.catalogue().items()}

    assert steps == {
        "532": [
            *("propose", "joint", "review_1", "post_plan", "party", "vote", "review_2"),
            *("post_resolution", "execute", "review_3", "post_result", "evaluate", "archive"),
        ],
        "babu_jiamusi": [
            *("gather", "propose", "post_plan", "ask", "branch", "hearing", "joint", "vote"),
            *("post_resolution", "plan", "execute", "report", "supervise", "post_result"),
            *("evaluate", "archive"),
        ],
        "longtan_sibu": [
            *("propose", "party", "post_plan", "rate", "vote", "post_resolution", "execute"),
            *("supervise", "post_result", "evaluate", "archive"),
        ],
        "siquansizhi": [
            *("hear", "propose", "post_plan", "vote", "post_resolution", "execute", "supervise"),
            *("post_result", "evaluate", "archive"),
        ],
        "siyi_lianggongkai": [
            *("propose", "joint", "party", "post_plan", "vote", "post_resolution", "execute"),
            *("supervise", "post_result", "evaluate", "archive"),
        ],
    }


def test_532_has_five_procedures_three_checks_and_two_publications() -> None:
    steps = method.find("532").steps

    assert [s.key for s in steps if s.kind is StepKind.REVIEW] == [
        "review_1",
        "review_2",
        "review_3",
    ]
    published = [s.publishes for s in steps if s.publishes]
    assert published == [Publication.PROPOSAL, Publication.RESOLUTION, Publication.RESULT]
    assert method.find("532").step("review_1").on_reject == "joint"


def test_four_powers_needs_two_thirds_of_all_representatives() -> None:
    vote = method.find("siquansizhi").step("vote")
    assert vote.passing is not None

    assert (vote.passing.numerator, vote.passing.denominator) == (2, 3)
    assert vote.passing.of is Population.REPRESENTATIVES
    assert vote.passing.citation_zh == "四权四制“村民代表表决”"
    assert vote.routed
    assert vote.meets


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MethodUnknown):
        method.find("三不三议三自主")


def test_the_hash_names_the_contents_and_not_the_comments() -> None:
    text = text_of("532")
    once = method.parse(text)

    assert method.parse("# another comment\n" + text).hash == once.hash
    assert method.parse(text.replace("days: 5", "days: 6")).hash != once.hash
    assert len(once.hash) == 64


@pytest.mark.parametrize(
    ("old", "new", "step", "rule"),
    [
        ("{base: due, fraction: [1, 2], strict: true, source: statute}",
         "{base: due, fraction: [1, 2], source: statute}", "party", "BRANCH-11-pass"),
        ("{base: due, fraction: [1, 2], strict: true, source: statute}",
         "{base: present, fraction: [1, 2], strict: true, source: statute}",
         "party", "BRANCH-11-pass"),
        ("{base: due, fraction: [2, 3], source: local}",
         "{base: due, fraction: [1, 3], source: local}", "party", "BRANCH-11-quorum"),
    ],
)  # fmt: skip
def test_a_method_looser_than_the_law_is_refused(old: str, new: str, step: str, rule: str) -> None:
    with pytest.raises(MethodLooserThanLaw) as refused:
        method.parse(text_of("siyi_lianggongkai").replace(old, new))

    assert refused.value.code == "METHOD_LOOSER_THAN_LAW"
    assert refused.value.facts["step"] == step
    assert refused.value.facts["rule"] == rule
    assert "第十一条" in refused.value.message("zh")


def test_a_routed_vote_looser_than_article_26_is_refused() -> None:
    loose = text_of("siquansizhi").replace(
        "pass: {of: representatives, base: all, fraction: [2, 3], source: method}",
        "pass: {base: cast, fraction: [1, 2], strict: true, source: method}",
    )
    with pytest.raises(MethodLooserThanLaw) as refused:
        method.parse(loose)
    assert refused.value.facts["rule"] == "OL18-22-pass"


def test_a_meeting_with_too_short_a_notice_is_looser_than_the_law() -> None:
    text = text_of("siquansizhi").replace("body: routed", "body: villagers_assembly")
    with pytest.raises(MethodLooserThanLaw) as refused:
        method.parse(text)
    assert refused.value.facts["rule"] == "OL18-21-notice"


def test_a_stricter_method_is_welcome() -> None:
    strict = text_of("siyi_lianggongkai").replace(
        "{base: due, fraction: [2, 3], source: local}",
        "{base: all, fraction: [4, 5], source: local}",
    )
    assert method.parse(strict).step("party").quorum is not None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("actor: executive_chair", "actor: emperor", "actor must be one of"),
        ("permission: meeting:call", "permission: all", "permission must be one of"),
        ("kind: archive", "kind: forget", "kind must be one of"),
        ("key: hear\n", "key: hear\n    colour: red\n", "line 10: unknown key colour"),
        ("key: hear\n", "key: propose\n", "step propose is repeated"),
        ("evidence: [heard_persons]", "evidence: [hearsay]", "unknown evidence hearsay"),
        ("on_reject: propose", "on_reject: archive", "on_reject of vote must be an earlier step"),
        ("on_reject: propose", "on_reject: nowhere", "on_reject of vote must be an earlier step"),
        ("    body: routed\n", "", "vote needs a body"),
        ("publishes: proposal\n", "note: x\n", "post_plan: publishes belongs to post steps"),
        ("days: 7", "days: soon", "days must be a whole number"),
        ("{days: 7, source: default}", "{source: default}", "deadline_days lacks days"),
        ("base: all,", "base: some,", "base must be one of"),
        ("fraction: [2, 3]", "fraction: [2]", "fraction must be written as [2, 3]"),
        ("version: \"1\"", "edition: 1", "version is missing"),
        ("publishes: result", "publishes: proposal", "a step post result is missing"),
        ("evidence: [heard_persons]", "evidence: heard", "evidence must be a list"),
        ("en: Archive}", "en: }", "en must be a text"),
    ],
)  # fmt: skip
def test_every_mistake_is_named(old: str, new: str, reason: str) -> None:
    assert old in text_of("siquansizhi")
    with pytest.raises(MethodInvalid) as refused:
        method.parse(text_of("siquansizhi").replace(old, new))
    assert reason in refused.value.message("en")


def test_steps_in_a_wrong_order_are_refused() -> None:
    head, *steps = text_of("siquansizhi").split("  - key: ")
    at = {step.split("\n", 1)[0]: step for step in steps}
    order = ["hear", "propose", "post_plan", "post_resolution", "vote", "execute", "supervise"]
    order += ["post_result", "evaluate", "archive"]
    wrong = head + "".join("  - key: " + at[key] for key in order)
    with pytest.raises(MethodInvalid) as refused:
        method.parse(wrong)
    assert "the order must be" in refused.value.message("en")


def test_the_archive_comes_last() -> None:
    text = text_of("siquansizhi")
    archive = text[text.index("  - key: archive") :]
    evaluate = text[text.index("  - key: evaluate") : text.index("  - key: archive")]
    wrong = text.replace(evaluate + archive, archive.rstrip() + "\n" + evaluate)
    with pytest.raises(MethodInvalid) as refused:
        method.parse(wrong)
    assert "the last step must be the archive" in refused.value.message("en")


def test_a_body_on_a_posting_step_is_refused() -> None:
    wrong = text_of("siquansizhi").replace(
        "publishes: proposal\n", "publishes: proposal\n    body: routed\n"
    )
    with pytest.raises(MethodInvalid) as refused:
        method.parse(wrong)
    assert "post_plan cannot have a body" in refused.value.message("en")


@pytest.mark.parametrize("text", ["", "[", "steps: 1", "- a", "a: \x00"])
def test_what_is_not_a_method_file_is_refused(text: str) -> None:
    with pytest.raises(MethodInvalid):
        method.parse(text)


def test_a_key_written_twice_is_refused() -> None:
    with pytest.raises(MethodInvalid) as refused:
        method.parse(text_of("532") + '\nid: "532"\n')
    assert "key id is repeated" in refused.value.message("en")


def test_a_rule_of_representatives_is_dropped_where_there_are_none() -> None:
    vote, floor = method.find("siquansizhi").step("vote"), law.load("OL2018")

    def ids(body: Body) -> list[str]:
        found = method.rules_of(
            vote, RuleKind.PASS, floor, body, place="150523", about="public_welfare", on=DAY
        )
        return [rule.id for rule in found]

    assert ids(Body.REPRESENTATIVES_MEETING) == ["OL18-26-pass", "vote.pass"]
    assert ids(Body.VILLAGERS_ASSEMBLY) == ["OL18-22-pass"]
    assert ids(Body.MEMBERS_ASSEMBLY) == ["CEL-27-pass"]


def test_the_longer_notice_wins_and_names_its_rule() -> None:
    vote, floor = method.find("siquansizhi").step("vote"), law.load("OL2018")

    def notice(place: str) -> tuple[int, str]:
        days, rule = method.notice_days(
            vote, floor, Body.REPRESENTATIVES_MEETING, place=place, about="", on=DAY
        )
        return days, rule.id if rule else ""

    assert notice("150523108201") == (3, "")
    assert notice("371721101201") == (5, "SD-BF-24-notice")


def test_the_longer_posting_wins() -> None:
    post, floor = method.find("siquansizhi").step("post_plan"), law.load("OL2018")

    def days(place: str, about: str) -> int:
        return method.posting_days(post, floor, place=place, about=about, on=DAY)

    assert days("150523108201", "asset_disposal") == 3
    assert days("330106001001", "asset_disposal") == 15


def test_a_stored_text_reads_back_to_the_same_method() -> None:
    assert method_reading.read(text_of("532")) == method.find("532")


def test_what_was_hashed_before_new_words_came_keeps_its_name() -> None:
    # Counties keep these texts by their hash: a new field must not rename what they use.
    assert method.find("532").hash.startswith("a2a1b468454e3715")
    assert method.find("siquansizhi").hash.startswith("7f535184d0aee604")


def test_a_method_known_by_name_only_cannot_be_used() -> None:
    assert [one.id for one in method.templates()] == ["pingchang_sanbu", "pingchang_shuangxiang"]
    assert all(not one.steps for one in method.templates())
    with pytest.raises(MethodEmpty) as refused:
        method.find("pingchang_sanbu")
    assert "只有名称，没有步骤" in refused.value.message("zh")


def test_a_townships_method_is_not_for_villages() -> None:
    assert [one.id for one in method.of_townships()] == ["wuhuan_fujin"]
    assert [one.every.value for one in method.of_townships()[0].reviews] == [
        "month",
        "quarter",
        "half_year",
        "year",
    ]
    with pytest.raises(MethodOfTownships):
        method.find("wuhuan_fujin")


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("babu_jiamusi", "permission: execution:report", "permission: matter:advance",
         "permission of execute must be execution:report"),
        ("babu_jiamusi", "    kind: hearing\n", "    kind: rate\n", "hearing needs responses"),
        ("babu_jiamusi", "of: representatives, fraction: [2, 3], source: default}\n    deadline",
         "of: women_representatives, fraction: [2, 3], source: default}\n    deadline",
         "ask: sheets go to households or representatives"),
        ("siyi_lianggongkai", "merge_with: joint", "merge_with: party",
         "propose can only be held together with the step right after it"),
        ("siyi_lianggongkai", "kind: supervise", "kind: hearing",
         "supervise (hearing) has no meaning at this place"),
        ("532", "days: 5", "days: 400", "deadline_days: at most 366 days"),
        ("532", "days: 5", "days: 99999999999999999999", "must be a whole number"),
        ("532", "name: {zh: 归档", "name: &a {zh: 归档", "no anchors, aliases or deep nests"),
        ("532", "[heard_persons]", "[[[[[[[[[heard_persons]]]]]]]]]", "no anchors, aliases"),
        ("532", "[heard_persons]", "[[heard_persons]]", "evidence must list words"),
    ],
)  # fmt: skip
def test_what_could_never_run_or_be_read_is_named(
    name: str, old: str, new: str, reason: str
) -> None:
    text = text_of(name)
    assert old in text
    with pytest.raises(MethodInvalid) as refused:
        method.parse(text.replace(old, new))
    assert reason in refused.value.message("en")


@pytest.mark.parametrize("name", sorted(method.catalogue()))
def test_a_method_written_as_yaml_reads_back_the_same(name: str) -> None:
    found = method.find(name)
    assert method_reading.read(method_writing.written(found)) == found
