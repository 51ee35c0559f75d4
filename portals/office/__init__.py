"""The county's offices: villages, rolls, accounts, the audit trail, work methods, numbers."""

from starlette.routing import Route

from portals.office import (
    account,
    accounts,
    audit,
    bars,
    identity,
    methods,
    numbers,
    rolls,
    villages,
)
from portals.workplace import figures
from portals.workplace.places import COUNTY

routes = [
    *villages.routes,
    *rolls.routes,
    *accounts.routes,
    *account.routes,
    *audit.routes,
    *methods.routes,
    *numbers.routes,
    *identity.routes,
    *bars.routes,
    Route("/{county}/office/figures", figures.of(COUNTY), methods=["GET"]),
]
