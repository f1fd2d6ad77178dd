import { readHealth } from "@/lib/health/queries";
import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";

export const GET = route({ public: true, input: noInput, run: readHealth });
