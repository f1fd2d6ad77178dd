import { route } from "@/lib/http/route";
import { register } from "@/lib/users/commands";
import { registerInput } from "@/lib/users/contract";

export const POST = route({ public: true, input: registerInput, run: register, success: 201 });
