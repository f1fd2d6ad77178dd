import MarkdownIt from "markdown-it";

/** Where a link may go, by the browser's own reading of its address. */
const SCHEMES = ["http:", "https:", "mailto:"];

const isAllowed = (address: string) =>
  URL.canParse(address) && SCHEMES.includes(new URL(address).protocol);

/** Raw HTML is text like any other: there are no tags to be let through or kept out. */
const markdown = new MarkdownIt({ html: false, linkify: true });
markdown.validateLink = isAllowed;

const { escapeHtml } = markdown.utils;

const linkTo = (address: string) =>
  `<a href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer nofollow">`;

/** A page's own heading is the article's title. */
const below = (tag: string) => `h${Math.min(Number(tag.slice(1)) + 1, 6)}`;

markdown.core.ruler.push("for_readers", ({ tokens }) => {
  for (const token of tokens) {
    if (/^heading_/.test(token.type)) token.tag = below(token.tag);
    if (/^t[dh]_open$/.test(token.type)) {
      const align = /center|right/.exec(String(token.attrGet("style")))?.[0];
      token.attrs = align ? [["align", align]] : null;
    }
  }
});

const rules = markdown.renderer.rules;
rules.link_open = (tokens, index, _options, env = {}) => {
  const address = String(tokens[index]?.attrGet("href"));
  // An empty one is not asked about, and would lead to the page that it is on.
  env.is_in_link = isAllowed(address);
  return env.is_in_link ? linkTo(address) : "";
};
rules.link_close = (_tokens, _index, _options, env = {}) => {
  const end = env.is_in_link ? "</a>" : "";
  env.is_in_link = false;
  return end;
};
/** A picture from elsewhere would tell its host who reads: it is a link. */
rules.image = (tokens, index, _options, env = {}) => {
  const address = String(tokens[index]?.attrGet("src"));
  const text = escapeHtml(tokens[index]?.content || address);
  return env.is_in_link || !isAllowed(address) ? text : `${linkTo(address)}${text}</a>`;
};
rules.fence = (tokens, index) =>
  `<pre><code>${escapeHtml(tokens[index]?.content ?? "")}</code></pre>\n`;

/**
 * Markdown as HTML for a page: tags that were written show as text, links go to http, https and mail
 * alone, pictures are links.
 */
export const toHtml = (text: string): string => markdown.render(text);

const CHARACTERS: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** What is read of that HTML, in one line. */
export const toText = (html: string): string =>
  html
    // Within a line they part no words.
    .replace(/<\/?(?:a|code|em|s|strong)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => CHARACTERS[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
