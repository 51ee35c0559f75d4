"""Labels of the columns of the audit trail."""

from infra.privacy import Labels, Purpose, Retention, table

LABELS: Labels = {
    "audit_event": table(
        Purpose.ACCOUNTABILITY,
        Retention.AUDIT_TRAIL,
        internal="id at tag subject village_code request_id",
        personal="account_id actor:surname facts",
    ),
    "audit_seal": table(
        Purpose.ACCOUNTABILITY, Retention.AUDIT_TRAIL, internal="seq previous event_id hash"
    ),
}
