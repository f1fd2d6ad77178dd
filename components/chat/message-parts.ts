/** A stretch of what a person wrote; one with `href` is a link. */
export type Part = { text: string; href?: string };

/**
 * Where an address may begin. It ends at what no address has as it is: white space, angle brackets,
 * quotes, and the signs that turn the direction of text, which would let it look like another one.
 */
const ADDRESS =
  /(?:\bhttps?:\/\/|\bwww\.(?=[\p{L}\p{N}]))[^\s<>"“”«»\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+|(?<![\p{L}\p{N}._%+-])(?:mailto:)?[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu;
/** What ends a sentence and not the address before it. */
const AFTER_ADDRESS = /[.,;:!?'’*…。、，！？]$/u;
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{", "）": "（" };

/** The text in order and whole, its addresses of the web and of mail made links. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.slice(0, addressEnd(found));
    const href = hrefOf(address);
    if (!href) continue;
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: address, href });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** Where the address ends that the text begins with. */
function addressEnd(text: string): number {
  /** How much more often each bracket is closed than opened, up to the end. */
  const surplus = new Map<string, number>();
  for (const [closing, opening] of Object.entries(CLOSING)) {
    surplus.set(closing, text.split(closing).length - text.split(opening).length);
  }
  for (let end = text.length; ; end--) {
    const last = text[end - 1] ?? "";
    const closed = surplus.get(last) ?? 0;
    // A bracket belongs to the address only where it was opened there.
    if (closed > 0) surplus.set(last, closed - 1);
    else if (!AFTER_ADDRESS.test(last)) return end;
  }
}

/** Only ever http, https or mailto; nothing where it is no address, or one made to mislead. */
function hrefOf(address: string): string | undefined {
  if (address.includes("@") && !/^(https?:|www\.)/i.test(address)) {
    return `mailto:${address.replace(/^mailto:/i, "")}`;
  }
  const href = /^www\./i.test(address) ? `https://${address}` : address;
  const url = URL.canParse(href) ? new URL(href) : null;
  // `https://bank.example@elsewhere.example` leads elsewhere.
  if (!url || url.username || url.password || !/^https?:$/.test(url.protocol)) return undefined;
  return href;
}

/** So many at the most are drawn large. */
const FEW = 3;
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\d#*]\ufe0f\u20e3)(?:[\p{Emoji_Modifier}\p{Extended_Pictographic}\p{Regional_Indicator}]|[\u{e0020}-\u{e007f}]|\ufe0f|\u200d)*$/u;

/** Whether the text is one to three emoji and nothing else. */
export function isFewEmoji(text: string): boolean {
  // One can be made of many characters, a family of 25 and a flag of 14.
  if (text.length > 100 || !/\p{Emoji}/u.test(text)) return false;
  const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const signs = Array.from(segmenter.segment(text.replace(/\s+/g, "")), ({ segment }) => segment);
  return signs.length > 0 && signs.length <= FEW && signs.every((sign) => EMOJI.test(sign));
}
