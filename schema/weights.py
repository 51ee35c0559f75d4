"""How long the longer lists get and what dear fields cost, for the limits of a query.

A list without pages counts for 10 objects unless it stands here; a field costs nothing beyond the
objects that it makes. One unit of cost is about a tenth of a millisecond of a processor, so that
the whole allowance (schema/core/limits.py) stays below a quarter of a second.
"""

from graphql import GraphQLObjectType, GraphQLSchema

from schema.core.limits import LENGTH, WORK
from services.decisions.routing import MatterType
from services.initiatives.vocabulary import DemandKind
from services.people.workflow import Office
from tenants.authorization.permissions import Permission

LENGTHS = {
    "Bulletin.correctable": 20,
    "Bulletin.facts": 20,
    "Bulletin.rail": 20,
    "BulletinPreview.wechat": 20,
    # Usually three; the run itself stops at the allowance (levels.py) if corrections pile up.
    "Matter.bulletins": 4,
    "Demand.accepts": 2,
    "Demand.can": 6,
    "Demand.lines": 2,
    "Demand.myOptions": 40,
    "DemandRule.citations": 2,
    "DemandRule.shares": 2,
    "Matter.rail": 20,
    "Matter.steps": 20,
    "MethodDraft.comparison": 60,
    "MethodDraft.steps": 20,
    "MethodStepForm.evidence": 4,
    "MethodTrial.steps": 20,
    "Me.permissions": len(Permission),
    "Matter.myTrackerOptions": 60,
    "Meeting.members": 100,
    "PublicMatter.rail": 20,
    "Query.barrableOffices": len(Office),
    "Query.countyParameters": 20,
    "Query.demandRules": len(DemandKind),
    "HeldRow.values": 9,
    "MemberRepresentation.lines": 3,
    "Query.officeKinds": len(Office),
    "LegalBar.oneNames": 3,
    "LegalBar.otherNames": 3,
    "Query.legalBars": 12,
    "MyRecord.identityReadings": 50,
    "MyRecord.rightsLosses": 20,
    "Query.myHoldingRows": 100,
    "Query.myHoldings": 90,
    "Query.matterTypes": len(MatterType),
    "Query.postHolders": 100,
    "Query.townshipReviews": 20,
    "Query.vacancies": 40,
    "Village.officers": 100,
    "RepresentativeCertificate.households": 15,
    "RepresentativeChoice.nominees": 60,
    "RepresentativeChoice.objections": 20,
    "RepresentativeNominee.numbers": 15,
    "VillageRepresentation.groups": 20,
    "VillageRepresentation.seats": 60,
    "WorkMethod.steps": 20,
}
_ONCE = 1_001
"""More than half of the allowance: a query may ask for it once."""
WORKS = {
    "Bulletin.preview": 5,
    "Bulletin.qrSvg": 100,
    "BulletinEdge.node": 2,
    "Matter.bulletins": 1,
    "Matter.meetableWith": 50,
    "Meeting.signInQr": 100,
    "MatterEdge.node": 3,
    "PublicMatter.bulletins": 2,
    "PublicMatterEdge.node": 3,
    "MethodDraft.pictureSvg": 20,
    "MethodDraft.trial": 50,
    "Query.auditChain": _ONCE,
    "Query.methodDraft": 100,
    "WorkMethod.pictureSvg": 20,
    "Query.rollTemplate": _ONCE,
}


def weigh(schema: GraphQLSchema) -> None:
    """Tell the schema's fields how much they count; raises KeyError for a field that is gone."""
    for extension, table in ((LENGTH, LENGTHS), (WORK, WORKS)):
        for place, number in table.items():
            name, _, field = place.partition(".")
            kind = schema.type_map[name]
            if isinstance(kind, GraphQLObjectType):
                kind.fields[field].extensions[extension] = number
