import { createCannedResponse } from "@/lib/canned-responses/commands";
import {
  createCannedResponseInput,
  listCannedResponsesInput,
} from "@/lib/canned-responses/contract";
import { listCannedResponses } from "@/lib/canned-responses/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: listCannedResponsesInput, run: listCannedResponses });
export const POST = route({
  input: createCannedResponseInput,
  run: createCannedResponse,
  success: 201,
});
