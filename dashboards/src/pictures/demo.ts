import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Server } from './server';

/** Does something with a running demo that was scraped once and has one project under supervision (督办). */
export async function withDemo(jindu: string, use: (server: Server) => Promise<void>): Promise<void> {
  const demo = spawn(jindu, ['demo', '--listen', '127.0.0.1:0'], { env: { ...process.env, JINDU_LANG: 'en' } });
  try {
    const address = await listening(demo.stdout, demo.stderr);
    execFileSync(jindu, [
      'acknowledge', '--server', address, '--region', '410505', '--project', 'YD2020-005',
      '--by', '王某', '--note', '每周调度', '--due', '2020-09-30',
    ]);
    await (await fetch(`${address}/metrics`)).text();
    const server = new Server(address);
    await server.until('rules', () => server.rulesAreEvaluated());
    await use(server);
  } finally {
    demo.kill();
  }
}

/** The address that the demo says it is at. */
async function listening(...outputs: NodeJS.ReadableStream[]): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const input of outputs) {
      const lines = createInterface({ input });
      lines.on('line', (line) => {
        const address = /^jindu is at (http\S+)/.exec(line);
        if (address) resolve(address[1]);
      });
      lines.on('close', () => reject(new Error('jindu demo ended')));
    }
  });
}
