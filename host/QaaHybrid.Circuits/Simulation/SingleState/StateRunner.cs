using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>A state, the plan that changes it, and what is read from it; the width of the registers is its own affair.</summary>
internal abstract unsafe class StateRunner<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What to run.</summary>
    public abstract StatePlan Plan { get; }

    /// <summary>Where amplitudes lie.</summary>
    public abstract OutputTable Output { get; }

    /// <summary>The state: the number of index j is number j.</summary>
    public abstract T* Ket { get; }

    /// <summary>Sets the state to zero.</summary>
    public abstract void Clear();

    /// <summary>Runs the circuit on the state.</summary>
    public abstract void Forward(StateAngles<T> angles);

    /// <summary>scale ⟨Z_q⟩ of the first <paramref name="count"/> qubits.</summary>
    public abstract void Expectations(T scale, T* output, int count);

    /// <summary>scale |ψ_l|² of the first basis states of the register.</summary>
    public abstract void Probabilities(T scale, T* output, int count);

    /// <summary>The runner for the widest registers that this machine has.</summary>
    public static StateRunner<T> Create(Circuit circuit, StateStart start, bool keepComplex, StateMemory<T> memory, int threads)
    {
        return System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Of<Lanes512<T>>()
            : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Of<Lanes256<T>>()
            : Of<Lanes128<T>>();

        StateRunner<T> Of<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> =>
            new StateRunner<TLanes, T>(new StatePlan(circuit, TLanes.Count, TLanes.Count * sizeof(T), StatePlan.DefaultBlockBits, start, keepComplex), memory, threads);
    }
}
