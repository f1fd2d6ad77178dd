// Where a spreadsheet would begin a formula: https://owasp.org/www-community/attacks/CSV_Injection
const AT_THE_BEGIN = /^[=+\-@＝＋－＠\t\r\n]/;
const FORMULA = /[=+\-@＝＋－＠]/;
/** A program may part cells at something else than a comma: Excel does at semicolons in half of the world. */
const SEPARATOR = /[;|\t\r\n]/;
/** What may stand between a separator and a formula, and what follows: each character is looked at once. */
const GAP = /([\s";|]+)(.?)/gs;
const NEEDS_QUOTES = /["\r\n\t,;|]/;

/** A text as a cell of RFC 4180: no spreadsheet takes a part of it for a formula. */
export function csvCell(text: string): string {
  const inert = text
    .replace(GAP, (all, gap: string, next: string, at: number) =>
      FORMULA.test(next) && (at === 0 || SEPARATOR.test(gap)) ? `${gap}'${next}` : all,
    )
    .replace(AT_THE_BEGIN, "'$&");
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
