"""Lets one process live at another time: found by Python at its start when this folder is on
PYTHONPATH. libfaketime stops dramatiq's command line, so its clock and ours are moved instead."""

import os
import sys
from datetime import timedelta

SECONDS = int(os.environ.get("CRASH_SKEW_SECONDS", "0"))


def _skew() -> None:
    import dramatiq.brokers.redis  # imports all that ask for the time
    import dramatiq.worker

    from infra import clock

    true = dramatiq.common.current_millis

    def skewed() -> int:
        return true() + 1000 * SECONDS

    for name, module in list(sys.modules.items()):
        if name.startswith("dramatiq") and hasattr(module, "current_millis"):
            module.current_millis = skewed  # type: ignore[attr-defined]
    clock._shift.append(timedelta(seconds=SECONDS))


if SECONDS:
    _skew()
