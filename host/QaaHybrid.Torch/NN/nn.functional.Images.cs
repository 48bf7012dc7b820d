using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>How values between the points of a grid follow from those around them.</summary>
    public enum InterpolationMode
    {
        /// <summary>From the nearest 2 × 2 points, linearly.</summary>
        Bilinear,

        /// <summary>From the nearest 4 × 4 points, by Keys' cubic with a = −3/4 (Keys 1981, IEEE Trans. ASSP 29, 1153).</summary>
        Bicubic,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Slides filters over images.</summary>
            /// <param name="input"><c>[batch, in, height, width]</c>.</param>
            /// <param name="weight"><c>[out, in/groups, kernel height, kernel width]</c>.</param>
            /// <param name="bias"><c>[out]</c>, or none.</param>
            /// <param name="strides">Steps down and to the right; 1 by default.</param>
            /// <param name="padding">Borders of zeros above and below, left and right; none by default.</param>
            /// <param name="dilation">Distance of a filter's points; 1 by default.</param>
            /// <param name="groups">Into how many parts the channels are divided that do not mix.</param>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            /// <summary>
            /// Images of another size. Points are the middles of squares, or with <paramref name="align_corners"/> corners fall upon corners; points beyond the
            /// border are those on it.
            /// </summary>
            /// <param name="x"><c>[batch, channels, height, width]</c>.</param>
            /// <param name="size">The new height and width.</param>
            /// <param name="mode">How values come about.</param>
            /// <param name="align_corners">Which points correspond.</param>
            public static Tensor interpolate(Tensor x, long[] size, InterpolationMode mode, bool align_corners = false) =>
                (mode == InterpolationMode.Bicubic ? Aten.upsample_bicubic2d : Aten.upsample_bilinear2d).Call(x, size, align_corners);
        }
    }
}
