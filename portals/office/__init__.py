"""The county's offices: villages, rolls from a spreadsheet, accounts, work methods, numbers."""

from portals.office import accounts, methods, numbers, rolls, villages

routes = [*villages.routes, *rolls.routes, *accounts.routes, *methods.routes, *numbers.routes]
