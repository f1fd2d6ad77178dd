import { expect, test } from "vitest";
import { attachmentBox } from "./attachment-size";
import { fileSizeText } from "./file-size";

test("a picture keeps its shape within its bounds, is never blown up and never too small to touch", () => {
  const sizes: [number, number, number, number][] = [
    [1600, 800, 320, 160],
    [800, 1600, 120, 240],
    [100, 80, 100, 80],
    [1, 1, 44, 44],
    [10_000, 10, 320, 44],
    [10, 10_000, 44, 240],
  ];
  for (const [width, height, ...box] of sizes) {
    expect(Object.values(attachmentBox({ width, height }))).toEqual(box);
  }
});

test("what is no picture has the room of a card", () => {
  expect(attachmentBox({ width: null, height: null })).toEqual({ width: 256, height: 52 });
});

test("a file's size is said as people do", () => {
  const said = [0, 999, 1024, 1536, 150_000, 10 * 1024 * 1024].map((bytes) =>
    fileSizeText(bytes, "en"),
  );
  expect(said).toEqual(["0 byte", "999 byte", "1 kB", "1.5 kB", "146 kB", "10 MB"]);
});
