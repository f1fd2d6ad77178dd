/** What went wrong, in its own words: Drizzle wraps what the database said in the text of the query. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const is_wrapped = error.cause instanceof Error && error.message.startsWith("Failed query");
  return is_wrapped ? reasonOf(error.cause) : error.message;
}
