import { route } from "@/lib/http/route";
import { renewSetupLink } from "@/lib/users/commands";
import { renewSetupLinkInput } from "@/lib/users/contract";

export const POST = route({ input: renewSetupLinkInput, run: renewSetupLink, success: 201 });
