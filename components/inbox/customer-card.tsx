import { Avatar } from "@/components/ui/avatar";
import { IsolatedText } from "@/components/ui/isolated-text";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { AccountStatus, CustomerContext } from "@/lib/customers/contract";

const ACCOUNT: Record<AccountStatus, string> = {
  guest: "Guest",
  registered: "Has an account",
  deactivated: "Account deactivated",
};

type CustomerCardProps = {
  name: string;
  context: CustomerContext | null;
  is_loading: boolean;
};

/** The customer's name, address and account. Its height is the same before they are known. */
export function CustomerCard({ name, context, is_loading }: CustomerCardProps) {
  return (
    <div className="flex min-w-0 items-start gap-3">
      <Avatar name={name} size="lg" />
      <div className="min-w-0 flex-1">
        <p className="text-md font-semibold">
          <IsolatedText>{name}</IsolatedText>
        </p>
        {context && <Account {...context} />}
        {!context && is_loading && (
          <div role="status" aria-label="Loading the customer">
            <Skeleton className="my-1 h-4 w-40" />
            <Skeleton className="my-1 h-4 w-28" />
          </div>
        )}
      </div>
    </div>
  );
}

function Account({ customer, account }: CustomerContext) {
  const { email, is_email_typed } = customer;
  return (
    <>
      <p className="text-text-muted">
        {email ? <IsolatedText>{email}</IsolatedText> : "No e-mail"}
        {is_email_typed && <span className="block text-sm">Typed by them, not verified</span>}
      </p>
      <p className="text-sm text-text-muted">
        {ACCOUNT[account.status]} · first seen <RelativeTime at={account.created_at} />
      </p>
    </>
  );
}
