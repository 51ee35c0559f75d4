"""Refusals around ballot boxes, recusal and minutes."""

from infra.errors import DomainError


class TooFewForSecrecy(DomainError):
    code = "TOO_FEW_FOR_SECRECY"
    zh = (
        "单独计票的只有 {fewest} 人，不足 {least} 人，无记名也看得出谁投了什么。"
        "请改用记名、举手或纸票。"
    )
    en = (
        "Only {fewest} are counted by themselves: among fewer than {least} a secret ballot shows "
        "who said what. Vote by name, by hands or on paper."
    )


class BallotBoxLost(DomainError):
    code = "BALLOT_BOX_LOST"
    zh = "票箱的密钥不在服务器上，票投不进也开不出。请让管理员把密钥文件放回原处，再试。"
    en = (
        "The key of the ballot box is not on the server: nothing goes in or comes out. "
        "Ask the operator to put the file back, then try again."
    )
