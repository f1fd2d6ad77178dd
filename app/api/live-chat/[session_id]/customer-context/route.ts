import { customerContextInput } from "@/lib/customers/contract";
import { readCustomerContext } from "@/lib/customers/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: customerContextInput, run: readCustomerContext });
