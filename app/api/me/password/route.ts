import { route } from "@/lib/http/route";
import { changePassword } from "@/lib/users/commands";
import { changePasswordInput } from "@/lib/users/contract";

export const PUT = route({ input: changePasswordInput, run: changePassword });
