"""Pure rules of the collective's representatives: their number, their women, how long they serve.

农村集体经济组织法 art. 28: where the charter sets up a 成员代表大会, one represents 5 to 15
households, there are more than twenty, women among them in an appropriate number, for five years.
"""

from datetime import date
from typing import NamedTuple

TERM_YEARS = 5
MORE_THAN = 20
_FEWEST, _MOST = 5, 15  # households for each
_LEAST_WOMEN = 1  # "an appropriate number" is the law's; that one is the least, is ours


def last_day(since: date) -> date:
    """Return the last day of a term: the same day five years on (Civil Code art. 202)."""
    try:
        return since.replace(year=since.year + TERM_YEARS)
    except ValueError:
        return date(since.year + TERM_YEARS, 2, 28)


class Line(NamedTuple):
    """One thing that the law asks of the body, reckoned, and whether it is there."""

    met: bool
    zh: str
    en: str


class Composition(NamedTuple):
    """Who represents the collective's members on a day, beside the households with a member."""

    representatives: int
    women: int
    households: int

    @property
    def least(self) -> int:
        """The fewest that the law lets them be: one for 15 households, and more than twenty."""
        return max(MORE_THAN + 1, -(-self.households // _MOST))

    @property
    def most(self) -> int:
        """The most: one for 5 households; less than `least` means that it is too small for this."""
        return self.households // _FEWEST

    @property
    def lines(self) -> list[Line]:
        """Return the reckoning line by line."""
        return [self._number(), self._share(), self._women()]

    @property
    def lawful(self) -> bool:
        """Whether all of it is there."""
        return all(line.met for line in self.lines)

    def _number(self) -> Line:
        count = self.representatives
        return Line(
            count > MORE_THAN,
            f"成员代表 {count} 人，须多于 {MORE_THAN} 人",
            f"{count} representatives, and there must be more than {MORE_THAN}",
        )

    def _share(self) -> Line:
        homes, few = self.households, -(-self.households // _MOST)
        zh, en = f"应为 {few} 至 {self.most} 人", f"{few} to {self.most} representatives"
        if self.most <= MORE_THAN:
            zh += f"，选不出多于 {MORE_THAN} 人，由成员大会决定"
            en += f", too few for more than {MORE_THAN}: the members' assembly decides"
        return Line(
            few <= self.representatives <= self.most,
            f"有成员的 {homes} 户，每 {_FEWEST} 至 {_MOST} 户一人，{zh}",
            f"{homes} households with a member, one for {_FEWEST} to {_MOST}: {en}",
        )

    def _women(self) -> Line:
        return Line(
            self.women >= _LEAST_WOMEN,
            f"其中妇女 {self.women} 人，须有适当数量（至少 {_LEAST_WOMEN} 人，系统默认规则）",
            f"{self.women} of them women, an appropriate number is needed "
            f"(at least {_LEAST_WOMEN}, our default)",
        )
