import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { beginTwoFactor, confirmTwoFactor, endTwoFactor } from "@/lib/two-factor/commands";
import {
  beginTwoFactorInput,
  confirmTwoFactorInput,
  endTwoFactorInput,
} from "@/lib/two-factor/contract";
import { readTwoFactor } from "@/lib/two-factor/queries";

export const GET = route({ input: noInput, run: readTwoFactor });
/** A new secret, which counts once it was confirmed. */
export const POST = route({ input: beginTwoFactorInput, run: beginTwoFactor, success: 201 });
/** Confirms it with a first code. */
export const PUT = route({ input: confirmTwoFactorInput, run: confirmTwoFactor });
export const DELETE = route({ input: endTwoFactorInput, run: endTwoFactor });
