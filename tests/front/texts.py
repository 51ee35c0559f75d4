"""Every text argument of every mutation: the column that keeps it, or why it is no free text."""

from collections.abc import Iterator

from graphql import GraphQLInputObjectType, get_named_type

from schema.schema import GRAPHQL

# What people write freely, and the column in which it ends.
KEPT_IN = {
    "accountCreate.name": "account.name",
    "apiTokenCreate.name": "api_token.name",
    "bulletinCorrect.changes.value": "bulletin.record",
    "bulletinCorrect.reason": "bulletin.difference",
    "bulletinPostingReceipt.board": "posting_receipt.board",
    "bulletinWithdraw.reason": "bulletin.reason",
    "collectiveRecord.source": "collective_record.source",
    "correctionDecide.answer": "correction_request.answer",
    "correctionRequest.value": "correction_request.wanted_sealed",
    "correctionRequest.words": "correction_request.words",
    "countyParameterSet.source": "county_parameter.source",
    "delegationRecord.source": "delegation.source",
    "demandAnswer.text": "demand.answer_text",
    "demandOpen.text": "demand.text",
    "demandOpen.title": "demand.title",
    "demandOrder.document": "demand.order_document",
    "electionAuditRecord.auditor": "election_audit.auditor",
    "electionAuditRecord.result": "election_audit.result",
    "electionCallOff.reason": "election.reason",
    "electionCandidateReview.reason": "election_candidate.reason",
    "electionCandidateWithdraw.reason": "election_candidate.reason",
    "electionCountRecord.place": "election_count.place",
    "electionCountStrike.reason": "election_count.struck_reason",
    "electionHandoverRecord.note": "election_handover.note",
    "electionListObject.aboutName": "election_objection.about_name",
    "electionListObject.text": "election_objection.text",
    "electionObjectionDecide.decision": "election_objection.decision",
    "electionPlan.reason": "election.reason",
    "electionRecall.reason": "election.reason",
    "electionSecretaryApprove.document": "office_term.source",
    "electionStationAdd.name": "election_station.name",
    "electionStationAdd.place": "election_station.place",
    "electionVoterCorrect.reason": "election_voter.reason",
    "evaluationSubmit.words": "evaluation.note",
    "executionStart.milestones.title": "milestone.title",
    "groupAdd.name": "village_group.name",
    "hearingRecord.conclusion": "matter_paper.text",
    "hearingRecord.experts.name": "matter_paper.details",
    "hearingRecord.experts.profession": "matter_paper.details",
    "householdHead.reason": "roll_reason.reason",
    "householdMerge.reason": "roll_reason.reason",
    "householdMove.reason": "roll_reason.reason",
    "householdSplit.reason": "roll_reason.reason",
    "identityNumbersAllow.document": "identity_rule.document",
    "inspectionRecord.opinion": "inspection.note",
    "matterAnnul.document": "annulment.document",
    "matterAnnul.reason": "annulment.reason",
    "matterAttach.title": "matter_draft.attachments",
    "matterComment.text": "matter_comment.text",
    "matterDraft.title": "matter.title",
    "matterEdit.changeNote": "matter_draft.change_note",
    "matterEdit.fundingSources.name": "matter_draft.funding",
    "matterEdit.text": "matter_draft.text",
    "matterEdit.title": "matter.title",
    "interestDeclare.interest.name": "interest.name",
    "interestRecord.interest.name": "interest.name",
    "matterExtraRecord.document": "matter_paper.text",
    "collectiveMemberEnd.source": "collective_member.ended_by",
    "collectiveMembersConfirm.source": "collective_member.source",
    "matterPartyRecord.name": "matter_party.name",
    "matterPartyRecord.part": "matter_party.part",
    "matterReconsider.reason": "matter_step.reason",
    "matterRecordHeard.name": "heard_person.name",
    "matterRecordHeard.opinion": "heard_person.view",
    "matterWithdraw.reason": "matter_step.reason",
    "meetingAdjourn.reason": "meeting.reason",
    "meetingAttach.title": "meeting_paper.title",
    "meetingCall.place": "meeting.place",
    "meetingCall.shortenedReason": "meeting.shortened_reason",
    "meetingNotify.note": "meeting_notice.note",
    "meetingExcuse.reason": "meeting_member.excuse",
    "meetingRecuse.reason": "recusal.reason",
    "methodAllow.reason": "method_use.reason",
    "methodStepWrite.nameEn": "method_draft.text",
    "methodStepWrite.nameZh": "method_draft.text",
    "methodWrite.text": "method_draft.text",
    "milestonePlan.title": "milestone.title",
    "milestoneReport.note": "milestone.note",
    "minutesObject.text": "minutes_objection.text",
    "naturalVillageAdd.name": "natural_village.name",
    "objectorVisitRecord.visited": "objector_visit.visited",
    "objectorVisitRecord.words": "objector_visit.note",
    "officeTermRecord.source": "office_term.source",
    "objectionAnswer.answer": "matter_objection.answer",
    "objectionRaise.text": "matter_objection.text",
    "opinionAnswer.answer": "opinion.answer",
    "opinionRecord.text": "opinion.text",
    "opinionSheetRecord.subject": "opinion_sheet.subject",
    "opinionSheetRecord.text": "opinion_sheet.text",
    "opinionSheetSubmit.text": "opinion_sheet.text",
    "opinionSubmit.text": "opinion.text",
    "opinionTakeUp.title": "matter.title",
    "questionAnswer.text": "question.answer",
    "questionAsk.text": "question.text",
    "representativeListDecide.decision": "representative_objection.decision",
    "representativeListDrop.reason": "representative_list.reason",
    "representativeListObject.aboutName": "representative_objection.about_name",
    "representativeListObject.text": "representative_objection.text",
    "representativeNominate.source": "representative_nominee.source",
    "representativeNomineeDrop.reason": "representative_nominee.reason",
    "residentAdd.name": "resident.name",
    "residentAdd.reason": "roll_reason.reason",
    "residentAdd.relation": "resident.relation",
    "residentAway.reason": "roll_reason.reason",
    "residentCorrect.reason": "roll_reason.reason",
    "residentCorrect.value": "resident.name",
    "residentDepart.reason": "roll_reason.reason",
    "residentErase.document": "audit_event.facts",
    "residentMove.reason": "roll_reason.reason",
    "reviewDecide.reason": "matter_step.reason",
    "rollImport.electionRecord": "office_term.source",
    "rollPreview.filename": "roll_upload.filename",
    "townshipExtraRecord.document": "matter_paper.text",
    "townshipReviewRecord.finding": "township_review.finding",
    "trackingReport.text": "tracking_report.text",
    "villageAdd.name": "village.name",
    "villageAdd.reason": "village_change.reason",
    "villageClose.reason": "village_change.reason",
    "villageMerge.reason": "village_change.reason",
    "villageRename.name": "village.name",
    "villageRename.reason": "village_change.reason",
    "workPlanWrite.text": "matter_paper.text",
    "workReport.text": "matter_paper.text",
}
# What is held against something known and refused where it is anything else, or never shown.
NEVER_FREE = {
    "accountClaim.code": "a code that was sent",
    "accountClaim.password": "kept as its hash",
    "accountClaim.phone": "a mobile number",
    "accountClaim.slip": "a code on paper",
    "accountCreate.phone": "a mobile number",
    "apiTokenCreate.places": "a division's code",
    "bulletinCorrect.changes.field": "a field of the record",
    "bulletinPostingReceipt.photo": "a file",
    "collectiveMembersConfirm.villageCode": "a division's code",
    "collectiveRecord.villageCode": "a division's code",
    "countyParameterSet.key": "a parameter's key",
    "delegationRecord.villageCode": "a division's code",
    "demandOpen.villageCode": "a division's code",
    "demandSheetRecord.names.household": "a household's number",
    "demandSheetRecord.names.name": "held against the roll",
    "demandSheetRecord.sheetBase64": "a file",
    "electionAuditRecord.residentKey": "an id",
    "electionCandidateNominate.contestKey": "an id",
    "electionCandidateNominate.residentKey": "an id",
    "electionCandidateReview.bar": "a key of the law",
    "electionCandidateReview.candidateKey": "an id",
    "electionCandidateWithdraw.candidateKey": "an id",
    "electionCommitteeForm.members": "an id",
    "electionCountRecord.contestKey": "an id",
    "electionCountRecord.scrutineer": "an id",
    "electionCountRecord.sheetBase64": "a file",
    "electionCountRecord.stationKey": "an id",
    "electionCountRecord.tellers": "an id",
    "electionCountRecord.votes.candidateKey": "an id",
    "electionCountStrike.countKey": "an id",
    "electionHandoverRecord.item": "a thing from the list",
    "electionObjectionDecide.objectionKey": "an id",
    "electionObjectionDecide.residentKey": "an id",
    "electionPlan.villageCode": "a division's code",
    "electionProxyRecord.holderKey": "an id",
    "electionProxyRecord.principalKey": "an id",
    "electionProxyRecord.sheetBase64": "a file",
    "electionRecall.sheetBase64": "a file",
    "electionRecall.villageCode": "a division's code",
    "electionSecretaryApprove.residentKey": "an id",
    "electionVoterCorrect.residentKey": "an id",
    "groupAdd.villageCode": "a division's code",
    "householdHead.relations.relation": "a relation from the list",
    "householdSplit.number": "a household's number",
    "householdSplit.relations.relation": "a relation from the list",
    "interestDeclare.interest.householdNumber": "a household's number",
    "interestRecord.interest.householdNumber": "a household's number",
    "matterAdvance.stepKey": "a key of the method",
    "matterAttach.file": "a file",
    "matterDetach.sha256": "a file's hash",
    "matterDraft.methodKey": "a method's key",
    "matterDraft.villageCode": "a division's code",
    "matterExtraRecord.key": "a key of the method",
    "matterPartyRecord.householdNumber": "a household's number",
    "meetingAttach.file": "a file",
    "meetingProxyRecord.sheetBase64": "a file",
    "meetingSignIn.code": "a code on the wall",
    "meetingSignIn.qr": "what a QR code says",
    "methodAllow.methodKey": "a method's key",
    "methodBegin.basedOn": "a method's key",
    "methodBegin.methodKey": "a method's key",
    "methodPublish.methodKey": "a method's key",
    "methodStepRemove.methodKey": "a method's key",
    "methodStepRemove.stepKey": "a key of the method",
    "methodStepWrite.actor": "a key of the method",
    "methodStepWrite.after": "a key of the method",
    "methodStepWrite.key": "a key of the method",
    "methodStepWrite.methodKey": "a method's key",
    "methodStepWrite.onReject": "a key of the method",
    "methodStepWrite.stepKey": "a key of the method",
    "methodWrite.methodKey": "a method's key",
    "naturalVillageAdd.villageCode": "a division's code",
    "milestoneReport.photos": "a file",
    "oneTimeCodeRequest.phone": "a mobile number",
    "opinionRecord.files": "a file",
    "opinionRecord.household": "a household's number",
    "opinionRecord.name": "a name on the roll",
    "opinionRecord.villageCode": "a division's code",
    "opinionSubmit.files": "a file",
    "opinionSubmit.villageCode": "a division's code",
    "opinionTakeUp.methodKey": "a method's key",
    "passwordChange.newPassword": "kept as its hash",
    "passwordChange.oldPassword": "held against the hash",
    "representationRecord.numbers": "a household's number",
    "residentAway.province": "a province's code",
    "residentIdentityRecord.number": "an identity card's number",
    "residentMove.relations.relation": "a relation from the list",
    "resolutionSignPaper.sheetBase64": "a file",
    "resolutionSignPaper.sheetType": "a file's kind",
    "roleGrant.place": "a division's code",
    "roleRevoke.place": "a division's code",
    "rollPreview.content": "a file",
    "rollPreview.villageCode": "a division's code",
    "secondFactorConfirm.code": "a code of the authenticator",
    "signInWithCode.code": "a code that was sent",
    "signInWithCode.phone": "a mobile number",
    "signInWithPassword.password": "held against the hash",
    "signInWithPassword.phone": "a mobile number",
    "totpConfirm.code": "a code of the authenticator",
    "townshipExtraRecord.key": "a key of the method",
    "townshipReviewRecord.key": "a key of the method",
    "townshipReviewRecord.methodKey": "a method's key",
    "townshipReviewRecord.period": "a year or quarter",
    "townshipReviewRecord.townshipCode": "a division's code",
    "representativeConfirm.nomineeKey": "an id",
    "representativeConfirm.villageCode": "a division's code",
    "representativeListDecide.listObjectionKey": "an id",
    "representativeListDecide.nomineeKey": "an id",
    "representativeListDecide.villageCode": "a division's code",
    "representativeListDrop.villageCode": "a division's code",
    "representativeListObject.villageCode": "a division's code",
    "representativeListPost.villageCode": "a division's code",
    "representativeNominate.villageCode": "a division's code",
    "representativeNomineeDrop.nomineeKey": "an id",
    "representativeNomineeDrop.villageCode": "a division's code",
    "representativesPost.villageCode": "a division's code",
    "representativesSeat.villageCode": "a division's code",
    "representativeSheetRecord.nomineeKey": "an id",
    "representativeSheetRecord.numbers": "a household's number",
    "representativeSheetRecord.sheetBase64": "a file",
    "representativeSheetRecord.villageCode": "a division's code",
    "villageAdd.townshipCode": "a division's code",
    "villageClose.villageCode": "a division's code",
    "villageMerge.into": "a division's code",
    "villageMerge.villageCodes": "a division's code",
    "villageRename.villageCode": "a division's code",
    "voteRecordHands.sheetBase64": "a file",
    "voteRecordHands.sheetType": "a file's kind",
    "voteRecordPaper.sheetBase64": "a file",
    "voteRecordPaper.sheetType": "a file's kind",
}


