"""What each role is called, in Chinese and English."""

from tenants.authorization.roles import Role

ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.CLERK: ("文书（报账员）", "village clerk"),
    Role.COMMITTEE_DIRECTOR: ("村民委员会主任", "director of the villagers' committee"),
    Role.COMMITTEE_MEMBER: ("村民委员会委员", "member of the villagers' committee"),
    Role.COUNTY_ADMIN: ("县系统管理员", "county system administrator"),
    Role.COUNTY_AUDITOR: ("县审计管理员", "county audit administrator"),
    Role.COUNTY_CIVIL_AFFAIRS: ("县民政经办人", "county civil affairs officer"),
    Role.COUNTY_SECURITY: ("县安全管理员", "county security administrator"),
    Role.DEVELOPER: ("开发者", "developer"),
    Role.EXECUTIVE_CHAIR: ("村民代表会议执行主席", "executive chair of the representatives"),
    Role.PARTY_MEMBER: ("党员", "Party member"),
    Role.PARTY_SECRETARY: ("村党组织书记", "secretary of the village Party branch"),
    Role.PROVINCE_VIEWER: ("省级查看人", "province viewer"),
    Role.REPRESENTATIVE: ("村民代表", "villagers' representative"),
    Role.SUPERVISOR: ("村务监督委员会成员", "member of the supervisory board"),
    Role.TOWNSHIP_ADMIN: ("乡镇管理员", "township administrator"),
    Role.TOWNSHIP_OFFICE: ("乡镇党政办经办人", "township office clerk"),
    Role.TOWNSHIP_REVIEWER: ("乡镇审核人", "township reviewer"),
    Role.TOWNSHIP_SECRETARY: ("乡镇党委书记", "township Party secretary"),
    Role.VILLAGER: ("村民", "villager"),
}


def named(role: Role) -> dict[str, str]:
    """Return the names as facts of a refusal."""
    zh, en = ROLE_NAMES[role]
    return {"role_zh": zh, "role_en": en}
