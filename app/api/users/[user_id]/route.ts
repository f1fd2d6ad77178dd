import { route } from "@/lib/http/route";
import { updateUser } from "@/lib/users/commands";
import { updateUserInput } from "@/lib/users/contract";

export const PATCH = route({ input: updateUserInput, run: updateUser });
