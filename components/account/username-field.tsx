/** For the browser's own store of passwords: whose the password is that stands in the same form. */
export function UsernameField({ email }: { email: string | null }) {
  return <input type="email" autoComplete="username" defaultValue={email ?? ""} readOnly hidden />;
}
