"""The county's offices: villages of the map, rolls from a spreadsheet, accounts."""

from portals.office import accounts, rolls, villages

routes = [*villages.routes, *rolls.routes, *accounts.routes]
