using System.IO.Compression;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// A tape as bytes, compressed: register, auxiliary qubits, parameters, number of gates, gates. A gate is its kind, three qubits, and where
/// it turns the parameter, the scale and the offset. Little-endian.
/// </summary>
internal static class TapeFile
{
    /// <summary>The bytes of a tape.</summary>
    public static byte[] Write(Circuit circuit)
    {
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new BufferedStream(new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))))
        {
            writer.Write(circuit.Qubits);
            writer.Write(circuit.AuxiliaryQubits);
            writer.Write(circuit.Parameters);
            writer.Write(circuit.Gates.Count);
            foreach (var gate in circuit.Gates)
                Write(writer, gate);
        }
        return packed.ToArray();
    }

    /// <summary>The tape in the bytes, which are as <see cref="Write(Circuit)"/> gave them.</summary>
    public static Circuit Read(byte[] bytes, string name, CircuitOrigin origin)
    {
        using var reader = new BinaryReader(new BufferedStream(new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress)));
        var (qubits, auxiliary, parameters) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var gates = new Gate[reader.ReadInt32()];
        for (var i = 0; i < gates.Length; i++)
            gates[i] = ReadGate(reader);
        return new Circuit(name, qubits, auxiliary, parameters, gates, origin);
    }

    private static void Write(BinaryWriter writer, Gate gate)
    {
        writer.Write((byte)gate.Kind);
        writer.Write(gate.Q0);
        writer.Write(gate.Q1);
        writer.Write(gate.Q2);
        if (!gate.IsRotation)
            return;
        writer.Write(gate.Angle.Parameter);
        writer.Write(gate.Angle.Scale);
        writer.Write(gate.Angle.Offset);
    }

    private static Gate ReadGate(BinaryReader reader)
    {
        var gate = new Gate((GateKind)reader.ReadByte(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return gate.IsRotation ? gate with { Angle = new Angle(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble()) } : gate;
    }
}
