import { buildTree } from "./build.js";
import { recoverTree, swapTree } from "./swap.js";
import { withWorkspace } from "./workspace.js";

/**
 * Compiles the specification into `generated/`. Until the new tree is complete the old one is not touched.
 * @param root root of the repository
 * @param signal ends the run; the old tree stays
 * @returns the paths that changed, relative to `generated/`
 */
export async function generate(root: string, signal: AbortSignal): Promise<string[]> {
  recoverTree(root);
  return withWorkspace(root, async (workspace) => {
    await buildTree(workspace, signal);
    signal.throwIfAborted();
    return swapTree(root, workspace.tree);
  });
}
