"""Refusals of the decisions capability: stable codes, and words that say what to do next."""

from infra import errors
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


class MethodEmpty(DomainError):
    code = "METHOD_EMPTY"
    zh = "“{method}”只有名称，没有步骤，不能使用。请由县里按正式文件填写并发布后再选。"
    en = "“{method_en}” is known by name only. The county fills it in and publishes it first."


class MethodOutOfUse(DomainError):
    code = "METHOD_OUT_OF_USE"
    zh = "“{method}”已由县里停用（{reason}），新的事项不能再选。请另选一种。"
    en = "The county took “{method_en}” out of use ({reason}). Choose another for a new matter."


class MethodIdInvalid(DomainError):
    code = "METHOD_ID_INVALID"
    zh = "代号用小写字母开头，可加数字和下划线，2 到 40 个字，且不能重复。请改一个。"
    en = "A key is 2 to 40 small letters, digits and underscores, and not used yet. Change it."


class MethodNameTaken(DomainError):
    code = "METHOD_NAME_TAKEN"
    zh = "代号“{method}”已经有了，或与草稿的代号不一致。请核对代号。"
    en = "The key “{method}” is taken, or not the draft's own. Check the id."


class MethodNotNew(DomainError):
    code = "METHOD_NOT_NEW"
    zh = "要发布的应当是第 {version} 版。请把 version 改成 {version}。"
    en = "The next version is {version}. Set version to {version}."


class MethodStepUnknown(DomainError):
    code = "METHOD_STEP_UNKNOWN"
    zh = "没有步骤“{step}”。请刷新页面再改。"
    en = "There is no step “{step}”. Reload the page."


class MethodOfTownships(DomainError):
    code = "METHOD_OF_TOWNSHIPS"
    zh = "“{method}”是乡镇的工作方法，村里的事项不能用。请另选一种。"
    en = "“{method_en}” is a township's method; a village's matter needs another one."


class MethodOfVillages(DomainError):
    code = "METHOD_OF_VILLAGES"
    zh = "“{method}”是村里的工作方法，乡镇本级事项不能用。请选乡镇的工作方法。"
    en = "“{method_en}” is a village's method; a township's own matter needs a township's."


class MatterOfAnotherLevel(DomainError):
    code = "MATTER_OF_ANOTHER_LEVEL"
    zh = "“{type_zh}”不在这里决定：村里的事由村里定，乡镇只办本级事项。请另选类别。"
    en = "“{type_en}” is not decided here: a village's in the village, a township's own there."


class OnlyInVillages(DomainError):
    code = "ONLY_IN_VILLAGES"
    zh = "乡镇本级事项不在这里撤销：村民委员会组织法管不到它。请按党内和行政程序办理。"
    en = "A township's own matter is not set aside here: no article for it was at hand."


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


class MethodVersionChanged(DomainError):
    code = "METHOD_VERSION_CHANGED"
    zh = "工作方法“{method}”第 {version} 版的内容被改动过。请给改动后的文件一个新的版本号。"
    en = "Version {version} of “{method}” was altered. Give the altered file a new version number."


class NoBodyWithoutDelegation(DomainError):
    code = "DELEGATION_MISSING"
    zh = "“{type_zh}”应由村民会议决定；村民会议没有授权村民代表会议。请先登记授权决定。"
    en = (
        "“{type_en}” belongs to the villagers' assembly, which has not delegated it. "
        "Record the delegation first."
    )


class DelegationRefused(DomainError):
    code = "DELEGATION_REFUSED"
    zh = "“{type_zh}”依法不能授权给代表会议决定。请按原机构召集。"
    en = "By law “{type_en}” cannot be delegated. Call the body that decides it."


class EmptyText(DomainError):
    code = "TEXT_EMPTY"
    zh = "还没有填写{what_zh}。请填写后再提交。"
    en = "The {what_en} is empty. Write it and submit again."


class BudgetAndFundingDiffer(DomainError):
    code = "BUDGET_AND_FUNDING_DIFFER"
    zh = "资金来源合计 {funding} 元，与预算 {budget} 元不一致。请核对金额。"
    en = "The sources of money make {funding} yuan and the budget {budget}. Check the amounts."


class DraftClosed(DomainError):
    code = "DRAFT_CLOSED"
    zh = "已提交的文字不能再改。要修改，请等退回，或在通过后重新商议。"
    en = (
        "A submitted text cannot be changed. Wait for its return, or reconsider once it has passed."
    )


class NotMended(DomainError):
    code = "NOT_MENDED"
    zh = "新一版与上一版完全相同。请先按意见修改，再提交。"
    en = "The new version is the same as the last. Mend it as asked, then submit."


class ObjectorsNotVisited(DomainError):
    code = "OBJECTORS_NOT_VISITED"
    zh = "上次表决有 {against} 票反对，还没有走访记录。请先走访并记录意见。"
    en = "{against} voted against and no visit is recorded. Visit them and note what they say."


