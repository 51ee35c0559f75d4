"""The printing process: reads one poster with its formats, or a report; answers with the PDFs.

Run as `python -m infra.documents.render`, so that neither a slow page nor a crash of the
typesetter can hold up the worker that asked for it.
"""

import base64
import json
import resource
import sys

from infra.documents import fonts, report, typst_poster

CPU_SECONDS = 60
EXIT_FONTS_MISSING = 3


def main() -> int:
    """Print what is asked for on standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    job = json.load(sys.stdin)
    try:
        if "report" in job:
            files = {"report": report.pdf(job["report"])}
        else:
            files = {form: typst_poster.pdf(job["poster"], form) for form in job["formats"]}
    except fonts.FontsMissing as missing:
        sys.stderr.write(str(missing))
        return EXIT_FONTS_MISSING
    json.dump({form: base64.b64encode(data).decode() for form, data in files.items()}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
