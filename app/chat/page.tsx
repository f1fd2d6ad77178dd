export default function ChatPage() {
  return <main>Chat</main>;
}
