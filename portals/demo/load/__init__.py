"""A made-up county as large as a real one, written in bulk; every row is synthetic."""

from portals.demo.load.county import CODE, Made, make
from portals.demo.load.profile import COUNTY_YEAR, Profile

__all__ = ["CODE", "COUNTY_YEAR", "Made", "Profile", "make"]
