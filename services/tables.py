"""Imports every module that defines tables, so that the metadata is whole."""

import importlib
from pathlib import Path

_ROOT = Path(__file__).parent.parent
MODULES = [
    "infra.outbox",
    *sorted(
        ".".join(path.relative_to(_ROOT).with_suffix("").parts)
        for pattern in ("tenants/models.py", "tenants/idempotency.py", "services/*/models.py")
        for path in _ROOT.glob(pattern)
    ),
]

for _module in MODULES:
    importlib.import_module(_module)
