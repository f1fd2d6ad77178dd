import { nextAuthRoute } from "@/lib/http/next-auth";

const handler = nextAuthRoute("customer");

export { handler as GET, handler as POST };
