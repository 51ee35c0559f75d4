"""Refusals of the endpoint itself, in the words of whoever asked."""

from infra.errors import DomainError


class QueryTooCostly(DomainError):
    code = "QUERY_TOO_COSTLY"
    zh = "一次查询的{what_zh}太多，最多 {limit}。请分几次查。"
    en = "The query has too many {what_en}: at most {limit}. Ask for less at once."


class TookTooLong(DomainError):
    code = "DEADLINE"
    zh = "用时太长，已经停下。请一次少查一些，或过一会儿再试。"
    en = "It took too long and was stopped. Ask for less at once, or try again later."


class Away(DomainError):
    code = "AWAY"
    zh = "系统正在恢复。提交过的内容没有丢，请过一分钟再试。"
    en = "The service is restarting. Nothing was lost; try again in a minute."
