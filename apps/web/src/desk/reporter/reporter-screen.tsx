export interface ReporterScreenProps {
  readonly story: string;
}

export function ReporterScreen({ story }: ReporterScreenProps) {
  return (
    <main>
      <h1>{story}</h1>
    </main>
  );
}
