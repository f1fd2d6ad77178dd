import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { listKbCategories } from "@/lib/kb/queries";

export const GET = route({ input: noInput, run: listKbCategories });
