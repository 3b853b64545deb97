import type { FigureState, Instant } from './figure.js';
import type { Override } from './override.js';
import type { UpdateContent } from './update.js';

/** The body of `PUT …/preferences`: preferred sources, ids or `kind:monitor`; empty withdraws the order. */
export interface SetPreference {
  readonly requestId: string;
  readonly metric: string;
  readonly city?: string | null;
  readonly order: readonly string[];
}
/** The body of `PUT` and `DELETE …/pins/{update}`. */
export interface SetPin {
  readonly requestId: string;
}
/** The body of `PUT …/pins`: the pinned updates in the order wanted. */
export interface ReorderPins {
  readonly requestId: string;
  readonly order: readonly string[];
}
/** The body of `PUT …/updates/{id}/key-event`. */
export interface SetKeyEvent {
  readonly requestId: string;
  readonly keyEvent: boolean;
}
/** The body of `POST …/updates/{id}/rulings`. */
export interface MakeRuling {
  readonly requestId: string;
  /** Index of the figure in the update. */
  readonly figure: number;
  readonly state: FigureState;
  /** With it an editor lets a figure count that they filed themselves. */
  readonly override?: Override;
}

/** A record as it was delivered elsewhere before: the lines of a day's file. */
export type DeliveredRecord =
  | ({
      readonly type: 'update';
      readonly id: string;
      readonly revision: number;
      readonly status: 'published' | 'retracted';
      readonly correctionNote?: string;
    } & Partial<UpdateContent>)
  | {
      readonly type: 'preference';
      readonly id: string;
      readonly decidedAt: Instant;
      readonly metric: string;
      readonly city: string | null;
      readonly order: readonly string[];
    }
  | {
      readonly type: 'pin';
      readonly id: string;
      readonly decidedAt: Instant;
      readonly updateId: string;
      readonly pinned: boolean;
    }
  | {
      readonly type: 'ruling';
      readonly id: string;
      readonly decidedAt: Instant;
      readonly updateId: string;
      readonly figure: number;
      readonly state: FigureState;
    };

/** The body of the admin route `POST …/deliveries`: lines of a day's file, as they are. */
export interface Deliveries {
  readonly deliveries: readonly unknown[];
}
