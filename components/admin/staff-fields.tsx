import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { ErrorBody } from "@/lib/errors";
import type { Account } from "@/lib/users/contract";

/** What is wrong with a field when the server only says that it is. */
const WRONG: Record<string, string> = {
  name: "Enter a name of at most 100 characters.",
  email: "Enter an e-mail, for example ada@example.com.",
  password: "Choose a password of at least 10 characters, or leave it empty.",
  skills: "A skill has at most 50 characters, and there are at most 50.",
  max_concurrent_chats: "Enter a number from 0 to 1000.",
};

/** What to write beside a field; `skills.2` is about the skills. */
export function fieldProblem(error: ErrorBody | null, field: string): string | undefined {
  if (error?.field?.split(".")[0] !== field) return undefined;
  return error.code === "VALIDATION" ? WRONG[field] : error.message;
}

/** What to write above the buttons: all that no field shows. */
export function formProblem(error: ErrorBody | null): string | null {
  const field = error?.field?.split(".")[0];
  return error && !(field && field in WRONG) ? error.message : null;
}

/** Puts the cursor where the error is. */
export function focusProblem(form: HTMLFormElement, { field }: ErrorBody): void {
  const control = field && form.elements.namedItem(field.split(".")[0] as string);
  if (control instanceof HTMLElement) control.focus();
}

type StaffFieldsProps = {
  error: ErrorBody | null;
  /** Whom one changes, or what somebody new may hold at once. */
  person: Account | { max_concurrent_chats: number };
};

/** What one fills in of everybody, new or not. Uncontrolled: read it with `readStaffForm`. */
export function StaffFields({ error, person }: StaffFieldsProps) {
  const account = "id" in person ? person : undefined;
  return (
    <>
      <Field label="Role" error={fieldProblem(error, "role")}>
        <NativeSelect name="role" defaultValue={account?.role ?? "agent"}>
          <option value="agent">Agent</option>
          <option value="admin">Admin</option>
        </NativeSelect>
      </Field>
      <Field
        label="Skills"
        optionalText="optional"
        hint="With commas between them, for example: billing, German."
        error={fieldProblem(error, "skills")}
      >
        <Input name="skills" defaultValue={account?.skills.join(", ")} autoComplete="off" />
      </Field>
      <Field
        label="Chats at once"
        hint={
          account
            ? "With 0 they take none. A lower limit takes no chat away."
            : "With 0 they take none."
        }
        error={fieldProblem(error, "max_concurrent_chats")}
      >
        <Input
          name="max_concurrent_chats"
          type="number"
          inputMode="numeric"
          min={0}
          max={1000}
          step={1}
          defaultValue={person.max_concurrent_chats}
          className="w-28"
        />
      </Field>
    </>
  );
}

export function readStaffForm(form: HTMLFormElement) {
  const values = new FormData(form);
  const limit = String(values.get("max_concurrent_chats"));
  const skills = String(values.get("skills"))
    .split(",")
    .map((skill) => skill.trim())
    .filter(Boolean);
  return {
    name: String(values.get("name")),
    role: values.get("role") === "admin" ? ("admin" as const) : ("agent" as const),
    skills: [...new Set(skills)],
    max_concurrent_chats: limit === "" ? undefined : Number(limit),
  };
}
