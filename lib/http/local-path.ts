/** Never asked; a place to resolve paths against. */
const HERE = "http://here.invalid";

/**
 * A path on this very site that somebody may be sent to, from a query string that anybody can
 * write; null for what leads, or could lead, to another site.
 */
export function localPath(text: string | string[] | undefined): string | null {
  // Browsers read a backslash as a slash, and leave out tabs and ends of lines.
  if (typeof text !== "string" || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(text)) return null;
  if (!URL.canParse(text, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(text, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : null;
}
