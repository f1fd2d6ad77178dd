import { answer } from "@/lib/answer";
import { tokenIn } from "@/lib/cookies";
import { type Handler, toResponse } from "@/lib/http/route";

/** A call of a monitor, with a token of its own and not with a sign-in; a refusal is the envelope. */
export function plainText(
  content_type: string,
  run: (input: { token: string | null }) => Promise<string>,
): Handler {
  return async (request) => {
    const authorization = request.headers.get("authorization");
    const { token } = tokenIn({ authorization, cookie: null, side: null });
    const what = `${request.method} ${new URL(request.url).pathname}`;
    const envelope = await answer(what, () => run({ token: token ?? null }));
    if (!envelope.ok) return toResponse(envelope);
    const headers = { "content-type": content_type, "cache-control": "no-store" };
    return new Response(envelope.data, { headers });
  };
}
