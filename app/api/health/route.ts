import { noInput } from "@/lib/agents/contract";
import { readHealth } from "@/lib/health/queries";
import { route } from "@/lib/http/route";

export const GET = route({ public: true, input: noInput, run: readHealth });
