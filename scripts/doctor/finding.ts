/** `warn` is what works now and may not later; with one `fail` Parley does not run as it should. */
export type Verdict = "ok" | "warn" | "fail";

export type Finding = {
  verdict: Verdict;
  about: string;
  says: string;
  /** What to do about it, in a sentence. */
  todo?: string;
};

export const passed = (about: string, says: string): Finding => ({ verdict: "ok", about, says });
export const warning = (about: string, says: string, todo: string): Finding => ({
  verdict: "warn",
  about,
  says,
  todo,
});
export const failed = (about: string, says: string, todo: string): Finding => ({
  verdict: "fail",
  about,
  says,
  todo,
});

const SIGNS: Record<Verdict, string> = { ok: "✓", warn: "!", fail: "✗" };

/** A line to read, and one more for what to do. */
export function toText({ verdict, about, says, todo }: Finding): string {
  const line = `${SIGNS[verdict]} ${verdict.padEnd(4)}  ${about.padEnd(11)}  ${says}`;
  return todo ? `${line}\n${" ".repeat(21)}→ ${todo}` : line;
}

/** The sum, for the last line. */
export function toSum(findings: Finding[]): string {
  const count = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
  return `${count("ok")} ok, ${count("warn")} to warn of, ${count("fail")} failed`;
}

const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** `1.5 GB`, by the thousand and twenty-four. */
export function inBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const number = bytes / 1024 ** power;
  return `${number < 10 && power > 0 ? number.toFixed(1) : Math.round(number)} ${UNITS[power]}`;
}

/** The words of an error, or of what caused it, such as a connection that was refused; in a line. */
export function wordsOf(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors : [];
  const [cause = (error as Error).cause] = causes;
  const told = cause instanceof Error ? cause : error;
  if (!(told instanceof Error)) return String(told);
  // OpenSSL's message is made of codes; its reason is for people.
  const words = "reason" in told ? String(told.reason) : told.message || told.name;
  return words.trim().replace(/\s+/g, " ").replace(/\.$/, "");
}
