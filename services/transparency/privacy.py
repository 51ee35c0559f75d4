"""Labels of the columns of the public log."""

from infra.privacy import Labels, Purpose, Retention, table

_LOG, _KEPT = Purpose.PUBLIC_LOG, Retention.PUBLIC_RECORD

LABELS: Labels = {
    "log_leaf": table(
        _LOG, _KEPT, public="index previous kind subject supersedes code hash body at"
    ),
    "log_node": table(_LOG, _KEPT, public="level place hash"),
    # A name that was published on purpose; the opening can be erased and the leaf stays whole.
    "log_opening": table(_LOG, Retention.ERASABLE, public="leaf_index path field"),
    "log_checkpoint": table(_LOG, _KEPT, public="size root note at"),
    "log_head_copy": table(_LOG, _KEPT, public="size at"),
}
