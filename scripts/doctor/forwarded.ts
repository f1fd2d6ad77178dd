import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { Env } from "@/lib/env";
import { type Finding, failed, passed, warning, wordsOf } from "@/scripts/doctor/finding";

const ABOUT = "Forwarded";
/** How long the way through the proxy may take, in milliseconds. */
const ANSWERED_WITHIN = 10_000;

/**
 * While Parley does not run: listens in its place for a moment and asks through the proxy, so that
 * what arrives is what Parley would get.
 */
export async function checkForwarded(
  address: string,
  { HOST, PORT, PARLEY_URL }: Pick<Env, "HOST" | "PORT" | "PARLEY_URL">,
): Promise<Finding[]> {
  const path = `/api/health?doctor=${randomUUID()}`;
  let received: IncomingHttpHeaders | undefined;
  const server = createServer((request, response) => {
    if (request.url === path) received = request.headers;
    response.writeHead(503, { connection: "close" }).end();
  });
  server.listen(PORT, HOST);
  await once(server, "listening");
  const { origin } = new URL(address);
  let said = "";
  try {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN);
    const { status } = await fetch(origin + path, { redirect: "manual", signal });
    said = `it answers ${status}`;
  } catch (error) {
    said = wordsOf(error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  if (received) return judgeForwarded(origin, received, PARLEY_URL);
  const todo = `Let the proxy pass requests to port ${PORT} of this machine, and give the address that leads to it.`;
  return [failed("Proxy", `nothing that is asked of ${origin} arrives here: ${said}`, todo)];
}

/**
 * What Parley would make of the headers with which a request for `origin` arrives.
 * @param told its own address, where it was told one: then the headers do not count
 */
export function judgeForwarded(
  origin: string,
  headers: IncomingHttpHeaders,
  told?: string,
): Finding[] {
  const { host, protocol } = new URL(origin);
  const is_told = told !== undefined && new URL(told).origin === origin;
  const findings = [passed("Proxy", "what is asked of it arrives here")];
  const told_host = headers["x-forwarded-host"] ?? headers.host;
  const told_scheme = headers["x-forwarded-proto"] ?? "http";
  if (!is_told && (told_host !== host || `${told_scheme}:` !== protocol)) {
    const todo = `Set PARLEY_URL=${origin}, or let the proxy send X-Forwarded-Host and X-Forwarded-Proto.`;
    findings.push(failed(ABOUT, `it arrives as asked of ${told_scheme}://${told_host}`, todo));
  }
  if (findings.length === 1) {
    findings.push(passed(ABOUT, is_told ? "PARLEY_URL is this address" : "with host and scheme"));
  }
  const todo = "Start Parley and look again for the cookies and the WebSocket.";
  return [...findings, warning("Server", "Parley does not run", todo)];
}
