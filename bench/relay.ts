/** The ceiling: hands a message on to the other end, answers, and keeps nothing. */
import { uuidv7 } from "uuidv7";
import { messageOf, serve } from "./bare-server";

serve(async (socket, input) => {
  const message = messageOf(socket, input, uuidv7());
  socket.to(`session_${input.session_id}`).emit("chat:new_message", { message });
  return { message };
});
