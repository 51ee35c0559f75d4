"""The village roll as a spreadsheet: template, reading, checking, comparing, writing."""
