import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { config } from "@/lib/config";

/** How long a sign-in lasts, in seconds. */
export const LOGIN_LIFETIME = 30 * 24 * 60 * 60;

/** What a token says: who, and which sign-in. All else is the database's word. */
export type TokenClaims = { user_id: number; login_id: string };

const claims = z.object({ sub: z.string().regex(/^\d+$/).transform(Number), login_id: z.uuid() });

/** The same token serves as a cookie and as a bearer: encrypted, so nobody reads or makes one. */
export function makeToken({ user_id, login_id }: TokenClaims): Promise<string> {
  return encode({
    token: { sub: String(user_id), login_id },
    secret: config().secret,
    maxAge: LOGIN_LIFETIME,
  });
}

/** What the token says, or null when it is not ours or over. */
export async function readToken(token: string): Promise<TokenClaims | null> {
  try {
    const result = claims.safeParse(await decode({ token, secret: config().secret }));
    if (!result.success) return null;
    return { user_id: result.data.sub, login_id: result.data.login_id };
  } catch {
    return null;
  }
}
