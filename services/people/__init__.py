"""People of a county: villages, groups, households, residents, offices and rolls."""
