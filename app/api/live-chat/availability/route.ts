import { route } from "@/lib/http/route";
import { noInput } from "@/lib/input";
import { readAvailability } from "@/lib/queue/queries";

export const GET = route({ public: true, input: noInput, run: readAvailability });
