namespace QaaHybrid.Models;

/// <summary>What a SentencePiece model file says (message <c>ModelProto</c> of <c>sentencepiece_model.proto</c>).</summary>
internal sealed class SentencePieceProto
{
    /// <summary>The pieces; a piece's place is its id.</summary>
    public List<SentencePiece> Pieces { get; } = [];

    /// <summary>1 Unigram, 2 BPE, 3 words, 4 characters.</summary>
    public int ModelType { get; private set; } = 1;

    /// <summary>Whether what has no piece becomes bytes.</summary>
    public bool ByteFallback { get; private set; }

    /// <summary>Whether the sign for a blank stands behind words.</summary>
    public bool WhitespaceAsSuffix { get; private set; }

    /// <summary>What the unknown piece is decoded to.</summary>
    public string UnknownSurface { get; private set; } = " \u2047 ";

    /// <summary>The compiled table of replacements; empty where there is none.</summary>
    public byte[] CharsMap { get; private set; } = [];

    /// <summary>Whether a text gets a blank before it.</summary>
    public bool AddDummyPrefix { get; private set; } = true;

    /// <summary>Whether blanks at the ends go, and several become one.</summary>
    public bool RemoveExtraWhitespaces { get; private set; } = true;

    /// <summary>Whether blanks become <c>▁</c>.</summary>
    public bool EscapeWhitespaces { get; private set; } = true;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="ModelFileException">It is none.</exception>
    public static SentencePieceProto Parse(string file, byte[] content)
    {
        var proto = new SentencePieceProto();
        try
        {
            var reader = new ProtobufReader(content);
            while (reader.Next())
                if (reader.Field == 1)
                    proto.Pieces.Add(ReadPiece(reader.Bytes));
                else if (reader.Field == 2)
                    proto.ReadTrainerSpec(reader.Bytes);
                else if (reader.Field == 3)
                    proto.ReadNormalizerSpec(reader.Bytes);
        }
        catch (FormatException error)
        {
            throw new ModelFileException(file, $"this is no SentencePiece model: {error.Message}", error);
        }
        return proto.Pieces.Count > 0 ? proto : throw new ModelFileException(file, "this is no SentencePiece model: it has no pieces");
    }

    private static SentencePiece ReadPiece(ReadOnlySpan<byte> message)
    {
        var piece = new SentencePiece("", 0, PieceType.Normal);
        var reader = new ProtobufReader(message);
        while (reader.Next())
            piece = reader.Field switch
            {
                1 => piece with { Text = reader.Text },
                2 => piece with { Score = reader.Single },
                3 => piece with { Type = (PieceType)reader.Number },
                _ => piece,
            };
        return piece;
    }

    private void ReadTrainerSpec(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
            if (reader.Field == 3)
                ModelType = (int)reader.Number;
            else if (reader.Field == 24)
                WhitespaceAsSuffix = reader.Number != 0;
            else if (reader.Field == 35)
                ByteFallback = reader.Number != 0;
            else if (reader.Field == 44)
                UnknownSurface = reader.Text;
    }

    private void ReadNormalizerSpec(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
            if (reader.Field == 2)
                CharsMap = reader.Bytes.ToArray();
            else if (reader.Field == 3)
                AddDummyPrefix = reader.Number != 0;
            else if (reader.Field == 4)
                RemoveExtraWhitespaces = reader.Number != 0;
            else if (reader.Field == 5)
                EscapeWhitespaces = reader.Number != 0;
    }
}

/// <summary>A piece.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Score">Logarithm of its probability, or minus its place among BPE's merges.</param>
/// <param name="Type">What it is for.</param>
internal readonly record struct SentencePiece(string Text, float Score, PieceType Type);

/// <summary>What a piece is for.</summary>
internal enum PieceType
{
    /// <summary>Found in texts.</summary>
    Normal = 1,

    /// <summary>What has no piece.</summary>
    Unknown = 2,

    /// <summary>A mark that no text holds.</summary>
    Control = 3,

    /// <summary>Found in texts whatever the scores say.</summary>
    UserDefined = 4,

    /// <summary>Not used.</summary>
    Unused = 5,

    /// <summary>A byte.</summary>
    Byte = 6,
}
