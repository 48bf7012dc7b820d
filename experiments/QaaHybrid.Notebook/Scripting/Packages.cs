using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QaaHybrid.Files;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// <c>#r "nuget: NAME, VERSION"</c>: the .NET SDK restores the package and what it depends on, from the feeds that are configured on this machine; the assemblies are then
/// referenced by their paths.
/// </summary>
internal sealed partial class Packages
{
    private readonly Dictionary<string, IReadOnlyList<PortableExecutableReference>> _restored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _native = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known;

    /// <summary>Makes a set of packages without any.</summary>
    /// <param name="references">What cells see anyway: of these a package brings no second one.</param>
    public Packages(IEnumerable<MetadataReference> references)
    {
        _known = [.. references.Select(reference => Path.GetFileNameWithoutExtension(reference.Display) ?? "")];
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Native(name) is { } path ? NativeLibrary.Load(path) : 0;
    }

    /// <summary>The reference that stands for a directive: the compiler takes no more than one. Null where it names no package that was restored.</summary>
    public PortableExecutableReference? Find(string directive) => _restored.GetValueOrDefault(directive)?[0];

    /// <summary>The other references that a cell's directives bring.</summary>
    public IEnumerable<MetadataReference> Beside(SyntaxTree cell) => Directives(cell).SelectMany(directive => (_restored.GetValueOrDefault(directive) ?? []).Skip(1));

    /// <summary>Where an assembly of a package lies; null where it is of none.</summary>
    public string? Assembly(string name) => _assemblies.GetValueOrDefault(name);

    /// <summary>Restores the packages that a cell names, as far as no cell before has named them.</summary>
    /// <returns>Each of them with its version.</returns>
    /// <exception cref="PackageException">One of them cannot be had.</exception>
    public async Task<IReadOnlyList<string>> RestoreAsync(SyntaxTree cell, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var directive in Directives(cell))
            if (!_restored.ContainsKey(directive))
                names.Add(await RestoreAsync(directive, cancellationToken).ConfigureAwait(false));
        return names;
    }

    private static IEnumerable<string> Directives(SyntaxTree cell) => cell.GetCompilationUnitRoot().GetReferenceDirectives()
        .Select(directive => directive.File.ValueText).Where(directive => directive.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)).Distinct();

    private async Task<string> RestoreAsync(string directive, CancellationToken cancellationToken)
    {
        if (Directive().Match(directive) is not { Success: true } match)
            throw new PackageException($"'{directive}' names no package; expected for example #r \"nuget: Spectre.Console, 0.49.1\", or without the version");
        var (name, version) = (match.Groups["name"].Value, match.Groups["version"] is { Success: true } given ? given.Value : "*");
        var folder = CacheFolder.Keep(cache => Write(cache, name, version));
        await RunAsync(name, folder, cancellationToken).ConfigureAwait(false);
        return Read(directive, name, Path.Combine(folder, "obj", "project.assets.json"));
    }

    private static string Write(string cache, string name, string version)
    {
        var folder = Path.Combine(cache, "packages", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.ToLowerInvariant()} {version}")))[..16]);
        AtomicFile.WriteText(Path.Combine(folder, "package.csproj"), Project(name, version));
        // Else the SDK looks for these in the folders above.
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            AtomicFile.WriteText(Path.Combine(folder, file), "<Project />\n");
        return folder;
    }

    private static string Project(string name, string version) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
            <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{name}" Version="{version}" />
          </ItemGroup>
        </Project>

        """;

    private static async Task RunAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", "package.csproj", "-nologo", "-v", "quiet", "-nodeReuse:false"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = StartSdk(start);
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false) + await error.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new PackageException($"{name} cannot be restored: {Reason(output)}\nThe feeds are those of 'dotnet nuget list source'. An assembly goes by its path as well: #r \"/path/to/{name}.dll\"");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process StartSdk(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new PackageException($"packages are restored by the .NET SDK, and dotnet does not start ({error.Message}). An assembly goes by its path: #r \"/path/to/assembly.dll\"");
        }
    }

    // PATH : error NU1101: Unable to find package X. … [PROJECT]
    private static string Reason(string output)
    {
        var reasons = output.Split('\n').Select(line => Complaint().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim()).Distinct().ToList();
        return reasons.Count == 0 ? output.Trim() : string.Join('\n', reasons);
    }

    private string Read(string directive, string name, string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var references = new List<PortableExecutableReference>();
        var version = "";
        // The target with the platform in its name is the one whose files can be loaded here.
        foreach (var package in root.GetProperty("targets").EnumerateObject().Last().Value.EnumerateObject())
        {
            var library = root.GetProperty("libraries").GetProperty(package.Name).GetProperty("path").GetString()!;
            var folder = folders.Select(candidate => Path.Combine(candidate, library)).FirstOrDefault(Directory.Exists) ?? throw new PackageException($"{package.Name} was restored, and its folder {library} is in none of {string.Join(", ", folders)}");
            if (package.Name.StartsWith($"{name}/", StringComparison.OrdinalIgnoreCase))
                version = package.Name.Replace('/', ' ');
            foreach (var file in Files(package.Value, "runtime").Where(file => _known.Add(Path.GetFileNameWithoutExtension(file))))
            {
                _assemblies[Path.GetFileNameWithoutExtension(file)] = Path.Combine(folder, file);
                references.Add(Surroundings.Reference(Path.Combine(folder, file)));
            }
            foreach (var file in Files(package.Value, "native"))
                _native[Path.GetFileName(file)] = Path.Combine(folder, file);
        }
        // What brings nothing new still has to stand for something.
        _restored[directive] = references.Count > 0 ? references : [Surroundings.Reference(typeof(object).Assembly.Location)];
        return version;
    }

    private static IEnumerable<string> Files(JsonElement package, string kind) =>
        package.TryGetProperty(kind, out var files) ? files.EnumerateObject().Select(file => file.Name).Where(file => !file.EndsWith("/_._", StringComparison.Ordinal)) : [];

    private string? Native(string name) =>
        new[] { name, $"lib{name}.so", $"{name}.so", $"lib{name}.dylib", $"{name}.dll" }.Select(file => _native.GetValueOrDefault(file)).FirstOrDefault(path => path is not null);

    [GeneratedRegex(@"^nuget:\s*(?<name>\w[\w.-]*)\s*([,/]\s*(?<version>[\w.*+\[\](),-]+)\s*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex(@"error ((?:NU|NETSDK|MSB)\d+: .*?)(?: \[[^\]]*\])?\s*$")]
    private static partial Regex Complaint();
}

/// <summary>A package that a cell names cannot be had.</summary>
internal sealed class PackageException(string message) : Exception(message);
