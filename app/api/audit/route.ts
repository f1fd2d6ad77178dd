import { listAuditInput } from "@/lib/audit/contract";
import { listAudit } from "@/lib/audit/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: listAuditInput, run: listAudit });
