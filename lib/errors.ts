/** Every error that a caller can meet: its HTTP status, and whether the same call may succeed later. */
export const ERROR_CODES = {
  VALIDATION: { status: 400, retryable: false },
  UNAUTHENTICATED: { status: 401, retryable: false },
  FORBIDDEN: { status: 403, retryable: false },
  NOT_FOUND: { status: 404, retryable: false },
  CONFLICT: { status: 409, retryable: false },
  ALREADY_ASSIGNED: { status: 409, retryable: false },
  AT_CAPACITY: { status: 409, retryable: false },
  CHAT_CLOSED: { status: 409, retryable: false },
  TOO_LARGE: { status: 413, retryable: false },
  UNSUPPORTED_TYPE: { status: 415, retryable: false },
  RATE_LIMITED: { status: 429, retryable: true },
  UNKNOWN_EVENT: { status: 400, retryable: false },
  INTERNAL: { status: 500, retryable: true },
  UNAVAILABLE: { status: 503, retryable: true },
  STORAGE_FULL: { status: 507, retryable: true },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export type ErrorBody = {
  code: ErrorCode;
  message: string;
  /** The field of the input that is wrong, dotted where it is nested. */
  field?: string;
  retryable: boolean;
  retry_after_ms?: number;
  details?: Record<string, unknown>;
};

/** The one shape of every answer, over REST and as a socket's acknowledgement. */
export type Envelope<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };

type Extra = Pick<ErrorBody, "field" | "retry_after_ms" | "details">;

/** An error that the caller is meant to see. Its message is a sentence for a person. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Extra = {},
  ) {
    super(message);
  }
}

/** Recognised by name: `instanceof` fails between the copies of this module in one process. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError";
}

/** True for an AppError with this code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return isAppError(error) && error.code === code;
}

/**
 * SQLSTATEs and client codes that mean "the database cannot answer now", not "the query is wrong":
 * lost or refused connections (class 08, postgres.js' CONNECTION_*), a full disk, too many clients,
 * shutdown and start (57P*), a statement or lock that took too long, and deadlock or serialisation failures
 * that were retried in vain. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const DATABASE_AWAY =
  /^(08|57P0[1-3]$|53[13]00$|57014$|55P03$|40P01$|40001$|CONNECT|CONNECTION_|ECONN|ETIMEDOUT|EPIPE)/;

export function isDatabaseAway(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if ("code" in e && DATABASE_AWAY.test(String(e.code))) return true;
    // Its host has no address, or its socket's file is not there.
    if ("syscall" in e && /^(connect|getaddrinfo)$/.test(String(e.syscall))) return true;
  }
  return false;
}

/** What the caller is told of any error: nothing of the server's inside unless it was meant for them. */
export function toErrorBody(error: unknown): ErrorBody {
  if (isAppError(error)) {
    const { retryable } = ERROR_CODES[error.code];
    return { code: error.code, message: error.message, retryable, ...error.extra };
  }
  if (isDatabaseAway(error)) {
    return {
      code: "UNAVAILABLE",
      message: "The server cannot reach its database. Try again in a moment.",
      retryable: true,
    };
  }
  return {
    code: "INTERNAL",
    message: "Something went wrong on the server.",
    retryable: true,
  };
}
