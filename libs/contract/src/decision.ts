import type { KeyEvent } from './event.js';
import type { FigureState, Instant } from './figure.js';
import type { Override } from './override.js';
import type { BoardPin, PinPlace } from './pin.js';
import type { UpdateContent } from './update.js';

/** The body of `PUT …/preferences`: preferred sources, ids or `kind:monitor`; empty withdraws the order. */
export interface SetPreference {
  readonly requestId: string;
  readonly metric: string;
  readonly city?: string | null;
  readonly order: readonly string[];
}
/** The body of `PUT` and `DELETE …/pins/{update}`. What is left out is null: pinned again, it is so and no longer as before. */
export interface SetPin extends Partial<PinPlace> {
  readonly requestId: string;
}
/** The body of `PUT …/pins`: the pinned updates in the order wanted. */
export interface ReorderPins {
  readonly requestId: string;
  readonly order: readonly string[];
}
/** The body of `PUT …/board`: all pins in their order. */
export interface SaveBoard {
  readonly requestId: string;
  readonly pins: readonly (Partial<PinPlace> & Pick<BoardPin, 'update'>)[];
}
/** What a figure said when it was filed, and what its source says there by now. */
export interface FigureMovedOn {
  /** Index of the figure in the update. */
  readonly figure: number;
  readonly metric: string;
  /** Null: the whole story. */
  readonly city: string | null;
  readonly source: string;
  readonly from: string;
  /** Null: nothing that counts. */
  readonly to: string | null;
}
/** Empty: the update says what holds. */
type MovedOn = { readonly figuresMovedOn: readonly FigureMovedOn[] };
/** The answer of `GET …/board`. `version` is what `If-Match` names. */
export interface BoardView {
  readonly version: string;
  readonly pins: readonly (BoardPin & MovedOn)[];
  readonly keyEvents: readonly (KeyEvent & MovedOn)[];
}
/** The answer of `GET …/preferences`: each order with the version that `If-Match` names. */
export interface PreferenceView {
  readonly metric: string;
  readonly city: string | null;
  readonly order: readonly string[];
  readonly version: string;
}
/** The body of `PUT …/updates/{id}/key-event`. */
export interface SetKeyEvent {
  readonly requestId: string;
  readonly keyEvent: boolean;
  /** Its own, for the list of key events. Left out: as it was; null: the update's. */
  readonly headline?: string | null;
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
