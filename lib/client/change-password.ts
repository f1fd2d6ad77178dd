import { callApi, type Side, toErrorBody } from "@/lib/client/api";

/** What is wrong, by the field, or with the call itself. */
export type PasswordProblem = { password?: string; new_password?: string; form?: string };

const TOO_SHORT = "Choose a password of at least 10 characters.";

/**
 * Changes one's own password from a form with the fields `password`, the one that one has, and
 * `new_password`. Everywhere else one is signed out then. What is wrong has the focus.
 * @returns null once it is done
 */
export async function changePassword(
  side: Side,
  form: HTMLFormElement,
): Promise<PasswordProblem | null> {
  const values = new FormData(form);
  const input = {
    password: String(values.get("password")),
    new_password: String(values.get("new_password")),
  };
  const problem = problemOf(input) ?? (await problemOfCall(side, input));
  const wrong = problem?.password ? "password" : problem?.new_password && "new_password";
  if (wrong) (form.elements.namedItem(wrong) as HTMLInputElement).focus();
  return problem;
}

type Input = { password: string; new_password: string };

function problemOf({ password, new_password }: Input): PasswordProblem | null {
  const problem = {
    ...(!password && { password: "Enter the password that you have now." }),
    ...(new_password.length < 10 && { new_password: TOO_SHORT }),
  };
  return Object.keys(problem).length > 0 ? problem : null;
}

async function problemOfCall(side: Side, input: Input): Promise<PasswordProblem | null> {
  try {
    await callApi({ side }, "PUT", "/api/me/password", input);
    return null;
  } catch (error) {
    const { code, field, message } = toErrorBody(error);
    if (field === "password") return { password: message };
    if (field === "new_password") {
      return { new_password: code === "VALIDATION" ? TOO_SHORT : message };
    }
    return { form: message };
  }
}
