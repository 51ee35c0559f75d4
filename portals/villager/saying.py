"""The photo and the recording that go with a suggestion, as the operation takes them."""

import base64

from portals.kit.forms import Form
from portals.kit.language import N_

FILE_FIELDS = {"files": "voice"}
_CHOSEN = (("photo", N_("照片")), ("voice", N_("录音")))


async def files_of(form: Form) -> list[str]:
    """Return what was chosen, in base64."""
    uploads = [form.file(name, label, required=False) for name, label in _CHOSEN]
    return [base64.b64encode(await one.read()).decode() for one in uploads if one is not None]
