namespace QaaHybrid.Models;

/// <summary>Files of Python's pickle, which older folders of Hugging Face have in place of safetensors. They are programs, and none is carried out here.</summary>
public static class Pickle
{
    /// <summary>What is added to the refusal of a folder that has such a file instead; empty where it has none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">How the file's name begins: <c>pytorch_model</c>, <c>adapter_model</c>.</param>
    public static string Remark(string folder, string name) => Directory.EnumerateFiles(folder, $"{name}*.bin*").Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() is { } file
        ? $"; {file} is a Python pickle, which is not read: save it again with Hugging Face's save_pretrained, which writes safetensors"
        : "";
}
