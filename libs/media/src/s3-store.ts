import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PhotoStore } from './photo-store.js';

export interface Bucket {
  readonly name: string;
  /** Begins every key; may be empty. */
  readonly prefix: string;
  readonly region: string;
  /** Of a store other than Amazon's. */
  readonly endpoint?: string;
}

/** Photos in a bucket of any S3-compatible store; its credentials are found as Amazon's tools find them. */
export class S3Store implements PhotoStore {
  private readonly client: S3Client;

  constructor(private readonly bucket: Bucket) {
    const { region, endpoint } = bucket;
    this.client = new S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED', // other stores refuse Amazon's newer checksums
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(name: string, bytes: Buffer): Promise<void> {
    await this.client.send(
      new PutObjectCommand({ ...this.object(name), Body: bytes, ContentType: 'image/webp' }),
    );
  }

  async get(name: string): Promise<Buffer | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.object(name)));
      return Body && Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(name)));
  }

  private object(name: string) {
    return { Bucket: this.bucket.name, Key: `${this.bucket.prefix}${name}` };
  }
}
