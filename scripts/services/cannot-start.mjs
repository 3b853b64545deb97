/** Something a person has to put right. Its message is all they see of it. */
export class CannotStart extends Error {
  name = 'CannotStart';
}
