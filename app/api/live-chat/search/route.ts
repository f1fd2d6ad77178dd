import { route } from "@/lib/http/route";
import { searchInput } from "@/lib/search/contract";
import { searchMessages } from "@/lib/search/queries";

export const GET = route({ input: searchInput, run: searchMessages });
