import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { isStaff, type Role } from "@/lib/actor";
import { answer } from "@/lib/answer";
import { config } from "@/lib/config";
import { cookieName, isSecure, type Side } from "@/lib/cookies";
import { AppError, hasCode, isAppError } from "@/lib/errors";
import { readObject, readText } from "@/lib/http/body";
import { callerOf, toResponse } from "@/lib/http/route";
import { logIn, logOut } from "@/lib/logins/commands";
import { checkPassword, type From, logInAsGuest } from "@/lib/users/commands";
import { guestInput, tokenInput } from "@/lib/users/contract";
import { LOGIN_LIFETIME, type TokenClaims } from "@/lib/users/tokens";

type SignIn = { id: string; login_id: string };

const toSignIn = ({ user_id, login_id }: TokenClaims): SignIn => ({
  id: String(user_id),
  login_id,
});

const onSide = (side: Side, role: Role) => isStaff({ role }) === (side === "staff");

/**
 * @returns null for a wrong password, or for an account of the other side
 * @throws AppError UNAUTHENTICATED with the field `code` where that is missing or wrong; not to
 *   customers, for whom staff have no account
 */
async function passwordSignIn(
  side: Side,
  credentials: unknown,
  from: From,
): Promise<SignIn | null> {
  const { email, password, code } = (credentials ?? {}) as Record<string, unknown>;
  const input = tokenInput.safeParse({ email, password, ...(code ? { code } : {}) });
  if (!input.success) return null;
  try {
    const account = await checkPassword(input.data, from);
    return onSide(side, account.role) ? toSignIn(await logIn(account.id, from)) : null;
  } catch (error) {
    const needs_code = side === "staff" && isAppError(error) && error.extra.field === "code";
    if (hasCode(error, "UNAUTHENTICATED") && !needs_code) return null;
    throw error;
  }
}

async function guestSignIn(credentials: unknown, from: From): Promise<SignIn | null> {
  const { name, email } = (credentials ?? {}) as Record<string, unknown>;
  const input = guestInput.safeParse({ name: name || undefined, email: email || undefined });
  return input.success ? toSignIn(await logInAsGuest(input.data, from)) : null;
}

type Fail = (error: unknown) => void;

function providers(side: Side, from: From, fail: Fail): AuthOptions["providers"] {
  const keeping =
    (signIn: (credentials: unknown, from: From) => Promise<SignIn | null>) =>
    (credentials: unknown) =>
      signIn(credentials, from).catch((error) => {
        fail(error);
        return null;
      });
  const password = CredentialsProvider({
    id: "password",
    credentials: { email: {}, password: {}, code: {} },
    authorize: keeping((credentials, from) => passwordSignIn(side, credentials, from)),
  });
  if (side === "staff") return [password];
  const guest = CredentialsProvider({
    id: "guest",
    credentials: { name: {}, email: {} },
    authorize: keeping(guestSignIn),
  });
  return [password, guest];
}

function cookies(side: Side): AuthOptions["cookies"] {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
  return {
    sessionToken: { name: cookieName(side), options },
    csrfToken: { name: cookieName(side, "csrf"), options },
    callbackUrl: { name: cookieName(side, "callback"), options },
  };
}

function options(side: Side, from: From, fail: Fail): AuthOptions {
  return {
    secret: config().secret,
    session: { strategy: "jwt", maxAge: LOGIN_LIFETIME },
    pages: { signIn: side === "staff" ? "/login" : "/chat" },
    providers: providers(side, from, fail),
    cookies: cookies(side),
    useSecureCookies: isSecure(),
    callbacks: {
      // The token keeps who and which login; a name or a role in it would only grow old.
      jwt: ({ token, user }) => {
        if (!user) return { sub: token.sub, login_id: token.login_id };
        const { id, login_id } = user as SignIn;
        return { sub: id, login_id };
      },
    },
    events: {
      // A sign-out that did not reach the database must not look like one.
      signOut: async ({ token }) => {
        if (!token?.sub) return;
        const claims = { user_id: Number(token.sub), login_id: String(token.login_id) };
        await logOut(claims).catch(fail);
      },
    },
  };
}

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

/** next-auth takes forms and JSON; as a form it gets nothing but texts. */
async function readFields(request: Request): Promise<URLSearchParams> {
  if (!request.headers.get("content-type")?.includes("json")) {
    return new URLSearchParams(await readText(request));
  }
  const fields = Object.entries(await readObject(request));
  const is_texts = (field: [string, unknown]): field is [string, string] =>
    typeof field[1] === "string";
  if (!fields.every(is_texts)) throw new AppError("VALIDATION", "A field is no text.");
  return new URLSearchParams(fields);
}

async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = (await readFields(request)).toString();
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.delete("content-length");
  return new NextRequest(request.url, { method: "POST", headers, body });
}

/**
 * next-auth's own calls (csrf, callback/password, callback/guest, signout, …) for one side. It
 * would put the words of an error into an address, or drop them and go on; so what fails in here
 * is kept from it, and answered in the envelope.
 */
export function nextAuthRoute(side: Side): Handler {
  return async (request, context) => {
    const envelope = await answer(`next-auth ${request.nextUrl.pathname}`, async () => {
      const failures: unknown[] = [];
      const from = callerOf(request);
      const auth = NextAuth(options(side, from, (error) => failures.push(error))) as Handler;
      const response = await auth(await bounded(request), context);
      if (failures.length > 0) throw failures[0];
      return response;
    });
    return envelope.ok ? envelope.data : toResponse(envelope);
  };
}
