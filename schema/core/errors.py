"""Refusals of the endpoint itself, in the words of whoever asked."""

from graphql import GraphQLError

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


class Defect(DomainError):
    """What a defect looks like from outside: nothing but the number under which it was logged."""

    code = "INTERNAL"
    zh = "系统出错了，没有办成。请过一会儿再试，或把编号 {request_id} 报给技术人员。"
    en = "Unexpected error. Try again later, or tell the technical staff the number {request_id}."


class QueryTooDeep(DomainError):
    code = "QUERY_TOO_DEEP"
    zh = "查询嵌套得太深。请分几次查。"
    en = "The query is nested too deeply. Ask for less at once."


class QueryHoldsNul(DomainError):
    code = "QUERY_HOLDS_NUL"
    zh = "查询里有空字符（NUL）。请去掉后再发。"
    en = "The query contains a NUL character. Take it out and send it again."


class NumberTooLong(DomainError):
    code = "NUMBER_TOO_LONG"
    zh = "查询里有超过 {most} 位的数字。请核对后再发。"
    en = "The query contains a number of more than {most} digits. Check it and send it again."


class OperationNameNeeded(DomainError):
    code = "OPERATION_NAME_NEEDED"
    zh = "请在 operationName 里写明要执行哪一个操作。"
    en = "Name the one operation to run in operationName."


class NotOffered(DomainError):
    code = "OPERATION_NOT_OFFERED"
    zh = "这里不提供这一类操作。请用查询（query）或变更（mutation）。"
    en = "Nothing of this kind is offered. Use a query or a mutation."


class QueryUnreadable(DomainError):
    """Not GraphQL; the parser's own words, which are English, say where."""

    code = "QUERY_UNREADABLE"
    zh = "查询的写法有误，请改正后再发。{detail}"
    en = "{detail}"


class QueryInvalid(DomainError):
    """GraphQL that does not fit the schema, or a value that does not fit its type."""

    code = "QUERY_INVALID"
    zh = "查询或其中的值与接口不符，请对照接口说明改正。{detail}"
    en = "{detail}"


def as_graphql(refusal: DomainError) -> GraphQLError:
    """Return a refusal as an error of the operation; it is told in the asker's words later."""
    return GraphQLError(refusal.message("en"), original_error=refusal)
