import { expect, test } from "vitest";
import { FrameWriter } from "@/lib/realtime/frames";

const message = (data: unknown) => ({ type: "message", data });

test("messages become frames, one after the other", () => {
  const bytes = new FrameWriter().write([message("ü"), message("")]);
  expect([...(bytes ?? [])]).toEqual([0x81, 3, 0x34, 0xc3, 0xbc, 0x81, 1, 0x34]);
});

// The other end of the range is in gather-writes.test.ts, where every length is read by a client.
test.each([
  ["a ping", [message("a"), { type: "ping" }]],
  ["bytes", [message(Buffer.from("a"))]],
  ["what is compressed by its characters", [message("a".repeat(1024))]],
  ["what is compressed by its bytes", [message("ü".repeat(512))]],
  ["more than there is memory for", Array(20).fill(message("a".repeat(1000)))],
])("%s is for the library", (_, packets) => {
  expect(new FrameWriter().write(packets)).toBeNull();
});
