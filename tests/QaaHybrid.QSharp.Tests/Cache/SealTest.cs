namespace QaaHybrid.QSharp.Tests;

public class SealTest
{
    private static readonly TapeKey Key = new("key", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly byte[] Payload = "what is kept"u8.ToArray();
    private static readonly byte[] Bytes = Seal.Close(Key, Payload);

    [Test]
    public void What_is_sealed_is_opened() => Assert.That(Seal.Open(Key, Bytes), Is.EqualTo(Payload));

    [Test]
    public void A_file_that_is_cut_anywhere_is_not_opened()
    {
        for (var length = 0; length < Bytes.Length; length++)
            Assert.That(Seal.Open(Key, Bytes.AsSpan(0, length)), Is.Null, $"{length} bytes");
    }

    [Test]
    public void A_file_with_any_bit_flipped_is_not_opened()
    {
        for (var bit = 0; bit < 8 * Bytes.Length; bit++)
        {
            var damaged = (byte[])Bytes.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.That(Seal.Open(Key, damaged), Is.Null, $"bit {bit}");
        }
    }

    [Test]
    public void A_file_of_another_key_is_not_opened() => Assert.That(Seal.Open(new TapeKey("key", new byte[32]), Bytes), Is.Null);
}
