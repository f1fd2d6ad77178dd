import { route } from "@/lib/http/route";
import { transcriptInput } from "@/lib/tickets/contract";
import { readTranscript } from "@/lib/tickets/queries";

export const GET = route({ input: transcriptInput, run: readTranscript });
