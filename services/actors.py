"""Imports every tasks module and gives the actors to the broker; `dramatiq services.actors`."""

import signal

import services.jobs  # noqa: F401 - declares all actors and sweeps
from infra import lifeline, logging
from infra.broker import broker
from tenants.jobs import declare_all

# dramatiq forks the process that works: it would work on when its parent is killed.
lifeline.tie(signal.SIGKILL)
logging.configure()
declare_all(broker())
