import { route } from "@/lib/http/route";
import { retryZendesk } from "@/lib/zendesk/commands";
import { reportInput, retryInput } from "@/lib/zendesk/contract";
import { readZendesk } from "@/lib/zendesk/queries";

export const GET = route({ input: reportInput, run: readZendesk });
export const POST = route({ input: retryInput, run: retryZendesk });
