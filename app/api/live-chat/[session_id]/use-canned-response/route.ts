import { LONGEST_SEND } from "@/lib/answer";
import { useCannedResponse } from "@/lib/canned-responses/commands";
import { useCannedResponseInput } from "@/lib/canned-responses/contract";
import { route } from "@/lib/http/route";

export const POST = route({
  input: useCannedResponseInput,
  run: useCannedResponse,
  success: 201,
  longest: LONGEST_SEND,
});
