using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using QaaHybrid.Files;
using QaaHybrid.QSharp;

namespace QaaHybrid.Notebook.Magics;

/// <summary>
/// Cells in Q#. Each becomes a project of its own with the earlier cells that it names, in a folder that is called by a hash of its text: an operation stays
/// what it was when it was declared, the same text finds its compiled circuits again, and trained adapters find their Q# after the notebook is closed.
/// </summary>
internal sealed partial class QSharpCells
{
    /// <summary>The namespace of what a cell declares.</summary>
    public const string Namespace = "Notebook";

    private readonly List<(string Code, IReadOnlyList<QSharpDeclaration> Declarations)> _earlier = [];

    /// <summary>Compiles a cell.</summary>
    /// <param name="code">Its text; the first line is empty and takes the imports.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <returns>What C# is to know by name.</returns>
    /// <exception cref="QSharpException">It does not compile.</exception>
    public async Task<IReadOnlyList<(string Variable, QSharpOperation Operation)>> CompileAsync(string code, CancellationToken cancellationToken)
    {
        var declarations = QSharpDeclaration.In(code);
        var files = Files(code, declarations);
        var folder = CacheFolder.Keep(cache => Write(cache, files));
        await Qaa.Session.Engine.CheckAsync(folder, cancellationToken).ConfigureAwait(false);
        _earlier.Add((code, declarations));
        return [.. declarations.Where(declaration => declaration.IsCallable).Select(declaration => (declaration.Name, new QSharpOperation(folder, declaration)))];
    }

    /// <summary>Whether a cell has declared an operation, a function or a type of that name.</summary>
    public bool Declares(string name) => _earlier.Any(cell => cell.Declarations.Any(declaration => declaration.Name == name));

    /// <summary>A place in a cell that is being written, where everything that earlier cells have declared is known.</summary>
    /// <param name="code">The cell, with its sign.</param>
    /// <param name="at">The place, in characters.</param>
    public QSharpPlace Place(string code, int at)
    {
        code = CellPart.QSharpOf(code);
        var files = Files("", QSharpDeclaration.In(code), all: true);
        var imports = files[0].Text;
        // The text goes to the compiler without its file: the project is the same from key to key.
        files[0] = (files[0].File, "");
        var before = code[..at];
        var line = before.Count(character => character == '\n');
        return new QSharpPlace(CacheFolder.Keep(cache => Write(cache, files)), files[0].File, imports + code + Closing(code), line, at - (before.LastIndexOf('\n') + 1) + (line == 0 ? imports.Length : 0));
    }

    // The brackets that are still open: the compiler understands little of a body without its end.
    private static string Closing(string code)
    {
        var open = new Stack<char>();
        foreach (var character in CommentOrText().Replace(code, ""))
            if (character is '{' or '(' or '[')
                open.Push(character switch { '{' => '}', '(' => ')', _ => ']' });
            else if (character is '}' or ')' or ']')
                open.TryPop(out _);
        return string.Concat(open);
    }

    // The cell, and the latest declarations of names that it does not declare itself, all or those that it names; these may name still earlier ones.
    private List<(string File, string Text)> Files(string code, IReadOnlyList<QSharpDeclaration> declarations, bool all = false)
    {
        var files = new List<(string, string)>();
        var numbers = new Dictionary<int, string>();
        Add($"{Namespace}.qs", code, declarations, _earlier.Count);
        return files;

        void Add(string file, string text, IReadOnlyList<QSharpDeclaration> own, int before)
        {
            var at = files.Count;
            files.Add((file, text));
            var known = own.Select(declaration => declaration.Name).ToHashSet(StringComparer.Ordinal);
            var imports = new List<string>();
            for (var i = before - 1; i >= 0; i--)
                foreach (var declaration in _earlier[i].Declarations)
                    if (known.Add(declaration.Name) && ((all && at == 0) || declaration.IsNamedIn(text)))
                    {
                        if (!numbers.TryGetValue(i, out var name))
                        {
                            numbers.Add(i, name = $"Earlier{numbers.Count + 1}");
                            Add($"{name}.qs", _earlier[i].Code, _earlier[i].Declarations, i);
                        }
                        imports.Add($"{name}.{declaration.Name}");
                    }
            if (imports.Count > 0)
                files[at] = (file, $"import {string.Join(", ", imports)}; {text}");
        }
    }

    private static string Hash(List<(string File, string Text)> files)
    {
        const int digits = 16;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (file, text) in files)
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{text.Length}\n{text}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..digits];
    }

    // Written beside and renamed: two kernels may meet at one folder.
    private static string Write(string cache, List<(string File, string Text)> files)
    {
        var folder = Path.Combine(cache, Hash(files));
        if (File.Exists(Path.Combine(folder, "qsharp.json")))
            return folder;
        var beside = $"{folder}.{Guid.NewGuid():N}";
        try
        {
            foreach (var (file, text) in files)
                AtomicFile.WriteText(Path.Combine(beside, "src", file), text);
            AtomicFile.WriteText(Path.Combine(beside, "qsharp.json"), "{}\n");
            FileWriteException.Guard(folder, () => Directory.Move(beside, folder));
        }
        catch (FileWriteException) when (File.Exists(Path.Combine(folder, "qsharp.json")))
        {
            // Another kernel's is as good.
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        return folder;
    }

    [GeneratedRegex(@"//[^\n]*|""(\\.|[^""\\])*""")]
    private static partial Regex CommentOrText();
}
