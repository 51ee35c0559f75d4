"""What can be wrong with a roll: a stable code and words in Chinese and English for each row."""

from typing import NamedTuple


class RowProblem(NamedTuple):
    """One thing to mend; `row` is the number shown by the spreadsheet, 0 means the whole file."""

    sheet: str
    row: int
    column: str
    code: str
    zh: str
    en: str


WORDS: dict[str, tuple[str, str]] = {
    "BIRTH_DATE_MALFORMED": (
        "出生日期“{value}”看不懂或不合理。请写成 1980-01-31 这样。",
        "The date of birth “{value}” cannot be read or cannot be right. Write it as 1980-01-31.",
    ),
    "DUPLICATE_HOUSEHOLD": (
        "户号 {value} 在第 {other} 行属于另一个社或另一位户主。请核对户号。",
        "Household {value} has another group or head in row {other}. Check the number.",
    ),
    "DUPLICATE_PERSON": (
        "{value} 在同一户里已经列在第 {other} 行。请删去重复的一行，或区分同名的两人。",
        (
            "{value} is listed in the same household in row {other}. Remove one row, "
            "or tell the two namesakes apart."
        ),
    ),
    "ELECTIVE_OFFICE": (
        "本村已有选举产生的村委会，{value} 不能再用名册录入（组织法第十一条）。请在“选举”里办。",
        (
            "The village has an elected committee, so no roll makes a {value} (Organic Law, "
            "article 11). Hold an election or a by-election."
        ),
    ),
    "FILE_EMPTY": (
        "文件里没有内容。请填好名册模板再上传。",
        "The file is empty. Fill in the template and upload that.",
    ),
    "FILE_TOO_LARGE": (
        "文件太大。请只保留名册这一张表，再上传。",
        "The file is too large. Keep only the sheet with the roll and upload it again.",
    ),
    "FILE_UNREADABLE": (
        "这个文件读不了。请用名册模板另存一份 .xlsx 再上传。",
        "This file cannot be read. Copy the roll into the template, save it and upload that.",
    ),
    "FORMULA": (
        "这一格是公式。请改成直接填写的文字（选择性粘贴为数值）。",
        "This cell holds a formula. Replace it with what it shows (paste as values).",
    ),
    "GENDER_UNKNOWN": (
        "性别“{value}”看不懂。请填“男”或“女”，不清楚就留空。",
        "The gender “{value}” cannot be read. Write 男 or 女, or leave it empty.",
    ),
    "HEAD_MISSING": (
        "户号 {value} 的户主 {other} 不在名册上。请补上户主这一行，或改填现在的户主。",
        (
            "The head {other} of household {value} is not on the roll. Add that row or name the "
            "present head."
        ),
    ),
    "HOUSEHOLD_REPRESENTED_TWICE": (
        "户号 {value} 已经由 {other} 代表。一户只能由一位代表代表。",
        "Household {value} is represented by {other} already; it can have one representative.",
    ),
    "MISSING_VALUE": ("这一格不能空。请补填。", "This cell must not be empty. Fill it in."),
    "NOT_A_REPRESENTATIVE": (
        "{value} 的职务里没有“村民代表”，不能填代表的户。请改职务，或清空这一格。",
        "{value} is not entered as 村民代表 and cannot have households. Change one of the two.",
    ),
    "NOT_A_SPREADSHEET": (
        "这不是 .xlsx 或 .csv 表格。请用表格软件另存为 .xlsx 再上传。",
        "This is no .xlsx or .csv file. Save it as .xlsx in a spreadsheet program and upload that.",
    ),
    "OFFICES_INCOMPATIBLE": (
        "{value} 不能同时任这两职：{other}。请改一处。",
        "{value} cannot hold both offices: {other}. Change one.",
    ),
    "OFFICE_TAKEN": (
        "{value} 已由 {other} 担任，一村只能有一人。请核对，或先登记其离任。",
        "{other} is the {value} already, and a village has only one. Check, or end that term.",
    ),
    "OFFICE_UNKNOWN": (
        "不认识的职务“{value}”。请照模板“填写说明”里的名称填写，几个职务用顿号隔开。",
        "The office “{value}” is not known. Use the names given in the template, separated by 、.",
    ),
    "PERSON_IN_TWO_HOUSEHOLDS": (
        "{value} 已经在户号 {other} 里。一个人只能属于一户，请核对。",
        "{value} is already in household {other}. A person belongs to one household; check which.",
    ),
    "PHONE_MALFORMED": (
        "手机号“{value}”不是 11 位。请核对；没有就留空。",
        "The phone number “{value}” has not 11 digits. Check it, or leave the cell empty.",
    ),
    "PHONE_TAKEN": (
        "手机号 {value} 已登记在别人名下（{other}）。一个号码只能登记一人，请核对或留空。",
        "The number {value} is registered for somebody else ({other}). Check, or leave it empty.",
    ),
    "RELATIVE_IN_OFFICE": (
        "{value}：有需要回避的亲属关系（{other}）。请核对，改一处。",
        "{value}: barred by the office of a near relative ({other}). Check, and change one.",
    ),
    "REPRESENTATIVE_HOUSEHOLDS": (
        "{value} 代表 {other} 户。每位村民代表应由 5 到 15 户推选（组织法第二十五条）。",
        "{value} represents {other} households. It must be 5 to 15 (Organic Law, article 25).",
    ),
    "TEXT_TOO_LONG": (
        "这一格超过 {other} 个字。请缩短。",
        "This cell has more than {other} characters. Shorten it.",
    ),
    "TOO_MANY_ROWS": (
        "超过 {other} 行，没有读下去。名册一次只能上传一个村。",
        "There are more than {other} rows; reading stopped. Upload the roll of one village.",
    ),
    "UNKNOWN_GROUP": (
        "本村没有“{value}”这个社（组）。请核对名称，或先在“社（组）”里添加。",
        "This village has no group {value}. Check the name, or add the group first.",
    ),
    "UNKNOWN_HOUSEHOLD": (
        "户号 {value} 不在名册上。请核对代表的户。",
        "Household {value} is not on the roll. Check the households represented.",
    ),
    "WRONG_COLUMNS": (
        "表头不对：{value}。请使用名册模板的表头：{other}。",
        "The headings are wrong: {value}. Use those of the template: {other}.",
    ),
}


def problem(
    code: str,
    *,
    sheet: str = "",
    row: int = 0,
    column: str = "",
    value: object = "",
    other: object = "",
) -> RowProblem:
    """Return a problem with its words."""
    zh, en = (words.format(value=value, other=other) for words in WORDS[code])
    return RowProblem(sheet, row, column, code, zh, en)
