namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>Where a tensor's elements lie, written as libtorch writes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
    /// <param name="Name">The name.</param>
    public sealed record Device(string Name)
    {
        /// <summary>A device by its name.</summary>
        public static implicit operator Device(string name) => new(name);

        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>Main memory.</summary>
    public static Device CPU { get; } = new("cpu");

    /// <summary>A device by its name, for instance <c>cpu</c>.</summary>
    public static Device device(string name) => new(name);
}
