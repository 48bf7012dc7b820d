namespace QaaHybrid.Azure.Tests;

public class SignedAddressTests
{
    private const string Query = "sv=2024-05-04&se=2050-01-01T00%3A00%3A00Z&sr=b&sp=r&rscd=attachment%3B+filename%3Da%2Bb.json&sig=a%2Bb%2Fc%3D";

    [Test]
    public void The_text_is_kept_byte_for_byte()
    {
        var address = SignedAddress.TryParse($"https://acct.blob.core.windows.net:443/job-1?{Query}")!;
        Assert.That(address.Text, Is.EqualTo($"https://acct.blob.core.windows.net:443/job-1?{Query}"));
        Assert.That(address.Blob("inputData").Text, Is.EqualTo($"https://acct.blob.core.windows.net:443/job-1/inputData?{Query}"));
        Assert.That(address.Blob("inputData").Unsigned, Is.EqualTo("https://acct.blob.core.windows.net:443/job-1/inputData"));
        Assert.That(address.AsContainerRequest().Text, Is.EqualTo($"https://acct.blob.core.windows.net:443/job-1?restype=container&{Query}"));
    }

    [TestCase("https://acct.blob.core.windows.net/job-1/outputData?" + Query, "job-1", "outputData")]
    [TestCase("http://127.0.0.1:10000/devstoreaccount1/job-1/rawOutputData", "job-1", "rawOutputData")]
    [TestCase("https://acct.blob.core.windows.net/1111/output%20data", "1111", "output data")]
    public void A_blob_knows_its_container_wherever_the_account_stands(string text, string container, string blob) =>
        Assert.That(SignedAddress.TryParse(text)!.AsBlob(), Is.EqualTo((container, blob)));

    [TestCase("?" + Query, true, 2050)]
    [TestCase("?sig=x", true, null)]
    [TestCase("?se=2050-01-01", false, 2050)]
    [TestCase("?design=x&base=2050", false, null)]
    [TestCase("", false, null)]
    public void It_knows_whether_it_is_signed_and_until_when(string query, bool isSigned, int? year)
    {
        var address = SignedAddress.TryParse("https://acct.blob.core.windows.net/job-1/outputData" + query)!;
        Assert.That((address.IsSigned, address.Expires?.Year), Is.EqualTo((isSigned, year)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("job-1/outputData")]
    [TestCase("file:///etc/passwd")]
    public void What_is_no_web_address_is_none(string? text) => Assert.That(SignedAddress.TryParse(text), Is.Null);
}
