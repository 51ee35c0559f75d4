"""Imports every tasks module, so that each actor and each sweep is declared by name."""

import importlib
from pathlib import Path

from infra import imports

_ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(_ROOT).with_suffix("").parts)
    for pattern in ("tenants/tasks.py", "services/*/tasks.py")
    for path in _ROOT.glob(pattern)
)

with imports.uncollected():
    for _module in MODULES:
        importlib.import_module(_module)
