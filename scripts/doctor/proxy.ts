import { type Finding, failed, passed, warning, wordsOf } from "@/scripts/doctor/finding";
import { checkWebSocket } from "@/scripts/doctor/web-socket";

/** How long an answer may take on its way through the proxy, in milliseconds. */
const ANSWERED_WITHIN = 10_000;
/** By how much the clock of whoever answers may differ, in milliseconds. */
const CLOCKS_APART = 60_000;

/** Whether it is the whole address of a site. */
export const isAddress = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

/** Looks at Parley from where people reach it, such as `https://chat.example.com`. */
export async function checkProxy(address: string): Promise<Finding[]> {
  if (!isAddress(address)) {
    const todo = "Give the whole address, such as https://chat.example.com.";
    return [failed("Address", `${address} is none`, todo)];
  }
  const { origin } = new URL(address);
  const health = await ask(`${origin}/api/health`);
  const reached = judgeHealth(origin, health);
  const findings = [judgeScheme(new URL(address)), reached];
  if (reached.verdict === "fail") return findings;
  const [providers, csrf, web_socket] = await Promise.all([
    ask(`${origin}/api/auth/staff/providers`),
    ask(`${origin}/api/auth/staff/csrf`),
    checkWebSocket(origin),
  ]);
  return [
    ...findings,
    ...judgeDate(health.date, Date.now()),
    judgeOrigin(origin, providers),
    judgeCookies(origin, csrf.cookies),
    web_socket,
  ];
}

export type Answer = {
  /** 0 where no answer came. */
  status: number;
  json: unknown;
  location: string | null;
  cookies: string[];
  date: string | null;
  /** Why no answer came. */
  failure: string;
};

async function ask(url: string): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN);
    const response = await fetch(url, { redirect: "manual", signal });
    const { status, headers } = response;
    const json = await response.json().catch(() => null);
    const [location, date] = [headers.get("location"), headers.get("date")];
    return { status, json, location, cookies: headers.getSetCookie(), date, failure: "" };
  } catch (error) {
    const failure = wordsOf(error);
    return { status: 0, json: null, location: null, cookies: [], date: null, failure };
  }
}

const isLocal = ({ hostname }: URL) => /^(localhost|127\.|\[::1\])/.test(hostname);

function judgeScheme(url: URL): Finding {
  if (url.protocol === "https:" || isLocal(url)) return passed("Address", url.origin);
  const todo = "Put a proxy with a certificate in front of Parley, and give its https:// address.";
  return warning(
    "Address",
    `${url.origin} is not encrypted: passwords can be read on the way`,
    todo,
  );
}

/** What `/api/health` answered through the proxy. */
export function judgeHealth(origin: string, { status, json, location, failure }: Answer): Finding {
  const about = "Proxy";
  if (status === 0) {
    const todo = /certificate|CERT|self[- ]signed/i.test(failure)
      ? "Give the proxy a certificate for this name that browsers trust."
      : "Correct the address, start the proxy, or open the firewall for it.";
    return failed(about, `nothing answers at ${origin}: ${failure}`, todo);
  }
  const { ok, data } = (json ?? {}) as { ok?: boolean; data?: { status?: string } };
  if (ok && data?.status === "alive") return passed(about, "Parley answers through it");
  if (location && status >= 300 && status < 400) {
    const todo = "Give the address that it leads to, which is the one that people shall use.";
    return failed(about, `it leads on to ${location}`, todo);
  }
  if (status >= 502 && status <= 504) {
    const todo = "Start Parley, and let the proxy pass requests to its HOST and PORT.";
    return failed(about, `it answers ${status}: it does not reach Parley`, todo);
  }
  const todo = "Let the proxy pass every path to Parley as it is, /api among them.";
  return failed(about, `it answers ${status}, and not as Parley does`, todo);
}

/** @param date of the answer, as in its header */
export function judgeDate(date: string | null, now: number): Finding[] {
  const apart = date ? Math.abs(Date.parse(date) - now) : 0;
  if (!(apart > CLOCKS_APART)) return [];
  const todo = "Switch on the synchronisation of the clock on both machines.";
  return [warning("Clock", `${Math.round(apart / 1000)} s between here and there`, todo)];
}

/**
 * Where Parley thinks that it was asked: without a PARLEY_URL, what the proxy has passed on of the
 * request's host and scheme. next-auth tells it in the addresses of its providers.
 */
export function judgeOrigin(origin: string, { json }: Answer): Finding {
  const about = "Forwarded";
  const { password } = (json ?? {}) as { password?: { callbackUrl?: unknown } };
  const told = String(password?.callbackUrl);
  if (!URL.canParse(told)) {
    const todo = "Let the proxy pass every path to Parley as it is, /api/auth among them.";
    return failed(about, "Parley did not tell where it was asked", todo);
  }
  const seen = new URL(told);
  if (seen.origin === origin) return passed(about, "Parley knows this address as its own");
  const todo = `Set PARLEY_URL=${origin}, or let the proxy send X-Forwarded-Host and X-Forwarded-Proto.`;
  return failed(about, `Parley takes itself to be at ${seen.origin}`, todo);
}

/** @param cookies as they were set, attributes and all */
export function judgeCookies(origin: string, cookies: string[]): Finding {
  const about = "Cookies";
  const own = cookies.filter((cookie) => cookie.includes("parley."));
  const secure = own.filter((cookie) => /;\s*secure\b/i.test(cookie));
  if (own.length === 0) {
    const todo = "Let the proxy pass Set-Cookie headers on: without them nobody can sign in.";
    return failed(about, "none came through", todo);
  }
  if (own.some((cookie) => !/;\s*httponly\b/i.test(cookie))) {
    const todo = "Let the proxy pass Set-Cookie headers on as they are.";
    return failed(about, "scripts of the page could read them", todo);
  }
  if (!origin.startsWith("https:")) {
    if (secure.length === 0) return passed(about, "they fit an address without encryption");
    const todo = "Reach Parley at its https:// address, or set PARLEY_URL to this one.";
    return failed(about, "they are for https:// alone: nobody can sign in here", todo);
  }
  if (secure.length === own.length && own.every((cookie) => cookie.startsWith("__Host-"))) {
    return passed(about, "they are bound to this host and to https://");
  }
  return failed(about, "they are not secure", `Set PARLEY_URL=${origin} and start Parley again.`);
}
