namespace QaaHybrid.QSharp;

/// <summary>A place in Q# that is being written.</summary>
/// <param name="Project">Folder of the project that the text belongs to.</param>
/// <param name="File">Name of the text's file under the project's <c>src</c>; what lies there is not read.</param>
/// <param name="Text">The text.</param>
/// <param name="Line">Line, from 0.</param>
/// <param name="Column">Column in UTF-16 units, from 0.</param>
public sealed record QSharpPlace(string Project, string File, string Text, int Line, int Column);

/// <summary>A name that could stand at a place.</summary>
/// <param name="Name">The name as it can be written there: in full where the text does not import it.</param>
/// <param name="Kind">As <c>function</c> (operations too), <c>keyword</c>, <c>interface</c> (types), <c>module</c> (namespaces), <c>variable</c>.</param>
/// <param name="Signature">Its declaration; empty where it has none.</param>
public sealed record QSharpCompletion(string Name, string Kind, string Signature);

/// <summary>What stands at a place.</summary>
/// <param name="Meaning">Declaration and documentation of the name there, in Markdown; null where there is no known name.</param>
/// <param name="Signature">The declaration of what is called around the place; null outside of a call's parenthesis.</param>
/// <param name="Documentation">The documentation of what is called, in Markdown; null as <paramref name="Signature"/>.</param>
public sealed record QSharpExplanation(string? Meaning, string? Signature, string? Documentation);
