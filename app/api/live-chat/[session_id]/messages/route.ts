import { LONGEST_SEND } from "@/lib/answer";
import { route } from "@/lib/http/route";
import { sendMessage } from "@/lib/messages/commands";
import { listMessagesInput, sendMessageInput } from "@/lib/messages/contract";
import { listMessages } from "@/lib/messages/queries";

export const GET = route({ input: listMessagesInput, run: listMessages });
export const POST = route({
  input: sendMessageInput,
  run: sendMessage,
  success: 201,
  longest: LONGEST_SEND,
});
