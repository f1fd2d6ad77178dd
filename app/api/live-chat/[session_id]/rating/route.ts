import { route } from "@/lib/http/route";
import { rateSession } from "@/lib/ratings/commands";
import { rateInput } from "@/lib/ratings/contract";
import { readRating } from "@/lib/ratings/queries";
import { sessionInput } from "@/lib/sessions/contract";

export const GET = route({ input: sessionInput, run: readRating });
export const POST = route({ input: rateInput, run: rateSession });
