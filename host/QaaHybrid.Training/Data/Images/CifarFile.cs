namespace QaaHybrid.Training;

/// <summary>
/// CIFAR's binary files: records of one label byte (CIFAR-10), or of a coarse and a fine one (CIFAR-100, of which the fine one counts), and 3,072 bytes of 32 × 32 pixels:
/// 1,024 red, 1,024 green, 1,024 blue.
/// </summary>
public static class CifarFile
{
    private const int Side = 32;

    /// <summary>The images of several files, one after the other.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="classes">10 or 100.</param>
    /// <exception cref="DataFileException">A file is missing or empty, has no whole number of records, or a label is none of the classes.</exception>
    public static ImageSet Read(IEnumerable<string> paths, int classes)
    {
        var set = new ImageSet(3, Side, Side);
        var labelBytes = classes == 100 ? 2 : 1;
        foreach (var path in paths)
        {
            using var stream = TextFile.Open(path);
            var record = new byte[labelBytes + set.ImageBytes];
            if (stream.Length == 0 || stream.Length % record.Length != 0)
                throw new DataFileException(path, $"has {stream.Length} bytes; expected a multiple of {record.Length}, the size of a record of CIFAR-{classes}");
            for (var number = 1; stream.Position < stream.Length; number++)
            {
                stream.ReadExactly(record);
                var label = record[labelBytes - 1];
                if (label >= classes)
                    throw new DataFileException(path, $"the label of record {number} is {label}; expected 0 to {classes - 1}");
                set.Add(record[labelBytes..], label);
            }
        }
        return set;
    }
}
