import { route } from "@/lib/http/route";
import { resetTwoFactor } from "@/lib/users/commands";
import { resetTwoFactorInput } from "@/lib/users/contract";

export const DELETE = route({ input: resetTwoFactorInput, run: resetTwoFactor });
