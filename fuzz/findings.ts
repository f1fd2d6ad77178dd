/** What was found, each kind of thing once with how often and the first that had it. */
export class Findings {
  readonly #found = new Map<string, { count: number; first: string }>();

  /** @param kind what is wrong, without what differs from input to input */
  tell(kind: string, input: string): void {
    const known = this.#found.get(kind);
    if (known) known.count++;
    else this.#found.set(kind, { count: 1, first: input.slice(0, 600) });
  }

  /** A line for each kind. */
  lines(): string[] {
    return [...this.#found].map(([kind, { count, first }]) => `${count}× ${kind}, first: ${first}`);
  }
}

/** Of the server's inside: stacks, files, SQL, the database's own words. */
const LEAK =
  /\bat \S+ \(|\.(ts|tsx|js|mjs):\d+:\d+|node_modules|\b(select|insert|update|delete)\b[^"]{0,80}\b(from|into|set|where)\b|PostgresError|Failed query|drizzle|SQLSTATE|ECONNREFUSED|ENOENT|password_hash/i;

/**
 * What of the server's inside is in an answer; null when there is nothing.
 * @param sent what an answer may say back, for it came from the caller
 */
export function leakIn(answer: string, sent: string): string | null {
  const found = LEAK.exec(answer)?.[0];
  return found && !sent.includes(found) ? found : null;
}
