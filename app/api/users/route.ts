import { route } from "@/lib/http/route";
import { createStaff } from "@/lib/users/commands";
import { createStaffInput, listUsersInput } from "@/lib/users/contract";
import { listUsers } from "@/lib/users/queries";

export const GET = route({ input: listUsersInput, run: listUsers });
export const POST = route({ input: createStaffInput, run: createStaff, success: 201 });
