import { expect, test } from "vitest";
import { parseCpuList, shareCores } from "./cores";

test("the app has a core of its own, PostgreSQL all others, the generators two of them", () => {
  expect(parseCpuList("0-2,5\n")).toEqual(["0", "1", "2", "5"]);
  expect(shareCores(["0", "1", "2", "5"])).toMatchObject({
    app: "0",
    postgres: "1,2,5",
    generators: ["2", "5"],
  });
  for (const cpus of [["3"], ["3", "4"], ["3", "4", "5"]]) {
    expect(shareCores(cpus).note, cpus.join()).toContain("Not meaningful");
  }
  expect(shareCores(["3", "4"])).toMatchObject({
    app: "3",
    postgres: "4",
    generators: ["4", "4"],
  });
});
