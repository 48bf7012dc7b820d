using System.Numerics;
using QaaHybrid.Circuits.Kernels;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>C(y) and S(y) of a pass over pairs at one θ.</summary>
internal sealed class PairNumbers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PairPass _pass;
    private readonly double[] _angles = [];

    public PairNumbers(PairPass pass)
    {
        _pass = pass;
        C = new T[1 << pass.ParityCount];
        S = new T[C.Length];
        if (pass.Fan is { } fan)
            _angles = new double[1 << fan.ClassBits];
        else
            SetFlip(pass.V == 0 && pass.Lane == 0);
    }

    /// <summary>What an amplitude is multiplied by.</summary>
    public T[] C { get; }

    /// <summary>What the other amplitude of its pair is multiplied by.</summary>
    public T[] S { get; }

    public void Set(ReadOnlySpan<double> theta)
    {
        if (_pass.Fan is not { } fan)
            return;
        fan.Angles(theta, _angles);
        for (var y = 0; y < _angles.Length; y++)
        {
            var (sine, cosine) = Math.SinCos(_angles[y]);
            C[2 * y] = C[2 * y + 1] = T.CreateChecked(cosine);
            (S[2 * y], S[2 * y + 1]) = (T.CreateChecked(-sine), T.CreateChecked(sine));
        }
    }

    /// <summary>Adds ∂L/∂θ.</summary>
    public void Gradient(ReadOnlySpan<double> slots, Span<double> gradTheta)
    {
        if (_pass.Fan is not { } fan)
            return;
        slots.CopyTo(_angles);
        fan.AddGradient(_angles, gradTheta);
    }

    private void SetFlip(bool changesSignsOnly)
    {
        for (var y = 0; y < C.Length; y++)
        {
            var sign = (y & 4) != 0 ? -T.One : T.One;
            (C[y], S[y]) = (y & 3) != 3 ? (T.One, T.Zero) : changesSignsOnly ? (sign, T.Zero) : (T.Zero, sign);
        }
    }
}
