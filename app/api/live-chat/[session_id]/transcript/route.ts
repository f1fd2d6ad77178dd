import { download } from "@/lib/http/download";
import { transcriptInput } from "@/lib/transcripts/contract";
import { readTranscript } from "@/lib/transcripts/queries";

export const GET = download({ input: transcriptInput, run: readTranscript });
