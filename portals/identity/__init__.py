"""Who one is: signing in and out, the second factor, claiming an account, one's own account."""

from portals.identity import account, claims, factors, sign_in

routes = [*sign_in.routes, *factors.routes, *claims.routes, *account.routes]
