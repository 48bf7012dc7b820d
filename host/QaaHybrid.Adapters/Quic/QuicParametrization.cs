using System.Numerics;

namespace QaaHybrid.Adapters.Quic;

/// <summary>The trained numbers behind the base matrices (<c>parametrization</c>).</summary>
public enum QuicParametrization
{
    /// <summary>n × n numbers and Cayley's transform, or the matrix itself: the released code.</summary>
    Cayley,

    /// <summary>Angles of a pyramid of beam splitters: all of SO(n).</summary>
    Pyramid,

    /// <summary>Angles of two diagonals that cross: 2n − 3 of them, n even.</summary>
    X,

    /// <summary>Angles of the network of the fast Fourier transform: n/2·log₂ n of them, n a power of two.</summary>
    Butterfly,

    /// <summary>Angles of even and odd pairs in turn: n − 1 a layer.</summary>
    Brick,
}

/// <summary>What the layouts are.</summary>
public static class QuicParametrizations
{
    /// <summary>
    /// The Q# operation of angles and qubits. Gates on qubits that are no neighbours are fermionic: otherwise the circuit on weight k would not be the compound that the
    /// adapter is made of.
    /// </summary>
    public static string Operation(this QuicParametrization parametrization) => parametrization switch
    {
        QuicParametrization.X => "QaaHybrid.Layers.XLayout",
        QuicParametrization.Butterfly => "QaaHybrid.Layers.FermionicButterfly",
        QuicParametrization.Brick => "QaaHybrid.Layers.Brick",
        _ => "QaaHybrid.Layers.Pyramid",
    };

    /// <summary>The greatest number of qubits up to <paramref name="n"/> that the layout has.</summary>
    public static int Largest(this QuicParametrization parametrization, int n) => parametrization switch
    {
        QuicParametrization.X => n - n % 2,
        QuicParametrization.Butterfly => (int)(BitOperations.RoundUpToPowerOf2((uint)n + 1) / 2),
        _ => n,
    };

    /// <summary>Layers of the layout where nothing is said: as many bricks as give the angles of a pyramid, or one of the others.</summary>
    public static int UsualLayers(this QuicParametrization parametrization, int n) => parametrization == QuicParametrization.Brick ? (n + 1) / 2 : 1;

    /// <summary>
    /// Numbers that are stored of one base matrix: n² behind Cayley's transform, else the angles, as the operation's function of parameters in Q# counts them (a test holds
    /// the two together).
    /// </summary>
    public static long Numbers(this QuicParametrization parametrization, long n, int? layers) => parametrization switch
    {
        QuicParametrization.Cayley => n * n,
        QuicParametrization.X => 2 * n - 3,
        QuicParametrization.Butterfly => n / 2 * BitOperations.Log2((ulong)n),
        QuicParametrization.Brick => n - 1,
        _ => n * (n - 1) / 2,
    } * (parametrization == QuicParametrization.Cayley ? 1 : layers ?? parametrization.UsualLayers((int)n));
}
