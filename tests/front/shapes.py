"""Requests that another site can make a visitor's browser send, and forms that are not ours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from portals.kit import operations

HERE = "http://testserver"
SAY = "/my/say/send"
API = "/graphql"
JSON, FORM, TEXT = "application/json", "application/x-www-form-urlencoded", "text/plain"
MULTIPART = "multipart/form-data; boundary=x"
WORDS = "canary of a foreign site"


@dataclass(frozen=True)
class Shape:
    """One request: what differs from the one that our own page would send."""

    name: str
    path: str = SAY
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = FORM
    token: str = "none"  # "none", "own", "neighbour", "visitor", or the text itself
    query: Mapping[str, str] = field(default_factory=dict)


def fields(token: str, village: str) -> dict[str, str]:
    """Return the fields of the form as our page sends them."""
    said = {"category": "ROAD", "text": WORDS, "key": "7d9c5f2e-0000-4000-8000-00000000f0e1"}
    return {**said, "villageCode": village} | ({"csrf": token} if token else {})


def operation(village: str) -> dict[str, object]:
    """Return the persisted operation that the form leads to, for the API."""
    asked = {"category": "ROAD", "text": WORDS, "villageCode": village}
    key = "7d9c5f2e-0000-4000-8000-00000000f0e2"
    return {
        "documentId": operations.document("SayNeed").id,
        "variables": {"input": asked, "key": key},
    }


def content(shape: Shape, token: str, village: str) -> tuple[bytes, str]:
    """Return the body of a shape and its media type."""
    said = operation(village) if shape.path.startswith(API) else fields(token, village)
    if shape.body in {JSON, TEXT, "none"} or shape.body.startswith((JSON, "text/")):
        return json.dumps(said).encode(), "" if shape.body == "none" else shape.body
    flat = {name: one if isinstance(one, str) else json.dumps(one) for name, one in said.items()}
    if shape.body.startswith("multipart"):
        part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        return ("".join(part.format(*pair) for pair in flat.items()) + "--x--").encode(), shape.body
    return urlencode(flat).encode(), shape.body


def _from(origin: str, site: str = "") -> dict[str, str]:
    return {"Origin": origin} | ({"Sec-Fetch-Site": site} if site else {})


def _elsewhere() -> list[Shape]:
    """Return what a page of another origin sends; some of it with a token that it got hold of."""
    return [
        Shape("a form without a token", headers=_from("http://evil.example")),
        Shape("a form with a stolen token", headers=_from("http://evil.example"), token="own"),
        Shape("a sandboxed frame", headers=_from("null"), token="own"),
        Shape("a sandboxed frame, modern", headers=_from("null", "cross-site"), token="own"),
        Shape("a sibling name", headers=_from("http://a.testserver"), token="own"),
        Shape("a longer name", headers=_from("http://testserver.evil.example"), token="own"),
        Shape("a name in front", headers=_from("http://eviltestserver"), token="own"),
        Shape("another port", headers=_from("http://testserver:8080"), token="own"),
        Shape("a user in front", headers=_from("http://testserver@evil.example"), token="own"),
        Shape("a path behind", headers=_from("http://evil.example/testserver"), token="own"),
        Shape("no address at all", headers=_from("http://["), token="own"),
        Shape("an empty origin", headers=_from(""), token="own"),
        Shape("a file", headers=_from("file://"), token="own"),
        Shape("an extension", headers=_from("chrome-extension://testserver"), token="own"),
        Shape("cross-site", headers={"Sec-Fetch-Site": "cross-site"}, token="own"),
        Shape("same-site", headers={"Sec-Fetch-Site": "same-site"}, token="own"),
        Shape("an unknown word", headers={"Sec-Fetch-Site": "somewhere"}, token="own"),
        Shape("own origin, other site", headers=_from(HERE, "cross-site"), token="own"),
    ]


def _tokens() -> list[Shape]:
    """Return forms with everything but the right token, as an old browser sends them."""
    return [
        Shape("no token, no headers"),
        Shape("an empty token", token=" "),
        Shape("another session's token", token="neighbour"),
        Shape("a visitor's token", token="visitor"),
        Shape("a token of the right length", token="0" * 80),
        Shape("a token cut short", token="0" * 16),
        Shape("a token in another script", token="令牌" * 40),
        Shape("the token in the address", query={"csrf": "own"}),
        Shape("the token in a header", headers={"X-CSRF-Token": "own"}),
    ]


def _methods() -> list[Shape]:
    """Return the same by other methods and in other bodies."""
    return [
        Shape("GET with the fields", method="GET", token="own", query={"csrf": "own"}),
        Shape("HEAD with the fields", method="HEAD", token="own", query={"csrf": "own"}),
        Shape("GET that calls itself POST", method="GET", query={"_method": "POST"}, token="own"),
        Shape("an override header", "/my/say", "GET", {"X-HTTP-Method-Override": "POST"}),
        Shape("PUT", method="PUT", token="own"),
        Shape("PATCH", method="PATCH", token="own"),
        Shape("plain text", body=TEXT, token="own"),
        Shape("JSON to a form", body=JSON, token="own"),
        Shape("no type", body="none", token="own"),
        Shape("multipart without a token", body=MULTIPART),
        Shape(
            "multipart in a strange alphabet",
            body=f"{MULTIPART}; charset=raw_unicode_escape",
            token="\\ud800" * 20,
        ),
    ]


def _to_the_api() -> list[Shape]:
    """Return simple requests to GraphQL; none needs a preflight."""
    return [
        Shape("API: form", API),
        Shape("API: plain text", API, body=TEXT),
        Shape("API: multipart", API, body=MULTIPART),
        Shape("API: no type", API, body="none"),
        Shape("API: GraphQL as text", API, body="application/graphql"),
        Shape("API: text with JSON in it", API, body="text/plain; application/json"),
        Shape("API: JSON list of types", API, body="text/plain, application/json"),
        Shape("API: JSON of another site", API, headers=_from("http://evil.example"), body=JSON),
        Shape("API: sandboxed", API, headers=_from("null"), body=JSON),
        Shape("API: sibling", API, headers=_from("http://a.testserver"), body=JSON),
        Shape("API: no address", API, headers=_from("http://["), body=JSON),
        Shape("API: cross-site", API, headers={"Sec-Fetch-Site": "cross-site"}, body=JSON),
        Shape("API: same-site", API, headers={"Sec-Fetch-Site": "same-site"}, body=JSON),
        Shape("API: GET", API, "GET", query={"query": "mutation{signOut{errors{code}}}"}),
        Shape("API: a WebSocket", API, "GET", {"Upgrade": "websocket", "Connection": "Upgrade"}),
    ]


SHAPES = [*_elsewhere(), *_tokens(), *_methods(), *_to_the_api()]
