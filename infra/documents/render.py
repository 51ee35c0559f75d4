"""The printing process: reads a poster and its formats, or another sheet; answers with PDF.

Run as `python -m infra.documents.render`, so that neither a slow page nor a crash of the
typesetter can hold up the worker that asked for it.
"""

import base64
import json
import resource
import sys
from typing import Any

from infra.documents import certificate, fonts, record, report, typst_poster

CPU_SECONDS = 60
EXIT_FONTS_MISSING = 3


def _files(job: dict[str, Any]) -> dict[str, bytes]:
    """Print a certificate, a record, a report, or every asked format of a poster."""
    if "certificate" in job:
        return {"a4": certificate.pdf(job["certificate"])}
    if "record" in job:
        return {"a4": record.pdf(job["record"])}
    if "report" in job:
        return {"a4": report.pdf(job["report"])}
    return {form: typst_poster.pdf(job["poster"], form) for form in job["formats"]}


def main() -> int:
    """Print what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    job = json.load(sys.stdin)
    try:
        files = _files(job)
    except fonts.FontsMissing as missing:
        sys.stderr.write(str(missing))
        return EXIT_FONTS_MISSING
    json.dump({form: base64.b64encode(data).decode() for form, data in files.items()}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
