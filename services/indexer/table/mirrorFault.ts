/** Events and rows do not fit together: the mirror, or the code, is wrong. Nothing of the group of blocks is written. */
export class MirrorFault extends Error {
  override readonly name = "MirrorFault";
}
