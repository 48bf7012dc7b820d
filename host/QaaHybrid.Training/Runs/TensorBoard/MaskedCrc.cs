using System.Numerics;

namespace QaaHybrid.Training;

/// <summary>The checksum of TFRecord files: CRC-32C (Castagnoli), turned and shifted so that a checksum of data that hold checksums stays a good one.</summary>
internal static class MaskedCrc
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>((crc ≫ 15) | (crc ≪ 17)) + 0xA282EAD8, modulo 2³².</summary>
    public static uint Of(ReadOnlySpan<byte> data) => unchecked(BitOperations.RotateRight(Crc32C(data), 15) + MaskDelta);

    private static uint Crc32C(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
