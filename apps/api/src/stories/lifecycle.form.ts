import { IsUUID } from 'class-validator';

export class LifecycleForm {
  @IsUUID() requestId: string;
}
