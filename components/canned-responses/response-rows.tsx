import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { canChange } from "@/lib/canned-responses/policy";
import type { Me } from "@/lib/client/state";

type ResponseRowsProps = {
  me: Me;
  responses: CannedResponse[];
  onEdit: (response: CannedResponse) => void;
  onDelete: (response: CannedResponse) => void;
};

export function ResponseRows({ responses, ...acts }: ResponseRowsProps) {
  return (
    <ul
      aria-label="Canned responses"
      className="min-w-0 divide-y overflow-hidden rounded-lg border border-border bg-surface"
    >
      {responses.map((response) => (
        <Row key={response.id} response={response} {...acts} />
      ))}
    </ul>
  );
}

type RowProps = Omit<ResponseRowsProps, "responses"> & { response: CannedResponse };

function Row({ me, response, onEdit, onDelete }: RowProps) {
  const { name, content, category, tags, is_active, is_shared, use_count } = response;
  return (
    <li aria-label={name} className="flex flex-wrap items-start gap-x-4 gap-y-2 p-3 sm:px-4">
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <IsolatedText truncate title={name} className="max-w-full font-semibold">
            {name}
          </IsolatedText>
          <Badge tone={is_shared ? "accent" : "neutral"}>{is_shared ? "Shared" : "Own"}</Badge>
          {!is_active && <Badge tone="warning">Inactive</Badge>}
        </div>
        <p
          dir="auto"
          title={content}
          className="mt-0.5 line-clamp-3 w-fit max-w-full wrap-anywhere whitespace-pre-line text-text-muted"
        >
          {content}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-1 text-sm text-text-subtle">
          <span className="me-1 tabular-nums">
            {use_count === 0
              ? "Not used yet"
              : `Used ${use_count.toLocaleString()} ${use_count === 1 ? "time" : "times"}`}
          </span>
          {category && (
            <Badge className="max-w-full">
              <IsolatedText>{category}</IsolatedText>
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag} className="max-w-full">
              <span className="sr-only">Tag: </span>
              <span aria-hidden="true">#</span>
              <IsolatedText>{tag}</IsolatedText>
            </Badge>
          ))}
        </p>
      </div>
      {canChange(me, response) ? (
        <div className="flex gap-1">
          <Button size="sm" aria-label={`Edit ${name}`} onClick={() => onEdit(response)}>
            Edit
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Delete ${name}`}
            onClick={() => onDelete(response)}
          >
            Delete
          </Button>
        </div>
      ) : (
        <p className="self-center text-sm text-text-subtle">Admins change it</p>
      )}
    </li>
  );
}