def inputs() -> dict[str, GraphQLInputObjectType]:
    """Return the input of each mutation of the live schema that takes one."""
    root = GRAPHQL.mutation_type
    assert root is not None
    found = {}
    for name, one in root.fields.items():
        given = get_named_type(one.args["input"].type) if "input" in one.args else None
        if isinstance(given, GraphQLInputObjectType):
            found[name] = given
    return found


def paths(kind: GraphQLInputObjectType, before: str) -> Iterator[str]:
    """Yield the texts of an input and of the inputs within it, each by its dotted path."""
    for name, one in kind.fields.items():
        inside = get_named_type(one.type)
        if isinstance(inside, GraphQLInputObjectType):
            yield from paths(inside, f"{before}.{name}")
        elif inside.name == "String":
            yield f"{before}.{name}"


def arguments() -> list[str]:
    """Return every text argument of the live schema."""
    return sorted(path for name, kind in inputs().items() for path in paths(kind, name))


def loose() -> list[str]:
    """Return what takes a text besides the inputs; the key of a repeated request is compared."""
    root = GRAPHQL.mutation_type
    assert root is not None
    return [
        f"{name}.{argument}"
        for name, one in root.fields.items()
        for argument, given in one.args.items()
        if get_named_type(given.type).name == "String" and argument != "idempotencyKey"
    ]


# Taken in though it is no free text: the content decides, or it is compared and not kept.
UNREAD = {
    "interestDeclare.interest.householdNumber",
    "resolutionSignPaper.sheetType",
    "rollPreview.content",
}
# Ciphertext in the database: only a mutation brings a payload there.
SEALED = {"correction_request.wanted_sealed"}
# They lead elsewhere, show nothing without a form sent just before, are the style guide's, or
# belong to the assembly of the collective, which the village of this story never calls.
WITHOUT_PAGE = [
    "/styleguide/{name}", "/{county}/claim/code", "/{county}/home", "/{county}/meetings/{id}/proxy",
    "/{county}/my/matters/{id}/evaluated", "/{county}/sign-in/code", "/{county}/sign-out",
]  # fmt: skip
