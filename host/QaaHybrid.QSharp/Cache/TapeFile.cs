using System.IO.Compression;
using System.Security.Cryptography;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// A tape as bytes: "QAATAPE1", the key (32 bytes), SHA-256 of the rest (32 bytes), then compressed: register, auxiliary qubits, parameters,
/// gates; a gate is its kind, three qubits, and where it turns the parameter, the scale and the offset. Little-endian.
/// </summary>
internal static class TapeFile
{
    private const int HashLength = 32;

    private static ReadOnlySpan<byte> Magic => "QAATAPE1"u8;

    /// <summary>The bytes of a tape.</summary>
    public static byte[] Write(Circuit circuit, TapeKey key)
    {
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)))
        {
            writer.Write(circuit.Qubits);
            writer.Write(circuit.AuxiliaryQubits);
            writer.Write(circuit.Parameters);
            writer.Write(circuit.Gates.Count);
            foreach (var gate in circuit.Gates)
                Write(writer, gate);
        }
        var payload = packed.ToArray();
        return [.. Magic, .. key.Hash, .. SHA256.HashData(payload), .. payload];
    }

    /// <summary>The tape in the bytes; null where they are of another key, damaged, or no tape at all.</summary>
    public static Circuit? Read(ReadOnlySpan<byte> bytes, TapeKey key, string name, CircuitOrigin origin)
    {
        var start = Magic.Length + 2 * HashLength;
        if (bytes.Length < start || !bytes.StartsWith(Magic) || !bytes.Slice(Magic.Length, HashLength).SequenceEqual(key.Hash))
            return null;
        var payload = bytes[start..];
        if (!bytes.Slice(Magic.Length + HashLength, HashLength).SequenceEqual(SHA256.HashData(payload)))
            return null;
        using var reader = new BinaryReader(new ZLibStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress));
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
