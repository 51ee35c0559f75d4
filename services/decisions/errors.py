"""Refusals of the decisions capability: stable codes, and words that say what to do next."""

from infra.errors import DomainError


class LawVersionEmpty(DomainError):
    code = "LAW_VERSION_EMPTY"
    zh = "法律版本 {version} 还没有录入条文，不能使用。请由专人按正式文本填写后再启用。"
    en = "Law version {version} has no text yet. Fill it in from the official text before use."


class LawVersionUnknown(DomainError):
    code = "LAW_VERSION_UNKNOWN"
    zh = "没有法律版本 {version}。请从已有版本中选择。"
    en = "There is no law version {version}. Choose one that exists."


class LawInvalid(DomainError):
    code = "LAW_INVALID"
    zh = "法律规则文件有错，未载入：\n{problems_zh}"
    en = "The file of legal rules has mistakes and was not loaded:\n{problems_en}"


class MethodUnknown(DomainError):
    code = "METHOD_UNKNOWN"
    zh = "没有工作方法“{method}”。请从列表中选择。"
    en = "There is no work method “{method}”. Choose one from the list."


class MethodInvalid(DomainError):
    code = "METHOD_INVALID"
    zh = "工作方法文件有错，未载入：\n{problems_zh}"
    en = "The work method file has mistakes and was not loaded:\n{problems_en}"


class MethodLooserThanLaw(DomainError):
    code = "METHOD_LOOSER_THAN_LAW"
    zh = "第“{step}”步的要求比法律宽：{citation_zh}（{rule}）。请改得不低于法律。"
    en = "Step “{step}” asks for less than the law: {citation_en} ({rule}). Make it as strict."


class CountsDoNotAddUp(DomainError):
    code = "COUNTS_DO_NOT_ADD_UP"
    zh = "人数或票数对不上：{what_zh}。请重新核对后整张录入。"
    en = "The numbers do not add up: {what_en}. Check them and enter the whole sheet again."


class StepBlocked(DomainError):
    code = "STEP_BLOCKED"
    zh = "“{step_zh}”这一步还不能结束：{why_zh}"
    en = "The step “{step_en}” cannot be closed yet: {why_en}"


class TransitionRefused(DomainError):
    code = "TRANSITION_REFUSED"
    zh = "事项现在是“{state_zh}”，不能{event_zh}。请按程序轨上的下一步办理。"
    en = "The matter is “{state_en}”: it cannot be {event_en}. Follow the next step on the rail."


class NothingToReconsider(DomainError):
    code = "NOTHING_TO_RECONSIDER"
    zh = "只有已表决通过、尚未实施的事项才能重新商议。"
    en = "Only a matter that has passed and is not yet carried out can be reconsidered."


class MatterTypeOutsideMethods(DomainError):
    code = "MATTER_TYPE_OUTSIDE_METHODS"
    zh = "“{type_zh}”由登记选民选举决定，不走工作方法。请按选举程序办理。"
    en = "“{type_en}” is settled by an election of registered voters, not by a work method."
