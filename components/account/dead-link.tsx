import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

/** What to do with a setup link that is unknown, used or over. */
export function DeadLink() {
  return (
    <>
      <p className="text-text-muted">
        A setup link works once, and for 72 hours. If you have used it, sign in. If not, ask an
        admin for another one.
      </p>
      <p className="mt-2 text-text-muted">
        Is there no admin yet? Start the server again: it prints a new link.
      </p>
      <p className="mt-4">
        <Link href="/login" className={buttonClass({ variant: "primary" })}>
          Sign in
        </Link>
      </p>
    </>
  );
}
