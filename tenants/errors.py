"""Refusals of sign-in, sessions, tokens and roles."""

from infra.errors import DomainError


class SignInRefused(DomainError):
    """One answer for a wrong phone, a wrong password, a wrong code and a disabled account."""

    code = "SIGN_IN_REFUSED"
    zh = "手机号与密码或验证码不符。请核对后再试；忘了密码可以改用短信验证码登录。"
    en = (
        "The phone number does not match the password or code. Check both and try again, "
        "or sign in with a code sent to your phone."
    )


class TooManyAttempts(DomainError):
    """A limit per account, address or installation was reached, or cannot be checked."""

    code = "TOO_MANY_ATTEMPTS"
    zh = "尝试次数过多。请 {minutes} 分钟后再试。"
    en = "Too many attempts. Try again in {minutes} minutes."


class SignInUnavailable(DomainError):
    """The limits cannot be checked, so nobody may try (SECURITY 22: fail closed)."""

    code = "SIGN_IN_UNAVAILABLE"
    zh = "暂时不能登录，请几分钟后再试。公开内容不用登录也能查看。"
    en = (
        "Signing in is not possible right now. Try again in a few minutes; public pages still work."
    )


class SignInNeeded(DomainError):
    """No session, an expired one, a revoked one or a foreign one."""

    code = "SIGN_IN_NEEDED"
    zh = "请先登录再办理。"
    en = "Sign in first."


class SecondFactorNeeded(DomainError):
    code = "SECOND_FACTOR_NEEDED"
    zh = "办这件事需要第二重验证。请打开身份验证器，输入六位动态码。"
    en = "This needs a second factor. Open your authenticator and enter the six digits."


class StepUpNeeded(DomainError):
    code = "STEP_UP_NEEDED"
    zh = "为安全起见，请再输入一次身份验证器上的六位动态码，然后继续。"
    en = "For safety, enter the six digits of your authenticator once more, then go on."


class CodeRefused(DomainError):
    """A second-factor code that is wrong, old or already used."""

    code = "CODE_REFUSED"
    zh = "验证码不对、已过期或已用过。请等下一个码再输入。"
    en = "The code is wrong, too old or already used. Wait for the next one and enter that."


class PhoneInvalid(DomainError):
    code = "PHONE_INVALID"
    zh = "手机号应为 11 位数字。请核对后重填。"
    en = "A phone number has 11 digits. Check it and enter it again."


class PhoneTaken(DomainError):
    code = "PHONE_TAKEN"
    zh = "这个手机号已经登记在另一个账号上。请换一个号码，或到村里核对。"
    en = "This phone number belongs to another account. Use another one, or ask the village office."


class AccountExists(DomainError):
    code = "ACCOUNT_EXISTS"
    zh = "这位村民已经有账号。请直接登录。"
    en = "This resident already has an account. Sign in instead."


class PasswordWeak(DomainError):
    code = "PASSWORD_WEAK"
    zh = "这个密码不能用：{reason_zh}。请换一个。"
    en = "This password cannot be used: {reason_en}. Choose another."


class PasswordExpired(DomainError):
    """等保 wants a new password every ninety days; until then only the change is open."""

    code = "PASSWORD_EXPIRED"
    zh = "密码已用满 90 天。请先改密码，再继续办理。"
    en = "The password is older than 90 days. Change it first, then go on."


class WrongPlace(DomainError):
    code = "WRONG_PLACE"
    zh = "“{role}”不能设在区划 {place}。请选择 {digits} 位代码的区划。"
    en = "The role {role} is not held at {place}. Choose a division with a {digits}-digit code."


class RoleNeedsElection(DomainError):
    """Organic Law art. 11: nobody may appoint or remove a member of a villagers' committee."""

    code = "ROLE_NEEDS_ELECTION"
    zh = "“{role}”来自村里的选举和任职登记，不能由管理员指派。请先登记任职。"
    en = "The role {role} comes from the village's elections. Record the term of office instead."


class SeparationOfAdministrators(DomainError):
    code = "SEPARATION_OF_ADMINISTRATORS"
    zh = "系统、安全、审计三类管理员须由三人分别担任。请另选一人。"
    en = "System, security and audit administration are three people. Choose somebody else."


class RolesIncompatible(DomainError):
    """Organic Law art. 32 and provincial rules: who is supervised does not supervise."""

    code = "ROLES_INCOMPATIBLE"
    zh = "村务监督委员会成员不能同时担任村民委员会成员或文书、报账员。请另选一人。"
    en = "A supervisor cannot also sit on the committee or keep its books. Choose somebody else."


class OwnRole(DomainError):
    code = "OWN_ROLE"
    zh = "不能给自己授予或撤销角色。请另一位安全管理员办理。"
    en = "You cannot grant or revoke a role of your own. Ask another security administrator."


class TokenTooWide(DomainError):
    code = "TOKEN_TOO_WIDE"
    zh = "令牌的权限不能超过本人的权限。请减少所选权限或区划。"
    en = "A token cannot do more than its owner. Choose fewer permissions or places."


class TokenTooLong(DomainError):
    code = "TOKEN_TOO_LONG"
    zh = "令牌最长有效 {days} 天。请选一个更早的到期日。"
    en = "A token is valid for at most {days} days. Choose an earlier date."


class TokenNameNeeded(DomainError):
    code = "TOKEN_NAME_NEEDED"
    zh = "请写明令牌的用途，1 到 {most} 个字。"
    en = "Say what the token is for, in 1 to {most} characters."


class AccountNameNeeded(DomainError):
    code = "ACCOUNT_NAME_NEEDED"
    zh = "姓名应为 1 到 {most} 个字。请重新填写。"
    en = "A name has 1 to {most} characters. Enter it again."


class AuthenticatorEnrolled(DomainError):
    code = "AUTHENTICATOR_ENROLLED"
    zh = "已经绑定了身份验证器。如要更换，请选择“更换”。"
    en = "An authenticator is enrolled already. Choose “replace” if you want another one."


class OwnAccount(DomainError):
    code = "OWN_ACCOUNT"
    zh = "不能停用或启用自己的账号。请另一位管理员办理。"
    en = "You cannot disable or enable your own account. Ask another administrator."
