import { listAssignmentsInput } from "@/lib/assignment/contract";
import { listAssignments } from "@/lib/assignment/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: listAssignmentsInput, run: listAssignments });
