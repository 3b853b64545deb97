export interface EditorScreenProps {
  readonly story: string;
}

export function EditorScreen({ story }: EditorScreenProps) {
  return (
    <main>
      <h1>{story}</h1>
    </main>
  );
}
