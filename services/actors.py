"""Imports every tasks module and gives the actors to the broker; `dramatiq services.actors`."""

import services.jobs  # noqa: F401 - declares all actors and sweeps
from infra import logging
from infra.broker import broker
from tenants.jobs import declare_all

logging.configure()
declare_all(broker())
