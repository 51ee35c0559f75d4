"""The national division codes: provinces, prefectures, counties, townships and villages."""
