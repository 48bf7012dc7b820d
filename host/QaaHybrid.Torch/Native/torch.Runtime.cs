using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>libtorch's version, for instance <c>1.13.0</c>.</summary>
    public static string __version__ => NativeMethods.Text(NativeMethods.qht_version());

    /// <summary>Sets how many threads operators use: those of ATen and those of OpenBLAS, which ATen does not reach.</summary>
    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.qht_set_num_threads(num));

    /// <summary>How many threads operators use.</summary>
    public static int get_num_threads() => NativeMethods.qht_get_num_threads();

    /// <summary>What the native side is and how it does.</summary>
    public static class runtime
    {
        /// <summary>How libtorch was built and how it runs: compiler, BLAS, CPU capability, threads.</summary>
        public static string config => NativeMethods.Text(NativeMethods.qht_config());

        /// <summary>Whether matrix products go to OpenBLAS. The reference BLAS is 40 times slower.</summary>
        public static bool has_openblas => NativeMethods.qht_has_openblas() != 0;

        /// <summary>How many threads OpenBLAS uses; 0 where the BLAS is another one.</summary>
        public static int blas_threads => NativeMethods.qht_get_blas_threads();

        /// <summary>Tensor handles that are not freed yet.</summary>
        public static long live_handles => NativeMethods.qht_live_handles();

        /// <summary>Nodes of managed autograd functions that are not freed yet.</summary>
        public static long live_functions => NativeMethods.qht_live_functions();

        /// <summary>A sentence on what slows this machine's libtorch down, or null where nothing does.</summary>
        public static string? warning => has_openblas
            ? null
            : "libtorch runs on a BLAS that is not OpenBLAS; with the reference BLAS products are about 40 times slower. Install libopenblas0-pthread.";
    }
}
