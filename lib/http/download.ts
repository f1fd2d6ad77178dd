import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { answer, parseInput } from "@/lib/answer";
import type { Download } from "@/lib/download";
import { actorOf, type Handler, readInput, toResponse } from "@/lib/http/route";
import { log } from "@/lib/log";

type DownloadCall<Input> = {
  input: z.ZodType<Input>;
  run: (actor: Actor, input: Input) => Promise<Download>;
};

/** Asks for the next piece when the reader has taken the one before: no more is held. */
export function streamOf(what: string, chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const pieces = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let is_gone = false;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (is_gone) return;
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          if (is_gone) return;
          log.error({ err: error, call: what }, "a download broke off");
          controller.error(error);
        }
      },
      async cancel() {
        is_gone = true;
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * A REST call whose answer is a document to keep. What is refused is refused in the envelope; one
 * that fails once it is under way is cut off, so that it is not taken for whole.
 */
export function download<Input>(call: DownloadCall<Input>): Handler {
  return async (request, context) => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    const envelope = await answer(what, async () => {
      const actor = await actorOf(request);
      return call.run(actor, parseInput(call.input, await readInput(request, context)));
    });
    if (!envelope.ok) return toResponse(envelope);
    const { content_type, filename, policy, chunks } = envelope.data;
    const headers = new Headers({
      "cache-control": "no-store",
      "content-type": content_type,
      "content-disposition": `attachment; filename="${filename}"`,
      "x-content-type-options": "nosniff",
    });
    if (policy) headers.set("content-security-policy", policy);
    return new Response(streamOf(what, chunks), { headers });
  };
}
