import { io } from "socket.io-client";
import { type Finding, failed, passed, warning } from "@/scripts/doctor/finding";

const ABOUT = "WebSocket";
/** From the first byte to Parley's word on who is calling, in milliseconds. */
const ANSWERED_WITHIN = 10_000;

/** What Socket.IO says when a connection does not come about. */
export type Refusal = Error & {
  /** What Parley said of it: then the WebSocket itself was open. */
  data?: { code?: string; message?: string };
  /** What `ws` said: `Unexpected server response: 400`. */
  description?: { message?: string };
};

/** Opens one as a browser's page would, by a token that is none: to be refused is to be there. */
export function checkWebSocket(origin: string): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = io(origin, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin },
      auth: { token: "npm run doctor" },
    });
    const end = (finding: Finding | Promise<Finding>) => {
      clearTimeout(timer);
      socket.disconnect();
      resolve(finding);
    };
    const refuse = async (error: Refusal) =>
      judgeRefusal(origin, error, !error.data && (await isForeign(origin)));
    const timer = setTimeout(() => end(refuse(new Error("no answer came"))), ANSWERED_WITHIN);
    socket.on("connect_error", (error: Refusal) => end(refuse(error)));
    socket.on("connect", () => end(passed(ABOUT, "it opens")));
  });
}

/**
 * Whether Parley refuses a page of this address, which it says of a poll alone: of an upgrade it
 * says no more than that it does not like it.
 */
async function isForeign(origin: string): Promise<boolean> {
  const url = `${origin}/socket.io/?EIO=4&transport=polling`;
  const signal = AbortSignal.timeout(ANSWERED_WITHIN);
  return fetch(url, { headers: { origin }, redirect: "manual", signal }).then(
    ({ status }) => status === 403,
    () => false,
  );
}

export function judgeRefusal(
  origin: string,
  { message, data, description }: Refusal,
  is_foreign = false,
): Finding {
  if (data?.code === "UNAUTHENTICATED") return passed(ABOUT, "it opens, and Parley answers in it");
  if (data) {
    const todo = "Look at what the server's log says.";
    return warning(ABOUT, `it opens, and Parley says: ${data.message ?? data.code}`, todo);
  }
  if (is_foreign) {
    const todo = `Set PARLEY_URL=${origin}, or let the proxy pass the Host header on.`;
    return failed(ABOUT, "Parley takes this address for a foreign page and refuses it", todo);
  }
  return failed(
    ABOUT,
    `it does not open: ${description?.message ?? message}`,
    "Let the proxy pass upgrades on: HTTP/1.1 to Parley, with the headers Upgrade and Connection (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade).",
  );
}
