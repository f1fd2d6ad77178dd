import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { endOtherLogins } from "@/lib/logins/commands";
import { listLogins } from "@/lib/logins/queries";

export const GET = route({ input: noInput, run: listLogins });
/** All but the one that asks. */
export const DELETE = route({ input: noInput, run: endOtherLogins });
