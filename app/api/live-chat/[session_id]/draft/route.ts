import { saveDraft } from "@/lib/drafts/commands";
import { saveDraftInput } from "@/lib/drafts/contract";
import { readDrafts } from "@/lib/drafts/queries";
import { route } from "@/lib/http/route";
import { sessionInput } from "@/lib/sessions/contract";

export const GET = route({ input: sessionInput, run: readDrafts });
export const PUT = route({ input: saveDraftInput, run: saveDraft });
