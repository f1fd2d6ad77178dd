import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Where a list goes on, as clients carry it: the sort key of the last item that they have. */
export function encodeCursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws AppError VALIDATION when `cursor` holds no key of this shape. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new AppError("VALIDATION", "The cursor is not one that this list gave.", {
      field: "cursor",
    });
  }
}
