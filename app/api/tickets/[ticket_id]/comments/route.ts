import { route } from "@/lib/http/route";
import { addComment } from "@/lib/tickets/commands";
import { commentInput, listCommentsInput } from "@/lib/tickets/contract";
import { listComments } from "@/lib/tickets/queries";

export const GET = route({ input: listCommentsInput, run: listComments });
export const POST = route({ input: commentInput, run: addComment, success: 201 });
