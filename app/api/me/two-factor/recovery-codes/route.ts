import { route } from "@/lib/http/route";
import { renewRecoveryCodes } from "@/lib/two-factor/commands";
import { beginTwoFactorInput } from "@/lib/two-factor/contract";

export const POST = route({ input: beginTwoFactorInput, run: renewRecoveryCodes, success: 201 });
