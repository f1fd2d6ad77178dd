import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { readSelf } from "@/lib/users/queries";

export const GET = route({ input: noInput, run: readSelf });
