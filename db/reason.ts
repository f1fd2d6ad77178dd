/** What went wrong, in its own words: Drizzle wraps what the database said in the text of the query. */
export function reasonOf(error: unknown): string {
  const told = innermost(error);
  return told instanceof Error ? told.message : String(told);
}

/** The same as a sentence for who starts Parley. */
export function sentenceOf(error: unknown): string {
  const { name, code } = (innermost(error) ?? {}) as NodeJS.ErrnoException;
  if (code === "ENOSPC") return "There is no room left on the disk: make some and start again.";
  const reason = reasonOf(error).replace(/\.$/, "");
  return name === "PostgresError" ? `The database says: ${reason}.` : `${reason}.`;
}

function innermost(error: unknown): unknown {
  const is_wrapped =
    error instanceof Error &&
    error.cause instanceof Error &&
    error.message.startsWith("Failed query");
  return is_wrapped ? innermost(error.cause) : error;
}
