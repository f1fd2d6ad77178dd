import { route } from "@/lib/http/route";
import { setUp } from "@/lib/users/commands";
import { setupInput } from "@/lib/users/contract";

export const POST = route({ public: true, input: setupInput, run: setUp, success: 201 });
