import { expect, test } from "vitest";
import { fillVariables, valuesOf, variableProblem } from "@/lib/canned-responses/fill";

const values = {
  customer_name: "Maria Santos",
  agent_name: "Anna",
  subject: "Lamp",
  session_id: "0190",
};

test("each variable is filled, as often as it stands there, also with spaces in its braces", () => {
  const content = "{{customer_name}}, {{ subject }}: {{agent_name|x}} {{session_id}} {{subject}}";
  expect(fillVariables(content, values)).toBe("Maria Santos, Lamp: Anna 0190 Lamp");
});

test("what is not known is filled with the default that stands there, else with the variable's own", () => {
  const nobody = { ...values, customer_name: " " };
  expect(fillVariables("Hello {{customer_name|dear friend}}", nobody)).toBe("Hello dear friend");
  expect(fillVariables("Hello {{customer_name}}", nobody)).toBe("Hello there");
  expect(fillVariables("Hello{{customer_name|}}.", nobody)).toBe("Hello.");
  expect(fillVariables("{{customer_name|a|b}}", nobody)).toBe("a|b");
});

test("who gave no name is not addressed as a guest", () => {
  const guest = { id: "1", subject: "Lamp", customer: { name: "Guest" } };
  expect(valuesOf(guest, { name: "Anna" })).toMatchObject({ customer_name: "", subject: "Lamp" });
});

test("a value is put in as it is: not filled again, no pattern of a replacement, no markup taken out", () => {
  for (const customer_name of ["{{subject}}", "$& $1 $$", "<b>x</b>", "}}{{", "**x**"]) {
    const filled = fillVariables("{{customer_name}} {{subject}}", { ...values, customer_name });
    expect(filled).toBe(`${customer_name} Lamp`);
  }
});

test("braces that are no variable stay", () => {
  for (const content of ["{ a }", "function () { return {}; }", "a } b {"]) {
    expect(variableProblem(content)).toBeNull();
    expect(fillVariables(content, values)).toBe(content);
  }
});

test("an unknown variable and braces that do not close are told", () => {
  const unknown = ["{{name}}", "{{}}", "{{|there}}", "{{constructor}}", "{{Customer_Name}}"];
  for (const content of unknown) {
    expect(variableProblem(`Hello ${content}`)).toContain("unknown variable");
  }
  const open = [
    "{{customer_name",
    "customer_name}}",
    "{{customer_name}",
    "{{customer_name|{{subject}}}}",
    "{{customer_name|a{b}}",
    "{{customer_name}} {{",
  ];
  for (const content of open) expect(variableProblem(content)).toContain("not closed");
});
