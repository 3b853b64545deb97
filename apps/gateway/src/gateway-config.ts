import type { AdmissionLimits } from './line/admission.js';

/** Where a gateway finds its neighbours. Read when used: in the newsroom the api's port is known only after listening. */
export class GatewayConfig {
  get redisUrl(): string {
    return process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
  }

  /** Base of the api, without a slash at the end. */
  get apiUrl(): string {
    const url = process.env.API_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;
    return url.replace(/\/+$/, '');
  }

  /** Origins of pages on other hosts that may connect; a page of the same host always may. */
  get allowedOrigins(): readonly string[] {
    return (process.env.ALLOWED_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []);
  }

  /** What its readers' Engine.IO ids begin with, for a proxy that has to find it again by them. Letters, digits, hyphens. */
  get name(): string | undefined {
    return process.env.GATEWAY_NAME || undefined;
  }

  /** Whether frames are compressed, once for everyone, for clients that negotiate it: 0.35 to 0.56 of the bytes. */
  get compression(): boolean {
    return process.env.GATEWAY_COMPRESSION !== 'off';
  }

  /** Readers at once, and newcomers each second; more are asked to come back in some seconds. */
  get admission(): AdmissionLimits {
    return {
      connections: numberIn('GATEWAY_CONNECTIONS', 50_000),
      handshakesPerSecond: numberIn('GATEWAY_HANDSHAKES', 5_000),
    };
  }
}

function numberIn(name: string, otherwise: number): number {
  const number = Number(process.env[name] ?? otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1`);
  return number;
}
