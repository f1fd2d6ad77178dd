import { nextAuthRoute } from "@/lib/http/next-auth";

const handler = nextAuthRoute("staff");

export { handler as GET, handler as POST };
