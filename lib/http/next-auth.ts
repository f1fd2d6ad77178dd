import NextAuth, { type AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { isStaff, type Role } from "@/lib/actor";
import { config } from "@/lib/config";
import { cookieName, isSecure, type Side } from "@/lib/cookies";
import { hasCode } from "@/lib/errors";
import { checkPassword, logIn, logInAsGuest, logOut } from "@/lib/users/commands";
import { guestInput, tokenInput } from "@/lib/users/contract";
import { LOGIN_LIFETIME, type TokenClaims } from "@/lib/users/tokens";

type SignIn = { id: string; login_id: string };

const toSignIn = ({ user_id, login_id }: TokenClaims): SignIn => ({
  id: String(user_id),
  login_id,
});

const onSide = (side: Side, role: Role) => isStaff({ role }) === (side === "staff");

/** A wrong password is null to next-auth; anything else that fails is an error to it, and logged. */
async function passwordSignIn(side: Side, credentials: unknown): Promise<SignIn | null> {
  const { email, password } = (credentials ?? {}) as Record<string, unknown>;
  const input = tokenInput.safeParse({ email, password });
  if (!input.success) return null;
  try {
    const account = await checkPassword(input.data);
    return onSide(side, account.role) ? toSignIn(await logIn(account.id)) : null;
  } catch (error) {
    if (hasCode(error, "UNAUTHENTICATED")) return null;
    throw error;
  }
}

async function guestSignIn(credentials: unknown): Promise<SignIn | null> {
  const { name, email } = (credentials ?? {}) as Record<string, unknown>;
  const input = guestInput.safeParse({ name: name || undefined, email: email || undefined });
  return input.success ? toSignIn(await logInAsGuest(input.data)) : null;
}

function providers(side: Side): AuthOptions["providers"] {
  const password = CredentialsProvider({
    id: "password",
    credentials: { email: {}, password: {} },
    authorize: (credentials) => passwordSignIn(side, credentials),
  });
  if (side === "staff") return [password];
  const guest = CredentialsProvider({
    id: "guest",
    credentials: { name: {}, email: {} },
    authorize: guestSignIn,
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

function options(side: Side): AuthOptions {
  return {
    secret: config().secret,
    session: { strategy: "jwt", maxAge: LOGIN_LIFETIME },
    pages: { signIn: side === "staff" ? "/login" : "/chat" },
    providers: providers(side),
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
      signOut: async ({ token }) => {
        if (token?.sub)
          await logOut({ user_id: Number(token.sub), login_id: String(token.login_id) });
      },
    },
  };
}

type Handler = (request: Request, context: unknown) => Promise<Response>;

/** next-auth's own calls (csrf, callback/password, callback/guest, signout, …) for one side. */
export function nextAuthRoute(side: Side): Handler {
  return (request, context) => (NextAuth(options(side)) as Handler)(request, context);
}
