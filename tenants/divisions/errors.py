"""Refusals about division codes."""

from infra.errors import DomainError


class UnknownDivision(DomainError):
    """A code that is not in the national list that this version carries."""

    code = "UNKNOWN_DIVISION"
    zh = (
        "区划代码 {division_code} 不在国家代码表里。"
        "请核对：省 2 位、市 4 位、县 6 位、乡镇 9 位、村 12 位。"
    )
    en = (
        "The division code {division_code} is not in the national list. Check it: a province has "
        "2 digits, a prefecture 4, a county 6, a township 9 and a village 12."
    )
