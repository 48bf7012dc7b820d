using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>How a Fourier transform of n elements is scaled, forth and back.</summary>
    public enum FFTNormType
    {
        /// <summary>1 and 1/n.</summary>
        Backward,

        /// <summary>1/n and 1.</summary>
        Forward,

        /// <summary>1/√n both ways.</summary>
        Ortho,
    }

    /// <summary>Discrete Fourier transforms along one dimension; a size of −1 is the dimension's own.</summary>
    public static class fft
    {
        /// <summary>Complex to complex: Xₖ = Σⱼ xⱼ·e^(−2πi·jk/n).</summary>
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.fft_fft.Call(input, Size(n), dim, Name(norm));

        /// <summary>The inverse of <see cref="fft_"/>.</summary>
        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.fft_ifft.Call(input, Size(n), dim, Name(norm));

        /// <summary>Real to complex: the first n/2 + 1 elements, the others follow from them.</summary>
        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.fft_rfft.Call(input, Size(n), dim, Name(norm));

        /// <summary>The inverse of <see cref="rfft"/>; give the size where it is odd.</summary>
        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.fft_irfft.Call(input, Size(n), dim, Name(norm));

        private static long? Size(long n) => n < 0 ? null : n;

        private static string Name(FFTNormType norm) => norm switch
        {
            FFTNormType.Forward => "forward",
            FFTNormType.Ortho => "ortho",
            _ => "backward",
        };
    }
}
