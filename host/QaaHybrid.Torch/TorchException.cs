namespace QaaHybrid.Torch;

/// <summary>An operator or another part of libtorch refused. The message begins with the operator's name.</summary>
public class TorchException : Exception
{
    /// <summary>An exception without a text.</summary>
    public TorchException()
    {
    }

    /// <summary>An exception with a text of its own.</summary>
    public TorchException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a text of its own and the exception behind it.</summary>
    public TorchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception of one operator.</summary>
    /// <param name="operator">The operator's name, for instance <c>aten::mm</c>.</param>
    /// <param name="message">What it said.</param>
    /// <param name="innerException">The exception of a managed backward function, if one was at the bottom of it.</param>
    public TorchException(string @operator, string message, Exception? innerException)
        : base($"{@operator}: {message}", innerException) => Operator = @operator;

    /// <summary>The operator that failed, for instance <c>aten::mm</c>; empty where none did.</summary>
    public string Operator { get; } = "";
}