class StepClosedAlready(DomainError):
    """Whoever asks looks at an older page: somebody, or the clock, was faster."""

    code = "STEP_CLOSED_ALREADY"
    zh = "这一步已经办完了，不用再办。请看现在走到哪一步。"
    en = (
        "That step is closed already; nothing is left to do there. See where the matter stands now."
    )


class WrongStep(DomainError):
    code = "WRONG_STEP"
    zh = "现在这一步是“{step_zh}”，不能{verb_zh}。请按程序轨上的下一步办理。"
    en = "The matter is at “{step_en}”: {verb_en} is not possible now. Follow the rail."


class OwnWorkReviewed(DomainError):
    code = "OWN_WORK"
    zh = "{who_zh}不能{verb_zh}这件事项。请换一位有权限的人办理。"
    en = "{who_en} may not {verb_en} this matter. Somebody else must do it."


class NothingToTrack(DomainError):
    code = "NOTHING_TO_TRACK"
    zh = "这件事项还没有通过，或者已经办完，不用指定跟踪代表、不能报告跟踪情况。"
    en = "The matter has not passed yet, or is over: nobody follows its execution now."


class NotTheTracker(DomainError):
    code = "NOT_THE_TRACKER"
    zh = "跟踪情况由指定的跟踪代表本人报告，您不是。"
    en = "The representative who was named to follow this matter reports; that is somebody else."


class TrackerBarred(DomainError):
    """五环·八步 (佳木斯), step 8: a representative follows; whoever does the work does not."""

    code = "TRACKER_BARRED"
    zh = "{name} 不能做跟踪代表：{why_zh}。请另选一位村民代表。"
    en = "{name} cannot follow this matter: {why_en}. Choose another representative."


class SupervisorIsCommitteeMember(DomainError):
    code = "SUPERVISOR_IS_COMMITTEE_MEMBER"
    zh = "村委会成员不能担任监督检查人（组织法第三十二条）。请由监督委员会其他成员检查。"
    en = "A committee member may not inspect (organic law art. 32). Let another member do it."


class ReasonNeeded(errors.ReasonNeeded):
    zh = "请写明理由，让对方知道怎么改。"
    en = "Give a reason, so that the others know what to mend."


class NoticeTooShort(DomainError):
    code = "NOTICE_TOO_SHORT"
    zh = "会议须提前 {days} 天通知（{basis_zh}），最早 {earliest} 才能开会。请改期。"
    en = "{days} days' notice are needed ({basis_en}); the earliest time is {earliest}. Move it."


class MeetingAlreadyCalled(DomainError):
    code = "MEETING_ALREADY_CALLED"
    zh = "这件事已经召集了一次会议。请先开完或宣布休会。"
    en = "A meeting is already called for this matter. Hold or adjourn it first."


class NobodyOnTheRoll(DomainError):
    code = "ROLL_EMPTY"
    zh = "{body_zh}的名册还是空的。请先在村情里登记成员。"
    en = "The roll of the {body_en} is empty. Record its members first."


class CommitteeNotEntered(NobodyOnTheRoll):
    zh = "乡镇党委成员还没有登记，会议召集不了。请乡镇管理员在“党委成员”里登记。"
    en = "Nobody of the township's party committee is entered. Ask its administrator to do so."


class MeetingNotInState(DomainError):
    code = "MEETING_NOT_IN_STATE"
    zh = "会议现在的状态不能这样办。请刷新后按提示办理。"
    en = "The meeting is not at a point where this can be done. Reload and follow what it says."


class MeetingTooEarly(DomainError):
    code = "MEETING_TOO_EARLY"
    zh = "会议时间是 {scheduled}，还没到。请按通知的时间开会。"
    en = "The meeting is at {scheduled}; it is too early. Open it at the announced time."


class NotOnTheRoll(DomainError):
    code = "NOT_ON_THE_ROLL"
    zh = "名册上没有这个人，不能签到或表决。请核对名册。"
    en = "This person is not on the roll and can neither sign in nor vote. Check the roll."


class WrongSignInCode(DomainError):
    code = "WRONG_SIGN_IN_CODE"
    zh = "签到码不对。请看会场上的六位数字再输入。"
    en = "The code is wrong. Type the six digits shown in the room."


class AttendanceFrozen(DomainError):
    code = "ATTENDANCE_FROZEN"
    zh = "表决已经开始，到会名单已固定，不能再签到。"
    en = "The vote has begun and attendance is fixed; nobody can sign in any more."


class QuorumNotMet(DomainError):
    code = "QUORUM_NOT_MET"
    zh = "到会人数不够，还差 {missing} 人，不能开会。{why_zh}"
    en = "{missing} more must be present before the meeting can open. {why_en}"


