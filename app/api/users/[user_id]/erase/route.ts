import { route } from "@/lib/http/route";
import { eraseCustomer } from "@/lib/privacy/commands";
import { eraseCustomerInput } from "@/lib/privacy/contract";

export const POST = route({ input: eraseCustomerInput, run: eraseCustomer });
