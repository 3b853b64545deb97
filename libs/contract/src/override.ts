/** Why an editor lets a figure count that would be held. For the desk's log. */
export interface Override {
  readonly reason: string;
}
