using System.Security.Cryptography;
using System.Text;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// What a shared access signature signs: sig = base64(HMAC-SHA256(account key, fields joined by line feeds)), over decoded values
/// (Azure Storage, "Create an account SAS" and "Create a service SAS", versions from 2020-12-06 on).
/// </summary>
internal static class SignatureText
{
    /// <summary>Of an account SAS: account, sp, ss, srt, st, se, ip, spr, sv, encryption scope, and a line feed at the end.</summary>
    /// <param name="field">The value of a query parameter, decoded; empty where it is absent.</param>
    public static string OfAccount(Func<string, string> field) => Sign(string.Join('\n',
        StorageAccount.Name, field("sp"), field("ss"), field("srt"), field("st"), field("se"), field("sip"), field("spr"), field("sv"), field("ses")) + "\n");

    /// <summary>Of a service SAS: sp, st, se, resource, identifier, ip, protocol, sv, sr, snapshot time, encryption scope, rscc, rscd, rsce, rscl, rsct.</summary>
    /// <param name="resource">Container, or container and blob, with a slash between.</param>
    /// <param name="field">The value of a query parameter, decoded; empty where it is absent.</param>
    public static string OfService(string resource, Func<string, string> field) => Sign(string.Join('\n',
        field("sp"), field("st"), field("se"), $"/blob/{StorageAccount.Name}/{resource}", field("si"), field("sip"), field("spr"), field("sv"), field("sr"),
        "", field("ses"), field("rscc"), field("rscd"), field("rsce"), field("rscl"), field("rsct")));

    private static string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(StorageAccount.Key, Encoding.UTF8.GetBytes(text)));
}
