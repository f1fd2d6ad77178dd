import { z } from "zod";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";

/** What is no call of ours gets the envelope too, not a page. */
const handler = route({
  public: true,
  input: z.unknown(),
  run: async () => {
    throw new AppError("NOT_FOUND", "There is no such call.");
  },
});

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
