"""Who represents whom: quotas by group, the make-up of the meeting, seats lost by absence."""
