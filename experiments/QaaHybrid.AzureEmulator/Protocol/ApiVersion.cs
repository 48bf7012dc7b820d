using System.Globalization;

namespace QaaHybrid.AzureEmulator;

/// <summary>The versions of the data plane, and what changed with them.</summary>
internal static class ApiVersion
{
    public static IReadOnlyList<string> Known { get; } =
    [
        "2019-11-04-preview", "2021-05-06-preview", "2021-10-01-preview", "2021-11-01-preview", "2022-09-12-preview", "2023-11-13-preview",
        "2024-02-01-preview", "2024-03-01-preview", "2024-10-01-preview", "2025-09-01-preview", "2025-12-01-preview", "2026-01-15-preview",
    ];

    /// <exception cref="ServiceException">None is given, or one that never was.</exception>
    public static string Require(string? version) =>
        version is { Length: > 0 } && Known.Contains(version) ? version
        : throw new ServiceException(
            400, version is { Length: > 0 } ? "UnsupportedApiVersion" : "MissingApiVersionParameter",
            $"The api-version '{version}' is not supported; supported are {string.Join(", ", Known)}.");

    /// <summary><c>:cancel</c> cancels and DELETE deletes; before, DELETE cancelled.</summary>
    public static bool HasCancel(string version) => IsFrom(version, "2025-12-01");

    /// <summary><c>storage/sasUri</c> makes the container.</summary>
    public static bool MakesContainers(string version) => IsFrom(version, "2026-01-15");

    private static bool IsFrom(string version, string date) => string.Compare(version, date, CultureInfo.InvariantCulture, CompareOptions.Ordinal) >= 0;
}