class VoteAlreadyHeld(DomainError):
    code = "VOTE_ALREADY_HELD"
    zh = "这一版在本次会议上已经表决过，不能再表决一次。"
    en = "This version has been voted on in this meeting and cannot be put again."


class VoteClosed(DomainError):
    code = "VOTE_CLOSED"
    zh = "表决已经结束，不能再投票。"
    en = "The vote is closed; no ballot can be cast any more."


class NotPresent(DomainError):
    code = "NOT_PRESENT"
    zh = "还没有签到，不能投票。请先签到。"
    en = "You have not signed in and cannot vote. Sign in first."


class AlreadyVoted(DomainError):
    code = "ALREADY_VOTED"
    zh = "已经投过票了，一人一票。"
    en = "A ballot has been cast already: one person, one vote."


class WrongVoteForm(DomainError):
    code = "WRONG_VOTE_FORM"
    zh = "这次表决的方式不同，不能这样录入。请按会上定的方式办理。"
    en = "This vote is taken in another form. Use the form that was announced."


class CountMissing(DomainError):
    code = "COUNT_MISSING"
    zh = "还没有录入计票结果。请计票员和监票员核对后录入。"
    en = "No count has been entered. Let the tellers and the scrutineer check and enter it."


class TellersNotDistinct(DomainError):
    code = "TELLERS_NOT_DISTINCT"
    zh = "需要两名计票员和一名监票员，三个不同的到会人员。"
    en = "Two tellers and a scrutineer are needed: three different people who are present."


class AlreadySigned(DomainError):
    code = "ALREADY_SIGNED"
    zh = "已经签过字了。"
    en = "The resolution has been signed by this person already."


class AlreadyPosted(DomainError):
    code = "ALREADY_POSTED"
    zh = "这一步已经张榜公布，正在公示。期满后自动进入下一步；公告有错，请先撤回再重新张榜。"
    en = (
        "This is posted already and goes on by itself once the period is over. "
        "If the notice is wrong, withdraw it and post again."
    )


class AlreadyEvaluated(DomainError):
    code = "ALREADY_EVALUATED"
    zh = "已经评价过了，一人一次。"
    en = "You have answered already: once each."


class NotOfThisVillage(DomainError):
    code = "NOT_OF_THIS_VILLAGE"
    zh = "只有本村村民可以这样办。"
    en = "Only residents of this village can do this."


class MilestoneDone(DomainError):
    code = "MILESTONE_DONE"
    zh = "这个节点已经报告完成。如有新情况，请新增一个节点。"
    en = "This milestone is reported done. Add another one for what is new."


class OpinionClosed(DomainError):
    code = "OPINION_CLOSED"
    zh = "这条意见已经答复。如有新情况，请另写一条。"
    en = "This need has been answered. Write a new one for what is new."


class OpinionInMatter(DomainError):
    code = "OPINION_IN_MATTER"
    zh = "这条意见已经进了一件事项，不能再并入别的。"
    en = "This suggestion is part of a matter already and cannot go into another."


class OpinionMatterUnfit(DomainError):
    code = "OPINION_MATTER_UNFIT"
    zh = "意见只能并入本村还没有表决通过的事项。请另选一件，或直接答复。"
    en = (
        "A suggestion goes only into a matter of its own village that is not passed yet."
        " Choose another, or answer it."
    )


class ObjectionsClosed(DomainError):
    code = "OBJECTIONS_CLOSED"
    zh = "现在没有在公示的方案或决议，提不了异议。有话请从“我说”里说。"
    en = "No plan or resolution is posted now that could be objected to. Use My say instead."


class ObjectionPending(DomainError):
    code = "OBJECTION_PENDING"
    zh = "您的上一条异议还没有答复。请等答复以后再提。"
    en = "Your last objection is not answered yet. Wait for the answer before the next one."


class ObjectionAnswered(DomainError):
    code = "OBJECTION_ANSWERED"
    zh = "这条异议已经答复，或者公示已经结束。请刷新看最新情况。"
    en = "This objection is answered already, or its posting is over. Load the page again."


class NotYourHousehold(DomainError):
    code = "NOT_YOUR_HOUSEHOLD"
    zh = "您没有登记联系这一户，不能替他们写。请他们自己写，或请联系他们的代表写。"
    en = (
        "You are not this household's representative and cannot write for it."
        " They write themselves, or their own representative does."
    )


class NobodyOfThisName(DomainError):
    code = "NOBODY_OF_THIS_NAME"
    zh = "这一户里没有叫这个名字的人。请照名册上的姓名写。"
    en = "Nobody of this name is in the household. Write the name as it stands on the roll."


class SheetNeeded(DomainError):
    code = "SHEET_NEEDED"
    zh = "请先上传计票单或签字单的照片。"
    en = "Upload the photo of the counted or signed sheet first."


