import { answer, parseInput } from "@/lib/answer";
import { streamOf } from "@/lib/http/download";
import { actorOf, type Handler, readInput, toResponse } from "@/lib/http/route";
import { openEventStream } from "@/lib/realtime/event-stream";
import { eventsInput } from "@/lib/sessions/contract";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // To press it together would hold each event back until there are more, and so would a proxy.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** A session's events over HTTP. What is refused is refused in the envelope. */
export const eventStream: Handler = async (request, context) => {
  const what = `${request.method} ${new URL(request.url).pathname}`;
  const envelope = await answer(what, async () => {
    const actor = await actorOf(request);
    const { session_id } = parseInput(eventsInput, await readInput(request, context));
    return openEventStream(actor, session_id, request.headers.get("last-event-id"));
  });
  if (!envelope.ok) return toResponse(envelope);
  return new Response(streamOf(what, envelope.data), { headers: HEADERS });
};
