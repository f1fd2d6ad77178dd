import { Field } from "./field";
import { Input } from "./input";

type PasswordFieldsProps = {
  /** Whose password it is, for the browser's own store of them. */
  username: string;
  problem: { password?: string; new_password?: string };
};

/** The fields `password`, the one that one has, and `new_password`, of a form that changes it. */
export function PasswordFields({ username, problem }: PasswordFieldsProps) {
  return (
    <>
      <input type="email" autoComplete="username" value={username} readOnly hidden />
      <Field label="Password now" error={problem.password} required>
        <Input name="password" type="password" autoComplete="current-password" />
      </Field>
      <Field
        label="New password"
        // What is wrong says it too.
        hint={problem.new_password ? undefined : "At least 10 characters."}
        error={problem.new_password}
        required
      >
        <Input name="new_password" type="password" autoComplete="new-password" />
      </Field>
    </>
  );
}
