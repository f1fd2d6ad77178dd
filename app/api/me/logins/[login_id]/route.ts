import { route } from "@/lib/http/route";
import { endLogin } from "@/lib/logins/commands";
import { endLoginInput } from "@/lib/logins/contract";

export const DELETE = route({ input: endLoginInput, run: endLogin });