class CommentsClosed(DomainError):
    code = "COMMENTS_CLOSED"
    zh = "现在不在公示征求意见期间，不能发表意见。可以在“我说”里写下来。"
    en = "Comments are taken while the plan is posted. You can write down a need at any time."


class MendByRefused(DomainError):
    code = "MEND_BY_REFUSED"
    zh = "整改期限只能在“不合格”时填写，而且不能早于今天。请改期，或不填。"
    en = (
        "A day for mending belongs to a failed check and cannot be past. Change it or leave it out."
    )


class AnnulmentDayAhead(DomainError):
    code = "ANNULMENT_DAY_AHEAD"
    zh = "作出撤销决定的日期不能晚于今天。请按文书上的日期填写。"
    en = "The decision to annul cannot be dated after today. Enter the day on the document."


class ParameterUnknown(DomainError):
    code = "PARAMETER_UNKNOWN"
    zh = "没有参数“{key}”。请从列表中选择。"
    en = "There is no parameter “{key}”. Choose one from the list."


class ParameterUnchecked(DomainError):
    code = "PARAMETER_UNCHECKED"
    zh = "“{name_zh}”系统只记录省里的规定，不自动检查，所以不能在这里改。请用文件规定，由人督促。"
    en = (
        "“{name_en}” is recorded here and not checked by the system, so it cannot be set. Rule it "
        "by a document and see to it yourselves."
    )


class ParameterLooser(DomainError):
    code = "PARAMETER_LOOSER"
    zh = "“{name_zh}”只能改得更严，须在 {least} 到 {most} 之间。请改数字。"
    en = "“{name_en}” can only be made stricter: between {least} and {most}. Change the number."


class MethodDoesNotFit(DomainError):
    code = "METHOD_DOES_NOT_FIT"
    zh = "“{type_zh}”须由{body_zh}决定，“{method_zh}”没有这一步。请换一种工作法。"
    en = "“{type_en}” belongs to the {body_en}, which “{method_en}” does not ask. Choose another."


class DelegationOver(DomainError):
    code = "DELEGATION_OVER"
    zh = "开会那天（{day}）{giver_zh}对“{type_zh}”没有有效授权。请改期，或先登记新的授权决定。"
    en = "On {day} “{type_en}” is not delegated by the {giver_en}. Move it or record a delegation."


class SheetsClosed(DomainError):
    code = "SHEETS_CLOSED"
    zh = "现在这一步不收意见表。请按程序轨上的下一步办理。"
    en = "The open step takes no opinion sheets. Follow the rail."


class SheetSubjectUnknown(DomainError):
    code = "SHEET_SUBJECT_UNKNOWN"
    zh = "这一步没有发给“{subject}”意见表。请按户号、户主姓名或代表姓名核对。"
    en = "“{subject}” is not asked in this step. Check the household's number or the name."


class SheetAlreadyIn(DomainError):
    code = "SHEET_ALREADY_IN"
    zh = "{subject}的意见表已经收到，一轮一份。"
    en = "The sheet of {subject} is in already: one in a round."


class ScoreNeeded(DomainError):
    code = "SCORE_NEEDED"
    zh = "这一步要打分：请填 1 到 5 分。"
    en = "This step asks for a rating: give 1 to 5."


class HearingDayAhead(DomainError):
    code = "HEARING_DAY_AHEAD"
    zh = "论证会的日期不能晚于今天。请在会后登记。"
    en = "A hearing cannot be recorded before it was held. Record it afterwards."


class ExtraUnknown(DomainError):
    code = "EXTRA_UNKNOWN"
    zh = "这类事项没有这一项办理要求。请从列表中选择。"
    en = "This kind of matter asks for no such thing. Choose one from the list."


class ExtraOfTownship(DomainError):
    code = "EXTRA_OF_TOWNSHIP"
    zh = "“{what_zh}”由乡镇登记，村里不能代办。请等乡镇办理。"
    en = "“{what_en}” is the township's to record. Wait for it."


class ReviewUnknown(DomainError):
    code = "REVIEW_UNKNOWN"
    zh = "没有这一期督查考核。请从日历中选择。"
    en = "There is no such review. Choose one from the calendar."


class ReviewNotDue(DomainError):
    code = "REVIEW_NOT_DUE"
    zh = "这一期到 {day} 才结束，还不能登记。请到期后办理。"
    en = "This period ends on {day}. Record its review afterwards."


class ReviewDone(DomainError):
    code = "REVIEW_DONE"
    zh = "这一期已经登记过了，不能重复。"
    en = "This period has been reviewed already: once each."


class ShareImpossible(DomainError):
    code = "SHARE_IMPOSSIBLE"
    zh = "比例要大于 0、不超过 1，天数不能是负数。请核对后重填。"
    en = "A share is above 0 and at most 1, days are not negative. Check the numbers."
