
namespace QaaHybrid.Circuits.Tests;

/// <summary>QIR text written by Microsoft's compiler (Fixtures/make-fixtures.mjs).</summary>
internal static class Fixture
{
    public static string Text(string name) => File.ReadAllText(Repository.File("tests", "QaaHybrid.Circuits.Tests", "Fixtures", name));

    public static QirProgram Program(string name) => QirReader.Read(Text(name));
}
