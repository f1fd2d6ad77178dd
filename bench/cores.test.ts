import { expect, test } from "vitest";
import { parseCpuList, shareCores } from "./cores";

test("the app has a core of its own, PostgreSQL the next, the generators those after", () => {
  expect(parseCpuList("0-2,5\n")).toEqual(["0", "1", "2", "5"]);
  expect(shareCores(["0", "1", "2", "5"])).toMatchObject({
    app: "0",
    postgres: "1",
    generators: ["2", "5"],
  });
  for (const cpus of [["3"], ["3", "4"], ["3", "4", "5"]]) {
    expect(shareCores(cpus).note, cpus.join()).toContain("Not meaningful");
  }
  expect(shareCores(["3", "4"])).toMatchObject({ app: "3", generators: ["4", "4"] });
});
