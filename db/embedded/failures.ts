/** For `.catch`: undefined for an error with this code, any other is thrown on. */
export function unless(code: string) {
  return (error: unknown): undefined => {
    if (codeOf(error) !== code) throw error;
  };
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What a failed command said, where it can be told in one line, or else the error's own words. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  if (codeOf(error) === "ENOSPC" || saysDiskFull(said))
    return "there is no room left on its disk; make some and start again";
  const [, fatal] = /(?:FATAL|PANIC|error): +(.+)/.exec(said) ?? [];
  return fatal ?? (said || error.message);
}

/** PostgreSQL says it in the system's words, or in its own when the last block fitted in part. */
export const saysDiskFull = (said: string): boolean =>
  /no space left on device|check free disk space/i.test(said);

/** An error whose message is meant for who starts Parley. */
export function unavailable(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "UNAVAILABLE" });
}
