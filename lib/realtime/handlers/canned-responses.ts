import { LONGEST_SEND } from "@/lib/answer";
import { useCannedResponse } from "@/lib/canned-responses/commands";
import { useCannedResponseInput } from "@/lib/canned-responses/contract";
import type { On } from "@/lib/realtime/handlers/handler";

export function cannedResponseHandlers(on: On): void {
  on("chat:use_canned_response", useCannedResponseInput, useCannedResponse, LONGEST_SEND);
}
