import { route } from "@/lib/http/route";
import { createGuestToken } from "@/lib/users/commands";
import { guestInput } from "@/lib/users/contract";

export const POST = route({ public: true, input: guestInput, run: createGuestToken, success: 201 });
