"""What the mutations of identity take."""

import strawberry
from strawberry import relay

from schema.accounts.words import CodePurpose, Permission, Role

_PHONE = "A mobile number of 11 digits; +86, blanks and full-width digits are tolerated."


@strawberry.input(description="Phone and password.")
class SignInWithPasswordInput:
    phone: str = strawberry.field(description=_PHONE)
    password: str = strawberry.field(description="The password.")


@strawberry.input(description="Phone and the code that was sent to it.")
class SignInWithCodeInput:
    phone: str = strawberry.field(description=_PHONE)
    code: str = strawberry.field(description="Six digits, good once within ten minutes.")


@strawberry.input(description="Where to send a code, and what for.")
class OneTimeCodeRequestInput:
    phone: str = strawberry.field(description=_PHONE)
    purpose: CodePurpose = strawberry.field(
        default=CodePurpose.SIGN_IN, description="To sign in, or to claim an account."
    )


@strawberry.input(description="Who claims an account: by a code to the phone, or by a slip.")
class AccountClaimInput:
    phone: str = strawberry.field(description=_PHONE)
    code: str | None = strawberry.field(
        default=None, description="The code sent to a phone that is on the household roll."
    )
    slip: str | None = strawberry.field(
        default=None, description="The code of a printed slip, instead of a code by SMS."
    )
    password: str | None = strawberry.field(
        default=None, description="A first password; needed with a slip."
    )


@strawberry.input(description="A code of the authenticator, or a printed recovery code.")
class SecondFactorConfirmInput:
    code: str = strawberry.field(description="Six digits, or a recovery code of 12 characters.")


@strawberry.input(description="Nothing to say.")
class TotpEnrolInput:
    replace: bool = strawberry.field(
        default=False, description="Set it when a new authenticator takes the place of another."
    )


@strawberry.input(description="The first code of a new authenticator.")
class TotpConfirmInput:
    code: str = strawberry.field(description="Six digits.")


@strawberry.input(description="The old password, if there is one, and the new.")
class PasswordChangeInput:
    old_password: str = strawberry.field(default="", description="The present password.")
    new_password: str = strawberry.field(description="At least 8 characters.")


@strawberry.input(description="Which session ends.")
class SessionRevokeInput:
    session_id: relay.GlobalID = strawberry.field(description="One of the viewer's own sessions.")


@strawberry.input(description="Signing out everywhere, or here.")
class SignOutInput:
    everywhere: bool = strawberry.field(default=False, description="End every session.")


@strawberry.input(description="What a program may do, where, and for how long.")
class ApiTokenCreateInput:
    name: str = strawberry.field(description="What the token is for, 1 to 60 characters.")
    permissions: list[Permission] = strawberry.field(description="No more than the owner has.")
    places: list[str] = strawberry.field(description="Division codes, at most 100.")
    days: int = strawberry.field(default=90, description="Days until it ends, 1 to 365.")


@strawberry.input(description="Which token ends.")
class ApiTokenRevokeInput:
    api_token_id: relay.GlobalID = strawberry.field(description="One of the viewer's own tokens.")


@strawberry.input(description="A new account for somebody who is not on a household roll.")
class AccountCreateInput:
    name: str = strawberry.field(description="The person's name, 1 to 40 characters.")
    phone: str = strawberry.field(description=_PHONE)


@strawberry.input(description="Which account.")
class AccountStateInput:
    account_id: relay.GlobalID = strawberry.field(description="The account.")


@strawberry.input(description="A post, where, and whose.")
class RoleInput:
    account_id: relay.GlobalID = strawberry.field(description="Somebody else's account.")
    role: Role = strawberry.field(description="A post by appointment, never an elected office.")
    place: str = strawberry.field(description="The division code at which it is held.")
