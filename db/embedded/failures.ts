/** For `.catch`: undefined for an error with this code, any other is thrown on. */
export function unless(code: string) {
  return (error: unknown): undefined => {
    if (codeOf(error) !== code) throw error;
  };
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What a failed command said, or else the error's own words. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said || error.message;
}

/** An error whose message is meant for who starts Parley. */
export function unavailable(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "UNAVAILABLE" });
}
