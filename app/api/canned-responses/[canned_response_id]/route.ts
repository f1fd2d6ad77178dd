import { deleteCannedResponse, updateCannedResponse } from "@/lib/canned-responses/commands";
import { cannedResponseInput, updateCannedResponseInput } from "@/lib/canned-responses/contract";
import { readCannedResponse } from "@/lib/canned-responses/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: cannedResponseInput, run: readCannedResponse });
export const PATCH = route({ input: updateCannedResponseInput, run: updateCannedResponse });
export const DELETE = route({ input: cannedResponseInput, run: deleteCannedResponse });
