import { FRAME_LIMIT } from "@/lib/answer";
import { AppError, isAppError } from "@/lib/errors";

/**
 * What is too long is read on and thrown away up to here, in bytes: a client that is still sending
 * when the answer comes would see a broken connection instead of it.
 */
const DRAIN_LIMIT = 10_000_000;

/**
 * A request's body as text.
 * @throws AppError TOO_LARGE over FRAME_LIMIT bytes, VALIDATION when it is not UTF-8
 */
export async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of request.body) {
      bytes += chunk.byteLength;
      if (bytes > DRAIN_LIMIT) break;
      if (bytes <= FRAME_LIMIT) text += decoder.decode(chunk, { stream: true });
    }
    if (bytes > FRAME_LIMIT) {
      throw new AppError("TOO_LARGE", `The body is over ${FRAME_LIMIT} bytes.`);
    }
    return text + decoder.decode();
  } catch (error) {
    throw isAppError(error) ? error : new AppError("VALIDATION", "The body is not UTF-8.");
  }
}

/**
 * A request's body as the object that its JSON is; an empty body is an empty object.
 * @throws AppError TOO_LARGE, VALIDATION
 */
export async function readObject(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (text === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Answered below, as JSON of another shape is.
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new AppError("VALIDATION", "The body is not a JSON object.");
  }
  return body as Record<string, unknown>;
}
