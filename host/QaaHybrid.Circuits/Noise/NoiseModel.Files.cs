using QaaHybrid.Circuits.Files;

namespace QaaHybrid.Circuits;

public sealed partial class NoiseModel
{
    /// <summary>
    /// The model in a file of YAML (or JSON, which YAML contains). Top level: <c>name</c>; <c>rules</c>, a list, the first that covers a gate
    /// counts; <c>before_measurement</c>, a list of channels; <c>read_out</c>, a list, the first that names a qubit counts.
    /// A rule has <c>gates</c> (names such as <c>CX</c> and <c>RY</c>, or <c>one_qubit</c>, <c>two_qubit</c>, <c>three_qubit</c>; all if left
    /// out), <c>qubits</c> (any if left out) and <c>channels</c>. A channel is one of <c>depolarizing</c>, <c>two_qubit_depolarizing</c>,
    /// <c>bit_flip</c>, <c>phase_flip</c>, <c>bit_phase_flip</c>, <c>amplitude_damping</c>, <c>phase_damping</c> with its probability, or
    /// <c>pauli</c> with a map such as <c>{ X: 0.01, Z: 0.02 }</c> or <c>{ XX: 0.01 }</c>. A read-out error has <c>qubits</c>, <c>p01</c>
    /// (1 is read where the qubit is 0) and <c>p10</c>.
    /// </summary>
    /// <param name="path">The file; <c>experiments/recipes/noise/example.yaml</c> is one.</param>
    /// <exception cref="InvalidDataException">Something does not fit; the message names file, line, key, what was found and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NoiseModel Load(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>The model in a text.</summary>
    /// <param name="text">As in a file.</param>
    /// <param name="name">How the file is named in messages.</param>
    /// <inheritdoc cref="Load"/>
    public static NoiseModel Parse(string text, string name) => NoiseFileReader.Read(text, name);
}
