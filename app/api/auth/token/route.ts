import { route } from "@/lib/http/route";
import { createToken } from "@/lib/users/commands";
import { tokenInput } from "@/lib/users/contract";

export const POST = route({ public: true, input: tokenInput, run: createToken });
