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


class HasStake(DomainError):
    code = "HAS_STAKE"
    zh = "这名组成人员已登记回避，不在会场，不参加表决。回避不能撤回；登记错了，请休会重新召集。"
    en = (
        "This member has recused and is out of the room and the vote. It cannot be taken back: "
        "if it was recorded by mistake, adjourn and call the meeting again."
    )


class PresiderHasStake(DomainError):
    code = "PRESIDER_HAS_STAKE"
    zh = "主持人自己要回避，不能再主持这次会议。请休会，由别人主持，重新召集。"
    en = "Who presides has a stake and cannot go on. Adjourn, and let another preside."
