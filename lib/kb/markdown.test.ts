import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KB_ARTICLE_LIMIT } from "@/lib/kb/contract";
import { toHtml, toText } from "@/lib/kb/markdown";

const LINK = String.raw`<a href="(?:https?:|mailto:)[^"<>\s]*" target="_blank" rel="noopener noreferrer nofollow">`;
const PLAIN =
  "p|strong|em|s|code|pre|blockquote|ul|ol|li|h[2-6]|table|thead|tbody|tr|th|td|br|hr|a";
/** Every tag that may come out, word for word. */
const TAG = new RegExp(
  `^(?:${LINK}|</?(?:${PLAIN})>|<t[hd] align="(?:center|right)">|<ol start="\\d+">)$`,
);

/** What a browser would take for tags: from each `<` on, to a `>` if there is one. */
const tagsOf = (html: string) => html.match(/<[^>]*>?/g) ?? [];

function expectHarmless(html: string) {
  for (const tag of tagsOf(html)) expect(tag).toMatch(TAG);
}

test("what people write comes out as they meant it", () => {
  const html = toHtml(
    "# Lamps\n\nA **bold** and *slanted* [shop](https://shop.example/?a=1&b=2), `code`\n\n3. c\n4. d\n\n| a | b |\n|-|-:|\n| 1 | 2 |\n\n```js\n<b>\n```",
  );
  expect(html).toContain("<h2>Lamps</h2>");
  expect(html).toContain("<strong>bold</strong> and <em>slanted</em>");
  expect(html).toContain(
    '<a href="https://shop.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">shop</a>',
  );
  expect(html).toContain('<ol start="3">');
  expect(html).toContain('<td align="right">2</td>');
  expect(html).toContain("<pre><code>&lt;b&gt;\n</code></pre>");
  expectHarmless(html);
  expect(toText(html)).toBe("Lamps A bold and slanted shop, code c d a b 1 2 <b>");
});

test.for([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<kbd><img src=x onerror=alert(1)//",
  "<div onclick=alert(1)>\nhello\n</div>",
  "<!-- --><svg/onload=alert(1)>",
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt:alert(1))",
  "[a](javascript&colon;alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](java\tscript:alert(1))",
  "[a](<java\nscript:alert(1)>)",
  "[a](\u0001javascript:alert(1))",
  "[a](data:text/html,<script>alert(1)</script>)",
  "[a](vbscript:x)",
  "[a](file:///etc/passwd)",
  "[a](//evil.example)",
  "[a](/api/auth/token)",
  "<javascript:alert(1)>",
  "<data:text/html;base64,PHNjcmlwdD4=>",
  "![a](javascript:alert(1))",
  '![a](x"onerror="alert(1))',
  '[a](https://x.example/"onmouseover="alert(1))',
  "[a](https://x.example 'title\" onmouseover=alert(1)')",
  '![" onerror="alert(1)](https://x.example/a.png)',
  "![<img src=x onerror=alert(1)>](https://x.example/a.png)",
  "[a]: javascript:alert(1)\n\n[a]",
  "[![a](https://x.example/a.png)](javascript:alert(1))",
  '```"><script>alert(1)</script>\nx\n```',
  "`<script>`",
  "| <img src=x onerror=alert(1)> |\n|-|\n| <b> |",
  "https://x.example/<script>alert(1)</script>",
  "a@b.example<script>",
  "\\<script>alert(1)\\</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
])("nothing that runs, and no address but of a page or of mail: %s", (markdown) => {
  const html = toHtml(markdown);
  expectHarmless(html);
  expect(html).not.toMatch(/href="(?!https?:\/\/|mailto:)/);
});

test("a picture is a link, and no host hears of its readers", () => {
  expect(toHtml("![A lamp](https://pics.example/lamp.png)")).toBe(
    '<p><a href="https://pics.example/lamp.png" target="_blank" rel="noopener noreferrer nofollow">A lamp</a></p>\n',
  );
  expect(toHtml("[a]() ![b]() [![c]()]()")).toBe("<p>a b c</p>\n");
  expect(toHtml("![](https://pics.example/a.png)")).toContain(">https://pics.example/a.png</a>");
  const nested = toHtml("[![A lamp](https://pics.example/a.png)](https://shop.example/)");
  expect(nested.match(/<a /g)).toHaveLength(1);
  expect(nested).toContain('href="https://shop.example/"');
});

test("whatever is written, no tag comes out but those that are known", () => {
  const pieces = fc.constantFrom(
    ..."<>\"'`[](){}!*_~#&;:=/\\|- \n\t0ax",
    ...[
      "<script>",
      "<img src=x onerror=y",
      "javascript:",
      "](",
      "![",
      "&lt;",
      "&#x3c;",
      "https://",
    ],
    ...["mailto:", "\n\n", "```", "|-|", "data:", "<!--", "-->", "<a href=", "]: "],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) =>
      expectHarmless(toHtml(parts.join(""))),
    ),
    { numRuns: 3000 },
  );
});

describe("what is written to take long", () => {
  const long = (piece: string, end = "") => piece.repeat(KB_ARTICLE_LIMIT / piece.length) + end;
  test.for([
    ["brackets", long("[")],
    ["pictures", long("![")],
    ["emphasis", long("*a **b ")],
    ["underscores", long("_a")],
    ["quotes", long("> ")],
    ["lists", long("- ")],
    ["an address", long("a.", "@")],
    ["links", long("[a](")],
    ["tables", `${long("|a")}\n${long("|-")}`],
  ] as const)("does not: %s", ([, markdown]) => {
    const start = performance.now();
    toHtml(markdown);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
