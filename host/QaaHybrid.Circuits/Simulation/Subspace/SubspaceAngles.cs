using System.Numerics;
using System.Runtime.Intrinsics;
using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>The numbers of a program at one θ: cosines and sines of the beam splitters, entries of the matrices; and the way back to θ.</summary>
internal sealed class SubspaceAngles<T> : ITiled
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int ChunkLength = 4096;

    private readonly SubspaceProgram _program;
    private readonly int _threads;
    // Angle i is the sum of its terms; nearly always there is one.
    private readonly Angle[] _first;
    private readonly (int Step, Angle Angle)[] _others;
    private readonly double[] _angles;
    private readonly double[] _theta;
    private readonly Complex[] _numbers;
    private bool _isSet;

    public SubspaceAngles(SubspaceProgram program, int threads)
    {
        (_program, _threads) = (program, threads);
        _first = Array.ConvertAll(program.Givens, step => step.Terms[0]);
        _others = [.. program.Givens.SelectMany((step, i) => step.Terms.Skip(1).Select(term => (i, term)))];
        _angles = new double[_first.Length];
        _theta = new double[program.Blocks.Circuit.Parameters];
        _numbers = new Complex[program.Numbers];
        (Cosines, Sines) = (new T[_first.Length], new T[_first.Length]);
        (Real, Imaginary) = (new T[program.Numbers], new T[program.Numbers]);
    }

    public T[] Cosines { get; }

    public T[] Sines { get; }

    /// <summary>Real parts of the matrices' entries.</summary>
    public T[] Real { get; }

    /// <summary>Imaginary parts of the matrices' entries.</summary>
    public T[] Imaginary { get; }

    /// <summary>How many numbers a tile collects for the gradient: one a beam splitter, two an entry.</summary>
    public int Slots => _first.Length + 2 * _numbers.Length;

    /// <summary>Computes the numbers, unless they are those of the last call.</summary>
    public void Set(ReadOnlySpan<double> theta)
    {
        if (_isSet && theta.SequenceEqual(_theta))
            return;
        theta.CopyTo(_theta);
        TilePool.Shared.Run(this, (_first.Length + ChunkLength - 1) / ChunkLength, _threads);
        foreach (var step in _program.Matrices)
            step.Set(theta, _numbers.AsSpan(step.FirstNumber, step.Numbers));
        for (var i = 0; i < _numbers.Length; i++)
            (Real[i], Imaginary[i]) = (T.CreateChecked(_numbers[i].Real), T.CreateChecked(_numbers[i].Imaginary));
        _isSet = true;
    }

    /// <summary>∂L/∂θ from what the tiles collected.</summary>
    public void Gradient(ReadOnlySpan<double> slots, Span<double> gradient)
    {
        gradient.Clear();
        for (var i = 0; i < _first.Length; i++)
            if (_first[i].Parameter >= 0)
                gradient[_first[i].Parameter] += _first[i].Scale * slots[i];
        foreach (var (step, angle) in _others)
            gradient[angle.Parameter] += angle.Scale * slots[step];
        var entries = slots[_first.Length..];
        for (var i = 0; i < _numbers.Length; i++)
            _numbers[i] = new Complex(entries[i], entries[_numbers.Length + i]);
        foreach (var step in _program.Matrices)
            step.AddGradient(_theta, _numbers.AsSpan(step.FirstNumber, step.Numbers), gradient);
    }

    /// <summary>A chunk of the beam splitters.</summary>
    void ITiled.RunTile(int tile)
    {
        var (first, last) = (tile * ChunkLength, Math.Min(_first.Length, (tile + 1) * ChunkLength));
        for (var i = first; i < last; i++)
            _angles[i] = _first[i].At(_theta);
        for (var i = ~Array.BinarySearch(_others, (first, default(Angle)), BeforeStep); i < _others.Length && _others[i].Step < last; i++)
            _angles[_others[i].Step] += _others[i].Angle.At(_theta);
        var index = first;
        for (; index + 2 * Vector512<double>.Count <= last; index += 2 * Vector512<double>.Count)
        {
            var (sines0, cosines0) = Vector512.SinCos(Vector512.Create<double>(_angles.AsSpan(index)));
            var (sines1, cosines1) = Vector512.SinCos(Vector512.Create<double>(_angles.AsSpan(index + Vector512<double>.Count)));
            Store(cosines0, cosines1, Cosines, index);
            Store(sines0, sines1, Sines, index);
        }
        for (; index < last; index++)
        {
            var (sine, cosine) = Math.SinCos(_angles[index]);
            (Cosines[index], Sines[index]) = (T.CreateTruncating(cosine), T.CreateTruncating(sine));
        }
    }

    private static void Store(Vector512<double> first, Vector512<double> second, T[] target, int index)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512.Narrow(first, second).As<float, T>().CopyTo(target, index);
            return;
        }
        first.As<double, T>().CopyTo(target, index);
        second.As<double, T>().CopyTo(target, index + Vector512<double>.Count);
    }

    // Never equal: the search ends before the first term of the step, of several.
    private static readonly Comparer<(int Step, Angle Angle)> BeforeStep =
        Comparer<(int Step, Angle Angle)>.Create((a, b) => a.Step < b.Step ? -1 : 1);
}
