using System.Globalization;
using System.Text;

namespace QaaHybrid.Models.Tests;

public class UnicodeNormalizationTests
{
    [TestCase("e\u0301", "é", "e\u0301", "é", "e\u0301", TestName = "an accent")]
    [TestCase("\u212B\u2126", "ÅΩ", "A\u030AΩ", "ÅΩ", "A\u030AΩ", TestName = "signs that are letters")]
    [TestCase("ﬁ½\u00A0", "ﬁ½\u00A0", "ﬁ½\u00A0", "fi1⁄2 ", "fi1⁄2 ", TestName = "compatible characters")]
    [TestCase("q\u0307\u0323", "q\u0323\u0307", "q\u0323\u0307", "q\u0323\u0307", "q\u0323\u0307", TestName = "marks in order")]
    [TestCase("\u1100\u1161\u11A8각", "각각", "\u1100\u1161\u11A8\u1100\u1161\u11A8", "각각", "\u1100\u1161\u11A8\u1100\u1161\u11A8", TestName = "Hangul")]
    [TestCase("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", TestName = "a pair that is not composed again")]
    [TestCase("𝒳𝅗𝅥", "𝒳\U0001D157\U0001D165", "𝒳\U0001D157\U0001D165", "X\U0001D157\U0001D165", "X\U0001D157\U0001D165", TestName = "beyond U+FFFF")]
    [TestCase("a\u0301\u0301 b", "á\u0301 b", "a\u0301\u0301 b", "á\u0301 b", "a\u0301\u0301 b", TestName = "a mark that is blocked")]
    public void Forms_are_those_of_the_standard(string text, string c, string d, string kc, string kd)
    {
        Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormC), Is.EqualTo(c), "NFC");
        Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormD), Is.EqualTo(d), "NFD");
        Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormKC), Is.EqualTo(kc), "NFKC");
        Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormKD), Is.EqualTo(kd), "NFKD");
    }

    /// <summary>Unicode's own test file, which Debian's package unicode-data brings.</summary>
    [Test]
    public void Every_line_of_the_conformance_test_holds()
    {
        var file = Repository.File(".cache", "tokenizers", "NormalizationTest.txt");
        if (!File.Exists(file))
            Assert.Ignore("Unicode's test file is absent: run tests/QaaHybrid.Models.Tests/Tokenization/oracle/run.sh");
        var lines = 0;
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] is not ('#' or '@')))
        {
            string[] columns = [.. line.Split(';')[..5].Select(column => string.Concat(column.Split(' ').Select(code => char.ConvertFromUtf32(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))))];
            foreach (var (index, text) in columns.Index())
            {
                Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormC), Is.EqualTo(columns[index < 3 ? 1 : 3]), line);
                Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormD), Is.EqualTo(columns[index < 3 ? 2 : 4]), line);
                Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormKC), Is.EqualTo(columns[3]), line);
                Assert.That(UnicodeNormalization.Normalize(text, NormalizationForm.FormKD), Is.EqualTo(columns[4]), line);
            }
            lines++;
        }
        Assert.That(lines, Is.GreaterThan(18000));
    }
}
